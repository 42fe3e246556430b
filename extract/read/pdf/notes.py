"""Footnotes: they stand apart from the words by a rule or a row of underscores, by their size, and by their markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.read.pdf.furniture import PageParts
from extract.read.pdf.text_lines import TextLine

_UNDERSCORES = re.compile(r"[_—–-]{5,}|_{3,}")
_SMALLER = 0.95
_RULE_AT_MOST = 0.55
"""A rule that parts the notes off is no longer than this part of the page's width."""

_MISSED = 3
"""A number that begins a note is by no more than this above the one before."""

_SIGN = re.compile(r"(\*{1,4}|[†‡§]{1,2})\s*(?=\S)")
_NUMBER = re.compile(r"/?(\d{1,3})(?:/|[.)]?(?=\s)|(?=[A-Z“]))\s*(?=\S)")
_RAISED = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+|[a-z]{1,2}|\*{1,4}|[†‡§]{1,2})\s*")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class PdfNote:
    """A footnote: ``number`` as printed (``12``, ``*``, ``a``; empty where it bears none), the page on which it begins,
    its lines, and how many characters of the first are its number and a blank."""

    number: str
    page: int
    lines: list[TextLine] = field(default_factory=list)
    label: int = 0
    name: str = ""


class NoteReader:
    """Takes the notes out of pages, one after the other: a note may go on on the next page."""

    def __init__(self, body_size: float) -> None:
        self._body_size = body_size
        self._last: PdfNote | None = None
        self.notes: list[PdfNote] = []

    def take(self, parts: PageParts) -> tuple[list[TextLine], list[PdfNote], list[TextLine]]:
        """The words of the page without its notes, the notes that begin on it, and the lines that part them off."""
        words: list[TextLine] = []
        separators: list[TextLine] = []
        begun = len(self.notes)
        for _, group in groupby(parts.body, key=lambda line: line.column):
            lines = list(group)
            at, separator = self._boundary(parts, lines)
            words.extend(lines[:at])
            separators.extend(lines[at : at + separator])
            self._read(lines[at + separator :], parts.page.number)
        return words, self.notes[begun:], separators

    def _boundary(self, parts: PageParts, lines: list[TextLine]) -> tuple[int, int]:
        """The index of the line with which the notes begin, the row of underscores before them included, and whether
        there is one. Under such a row typewritten notes are of the size of the words."""
        for at in range(len(lines) - 1, -1, -1):
            if _UNDERSCORES.fullmatch(lines[at].text.strip()):
                below = lines[at + 1 :]
                if self._small(below) or self._start(below[0], alone=True) is not None:
                    return at, 1
        at = len(lines)
        while at > 0 and self._small(lines[at - 1 : at]):
            at -= 1
        if at == len(lines):
            return at, 0
        ruled = self._below_rule(parts, lines, at)
        if ruled is not None:
            return ruled, 0
        while at < len(lines) and self._start(lines[at], alone=True) is None:
            at += 1
        return at, 0

    def _small(self, lines: Sequence[TextLine]) -> bool:
        return all(line.size <= _SMALLER * self._body_size for line in lines)

    def _below_rule(self, parts: PageParts, lines: list[TextLine], earliest: int) -> int | None:
        """The first line under a short rule at the left, from ``earliest`` on."""
        page = parts.page
        left = min(line.left for line in lines)
        for rule in sorted(page.rules, key=lambda rule: -rule.height):
            if rule.right - rule.left > _RULE_AT_MOST * page.width or abs(rule.left - left) > 4 * self._body_size:
                continue
            for at in range(earliest, len(lines)):
                if lines[at].baseline < rule.height:
                    above = lines[at - 1].baseline if at else page.height
                    if above > rule.height - 2:
                        return at
                    break
        return None

    def _read(self, lines: list[TextLine], page: int) -> None:
        raised = any(line.raised and line.raised[0][0] == 0 for line in lines)
        for line in lines:
            found = self._start(line, alone=not raised)
            if found is None and self._last is not None:
                self._last.lines.append(line)
                continue
            number, label = found or ("", 0)
            if number and label == len(number) and not line.text[label - 1].isspace():
                line.part(label)
                label += 1
            self._last = PdfNote(number, page, [line], label, f"{len(self.notes) + 1}")
            self.notes.append(self._last)

    def _start(self, line: TextLine, *, alone: bool) -> tuple[str, int] | None:
        """The number with which a note begins and the length of it with the blank after it; ``alone`` states that
        numbers need not be raised here."""
        text = line.text
        if line.raised and line.raised[0][0] == 0:
            match = _RAISED.match(text)
            return (match[1].translate(_PLAIN), match.end()) if match else None
        if match := _SIGN.match(text):
            return match[1], match.end()
        if alone and (match := _NUMBER.match(text)):
            number = int(match[1])
            before = int(self._last.number) if self._last is not None and self._last.number.isdigit() else None
            if before is None or before < number <= before + _MISSED or number == 1:
                return match[1], match.end()
        return None


def marker_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers in a raised stretch: start, end and the plain digits, letters or signs of each."""
    for match in re.finditer(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[a-z]+|\*+|[†‡§]+", text):
        yield match.start(), match.end(), match[0].translate(_PLAIN)
