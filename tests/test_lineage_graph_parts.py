"""The graph of lineage in a store: in step with the cache, changed by parts, the same as one written at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Document
from graph.iris import Iris
from graph.lineage.cache import LineageCache
from graph.lineage.graph_parts import write_lineage
from graph.store import LocalStore
from lineage_specimen import LAMPS, MAPS, adopted, drafted, prefixes

IRIS = Iris()
GRAPH = IRIS.lineage_graph()
RECALLS = f"its resolution 77/391 of 17 December 2022, entitled “{LAMPS}”"
DOCUMENTS = {
    one.identifier: one
    for one in (
        drafted(79, 990, LAMPS),
        adopted(78, 392, LAMPS, recalls=RECALLS, changed="Encourages librarians to trim wicks in the evening"),
        adopted(79, 395, LAMPS, recalls=RECALLS),
        adopted(79, 396, MAPS),
        adopted(80, 397, MAPS),
    )
}


def brought(cache: LineageCache, store: LocalStore, documents: dict[str, Document]) -> int:
    stamps = dict.fromkeys(documents, "1")
    cache.update(stamps, documents.__getitem__, prefixes(), lambda _done, _total: None)
    return write_lineage(cache, store, IRIS, stamps, documents.__getitem__)


def at_once(folder: Path, documents: dict[str, Document]) -> bytes:
    store = LocalStore.in_memory()
    with LineageCache.open(folder / f"{len(documents)}.sqlite") as cache:
        brought(cache, store, documents)
    return store.dump_nquads()


def test_parts_are_written_and_removed_as_documents_come_and_go(tmp_path: Path) -> None:
    store = LocalStore.in_memory()
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        some: dict[str, Document] = {}
        for identifier, document in DOCUMENTS.items():
            some[identifier] = document
            brought(cache, store, some)
            assert store.dump_nquads() == at_once(tmp_path, some), identifier
        for identifier in list(DOCUMENTS)[:3]:
            del some[identifier]
            brought(cache, store, some)
        (tmp_path / "2.sqlite").unlink()
        assert store.dump_nquads() == at_once(tmp_path, some)


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    store = LocalStore.in_memory()
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        assert brought(cache, store, DOCUMENTS) > 5
        assert brought(cache, store, DOCUMENTS) == 0


def test_a_write_cut_short_and_an_emptied_store_are_written_anew(tmp_path: Path) -> None:
    store = LocalStore.in_memory()
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        brought(cache, store, DOCUMENTS)
        whole = store.dump_nquads()
        with pytest.raises(KeyboardInterrupt), cache.changing_parts([], [("link a b c", "x", b"")]):
            raise KeyboardInterrupt
        store.change_quads(b"".join(whole.splitlines(keepends=True)[:7]), b"")
        assert brought(cache, store, DOCUMENTS) > 5
        assert store.dump_nquads() == whole
        store.remove_graph(GRAPH)
        brought(cache, store, DOCUMENTS)
        assert store.dump_nquads() == whole
