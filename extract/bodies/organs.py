"""Which body words such as "the Assembly" or "Conference" mean, from what was named before them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from extract.lexicon import Named
from extract.registers import Body, Registers
from extract.scan import Scan

_JOINS = re.compile(r"\s*(?:[’']s?)?\s*(?:(?:the|relevant|previous|its)\s+)*")
_AND = re.compile(r"\s*(?:,|and|or|as well as)(?:\s+(?:the|and))?\s*")
_OF = re.compile(r"\s*,?\s*(?:of|adopted by|by)\s+(?:the\s+)?")


@lru_cache(maxsize=4)
def organ_words(registers: Registers) -> re.Pattern[str]:
    """A pattern of the words that can stand for an organ, its genitive included."""
    words = sorted(registers.word_lists["organ"], key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})(?:[’']s)?" if words else r"(?!)()")


@dataclass(slots=True)
class OrganContext:
    """What the document has named so far: ``adopting`` is its own organ; ``last`` maps a head word ("Commission") to
    the body last named in full that it can stand for."""

    adopting: Body | None
    words: re.Pattern[str]
    """Finds head words of organs (``organ_words``)."""

    last: dict[str, Body] = field(default_factory=dict)

    @classmethod
    def of(cls, adopting: Body | None, registers: Registers) -> OrganContext:
        """The context of a document adopted by ``adopting``, where the organ before it needs no full name either,
        if its short form ("Governing Council") is more than a word that others share."""
        before = registers.body.get(adopting.predecessor) if adopting else None
        return cls(
            adopting,
            organ_words(registers),
            {word: before for word in before.short_forms if " " in word} if before else {},
        )

    def learn(self, names: Iterable[Named]) -> None:
        """Take in the bodies named in a unit, so that short forms further on mean them."""
        for name in names:
            row = name.rows[0]
            if isinstance(row, Body):
                for word in row.short_forms:
                    self.last[word] = row

    def short(self, word: str) -> Body | None:
        """The body that a bare head word means here: the last one named, else the adopting body if it fits."""
        named = self.last.get(word)
        if named is None and self.adopting and word in self.adopting.short_forms:
            return self.adopting
        return named

    def before(self, scan: Scan, at: int) -> tuple[Body, ...]:
        """The bodies whose names lead up to ``at`` ("General Assembly and Council resolutions"), nearest first."""
        found: list[Body] = []
        end = at
        while True:
            body, start = self._ending_at(scan, end, _JOINS if not found else _AND)
            if body is None:
                return tuple(found)
            found.append(body)
            end = start

    def after(self, scan: Scan, at: int) -> tuple[Body, ...]:
        """The body named right after ``at``: "of the Conference of the Parties to …"."""
        match = _OF.match(scan.text, at)
        return self.named_at(scan, match.end()) if match else ()

    def named_at(self, scan: Scan, at: int) -> tuple[Body, ...]:
        """The body whose name, or short form, begins at ``at``."""
        index = bisect_left(scan.names, at, key=_start)
        if index < len(scan.names) and scan.names[index].start == at:
            row = scan.names[index].rows[0]
            if isinstance(row, Body):
                return (row,)
        short = self.words.match(scan.text, at)
        body = self.short(short[1]) if short else None
        return (body,) if body else ()

    def nearest(self, scan: Scan, at: int, start: int) -> Body | None:
        """The last body with resolutions of its own that is named in ``[start, at)``."""
        for index in range(bisect_right(scan.names, at, key=_end) - 1, -1, -1):
            if scan.names[index].start < start:
                break
            row = scan.names[index].rows[0]
            if isinstance(row, Body) and row.prefix:
                return row
        found: Body | None = None
        for match in self.words.finditer(scan.text, start, at):
            body = self.short(match[1])
            found = body if body and body.prefix else found
        return found

    def _ending_at(self, scan: Scan, end: int, joint: re.Pattern[str]) -> tuple[Body | None, int]:
        index = bisect_right(scan.names, end, key=_end) - 1
        if index >= 0:
            name, row = scan.names[index], scan.names[index].rows[0]
            if isinstance(row, Body) and joint.fullmatch(scan.text, name.end, end):
                return row, name.start
        last = None
        for last in self.words.finditer(scan.text, max(0, end - 24), end):  # noqa: B007 - the last one counts
            pass
        if last and joint.fullmatch(scan.text, last.end(), end):
            return self.short(last[1]), last.start()
        return None, end


def _start(name: Named) -> int:
    return name.start


def _end(name: Named) -> int:
    return name.end
