"""The acts of a file: where each begins, with its number and its letter.

A file can carry several resolutions ("118 (II). …", "119 (II). …"), or the lettered parts of one; each is a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.structure.formula import Formula
from extract.structure.head import TITLE_LINE
from extract.structure.lines import Line, LineKind

_LETTER = re.compile(r"[*_]*(?P<letter>[A-Z])[*_]*(?:\s{1,6}[*_]*(?P<title>[A-Z][A-Za-z][^.;]{3,200}))?[*_]*")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Act:
    """An act on lines ``[first, last)``; ``letter`` of a part, empty otherwise; ``formula`` where it has one."""

    first: int
    last: int
    letter: str
    formula: Formula | None


def find_acts(lines: list[Line], formulas: list[Formula]) -> list[Act]:
    """The acts in order; one that covers the whole file where nothing sets several apart."""
    starts = _starts(lines, formulas)
    if not starts:
        return [Act(0, len(lines), "", formulas[0] if formulas else None)]
    if starts[0][0] > 0:
        starts[0] = (0, starts[0][1])
    bounds = [*(first for first, _ in starts), len(lines)]
    acts: list[Act] = []
    for (first, letter), last in zip(starts, bounds[1:], strict=True):
        formula = next((f for f in formulas if first <= f.first < last), None)
        acts.append(Act(first, last, letter, formula))
    return acts


def _starts(lines: list[Line], formulas: list[Formula]) -> list[tuple[int, str]]:
    """Lines with which acts begin, with the letter of a part. A numbered title opens an act if an opening formula
    follows within reach; a letter opens a part if a formula follows and a number stands above it."""
    found: list[tuple[int, str]] = []
    openings = [formula.first for formula in formulas]
    numbered = False
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY or (
            index and lines[index - 1].text and lines[index - 1].kind is LineKind.BODY
        ):
            continue
        title = TITLE_LINE.fullmatch(line.text)
        if title and "." in line.text[: title.start("title")] and _opens_soon(lines, index, openings):
            found.append((index, ""))
            numbered = True
            continue
        letter = _LETTER.fullmatch(line.text)
        if letter and numbered and _opens_soon(lines, index, openings) and _in_turn(found, letter["letter"]):
            above = found[-1]
            # The title of the joint resolution, then "A": one act, unless the title has a text of its own.
            if not above[1] and not any(above[0] < opening < index for opening in openings):
                found[-1] = (above[0], letter["letter"])
            else:
                found.append((index, letter["letter"]))
    return found


def _in_turn(found: list[tuple[int, str]], letter: str) -> bool:
    last = found[-1][1]
    return letter == ("A" if not last else chr(ord(last) + 1)) or (bool(last) and letter > last)


def _opens_soon(lines: list[Line], index: int, openings: list[int]) -> bool:
    """Whether a formula follows within a few lines of text."""
    reach = index
    seen = 0
    while reach + 1 < len(lines) and seen < _REACH:
        reach += 1
        seen += lines[reach].kind is LineKind.BODY
    return any(index < opening <= reach for opening in openings)
