"""The graph as a network for Gephi and the like: documents, treaties, instruments and bodies, and what ties them."""

from __future__ import annotations

import re
from collections import Counter

import networkx as nx

from graph.iris import Iris
from graph.store import Store, Table

_PREFIXES = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX unm: <https://w3id.org/unmandates/ontology#>
"""

_THINGS = """
SELECT ?thing ?kind (MAX(STR(?label)) AS ?name) (MIN(STR(?title)) AS ?called) (MIN(STR(?adopted)) AS ?date) WHERE {
  VALUES (?class ?kind) {
    (unm:Document "document") (unm:Treaty "treaty") (unm:NamedInstrument "instrument") (unm:Body "body")
    (unm:Group "group")
  }
  GRAPH ?g {
    ?thing a ?class ; rdfs:label ?label .
    OPTIONAL { ?thing dcterms:title ?title }
    OPTIONAL { ?thing unm:adopted ?adopted }
  }
} GROUP BY ?thing ?kind"""

_CITATIONS = """
SELECT ?from ?to ?date ?verb WHERE {
  GRAPH ?g {
    ?citation cito:hasCitingEntity ?from ; cito:hasCitedEntity|unm:citedInstrument ?to .
    OPTIONAL { ?citation unm:verb ?verb }
    OPTIONAL { ?from unm:adopted ?date }
  }
}"""

_MANDATES = """
SELECT ?from ?to ?date ?verb WHERE {
  GRAPH ?g {
    ?mandate unm:inDocument ?from ; unm:addressee ?to .
    OPTIONAL { ?mandate unm:verb ?verb }
    OPTIONAL { ?from unm:adopted ?date }
  }
}"""

_MENTIONS = """
SELECT ?from ?to ?date ?verb WHERE {
  GRAPH ?g {
    ?mention unm:inDocument ?from ; unm:body ?to .
    OPTIONAL { ?from unm:adopted ?date }
  }
}"""

_LINKS = """
SELECT DISTINCT ?from ?to ?date ?verb WHERE {
  GRAPH ?g {
    ?from %s ?to .
    OPTIONAL { ?from unm:adopted ?date }
  }
}"""

_EDGES = (
    ("cites", _CITATIONS),
    ("asks", _MANDATES),
    ("names", _MENTIONS),
    ("adopted by", _LINKS % "unm:adoptedBy"),
    ("draft", _LINKS % "unm:draft"),
    ("part of", _LINKS % "org:subOrganizationOf"),
    ("supplements", _LINKS % "unm:supplements"),
    ("contained in", _LINKS % "unm:containedIn"),
)

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML, the form of GEXF and GraphML, cannot carry."""


def network(store: Store, iris: Iris) -> nx.MultiDiGraph:
    """All things of a store and the ties between them.

    Nodes are named like documents in the tables, or ``body/<slug>``; they and the edges carry ``label``, ``kind``,
    ``date`` and, edges, ``verb`` (a family) and ``weight``, the number of mentions: text and whole numbers, nothing
    empty of type. Nodes and edges stand in sorted order.
    """
    graph = nx.MultiDiGraph()
    for thing, kind, label, title, date in sorted(_rows(store, _THINGS)):
        name = _name(iris, thing)
        if name and name not in graph:
            graph.add_node(name, label=title if kind == "document" and title else label, kind=kind, date=date)
    for kind, sparql in _EDGES:
        counted = Counter(
            (_name(iris, source), _name(iris, target), _family(iris, verb), date)
            for source, target, date, verb in _rows(store, sparql)
        )
        for (source, target, verb, date), weight in sorted(counted.items()):
            if source in graph and target in graph:
                label = f"{kind}: {verb}" if verb else kind
                key = f"{kind} {verb}".strip()
                graph.add_edge(source, target, key=key, label=label, kind=kind, date=date, verb=verb, weight=weight)
    return graph


def _rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    answer = store.query(_PREFIXES + sparql)
    if not isinstance(answer, Table):
        raise TypeError("a SELECT query answers with a table")
    return [tuple("" if cell is None else _UNPRINTABLE.sub("", str(cell)) for cell in row) for row in answer.rows]


def _name(iris: Iris, iri: str) -> str:
    if "#" in iri:
        return ""
    named = iris.slug_of(iri)
    return "/".join(named) if named else iris.identifier_of(iri) or ""


def _family(iris: Iris, verb: str) -> str:
    named = iris.slug_of(verb)
    return named[1] if named else ""
