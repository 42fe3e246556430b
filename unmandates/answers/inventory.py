"""What a store holds: how much of each kind, and which things have a page worth finding."""

from __future__ import annotations

from rdflib import RDF

from graph import vocabulary as v
from graph.iris import Iris
from graph.store import LocalStore, Table

_REGISTERED = {"treaties": v.Treaty, "bodies": v.Body, "instruments": v.NamedInstrument}
"""What is counted in the registers, which are small however large the store."""

_WITH_PAGES = (v.Treaty, v.Body, v.NamedInstrument, v.Group, v.VerbFamily, v.Series)


def entry_counts(store: LocalStore, iris: Iris) -> dict[str, int]:
    """How much the store holds, by kind. No count goes through the documents themselves."""
    start = f"{iris.base}graph/doc/"
    read = f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ }} FILTER (STRSTARTS(STR(?g), "{start}")) }}'
    registered = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?thing a <{}> }} }}"
    return {
        "documents": _count(store, read),
        **{name: _count(store, registered.format(iris.register_graph(), kind)) for name, kind in _REGISTERED.items()},
    }


def page_iris(store: LocalStore, iris: Iris) -> tuple[str, ...]:
    """IRIs of all documents that were read, and of treaties, bodies, instruments, groups, verbs and series."""
    found = {str(iris.document(name)) for graph in store.graph_names() if (name := iris.graph_identifier_of(graph))}
    for graph in (iris.register_graph(), iris.lineage_graph()):
        for kind in _WITH_PAGES:
            quads = store.quads(predicate=str(RDF.type), value=str(kind), graph=str(graph))
            found |= {getattr(quad.subject, "value", "") for quad in quads}
    return tuple(sorted(iri for iri in found if iri.startswith(f"{iris.base}id/") and "#" not in iri))


def _count(store: LocalStore, query: str) -> int:
    answer = store.query(query)
    assert isinstance(answer, Table)
    return int(str(answer.rows[0][0]))
