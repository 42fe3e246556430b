"""The text of a document and the blocks over it, put together in the order of reading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extract.read.pdf.document_outline import Item
from extract.read.pdf.glyphs import PrintedPage
from extract.read.pdf.joining import Joined, Joiner
from extract.read.pdf.notes import PdfNote, marker_numbers
from extract.read.pdf.text_lines import TextLine
from extract.source import Block, BlockKind, Place, PlacedSpan, Span

_UNIT = re.compile(r"(?:\b(?:[kcmd]?m|ha)|\b10)$")
"""A raised digit after these is a power, unless a note of that number stands on the page."""

_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SIGN = re.compile(r"(?<=\S)(\*{1,4}|[†‡§])(?=[\s.,;:)\]]|$)")


class SourceWriter:
    """Puts paragraphs, notes and furniture into a text, with their blocks and places."""

    def __init__(self, joiner: Joiner, pages: Mapping[int, PrintedPage], notes: Sequence[PdfNote]) -> None:
        self._joiner = joiner
        self._pages = pages
        self._notes: dict[str, list[PdfNote]] = defaultdict(list)
        for note in notes:
            self._notes[note.number].append(note)
        self._parts: list[str] = []
        self._size = 0
        self._blocks: list[Block] = []
        self.placed: list[PlacedSpan] = []
        self.marked: set[str] = set()
        """The names of notes to which a marker leads."""

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order of start, longer ones first."""
        return tuple(sorted(self._blocks, key=lambda block: (block.span.start, -block.span.end)))

    def item(self, item: Item) -> Span:
        """Put in a paragraph; where it is in the text."""
        if self._size:
            self._add("\n\n" if item.paragraph.apart or item.kind is not None else "\n")
        start = self._size
        self._lines(item.paragraph.lines, item.joined)
        if item.kind is not None and self._size > start:
            self._blocks.append(Block(Span(start, self._size), item.kind, item.number, label=item.label))
        return Span(start, self._size)

    def note(self, note: PdfNote) -> None:
        """Put in a footnote."""
        self._add("\n\n" if self._size else "")
        start = self._size
        self._lines(note.lines, self._joiner.join(note.lines), note)
        self._blocks.append(
            Block(Span(start, self._size), BlockKind.NOTE, note.number, label=note.label, note=note.name)
        )

    def furniture(self, lines: Sequence[TextLine]) -> None:
        """Put in what a page adds, one line each."""
        for line in lines:
            self._add("\n\n" if self._size else "")
            start = self._size
            self._lines([line], None)
            self._blocks.append(Block(Span(start, self._size), BlockKind.FURNITURE))

    def regions(self, items: Sequence[tuple[Item, Span]]) -> None:
        """State the regions in which ``items`` stand, given with the spans that they have in the text."""
        for is_row, group in groupby(items, key=lambda pair: pair[0].kind is BlockKind.ROW):
            if is_row:
                rows = [span for _, span in group]
                self._blocks.append(Block(Span(rows[0].start, rows[-1].end), BlockKind.TABLE))
        for (region, annex), group in groupby(items, key=lambda pair: (pair[0].region, pair[0].annex)):
            if region is not None:
                within = list(group)
                number = within[0][0].annex_number if annex else None
                self._blocks.append(Block(Span(within[0][1].start, within[-1][1].end), region, number))

    def _lines(self, lines: Sequence[TextLine], joined: Joined | None, note: PdfNote | None = None) -> None:
        joined = joined or Joined(lines[0].text, [0])
        start = self._size
        text = list(joined.text)
        for index, (line, offset) in enumerate(zip(lines, joined.offsets, strict=True)):
            end = joined.offsets[index + 1] if index + 1 < len(lines) else len(joined.text)
            label = note.label if note is not None and index == 0 else 0
            for mark in self._marks(line, label):
                span = Span(start + offset + mark.span.start, start + min(offset + mark.span.end, end))
                if span.end > span.start:
                    self._blocks.append(Block(span, mark.kind, mark.number, note=mark.note))
                    if mark.kind is BlockKind.MARKER:
                        self.marked.add(mark.note)
                        for at in range(span.start - start, span.end - start):
                            text[at] = text[at].translate(_LETTERS)
            span = Span(start + offset, start + end)
            box = self._pages[line.page].file_box(line.box)
            self.placed.append(PlacedSpan(span, Place(page=line.page, box=box)))
        self._add("".join(text))

    def _marks(self, line: TextLine, label: int) -> Iterator[Block]:
        """The inline blocks of a line, by their offsets in it; the first ``label`` characters are the number of a
        note."""
        for start, end in line.italics:
            yield Block(Span(max(start, label), end), BlockKind.ITALIC)
        for start, end in line.raised:
            if start < label:
                continue
            for begin, stop, number in marker_numbers(line.text[start:end]):
                span = Span(start + begin, start + stop)
                found = self._note_for(line, number, line.text[:start])
                if found is not None:
                    yield Block(span, BlockKind.MARKER, number, note=found.name)
                else:
                    yield Block(span, BlockKind.SUPERSCRIPT)
        if "*" in line.text or "†" in line.text:
            for match in _SIGN.finditer(line.text, label):
                found = self._note_for(line, match[1], line.text[: match.start()])
                if found is not None and not any(start <= match.start() < end for start, end in line.raised):
                    yield Block(Span(*match.span()), BlockKind.MARKER, match[1], note=found.name)

    def _note_for(self, line: TextLine, number: str, before: str) -> PdfNote | None:
        """The note to which a marker on ``line`` leads: the one of its page; for a number used again, the last one
        before, which letters and signs never are."""
        same = self._notes.get(number, [])
        at = bisect_right(same, line.page, key=lambda note: note.page) - 1
        last = same[at] if at >= 0 else None
        here = last if last is not None and last.page == line.page else None
        if here is not None or not number.isdigit() or _UNIT.search(before):
            return here
        return last

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
