"""Web pages: the words of the document in them as lines of text, with what their elements say of the words.

Links, raised and italic words, tables and headings are stated; so are footnotes that markers link to. What a paragraph
is, is left to be read from its words and its number, which lists print before their items.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from extract.read.assembly import Assembly, LineText
from extract.read.html_content import (
    BLOCKS,
    NoteLink,
    NoteLinks,
    content_of,
    decode_page,
    is_beside,
    is_element,
    looks_like_html,
    parse_page,
)
from extract.read.html_styles import PageStyles
from extract.read.line_start import cut_start
from extract.read.list_numbers import written
from extract.read.running_text import is_running_text
from extract.read.unreadable_source import UnreadableSource
from extract.source import BlockKind, Source

__all__ = ["looks_like_html", "read_html"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = re.compile(r"h[1-6]")
_ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman",
    "decimal": "decimal",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "upper-roman": "upperRoman",
    "none": "none",
}
_OWN_LABEL = re.compile(r"(?:\(?[0-9]{1,3}[.)](?!\d)|\([A-Za-z]{1,5}\)|(?:[A-Za-z]|[IVXLivxl]{1,5})[.)]\s|[•–—-]\s)")
_RETURN = re.compile(r"\s*[↩↑⏎]\ufe0e?\s*$|^\s*\^\s+")
_LONGEST_CELL = 600


def read_html(name: str, raw: bytes) -> Source:
    """The source that ``raw`` holds.

    Raises ``UnreadableSource`` where no words are left of it.
    """
    text, notices = decode_page(raw)
    root = parse_page(name, text)
    styles = PageStyles(root)
    reader = _PageReader(NoteLinks.of(root, styles), styles)
    content = content_of(root)
    reader.read(content, root.getroottree().getpath(content))
    assembly = reader.assembly
    if not assembly.text.strip():
        raise UnreadableSource(name, "no text in it")
    return Source(
        name,
        assembly.text,
        hashlib.sha256(raw).hexdigest(),
        blocks=assembly.blocks,
        exhaustive=(BlockKind.SUPERSCRIPT,) if reader.raises else (),
        placed=assembly.placed,
        notices=notices,
    )


class _PageReader:
    """Goes through the elements of a page; ``assembly`` is what was read."""

    def __init__(self, notes: NoteLinks, styles: PageStyles) -> None:
        self.assembly = Assembly()
        self.raises = False  # whether the page raises words at all
        self._notes = notes
        self._styles = styles
        self._line = LineText()
        self._path = ""
        self._label = ""
        self._depth = 0  # of lists
        self._between = ""  # what stands between blocks instead of a new line: in a note, and in a cell
        self._raised = self._kept = False
        self._level = 0
        self._running = False

    def read(self, content: etree._Element, path: str) -> None:
        """Read all of ``content``, which stands at ``path``."""
        self._path = path
        self._within(content, path)
        self._end_line()

    def _within(self, element: etree._Element, path: str) -> None:
        self._text(element.text)
        counts: Counter[str] = Counter()
        for child in element:
            if is_element(child):
                counts[child.tag] += 1
                self._element(child, f"{path}/{child.tag}[{counts[child.tag]}]")
            self._text(child.tail)

    def _element(self, element: etree._Element, path: str) -> None:
        tag = element.tag
        if is_beside(element, self._notes, self._styles):
            return
        if tag == "br":
            self._line.break_line() if self._between != " " else self._line.add(" ")
        elif tag in BLOCKS:
            self._end_line()
            self._path = path
            self._block(element, path)
            self._end_line()
        else:
            self._inline(element, path)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text = text.replace("\xad", "")
        if self._raised:
            text = text.translate(_RAISED)
        if not self._kept or self._between == " ":
            self._line.add(text)
            return
        for at, line in enumerate(re.split(r"\r\n?|\n", text)):
            if at:
                self._line.break_line() if line.strip() else self._end_line()
            self._line.add(line)

    # words

    def _inline(self, element: etree._Element, path: str) -> None:
        line, start = self._line, len(self._line.text)
        link, style = self._notes.markers.get(element), self._styles.of(element)
        raised = element.tag == "sup" or style.raised
        self.raises = self.raises or raised
        before, self._raised = self._raised, self._raised or raised
        self._within(element, path)
        self._raised = before
        if self._line is not line:
            return  # blocks within, of which none is meant alone
        address = (element.get("href") or "").strip() if element.tag == "a" else ""
        if link:
            line.mark(start, BlockKind.MARKER, link.number, link.name)
        elif address and not address.startswith(("#", "javascript:")):
            line.mark(start, BlockKind.LINK, address)
        if style.italic or (style.italic is None and element.tag in _ITALIC):
            line.mark(start, BlockKind.ITALIC)
        if raised and not link and not any(one in self._notes.markers for one in element.iter("a")):
            line.mark(start, BlockKind.SUPERSCRIPT)

    # blocks

    def _block(self, element: etree._Element, path: str) -> None:
        tag = element.tag
        note = self._notes.blocks.get(element)
        if note and not self._between:
            self._note(element, path, note)
        elif tag in ("ol", "ul"):
            self._list(element, path)
        elif tag == "table" and not self._between and self._is_table(element):
            self._table(element, path)
        elif _HEADING.fullmatch(tag):
            self._level = int(tag[1])
            self._within(element, path)
            self._end_line()
            self._level = 0
        elif tag == "pre":
            before, self._kept = self._kept, True
            self._within(element, path)
            self._kept = before
        else:
            self._within(element, path)

    def _list(self, element: etree._Element, path: str) -> None:
        items = [child for child in element if is_element(child) and child.tag == "li"]
        ordered = element.tag == "ol"
        down = ordered and "reversed" in element.attrib
        number = _number(element.get("start"), len(items) if down else 1)
        form = self._form_of(element)
        self._depth += 1
        counts: Counter[str] = Counter()
        for child in element:
            if not is_element(child):
                continue
            counts[child.tag] += 1
            if child.tag == "li":
                number = _number(child.get("value"), number)
                form_of_item = self._form_of(child) if self._styles.of(child).numbering else form
                noted = bool(self._notes.blocks) and any(one in self._notes.blocks for one in child.iter())
                if form_of_item != "none" and not noted:
                    self._label = f"{written(number, form_of_item)}." if ordered else "•"
                number += -1 if down else 1
            self._element(child, f"{path}/{child.tag}[{counts[child.tag]}]")
            self._label = ""
        self._depth -= 1

    def _form_of(self, element: etree._Element) -> str:
        """How a list, or an item that differs from it, is numbered: a format by its name in Word."""
        declared = self._styles.of(element).numbering
        return _STYLES[declared] if declared else _FORMS.get(element.get("type") or "1", "decimal")

    def _note(self, element: etree._Element, path: str, link: NoteLink) -> None:
        """A footnote, on one line however many paragraphs it has."""
        with self._one_line("\n") as line:
            self._within(element, path)
        line.text = _RETURN.sub("", line.text)
        number = re.escape(link.number)
        own = re.match(rf"[\[(]?(?:{number}|{re.escape(link.number.translate(_RAISED))})[\])]?\.?(?:\s+|$)", line.text)
        if own:
            cut_start(line, own.end())
        raised = link.number.translate(_RAISED)
        self.assembly.put(line, BlockKind.NOTE, path, number=link.number, printed=raised, note=link.name)

    @contextmanager
    def _one_line(self, between: str) -> Iterator[LineText]:
        """All that is read meanwhile goes on one line, with ``between`` between blocks."""
        line = self._line = LineText()
        self._between = between
        yield line
        self._between = ""
        self._line = LineText()

    def _end_line(self) -> None:
        if self._between == " ":
            if self._line.text[-1:] not in ("", "\t"):
                self._line.add(" ")
            return
        if self._between:
            self._line.break_line()
            return
        line, self._line = self._line, LineText()
        words = line.text.strip()
        if not words:
            return
        label, self._label = self._label, ""
        if _OWN_LABEL.match(line.text):
            label = ""
        kind, number = None, None
        if self._level and self._running:
            kind = BlockKind.HEADING
        elif label and label != "•" and (self._depth > 1 or not label[0].isdigit()):
            kind, number = BlockKind.POINT, label
        if not self._level:
            self._running = self._running or is_running_text(f"{label} {words}".strip())
        level = self._level if kind is BlockKind.HEADING else None
        self.assembly.put(line, kind, self._path, number=number, level=level, printed=label)

    # tables

    def _is_table(self, table: etree._Element) -> bool:
        """Whether a table holds figures or words in columns, and does not lay out the page."""
        if not self._running or table.get("role") in ("presentation", "none"):
            return False
        if any(next(table.iterdescendants(tag), None) is not None for tag in ("table", "h1", "h2", "h3", "ol")):
            return False
        cells = [cell for row in table.iter("tr") for cell in row if is_element(cell)]
        wide = any(sum(map(is_element, row)) > 1 for row in table.iter("tr"))
        return wide and all(len("".join(map(str, cell.itertext()))) <= _LONGEST_CELL for cell in cells)

    def _table(self, table: etree._Element, path: str) -> None:
        for caption in table.iter("caption"):
            self._within(caption, f"{path}/caption[1]")
            self._end_line()
        start = self.assembly.size
        for at, row in enumerate(table.iter("tr"), start=1):
            place = f"{path}//tr[{at}]"
            with self._one_line(" ") as line:
                for index, cell in enumerate(filter(is_element, row)):
                    if index:
                        line.text = line.text.rstrip(" ") + "\t"
                    self._within(cell, place)
            line.text = line.text.replace("\n", " ").rstrip(" \t")
            self.assembly.put(line, BlockKind.ROW, place)
        self.assembly.region(start, BlockKind.TABLE)


def _number(text: str | None, default: int) -> int:
    try:
        return min(max(int(text or ""), -1_000_000), 1_000_000)
    except ValueError:
        return default
