"""Opening formulas: the line, such as "The General Assembly,", with which the organ that adopts begins to speak."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.registers import Body
from extract.structure.lines import Line, LineKind

_FORMULA = re.compile(r"[“\"*_]*(?:The|THE)\s+(?P<organ>[A-Z][^.;“”\"\d]{5,230}?)\s*[*_]*(?P<end>[,:]?)[*_]*\d?")
_HEAD_WORD = re.compile(
    r"\b(?:Assembly|Council|Commission|Committee|Conference|Congress|Board|Meeting|Parties|Forum|Authority)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("of the to on and for in against its at with as all or under a an from by".split())
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Formula:
    """An opening formula on lines ``[first, last]``; ``name`` the organ as printed, ``body`` its register row."""

    first: int
    last: int
    name: str
    body: Body | None


def find_formulas(lines: list[Line], lexicon: Lexicon) -> list[Formula]:
    """Every opening formula that stands on lines of its own, in order."""
    found: list[Formula] = []
    index = 0
    while index < len(lines):
        formula = _formula_at(lines, index, lexicon) if _may_open(lines, index) else None
        if formula:
            found.append(formula)
            index = formula.last
        index += 1
    return found


def _may_open(lines: list[Line], index: int) -> bool:
    text = lines[index].text.lstrip('“"*_')
    if lines[index].kind is not LineKind.BODY or not text.startswith(("The ", "THE ")):
        return False
    before = lines[index - 1].text if index else ""
    # A line within running text does not open: only after a blank, or a line that ends a head or a title.
    return not before or not before.endswith(",")


def _formula_at(lines: list[Line], index: int, lexicon: Lexicon) -> Formula | None:
    joined = ""
    for last in range(index, min(index + _MOST_LINES, len(lines))):
        if lines[last].kind is not LineKind.BODY:
            return None
        joined = f"{joined} {lines[last].text}".strip()
        match = _FORMULA.fullmatch(joined)
        alone = last + 1 == len(lines) or lines[last + 1].kind is not LineKind.BODY
        if match and (match["end"] or alone):
            name = " ".join(match["organ"].split())
            body = lexicon.organ(name)
            if body or _organ_by_form(name):
                return Formula(index, last, name, body)
        if match and match["end"] and not _HEAD_WORD.search(joined):
            return None
    return None


def _organ_by_form(name: str) -> bool:
    """An organ that no register knows: capitalised words around a head word, joined by small ones."""
    words = re.findall(r"[\w'’-]+", name)
    return bool(_HEAD_WORD.search(name)) and all(word[0].isupper() or word in _SMALL for word in words)
