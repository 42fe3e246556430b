"""What the styles of a Word file say of paragraphs and of words: headings, numbering, italics, what is raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.read.word.package import W, child, is_on, number, value

_HEADING = re.compile(r"(?:heading|_?\s*H\s?_?)\s*(?P<level>[1-9])\d?(?:_?G)?", re.IGNORECASE)
_CHAPTER = re.compile(r"_?\s*H_?\s?(?:Ch|M)_?(?:_?G)?", re.IGNORECASE)
"""Names of heading styles: Word's own, and those of the United Nations' templates (``H1``, ``H23``, ``HCh``,
``_ H_1_G``), of which the figures are the levels that look alike."""

_BODY_TEXT = 9
_DEEPEST = 40
"""Steps from a style to the one it is based on; more are a circle."""


@dataclass(frozen=True, slots=True)
class WordLook:
    """How words are set: in italics, raised, hidden; None where it is not said."""

    italic: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None

    def within(self, outer: WordLook) -> WordLook:
        """What this look says, and where it says nothing, what ``outer`` does."""
        return WordLook(
            outer.italic if self.italic is None else self.italic,
            outer.raised if self.raised is None else self.raised,
            outer.hidden if self.hidden is None else self.hidden,
        )


def look_of(element: etree._Element) -> WordLook:
    """What the ``rPr`` of ``element`` says itself."""
    properties = element.find(f"{W}rPr")
    if properties is None:
        return _PLAIN
    aligned = value(properties, "vertAlign")
    raised = None if aligned is None else aligned == "superscript"
    if aligned is None and (lifted := value(properties, "position")) is not None:
        raised = number(lifted, 0) >= _LIFTED
    return WordLook(is_on(properties, "i"), raised, is_on(properties, "vanish"))


_PLAIN = WordLook()
_LIFTED = 4
"""Half points above the line from which on words are raised."""


def outline_level(text: str) -> int:
    """The level, from 1, of headings with that ``w:outlineLvl``; 0 where it is that of running text."""
    level = number(text, _BODY_TEXT)
    return level + 1 if 0 <= level < _BODY_TEXT else 0


class Styles:
    """The styles of a file, by identifier. What a style does not say, the one it is based on does."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iter(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId") or "": style for style in found}
        self._looks: dict[str, WordLook] = {}
        self._levels: dict[str, int] = {}

    def numbering(self, style: str) -> tuple[str | None, int | None, str]:
        """The number of the list that a paragraph style joins, the level, and the style that says so."""
        for identifier, element in self._chain(style):
            properties = child(element, "pPr/numPr")
            if properties is not None:
                level = value(properties, "ilvl")
                return value(properties, "numId"), None if level is None else number(level, 0), identifier
        return None, None, ""

    def list_of(self, style: str) -> str | None:
        """The number of the list that a numbering style stands for."""
        return value(self._styles.get(style), "pPr/numPr/numId")

    def heading_level(self, style: str) -> int:
        """The level, from 1, of headings in that paragraph style; 0 where it is not one of headings."""
        if style not in self._levels:
            self._levels[style] = self._find_level(style)
        return self._levels[style]

    def _find_level(self, style: str) -> int:
        for identifier, element in self._chain(style):
            outline = value(element, "pPr/outlineLvl")
            if outline is not None:
                return outline_level(outline)
            for name in (value(element, "name") or "", identifier):
                if _CHAPTER.fullmatch(name):
                    return 1
                if match := _HEADING.fullmatch(name):
                    return int(match["level"])
        return 0

    def look(self, style: str) -> WordLook:
        """How words in a style are set."""
        if style not in self._looks:
            look = _PLAIN
            for _, element in self._chain(style):
                look = look.within(look_of(element))
            self._looks[style] = look
        return self._looks[style]

    def _chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(element, "basedOn") or ""
