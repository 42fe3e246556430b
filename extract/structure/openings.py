"""Openings: how the organ that adopts begins to speak.

Most often with a formula on a line of its own ("The General Assembly,"); in short acts the formula runs on into the
text ("The General Assembly, recalling …, decides"); decisions report ("At its 64th plenary meeting, …"); statements of
a president are introduced; and now and then the formula is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from extract.dates import MONTHS
from extract.lexicon import Lexicon, fold
from extract.registers import Body
from extract.source import BlockKind
from extract.structure.blocks import BlockMap
from extract.structure.lines import Line, LineKind
from extract.structure.titles import NUMBER_LINE

_FORMULA = re.compile(r"[“\"*_]*(?:The|THE)\s+(?P<organ>[A-Z][^.;“”\"\d]{5,230}?)\s*[*_]*(?P<end>[,:]?)[*_]*\d?")
_WE = re.compile(r"We,\s+(?:the\s+)?[A-Z].{5,500},", re.DOTALL)
_HEAD_WORD = re.compile(
    r"\b(?:Assembly|Council|Commission|Committee|Conference|Congress|Board|Meeting|Parties|Forum|Authority)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("of the to on and for in against its at with as all or under a an from by".split())
_MOST_LINES = 4
_SHORT = 40
_FIRST_OPERATIVE = re.compile(r"1\.\s+[*_]*[A-Z]")


class OpeningKind(StrEnum):
    """How an act opens."""

    FORMULA = "formula"
    RUN_IN = "run_in"
    REPORTED = "reported"
    STATEMENT = "statement"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening on lines ``[first, last]``; ``name`` is the organ as printed, ``body`` its register row. ``text`` is
    the first line after it that belongs to the act's own text: the opening's own where it runs on."""

    kind: OpeningKind
    first: int
    last: int
    name: str
    body: Body | None

    @property
    def text(self) -> int:
        return (
            self.first if self.kind in (OpeningKind.RUN_IN, OpeningKind.REPORTED, OpeningKind.BARE) else self.last + 1
        )


_STATEMENT = re.compile(r"made the following statement\b.*:\s*$|^“?Statement by the President\b.*:\s*$", re.DOTALL)
_REPORTED = re.compile(
    rf"At (?:its|the)\s[\w\s,()’-]{{1,120}}?\bmeetings?\b|On \d{{1,2}} (?:{MONTHS}) (?:19|20)\d\d, the (?=[A-Z])"
)
_RUN_IN = re.compile(r"[“\"*_]*(?:The|THE)\s+(?=[A-Z])")
_RUNS_ON = re.compile(r"[*_]*,?\s+[*_]*[a-z]")


def stated_openings(lines: list[Line], blocks: BlockMap, lexicon: Lexicon) -> list[Opening]:
    """The openings where ``blocks`` state formulas or parts, in order: each formula, and where an act has none, the
    first line of its preamble or operative part."""
    found: list[Opening] = []
    starts = [document.span.start for document in blocks.documents[1:]]
    for start, stop in pairwise([0, *(_index_at(lines, start) for start in starts), len(lines)]):
        formulas = [i for i in range(start, stop) if lines[i].stated(BlockKind.FORMULA)]
        if formulas:
            found.extend(_stated_formulas(lines, formulas, lexicon))
            continue
        parts = (BlockKind.PREAMBLE, BlockKind.OPERATIVE)
        first = next((i for i in range(start, stop) if lines[i].text and lines[i].within(*parts)), None)
        if first is not None:
            found.append(_stated_start(lines, start, first, lexicon))
    return found


def _index_at(lines: list[Line], offset: int) -> int:
    return bisect_left(lines, offset, key=lambda line: line.start)


def _stated_formulas(lines: list[Line], indexes: list[int], lexicon: Lexicon) -> Iterator[Opening]:
    for block, group in groupby(indexes, key=lambda index: lines[index].block):
        if block is None:
            continue
        own = list(group)
        joined = " ".join(lines[index].text for index in own)
        match = _FORMULA.fullmatch(joined)
        name = " ".join(match["organ"].split()) if match else ""
        yield Opening(OpeningKind.FORMULA, own[0], own[-1], name, lexicon.organ(name) if name else None)


def _stated_start(lines: list[Line], start: int, first: int, lexicon: Lexicon) -> Opening:
    """The opening of an act without a formula, whose text begins on line ``first``: the sentence that introduces a
    statement, or the words of the first line itself."""
    above = next((i for i in range(first - 1, start - 1, -1) if lines[i].text), None)
    if above is not None and lines[above].text.endswith(":") and _STATEMENT.search(lines[above].text):
        return Opening(OpeningKind.STATEMENT, above, above, "", None)
    opening = _other_at(lines, first, lexicon)
    if opening and opening.kind is not OpeningKind.STATEMENT:
        return opening
    return Opening(OpeningKind.BARE, first, first, "", None)


