"""The cache of lineage: the same whatever the order of additions, and cheap to keep in step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model import Document
from graph.lineage.cache import LineageCache, LineageCacheError, Update
from graph.lineage.values import Lineage, ParagraphRelation
from lineage_specimen import LAMPS, MAPS, adopted, drafted, prefixes

DOCUMENTS = {
    one.identifier: one
    for one in (
        drafted(79, 990, LAMPS),
        adopted(77, 391, LAMPS),
        adopted(
            78, 992, LAMPS, changed="Encourages librarians to trim the wick before the first reader of the evening"
        ),
        adopted(79, 395, LAMPS),
        adopted(78, 397, MAPS),
        adopted(79, 396, MAPS),
    )
}


def update(cache: LineageCache, documents: dict[str, Document], stamp: str = "1") -> Update:
    return cache.update(dict.fromkeys(documents, stamp), documents.__getitem__, prefixes(), lambda _done, _total: None)


def from_scratch(folder: Path, documents: dict[str, Document]) -> Lineage:
    (folder / "scratch.sqlite").unlink(missing_ok=True)
    with LineageCache.open(folder / "scratch.sqlite") as cache:
        update(cache, documents)
        return cache.lineage()


@given(st.permutations(sorted(DOCUMENTS)), st.sets(st.sampled_from(sorted(DOCUMENTS)), max_size=3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_additions_and_removals_in_any_order_equal_a_computation_from_scratch(
    tmp_path: Path, order: list[str], removed: set[str]
) -> None:
    (tmp_path / "lineage.sqlite").unlink(missing_ok=True)
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        for place in range(1, len(order) + 1):
            update(cache, {one: DOCUMENTS[one] for one in order[:place]})
        assert cache.lineage() == from_scratch(tmp_path, DOCUMENTS)
        left = {one: document for one, document in DOCUMENTS.items() if one not in removed}
        update(cache, left)
        assert cache.lineage() == from_scratch(tmp_path, left)


def test_what_did_not_change_is_not_computed_again(tmp_path: Path) -> None:
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        assert update(cache, DOCUMENTS).documents == len(DOCUMENTS)
        assert update(cache, DOCUMENTS) == Update(0, 0, 0, 0)
        one_more = {**DOCUMENTS, "A/RES/80/393": adopted(80, 393, LAMPS)}
        assert update(cache, one_more) == Update(documents=1, removed=0, aligned=1, lines=1)


def test_a_document_is_found_with_its_drafts_series_and_paragraphs(tmp_path: Path) -> None:
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        update(cache, DOCUMENTS)
        found = cache.of("a/res/79/395")
        assert found is not None
        assert found.identifier == "A/RES/79/395"
        assert {(link.source, link.target) for link in found.links} >= {("A/C.3/79/L.990", "A/RES/79/395")}
        assert [member.identifier for member in found.series[0].members][-1] == "A/RES/79/395"
        (pair,) = (one for one in found.aligned if one.later == "A/RES/79/395" and one.earlier.startswith("A/RES"))
        assert {link.relation for link in pair.paragraphs} == {ParagraphRelation.SAME, ParagraphRelation.CHANGED}
        assert found.chains
        assert cache.of("A/RES/1/1") is None


def test_a_missing_cache_and_a_foreign_file_are_reported(tmp_path: Path) -> None:
    with pytest.raises(LineageCacheError, match="build first"):
        LineageCache.open_read_only(tmp_path / "none.sqlite")
    (tmp_path / "other.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 20)
    with pytest.raises(LineageCacheError, match="another format"):
        LineageCache.open_read_only(tmp_path / "other.sqlite")
    with LineageCache.open(tmp_path / "other.sqlite") as cache:
        assert update(cache, DOCUMENTS).documents == len(DOCUMENTS)


def test_an_update_interrupted_before_its_links_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        with monkeypatch.context() as patched:
            patched.setattr("graph.lineage.cache.find_links", interrupted)
            with pytest.raises(KeyboardInterrupt):
                update(cache, DOCUMENTS)
        with pytest.raises(LineageCacheError):
            cache.links()
        update(cache, DOCUMENTS)
        assert cache.lineage() == from_scratch(tmp_path, DOCUMENTS)


def test_a_cache_of_no_documents_has_no_links(tmp_path: Path) -> None:
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        update(cache, {})
        assert cache.links().links == ()
