"""What the SPARQL endpoint answers to a request without a query: a form for people, a description for programs.

Source of the terms: SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/. It has no
blank node: what belongs to the endpoint is a fragment of its IRI. The default graph is the union of all named
ones, which is what the description of the dataset (VoID) counts; of the named graphs, those that are
alone of their kind are described singly, those of documents and runs as a kind.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import RDF, Graph, Literal, URIRef

from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.iris import Iris
from graph.store import Store, to_oxigraph
from unmandates.answers.context import Context
from unmandates.answers.negotiation import GRAPHS, HTML, chosen, with_sorted_prefixes
from unmandates.answers.problems import ProblemError
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.answers.sparql_page import limits_in_words, sparql_page

OFFERED = (*GRAPHS, HTML)

_FORMATS = "http://www.w3.org/ns/formats/"

RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG"),
)
"""Forms of answers, as https://www.w3.org/ns/formats/ names them."""

_SIMPLE = URIRef("http://www.w3.org/ns/entailment/Simple")

_SINGLE = {
    "register": "registers of treaties, bodies, instruments, groups and verbs",
    "learned": "identities learned from documents",
    "lineage": "drafts, revisions and successors of documents",
    "corrections": "corrections made by hand",
}
_KINDS = {
    "doc": "a graph for each document that was read",
    "run": "a graph for each run, with its provenance",
}
"""Named graphs by the first part of their names after ``graph/``: alone of their kind, or many."""


def answer_service(context: Context, request: Request) -> Response:
    """The description, or the form. Raises ``ProblemError``."""
    media = chosen(OFFERED, request.accept, request.form)
    if media is None:
        raise ProblemError(406, f"the endpoint's description can be had as {', '.join(OFFERED)}")
    headers = {"Vary": "Accept, Accept-Encoding"}
    if media == HTML:
        return Response(200, HTML, sparql_page(context), headers)
    graph = service_graph(context.store, context.iris, limits_in_words(context))
    triples = (ox.Triple(*map(to_oxigraph, triple)) for triple in sorted(graph))  # type: ignore[arg-type]
    prefixes = PREFIXES if media in {"text/turtle", "application/trig"} else None
    written = ox.serialize(triples, format=GRAPHS[media], prefixes=prefixes) or b""
    return Response(200, media, with_sorted_prefixes(written) if prefixes else written, headers)


def service_graph(store: Store, iris: Iris, limits: Iterable[str]) -> Graph:
    """The endpoint described; ``limits`` are its limits in words."""
    endpoint = URIRef(f"{iris.base}sparql")
    dataset, whole = URIRef(f"{endpoint}#dataset"), iris.dataset()
    graph = Graph()
    for predicate, value in (
        (RDF.type, v.sd_Service),
        (v.sd_endpoint, endpoint),
        (v.sd_supportedLanguage, v.sd_SPARQL11Query),
        (v.sd_feature, v.sd_UnionDefaultGraph),
        (v.sd_defaultEntailmentRegime, _SIMPLE),
        (v.sd_defaultDataset, dataset),
        *((v.sd_resultFormat, URIRef(_FORMATS + name)) for name in RESULT_FORMATS),
        *((v.dcterms_description, Literal(one, lang="en")) for one in limits),
    ):
        graph.add((endpoint, predicate, value))
    graph.add((dataset, RDF.type, v.sd_Dataset))
    graph.add((dataset, v.sd_defaultGraph, whole))
    graph.add((whole, RDF.type, v.sd_Graph))
    graph.add((whole, RDF.type, v.void_Dataset))
    graph.add((whole, v.void_sparqlEndpoint, endpoint))
    for kind, description in _SINGLE.items():
        name = URIRef(f"{iris.base}graph/{kind}")
        if store.query("ASK { VALUES ?g { UNDEF } GRAPH ?g { ?s ?p ?o } }", substitutions={"g": name}):
            named, counted = URIRef(f"{endpoint}#{kind}"), iris.dataset(f"graph-{kind}")
            graph.add((dataset, v.sd_namedGraph, named))
            graph.add((named, RDF.type, v.sd_NamedGraph))
            graph.add((named, v.sd_name, name))
            graph.add((named, v.sd_graph, counted))
            graph.add((counted, RDF.type, v.sd_Graph))
            _subset(graph, whole, counted, description)
    for kind, description in _KINDS.items():
        _subset(graph, whole, iris.dataset(f"graph-{kind}"), f"{description}: {iris.base}graph/{kind}/…")
    return graph


def _subset(graph: Graph, whole: URIRef, part: URIRef, description: str) -> None:
    graph.add((whole, v.void_subset, part))
    graph.add((part, RDF.type, v.void_Dataset))
    graph.add((part, v.dcterms_description, Literal(description, lang="en")))
