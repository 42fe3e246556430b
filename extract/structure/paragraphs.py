"""Body lines in, paragraphs out: preambular, operative, sub-paragraphs, sections, annexes, closing lines.

A paragraph broken by a page end is joined again. Printed numbers and labels name the units; where numbers restart
under sections, the section's label goes before them (``I.op3``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.lexicon import Lexicon
from extract.model import Diagnostic, Severity, UnitKind
from extract.source import Span
from extract.structure.chunks import LABEL, NUMBER, NUMBER_WITHOUT_STOP, Chunk, adoption_line, ends, heads, opens
from extract.structure.labels import LabelStack
from extract.structure.lines import Line


@dataclass(slots=True)
class Part:
    """A unit while it grows: ``lines`` are the stretches of source that it consists of, its label left out."""

    kind: UnitKind
    name: str
    parent: str = ""
    section: str = ""
    stretches: list[Span] = field(default_factory=list)


_DAMAGED_NUMBER = re.compile(r"(?P<sign>[SlIOoZBgq]|[lI1]{2})\s?\.\s+\*?(?=[A-Z])")
_ANNEX = re.compile(
    r"[*_]*(?:Annex|ANNEX|Appendix|APPENDIX)(?:\s+(?P<label>[IVXLC]+|\d{1,2}|[A-Z]))?[*_]*\.?[*_\d]*", re.ASCII
)
_SECTION = re.compile(
    r"[*_]*(?P<label>[IVX]{1,5}|[A-Z])[*_]*(?:(?:\.\s+|\s*\t\s*|\s{2,})(?P<title>[*_]*[A-Z].{0,200}))?[*_]*", re.DOTALL
)
CLOSING = re.compile(
    r"\(?(?:Resumed )?(?:\d{1,4}\s?(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,5})\s+(?:\([a-z]+\)\s+)?(?:closed\s+)?"
    r"(?:plenary\s+)?[Mm]eeting\b.{0,80}|\(See\s.{0,300}\)\.?|\[?Adopted (?:unanimously|by|without|at)\b.{0,300}",
    re.DOTALL,
)
_ARTICLE = re.compile(r"(?:Article|ARTICLE|Rule|Principle|Guideline)\s+(?P<number>\d{1,3}|[IVXLC]+)\b")
_REACH = 40
_TEN = 10
_TAIL = 30
_LISTED = re.compile(r"[;,:]\s+(?:and|or|and/or)$")


class ParagraphReader:
    """Reads the chunks behind an opening formula into parts, one chunk at a time."""

    def __init__(self, lexicon: Lexicon, *, statement: bool = False, plain: bool = False) -> None:
        """``statement``: a presidential statement or unnumbered decision, all operative. ``plain``: no act of an
        organ (a report, a letter), whose paragraphs are named ``p1`` on."""
        self.lexicon = lexicon
        self.parts: list[Part] = []
        self.closing: list[Line] = []
        self.diagnostics: list[Diagnostic] = []
        self._statement = statement
        self._region = UnitKind.OPERATIVE if statement else UnitKind.PARAGRAPH if plain else UnitKind.PREAMBULAR
        self._preambular = 0
        self._number = 0
        self._numbered = False
        self._item = 0  # of a list that counts from 1 again inside a paragraph
        self._section = ""
        self._annex = ""
        self._annexes = 0
        self._labels = LabelStack()
        self._owner: Part | None = None  # the paragraph that sub-paragraphs belong to
        self._closed = False
        self._tail = ""
        self._pieces: list[Chunk] = []
        self._at = 0

    def read(self, pieces: list[Chunk]) -> None:
        """Read all chunks, then settle what only the whole can tell."""
        self._pieces = pieces
        for self._at, chunk in enumerate(pieces):
            self._take(chunk)
        self._settle_sections()
        self._make_unique()

    def _take(self, chunk: Chunk) -> None:
        text = chunk.text
        annex = _ANNEX.fullmatch(text) if chunk.first else None
        if annex and not self._open():
            self._begin_annex(annex["label"] or "")
            self._add_lines(chunk.lines[1:], skip=0)
            return
        if self._region in (UnitKind.ANNEX, UnitKind.PARAGRAPH):
            self._take_annexed(chunk)
        elif self._closed or (chunk.first and self._closes(chunk)):
            self._closed = True
            self.closing.extend(chunk.lines)
        elif not (self._take_number(chunk) or self._take_label(chunk) or self._take_section(chunk)):
            self._take_text(chunk)

    def _closes(self, chunk: Chunk) -> bool:
        if adoption_line(chunk.text):
            return True
        return not self._open() and len(chunk.whole()) < 400 and bool(CLOSING.fullmatch(chunk.whole()))

    # operative numbers

    def _take_number(self, chunk: Chunk) -> bool:
        match = NUMBER.match(chunk.text)
        if match:
            number = int(match["number"])
            if self._take_item(number, chunk, match.end()):
                return True
            if not self._believable(number, chunk, match.end()):
                return False
            if self._numbered and number > self._number + 1:
                self._report_gap(number, chunk)
            self._begin_operative(number, (match["bis"] or "").strip())
            label = LABEL.match(chunk.text, match.end())
            if label:  # "14. (a) Underlines …": the number has no words of its own
                self._labelled(label, chunk, "")
            else:
                self._add_lines(chunk.lines, skip=match.end())
            return True
        bare = NUMBER_WITHOUT_STOP.match(chunk.text) if self._numbered and chunk.first else None
        if bare and int(bare["number"]) == self._number + 1 and self._verb_opens(chunk, bare.end()):
            self._begin_operative(self._number + 1, "")
            self._add_lines(chunk.lines, skip=bare.end())
            return True
        damaged = _DAMAGED_NUMBER.match(chunk.text)
        first = damaged is not None and damaged["sign"] in "Il" and self._region is UnitKind.PREAMBULAR
        expected = chunk.first and (self._numbered or first)
        if damaged and len(damaged["sign"]) > 1:
            expected = expected and self._number == _TEN
        if damaged and expected and self.lexicon.verbs.at(chunk.text, damaged.end(), "operative"):
            self.diagnostics.append(
                Diagnostic("damaged-number", Severity.INFO, f"read as {self._number + 1}", chunk.lines[0].span)
            )
            self._begin_operative(self._number + 1, "")
            self._add_lines(chunk.lines, skip=damaged.end())
            return True
        return False

    def _believable(self, number: int, chunk: Chunk, start: int) -> bool:
        """A number opens a paragraph if it is the next one, or restarts at 1, or skips a few before a known verb."""
        first = chunk.text[start]
        in_turn = self._numbered and number == self._number + 1
        if not (first.isupper() or first in '“"*‘[' or (in_turn and LABEL.match(chunk.text, start))):
            return in_turn and chunk.first and self._verb_opens(chunk, start)
        if self._open() and number != self._number + 1:
            return False
        if not self._numbered:
            return number == 1 or (bool(self.lexicon.verbs.at(chunk.text, start, "operative")))
        if number == self._number + 1 or number == 1:
            return True
        known = self.lexicon.verbs.at(chunk.text, start, "operative") is not None
        return known and (number <= self._number or number <= self._number + 20)

    def _take_item(self, number: int, chunk: Chunk, start: int) -> bool:
        """A list numbered from 1 behind a paragraph that ends in a colon, until the paragraphs' own numbers go on."""
        owner = self._owner
        listed = owner is not None and owner.kind is UnitKind.OPERATIVE and not self._statement
        if not listed or owner is None or number != self._item + 1:
            return False
        begins = self._item == 0 and self._numbered and owner is self.parts[-1]
        if not (self._item or (begins and self._last_text().endswith(":"))):
            return False
        if self._verb_opens(chunk, start):  # a paragraph of the act, or of one annexed without a word
            return False
        self._item = number
        self._labels = LabelStack()
        self.parts.append(Part(UnitKind.SUBPARAGRAPH, f"{owner.name}({number})", owner.name, self._section))
        self._add_lines(chunk.lines, skip=start)
        return True

    def _verb_opens(self, chunk: Chunk, start: int) -> bool:
        return self.lexicon.verbs.at(chunk.text, start, "operative") is not None

    def _report_gap(self, number: int, chunk: Chunk) -> None:
        missing = f"{self._number + 1}" if number == self._number + 2 else f"{self._number + 1}–{number - 1}"
        message = f"operative paragraph {missing} not found before {number}"
        self.diagnostics.append(Diagnostic("number-gap", Severity.WARNING, message, chunk.lines[0].span))

    def _begin_operative(self, number: int, bis: str) -> None:
        self._region = UnitKind.OPERATIVE
        self._number = number
        self._numbered = True
        self._begin(UnitKind.OPERATIVE, f"op{number}{bis}")

    # sub-paragraphs

    def _take_label(self, chunk: Chunk) -> bool:
        match = LABEL.match(chunk.text)
        if not match:
            return False
        following = self._next(LABEL)
        if self._owner is None:
            if self._region is UnitKind.PREAMBULAR and self._preambular:
                return False
            self._begin_operative(self._number + 1, "")
            self._numbered = False
        return self._labelled(match, chunk, following["label"] if following else "")

    def _labelled(self, match: re.Match[str], chunk: Chunk, following: str) -> bool:
        path = self._labels.place(match["label"], following)
        owner = self._owner
        if path is None or owner is None:
            return False
        holder = owner.name + (f"({self._item})" if self._item else "")
        name = holder + path
        parent = holder + path[: path.rindex("(")]
        self.parts.append(Part(UnitKind.SUBPARAGRAPH, name, parent, self._section))
        self._add_lines(chunk.lines, skip=match.end())
        return True

    # sections and headings

    def _take_section(self, chunk: Chunk) -> bool:
        if not chunk.first or self._open():
            return False
        match = _SECTION.fullmatch(chunk.text)
        if match and (match["title"] or len(chunk.lines) <= 3):
            self._section = match["label"]
            self._heading(chunk)
            return True
        if self._is_heading(chunk):
            self._heading(chunk)
            return True
        return False

    def _is_heading(self, chunk: Chunk) -> bool:
        """A short block without an end mark, with a numbered paragraph or a section behind it."""
        text = chunk.whole()
        behind = self._pieces[self._at + 1] if self._at + 1 < len(self._pieces) else None
        if len(text) > 200 or ends(text) or not text[0].isupper() or behind is None:
            return False
        if self._region is UnitKind.PREAMBULAR and not NUMBER.match(behind.text):
            return False
        if self.lexicon.verbs.at(text, 0, "operative") or self.lexicon.verbs.at(text, 0, "preambular"):
            return False
        return bool(NUMBER.match(behind.text) or _SECTION.fullmatch(behind.text) or len(text) < 100)

    def _heading(self, chunk: Chunk) -> None:
        self.parts.append(Part(UnitKind.SECTION, f"section{len(self.parts)}", "", self._section))
        self._labels = LabelStack()
        self._add_lines(chunk.lines, skip=0)

    # running text

    def _take_text(self, chunk: Chunk) -> None:
        text = chunk.text.lstrip('*_“"- ')
        if self._continues(chunk, text):
            self._add_lines(chunk.lines, skip=0)
        elif self._region is UnitKind.PREAMBULAR:
            if self.lexicon.verbs.at(text, 0, "operative") and not self.lexicon.verbs.at(text, 0, "preambular"):
                self._begin_unnumbered()
            else:
                self._preambular += 1
                self._begin(UnitKind.PREAMBULAR, f"pp{self._preambular}")
            self._add_lines(chunk.lines, skip=0)
        elif self._statement or self._opens_operative(text):
            self._begin_unnumbered()
            self._add_lines(chunk.lines, skip=0)
        else:
            self._add_lines(chunk.lines, skip=0)

    def _continues(self, chunk: Chunk, text: str) -> bool:
        if not self.parts or self.parts[-1].kind is UnitKind.SECTION:
            return False
        if self._open():
            return True
        if not chunk.first or (text[:1].islower() and not text.startswith("the ")):
            return True
        if self._region is UnitKind.PREAMBULAR and text[:1].isdigit() and self._last_text().endswith(","):
            return True  # a list of numbers broken by a column's end
        # A page ended behind a comma: what follows goes on unless it opens like a paragraph.
        if chunk.broken and self._region is UnitKind.PREAMBULAR and self._last_text().rstrip().endswith(","):
            return not (
                self.lexicon.verbs.at(text, 0, "preambular")
                or self.lexicon.verbs.at(text, 0, "operative")
                or opens(text)
            )
        return False

    def _opens_operative(self, text: str) -> bool:
        if not self.lexicon.verbs.at(text, 0, "operative"):
            return False
        if not self._numbered:
            return True
        following = self._next(NUMBER)
        return following is not None and int(following["number"]) == self._number + 2

    def _begin_unnumbered(self) -> None:
        self._region = UnitKind.OPERATIVE
        self._number += 1
        self._begin(UnitKind.OPERATIVE, f"op{self._number}")

    # annexes

    def _begin_annex(self, label: str) -> None:
        self._region = UnitKind.ANNEX
        self._annexes += 1
        self._annex = f"annex{label}"
        self._number = 0
        self._begin(UnitKind.ANNEX, self._annex)

    def _take_annexed(self, chunk: Chunk) -> None:
        """Articles and numbered paragraphs of an annexed instrument, or of a document that is no act of an organ."""
        article = _ARTICLE.match(chunk.text)
        number = NUMBER.match(chunk.text)
        base = f"{self._annex}." if self._annex else ""
        if self._region is UnitKind.PARAGRAPH and self._heads_plain(chunk, number):
            self._heading(chunk)
            return
        if self.parts and self.parts[-1].kind is UnitKind.SECTION and not number and not article:
            self._begin(self._region, f"p{self._number}")
        if article and chunk.first and len(chunk.text) < 200:
            self._begin(self._region, f"{base}art{article['number']}", self._annex)
            self._add_lines(chunk.lines, skip=0)
        elif number and (chunk.text[number.end()].isupper() or chunk.text[number.end()] in '“"*['):
            self._number = int(number["number"])
            self._begin(self._region, f"{base}p{number['number']}", self._annex)
            self._add_lines(chunk.lines, skip=number.end())
        else:
            if not self.parts:
                self._begin(self._region, "p0")
            self._add_lines(chunk.lines, skip=0)

    def _heads_plain(self, chunk: Chunk, number: re.Match[str] | None) -> bool:
        """A heading in a document that is no act: numbered or lettered, without an end mark, out of the paragraphs'
        own count."""
        text = chunk.whole()
        if not chunk.first or self._open() or ends(text):
            return False
        if number:
            behind = self._pieces[self._at + 1] if self._at + 1 < len(self._pieces) else None
            in_turn = int(number["number"]) == self._number + 1 and self._number > 0
            return behind is not None and not in_turn and text[number.end()].isupper()
        return heads(text)

    # growth

    def _begin(self, kind: UnitKind, name: str, parent: str = "") -> None:
        self._labels = LabelStack()
        self._item = 0
        self._owner = Part(kind, name, parent, self._section if kind is UnitKind.OPERATIVE else "")
        self.parts.append(self._owner)

    def _add_lines(self, lines: list[Line], skip: int) -> None:
        if not lines:
            return
        first = lines[0]
        stretches = self.parts[-1].stretches
        stretches.append(Span(first.start + skip, first.end))
        stretches.extend(line.span for line in lines[1:])
        self._tail = lines[-1].text

    def _last_text(self) -> str:
        return self._tail if self.parts and self.parts[-1].stretches else ""

    def _open(self) -> bool:
        """Whether the last paragraph has not come to an end mark."""
        if not self.parts or self.parts[-1].kind in (UnitKind.SECTION, UnitKind.ANNEX):
            return False
        text = self._last_text()
        return bool(text) and not ends(text) and not _LISTED.search(text, max(0, len(text) - _TAIL))

    def _next(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The next match of a number or label at the start of a chunk, within the reach of a long paragraph."""
        ahead = self._pieces[self._at + 1 : self._at + _REACH]
        return next((match for piece in ahead if (match := pattern.match(piece.text))), None)

    # the whole

    def _settle_sections(self) -> None:
        """Put the section's label before numbers that restart."""
        numbered = [p.name for p in self.parts if p.kind is UnitKind.OPERATIVE]
        if len(set(numbered)) == len(numbered):
            return
        renamed: dict[int, str] = {}
        prefix = ""
        for index, part in enumerate(self.parts):
            if part.kind is UnitKind.OPERATIVE:
                prefix = f"{part.section}." if part.section else ""
            if part.name.startswith("op") and prefix:
                renamed[index] = prefix
        for index, prefix in renamed.items():
            part = self.parts[index]
            part.name = prefix + part.name
            part.parent = prefix + part.parent if part.parent else ""

    def _make_unique(self) -> None:
        """A second list in one paragraph, or a number printed twice, is told apart by ``~2``."""
        seen: dict[str, int] = {}
        owners: dict[str, str] = {}
        for part in self.parts:
            if part.parent in owners:
                part.name = owners[part.parent] + part.name.removeprefix(part.parent)
                part.parent = owners[part.parent]
            count = seen[part.name] = seen.get(part.name, 0) + 1
            if count > 1:
                unique = f"{part.name}~{count}"
                owners[part.name] = unique
                part.name = unique
            else:
                owners.pop(part.name, None)
