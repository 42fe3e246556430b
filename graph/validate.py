"""SHACL validation, a graph at a time: every graph describes what it points to, so each can be validated on its own."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice

import pyshacl
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from graph.ontology import shapes
from graph.processes import Workers
from graph.store import Store, parsed

_CHUNK = 25
"""Graphs a task: enough that handing them over costs little."""

_LINEAGE_CHUNK = 5000
"""Triples of the graph of lineage a task: it grows with all documents, and is validated in parts."""

_LINEAGE = "/graph/lineage"

_OWNER = re.compile(rb"<([^>#]*/series/[^>#]*|[^>]*?#chain\.[0-9a-f]+|[^>]*)")
"""What a triple of lineage belongs to: a series with its members, a chain with its steps, else its subject."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class ValidationResult:
    """A node that breaks a shape. ``document`` is the IRI of its named graph, ``severity`` ``violation``, ``warning``
    or ``info``; ``path`` is empty where the shape is about no single property, ``value`` where it is about none."""

    document: str
    focus: str
    path: str
    value: str
    severity: str
    shape: str
    message: str


def load_shapes() -> Graph:
    """The shapes that come with the project."""
    return shapes()


def validate_document(graph: Graph, shapes: Graph, document: str = "") -> tuple[ValidationResult, ...]:
    """What ``graph`` breaks, sorted; ``document`` names it in the findings."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False)
    if not isinstance(report, Graph):
        raise TypeError(f"validation failed: {report}")
    return tuple(
        sorted(_finding(report, result, document) for result in report.subjects(RDF.type, SH.ValidationResult))
    )


def validate_lineage(triples: bytes, name: str = "") -> Iterator[ValidationResult]:
    """What the graph of lineage breaks, sorted a part at a time. ``triples``: the graph as N-Triples; ``name`` stands
    in the findings. Takes time in proportion to their number."""
    for part in _parts_of_lineage(triples):
        yield from validate_document(parsed(part), shapes(), name)


def validate_store(store: Store, *, jobs: int = 1, on_progress: Progress | None = None) -> Iterator[ValidationResult]:
    """What the graphs of a store break, graph by graph in the order of their names.

    Works in ``jobs`` processes; ``on_progress`` is called with the graphs done and all of them.
    """
    names = [str(name) for name in store.graph_names() if "/graph/run/" not in name]
    done = 0
    for count, findings in _judged(store, names, jobs):
        done += count
        yield from findings
        if on_progress is not None:
            on_progress(done, len(names))


def _judged(store: Store, names: list[str], jobs: int) -> Iterator[tuple[int, list[ValidationResult]]]:
    chunks = _chunks(store, names)
    if jobs <= 1:
        for count, chunk in chunks:
            yield count, _judge(chunk)
        return
    with Workers(jobs) as pool:
        waiting: deque[tuple[int, Future[list[ValidationResult]]]] = deque()
        for size, chunk in chunks:
            waiting.append((size, pool.submit(_judge, chunk)))
            if len(waiting) > 2 * jobs:
                count, future = waiting.popleft()
                yield count, future.result()
        for count, future in waiting:
            yield count, future.result()


def _chunks(store: Store, names: list[str]) -> Iterator[tuple[int, list[tuple[str, bytes]]]]:
    """Graphs some at a time, with how many they complete; the graph of lineage in its parts."""
    remaining = iter([name for name in names if not name.endswith(_LINEAGE)])
    for some in iter(lambda: list(islice(remaining, _CHUNK)), []):
        yield len(some), [(name, store.triples(name)) for name in some]
    for name in names:
        if name.endswith(_LINEAGE):
            for part in _parts_of_lineage(store.triples(name)):
                yield 0, [(name, part)]
            yield 1, []


def _parts_of_lineage(triples: bytes) -> Iterator[bytes]:
    """``triples`` some at a time, what belongs together in one part."""
    owned: dict[bytes, list[bytes]] = {}
    for line in triples.splitlines(keepends=True):
        if match := _OWNER.match(line):
            owned.setdefault(match[1], []).append(line)
    part: list[bytes] = []
    for owner in sorted(owned):
        part += owned[owner]
        if len(part) >= _LINEAGE_CHUNK:
            yield b"".join(part)
            part = []
    if part:
        yield b"".join(part)


def _judge(chunk: list[tuple[str, bytes]]) -> list[ValidationResult]:
    found: list[ValidationResult] = []
    for name, triples in chunk:
        found.extend(validate_document(parsed(triples), shapes(), name))
    return found


def _finding(report: Graph, result: Node, document: str) -> ValidationResult:
    def text_of(predicate: URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None or isinstance(value, BNode) else str(value)

    return ValidationResult(
        document=document,
        focus=text_of(SH.focusNode),
        path=text_of(SH.resultPath),
        value=text_of(SH.value),
        severity=text_of(SH.resultSeverity).rpartition("#")[2].lower(),
        shape=text_of(SH.sourceShape),
        message=text_of(SH.resultMessage),
    )
