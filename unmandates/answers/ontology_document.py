"""The ontology with its schemes, as one document whose terms are its fragments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from graph import vocabulary as v
from graph.iris import ONTOLOGY
from graph.ontology import ontology
from graph.store import to_oxigraph
from unmandates.answers.context import Context
from unmandates.answers.negotiation import HTML, without_extension
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.answers.triples_document import alternates, answer_triples, offered_media
from unmandates.pages.site.site_addresses import ONTOLOGY_DOCUMENT
from unmandates.pages.site.templates import site_page

_SECTIONS = (
    ("Classes", OWL.Class),
    ("Properties that lead to things", OWL.ObjectProperty),
    ("Properties that lead to values", OWL.DatatypeProperty),
    ("Properties of terms", OWL.AnnotationProperty),
    ("Schemes", SKOS.ConceptScheme),
    ("Concepts", SKOS.Concept),
    ("Deprecated classes", OWL.DeprecatedClass),
    ("Deprecated properties", OWL.DeprecatedProperty),
)


def answer_ontology(context: Context, path: str, request: Request) -> Response:
    """The ontology at ``path``, which may end in the extension of a format; 406 where a client takes none."""
    if offered_media(request, without_extension(path)[1]) != HTML:
        return answer_triples(context, request, path, ONTOLOGY_DOCUMENT, list(_ontology_triples()))
    return Response(200, HTML, _ontology_page(context.root), alternates(context, ONTOLOGY_DOCUMENT, "ontology", HTML))


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
        entries = [
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
        sections.append((title, entries))
    name = graph.value(URIRef(ONTOLOGY_DOCUMENT), v.dcterms_title) or ""
    return site_page("ontology.html", root=root, title=name, sections=sections, namespace=ONTOLOGY)
