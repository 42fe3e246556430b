"""From the bytes of a .docx file to its source: the header of the first page, the text, then the notes.

What Word knows for certain is little: what is raised or in italics, where links lead, which note a mark refers to,
what is a table or a heading. Numbers are printed as Word would; what a paragraph is, is left to be read from them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from extract.read.assembly import Assembly, LineText
from extract.read.line_start import cut_start
from extract.read.running_text import is_running_text
from extract.read.unreadable_source import UnreadableSource
from extract.read.word.list_numbering import AutomaticNumber, ListNumbering
from extract.read.word.note_marks import NoteMarks, key_of
from extract.read.word.package import Package, R, W, child, is_on, looks_like_office, tag_name, value
from extract.read.word.paragraph_words import RAISED, WordsReader
from extract.read.word.styles import Styles, outline_level
from extract.source import BlockKind, Notice, Source

looks_like_word = looks_like_office

_HOLDERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_BARE_LABEL = re.compile(r"(?:[a-z]{1,5}|[A-Z])[.)]")
"""A letter that is not in brackets, as the labels of points are in print."""

_LONGEST_HEADING = 400
_TRACKED = Notice("tracked-changes", "The file has tracked changes: insertions are read, deletions are not.")


def read_word(name: str, raw: bytes) -> Source:
    """The source that ``raw`` holds.

    Raises ``UnreadableSource`` for what is no .docx file, is damaged, protected or too large when inflated, or holds
    no text.
    """
    package = Package(name, raw)
    return _FileReader(package).source(name, hashlib.sha256(raw).hexdigest())


class _FileReader:
    """Reads one file, part after part, into an assembly."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = ListNumbering(package.related("numbering"), self._styles)
        self._body = package.parsed(package.main).find(f"{W}body")
        sections = list(self._body.iter(f"{W}sectPr")) if self._body is not None else []
        self._section = sections[0] if sections else None
        self._marks = NoteMarks(package.related("settings"), sections[-1] if sections else None)
        self._assembly = Assembly()
        self._running = False
        self._tracked = False
        self._words = self._reader_of(package.main)
        self._open: LineText | None = None  # of a paragraph whose end is deleted

    def source(self, name: str, sha256: str) -> Source:
        """The whole file."""
        self._header()
        if self._body is not None:
            self._words = self._reader_of(self._package.main)
            self._take_all(self._body, "/w:document/w:body")
        self._notes()
        if not self._assembly.text.strip():
            raise UnreadableSource(name, "no text in it")
        return Source(
            name,
            self._assembly.text,
            sha256,
            blocks=self._assembly.blocks,
            exhaustive=(BlockKind.SUPERSCRIPT,),
            placed=self._assembly.placed,
            notices=(_TRACKED,) if self._tracked or self._words.tracked else (),
        )

    def _reader_of(self, part: str) -> WordsReader:
        return WordsReader(self._styles, self._package.relationships(part), self._marks)

    def _header(self) -> None:
        """The header of the first page, which bears the symbol, the organ and the date; later ones repeat it."""
        if self._section is None:
            return
        kind = "first" if is_on(self._section, "titlePg") else "default"
        headers = (one for one in self._section.iter(f"{W}headerReference") if one.get(f"{W}type") == kind)
        reference = next(headers, None)
        found = self._package.relationships(self._package.main)
        _, part, external = found.get(reference.get(f"{R}id") or "" if reference is not None else "", ("", "", True))
        root = None if external else self._package.part(part)
        if root is not None:
            self._words = self._reader_of(part)
            self._take_all(root, f"{part}/w:hdr")
            self._tracked = self._words.tracked

    # blocks

    def _take_all(self, parent: etree._Element, path: str, kind: BlockKind | None = None) -> None:
        """Take in the paragraphs and tables in ``parent``; ``kind`` is what all of them are, if anything."""
        for element, place in _children(parent, path):
            name = tag_name(element)
            if name == "p":
                self._paragraph(element, place, kind)
            elif name == "tbl":
                self._table(element, place, kind)
            elif name in _HOLDERS:
                self._take_all(element, place, kind)
            elif name == "AlternateContent" and len(element):
                self._take_all(element[0], place, kind)

    def _paragraph(self, paragraph: etree._Element, path: str, kind: BlockKind | None) -> None:
        line = self._open or LineText()
        self._words.take(paragraph, line)
        boxes, self._words.boxes = self._words.boxes, []
        if child(paragraph, "pPr/rPr/del") is not None:
            self._open = line
            self._words.tracked = True
        else:
            self._open = None
            style = value(paragraph, "pPr/pStyle") or ""
            automatic = self._numbering.next(paragraph, style)
            level = 0 if kind else self._level(paragraph, style, line, automatic)
            self._put(line, path, automatic, BlockKind.HEADING if level else kind, level)
        for box in boxes:
            self._take_all(box, path, BlockKind.FURNITURE if self._running else None)
        if child(paragraph, "pPr/sectPr") is not None:
            self._marks.end_section()

    def _level(self, paragraph: etree._Element, style: str, line: LineText, automatic: AutomaticNumber | None) -> int:
        """The level of a heading; 0 for what is none, or not certain to be one."""
        if not self._running or len(line.text) > _LONGEST_HEADING or (automatic and automatic.form == "bullet"):
            return 0
        own = value(paragraph, "pPr/outlineLvl")
        return self._styles.heading_level(style) if own is None else outline_level(own)

    def _put(
        self, line: LineText, path: str, automatic: AutomaticNumber | None, kind: BlockKind | None, level: int = 0
    ) -> None:
        printed = automatic.printed if automatic else ""
        if kind is None and _BARE_LABEL.fullmatch(printed):
            kind = BlockKind.POINT
        if kind is not BlockKind.HEADING:
            self._running = self._running or is_running_text(f"{printed} {line.text}".strip())
        self._assembly.put(line, kind, path, number=printed or None, level=level or None, printed=printed)

    # tables

    def _table(self, table: etree._Element, path: str, kind: BlockKind | None) -> None:
        rows = [(row, place) for row, place in _rows(table, path) if child(row, "trPr/del") is None]
        wide = any(len(list(_cells(row))) > 1 for row, _ in rows)
        if kind is not None or not self._running or not wide:
            for row, place in rows:
                for cell in _cells(row):
                    self._layout_cell(cell, place, kind, wide=wide)
            return
        start = self._assembly.size
        for row, place in rows:
            line = LineText()
            for index, cell in enumerate(_cells(row)):
                if index:
                    line.text = line.text.rstrip(" ") + "\t"
                self._cell(cell, line, " ")
            line.text = line.text.rstrip(" \t\n")
            self._assembly.put(line, BlockKind.ROW, place)
        self._assembly.region(start, BlockKind.TABLE)

    def _layout_cell(self, cell: etree._Element, path: str, kind: BlockKind | None, *, wide: bool) -> None:
        """A cell of a table that lays out the page: each is a line of its own, in a box of one cell each paragraph."""
        if not wide:
            self._take_all(cell, path, kind)
            return
        line = LineText()
        self._cell(cell, line, "\n")
        self._put(line, path, None, kind)

    def _cell(self, cell: etree._Element, line: LineText, between: str) -> None:
        """Add the words of a cell, and of tables in it, to ``line``, with ``between`` between its paragraphs."""
        for paragraph in cell.iter(f"{W}p"):
            if any(tag_name(one) == "txbxContent" for one in paragraph.iterancestors()):
                continue
            if line.text and line.text[-1] not in "\t\n":
                if between == "\n":
                    line.break_line()
                else:
                    line.add(between)
            automatic = self._numbering.next(paragraph, value(paragraph, "pPr/pStyle") or "")
            if automatic:
                line.add(f"{automatic.printed} ")
            self._words.take(paragraph, line)
        self._words.boxes = []
        if between != "\n":
            line.text = line.text.replace("\n", " ")

    # notes

    def _notes(self) -> None:
        """The notes in the order of their marks, footnotes first; those that nothing refers to are not printed."""
        for kind in ("footnote", "endnote"):
            part, elements = self._notes_of(kind)
            self._tracked = self._tracked or self._words.tracked
            self._words = self._reader_of(part)
            for referred, identifier in self._marks.referred:
                note = elements.get(identifier) if referred == kind else None
                if note is not None:
                    self._note(note, kind, identifier, f"{part}/w:{kind}s/w:{kind}[@w:id='{identifier}']")

    def _notes_of(self, kind: str) -> tuple[str, dict[str, etree._Element]]:
        relations = self._package.relationships(self._package.main).values()
        part = next((target for found, target, external in relations if found == f"{kind}s" and not external), "")
        root = self._package.part(part) if part else None
        notes = root.iter(f"{W}{kind}") if root is not None else ()
        return part, {note.get(f"{W}id") or "": note for note in notes if (note.get(f"{W}type") or "") not in _NO_NOTES}

    def _note(self, note: etree._Element, kind: str, identifier: str, path: str) -> None:
        line = LineText()
        for paragraph in note.iter(f"{W}p"):
            line.break_line()
            self._words.take(paragraph, line)
        self._words.boxes = []
        printed = self._marks.printed(kind, identifier)
        raised = printed.translate(RAISED)
        _drop_start(line, printed)
        self._assembly.put(line, BlockKind.NOTE, path, number=printed, printed=raised, note=key_of(kind, identifier))


def _drop_start(line: LineText, printed: str) -> None:
    """Leave out a note's own mark where it is typed before its words."""
    for mark in {printed, printed.translate(RAISED)} - {""}:
        rest = line.text.removeprefix(mark)
        if rest != line.text and (rest[:1].isspace() or not printed[0].isalnum()):
            cut_start(line, len(line.text) - len(rest.lstrip()))
            return


def _children(parent: etree._Element, path: str) -> Iterator[tuple[etree._Element, str]]:
    """The elements in ``parent`` with their paths, of which each step bears its place among those of its name."""
    counts: Counter[str] = Counter()
    for element in parent:
        name = tag_name(element)
        counts[name] += 1
        yield element, f"{path}/w:{name}[{counts[name]}]"


def _rows(table: etree._Element, path: str) -> Iterator[tuple[etree._Element, str]]:
    for element, place in _children(table, path):
        name = tag_name(element)
        if name == "tr":
            yield element, place
        elif name in _HOLDERS:
            yield from _rows(element, place)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        name = tag_name(element)
        if name == "tc":
            yield element
        elif name in _HOLDERS:
            yield from _cells(element)
