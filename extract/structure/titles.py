"""Numbers and titles of acts, as the head prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.registers import ROMAN, SPECIAL
from extract.source import Span
from extract.structure.lines import Line, LineKind

NUMBER = (
    rf"(?:(?P<slashed>(?:\d{{1,4}}|{SPECIAL})/(?:\d{{1,4}}))(?:\s?(?P<letter>[A-Z](?:\s?(?:,|and|to|–|-)\s?[A-Z])*)\b)?"
    rf"|(?P<bare>\d{{1,4}})\s?(?P<before>[A-Z](?:\s(?:and|to)\s[A-Z])?)?\s?"
    rf"\((?P<bracket>{SPECIAL}|(?:{ROMAN})|[1lI]{{1,3}}|(?:19|20)\d\d)\)\s?(?P<after>[A-Z])?)"
)
"""The number of a resolution or decision as printed: ``69/197``, ``67/234 B``, ``217 A (III)``, ``902 (1994)``."""

TITLE_LINE = re.compile(
    rf"[*_#\s]*{NUMBER}\.{{0,2}}[*_]*(?:\s+|(?<=\.))(?P<title>(?:[A-Z“\"‘*]|(?:19|20)\d\d\s[A-Z]).*)", re.DOTALL
)

NUMBER_LINE = re.compile(
    rf"[*_#\s]*(?P<word>Resolution|RESOLUTION|Decision|DECISION)\s+{NUMBER}[*_]*\.?(?P<title>.*)", re.DOTALL
)

STATEMENT_LINE = re.compile(r"[*_#\s]*PRST[ /](?:OS/)?\d{1,4}/\d{1,3}\.\s+(?P<title>[A-Z“\"].*)")
DATED = re.compile(r"Resolutions?\s+of\s+\d", re.IGNORECASE)
"""A date in the place of a title, or below it."""

_INTRODUCES = re.compile(r"At (?:its|the)\b.*\b(?:statement|follows)\b.*:$")
DRAFT = re.compile(r"\b(?P<revised>[Rr]evised\s+)?[Dd]raft\s+(?P<word>resolution|decision)\b")
_LONGEST = 600
_LETTER_AFTER = re.compile(r"(?<=[a-z)])\s(?P<letter>[B-Z])\*?$")

_NUMBER_ALONE = re.compile(rf"[*_#\s]*{NUMBER}\.?[*_\s]*")

_NO_TITLE = re.compile(
    r"United Nations|General Assembly|Security Council|Economic and Social Council|Human Rights Council|Distr|Original"
    r"|Agenda item|GENERAL|LIMITED|ENGLISH|English|\[|Resolution adopted|Decision adopted|RESOLUTION|DECISION"
    r"|Adopted by|Draft resolution|Draft decision|Page \d|Vienna,|New York,|Geneva,|Nairobi,|Contents|Annex|Item \d"
    r"|Statement by the President"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an act as printed, with its span, the ``number`` before it (``69/197``, ``217 A (III)``) and the
    ``word`` before that (Resolution, Decision); each empty, or None, where it is not printed."""

    number: str = ""
    text: str = ""
    span: Span | None = None
    word: str = ""


def number_and_title(lines: Sequence[Line], source: str) -> Title:
    """Number and title, from the last line that bears a number: earlier ones are running headers or contents."""
    for index in reversed(range(len(lines))):
        text = lines[index].text
        match = NUMBER_LINE.fullmatch(text) or TITLE_LINE.fullmatch(text) or _NUMBER_ALONE.fullmatch(text)
        if not match:
            continue
        word = match.groupdict().get("word") or ""
        alone = match.re is _NUMBER_ALONE
        inline = match["title"].strip(" .*_:") if not alone else ""
        span: Span | None = None
        if inline:
            span = _grow(lines, index, lines[index].start + match.start("title"))
        elif word or alone:
            span = _block_after(lines, index + 1)
        else:
            continue
        title = _clean_title(source, span) if span is not None else ""
        number = _printed_number(match)
        lettered = _LETTER_AFTER.search(title) if match["slashed"] and not match["letter"] else None
        if lettered:  # "66/253. The situation in … B"
            return Title(f"{number} {lettered['letter']}", title[: lettered.start()], span, word)
        return Title(number, title, span, word)
    return Title()


