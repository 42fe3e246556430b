"""Where quads are kept and asked: on this machine's disk, or behind a SPARQL server; one protocol for both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graph.sparql import QueryError, Term, bind, checked

__all__ = ["Answer", "LocalStore", "QueryError", "RemoteStore", "Row", "Store", "StoreError", "Table", "Term"]

_BULK = 1_000_000
"""From this size in bytes, loading past the log is faster."""

_REMARKS_ABOVE = re.compile(r"\A(?:\s*#[^\n]*\n)+")

_RDF_FORMATS = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/rdf+xml": "xml",
}
"""Content types of graphs that servers send, with the name of their parser."""

Row: TypeAlias = tuple[Term | None, ...]


class StoreError(Exception):
    """A store that cannot be used: not there, in use by another process, damaged, or not answering."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT query: names of the columns, and rows of terms (``None`` where nothing is bound)."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Answer: TypeAlias = Table | bool | Graph


class Store(Protocol):
    """A set of named graphs that can be asked and whose graphs can be replaced whole.

    Queries are SPARQL 1.1 over named graphs; the default graph is their union. Raises ``StoreError`` for a store that
    fails and ``QueryError`` for a query that cannot be answered.
    """

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Answer a query; ``substitutions`` fill its slots ``VALUES ?name { UNDEF }``."""
        ...

    def replace_graph(self, iri: str, graph: Graph) -> None:
        """Put ``graph`` in the place of the named graph ``iri``."""
        ...

    def replace_graphs(self, iris: Iterable[str], nquads: bytes) -> None:
        """Empty the named graphs ``iris``, then add all quads of ``nquads``."""
        ...

    def change_quads(self, removed: bytes, added: bytes) -> None:
        """Take the quads of ``removed`` out, then put those of ``added`` in (both N-Quads without blank nodes)."""
        ...

    def remove_graph(self, iri: str) -> None:
        """Remove the named graph ``iri``, if there is one."""
        ...

    def graph_names(self) -> tuple[URIRef, ...]:
        """The IRIs of the named graphs, sorted."""
        ...

    def graph(self, iri: str) -> Graph:
        """The named graph ``iri``; empty where there is none."""
        ...

    def triples(self, iri: str) -> bytes:
        """The named graph ``iri`` as N-Triples, in no certain order; ``parsed`` reads them."""
        ...

    def dump_nquads(self) -> bytes:
        """All quads as sorted N-Quads."""
        ...

    def close(self) -> None:
        """Write what is pending and let go of the store."""
        ...


class LocalStore:
    """A store in a folder of this machine."""

    def __init__(self, store: ox.Store, *, read_only: bool) -> None:
        self._open: ox.Store | None = store
        self._read_only = read_only

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the store in ``folder`` for writing, making it if need be; one process at a time."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(folder)), read_only=False)
        except (OSError, RuntimeError) as fault:
            raise StoreError(_why(folder, fault)) from fault

    @classmethod
    def open_read_only(cls, folder: Path) -> Self:
        """Open the store in ``folder`` for reading, next to other readers."""
        if not (folder / "CURRENT").is_file():
            raise StoreError(f"{folder} holds no graph: build one first")
        try:
            return cls(ox.Store.read_only(str(folder)), read_only=True)
        except (OSError, RuntimeError) as fault:
            raise StoreError(_why(folder, fault)) from fault

    @classmethod
    def in_memory(cls) -> Self:
        """A store that lives as long as the value."""
        return cls(ox.Store(), read_only=False)

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError("the store is closed")
        return self._open

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        text = bind(checked(sparql), substitutions or {})
        try:
            answer = self._store.query(text, use_default_graph_as_union=True)
            return _answer(answer)
        except SyntaxError as fault:
            raise QueryError(f"this query cannot be read: {fault.msg}") from fault
        except (OSError, RuntimeError) as fault:
            raise StoreError(f"the store failed to answer: {fault}") from fault

    def replace_graph(self, iri: str, graph: Graph) -> None:
        self.replace_graphs([iri], nquads(iri, graph))

    def replace_graphs(self, iris: Iterable[str], nquads: bytes) -> None:
        self._writable()
        try:
            for iri in iris:
                self._store.remove_graph(ox.NamedNode(iri))
            load = self._store.bulk_load if len(nquads) > _BULK else self._store.load
            load(nquads, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"these quads cannot be stored: {fault}") from fault
        except (OSError, RuntimeError) as fault:
            raise StoreError(f"the store failed to write: {fault}") from fault

    def change_quads(self, removed: bytes, added: bytes) -> None:
        self._writable()
        try:
            for quad in ox.parse(removed, format=ox.RdfFormat.N_QUADS):
                self._store.remove(quad)
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"these quads cannot be stored: {fault}") from fault
        self.replace_graphs([], added)

    def remove_graph(self, iri: str) -> None:
        self.replace_graphs([iri], b"")

    def graph_names(self) -> tuple[URIRef, ...]:
        return tuple(
            sorted(URIRef(name.value) for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
        )

    def graph(self, iri: str) -> Graph:
        return _graph(
            (quad.subject, quad.predicate, quad.object)
            for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        )

    def triples(self, iri: str) -> bytes:
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(iri)) or b""

    def dump_nquads(self) -> bytes:
        dumped = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def close(self) -> None:
        if self._open is not None and not self._read_only:
            self._open.flush()
        self._open = None

    def _writable(self) -> None:
        if self._read_only:
            raise StoreError("the store is open for reading only")


class RemoteStore:
    """A store behind a SPARQL 1.1 server: ``query_url`` answers queries, ``update_url`` (if any) takes updates."""

    def __init__(self, query_url: str, update_url: str | None = None, *, timeout: int = 120) -> None:
        self.query_url = query_url
        self.update_url = update_url
        self._timeout = timeout

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        text = bind(checked(sparql), substitutions or {})
        # SPARQLWrapper takes the first word that is a keyword for the query's form, also one in a remark above it.
        wrapper = self._wrapper(self.query_url, _REMARKS_ABOVE.sub("", text))
        if wrapper.queryType not in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            raise QueryError("only questions can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE")
        if wrapper.queryType in {"CONSTRUCT", "DESCRIBE"}:
            return self._graph_of(wrapper)
        wrapper.setReturnFormat(JSON)
        try:
            return _table(wrapper.query().convert())
        except (SPARQLWrapperException, OSError, ValueError) as fault:
            raise StoreError(f"{self.query_url} did not answer: {fault}") from fault

    def replace_graph(self, iri: str, graph: Graph) -> None:
        self.replace_graphs([iri], nquads(iri, graph))

    def replace_graphs(self, iris: Iterable[str], nquads: bytes) -> None:
        self._change([*(f"DROP SILENT GRAPH {_n3(iri)}" for iri in iris), *_changes("INSERT DATA", nquads)])

    def change_quads(self, removed: bytes, added: bytes) -> None:
        self._change([*_changes("DELETE DATA", removed), *_changes("INSERT DATA", added)])

    def _change(self, updates: Sequence[str]) -> None:
        if updates:
            self._update(" ;\n".join(updates))

    def remove_graph(self, iri: str) -> None:
        self.replace_graphs([iri], b"")

    def graph_names(self) -> tuple[URIRef, ...]:
        answer = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        rows = answer.rows if isinstance(answer, Table) else ()
        return tuple(sorted(row[0] for row in rows if isinstance(row[0], URIRef)))

    def graph(self, iri: str) -> Graph:
        answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {_n3(iri)} {{ ?s ?p ?o }} }}")
        return answer if isinstance(answer, Graph) else Graph()

    def triples(self, iri: str) -> bytes:
        return self.graph(iri).serialize(format="nt", encoding="utf-8")

    def dump_nquads(self) -> bytes:
        return b"".join(sorted(line for iri in self.graph_names() for line in _lines(iri, self.graph(iri))))

    def close(self) -> None:
        """Nothing is held between requests."""

    def _update(self, text: str) -> None:
        if self.update_url is None:
            raise StoreError(f"{self.query_url} is open for reading only: tell the address that takes updates")
        wrapper = self._wrapper(self.update_url, text)
        wrapper.setMethod(POST)
        try:
            wrapper.query()
        except (SPARQLWrapperException, OSError) as fault:
            raise StoreError(f"{self.update_url} did not take the update: {fault}") from fault

    def _wrapper(self, url: str, text: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(url)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(text)
        if len(text) > 2000:  # longer addresses are cut by some servers
            wrapper.setMethod(POST)
        return wrapper

    def _graph_of(self, wrapper: SPARQLWrapper) -> Graph:
        wrapper.setReturnFormat(TURTLE)
        try:
            result = wrapper.query()
            kind = result.info().get("content-type", "").partition(";")[0].strip()
            return Graph().parse(data=result.response.read(), format=_RDF_FORMATS[kind])
        except KeyError as fault:
            raise StoreError(f"{self.query_url} answered with {fault}, which is no graph that can be read") from fault
        except (SPARQLWrapperException, OSError, ValueError, SyntaxError, ParserError) as fault:
            raise StoreError(f"{self.query_url} did not answer: {fault}") from fault


def _changes(verb: str, nquads: bytes) -> Iterable[str]:
    """Updates that put quads in or take them out, one for each graph."""
    by_graph: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
            triple = f"{quad.subject} {quad.predicate} {quad.object} ."
            by_graph.setdefault(str(quad.graph_name), []).append(triple)
    except SyntaxError as fault:
        raise StoreError(f"these quads cannot be stored: {fault}") from fault
    return (f"{verb} {{ GRAPH {name} {{\n{chr(10).join(t)}\n}} }}" for name, t in by_graph.items())


def parsed(triples: bytes) -> Graph:
    """The graph that N-Triples hold."""
    return _graph((t.subject, t.predicate, t.object) for t in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))


def nquads(iri: str, graph: Graph) -> bytes:
    """``graph`` as the sorted N-Quads of the named graph ``iri``."""
    return b"".join(sorted(_lines(iri, graph)))


def _lines(iri: str, graph: Graph) -> Iterable[bytes]:
    name = ox.NamedNode(iri)
    for s, p, o in graph:
        quad = ox.Quad(to_oxigraph(s), to_oxigraph(p), to_oxigraph(o), name)  # type: ignore[arg-type]
        yield f"{quad} .\n".encode()


def _n3(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _why(folder: Path, fault: Exception) -> str:
    text = str(fault)
    if "lock" in text.casefold():
        return f"{folder} is in use by another process: wait until it ends, or choose another store"
    return f"{folder} cannot be opened as a store: {text}"


def to_oxigraph(term: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A term of rdflib as one of pyoxigraph."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term))


def _from_ox(term: object) -> Term:
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    return BNode(str(term).removeprefix("_:"))


def _graph(triples: Iterable[tuple[object, object, object]]) -> Graph:
    graph = Graph()
    for s, p, o in triples:
        graph.add((_from_ox(s), _from_ox(p), _from_ox(o)))
    return graph


def _answer(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return _graph((triple.subject, triple.predicate, triple.object) for triple in answer)
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(
        tuple(None if solution[name] is None else _from_ox(solution[name]) for name in columns) for solution in answer
    )
    return Table(columns, rows)


def _table(parsed: object) -> Table | bool:
    if not isinstance(parsed, dict):
        raise StoreError("the server answered with something that is no SPARQL result")
    if "boolean" in parsed:
        return bool(parsed["boolean"])
    columns = tuple(parsed.get("head", {}).get("vars", ()))
    bindings = parsed.get("results", {}).get("bindings", ())
    return Table(columns, tuple(tuple(_from_json(row.get(name)) for name in columns) for row in bindings))


def _from_json(value: Mapping[str, str] | None) -> Term | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return URIRef(value["value"])
    if value["type"] == "bnode":
        return BNode(value["value"])
    datatype = value.get("datatype")
    return Literal(
        value["value"],
        lang=value.get("xml:lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )
