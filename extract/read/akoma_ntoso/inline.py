"""The words within a paragraph of XML: text, links, italics, superscripts, and footnotes taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extract.read.akoma_ntoso.tree import local_name, words_of
from extract.read.assembly import LineText
from extract.source import BlockKind

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIELDS = frozenset(
    ("docDate", "inline", "docNumber", "docTitle", "session", "location", "event", "docProponent", "docAuthority")
)
"""Elements that are words of their own, though the files often have no space beside them."""

_POWER = re.compile(r"(?:\bm|\bCO|\bkm|\bcm)\s*$")
"""What is raised after these is a power or a part of a formula, not a marker of a note."""


@dataclass(frozen=True, slots=True)
class AuthorialNote:
    """A footnote: the printed marker, its words, a name that no other note has, and its place in the file."""

    marker: str
    line: LineText
    name: str
    path: str


@dataclass(slots=True)
class Words:
    """The line that the words of one element make, the notes met in it, the printed number if one stands among the
    words, and how much of its beginning is in italics, as verbs are printed."""

    line: LineText = field(default_factory=LineText)
    notes: list[AuthorialNote] = field(default_factory=list)
    number: str = ""
    _after_marker: bool = False

    @property
    def italic(self) -> str:
        """The words in italics at the beginning, quotation marks left out; empty where there are none."""
        end = 0
        for start, stop, kind, *_ in self.line.inline:
            if kind is BlockKind.ITALIC and not self.line.text[end:start].strip(' “"‘'):
                end = stop
        return " ".join(self.line.text[:end].strip(' “"‘').split())

    def take(self, element: etree._Element) -> None:
        """Add all words of ``element``."""
        self._text(element.text)
        for child in element:
            self._child(child)
            self._text(child.tail)
            if local_name(child) in _FIELDS and child.tail and child.tail[:1].isalnum():
                self._part_from(child.tail)

    def _part_from(self, tail: str) -> None:
        """Put a blank before the words just added, where a field ran into them."""
        words = " ".join(tail.split())
        if self.line.text.endswith(words) and self.line.text[: -len(words)][-1:].isalnum():
            self.line.text = f"{self.line.text[: -len(words)]} {words}"

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._after_marker and text.strip():
            if text[0].isalnum() or text[0] in "“(":
                self.line.add(" ")
            self._after_marker = False
        self.line.add(text)

    def _child(self, child: etree._Element) -> None:
        name = local_name(child)
        match name:
            case "authorialNote":
                self._note(child)
            case "sup" if words_of(child).isdigit():
                self._raised(words_of(child))
            case "eol":
                self.line.break_line()
            case "num":
                self.number = self.number or words_of(child)
            case "img" | "":
                pass
            case "a":
                self._within(child, BlockKind.LINK, (child.get("href") or "").strip())
            case "span" if "italic" in (child.get("class") or ""):
                self._within(child, BlockKind.ITALIC)
            case _:
                if name in _FIELDS and (self.line.text[-1:].isalnum() or self.line.text.endswith(".")):
                    self.line.add(" ")
                self.take(child)

    def _within(self, child: etree._Element, kind: BlockKind, value: str = "") -> None:
        start = len(self.line.text)
        self.take(child)
        self.line.mark(start, kind, value)

    def _raised(self, digits: str) -> None:
        """A marker printed a second time, or a power."""
        start = len(self.line.text)
        self._after_marker = _POWER.search(self.line.text) is None
        self.line.add(digits.translate(_RAISED))
        self.line.mark(start, BlockKind.SUPERSCRIPT)

    def _note(self, child: etree._Element) -> None:
        marker = (child.get("marker") or "").strip()
        within = Words()
        for part in child:
            within.line.add(" ")
            within.take(part)
        name = child.get("eId") or f"{marker}@{child.sourceline}"
        path = child.getroottree().getpath(child)
        self.notes.append(AuthorialNote(marker, within.line, f"{name}@{child.sourceline}", path))
        self.notes.extend(within.notes)
        self.line.text = self.line.text.rstrip(" ")
        start = len(self.line.text)
        self.line.text += marker.translate(_RAISED) or "*"
        self.line.mark(start, BlockKind.MARKER, marker, f"{name}@{child.sourceline}")
        self._after_marker = True
