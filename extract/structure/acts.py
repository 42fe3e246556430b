"""The acts of a file: where each begins, with its number and its letter.

A file can carry several resolutions ("118 (II). …", "119 (II). …"), or the lettered parts of one; each is a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.source import Block, BlockKind
from extract.structure.blocks import NO_BLOCKS, BlockMap
from extract.structure.chunks import CLOSING
from extract.structure.chunks import NUMBER as OPERATIVE
from extract.structure.lines import Line, LineKind, plain_label
from extract.structure.openings import Opening, OpeningKind
from extract.structure.titles import TITLE_LINE

_LETTER = re.compile(r"[*_]*(?P<letter>[A-Z])[*_]*\.?(?:\s{1,6}[*_]*(?P<title>[A-Z][A-Za-z][^.;]{3,200}))?[*_]*")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Act:
    """An act on lines ``[first, last)``. ``letter`` is that of a part, whose number stands in the title on line
    ``title`` further up; ``opening`` is how it begins to speak, None for what is no act of an organ."""

    first: int
    last: int
    letter: str
    title: int
    opening: Opening | None


@dataclass(slots=True)
class _Start:
    """Where an act begins: its first line, the line with its number, its letter."""

    line: int
    title: int
    letter: str = ""


def find_acts(lines: list[Line], openings: list[Opening], blocks: BlockMap = NO_BLOCKS) -> list[Act]:
    """The acts in order: those that ``blocks`` state, else those that numbers and letters set apart; one that covers
    the whole file where nothing does.

    Text above the first number is the file's head, unless it is the tail of an act that begins on an earlier page.
    """
    starts = _stated_starts(lines, blocks.documents) or (
        [] if BlockKind.DOCUMENT in blocks.exhaustive else _starts(lines, openings)
    )
    if not starts:
        return [Act(0, len(lines), "", 0, _opening(openings, 0, len(lines)))]
    if blocks.documents or not _tail_of_another(lines, starts[0].line, openings):
        starts[0].line = 0
    bounds = [*(start.line for start in starts), len(lines)]
    return [
        Act(start.line, last, start.letter, start.title, _opening(openings, start.line, last))
        for start, last in zip(starts, bounds[1:], strict=True)
    ]


def _stated_starts(lines: list[Line], documents: Sequence[Block]) -> list[_Start]:
    """Where the stated acts begin. Lettered parts share the title above the first of them, where there is one."""
    starts = [bisect_left(lines, block.span.start, key=lambda line: line.start) for block in documents]
    above = lines[: starts[0]] if starts else []
    shared = next((index for index, line in enumerate(above) if line.stated(BlockKind.TITLE)), None)
    return [
        _Start(start, start if shared is None else shared, plain_label(block.number or ""))
        for start, block in zip(starts, documents, strict=True)
    ]


def _opening(openings: list[Opening], first: int, last: int) -> Opening | None:
    """The formula of the act on these lines, else what opens it otherwise."""
    inside = [opening for opening in openings if first <= opening.first < last]
    formulas = [opening for opening in inside if opening.kind is OpeningKind.FORMULA]
    return next(iter(formulas or inside), None)


def _tail_of_another(lines: list[Line], first: int, openings: list[Opening]) -> bool:
    """Whether the lines above the first number end an act that began before this file."""
    above = [line for line in lines[:first] if line.kind is LineKind.BODY]
    if any(opening.first < first for opening in openings):
        return False
    return any(CLOSING.fullmatch(line.text) or OPERATIVE.match(line.text) for line in above)


def _starts(lines: list[Line], openings: list[Opening]) -> list[_Start]:
    """Where acts begin. A numbered title begins one if an opening follows within reach; a letter begins a part if an
    opening follows and a number stands above it."""
    found: list[_Start] = []
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY or (index and lines[index - 1].kind is LineKind.BODY):
            continue
        title = TITLE_LINE.fullmatch(line.text)
        if title and "." in line.text[: title.start("title")] and _opens_soon(lines, index, openings):
            found.append(_Start(index, index))
            continue
        letter = _LETTER.fullmatch(line.text)
        if not letter or not found or not _opens_soon(lines, index, openings):
            continue
        above = found[-1]
        if not above.letter and not any(above.line < opening.first < index for opening in openings):
            above.letter = letter["letter"]  # the title of the joint resolution, then "A"
        elif letter["letter"] > above.letter:
            found.append(_Start(index, above.title, letter["letter"]))
    return found


def _opens_soon(lines: list[Line], index: int, openings: list[Opening]) -> bool:
    """Whether an opening follows within a few lines of text."""
    reach = index
    seen = 0
    while reach + 1 < len(lines) and seen < _REACH:
        reach += 1
        seen += lines[reach].kind is LineKind.BODY
    at = bisect_right(openings, index, key=lambda opening: opening.first)
    return at < len(openings) and openings[at].first <= reach
