"""A document as one page: the source text as received, cut into segments that know what was found in them.

Everything here is a function of the reading: the source is cut into stretches (which paragraph they belong to, or that
they were left out), the stretches at the borders of marks into segments, and the segments are gathered into blocks,
one a paragraph, whose marks open and close in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from extract.model import DiscardedSpan, DiscardReason, Document, Reading, UnitKind
from extract.source import Span


class Role(StrEnum):
    """What a stretch of the source is to the reading."""

    READ = "read"
    NUMBER = "number"  # the printed number of the paragraph that begins here
    MARKER = "marker"  # calls a footnote
    MARKER_AGAIN = "marker-again"  # calls one that was called before
    NOTE_MARKER = "note-marker"  # the same marker, where the footnote stands
    DISCARDED = "discarded"  # in no unit, for the reason that the reading gives
    ELSEWHERE = "elsewhere"  # read as another document of the same file


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that an annotation is over: ``key`` is its identity on the page, ``layer`` the name of its layer. Of marks
    over the same words, that of the least ``depth`` is outermost."""

    key: str
    layer: str
    span: Span
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the source: the unit that it belongs to (empty for none, the identifier of the document for
    ``ELSEWHERE``), the unit of the footnote that a marker calls or begins, and why it was discarded."""

    span: Span
    role: Role
    unit: str = ""
    note: str = ""
    reason: DiscardReason | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch, or part of one, that no mark begins or ends within; ``marks`` are those over it, outermost first."""

    text: str
    role: Role
    unit: str
    note: str
    reason: DiscardReason | None
    marks: tuple[Highlight, ...] = ()


@dataclass(frozen=True, slots=True)
class HighlightStart:
    """The start tag of a mark; ``first`` where the mark itself begins, and not only goes on."""

    mark: Highlight
    first: bool


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A segment with the marks to close before it (how many) and then to open, so that they nest."""

    closes: int
    opens: tuple[HighlightStart, ...]
    segment: Segment


@dataclass(frozen=True, slots=True)
class TextBlock:
    """What stands together under one label: ``first`` for the first of a unit, which bears its anchor; ``kind`` is
    empty for text of no unit of the document; ``closes`` marks are still open at the end."""

    unit: str
    kind: str
    first: bool
    runs: tuple[MarkedPiece, ...]
    closes: int


def blocks(reading: Reading, document: Document, marks: Sequence[Highlight]) -> tuple[TextBlock, ...]:
    """The whole source of ``reading``, in blocks, with ``marks`` over the units of ``document``."""
    text = reading.source.text
    kinds: dict[str, UnitKind] = {unit.name: unit.kind for unit in document.units}
    made: list[TextBlock] = []
    begun: set[str] = set()
    named: set[str] = set()
    cut = segments(text, stretches(reading, document), marks)
    for (unit, elsewhere), group in groupby(cut, key=lambda one: (one.unit, one.role is Role.ELSEWHERE)):
        runs, closes = _nested(tuple(group), begun)
        kind = "elsewhere" if elsewhere else str(kinds.get(unit, ""))
        made.append(TextBlock(unit, kind, bool(unit) and unit not in named, runs, closes))
        named.add(unit)
    return tuple(made)


def segments(text: str, parts: Iterable[Stretch], marks: Iterable[Highlight]) -> tuple[Segment, ...]:
    """``text`` cut at every border of ``parts``, which cover it in order, and of ``marks``, which may overlap in any
    way. The segments' text joined is ``text``; a mark of no length is over no segment."""
    waiting = sorted((mark for mark in marks if mark.span.end > mark.span.start), key=_outermost, reverse=True)
    borders = sorted({at for mark in waiting for at in (mark.span.start, mark.span.end)}, reverse=True)
    over: list[Highlight] = []
    made: list[Segment] = []
    for part in parts:
        at = part.span.start
        while at < part.span.end:
            while borders and borders[-1] <= at:
                borders.pop()
            end = min(part.span.end, borders[-1]) if borders else part.span.end
            over = [mark for mark in over if mark.span.end > at]
            while waiting and waiting[-1].span.start <= at:
                over.append(waiting.pop())
            over.sort(key=_outermost)
            made.append(Segment(text[at:end], part.role, part.unit, part.note, part.reason, tuple(over)))
            at = end
    return tuple(made)


