"""Chunks of which blocks state what they are, taken as stated: numbers, levels, headings, parts of the document.

Only what a block leaves open is read from the words: whether a paragraph bears a number, of which level a label is, and
whether the operative part has begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.lexicon import Lexicon
from extract.model import UnitKind
from extract.source import Block, BlockKind
from extract.structure.chunks import ANNEX, ARTICLE, LABEL, NUMBER, OPENERS, SECTION, Chunk
from extract.structure.lines import plain_label
from extract.structure.parts import Part, PartList

_NUMBER = re.compile(r"(?P<number>\d{1,4})(?P<bis>bis|ter|quater)?")
_LABEL = re.compile(r"[a-z]{1,5}|\d{1,3}|[A-Z]")
_REACH = 40


class Outline:
    """Adds the stated among ``chunks``, which are all those of an act, to ``parts``."""

    def __init__(self, parts: PartList, lexicon: Lexicon, chunks: Sequence[Chunk]) -> None:
        self._parts = parts
        self._lexicon = lexicon
        self._chunks = chunks
        self._following = _following_numbers(chunks)
        self._entered: Block | None = None
        self._levels: dict[int, Part] = {}  # the open part of each level
        self._owner: Part | None = None
        self._titled: Part | None = None  # the annex of which nothing but titles was read

    def enter(self, at: int) -> None:
        """Go on in the part of the document in which the chunk with index ``at`` is stated to stand."""
        part = self._chunks[at].part
        if part is None or part is self._entered:
            return
        self._entered = part
        self._levels = {}
        if self._parts.last is not None:
            self._parts.last.sealed = True
        if part.kind is BlockKind.PREAMBLE:
            self._parts.region = UnitKind.PREAMBULAR
        elif part.kind is BlockKind.OPERATIVE:
            self._parts.region = UnitKind.OPERATIVE
        elif part.kind is BlockKind.ANNEX:
            printed = ANNEX.fullmatch(self._chunks[at].text) if part.number is None else None
            self._parts.begin_annex((printed["label"] or "") if printed else plain_label(part.number or ""))
            self._begun(1)

    def take(self, at: int) -> bool:
        """Take the chunk with index ``at``; False where no block states what it is."""
        chunk = self._chunks[at]
        block = chunk.block
        if block is None:
            return False
        if self._parts.owner is not None and self._parts.owner is not self._owner:
            self._levels = {1: self._parts.owner}  # a paragraph of which nothing was stated
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            self._take_heading(chunk, block)
        elif block.kind is not BlockKind.FORMULA:
            self._take_words(at, block)
        self._owner = self._parts.owner
        return True

    def unnumbered(self, at: int) -> None:
        """Take the chunk with index ``at`` as a paragraph without a number."""
        self._parts.add_words(self._unnumbered(at), self._chunks[at].lines)

    def _take_words(self, at: int, block: Block) -> None:
        skip = 0
        self._titled = None
        if block.kind is BlockKind.PARAGRAPH:
            part, skip = self._paragraph(at, block)
        elif block.kind is BlockKind.POINT:
            part, skip = self._point(at, block)
        else:  # a continuation, a table or a row of one
            part = self._open_part(block.level) or self._unnumbered(at)
        self._parts.add_words(part, self._chunks[at].lines, skip)
        part.sealed = True

    # headings

    def _take_heading(self, chunk: Chunk, block: Block) -> None:
        parts = self._parts
        last = parts.last
        if last is not None and last.kind is UnitKind.ANNEX and (not last.stretches or last is self._titled):
            self._titled = last
            if not ANNEX.fullmatch(chunk.whole()):  # the annex's own title; its number is in its name
                parts.add(chunk.lines)
            return
        printed = SECTION.fullmatch(chunk.text) if block.number is None else None
        label = printed["label"] if printed else plain_label(block.number or "")
        if label:
            parts.section = label
        within_list = (block.level or 1) > 1 and parts.owner is not None
        parts.begin_heading(within_list=within_list)
        parts.add(chunk.lines)
        if not within_list:
            self._levels = {}

    # paragraphs

    def _paragraph(self, at: int, block: Block) -> tuple[Part, int]:
        """The part of a paragraph, and how many characters before its words are not stated to be its label."""
        number, skip = _number_of(self._chunks[at])
        if _NUMBER.fullmatch(number) or _LABEL.fullmatch(number) or ARTICLE.match(block.number or ""):
            return self._numbered(at, number, block), skip
        label = LABEL.match(self._chunks[at].text) if block.number is None else None
        if label:
            return self._labelled(at, label["label"], None), label.end()
        return self._unnumbered(at), 0

    def _numbered(self, at: int, number: str, block: Block) -> Part:
        parts, chunk = self._parts, self._chunks[at]
        match = _NUMBER.fullmatch(number)
        if chunk.within(BlockKind.PREAMBLE):
            parts.begin_preambular()
        elif parts.region in (UnitKind.ANNEX, UnitKind.PARAGRAPH):
            article = ARTICLE.match(block.number or "") or ARTICLE.match(chunk.text)
            parts.number = int(match["number"]) if match else parts.number
            parts.begin_annexed(f"art{article['number']}" if article else f"p{number}")
        elif match:
            parts.begin_operative(int(match["number"]), match["bis"] or "")
        else:
            return self._labelled(at, number, None)
        return self._begun(1)

    def _unnumbered(self, at: int) -> Part:
        """The part of a paragraph without a number: one more, counted on; where the paragraphs are numbered, more of
        the one above, unless just one number is missing here."""
        parts = self._parts
        if parts.region is UnitKind.PREAMBULAR and not self._turns_operative(self._chunks[at]):
            parts.begin_preambular()
            return self._begun(1)
        if parts.region is UnitKind.PREAMBULAR:
            self._levels = {}
        number = parts.number + 1
        if at in self._following and self._following[at] != number + 1:
            if 1 in self._levels:
                return self._levels[1]
            number = 0
        if parts.region in (UnitKind.ANNEX, UnitKind.PARAGRAPH):
            parts.begin_annexed(f"p{number}")
        else:
            parts.region = UnitKind.OPERATIVE
            parts.begin(UnitKind.OPERATIVE, f"op{number}")
        parts.number = number or parts.number
        return self._begun(1)

    def _turns_operative(self, chunk: Chunk) -> bool:
        """Whether the operative part, of which nothing is stated, begins without a number."""
        if chunk.part is not None:
            return False
        verbs = self._lexicon.verbs
        return bool(verbs.at(chunk.text, 0, "operative")) and not verbs.at(chunk.text, 0, "preambular")

    # points

    def _point(self, at: int, block: Block) -> tuple[Part, int]:
        """The part of a point; one without a label belongs to the unit that holds it."""
        if block.number is not None:
            label, skip = plain_label(block.number), 0
        else:
            match = LABEL.match(self._chunks[at].text)
            label, skip = (match["label"], match.end()) if match else ("", 0)
        if _LABEL.fullmatch(label):
            return self._labelled(at, label, block.level), skip
        return self._open_part(block.level - 1 if block.level else None) or self._unnumbered(at), skip

    def _labelled(self, at: int, label: str, level: int | None) -> Part:
        parts = self._parts
        if parts.owner is None:
            self._unnumbered(at)
        path = parts.labels.put(label, level - 2) if level and level > 1 else parts.labels.place(label, self._next(at))
        if path is None:
            return self._open_part(None) or self._unnumbered(at)
        parts.begin_point(path)
        return self._begun(1 + path.count("("))

    def _next(self, at: int) -> str:
        """The next label, within the reach of a long paragraph; empty where there is none."""
        for chunk in self._chunks[at + 1 : at + _REACH]:
            block = chunk.block
            if block is not None and block.kind is BlockKind.POINT and block.number is not None:
                return plain_label(block.number)
            if label := LABEL.match(chunk.text):
                return label["label"]
        return ""

    # what is open

    def _begun(self, level: int) -> Part:
        part = self._parts.parts[-1]
        self._levels = {other: held for other, held in self._levels.items() if other < level}
        self._levels[level] = part
        return part

    def _open_part(self, level: int | None) -> Part | None:
        """The open part of that level, else of the next above it; the last part where the level is not stated."""
        if level is None:
            last = self._parts.last
            return None if last is None or last.kind is UnitKind.SECTION else last
        return self._levels.get(max((one for one in self._levels if one <= level), default=0))


def _number_of(chunk: Chunk) -> tuple[str, int]:
    """The number of a paragraph, and the length of what is printed of it where that is not stated."""
    block = chunk.block
    if block is not None and block.number is not None:
        return plain_label(block.number), 0
    match = NUMBER.match(chunk.text)
    if match and (chunk.text[match.end()].isupper() or chunk.text[match.end()] in OPENERS):
        return match["number"] + (match["bis"] or "").strip(), match.end()
    return "", 0


def _following_numbers(chunks: Sequence[Chunk]) -> dict[int, int]:
    """For each chunk of a section in which paragraphs bear numbers, the number of the next paragraph, 0 after the last.
    A section ends with its part of the document, and before a heading with a number of its own."""
    if not any(chunk.block for chunk in chunks):
        return {}
    found: dict[int, int] = {}
    numbers: dict[int, int] = {}
    first = 0
    for at, chunk in enumerate(chunks):
        if at and (chunk.part is not chunks[at - 1].part or _numbered_heading(chunk)):
            found.update(_within_section(range(first, at), numbers))
            first, numbers = at, {}
        if chunk.block is not None and chunk.block.kind is BlockKind.PARAGRAPH:
            match = _NUMBER.fullmatch(_number_of(chunk)[0])
            if match:
                numbers[at] = int(match["number"])
    found.update(_within_section(range(first, len(chunks)), numbers))
    return found


def _within_section(section: range, numbers: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    following = 0
    for at in reversed(section) if numbers else ():
        yield at, following
        following = numbers.get(at, following)


def _numbered_heading(chunk: Chunk) -> bool:
    block = chunk.block
    if block is None or block.kind is not BlockKind.HEADING:
        return False
    return bool(plain_label(block.number) if block.number is not None else SECTION.fullmatch(chunk.text))
