"""RDF in order: equal graphs give equal bytes. A store is written as it is read, in little memory.

N-Quads and TriG hold every quad of a store. Turtle and JSON-LD (as written here) have no named graphs: they hold each
triple once, and leave the graphs of runs out, so that they hold no time and stay the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph import vocabulary as v
from graph.export.sorting import LineSorter
from graph.iris import Iris
from graph.store import LocalStore, Sink, to_oxigraph

PREFIXES = {
    **v.PREFIXES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_BATCH = 4096
"""Lines that are parsed at a time."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many quads a store holds, in how many graphs; how many of them are of graphs of runs (``of_runs``); and how
    many statements were ``written``."""

    quads: int
    graphs: int
    of_runs: int
    written: int


def write_nquads(store: LocalStore, _iris: Iris, output: Sink, folder: Path | None = None) -> Written:
    """Write all quads as sorted N-Quads. ``folder`` takes temporary files of the size of the result."""
    counted = _Counted(store)
    for some in _batches(counted.through(_sorted_quads(store, folder))):
        output.write(b"".join(some))
    return counted.written(counted.quads)


def write_trig(store: LocalStore, _iris: Iris, output: Sink, folder: Path | None = None) -> Written:
    """Write all quads as TriG, graph by graph in the order of their names."""
    counted = _Counted(store)

    def quads() -> Iterator[ox.Quad]:
        for name in store.graph_names():
            sorter, graph = LineSorter(folder), ox.NamedNode(name)
            store.write_triples(name, sorter)
            for triple in _parsed(counted.through(sorter.lines())):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    _serialise(quads(), ox.RdfFormat.TRIG, output)
    return counted.written(counted.quads)


def write_turtle(store: LocalStore, iris: Iris, output: Sink, folder: Path | None = None) -> Written:
    """Write the triples of all graphs but those of runs as Turtle."""
    merged = _Merged(store, iris, folder)
    _serialise(_parsed(merged.lines()), ox.RdfFormat.TURTLE, output)
    return merged.counted.written(merged.triples)


def write_jsonld(store: LocalStore, iris: Iris, output: Sink, folder: Path | None = None) -> Written:
    """Write the triples of all graphs but those of runs as JSON-LD, expanded: a list of nodes."""
    merged = _Merged(store, iris, folder)
    _write_nodes(merged.lines(), output)
    return merged.counted.written(merged.triples)


def turtle(graph: Graph) -> bytes:
    """The graph as Turtle: prefixes, subjects and values in order."""
    output = io.BytesIO()
    _serialise(_triples(graph), ox.RdfFormat.TURTLE, output)
    return output.getvalue()


def ntriples(graph: Graph) -> bytes:
    """The graph as N-Triples, in order."""
    return b"".join(_lines(graph))


def jsonld(graph: Graph) -> bytes:
    """The graph as JSON-LD, expanded: a list of nodes, they and their values in order."""
    output = io.BytesIO()
    _write_nodes(_lines(graph), output)
    return output.getvalue()


class _Counted:
    """Counts the quads of a store on their way."""

    def __init__(self, store: LocalStore) -> None:
        self._graphs = len(store.graph_names())
        self.quads = self.of_runs = 0

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.quads += 1
            yield line

    def written(self, statements: int) -> Written:
        return Written(self.quads, self._graphs, self.of_runs, statements)


class _Merged:
    """The triples of all graphs but those of runs, each once and in order, as lines of N-Triples."""

    def __init__(self, store: LocalStore, iris: Iris, folder: Path | None) -> None:
        self.counted = _Counted(store)
        self.triples = 0
        self._runs = frozenset(
            f"<{name}>".encode() for name in store.graph_names() if iris.run_number_of(name) is not None
        )
        self._quads = _sorted_quads(store, folder)

    def lines(self) -> Iterator[bytes]:
        last = b""
        for line in self.counted.through(self._quads):
            triple, graph, _ = line.rsplit(b" ", 2)
            if graph in self._runs:
                self.counted.of_runs += 1
            elif triple != last:
                self.triples += 1
                last = triple
                yield triple + b" .\n"


class _PrefixesInOrder:
    """Hands bytes of Turtle or TriG on, with the lines of the prefixes at their head in order."""

    def __init__(self, output: Sink) -> None:
        self._output = output
        self._head: bytes | None = b""

    def write(self, data: bytes, /) -> int:
        if self._head is None:
            self._output.write(data)
        else:
            self._head += data
            if self._head.count(b"\n") > len(PREFIXES):
                self.finish()
        return len(data)

    def flush(self) -> None:
        self._output.flush()

    def finish(self) -> None:
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            prefixes = [line for line in lines[: len(PREFIXES)] if line.startswith(b"@prefix")]
            self._output.write(b"".join([*sorted(prefixes), *lines[len(prefixes) :]]))
            self._head = None


def _serialise(statements: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat, output: Sink) -> None:
    ordered = _PrefixesInOrder(output)
    ox.serialize(statements, ordered, format=form, prefixes=PREFIXES)  # type: ignore[arg-type]
    ordered.finish()


def _write_nodes(lines: Iterable[bytes], output: Sink) -> None:
    """Write sorted lines of N-Triples as a JSON list of nodes, some nodes at a time."""
    start = b"["
    for some in _by_subject(lines):
        packed = ox.serialize(ox.parse(b"".join(some), format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.JSON_LD)
        nodes = json.dumps(json.loads(packed or b"[]"), ensure_ascii=False, indent=1, sort_keys=True)
        output.write(start + nodes.removeprefix("[").removesuffix("\n]").encode())
        start = b","
    output.write(b"[]\n" if start == b"[" else b"\n]\n")


def _by_subject(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Sorted lines some at a time, those of one subject never apart."""
    some: list[bytes] = []
    subject = b""
    for line in lines:
        if len(some) >= _BATCH and not line.startswith(subject):
            yield some
            some = []
        some.append(line)
        if len(some) >= _BATCH:
            subject = line[: line.index(b" ") + 1]
    if some:
        yield some


def _sorted_quads(store: LocalStore, folder: Path | None) -> Iterator[bytes]:
    sorter = LineSorter(folder)
    store.write_nquads(sorter)
    yield from sorter.lines()


def _parsed(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    for some in _batches(lines):
        yield from ox.parse(b"".join(some), format=ox.RdfFormat.N_TRIPLES)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    remaining = iter(lines)
    return iter(lambda: list(islice(remaining, _BATCH)), [])


def _lines(graph: Graph) -> list[bytes]:
    return sorted(f"{triple} .\n".encode() for triple in _triples(graph))


def _triples(graph: Graph) -> Iterable[ox.Triple]:
    triples = (ox.Triple(to_oxigraph(s), to_oxigraph(p), to_oxigraph(o)) for s, p, o in graph)  # type: ignore[arg-type]
    return sorted(triples, key=str)


Writer = Callable[[LocalStore, Iris, Sink, Path | None], Written]
"""What writes a store in one format."""

WRITERS = {"nquads": write_nquads, "trig": write_trig, "turtle": write_turtle, "jsonld": write_jsonld}
"""The formats in which a whole store is written."""
