"""The lines of a page in the order of reading, columns apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.read.pdf.glyph_rows import PlacedRun, rows_of
from extract.read.pdf.glyphs import PrintedPage

_BLANK = 0.15
_CERTAIN_BLANK = 0.25
"""A gap of this part of the size is a blank where pdfium takes it for one, or whether it does or not."""

_CELL = 2.8
_CELL_IN_COLUMN = 8.0
"""A gap of so many times the size parts what stands side by side: two things on one height, not one line. Words of a
narrow column are driven further apart."""

_FULL_LINES = 8
"""Columns of words have at least so many lines that fill them, and every fourth of all does."""

_ALL = 0.88
"""A line is bold or in italics where more than this part of it is: signs after the words may not be."""

_LABEL_GAP = 6.0
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS_RAISED_ALREADY = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")

_Gutter = tuple[float, float]


@dataclass(slots=True)
class TextLine:
    """A line as printed: its words with blanks between them, where it stands, and the stretches of ``text`` that are
    raised (digits among them already written as superscripts) or in italics.

    ``size`` is that of most of its characters; ``bold`` and ``italic`` are said of a line all of which is.
    ``column`` is the column of its page that it stands in, counted through the page; lines of one column follow one
    another. ``cell`` is its place among those side by side, from 0. ``turned`` lines run up or down the page.
    """

    page: int
    left: float
    right: float
    baseline: float
    size: float
    text: str = ""
    raised: list[tuple[int, int]] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    font: str = ""
    column: int = 0
    cell: int = 0
    turned: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is printed."""
        return self.left, self.baseline - 0.22 * self.size, self.right, self.baseline + 0.75 * self.size

    def part(self, at: int) -> None:
        """Put a blank before the character at ``at``."""
        self.text = f"{self.text[:at]} {self.text[at:]}"
        self.raised = [(start + (start >= at), end + (end > at)) for start, end in self.raised]
        self.italics = [(start + (start >= at), end + (end > at)) for start, end in self.italics]


def lines_of_pages(pages: Iterable[PrintedPage]) -> Iterator[list[TextLine]]:
    """The lines of each page in the order in which they are read, those that run up or down the page last."""
    gutter: _Gutter | None = None
    for printed in pages:
        rows = rows_of([run for run in printed.runs if not run.turned])
        found = _gutter(rows)
        if found is None and gutter is not None and _keeps(rows, gutter):
            found = gutter  # a page that is not full: the last one
        gutter = found
        yield _page_lines(printed, rows, gutter)


def _page_lines(printed: PrintedPage, rows: list[list[PlacedRun]], gutter: _Gutter | None) -> list[TextLine]:
    lines: list[TextLine] = []
    column = 0
    band: list[tuple[list[PlacedRun], list[PlacedRun]]] = []

    def end_band() -> None:
        nonlocal column
        for side in (0, 1):
            filled = [sides[side] for sides in band if sides[side]]
            if filled:
                column += 1
                lines.extend(line for row in filled for line in _cells(printed.number, row, column, _CELL_IN_COLUMN))
        band.clear()
        column += 1

    for row in rows:
        sides = _parted(row, gutter) if gutter else None
        if sides is None:
            if band:
                end_band()
            lines.extend(_cells(printed.number, row, column))
        else:
            band.append(sides)
    if band:
        end_band()
    for run in printed.runs:
        if run.turned:
            lines.append(_line(printed.number, [PlacedRun(run)], column + 1, 0))
            lines[-1].turned = True
    return lines


def _keeps(rows: Sequence[list[PlacedRun]], gutter: _Gutter) -> bool:
    """Whether nearly no row goes across the gutter of the page before."""
    return sum(_parted(row, gutter) is None for row in rows) * 5 <= len(rows)


