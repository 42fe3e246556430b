"""What the paragraphs of a document are, where the page makes it certain; all else is left open.

Certain are: a formula in italics after which recitals follow, numbers and labels at the start of paragraphs, headings
by weight or in the middle, and the place and date in italics at the right of the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.read.pdf.joining import Joined
from extract.read.pdf.paragraphs import ANNEX, LABEL, NUMBER, PdfParagraph
from extract.source import BlockKind

_LONGEST_FORMULA = 150
_LONGEST_HEADING = 250
_LONGEST_CLOSING = 80

_SECTION = re.compile(r"(?P<number>[IVXLC]+|[A-H]|\d{1,2})(?:\.(?:\s|$)|\s*$|\s(?=[A-Z]))")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_ENDS = re.compile(r"[.;,:][”’\"'»)]*[⁰¹²³⁴⁵⁶⁷⁸⁹*]*$")


_NUMBER_OF_ACT = re.compile(r"(?P<number>[\dSE-]+/\d+(?:\s[A-Z])?\.)\s+")
"""The number of a resolution before its title: ``79/991.``"""


@dataclass(slots=True)
class Item:
    """A paragraph as it goes into the source: its text, what it is (None: left open), its number, how much of the text
    that is, and the region and annex in which it stands (None: left open)."""

    paragraph: PdfParagraph
    joined: Joined
    kind: BlockKind | None = None
    number: str | None = None
    label: int = 0
    region: BlockKind | None = None
    annex: int = 0
    annex_number: str = ""

    @property
    def text(self) -> str:
        return self.joined.text


def outline(items: Sequence[Item]) -> None:
    """State of each of ``items``, the paragraphs of a document in order, what is certain."""
    formulas = [at for at, item in enumerate(items) if _is_formula(item)]
    first = formulas[0] if formulas else None
    begun = first if first is not None else _first_prose(items)
    for item in items[begun:]:
        _label(item)
        _heading(item)
    if first is None:
        return
    for item in items[:first]:
        item.region = BlockKind.HEAD
    title = next((item for item in reversed(items[:first]) if item.paragraph.bold), None)
    if title is not None:
        title.kind = BlockKind.TITLE
        numbered = _NUMBER_OF_ACT.match(title.text)
        title.number, title.label = (numbered["number"], numbered.end()) if numbered else (None, 0)
    annexes = [at for at, item in enumerate(items) if at > first and _is_annex(item)]
    ends = annexes[0] if annexes else len(items)
    bounds = [at for at in formulas if at < ends]
    for begin, end in pairwise((*bounds, ends)):
        _act(items, begin, end)
    for count, (begin, end) in enumerate(pairwise((*annexes, len(items))), 1):
        _annex(items[begin:end], count)


def _is_formula(item: Item) -> bool:
    """Whether the paragraph is all in italics but for the comma with which it ends."""
    text = item.text
    if not text.endswith(",") or len(text) > _LONGEST_FORMULA or item.paragraph.bold:
        return False
    italic = sum(end - start for line in item.paragraph.lines for start, end in line.italics)
    return italic >= len(text.rstrip(", ")) - len(item.paragraph.lines) and not LABEL.match(text)


def _first_prose(items: Sequence[Item]) -> int:
    """The first paragraph of some length or with a number: what stands above it may be the letterhead."""
    for at, item in enumerate(items):
        if NUMBER.match(item.text) or (len(item.paragraph.lines) > 2 and not item.paragraph.bold):
            return at
    return len(items)


def _label(item: Item) -> None:
    if item.paragraph.cells:
        item.kind = BlockKind.ROW
    elif match := NUMBER.match(item.text):
        item.kind, item.number, item.label = BlockKind.PARAGRAPH, match["number"], match.end()
    elif match := LABEL.match(item.text):
        item.kind, item.number, item.label = BlockKind.POINT, match["label"] or match["bullet"], match.end()


def _heading(item: Item) -> None:
    text, paragraph = item.text, item.paragraph
    if (
        len(text) > _LONGEST_HEADING
        or item.kind is BlockKind.ROW
        or (item.kind is BlockKind.POINT and not paragraph.bold)
    ):
        return
    certain = paragraph.bold or (paragraph.centred and (_ROMAN.fullmatch(text) or item.kind is None))
    if certain and not _ENDS.search(text) and any(character.isalpha() for character in text):
        match = _SECTION.match(text)
        item.kind, item.label = BlockKind.HEADING, 0
        item.number = match["number"] if match else ""


def _is_annex(item: Item) -> bool:
    return item.kind is BlockKind.HEADING and ANNEX.fullmatch(item.text) is not None


def _act(items: Sequence[Item], begin: int, end: int) -> None:
    """The act whose formula is ``items[begin]``, which ends before ``end``."""
    items[begin].kind, items[begin].number, items[begin].label = BlockKind.FORMULA, None, 0
    operative = next((at for at in range(begin + 1, end) if items[at].number == "1."), None)
    if operative is None:
        return
    while items[operative - 1].kind is BlockKind.HEADING and operative - 1 > begin:
        operative -= 1
    for item in items[begin + 1 : operative]:
        item.region = BlockKind.PREAMBLE
        if item.kind is None:
            item.kind = BlockKind.CONTINUATION if _goes_on(item) else BlockKind.PARAGRAPH
            item.number = ""
    closing = _closing(items, operative, end)
    stop = closing[0] if closing else end
    for item in items[operative:stop]:
        item.region = BlockKind.OPERATIVE
        if item.kind is None:
            item.kind, item.number = BlockKind.CONTINUATION, None
    for at in closing:
        items[at].region = BlockKind.CLOSING
        items[at].kind = None


def _closing(items: Sequence[Item], begin: int, end: int) -> list[int]:
    """The lines of meeting and date: the last ones in italics at the right."""
    found: list[int] = []
    for at in range(begin, end):
        item = items[at]
        if item.paragraph.italic and item.paragraph.right and len(item.text) <= _LONGEST_CLOSING:
            found.append(at)
        elif found:
            break
    return found


def _annex(items: Sequence[Item], count: int) -> None:
    match = ANNEX.fullmatch(items[0].text)
    number = (match["number"] or "") if match else ""
    for item in items:
        item.region, item.annex, item.annex_number = BlockKind.ANNEX, count, number
        if item.kind is None:
            item.kind = BlockKind.CONTINUATION if _goes_on(item) else BlockKind.PARAGRAPH
            item.number = ""


def _goes_on(item: Item) -> bool:
    """Whether the paragraph goes on with a sentence begun above."""
    return item.text.lstrip('“"‘(')[:1].islower()
