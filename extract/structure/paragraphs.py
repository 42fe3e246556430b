"""Body lines in, parts out: preambular, operative, sub-paragraphs, sections, annexes, closing lines.

What blocks state is taken as stated (``outline``). The rest is read from the words: a paragraph broken by a page end is
joined again; printed numbers and labels name the units; where numbers restart under sections, the section's label goes
before them (``I.op3``).
"""

from __future__ import annotations

import re

from extract.lexicon import Lexicon
from extract.model import Diagnostic, Severity, UnitKind
from extract.source import BlockKind
from extract.structure.chunks import (
    ANNEX,
    ARTICLE,
    CLOSING,
    LABEL,
    NUMBER,
    NUMBER_WITHOUT_STOP,
    SECTION,
    Chunk,
    adoption_line,
    ends,
    heads,
    opens,
)
from extract.structure.lines import Line
from extract.structure.outline import Outline
from extract.structure.parts import Part, PartList

_DAMAGED_NUMBER = re.compile(r"(?P<sign>[SlIOoZBgq]|[lI1]{2})\s?\.\s+\*?(?=[A-Z])")
_REACH = 40
_TEN = 10
_TAIL = 30
_LISTED = re.compile(r"[;,:]\s+(?:and|or|and/or)$")


class ParagraphReader:
    """Reads the chunks after an opening formula into parts, one chunk at a time."""

    def __init__(
        self, lexicon: Lexicon, *, statement: bool = False, plain: bool = False, headings_stated: bool = False
    ) -> None:
        """``statement``: a presidential statement or unnumbered decision, all operative. ``plain``: no act of an
        organ (a report, a letter), whose paragraphs are named ``p1`` on. ``headings_stated``: what is not stated to be
        a heading is none."""
        self.lexicon = lexicon
        self.closing: list[Line] = []
        self.diagnostics: list[Diagnostic] = []
        self._list = PartList(UnitKind.OPERATIVE if statement else UnitKind.PARAGRAPH if plain else UnitKind.PREAMBULAR)
        self._statement = statement
        self._headings_stated = headings_stated
        self._closed = False
        self._chunks: list[Chunk] = []
        self._outline = Outline(self._list, lexicon, ())
        self._at = 0

    @property
    def parts(self) -> list[Part]:
        """What was read, in order."""
        return self._list.parts

    def read(self, chunks: list[Chunk]) -> None:
        """Read all chunks, then settle what only the whole can show."""
        self._chunks = chunks
        self._outline = Outline(self._list, self.lexicon, chunks)
        for self._at, chunk in enumerate(chunks):
            self._take(chunk)
        self._list.finish()

    def _take(self, chunk: Chunk) -> None:
        """Take a chunk as stated, else by what it looks like. The part in which it is stated to stand is not left."""
        annexed = (UnitKind.ANNEX, UnitKind.PARAGRAPH)
        free = chunk.part is None
        self._outline.enter(self._at)
        if free and self._take_annex(chunk):
            return
        if chunk.within(BlockKind.CLOSING) or (free and self._list.region not in annexed and self._in_closing(chunk)):
            self.closing.extend(chunk.lines)
        elif self._outline.take(self._at):
            return
        elif self._list.region in annexed:
            self._take_annexed(chunk)
        elif not (self._take_number(chunk) or self._take_label(chunk) or self._take_section(chunk)):
            self._take_text(chunk)

    def _in_closing(self, chunk: Chunk) -> bool:
        """Whether the text is over: nothing but an annex comes after its closing lines."""
        self._closed = self._closed or (chunk.first and self._closes(chunk))
        return self._closed

    def _closes(self, chunk: Chunk) -> bool:
        if adoption_line(chunk.text):
            return True
        return not self._open() and len(chunk.whole()) < 400 and bool(CLOSING.fullmatch(chunk.whole()))

    # operative numbers

    def _take_number(self, chunk: Chunk) -> bool:
        if chunk.within(BlockKind.PREAMBLE):
            return False
        match = NUMBER.match(chunk.text)
        if match:
            number = int(match["number"])
            if self._take_item(number, chunk, match.end()):
                return True
            if not self._believable(number, chunk, match.end()):
                return False
            if self._list.numbered and number > self._list.number + 1:
                self._report_gap(number, chunk)
            self._list.begin_operative(number, (match["bis"] or "").strip())
            label = LABEL.match(chunk.text, match.end())
            if label:  # "14. (a) Underlines …": the number has no words of its own
                self._labelled(label, chunk, "")
            else:
                self._list.add(chunk.lines, skip=match.end())
            return True
        bare = NUMBER_WITHOUT_STOP.match(chunk.text) if self._list.numbered and chunk.first else None
        if bare and int(bare["number"]) == self._list.number + 1 and self._verb_opens(chunk, bare.end()):
            self._list.begin_operative(self._list.number + 1)
            self._list.add(chunk.lines, skip=bare.end())
            return True
        damaged = _DAMAGED_NUMBER.match(chunk.text)
        first = damaged is not None and damaged["sign"] in "Il" and self._list.region is UnitKind.PREAMBULAR
        expected = chunk.first and (self._list.numbered or first)
        if damaged and len(damaged["sign"]) > 1:
            expected = expected and self._list.number == _TEN
        if damaged and expected and self.lexicon.verbs.at(chunk.text, damaged.end(), "operative"):
            self.diagnostics.append(
                Diagnostic("damaged-number", Severity.INFO, f"read as {self._list.number + 1}", chunk.lines[0].span)
            )
            self._list.begin_operative(self._list.number + 1)
            self._list.add(chunk.lines, skip=damaged.end())
            return True
        return False

    def _believable(self, number: int, chunk: Chunk, start: int) -> bool:
        """A number opens a paragraph if it is the next one, or restarts at 1, or skips a few before a known verb."""
        first = chunk.text[start]
        in_turn = self._list.numbered and number == self._list.number + 1
        if not (first.isupper() or first in '“"*‘[' or (in_turn and LABEL.match(chunk.text, start))):
            return in_turn and chunk.first and self._verb_opens(chunk, start)
        if self._open() and number != self._list.number + 1:
            return False
        if not self._list.numbered:
            return number == 1 or (bool(self.lexicon.verbs.at(chunk.text, start, "operative")))
        if number == self._list.number + 1 or number == 1:
            return True
        known = self.lexicon.verbs.at(chunk.text, start, "operative") is not None
        return known and (number <= self._list.number or number <= self._list.number + 20)

    def _take_item(self, number: int, chunk: Chunk, start: int) -> bool:
        """A list numbered from 1 after a paragraph that ends in a colon, until the paragraphs' own numbers go on."""
        owner = self._list.owner
        listed = owner is not None and owner.kind is UnitKind.OPERATIVE and not self._statement
        if not listed or owner is None or number != self._list.item + 1:
            return False
        begins = self._list.item == 0 and self._list.numbered and owner is self.parts[-1]
        if not (self._list.item or (begins and self._list.last_text().endswith(":"))):
            return False
        if self._verb_opens(chunk, start):  # a paragraph of the act, or of one annexed without a word
            return False
        self._list.begin_item(number)
        self._list.add(chunk.lines, skip=start)
        return True

    def _verb_opens(self, chunk: Chunk, start: int) -> bool:
        return self.lexicon.verbs.at(chunk.text, start, "operative") is not None

    def _report_gap(self, number: int, chunk: Chunk) -> None:
        missing = (
            f"{self._list.number + 1}" if number == self._list.number + 2 else f"{self._list.number + 1}–{number - 1}"
        )
        message = f"operative paragraph {missing} not found before {number}"
        self.diagnostics.append(Diagnostic("number-gap", Severity.WARNING, message, chunk.lines[0].span))

    # sub-paragraphs

    def _take_label(self, chunk: Chunk) -> bool:
        match = LABEL.match(chunk.text)
        if not match:
            return False
        following = self._next(LABEL)
        if self._list.owner is None:
            if self._list.region is UnitKind.PREAMBULAR and self._list.preambular:
                return False
            self._list.begin_operative(self._list.number + 1)
            self._list.numbered = False
        return self._labelled(match, chunk, following["label"] if following else "")

    def _labelled(self, match: re.Match[str], chunk: Chunk, following: str) -> bool:
        path = self._list.labels.place(match["label"], following)
        if path is None or self._list.owner is None:
            return False
        self._list.begin_point(path)
        self._list.add(chunk.lines, skip=match.end())
        return True

    # sections and headings

    def _take_section(self, chunk: Chunk) -> bool:
        if self._headings_stated or not chunk.first or self._open():
            return False
        match = SECTION.fullmatch(chunk.text)
        if match and (match["title"] or len(chunk.lines) <= 3):
            self._list.section = match["label"]
            self._heading(chunk)
            return True
        if self._is_heading(chunk):
            self._heading(chunk)
            return True
        return False

    def _is_heading(self, chunk: Chunk) -> bool:
        """A short block without an end mark, with a numbered paragraph or a section after it."""
        text = chunk.whole()
        following = self._following()
        if len(text) > 200 or ends(text) or not text[0].isupper() or following is None:
            return False
        if self._list.region is UnitKind.PREAMBULAR and not NUMBER.match(following.text):
            return False
        if self.lexicon.verbs.at(text, 0, "operative") or self.lexicon.verbs.at(text, 0, "preambular"):
            return False
        return bool(NUMBER.match(following.text) or SECTION.fullmatch(following.text) or len(text) < 100)

    def _heading(self, chunk: Chunk) -> None:
        self._list.begin_heading()
        self._list.add(chunk.lines)

    # running text

    def _take_text(self, chunk: Chunk) -> None:
        text = chunk.text.lstrip('*_“"- ')
        if self._continues(chunk, text):
            self._list.add(chunk.lines)
        elif self._list.region is UnitKind.PREAMBULAR:
            verbs = self.lexicon.verbs
            free = not chunk.within(BlockKind.PREAMBLE)
            if free and verbs.at(text, 0, "operative") and not verbs.at(text, 0, "preambular"):
                self._list.begin_unnumbered()
            else:
                self._list.begin_preambular()
            self._list.add(chunk.lines)
        elif self._statement or self._opens_operative(text):
            self._list.begin_unnumbered()
            self._list.add(chunk.lines)
        else:
            self._add_to_last(chunk)

    def _add_to_last(self, chunk: Chunk) -> None:
        """More of the last part, unless it is stated where that ends."""
        if self.parts and not self.parts[-1].sealed:
            self._list.add(chunk.lines)
        else:
            self._outline.unnumbered(self._at)

    def _continues(self, chunk: Chunk, text: str) -> bool:
        if not self.parts or self.parts[-1].kind is UnitKind.SECTION or self.parts[-1].sealed:
            return False
        if self._open():
            return True
        if not chunk.first or (text[:1].islower() and not text.startswith("the ")):
            return True
        if self._list.region is UnitKind.PREAMBULAR and text[:1].isdigit() and self._list.last_text().endswith(","):
            return True  # a list of numbers broken by a column's end
        # A page ended after a comma: what follows goes on unless it opens like a paragraph.
        if chunk.broken and self._list.region is UnitKind.PREAMBULAR and self._list.last_text().rstrip().endswith(","):
            return not (
                self.lexicon.verbs.at(text, 0, "preambular")
                or self.lexicon.verbs.at(text, 0, "operative")
                or opens(text)
            )
        return False

    def _opens_operative(self, text: str) -> bool:
        if not self.lexicon.verbs.at(text, 0, "operative"):
            return False
        if not self._list.numbered:
            return True
        following = self._next(NUMBER)
        return following is not None and int(following["number"]) == self._list.number + 2

    # annexes

    def _take_annex(self, chunk: Chunk) -> bool:
        """The word that stands above an annex."""
        if chunk.block is not None and chunk.block.kind is not BlockKind.HEADING:
            return False
        annex = ANNEX.fullmatch(chunk.text) if chunk.first else None
        if annex is None or self._open():
            return False
        self._list.begin_annex(annex["label"] or "")
        self._list.add(chunk.lines[1:])
        return True

    def _take_annexed(self, chunk: Chunk) -> None:
        """Articles and numbered paragraphs of an annexed instrument, or of a document that is no act of an organ."""
        article = ARTICLE.match(chunk.text)
        number = NUMBER.match(chunk.text)
        if self._list.region is UnitKind.PARAGRAPH and self._heads_plain(chunk, number):
            self._heading(chunk)
            return
        last = self._list.last
        if last is not None and last.kind is UnitKind.SECTION and not number and not article:
            self._list.begin(self._list.region, f"p{self._list.number}")
        if article and chunk.first and len(chunk.text) < 200:
            self._list.begin_annexed(f"art{article['number']}")
            self._list.add(chunk.lines)
        elif number and (chunk.text[number.end()].isupper() or chunk.text[number.end()] in '“"*['):
            self._list.number = int(number["number"])
            self._list.begin_annexed(f"p{number['number']}")
            self._list.add(chunk.lines, skip=number.end())
        else:
            if last is None:
                self._list.begin(self._list.region, "p0")
            self._add_to_last(chunk)

    def _heads_plain(self, chunk: Chunk, number: re.Match[str] | None) -> bool:
        """A heading in a document that is no act: numbered or lettered, without an end mark, out of the paragraphs'
        own count."""
        text = chunk.whole()
        if self._headings_stated or not chunk.first or self._open() or ends(text):
            return False
        if number:
            following = self._following()
            in_turn = int(number["number"]) == self._list.number + 1 and self._list.number > 0
            return following is not None and not in_turn and text[number.end()].isupper()
        return heads(text)

    def _open(self) -> bool:
        """Whether the last paragraph has not come to an end mark, and may go on."""
        last = self._list.last
        if last is None or last.sealed or last.kind in (UnitKind.SECTION, UnitKind.ANNEX):
            return False
        text = self._list.last_text()
        return bool(text) and not ends(text) and not _LISTED.search(text, max(0, len(text) - _TAIL))

    def _following(self) -> Chunk | None:
        return self._chunks[self._at + 1] if self._at + 1 < len(self._chunks) else None

    def _next(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The next match of a number or label at the start of a chunk, within the reach of a long paragraph."""
        ahead = self._chunks[self._at + 1 : self._at + _REACH]
        return next((match for piece in ahead if (match := pattern.match(piece.text))), None)
