"""A unit's text made ready for the rules: folded text, registered names, quoted titles."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extract.lexicon import Lexicon, Named, fold
from extract.structure import Paragraph

_QUOTED = re.compile(r"“[^“”]{1,600}”|\"[^\"“”]{3,600}\"")
_INTRODUCES = re.compile(
    r"(?:entitled|titled|called|theme|themes|item|items|on|report|publication|study|document|paper|namely|subject|of|to)"
    r",?:?\s*$",
    re.IGNORECASE,
)
_MIN_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Scan:
    """What every rule needs of a unit: ``unit`` its name, ``text`` its normalized text, ``names`` registered names in
    order, ``titles`` the spans of quoted titles; offsets are those of ``text``."""

    paragraph: Paragraph
    unit: str
    text: str
    folded: str
    names: tuple[Named, ...]
    titles: tuple[tuple[int, int], ...]

    def in_title(self, at: int) -> bool:
        """Whether the offset lies in a quoted title."""
        if not self.titles:
            return False
        index = bisect_right(self.titles, (at, len(self.text)))
        return index > 0 and self.titles[index - 1][0] <= at < self.titles[index - 1][1]


def scan(paragraph: Paragraph, lexicon: Lexicon) -> Scan:
    """Scan one paragraph."""
    text = paragraph.text
    folded = fold(text)
    return Scan(paragraph, paragraph.name, text, folded, tuple(lexicon.names(text, folded)), _titles(text))


def _titles(text: str) -> tuple[tuple[int, int], ...]:
    """Quotations that are titles: introduced as such, or of several words; a quoted word or short name is none."""
    if "“" not in text and '"' not in text:
        return ()
    found: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        words = match[0].count(" ") + 1
        whole = match.start() <= 1 and match.end() >= len(text.rstrip()) - 1  # a statement quoted, no title
        if whole:
            continue
        if words >= _MIN_TITLE_WORDS or _INTRODUCES.search(text, max(0, match.start() - 16), match.start()):
            found.append((match.start() + 1, match.end() - 1))
    return tuple(found)
