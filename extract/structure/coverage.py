"""Coverage of a source: every character belongs to a unit or to a discarded span."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.model import DiscardedSpan, DiscardReason
from extract.source import Span
from extract.structure.lines import Line, LineKind
from extract.structure.openings import Opening

_SIGNS = re.compile(
    # A printed number or label, markers, emphasis, list bullets, the word above an annex.
    r"(?:[-•–]\s*)?[*_“\"]*\(?(?:[\divxlcA-Za-z]{1,5}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})?\s?(?:bis|ter|quater)?\s?[.)/\]]?[*_]*|[\W_]*\d{0,3}[\W_]*"
    r"|[*_]*(?:Annex|ANNEX|Appendix|APPENDIX)\b.{0,10}"
)


def coverage(
    text: str, lines: Sequence[Line], openings: Sequence[Opening], units: Sequence[Span], closing: Sequence[Span]
) -> tuple[DiscardedSpan, ...]:
    """What is in no unit, in order. ``units`` are the stretches of all units, ``closing`` those of closing lines."""
    covered = _merged(units)
    closed = _merged(closing)
    formula = {
        index for opening in openings if opening.text > opening.last for index in range(opening.first, opening.last + 1)
    }
    discarded: list[DiscardedSpan] = []
    at = 0
    for index, line in enumerate(lines):
        if line.kind is LineKind.BLANK:
            continue
        while at < len(covered) and covered[at].end < line.end:
            at += 1
        if at < len(covered) and covered[at].start <= line.start:
            continue  # as a whole within a unit
        for gap in _gaps(line.span, covered):
            span = _trimmed(text, gap)
            if span is None:
                continue
            if line.kind is LineKind.FURNITURE:
                kind = DiscardReason.FURNITURE
            elif line.kind is LineKind.FOREIGN:
                kind = DiscardReason.FOREIGN
            elif index in formula:
                kind = DiscardReason.FORMULA
            elif not list(_gaps(span, closed)):
                kind = DiscardReason.CLOSING
            elif _SIGNS.fullmatch(text, span.start, span.end):
                kind = DiscardReason.SIGN
            else:
                kind = DiscardReason.UNREAD
            discarded.append(DiscardedSpan(kind, span))
    return tuple(discarded)


def _merged(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def _gaps(span: Span, covered: Sequence[Span]) -> Iterator[Span]:
    """The stretches of ``span`` that ``covered`` (in order, without overlap) leaves out."""
    at = span.start
    index = max(bisect_right(covered, span.start, key=lambda other: other.start) - 1, 0)
    while index < len(covered) and covered[index].start < span.end:
        other = covered[index]
        if other.end > at:
            if other.start > at:
                yield Span(at, other.start)
            at = other.end
        index += 1
    if at < span.end:
        yield Span(at, span.end)


def _trimmed(text: str, span: Span) -> Span | None:
    """``span`` without white space at its ends (soft hyphens and signs without width count as such), None where nothing
    is left."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _BLANK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _BLANK):
        end -= 1
    return Span(start, end) if end > start else None


_BLANK = "\xad\ufeff\u200b\u200c\u200d\u200e\u200f"
