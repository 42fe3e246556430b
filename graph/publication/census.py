"""What a graph holds, counted in one pass over its sorted quads, in little memory."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, URIRef

from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.export.sorting import LineSorter
from graph.iris import Iris
from graph.store import LocalStore

DOCUMENT = "doc"
"""The kind of the graphs of documents."""

_EXEMPLARY = tuple(f"<{term}>".encode() for term in (v.sourceFile, v.entryIntoForce, v.resolutionPrefix, v.containedIn))
"""What has one of these properties makes a good example: a document that was read, a treaty, a body, an instrument."""

_TYPE = f"<{RDF.type}>".encode()
_ENDED = f"<{v.prov_endedAtTime}>".encode()

_HOST = re.compile(rb"<([a-z]+://[^/>]+/)")

_BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Census:
    """What was counted; triples that stand in several graphs count once, but in ``quads`` and ``kinds``.

    ``entities`` are things under our names and ``pages`` the files that describe them; ``documents`` have a graph of
    their own. ``classes`` gives the number of instances of each class, ``properties`` that of triples, ``kinds`` (of
    graphs) that of quads, and ``links`` how many triples of a property lead to a host. ``examples`` are the first of
    some kinds of things, and ``last_run`` is the one that ended last, with the time.
    """

    quads: int
    triples: int
    subjects: int
    objects: int
    entities: int
    pages: int
    documents: int
    classes: Mapping[URIRef, int]
    properties: Mapping[URIRef, int]
    kinds: Mapping[str, int]
    links: Mapping[tuple[URIRef, str], int]
    examples: tuple[URIRef, ...]
    last_run: tuple[URIRef, str] | None


def census(store: LocalStore, iris: Iris) -> Census:
    """Count what ``store`` holds."""
    sorter = LineSorter()
    store.write_nquads(sorter)
    tally = Tally(iris)
    for _ in tally.through(sorter.lines()):
        pass
    return tally.census()


class Tally:
    """Counts quads on their way. The quads are lines of N-Quads in the order of their bytes."""

    def __init__(self, iris: Iris) -> None:
        self._ours = f"<{iris.base}id/".encode()
        self._graphs = f"<{iris.base}graph/".encode()
        self._inside = tuple(f"<{start}".encode() for start in (iris.base, *PREFIXES.values()))
        self._kinds: dict[bytes, str] = {}
        self._pages: set[bytes] = set()
        self._objects = _Distinct()
        self._properties: Counter[bytes] = Counter()
        self._classes: Counter[bytes] = Counter()
        self._links: Counter[tuple[bytes, bytes]] = Counter()
        self._first: dict[bytes, bytes] = {}
        self._last_run = (b"", b"")
        self._sums = (0, 0, 0)
        self._quads: Counter[str] = Counter()

    def through(self, lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """Pass all lines on, each with the kind of its graph (``doc``, ``register``, ``run`` …)."""
        triples = subjects = entities = 0
        last_triple = last_subject = b""
        for line in lines:
            triple, graph, _ = line.rsplit(b" ", 2)
            kind = self._kinds.get(graph) or self._kind(graph)
            self._quads[kind] += 1
            if triple != last_triple:
                last_triple = triple
                triples += 1
                subject, predicate, value = triple.split(b" ", 2)
                if subject != last_subject:
                    last_subject = subject
                    subjects += 1
                    if subject.startswith(self._ours):
                        entities += 1
                        self._pages.add(subject[1:-1].partition(b"#")[0])
                self._count(subject, predicate, value)
            yield kind, line
        self._sums = (triples, subjects, entities)

    def census(self) -> Census:
        """What was counted, once all quads are through."""
        triples, subjects, entities = self._sums
        ended, run = self._last_run
        return Census(
            quads=self._quads.total(),
            triples=triples,
            subjects=subjects,
            objects=self._objects.number(),
            entities=entities,
            pages=len(self._pages),
            documents=sum(kind == DOCUMENT for kind in self._kinds.values()),
            classes={_iri(term): number for term, number in self._classes.items()},
            properties={_iri(term): number for term, number in self._properties.items()},
            kinds=dict(self._quads),
            links={(_iri(term), host.decode()): number for (term, host), number in self._links.items()},
            examples=tuple(_iri(self._first[term]) for term in _EXEMPLARY if term in self._first),
            last_run=(_iri(run), ended.decode()) if run else None,
        )

    def _kind(self, graph: bytes) -> str:
        kind = graph.removeprefix(self._graphs).removesuffix(b">").partition(b"/")[0].decode()
        self._kinds[graph] = kind
        return kind

    def _count(self, subject: bytes, predicate: bytes, value: bytes) -> None:
        self._properties[predicate] += 1
        self._objects.add(value)
        if predicate == _TYPE:
            self._classes[value] += 1
        elif value.startswith(b"<") and not value.startswith(self._inside):
            host = _HOST.match(value)
            if host:
                self._links[predicate, host[1]] += 1
        elif predicate in _EXEMPLARY and subject.startswith(self._ours):
            first = self._first.get(predicate, subject)
            self._first[predicate] = min(subject, first, key=_name)
        elif predicate == _ENDED:
            self._last_run = max(self._last_run, (value.split(b'"')[1], subject))


class _Distinct:
    """How many different values there are, known by 64 bits of each: among ten million, two that are alike by chance
    are one in a hundred thousand runs."""

    def __init__(self) -> None:
        self._buckets = tuple(array("q") for _ in range(_BUCKETS))

    def add(self, value: bytes) -> None:
        number = hash(value)
        self._buckets[number % _BUCKETS].append(number)

    def number(self) -> int:
        return sum(len(set(bucket)) for bucket in self._buckets)


def _name(subject: bytes) -> bytes:
    return subject[1:-1]


def _iri(term: bytes) -> URIRef:
    return URIRef(term[1:-1].decode())
