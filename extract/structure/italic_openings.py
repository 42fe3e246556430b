"""Openings in italics, as the United Nations prints the verb at the head of a paragraph, where the format has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extract.model import UnitKind
from extract.normalized_text import NormalizedText
from extract.source import BlockKind, Source, Span

_QUOTES = ' “"‘'
_MOST_WORDS = 6
_RECITAL = re.compile(r"[A-Z][a-z]+(?:\s[a-z]+)*")
_OPERATIVE = re.compile(
    r"(?:(?:Also|Again|Deeply|Firmly|Further|Fully|Gravely|Once|Strongly)\s[a-z]+|[A-Z][a-z]+s)(?:\s[a-z]+)*"
)
_FORMS = {
    UnitKind.PREAMBULAR: _RECITAL,
    UnitKind.OPERATIVE: _OPERATIVE,
    UnitKind.SUBPARAGRAPH: _OPERATIVE,
}
"""What an opening looks like. In operative parts names and foreign words stand in italics too."""


@dataclass(frozen=True, slots=True)
class ItalicOpenings:
    """The stretches of a source in italics, in order, those with nothing but white space between them joined."""

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, source: Source) -> ItalicOpenings:
        """Those that the blocks of ``source`` state; none of plain text."""
        joined: list[Span] = []
        for block in source.blocks:
            if block.kind is not BlockKind.ITALIC:
                continue
            if joined and not source.text[joined[-1].end : block.span.start].strip():
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, block.span.end))
            else:
                joined.append(block.span)
        return cls(tuple(joined))

    def opening(self, normalized: NormalizedText, kind: UnitKind) -> str:
        """The words in italics with which a unit of that kind begins, if they look like its opening; else empty."""
        form, text = _FORMS.get(kind), normalized.text
        if form is None or not self.spans or not text:
            return ""
        first = len(text) - len(text.lstrip(_QUOTES))
        at = normalized.source(first)
        index = bisect_right(self.spans, at, key=lambda span: span.start) - 1
        if index < 0 or self.spans[index].end <= at:
            return ""
        end = first
        while end < len(text) and normalized.source(end) < self.spans[index].end:
            end += 1
        words = text[first:end].strip(" ,")
        return words if form.fullmatch(words) and words.count(" ") < _MOST_WORDS else ""