def find_openings(lines: list[Line], lexicon: Lexicon) -> list[Opening]:
    """Every opening, in order. Those that run on into the text count where no formula stands in their act."""
    found: list[Opening] = []
    index = 0
    while index < len(lines):
        opening = _formula_at(lines, index, lexicon) if _may_open(lines, index) else None
        opening = opening or (_other_at(lines, index, lexicon) if lines[index].kind is LineKind.BODY else None)
        if opening:
            found.append(opening)
            index = opening.last
        index += 1
    return found


def declaring(lines: list[Line]) -> Opening | None:
    """The opening of a declaration that is no annex of a resolution: "We, the Ministers, having met at …,"."""
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY or not line.text.startswith("We, "):
            continue
        last = index
        while last + 1 < len(lines) and lines[last + 1].kind is LineKind.BODY:
            last += 1
        if last - index < _MOST_LINES and _WE.fullmatch(" ".join(part.text for part in lines[index : last + 1])):
            return Opening(OpeningKind.FORMULA, index, last, "", None)
    return None


def bare_opening(lines: list[Line], first: int, last: int, lexicon: Lexicon) -> Opening | None:
    """Where an act whose formula is lost begins: at its first preambular paragraph, if operative ones follow."""
    for index in range(first, last):
        line = lines[index]
        if line.kind is not LineKind.BODY or (index > first and lines[index - 1].kind is LineKind.BODY):
            continue
        if len(line.text) > _SHORT and lexicon.verbs.at(line.text.lstrip("*_"), 0, "preambular"):
            body = [other.text for other in lines[index:last] if other.kind is LineKind.BODY]
            follow = any(map(_FIRST_OPERATIVE.match, body)) or (
                any(NUMBER_LINE.fullmatch(other.text) for other in lines[first:index])
                and any(lexicon.verbs.at(text, 0, "operative") and text[:1].isupper() for text in body[1:])
            )
            return Opening(OpeningKind.BARE, index, index, "", None) if follow else None
    return None


def _other_at(lines: list[Line], index: int, lexicon: Lexicon) -> Opening | None:
    text = lines[index].text
    if text.endswith(":") and _STATEMENT.search(text):
        return Opening(OpeningKind.STATEMENT, index, index, "", None)
    if index and lines[index - 1].kind is LineKind.BODY:
        return None
    if _REPORTED.match(text):
        body = next(_named(text, lexicon), None)
        return Opening(OpeningKind.REPORTED, index, index, body.name if body else "", body)
    start = _RUN_IN.match(text)
    if start:
        for name in lexicon.names(text, fold(text)):
            row = name.rows[0]
            if name.start == start.end() and isinstance(row, Body) and row.prefix and _RUNS_ON.match(text, name.end):
                return Opening(OpeningKind.RUN_IN, index, index, row.name, row)
            break
    return None


def _named(text: str, lexicon: Lexicon) -> Iterator[Body]:
    """Bodies with resolutions of their own that a line names."""
    for name in lexicon.names(text, fold(text)):
        if isinstance(name.rows[0], Body) and name.rows[0].prefix:
            yield name.rows[0]


def _may_open(lines: list[Line], index: int) -> bool:
    text = lines[index].text.lstrip('“"*_')
    if lines[index].kind is not LineKind.BODY or not text.startswith(("The ", "THE ")):
        return False
    before = lines[index - 1].text if index else ""
    # A line within running text does not open: only after a blank, or a line that ends a head or a title.
    return not before or not before.endswith(",")


def _formula_at(lines: list[Line], index: int, lexicon: Lexicon) -> Opening | None:
    joined = ""
    for last in range(index, min(index + _MOST_LINES, len(lines))):
        if lines[last].kind is not LineKind.BODY:
            return None
        joined = f"{joined} {lines[last].text}".strip()
        match = _FORMULA.fullmatch(joined)
        alone = last + 1 == len(lines) or lines[last + 1].kind is not LineKind.BODY or _acts(lines[last + 1], lexicon)
        if match and (match["end"] in (",", ":") or alone):
            name = " ".join(match["organ"].split())
            body = lexicon.organ(name)
            if body or _organ_by_form(name):
                return Opening(OpeningKind.FORMULA, index, last, name, body)
        if match and match["end"] and not _HEAD_WORD.search(joined):
            return None
    return None


def _acts(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line opens with a verb of the organ: the comma after the formula is lost."""
    return line.text[:1].isupper() and lexicon.verbs.at(line.text, 0, "operative") is not None


def _organ_by_form(name: str) -> bool:
    """An organ that no register knows: capitalised words around a head word, joined by small ones."""
    words = re.findall(r"[\w'’-]+", name)
    return bool(_HEAD_WORD.search(name)) and all(word[0].isupper() or word in _SMALL for word in words)
