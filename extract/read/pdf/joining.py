"""The words of several lines as one line of text: words that a line's end broke are put together again.

English documents of the United Nations are broken at hyphens that belong to the word; elsewhere a hyphen may have been
put in by the break alone. pdfium does not say which it is, so that the words of the document decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.read.pdf.text_lines import TextLine

SOFT = "\u00ad"
_HYPHEN = re.compile(r"[\w’]+[-\u2010\u2011\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)[-\u2010\u2011\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"[^\s–—][–—]$")
_TAIL = 30
_SLASH = re.compile(r"[\w.)]/$")


@dataclass(frozen=True, slots=True)
class Joined:
    """One line of text made of several; ``offsets`` are where each begins in it."""

    text: str
    offsets: list[int]


class Joiner:
    """Joins lines by the words that a document has."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        self._words = Counter[str]()
        breaks: list[tuple[str, str]] = []
        before = ""
        for line in lines:
            words = _WORD.findall(line.text.lower())
            last = _LAST.search(before[-_TAIL:])
            first = _FIRST.match(line.text)
            if last and first:
                breaks.append((last[1].lower(), first[0].lower()))
                words = words[1:]
            if _LAST.search(line.text[-_TAIL:]):
                words = words[:-1]
            self._words.update(words)
            before = line.text
        evidence = [self._evidence(*both) for both in breaks]
        self._hyphenates = evidence.count(False) > evidence.count(True) + 1

    def _evidence(self, last: str, first: str) -> bool | None:
        """Whether the hyphen between the parts is one of the word; None where neither form is found."""
        whole, parted = self._words[last + first], self._words[f"{last}-{first}"]
        return None if whole == parted else parted > whole

    def keeps_hyphen(self, last: str, first: str) -> bool:
        """Whether a hyphen at the end of a line, between ``last`` and ``first``, is one of the word."""
        evidence = self._evidence(last.lower(), first.lower())
        if evidence is not None:
            return evidence
        if not first[:1].islower() or not self._hyphenates:
            return True
        return bool(self._words[first.lower()] and self._words[last.lower()])

    def join_row(self, cells: Iterable[Sequence[TextLine]]) -> Joined:
        """The text of a row of a table, its cells parted by tabs."""
        texts: list[str] = []
        offsets: list[int] = []
        start = 0
        for cell in cells:
            joined = self.join(cell)
            texts.append(joined.text)
            offsets.extend(start + offset for offset in joined.offsets)
            start += len(joined.text) + 1
        return Joined("\t".join(texts), offsets)

    def join(self, lines: Sequence[TextLine]) -> Joined:
        """The text of ``lines`` on one line."""
        parts: list[str] = []
        offsets: list[int] = []
        size = 0
        for line in lines:
            text = line.text.replace(SOFT, "-")
            if parts:
                parts[-1], gap = self._ended(parts[-1], text)
                size = offsets[-1] + len(parts[-1]) + len(gap)
                parts[-1] += gap
            offsets.append(size)
            parts.append(text)
            size += len(text)
        return Joined("".join(parts), offsets)

    def _ended(self, text: str, following: str) -> tuple[str, str]:
        """A line that goes on in ``following``, without a hyphen that the break put in, and what parts the two."""
        end = text[-_TAIL:]
        if _HYPHEN.search(end):
            last, first = _LAST.search(end), _FIRST.match(following)
            soft = last is not None and first is not None and not self.keeps_hyphen(last[1], first[0])
            return (text[:-1] if soft else text), ""
        if _DASH.search(end) or (_SLASH.search(end) and not following.startswith("/")):
            return text, ""
        return text, " "