def _printed_number(match: re.Match[str]) -> str:
    if match["slashed"]:
        return match["slashed"] + (f" {match['letter']}" if match["letter"] else "")
    letter = match["before"] or match["after"]
    # In scanned text the first sessions' Roman numbers come out as figures: 13(1) for 13 (I).
    session = "I" * len(match["bracket"]) if re.fullmatch(r"[1lI]+", match["bracket"]) else match["bracket"]
    return f"{match['bare']}{f' {letter}' if letter else ''} ({session})"


def _grow(lines: Sequence[Line], index: int, start: int) -> Span:
    """The title's span: its line and those that follow without a blank."""
    end = lines[index].end
    for place, line in enumerate(lines[index + 1 :], start=index + 1):
        if line.kind is LineKind.BLANK and _broken(lines, place):
            continue
        if line.kind is not LineKind.BODY or _NO_TITLE.match(line.text) or line.text.startswith(("The ", "[")):
            break
        if DATED.match(line.text):
            break
        end = line.end
    return Span(start, end)


def _broken(lines: Sequence[Line], blank: int) -> bool:
    """Whether a title goes on after a blank line, with a small letter."""
    return blank + 1 < len(lines) and lines[blank + 1].text[:1].islower() and not lines[blank - 1].text.endswith(".")


def _block_after(lines: Sequence[Line], index: int) -> Span | None:
    """The next block that can be a title; one that cannot is passed over whole."""
    while index < len(lines):
        if lines[index].kind is LineKind.BODY:
            if not _NO_TITLE.match(lines[index].text) and not lines[index].text[0].islower():
                return _grow(lines, index, lines[index].start)
            while index + 1 < len(lines) and lines[index + 1].kind is LineKind.BODY:
                index += 1
        index += 1
    return None


def part_title(lines: Sequence[Line], source: str) -> tuple[str, Span] | None:
    """The title of a lettered part, after its letter, if it has one of its own."""
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY:
            continue
        letter = re.match(r"[*_]*[A-Z][*_.]*(?:\s+|$)", line.text)
        inline = letter is not None and len(line.text) > letter.end()
        span = _grow(lines, index, line.start + letter.end()) if letter and inline else _block_after(lines, index + 1)
        return (_clean_title(source, span), span) if span is not None else None
    return None


def _clean_title(source: str, span: Span) -> str:
    text = re.sub(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", "", source[span.start : span.end])
    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[a-z])\d{1,2}$", "", " ".join(text.split())).strip(" .")


def unnumbered_title(lines: Sequence[Line], source: str) -> tuple[str, Span | None]:
    """A draft's title: the last block above the formula that is neither sponsors nor a recommending sentence."""
    for index in reversed(range(len(lines))):
        line = lines[index]
        if line.kind is not LineKind.BODY:
            continue
        start = index
        while start and lines[start - 1].kind is LineKind.BODY:
            start -= 1
        block = " ".join(part.text for part in lines[start : index + 1])
        if _INTRODUCES.match(block):
            return _statement_title(lines[:start], source)
        if DRAFT.search(block) or re.search(r"\brecommends\b.*:$", block) or _NO_TITLE.match(block):
            return "", None
        if len(block) < _LONGEST and re.match(r"[A-Z“\"*]|(?:19|20)\d\d [A-Z]", block):
            span = Span(lines[start].start, line.end)
            return _clean_title(source, span), span
        return "", None
    return "", None


def _statement_title(lines: Sequence[Line], source: str) -> tuple[str, Span | None]:
    """A President's statement has a title only after its number."""
    for index in reversed(range(len(lines))):
        match = STATEMENT_LINE.fullmatch(lines[index].text)
        if match:
            span = _grow(lines, index, lines[index].start + match.start("title"))
            return _clean_title(source, span), span
    return "", None
