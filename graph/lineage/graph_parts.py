"""The graph of lineage in a store, kept in step with the cache: only what changed is taken out and put in.

The cache remembers each part of the graph – a link, a series, a pair aligned, a line's chains, the first appearances of
a document's paragraphs – with a digest of what it was made from, and its quads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import msgspec
from rdflib import Graph

from extract.model import Document
from graph.iris import Iris
from graph.lineage.cache import LineageCache, Load
from graph.lineage.triples import (
    aligned_graph,
    chain_graph,
    first_appearance_graph,
    first_appearances,
    link_graph,
    series_graph,
)
from graph.lineage.values import Lineage, MandateChain
from graph.store import Store, nquads

_LINKS, _SERIES = "link", "series"
"""Kinds of parts that describe documents known only by name, and so may say the same of one."""


@dataclass(frozen=True, slots=True)
class _GraphPart:
    """A part of the graph: its name in the cache, a digest of what it is made from, and what makes it."""

    key: str
    digest: str
    make: Callable[[], Graph]


def write_lineage(cache: LineageCache, store: Store, iris: Iris, stamps: Mapping[str, str], load: Load) -> int:
    """Bring the graph of lineage in ``store`` in step with ``cache``, and return how many parts were written or
    removed. ``stamps`` and ``load`` as in ``LineageCache.update``."""
    graph = iris.lineage_graph()
    if not cache.in_step or graph not in store.graph_names():
        cache.forget_parts()
        store.remove_graph(graph)
    known = cache.parts()
    wanted = {part.key: part for part in _parts(cache.lineage(), iris, stamps, load)}
    new = [part for key, part in wanted.items() if known.get(key) != part.digest]
    old = [key for key in known if key not in wanted or known[key] != wanted[key].digest]
    if not new and not old and cache.in_step:
        return 0
    made = {part.key: nquads(graph, part.make()) for part in new}
    added = set(_lines(made.values()))
    removed = set(_lines(cache.part(key) for key in old)) - added
    kept = [key for key in known if key in wanted and key not in made and key.startswith((_LINKS, _SERIES))]
    if removed and kept:
        removed.difference_update(_lines(cache.part(key) for key in kept))
    with cache.changing_parts(old, [(part.key, part.digest, made[part.key]) for part in new]):
        store.change_quads(b"".join(sorted(removed)), b"".join(sorted(added)))
    return len(made) + sum(1 for key in old if key not in made)


def _parts(lineage: Lineage, iris: Iris, stamps: Mapping[str, str], load: Load) -> Iterator[_GraphPart]:
    for link in lineage.links:
        key = f"{_LINKS} {link.relation} {link.source} {link.target}"
        yield _GraphPart(key, _digest(link), partial(link_graph, [link], iris))
    for series in lineage.series:
        yield _GraphPart(f"{_SERIES} {series.key}", _digest(series), partial(series_graph, series, iris))
    for pair in lineage.aligned:
        yield _GraphPart(f"aligned {pair.earlier} {pair.later}", _digest(pair), partial(aligned_graph, pair, iris))
    by_first: dict[str, list[MandateChain]] = {}
    for chain in lineage.chains:
        by_first.setdefault(chain.steps[0].document, []).append(chain)
    for first, chains in by_first.items():
        names = sorted({step.document for chain in chains for step in chain.steps})
        digest = _digest((chains, [stamps[name] for name in names]))
        yield _GraphPart(f"chains {first}", digest, partial(_chains, chains, names, iris, load))
    appearances: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for later, oldest in first_appearances(lineage.aligned).items():
        appearances.setdefault(later[0], {})[later] = oldest
    for document, own in appearances.items():
        yield _GraphPart(f"first {document}", _digest(sorted(own.items())), partial(first_appearance_graph, own, iris))


def _chains(chains: Iterable[MandateChain], names: Iterable[str], iris: Iris, load: Load) -> Graph:
    documents: dict[str, Document] = {name: load(name) for name in names}
    graph = Graph()
    for chain in chains:
        graph += chain_graph(chain, documents, iris)
    return graph


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(value)).hexdigest()[:16]


def _lines(quads: Iterable[bytes]) -> Iterator[bytes]:
    for some in quads:
        yield from some.splitlines(keepends=True)
