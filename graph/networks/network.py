"""The graph as a network for Gephi and the like: documents, treaties, instruments and bodies, and what ties them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import networkx as nx

from graph.iris import Iris
from graph.networks.edges import FINDINGS, OTHERS
from graph.store import Store, Table

_PREFIXES = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX unm: <https://w3id.org/unmandates/ontology#>
"""

_THINGS = """
SELECT DISTINCT ?thing ?kind ?label WHERE {
  VALUES (?class ?kind) {
    (unm:Document "document") (unm:Treaty "treaty") (unm:NamedInstrument "instrument") (unm:Body "body")
    (unm:Group "group")
  }
  GRAPH ?g { ?thing a ?class ; rdfs:label ?label }
}"""

_TITLES = "SELECT ?thing ?title WHERE { GRAPH ?g { ?thing a unm:Document ; dcterms:title ?title } }"

_DATES = "SELECT ?thing ?date WHERE { GRAPH ?g { ?thing unm:adopted ?date } }"

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML, the form of GEXF and GraphML, cannot carry."""


def network(store: Store, iris: Iris) -> nx.MultiDiGraph:
    """All things of a store and the ties between them.

    Nodes are named like documents in the tables, or ``body/<slug>``; they and the edges carry ``label``, ``kind``,
    ``date`` and, edges, ``verb`` (a family) and ``weight``, the number of mentions: text and whole numbers, nothing
    empty of type. Nodes and edges stand in sorted order.
    """
    graph = nx.MultiDiGraph()
    titles = {thing: title for thing, title in sorted(_rows(store, _TITLES), reverse=True)}  # noqa: C416
    dates = {thing: date for thing, date in sorted(_rows(store, _DATES), reverse=True)}  # noqa: C416
    names: dict[str, str] = {}
    for thing, kind, label in sorted(_rows(store, _THINGS)):
        name = _name(iris, thing)
        if name and thing not in names:
            names[thing] = name
            graph.add_node(name, label=titles.get(thing, label), kind=kind, date=dates.get(thing, ""))
    for kind, sparql in _edges():
        for source, target, verb, weight in sorted(_rows(store, sparql)):
            if source in names and target in names:
                family = _family(iris, verb)
                graph.add_edge(
                    names[source],
                    names[target],
                    key=f"{kind} {family}".strip(),
                    label=f"{kind}: {family}" if family else kind,
                    kind=kind,
                    date=dates.get(source, ""),
                    verb=family,
                    weight=int(weight),
                )
    return graph


def _edges() -> Iterator[tuple[str, str]]:
    """The words of each kind of edge, and the query for it."""
    for edges in FINDINGS.values():
        yield from edges.items()
    yield from OTHERS.items()


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
