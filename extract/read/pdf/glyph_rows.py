"""The rows of a page: runs side by side, and what is raised or lowered beside the words that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.read.pdf.glyphs import GlyphRun

_SAME_LINE = 0.15
"""Runs whose baselines differ by no more than this part of the size stand on one line."""

_SMALL = 0.8
"""What is raised or lowered is no larger than this part of the words beside it."""

_RAISED = (0.1, 0.75)
_LOWERED = (-0.4, -0.05)
"""How far the baseline of what is raised, or lowered, is above that of the words beside it, in parts of their size."""

_LONGEST_MARKER = 6
_MOST = 500
"""A row of more runs than this is no line of words beside which a marker would be looked for."""


@dataclass(slots=True)
class PlacedRun:
    """A run as it stands in its row."""

    run: GlyphRun
    raised: bool = False
    lowered: bool = False


@dataclass(slots=True)
class _Row:
    baseline: float
    size: float
    runs: list[GlyphRun]
    attached: list[PlacedRun] = field(default_factory=list)


def rows_of(runs: Sequence[GlyphRun]) -> list[list[PlacedRun]]:
    """The rows of a page from top to bottom, their runs from left to right, raised and lowered ones in the row of the
    words that they belong to."""
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda run: -run.baseline):
        row = rows[-1] if rows else None
        if row is not None and row.baseline - run.baseline <= _SAME_LINE * max(row.size, run.size):
            row.runs.append(run)
            if run.size > row.size:
                row.size, row.baseline = run.size, run.baseline
        else:
            rows.append(_Row(run.baseline, run.size, [run]))
    _attach(rows)
    found = []
    for row in rows:
        members = [*(PlacedRun(run) for run in row.runs), *row.attached]
        if members:
            members.sort(key=lambda member: member.run.left)
            _raise_within(members)
            found.append(members)
    return found


def _attach(rows: list[_Row]) -> None:
    """Move small runs to the row of the larger ones beside which they are raised or lowered."""
    sizes = Counter[float]()
    for row in rows:
        for run in row.runs:
            sizes[round(run.size, 1)] += len(run.text)
    if len(sizes) < 2:
        return
    largest = max(sizes)
    for index, row in enumerate(rows):
        if len(row.runs) > _MOST:
            continue
        if row.size > _SMALL * largest and min(run.size for run in row.runs) > _SMALL * row.size:
            continue
        row.runs = [
            run
            for run in row.runs
            if len(run.text) > _LONGEST_MARKER or _has_equal(run, row) or not _moved(run, rows, index)
        ]


def _has_equal(run: GlyphRun, row: _Row) -> bool:
    """Whether words of no lesser size stand beside ``run`` in its own row, as they do beside all but markers."""
    return any(
        other is not run
        and other.size * _SMALL >= run.size
        and -0.3 * run.size < max(other.left - run.right, run.left - other.right) < other.size
        for other in row.runs
    )


def _moved(run: GlyphRun, rows: list[_Row], index: int) -> bool:
    """Attach ``run`` to the row of the words before it or, where there are none, of those after it."""
    beside = (rows[at] for at in (index + 1, index + 2, index - 1, index - 2) if 0 <= at < len(rows))
    near = [row for row in beside if len(row.runs) <= _MOST]
    for before in (True, False):
        for row in near:
            for other in row.runs:
                if run.size > _SMALL * other.size:
                    continue
                rise = (run.baseline - other.baseline) / other.size
                raised = _RAISED[0] <= rise <= _RAISED[1]
                lowered = _LOWERED[0] <= rise <= _LOWERED[1]
                gap = run.left - other.right if before else other.left - run.right
                if (raised or lowered) and -0.4 * other.size <= gap <= (1.0 if before else 2.5) * other.size:
                    row.attached.append(PlacedRun(run, raised=raised, lowered=lowered))
                    return True
    return False


def _raise_within(members: list[PlacedRun]) -> None:
    """Find what is raised, though so little that its baseline is almost that of the row."""
    for before, after in pairwise(members):
        for member, other in ((after, before), (before, after)):
            run, beside = member.run, other.run
            if (
                not (member.raised or member.lowered)
                and run.size <= _SMALL * beside.size
                and run.text.isdigit()
                and run.baseline - beside.baseline >= 0.08 * beside.size
            ):
                member.raised = True
