"""The annotated documents are read at least as well as on record, and above the floors of the first version."""

from __future__ import annotations

from pathlib import Path

import pytest
from accuracy import SHARED, Counts, Measured, measure, recorded

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
