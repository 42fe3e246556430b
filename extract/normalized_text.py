"""Normalized text: what a paragraph says without line ends, furniture and footnote markers, with the way back to the
source for every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extract.source import Span

_GAP = re.compile(r"\xad\s*|\s{2,}|[^\S ]")
"""White space that is not a single blank, and so has to be mended; a soft hyphen is never part of a word."""

_SUSPENDED = ("and ", "or ", "to ")
_CLOSING = frozenset(",;.:)?!")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """``text`` built of stretches of the source; ``starts[i]`` is where stretch i begins in ``text`` and
    ``origins[i]`` where it begins in the source. A space between two stretches belongs to no stretch."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    lengths: tuple[int, ...]

    def source(self, offset: int) -> int:
        """The source offset of the character at ``offset`` of the text; a joining space maps to the end of the
        stretch before it."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        within = min(offset - self.starts[index], self.lengths[index])
        return self.origins[index] + within

    def offset(self, source: int) -> int | None:
        """The offset in the text of the character at ``source``, None where that is not part of it."""
        index = bisect_right(self.origins, source) - 1
        if index < 0 or source - self.origins[index] >= self.lengths[index]:
            return None
        return self.starts[index] + source - self.origins[index]

    def span(self, start: int, end: int, source: str) -> Span:
        """The source span of ``text[start:end]``. Where discarded text (a page break, a footnote) lies within, the
        longest whole piece is taken, so that the span holds nothing that the reader of the paragraph does not see."""
        if len(self.starts) == 1 and end <= self.lengths[0]:
            return Span(self.origins[0] + start, self.origins[0] + end)
        pieces: list[list[int]] = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.starts) and self.starts[index] < end:
            begin = self.origins[index] + max(start - self.starts[index], 0)
            stop = self.origins[index] + min(end - self.starts[index], self.lengths[index])
            if stop > begin:
                if pieces and not source[pieces[-1][1] : begin].strip(" \t\r\n\f\v-*"):
                    pieces[-1][1] = stop
                else:
                    pieces.append([begin, stop])
            index += 1
        if not pieces:
            at = self.source(start)
            return Span(at, at)
        begin, stop = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
        return Span(begin, stop)

    def spans(self) -> tuple[Span, ...]:
        """The source stretches in order, neighbours on one line joined."""
        return tuple(Span(o, o + n) for o, n in zip(self.origins, self.lengths, strict=True) if n)


def normalize(source: str, stretches: Iterable[Span]) -> NormalizedText:
    """Join stretches of ``source``: white space becomes one space, and a hyphen at a line's end stays, closed up
    (UN documents break lines at real hyphens alone)."""
    parts: list[str] = []
    kept: list[tuple[int, int, int]] = []
    size = 0
    for stretch in stretches:
        for begin, stop in _pieces(source, stretch):
            if kept:
                start, origin, length = kept[-1]
                if not _closes_up(source, origin + length, begin):
                    parts.append(" ")
                    size += 1
                if size - (start + length) == begin - (origin + length) <= 1:
                    kept.pop()
                    kept.append((start, origin, stop - origin))
                    parts.append(source[begin:stop])
                    size += stop - begin
                    continue
            kept.append((size, begin, stop - begin))
            parts.append(source[begin:stop])
            size += stop - begin
    return NormalizedText(
        "".join(parts), tuple(k[0] for k in kept), tuple(k[1] for k in kept), tuple(k[2] for k in kept)
    )


def _pieces(source: str, stretch: Span) -> Iterable[tuple[int, int]]:
    text = source[stretch.start : stretch.end]
    # Of white space and soft hyphens, only the blank is printable.
    if text.isprintable() and "  " not in text:
        left, right = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
        return ((stretch.start + left, stretch.start + right),) if right > left else ()
    return _mended(source, stretch)


def _mended(source: str, stretch: Span) -> Iterable[tuple[int, int]]:
    at = stretch.start
    ends = [*((gap.start(), gap.end()) for gap in _GAP.finditer(source, stretch.start, stretch.end)), (stretch.end, 0)]
    for end, following in ends:
        begin, stop = at, end
        while begin < stop and source[begin] == " ":
            begin += 1
        while stop > begin and source[stop - 1] == " ":
            stop -= 1
        if stop > begin:
            yield begin, stop
        at = following


def _closes_up(source: str, end: int, start: int) -> bool:
    """Whether the text goes on at ``start`` without a space after ``end``."""
    gap = source[end:start]
    if "\xad" in gap or not gap or (not gap.isspace() and not any(map(str.isspace, gap))):
        return True
    if gap.strip() and source[start] in _CLOSING:
        return True
    if source.startswith(_SUSPENDED, start):
        return False  # "child- and gender-sensitive"
    return "\n" in gap and source[end - 1] == "-" and source[end - 2 : end - 1].isalpha()
