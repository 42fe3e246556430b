"""Body lines grouped into chunks: those of one block, or between blanks, numbers and labels."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from extract.lexicon import Lexicon
from extract.source import Block, BlockKind
from extract.structure.labels import follows
from extract.structure.lines import Line, LineKind


@dataclass(slots=True)
class Chunk:
    """Lines that belong together: those of a stated block, else lines without a blank between, or what a number or
    label at a line's start sets apart in them. ``broken``: a footnote or page end lies before it; ``first``: it begins
    lines without a blank between."""

    lines: list[Line]
    broken: bool
    first: bool

    @property
    def text(self) -> str:
        return self.lines[0].text

    @property
    def block(self) -> Block | None:
        return self.lines[0].block

    @property
    def part(self) -> Block | None:
        return self.lines[0].part

    def within(self, *kinds: BlockKind) -> bool:
        """Whether it is stated that the chunk stands in a part of one of ``kinds``."""
        return self.lines[0].within(*kinds)

    def whole(self) -> str:
        return " ".join(line.text for line in self.lines)


NUMBER = re.compile(
    r"(?:[-•–]\s+)?\*{0,2}(?P<number>\d{1,3})(?P<bis>\s?(?:bis|ter|quater))?\s?[.)](?:\*{2})?[\s\u200b-\u200f]*"
    r"(?=[^\s\d.)\u200b-\u200f])"
)
NUMBER_WITHOUT_STOP = re.compile(r"(?P<number>\d{1,3})(?:,\s+|[ \t]+)(?=[A-Z][a-z])")
"""A number whose full stop is lost or misread: one in turn, with a known verb after it."""

LABEL = re.compile(r"(?:[-•–]\s+)?[“\"*_]*\((?P<label>[a-z]{1,5}|\d{1,2}|[A-Z])\)[*_]*\s*(?=\S)")
_TERMINAL = re.compile(r"[.;:,!?…][\"”’')\]]*(?:[\s,;]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹\d*®°]{1,3}|\[\d+\]|\d+/)){0,2}[\"”’')\]*_]*$")
_ADOPTED = re.compile(
    r"\[?Adopted (?:unanimously(?: at|, without|[.\]])|at (?:the|its) (?:resumed )?\d{1,5}(?:st|nd|rd|th) meet"
    r"|by \d{1,3} votes|by a (?:recorded|roll-?call) vote of|without a vote[.\]])"
)
CLOSING = re.compile(
    r"\(?(?:Resumed )?(?:\d{1,4}\s?(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,5})\s+(?:\([a-z]+\)\s+)?(?:closed\s+)?"
    r"(?:plenary\s+)?[Mm]eeting\b.{0,80}|\(See\s.{0,300}\)\.?|\[?Adopted (?:unanimously|by|without|at)\b.{0,300}",
    re.DOTALL,
)
"""Lines after the last paragraph: the meeting, or how the act was adopted."""

ANNEX = re.compile(
    r"[*_]*(?:Annex|ANNEX|Appendix|APPENDIX)(?:\s+(?P<label>[IVXLC]+|\d{1,2}|[A-Z]))?[*_]*\.?[*_\d]*", re.ASCII
)
SECTION = re.compile(
    r"[*_]*(?P<label>[IVX]{1,5}|[A-Z])[*_]*(?:(?:\.\s+|\s*\t\s*|\s{2,})(?P<title>[*_]*[A-Z].{0,200}))?[*_]*", re.DOTALL
)
ARTICLE = re.compile(r"(?:Article|ARTICLE|Rule|Principle|Guideline)\s+(?P<number>\d{1,3}|[IVXLC]+)\b")
OPENERS = '“"*_‘['
"""Signs that can stand before the first word of a paragraph."""

_TAIL = 30


def ends(text: str) -> bool:
    """Whether a text comes to an end mark, a footnote marker after it passed over."""
    return _TERMINAL.search(text, max(0, len(text) - _TAIL)) is not None


def adoption_line(text: str) -> bool:
    """Whether a line states the adoption of the act above it. It does so even after a paragraph whose end mark is
    lost, and without a blank line between: no paragraph of an organ begins so."""
    return text.startswith(("Adopted", "[Adopted")) and bool(_ADOPTED.match(text))


def chunks(lines: list[Line], lexicon: Lexicon) -> list[Chunk]:
    """Body lines grouped into chunks."""
    found: list[Chunk] = []
    group: list[Line] = []
    broken = False
    for line in [*lines, Line(0, 0, "", LineKind.BLANK)]:
        if line.kind is LineKind.BODY and (not group or line.part is group[-1].part):
            group.append(line)
            continue
        if group:
            found.extend(_split(group, lexicon, broken=broken))
            group = [line] if line.kind is LineKind.BODY else []
            broken = False
        broken = broken or line.kind not in (LineKind.BLANK, LineKind.BODY)
    return found


_HEADING = re.compile(r"(?:[IVXL]{1,6}|[A-Z])\.\s*[A-Z](?!\.)(?!.*\.{3})|[IVX]{1,5}\t")
_LONGEST_HEADING = 250


def heads(text: str) -> bool:
    """Whether a block is a heading with a Roman number or a letter, as reports have them."""
    return len(text) < _LONGEST_HEADING and _HEADING.match(text) is not None


_OPENS = re.compile(r"[A-Z][a-z]+(?:ing|ful|ed|ous|ent|ware|ent)\b|(?:In|Having|With|On|At)\b")


def opens(text: str) -> bool:
    """Whether ``text`` begins like a preambular paragraph whose opening no register knows."""
    words = text.split(maxsplit=2)
    return bool(_OPENS.match(text)) or (
        len(words) > 1 and words[0].endswith("ly") and words[1].endswith(("ed", "ing", "ful"))
    )


_LABEL_ALONE = re.compile(r"[*_]*(?:\d{1,3}\.?|\([a-z]{1,4}\))[*_]*")


def _relabelled(block: list[Line]) -> list[Line]:
    """A number or label alone on its line belongs to the line below: the two are read as one, which begins where the
    label would have stood right before the text."""
    kept: list[Line] = []
    for line in block:
        if kept and _LABEL_ALONE.fullmatch(kept[-1].text):
            label = kept.pop().text
            line = replace(line, text=f"{label} {line.text}", start=line.start - len(label) - 1)  # noqa: PLW2901
        kept.append(line)
    return kept


def _split(printed: list[Line], lexicon: Lexicon, *, broken: bool) -> list[Chunk]:
    if printed[0].block is not None:
        return [Chunk(printed, broken, first=True)]
    block = _relabelled(printed)
    parts = [[block[0]]]
    opens_paragraph = [True]
    last = LABEL.match(block[0].text)
    for before, line in itertools.pairwise(block):
        label = LABEL.match(line.text)
        number = NUMBER.match(line.text)
        ended = ends(before.text) or before.text.endswith((" and", " or"))
        capital = number is not None and (line.text[number.end()].isupper() or line.text[number.end()] in OPENERS)
        in_turn = label is not None and last is not None and follows(last["label"], label["label"])
        # Without blank lines, a registered opening after a comma at a line's end begins a preambular paragraph.
        opening = before.text.endswith(",") and line.text[:1].isupper() and lexicon.verbs.at(line.text, 0, "preambular")
        adopted = adoption_line(line.text)
        if in_turn or opening or adopted or (ended and (label or capital)):
            parts.append([line])
            opens_paragraph.append(bool(opening) or adopted)
        else:
            parts[-1].append(line)
        last = label or last
    return [
        Chunk(part, broken and not index, first)
        for index, (part, first) in enumerate(zip(parts, opens_paragraph, strict=True))
    ]
