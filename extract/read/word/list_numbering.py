"""Automatic numbers: what Word prints before the paragraphs of its lists, counted as Word counts them.

Source of the rules: ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extract.read.list_numbers import written
from extract.read.word.package import W, number, value
from extract.read.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_BULLETS = re.compile(r"[-‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class AutomaticNumber:
    """A number as printed (``1.``, ``(a)``, ``II``); ``form`` is the format of its own level (``decimal``)."""

    printed: str
    form: str


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class ListNumbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstract[element.get(f"{W}abstractNumId") or ""] = element
            elif element.tag == f"{W}num":
                self._lists[element.get(f"{W}numId") or ""] = element
        self._levels: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def next(self, paragraph: etree._Element, style: str) -> AutomaticNumber | None:
        """Count ``paragraph``, which is in the paragraph style ``style``; what is printed before it, None where it is
        in no list."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        name = value(properties, "numId")
        level_named = value(properties, "ilvl")
        level = None if level_named is None else number(level_named, 0)
        from_style = ""
        if name is None:
            name, of_style, from_style = self._styles.numbering(style)
            level = of_style if level is None else level
        if not name or name == "0" or name not in self._lists:
            return None
        abstract, levels, starts = self._list(name)
        if level is None:
            linked = (at for at, one in levels.items() if from_style and one.style == from_style)
            level = next(linked, 0)
        return self._count(name, abstract, levels, starts, min(max(level, 0), _LEVELS - 1))

    def _count(
        self, name: str, abstract: str, levels: dict[int, _Level], starts: dict[int, int], level: int
    ) -> AutomaticNumber:
        counts = self._counts.setdefault(abstract, {})
        own = levels.get(level, _Level())
        if level in starts and (name, level) not in self._restarted:
            self._restarted.add((name, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [at for at in counts if at > level]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or (restart and level < restart):
                del counts[deeper]
        if own.form == "bullet":
            return AutomaticNumber("–" if _BULLETS.fullmatch(own.text.strip()) else "•", "bullet")

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, _Level())
            count = counts.get(at, one.start)
            return written(count, "decimal" if own.legal and at < level else one.form)

        return AutomaticNumber(_PLACE.sub(shown, own.text).strip(), own.form)

    def _list(self, name: str) -> tuple[str, dict[int, _Level], dict[int, int]]:
        """The abstract list that a list is one of, its levels, and the numbers with which it starts anew."""
        if name not in self._levels:
            element = self._lists[name]
            abstract = value(element, "abstractNumId") or ""
            definition = self._abstract.get(abstract)
            style = value(definition, "numStyleLink")
            if style is not None:  # defined where the style's own list is
                other = self._lists.get(self._styles.list_of(style) or "")
                definition = self._abstract.get(value(other, "abstractNumId") or "", definition)
            levels = dict(_level(one) for one in definition.iter(f"{W}lvl")) if definition is not None else {}
            starts: dict[int, int] = {}
            for override in element.iter(f"{W}lvlOverride"):
                at = number(override.get(f"{W}ilvl"), 0)
                levels.update(_level(one) for one in override.iter(f"{W}lvl"))
                start = value(override, "startOverride")
                if start is not None:
                    starts[at] = number(start, 1)
            self._levels[name] = abstract, levels, starts
        return self._levels[name]


def _level(element: etree._Element) -> tuple[int, _Level]:
    restart = value(element, "lvlRestart")
    form = value(element, "numFmt") or "decimal"
    legal = element.find(f"{W}isLgl") is not None
    text = value(element, "lvlText") or ""
    return number(element.get(f"{W}ilvl"), 0), _Level(
        start=number(value(element, "start"), 0),
        form=form,
        text="" if form == "none" and not _PLACE.search(text) else text,
        restart=None if restart is None else number(restart, 0),
        legal=legal,
        style=value(element, "pStyle") or "",
    )
