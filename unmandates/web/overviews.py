"""What is not about one thing: the description of the dataset, the ontology, the map of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from graph import vocabulary as v
from graph.iris import ONTOLOGY
from graph.ontology import ontology
from graph.store import to_oxigraph
from unmandates.web.addresses import ONTOLOGY_DOCUMENT, as_uri
from unmandates.web.bounded import at_most
from unmandates.web.media import EXTENSIONS, HTML, chosen
from unmandates.web.problems import ProblemError, problem
from unmandates.web.resources import forms, table_page, written
from unmandates.web.site import page
from unmandates.web.tasks import Order, Outcome

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

MOST_IN_A_MAP = 50_000
"""Addresses in one file of a site map (https://www.sitemaps.org/protocol.html)."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SECTIONS = (
    ("Classes", OWL.Class),
    ("Properties that lead to things", OWL.ObjectProperty),
    ("Properties that lead to values", OWL.DatatypeProperty),
    ("Schemes", SKOS.ConceptScheme),
    ("Concepts", SKOS.Concept),
)


def described(desk: Desk, argument: str, order: Order) -> Outcome:
    """The description of the dataset, which ``argument`` holds in Turtle behind the path asked for and a line's end."""
    path, _, turtle = argument.partition("\n")
    triples = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    return _negotiated(desk, order, path or "dataset", str(desk.iris.dataset()), triples)


def ontology_document(desk: Desk, argument: str, order: Order) -> Outcome:
    """The ontology with its schemes: one document, whose terms are its fragments; ``argument`` is the path."""
    form = argument.rpartition(".")[2] if "." in argument else ""
    if _media(order, form) != HTML:
        return _negotiated(desk, order, argument, ONTOLOGY_DOCUMENT, list(_ontology_triples()))
    headers = forms(desk, ONTOLOGY_DOCUMENT, "ontology", HTML)
    return Outcome(200, HTML, _ontology_page(desk.trade.root), headers)


def site_map(desk: Desk, number: str) -> Outcome:
    """The index of site maps (no ``number``), or one of them (from 1): addresses of all documents that were read, and
    of treaties, bodies, instruments, groups, verbs and series. They begin with the base, as the site has no other
    address that it knows of."""
    base = desk.iris.base
    places = desk.places
    if not number:
        files = range(1, -(-len(places) // MOST_IN_A_MAP) + 1)
        listed = "".join(f"<sitemap><loc>{escape(base)}sitemap-{n}.xml</loc></sitemap>" for n in files)
        return _xml("sitemapindex", listed)
    first = (int(number) - 1) * MOST_IN_A_MAP
    some = places[first : first + MOST_IN_A_MAP] if first >= 0 else ()
    if not some:
        raise ProblemError(404, f"there is no site map {number}")
    return _xml("urlset", "".join(f"<url><loc>{escape(as_uri(iri))}</loc></url>" for iri in some))


def places(desk: Desk) -> tuple[str, ...]:
    """IRIs of what has a page worth finding, in order."""
    store, iris = desk.store, desk.iris
    found = {str(iris.document(name)) for graph in store.graph_names() if (name := iris.graph_identifier_of(graph))}
    for graph in (iris.register_graph(), iris.lineage_graph()):
        kinds = (v.Treaty, v.Body, v.NamedInstrument, v.Group, v.VerbFamily, v.Series)
        for kind in kinds:
            quads = store.quads(predicate=str(RDF.type), value=str(kind), graph=str(graph))
            found |= {getattr(quad.subject, "value", "") for quad in quads}
    return tuple(sorted(iri for iri in found if iri.startswith(f"{iris.base}id/") and "#" not in iri))


def _negotiated(desk: Desk, order: Order, path: str, iri: str, triples: list[ox.Triple]) -> Outcome:
    stem, _, form = path.rpartition(".") if path.rpartition(".")[2] in EXTENSIONS else (path, "", "")
    media = _media(order, form)
    headers = forms(desk, iri, stem, media or "")
    if media is None:
        fault = ProblemError(406, f"this can be had as {', '.join(EXTENSIONS.values())}")
        return problem(fault, {"Vary": headers["Vary"], "Link": headers["Link"]})
    if media == HTML:
        return Outcome(200, HTML, table_page(desk, iri, stem, triples), headers)
    trade = desk.trade
    body = written(at_most(triples, trade.rows, "triples"), media, trade.rows, trade.bytes)
    return Outcome(200, media, body, headers)


def _media(order: Order, form: str) -> str | None:
    return EXTENSIONS[form] if form in EXTENSIONS else chosen(tuple(EXTENSIONS.values()), order.accept)


def _ontology_triples() -> Iterator[ox.Triple]:
    for triple in ontology():
        yield ox.Triple(*map(to_oxigraph, triple))  # type: ignore[arg-type]


@cache
def _ontology_page(root: str) -> bytes:
    graph = ontology()
    sections = []
    shown: set[URIRef] = set()  # some are classes and concepts at once
    for title, kind in _SECTIONS:
        of_ours = {
            one for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef) and one.startswith(ONTOLOGY)
        }
        terms = sorted(of_ours - shown)
        shown |= of_ours
        told = [
            {
                "name": term.removeprefix(ONTOLOGY),
                "label": graph.value(term, RDFS.label) or "",
                "definition": graph.value(term, SKOS.definition) or "",
                "note": graph.value(term, SKOS.scopeNote) or "",
                "example": graph.value(term, SKOS.example) or "",
                "above": sorted(
                    str(one) for how in (RDFS.subClassOf, RDFS.subPropertyOf) for one in graph.objects(term, how)
                ),
            }
            for term in terms
        ]
        sections.append((title, told))
    name = graph.value(URIRef(ONTOLOGY_DOCUMENT), v.dcterms_title) or ""
    return page("ontology.html", root=root, title=name, sections=sections, namespace=ONTOLOGY)


def _xml(element: str, inside: str) -> Outcome:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_XMLNS}">{inside}</{element}>\n'
    return Outcome(200, "application/xml", body.encode(), {"Vary": "Accept-Encoding", "Cache-Control": "max-age=3600"})
