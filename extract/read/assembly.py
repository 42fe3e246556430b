"""A text put together piece by piece, as readers of marked-up formats do, with the blocks laid over it."""

from __future__ import annotations

import re

from extract.source import Block, BlockKind, Place, PlacedSpan, Span

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PARAGRAPHS = "\n\n"


class LineText:
    """The words of one line of a document as they are gathered: runs of text, and inline blocks by their offsets in
    it. White space is folded to one blank as it comes in; ``break_line`` ends a line within the paragraph."""

    def __init__(self) -> None:
        self.text = ""
        self.inline: list[tuple[int, int, BlockKind, str, str]] = []
        """Start, end, kind, number or address, and the word that a marker and its note share."""

    def add(self, text: str) -> None:
        """Add words; blanks at the start of a line, and a second blank, are left out."""
        folded = _BLANKS.sub(" ", text)
        if folded.startswith(" ") and (not self.text or self.text[-1] in " \n"):
            folded = folded[1:]
        self.text += folded

    def break_line(self) -> None:
        """End the line within the paragraph."""
        self.text = self.text.rstrip(" ")
        if self.text:
            self.text += "\n"

    def mark(self, start: int, kind: BlockKind, number: str = "", note: str = "") -> None:
        """State that what was added since ``start`` is of ``kind``; nothing is stated of blanks alone."""
        end = len(self.text)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        if end > start:
            self.inline.append((start, end, kind, number, note))


class Assembly:
    """The text, its blocks and places, in the order in which lines are put in."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._blocks: list[Block] = []
        self._placed: list[PlacedSpan] = []

    @property
    def size(self) -> int:
        """Characters put in so far: where the next region begins."""
        return self._size

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order of start, longer ones first."""
        return tuple(sorted(self._blocks, key=lambda block: (block.span.start, -block.span.end)))

    @property
    def placed(self) -> tuple[PlacedSpan, ...]:
        return tuple(self._placed)

    def put(
        self,
        line: LineText,
        kind: BlockKind | None,
        path: str,
        *,
        number: str | None = "",
        level: int | None = None,
        printed: str = "",
        note: str = "",
    ) -> None:
        """Put ``line`` in as a block of ``kind`` (None: words of a region that are no more than that), after its label
        as ``printed``. A line without words and label is left out."""
        words = line.text.rstrip()
        if not words and not printed:
            return
        label = f"{printed} " if printed and words else printed
        start = self._size
        self._add(f"{label}{words}")
        span = Span(start, self._size)
        if kind is not None:
            self._blocks.append(Block(span, kind, number, level, label=len(label), note=note))
        shift = start + len(label)
        for begin, end, inline, value, shared in line.inline:
            at = Span(shift + begin, shift + min(end, len(words)))
            if at.end > at.start or inline is BlockKind.MARKER:
                address = value if inline is BlockKind.LINK else ""
                mark = value if inline is BlockKind.MARKER else None
                self._blocks.append(Block(at, inline, mark, note=shared, target=address))
        self._placed.append(PlacedSpan(span, Place(path=path)))
        self._add(_PARAGRAPHS)

    def region(self, start: int, kind: BlockKind, number: str | None = None) -> None:
        """State that what was put in since ``start`` is a region of ``kind``; an empty one is left out."""
        end = self._size - len(_PARAGRAPHS)
        if end > start:
            self._blocks.append(Block(Span(start, end), kind, number))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
