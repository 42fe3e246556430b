"""The body of an AKN4UN document as a list of lines, each with the region it stands in and what it is.

Its elements nest unreliably, so that no level is taken from them: a paragraph's number and a point's label are, and
the structure reads from the labels which point is within which. Source of the rules: the published files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.read.akoma_ntoso.inline import AuthorialNote, Words
from extract.read.akoma_ntoso.tree import first, local_name, words_of
from extract.read.assembly import LineText
from extract.source import BlockKind

_HEADINGS = frozenset(("subheading", "heading", "crossHeading"))
_WRAPPERS = frozenset(
    (
        "content",
        "intro",
        "listIntroduction",
        "wrapUp",
        "listWrapUp",
        "alinea",
        "block",
        "quotedStructure",
        "mod",
        "wrap",
    )
)
_LISTS = frozenset(("list", "sublist", "blockList"))
_POINTS = frozenset(("point", "item"))
_SKIPPED = frozenset(("meta", "collectionBody", "img", "notes", ""))
_REGIONS = {
    "coverPage": BlockKind.HEAD,
    "preface": BlockKind.HEAD,
    "preamble": BlockKind.PREAMBLE,
    "mainBody": BlockKind.OPERATIVE,
    "body": BlockKind.OPERATIVE,
    "conclusions": BlockKind.CLOSING,
    "attachment": BlockKind.ANNEX,
}
_PARAGRAPHS = frozenset(("paragraph", "container"))

PARAGRAPH_NUMBER = re.compile(r"\d{1,4}(?:\s?(?:bis|ter|quater))?\.?")
_CLASS_OF_HEADING = re.compile(r"H\d|HCh|Heading|BLUEHeading|Caption")


@dataclass(slots=True)
class PageLine:
    """A line of the page: its region, kind, words, printed number or label, the class and name of its paragraph, and
    where it stands. ``first`` says that it begins its paragraph, ``annex`` which attachment of the file it is in,
    ``level`` 2 that a heading stands within a list."""

    region: BlockKind
    kind: BlockKind | None
    words: Words
    number: str
    path: str
    style: str = ""
    name: str = ""
    first: bool = True
    annex: int = 0
    level: int | None = None

    @property
    def line(self) -> LineText:
        return self.words.line

    @property
    def text(self) -> str:
        return self.words.line.text


@dataclass(slots=True)
class ActLines:
    """The lines of one act: the whole file, or a component of a file with several, in order."""

    entries: list[PageLine] = field(default_factory=list)
    component: bool = False

    def notes(self) -> Iterator[AuthorialNote]:
        """The footnotes, in the order of their markers."""
        for entry in self.entries:
            yield from entry.words.notes


@dataclass(slots=True)
class _Paragraph:
    """A paragraph whose number goes to the first line that it has."""

    number: str
    style: str
    name: str
    first: bool = True


class Walk:
    """Goes through the elements of a file; ``parts`` are its acts, the first one the file itself."""

    def __init__(self) -> None:
        self.parts = [ActLines()]
        self._region = BlockKind.HEAD
        self._annex = 0

    def take(self, element: etree._Element) -> None:
        """Take in ``element`` and all within it."""
        name = local_name(element)
        if name in _SKIPPED:
            return
        before, annex_before = self._region, self._annex
        if name == "component":
            self.parts.append(ActLines(component=True))
            self._region = BlockKind.HEAD
        elif name in _REGIONS and not (before is BlockKind.ANNEX and name != "attachment"):
            self._region = _REGIONS[name]
            self._annex += name == "attachment"
        if name == "formula":
            self._formula(element)
        elif name in _PARAGRAPHS or name in _POINTS or name == "alinea":
            self._paragraph(element)
        elif name in _HEADINGS or name in ("block", "num"):
            self._heading(element)
        elif name in _LISTS:
            self._list(element, _Paragraph("", "", ""))
        elif name == "table":
            self._table(element)
        elif name == "p":
            self._line(element, _Paragraph("", "", ""), self._kind_of_line(element))
        else:
            for child in element:
                self.take(child)
        if name != "component":
            self._region = before
        if before is not BlockKind.ANNEX or name == "attachment":
            self._annex = max(self._annex, annex_before)

    def _kind_of_line(self, element: etree._Element) -> BlockKind | None:
        """What a line outside of paragraphs is: in the head, the title or nothing in particular."""
        if self._region is not BlockKind.HEAD:
            return BlockKind.PARAGRAPH
        titled = first(element, "docTitle", refersTo="#resolutionTitle")
        return BlockKind.TITLE if titled is not None else None

    def _put(self, entry: PageLine) -> None:
        if entry.text.strip() or entry.number:
            entry.annex = self._annex if entry.region is BlockKind.ANNEX else 0
            self.parts[-1].entries.append(entry)

    def _line(
        self, element: etree._Element, within: _Paragraph, kind: BlockKind | None, level: int | None = None
    ) -> None:
        """A line of a paragraph; the first one bears its number."""
        words = Words()
        words.take(element)
        number = within.number or words.number
        path = element.getroottree().getpath(element)
        if not words.line.text.strip() and not number:
            return
        self._put(
            PageLine(
                self._region, kind, words, number, path, within.style, within.name, first=within.first, level=level
            )
        )
        within.number = ""
        within.first = False

    def _formula(self, element: etree._Element) -> None:
        for child in element:
            self._line(child, _Paragraph("", "", ""), BlockKind.FORMULA)

    def _heading(self, element: etree._Element, number: str = "", level: int | None = None) -> None:
        """A heading; one across the preamble is a paragraph of it."""
        across = local_name(element) == "crossHeading" and "preamble" in (element.get("refersTo") or "")
        kind = BlockKind.PARAGRAPH if across else BlockKind.HEADING
        before = self._region
        if across and before is BlockKind.OPERATIVE:
            self._region = BlockKind.PREAMBLE
        if local_name(element) == "num":
            words = Words()
            words.take(element)
            self._put(PageLine(self._region, kind, words, "", element.getroottree().getpath(element)))
        else:
            self._line(element, _Paragraph(number, "", ""), kind, level)
        self._region = before

    def _paragraph(self, element: etree._Element) -> None:
        """A paragraph, a point or a recital with all its lines, lists and tables."""
        number = " ".join(words_of(child) for child in element if local_name(child) == "num").strip()
        within = _Paragraph(number, element.get("class") or "", element.get("name") or "")
        kind = BlockKind.POINT if local_name(element) in _POINTS else BlockKind.PARAGRAPH
        bodied = any(local_name(child) in ("content", "list", "p", "point", "alinea") for child in element)
        for child in element:
            name = local_name(child)
            if name in _HEADINGS:
                self._heading(child, "" if bodied else within.number, 2 if kind is BlockKind.POINT else None)
                within.number = within.number if bodied else ""
            elif name != "num":
                self._within(child, within, kind)
        if within.number:
            self._put(PageLine(self._region, kind, Words(), within.number, element.getroottree().getpath(element)))

    def _within(self, element: etree._Element, within: _Paragraph, kind: BlockKind) -> None:
        name = local_name(element)
        if name in _SKIPPED or name == "num":
            return
        if name == "p" and not any(local_name(child) == "mod" for child in element):
            self._line(element, within, kind)
        elif name in _WRAPPERS or name == "p":
            if any(
                local_name(child) in ("p", "table", "content", "mod") or local_name(child) in _LISTS
                for child in element
            ):
                for child in element:
                    self._within(child, within, kind)
            else:
                self._line(element, within, kind)
        elif name in _LISTS:
            self._list(element, within, kind)
        elif name in _POINTS:
            self._paragraph(element)
        elif name in _HEADINGS:
            self._heading(element)
        elif name == "table":
            self._table(element)
        elif name in ("span", "a", "i", "b") and kind is not None:
            self._line(element, within, kind)
        else:
            self.take(element)

    def _list(self, element: etree._Element, within: _Paragraph, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        introduced = any(local_name(child) in ("intro", "listIntroduction") for child in element)
        if within.number and not introduced:
            path = element.getroottree().getpath(element)
            self._put(PageLine(self._region, kind, Words(), within.number, path, within.style, within.name))
            within.number = ""
        for child in element:
            if local_name(child) in _POINTS:
                self._paragraph(child)
            else:
                self._within(child, within, kind)

    def _table(self, element: etree._Element) -> None:
        for row in element.iter("{*}tr"):
            words = Words()
            for index, cell in enumerate(row):
                if index:
                    words.line.text = words.line.text.rstrip(" ") + "\t"
                for paragraph in cell:
                    words.line.add(" " if words.line.text[-1:] not in ("", "\t") else "")
                    words.take(paragraph)
            words.line.text = words.line.text.replace("\n", " ").rstrip()
            self._put(PageLine(self._region, BlockKind.ROW, words, "", row.getroottree().getpath(row)))


def heading_by_style(entry: PageLine) -> bool:
    """Whether a paragraph without a number is set as a heading."""
    return _CLASS_OF_HEADING.match(entry.style) is not None and not entry.number[:1].isdigit()