def _outermost(mark: Highlight) -> tuple[int, int, int, str]:
    """The order of marks: what begins earlier, or goes on longer, is further out."""
    return mark.span.start, -mark.span.end, mark.depth, mark.key


def _nested(group: Sequence[Segment], begun: set[str]) -> tuple[tuple[MarkedPiece, ...], int]:
    """Runs of one block, and how many marks stay open; ``begun`` holds the keys of marks that began already."""
    stack: tuple[Highlight, ...] = ()
    runs: list[MarkedPiece] = []
    for segment in group:
        shared = 0
        while shared < min(len(stack), len(segment.marks)) and stack[shared] == segment.marks[shared]:
            shared += 1
        opens = tuple(HighlightStart(mark, mark.key not in begun) for mark in segment.marks[shared:])
        begun.update(opening.mark.key for opening in opens)
        runs.append(MarkedPiece(len(stack) - shared, opens, segment))
        stack = segment.marks
    return tuple(runs), len(stack)


@dataclass(frozen=True, slots=True)
class _Owned:
    """A span of the source that a unit was read from: of the document itself, or of another of the file."""

    span: Span
    foreign: bool
    unit: str


def stretches(reading: Reading, document: Document) -> Iterator[Stretch]:
    """The source of ``reading`` in stretches that cover it from end to end, in order."""
    for stretch in _placed(reading, document):
        if stretch.role is Role.DISCARDED:
            yield from _explained(stretch, reading.discarded)
        else:
            yield stretch


def _explained(stretch: Stretch, discarded: Sequence[DiscardedSpan]) -> Iterator[Stretch]:
    """A discarded stretch in parts, each with its reason; between them there is white space alone, as good as read."""
    at = stretch.span.start
    for one in discarded[max(bisect_right(discarded, at, key=lambda span: span.span.start) - 1, 0) :]:
        start, end = max(one.span.start, at), min(one.span.end, stretch.span.end)
        if start >= stretch.span.end:
            break
        if start < end:
            if at < start:
                yield replace(stretch, span=Span(at, start), role=Role.READ)
            yield replace(stretch, span=Span(start, end), reason=one.kind)
            at = end
    if at < stretch.span.end:
        yield replace(stretch, span=Span(at, stretch.span.end), role=Role.READ)


def _placed(reading: Reading, document: Document) -> Iterator[Stretch]:
    text = reading.source.text
    markers = _Markers(document)
    notes = {note.unit for note in document.footnotes}
    owned = _owned(reading, document)
    at, before = 0, _Owned(Span(0, 0), foreign=False, unit="")
    for one in owned:
        if one.span.start > at:
            yield from _between(text, Span(at, one.span.start), (before, one), markers, notes)
        yield Stretch(one.span, Role.ELSEWHERE if one.foreign else Role.READ, one.unit)
        at, before = one.span.end, one
    if at < len(text):
        yield from _between(text, Span(at, len(text)), (before, None), markers, notes)


def _owned(reading: Reading, document: Document) -> list[_Owned]:
    """All spans that units were read from, in order and apart: words shared with other documents are this one's, and
    among its own units those of the first to begin."""
    own = [_Owned(span, foreign=False, unit=unit.name) for unit in document.units for span in unit.spans]
    foreign = [
        _Owned(span, foreign=True, unit=other.identifier)
        for other in reading.documents
        if other is not document
        for unit in other.units
        for span in unit.spans
    ]
    apart = _apart(own)
    taken = iter(apart)
    left: list[_Owned] = []
    nearest = next(taken, None)
    for one in _apart(foreign):
        start = one.span.start
        while nearest is not None and nearest.span.start < one.span.end:
            if nearest.span.start > start:
                left.append(replace(one, span=Span(start, nearest.span.start)))
            start = max(start, nearest.span.end)
            if nearest.span.end > one.span.end:
                break
            nearest = next(taken, None)
        if start < one.span.end:
            left.append(replace(one, span=Span(start, one.span.end)))
    return sorted([*apart, *left], key=_begins)


