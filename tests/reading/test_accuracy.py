"""The annotated documents are read at least as well as on record, and above the floors of the first version."""

from __future__ import annotations

from pathlib import Path

import pytest
from accuracy import SHARED, Counts, Measured, measure, recorded, recorded_errors
from accuracy_links import CORPUS, SIXTEENTH, changes, linked_files, measure_links, recorded_links

FLOORS = {
    "units": 0.98,
    "metadata": 0.85,
    "citations": 0.93,
    "anaphora": 0.60,
    "pinpoints": 0.80,
    "bodies": 0.80,
    "mandates": 0.85,
    "addressees": 0.80,
}
"""Least scores: recall for references back (``anaphora``), else the harmonic mean of precision and recall."""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    if not (SHARED / "documents").is_dir():
        pytest.skip("no annotated documents in ../shared")
    return measure(Path(tmp_path_factory.mktemp("tables")))


def test_every_figure_is_measured_and_on_record(measured: Measured) -> None:
    assert set(measured.counts) == set(recorded()) == set(FLOORS)


@pytest.mark.parametrize("figure", FLOORS)
def test_no_score_is_below_its_floor(measured: Measured, figure: str) -> None:
    assert measured.scores[figure] >= FLOORS[figure]


@pytest.mark.parametrize("figure", FLOORS)
def test_no_count_differs_from_the_record(measured: Measured, figure: str) -> None:
    counts, before = measured.counts[figure], recorded()[figure]
    assert not counts.worse_than(before), f"{figure}: {counts}; recorded: {before}"
    assert counts == before, f"{figure} is better than recorded: run `make accuracy` to record ({counts}; was {before})"


def test_no_row_is_broken_that_was_right(measured: Measured) -> None:
    assert not measured.errors - recorded_errors()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no real documents in ../shared/corpus")
def test_a_sixteenth_of_the_linked_files_misses_what_is_on_record(tmp_path: Path) -> None:
    files = linked_files(SIXTEENTH)
    before = {file: targets for file, targets in recorded_links().items() if file in files}
    links = measure_links(files, tmp_path)
    assert links.found > 500
    assert changes(before, links.missed) == [], "run `make accuracy` to record, if nothing broke"


def test_what_was_mended_and_what_broke_is_reported_by_document() -> None:
    before = {"a.txt": frozenset({"A/RES/1/1", "A/RES/1/2"}), "b.txt": frozenset({"A/RES/1/3"})}
    after = {"a.txt": frozenset({"A/RES/1/2", "A/RES/1/4"}), "b.txt": frozenset({"A/RES/1/3"})}
    assert changes(before, after) == ["a.txt: 1 mended, 1 broken: +A/RES/1/1 -A/RES/1/4"]


@pytest.mark.parametrize(
    ("counts", "worse"),
    [
        (Counts(10, 2, 3), False),
        (Counts(11, 1, 2), False),
        (Counts(9, 2, 3), True),
        (Counts(12, 3, 1), True),
        (Counts(12, 0, 4), True),
    ],
)
def test_worse_is_what_loses_anything(counts: Counts, worse: bool) -> None:  # noqa: FBT001 - a parameter of the case
    assert counts.worse_than(Counts(10, 2, 3)) is worse