def _gutter(rows: Sequence[list[PlacedRun]]) -> _Gutter | None:
    """The blank between two columns of words, left and right end; None where the page has one column."""
    stretches = [(member.run.left, member.run.right) for row in rows for member in row]
    if len(rows) < 12 or not stretches:
        return None
    left, right = min(start for start, _ in stretches), max(end for _, end in stretches)
    width = right - left
    step = 3.0
    cover = [0] * (int(width / step) + 2)
    for row in rows:
        reach = -1
        for member in row:
            first, last = int((member.run.left - left) / step), int((member.run.right - left) / step)
            for at in range(max(first, reach + 1), last + 1):
                cover[at] += 1
            reach = max(reach, last)
    low, high = int(0.38 * width / step), int(0.62 * width / step)
    allowed = max(1, len(rows) // 6)
    free = [at for at in range(low, high) if cover[at] <= allowed]
    if not free:
        return None
    middle = min(free, key=lambda at: (cover[at], abs(at - (low + high) / 2)))
    first = last = middle
    while cover[first - 1] <= cover[middle] + 1 and first - 1 in free:
        first -= 1
    while cover[last + 1] <= cover[middle] + 1 and last + 1 in free:
        last += 1
    gutter = left + first * step, left + (last + 1) * step
    return gutter if _full_columns(rows, gutter, left, right) else None


def _full_columns(rows: Sequence[list[PlacedRun]], gutter: _Gutter, left: float, right: float) -> bool:
    """Whether words fill both sides of the gutter, as they do in columns and not in tables or letterheads."""
    for start, end in ((left, gutter[0]), (gutter[1], right)):
        widths = []
        for row in rows:
            inside = [member.run for member in row if member.run.left >= start - 1 and member.run.right <= end + 1]
            if inside:
                widths.append(inside[-1].right - inside[0].left)
        full = sum(width >= 0.8 * (end - start) for width in widths)
        if full < _FULL_LINES or full * 4 < len(widths):
            return False
    return True


def _parted(row: list[PlacedRun], gutter: _Gutter) -> tuple[list[PlacedRun], list[PlacedRun]] | None:
    """The two sides of a row; None where it goes across."""
    middle = (gutter[0] + gutter[1]) / 2
    if any(member.run.left < middle < member.run.right for member in row):
        return None
    at = bisect_left(row, middle, key=lambda member: member.run.left)
    before, after = row[:at], row[at:]
    if before and after and after[0].run.left - before[-1].run.right < 0.5 * after[0].run.size:
        return None
    return before, after


def _cells(page: int, row: list[PlacedRun], column: int, widest: float = _CELL) -> Iterator[TextLine]:
    """The lines of a row: one, or several side by side."""
    begin = 0
    cell = 0
    for at in range(1, len(row)):
        before, after = row[at - 1].run, row[at].run
        gap = after.left - before.right
        size = max(before.size, after.size)
        if gap > widest * size and not (begin == 0 and gap <= _LABEL_GAP * size and _labels(row[:at])):
            yield _line(page, row[begin:at], column, cell)
            begin = at
            cell += 1
    yield _line(page, row[begin:], column, cell)


def _labels(members: list[PlacedRun]) -> bool:
    """Whether these runs are a number or label that stands before its words at the distance of a tab."""
    text = "".join(member.run.text for member in members)
    return len(text) <= 12 and (text[-1] in ".)/" or members[-1].raised or text.isdigit())


def _line(page: int, members: list[PlacedRun], column: int, cell: int) -> TextLine:
    first, last = members[0].run, members[-1].run
    weights = Counter[tuple[float, float, bool, bool]]()
    parts: list[str] = []
    size = 0
    raised: list[tuple[int, int]] = []
    italics: list[tuple[int, int]] = []
    before: PlacedRun | None = None
    for member in members:
        run = member.run
        text = run.text.replace("\u00a0", " ")
        if member.raised:
            text = text.translate(_RAISED_DIGITS)
        if before is not None and _blank_between(before, member):
            parts.append(" ")
            size += 1
        start, size = size, size + len(text)
        parts.append(text)
        if member.raised:
            raised.append((start, size))
        elif not text.isascii():
            raised.extend(_raised_characters(text, start))
        if run.style.italic and not member.raised:
            if italics and italics[-1][1] >= start - 1:
                italics[-1] = (italics[-1][0], size)
            else:
                italics.append((start, size))
        if not (member.raised or member.lowered):
            weights[run.size, run.baseline, run.style.bold, run.style.italic] += len(text)
        before = member
    if not weights:
        weights[first.size, first.baseline, False, False] = 1
    (most, baseline, _, _), _ = weights.most_common(1)[0]
    return TextLine(
        page,
        first.left,
        max(member.run.right for member in members),
        baseline,
        most,
        "".join(parts),
        raised,
        italics,
        bold=_nearly(weights, 2),
        italic=_nearly(weights, 3),
        font=last.style.name,
        column=column,
        cell=cell,
    )


def _nearly(weights: Counter[tuple[float, float, bool, bool]], which: int) -> bool:
    """Whether nearly all characters, a sign after them apart, are so."""
    return sum(weight for key, weight in weights.items() if key[which]) > _ALL * weights.total()


def _blank_between(before: PlacedRun, after: PlacedRun) -> bool:
    if after.lowered:
        return False
    if after.raised:
        return before.raised and after.run.spaced is True
    if before.raised and after.run.text[0].isalnum():
        return True
    gap = after.run.left - before.run.right
    least = _BLANK if after.run.spaced is None else _CERTAIN_BLANK
    return after.run.spaced or gap > least * max(before.run.size, after.run.size)


def _raised_characters(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The stretches of ``text`` in characters that are superscripts by themselves."""
    begin = None
    for at, character in enumerate(text):
        if character in _DIGITS_RAISED_ALREADY:
            begin = at if begin is None else begin
        elif begin is not None:
            yield start + begin, start + at
            begin = None
    if begin is not None:
        yield start + begin, start + len(text)
