"""Where quads are kept and asked: what every store can do, and the one on this machine's disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from graph.sparql import QueryError, Term, bind, checked, examined

_BULK = 1_000_000
"""From this size in bytes, loading past the log is faster."""

Row: TypeAlias = tuple[Term | None, ...]


class StoreError(Exception):
    """A store that cannot be used: not there, in use by another process, damaged, or not answering."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT query: names of the columns, and rows of terms (``None`` where nothing is bound)."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Answer: TypeAlias = Table | bool | Graph


class Sink(Protocol):
    """What takes bytes, as a file does."""

    def write(self, data: bytes, /) -> int:
        """Take ``data``; give its length."""
        ...

    def flush(self) -> None:
        """Write what is pending."""
        ...


Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, by their IRIs: those merged into the default graph, and those that
    ``GRAPH`` can name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


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
        """All quads as sorted N-Quads, held in memory: for small stores. ``graph.export.rdf`` writes large ones."""
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
        except (OSError, RuntimeError) as error:
            raise StoreError(_why(folder, error)) from error

    @classmethod
    def open_read_only(cls, folder: Path) -> Self:
        """Open the store in ``folder`` for reading, next to other readers."""
        if not (folder / "CURRENT").is_file():
            raise StoreError(f"{folder} holds no graph: build one first")
        try:
            return cls(ox.Store.read_only(str(folder)), read_only=True)
        except (OSError, RuntimeError) as error:
            raise StoreError(_why(folder, error)) from error

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
        with _errors_of_engine():
            return _answer(self._store.query(text, use_default_graph_as_union=True))

    def solve(self, sparql: str, dataset: Dataset | None = None) -> Solutions:
        """The answer in pyoxigraph's own terms, for those who write it out.

        The query's ``FROM`` may name graphs of this store; ``dataset`` goes before it. ``Solutions`` are computed as
        they are taken, so that errors of the store can come later, as ``OSError``.
        """
        asked = examined(sparql, self._holds)
        with _errors_of_engine():
            if dataset is not None and (dataset.default or dataset.named):
                for iri in (*dataset.default, *dataset.named):
                    if not self._holds(iri):
                        raise QueryError(f"{iri} is not a graph of this store")
                return self._store.query(
                    asked.text,
                    default_graph=[ox.NamedNode(iri) for iri in dataset.default],
                    named_graphs=[ox.NamedNode(iri) for iri in dataset.named],
                )
            return self._store.query(asked.text, use_default_graph_as_union=not asked.dataset)

    def answers(self, sparql: str) -> Solutions:
        """As ``solve``, for a query of the program's own that holds nothing unexamined."""
        with _errors_of_engine():
            return self._store.query(sparql, use_default_graph_as_union=True)

    def quads(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        value: str | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these IRIs (any, where none is given), in the engine's order, read as they are taken."""
        with _errors_of_engine():
            pattern = (ox.NamedNode(iri) if iri else None for iri in (subject, predicate, value, graph))
            yield from self._store.quads_for_pattern(*pattern)

    def _holds(self, iri: str) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(iri))
        except ValueError:
            return False

    def replace_graph(self, iri: str, graph: Graph) -> None:
        self.replace_graphs([iri], nquads(iri, graph))

    def replace_graphs(self, iris: Iterable[str], nquads: bytes) -> None:
        self._writable()
        try:
            for iri in iris:
                self._store.remove_graph(ox.NamedNode(iri))
            load = self._store.bulk_load if len(nquads) > _BULK else self._store.load
            load(nquads, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the quads cannot be stored: {error}") from error
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store failed to write: {error}") from error

    def change_quads(self, removed: bytes, added: bytes) -> None:
        self._writable()
        try:
            for quad in ox.parse(removed, format=ox.RdfFormat.N_QUADS):
                self._store.remove(quad)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the quads cannot be stored: {error}") from error
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

    def write_nquads(self, output: Sink) -> None:
        """Write all quads as N-Quads, in no certain order, without holding them in memory."""
        with _errors_of_engine():
            self._store.dump(output, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]

    def write_triples(self, iri: str, output: Sink) -> None:
        """Write the named graph ``iri`` as N-Triples likewise."""
        with _errors_of_engine():
            graph = ox.NamedNode(iri)
            self._store.dump(output, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)  # type: ignore[arg-type]

    def close(self) -> None:
        if self._open is not None and not self._read_only:
            self._open.flush()
        self._open = None

    def _writable(self) -> None:
        if self._read_only:
            raise StoreError("the store is open for reading only")


@contextmanager
def _errors_of_engine() -> Iterator[None]:
    """Raise errors of the engine as those of a query or of a store."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"this query cannot be read: {error.msg}") from error
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store failed to answer: {error}") from error


def parsed(triples: bytes) -> Graph:
    """The graph that N-Triples hold."""
    return _graph((t.subject, t.predicate, t.object) for t in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))


def nquads(iri: str, graph: Graph) -> bytes:
    """``graph`` as the sorted N-Quads of the named graph ``iri``."""
    return b"".join(sorted(quad_lines(iri, graph)))


def quad_lines(iri: str, graph: Graph) -> Iterable[bytes]:
    """The lines of ``nquads``, in no certain order."""
    name = ox.NamedNode(iri)
    for s, p, o in graph:
        quad = ox.Quad(to_oxigraph(s), to_oxigraph(p), to_oxigraph(o), name)  # type: ignore[arg-type]
        yield f"{quad} .\n".encode()


def _why(folder: Path, error: Exception) -> str:
    text = str(error)
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