def _apart(owned: Iterable[_Owned]) -> list[_Owned]:
    """Spans in order, each cut off where one before it goes on."""
    made: list[_Owned] = []
    at = 0
    for one in sorted(owned, key=_begins):
        if one.span.end > at:
            made.append(replace(one, span=Span(max(one.span.start, at), one.span.end)))
            at = one.span.end
    return made


def _begins(one: _Owned) -> int:
    return one.span.start


def _between(
    text: str, gap: Span, around: tuple[_Owned, _Owned | None], markers: _Markers, notes: set[str]
) -> Iterator[Stretch]:
    """What was left out between two spans: footnote markers, then lines of no unit, then the number of the next."""
    before, after = around
    for found in markers.at(text, gap, before.unit):
        yield found
        gap = Span(found.span.end, gap.end)
    same = after is not None and (before.unit, before.foreign) == (after.unit, after.foreign)
    if same and not before.foreign and (note := markers.again(text[gap.start : gap.end])):
        yield Stretch(gap, Role.MARKER_AGAIN, before.unit, note)
        return
    if same or not text[gap.start : gap.end].strip():
        yield from _left_out(text, gap, before)
        return
    number = gap.end if after is None else max(text.rfind("\n", 0, gap.end) + 1, gap.start)
    line = text.find("\n", gap.start, number) + 1
    rest = line if line and before.unit else gap.start
    if not text[rest:number].strip():
        rest = number
    yield from _left_out(text, Span(gap.start, rest), before)
    yield from _left_out(text, Span(rest, number), None)
    if after is not None and number < gap.end:
        printed = bool(text[number : gap.end].strip())
        role = Role.NOTE_MARKER if after.unit in notes else Role.NUMBER if printed else Role.READ
        role = Role.ELSEWHERE if after.foreign else role
        note = after.unit if role is Role.NOTE_MARKER else ""
        yield Stretch(Span(number, gap.end), role, after.unit, note)


def _left_out(text: str, span: Span, owner: _Owned | None) -> Iterator[Stretch]:
    """Text that was not read, under the unit that it follows; white space is as good as read."""
    if span.end > span.start:
        blank = not text[span.start : span.end].strip()
        role = Role.READ if blank and owner else Role.DISCARDED
        if owner and owner.foreign:
            role = Role.ELSEWHERE
        yield Stretch(span, role, owner.unit if owner else "")


class _Markers:
    """The markers of a document's footnotes, each to be met once in the unit where it is anchored; what else looks
    like one calls its note again."""

    def __init__(self, document: Document) -> None:
        self._notes = {
            note.marker.translate(_SUPERSCRIPTS): note.unit for note in document.footnotes if note.marker.strip("*")
        }
        self._left: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for note in document.footnotes:
            if note.anchored_in and note.marker:
                plain = re.escape(note.marker.translate(_SUPERSCRIPTS))
                form = re.compile(rf"[\s,/(\[^]*{plain}(?!\d)[/)\]]?")
                self._left.setdefault(note.anchored_in, []).append((note.unit, form))

    def at(self, text: str, gap: Span, unit: str) -> Iterator[Stretch]:
        """The markers that a gap after words of ``unit`` begins with."""
        left = self._left.get(unit, [])
        at = gap.start
        while found := self._next(text[at : gap.end].translate(_SUPERSCRIPTS), left):
            note, length = found
            blank = len(text[at : at + length]) - len(text[at : at + length].lstrip())
            if blank:
                yield Stretch(Span(at, at + blank), Role.READ, unit)
            yield Stretch(Span(at + blank, at + length), Role.MARKER, unit, note)
            at += length

    def again(self, gap: str) -> str:
        """The note that a gap within a unit calls, if it holds a marker and nothing else; else empty."""
        return self._notes.get(gap.translate(_SUPERSCRIPTS).strip(" ,"), "")

    @staticmethod
    def _next(text: str, left: list[tuple[str, re.Pattern[str]]]) -> tuple[str, int] | None:
        for index, (note, form) in enumerate(left):
            if match := form.match(text):
                del left[index]
                return note, match.end()
        return None


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
