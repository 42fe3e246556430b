"""The layout of one act: its head, its paragraphs, its footnotes, its closing lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.lexicon import Lexicon
from extract.model import Diagnostic, Head, Symbol
from extract.registers import Body
from extract.source import BlockKind, Source, Span
from extract.structure.acts import Act
from extract.structure.adoption import absent_in, disagreements, last_marker
from extract.structure.blocks import BlockMap
from extract.structure.chunks import chunks
from extract.structure.footnotes import notes_of
from extract.structure.head import HeadReader
from extract.structure.head_end import above_contents, first_paragraph
from extract.structure.layout import FootnoteText, Layout
from extract.structure.lines import Line, LineKind
from extract.structure.openings import Opening, OpeningKind, bare_opening
from extract.structure.paragraphs import ParagraphReader
from extract.structure.parts import Part
from extract.structure.titles import part_title
from extract.structure.units import units_of
from extract.symbols import joint


@dataclass(frozen=True, slots=True)
class ActReader:
    """Lays out the acts of ``source``, whose lines are ``lines``."""

    source: Source
    blocks: BlockMap
    lexicon: Lexicon
    lines: list[Line]

    def read(self, act: Act, organ: Body | None) -> Layout:
        """The layout of ``act``; ``organ`` is that of an earlier part of the same number, where there is one."""
        own = self.lines[act.first : act.last]
        opening = self._opening(act)
        head_end = opening.first - act.first if opening else first_paragraph(own)
        head_lines = [line for line in own[:head_end] if line.kind in (LineKind.BODY, LineKind.BLANK)]
        body = own[opening.text - act.first :] if opening else own[head_end:]
        reader = self._paragraphs(body, opening)
        units = units_of(self.source.text, self.blocks, head_lines, _with_words(reader), notes_of(own))
        closing = self._closing(reader, opening)
        head, symbol = self._head(act, opening, head_lines, closing, organ)
        head = _with_absent(head, closing, units.footnotes)
        identifier = symbol or f"file/{self.source.sha256[:16]}"
        return Layout(
            identifier,
            head,
            units.paragraphs,
            units.footnotes,
            joint(identifier) if symbol else "",
            (*reader.diagnostics, *_votes_that_disagree(head, closing)),
            tuple(line.span for line in reader.closing),
        )

    def _opening(self, act: Act) -> Opening | None:
        if act.opening or self.blocks.states_openings():
            return act.opening
        return bare_opening(self.lines, act.first, act.last, self.lexicon)

    def _paragraphs(self, body: list[Line], opening: Opening | None) -> ParagraphReader:
        spoken = opening is not None and opening.kind not in (OpeningKind.FORMULA, OpeningKind.BARE)
        reader = ParagraphReader(
            self.lexicon,
            statement=spoken,
            plain=opening is None,
            headings_stated=BlockKind.HEADING in self.blocks.exhaustive,
        )
        reader.read(chunks(body, self.lexicon))
        return reader

    def _closing(self, reader: ParagraphReader, opening: Opening | None) -> list[Line]:
        """The closing lines, and what an opening says itself: "At its 64th plenary meeting, on 15 December 2025, …"."""
        if opening and opening.kind in (OpeningKind.REPORTED, OpeningKind.STATEMENT):
            return [*reader.closing, self.lines[opening.first]]
        return reader.closing

    def _head(
        self, act: Act, opening: Opening | None, head_lines: list[Line], closing: list[Line], organ: Body | None
    ) -> tuple[Head, str]:
        """The head, and the symbol of the act, empty where none is known."""
        above = head_lines if opening else above_contents(head_lines)
        shares_title = act.title < act.first
        titled = [*_title_lines(self.lines, act.title), *head_lines] if shares_title else above
        reader = HeadReader(self.source, self.blocks, self.lexicon, opening, organ if act.letter else None)
        reading = reader.read(titled, closing)
        head, symbol = _with_letter(reading.head, reading.symbols, act.letter)
        own_title = part_title(head_lines, self.source.text) if act.letter and shares_title else None
        return (replace(head, title=own_title[0], title_span=own_title[1]) if own_title else head), symbol


def _with_words(reader: ParagraphReader) -> list[Part]:
    return [part for part in reader.parts if part.stretches]


def _with_absent(head: Head, closing: Sequence[Line], footnotes: Iterable[FootnoteText]) -> Head:
    """The head with those who did not take part in the vote, where a note to the closing lines names them."""
    if head.adoption is None or head.adoption.absent or head.adoption.votes_for is None or not closing:
        return head
    marker = last_marker(" ".join(line.text for line in closing))
    absent = next((absent_in(note.normalized.text) for note in footnotes if marker and note.marker == marker), ())
    return replace(head, adoption=replace(head.adoption, absent=absent))


def _votes_that_disagree(head: Head, closing: Sequence[Line]) -> Iterator[Diagnostic]:
    if head.adoption and closing:
        yield from disagreements(head.adoption, Span(closing[0].start, closing[-1].end))


def _title_lines(lines: list[Line], title: int) -> list[Line]:
    """The title of a joint resolution, which its later parts share."""
    end = title + 1
    while end < len(lines) and lines[end].kind is LineKind.BODY:
        end += 1
    return [*lines[title:end], Line(lines[end - 1].end, lines[end - 1].end, "", LineKind.BLANK)]


def _with_letter(head: Head, symbols: tuple[Symbol, ...], letter: str) -> tuple[Head, str]:
    """The head and the symbol of an act, a part's letter added."""
    if not symbols:
        return head, ""
    symbol = symbols[0].text
    if letter and not symbols[0].letter:
        head = replace(head, number=re.sub(r"(?<=\d) [A-Z](?: ?(?:,|and|to|–|-) ?[A-Z])*$", "", head.number))
        number = f"{head.number.replace(' (', f' {letter} (')}" if "(" in head.number else f"{head.number} {letter}"
        return replace(head, number=number), symbol + letter
    return head, symbol
