"""The words of a paragraph in Word: runs, links, fields and footnote marks, with tracked insertions and without what
was deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extract.read.assembly import LineText
from extract.read.word.note_marks import NoteMarks
from extract.read.word.package import R, W, tag_name, value
from extract.read.word.styles import Styles, WordLook, look_of
from extract.source import BlockKind

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_HOLDERS = frozenset(("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ruby", "rubyBase"))
_DELETED = frozenset(("del", "moveFrom"))
_BOXES = frozenset(("drawing", "pict", "object", "AlternateContent"))
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_BULLETS = (0xF0B7, 0xF0A7, 0xB7)
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class _Field:
    """An open field: its code so far, whether its result has begun, and where on which line that was."""

    code: str = ""
    shown: bool = False
    line: LineText | None = None
    start: int = 0

    @property
    def skipped(self) -> bool:
        """Whether words are no text: the code of a field, or a page number."""
        return not self.shown or self.code.split(maxsplit=1)[:1] in [[name] for name in _PAGE_FIELDS]

    @property
    def address(self) -> str:
        """The address of a link, empty for other fields and for places in the file itself."""
        words = self.code.split('"')
        if not self.code.strip().upper().startswith("HYPERLINK"):
            return ""
        if len(words) > 1 and "\\l" not in words[0]:
            return words[1].strip()
        plain = words[0].split()
        return plain[1] if len(plain) > 1 and not plain[1].startswith("\\") else ""


class WordsReader:
    """Reads the paragraphs of one part of a file (the main text, the footnotes, a header) in order; ``boxes`` are the
    text boxes met since they were last taken, ``tracked`` says whether there were tracked changes."""

    def __init__(self, styles: Styles, links: Mapping[str, tuple[str, str, bool]], marks: NoteMarks) -> None:
        self.boxes: list[etree._Element] = []
        self.tracked = False
        self._styles = styles
        self._links = links
        self._marks = marks
        self._fields: list[_Field] = []
        self._line = LineText()

    def take(self, paragraph: etree._Element, line: LineText) -> None:
        """Add the words of ``paragraph`` to ``line``."""
        self._line = line
        look, first = self._styles.look(value(paragraph, "pPr/pStyle") or ""), len(line.inline)
        for child in paragraph:
            self._inline(child, look)
        _join_neighbours(line, first)

    def _inline(self, element: etree._Element, look: WordLook) -> None:
        name = tag_name(element)
        if name == "r":
            self._run(element, look)
        elif name == "hyperlink":
            self._hyperlink(element, look)
        elif name == "fldSimple":
            self._fields.append(
                _Field(element.get(f"{W}instr") or "", shown=True, line=self._line, start=len(self._line.text))
            )
            for child in element:
                self._inline(child, look)
            self._end_field()
        elif name in _DELETED:
            self.tracked = True
        elif name in _HOLDERS:
            self.tracked = self.tracked or name in ("ins", "moveTo")
            for child in element:
                self._inline(child, look)
        elif name in ("oMath", "oMathPara"):
            self._text("".join(part.text or "" for part in element.iter("{*}t")), look)
        elif name in _BOXES:
            self.boxes.extend(_boxes(element))

    def _hyperlink(self, element: etree._Element, look: WordLook) -> None:
        _, target, external = self._links.get(element.get(f"{R}id") or "", ("", "", False))
        anchor = element.get(f"{W}anchor")
        start = len(self._line.text)
        for child in element:
            self._inline(child, look)
        if external and target:
            self._line.mark(start, BlockKind.LINK, f"{target}#{anchor}" if anchor else target)

    def _run(self, run: etree._Element, outer: WordLook) -> None:
        look = look_of(run).within(self._styles.look(value(run, "rPr/rStyle") or "")).within(outer)
        start, custom, noted = len(self._line.text), "", False
        for child in run:
            name = tag_name(child)
            if name in ("footnoteReference", "endnoteReference"):
                noted = True
                custom = self._note_mark(child, name.removesuffix("Reference"))
            elif custom and name in ("t", "sym"):
                self._mark(child.text or "*", custom)
                custom = ""
            else:
                self._piece(child, name, look)
        if custom:
            self._mark("", custom)
        if look.italic and not noted:
            self._line.mark(start, BlockKind.ITALIC)
        if look.raised and not noted:
            self._line.mark(start, BlockKind.SUPERSCRIPT)

    def _piece(self, element: etree._Element, name: str, look: WordLook) -> None:
        match name:
            case "t":
                self._text(element.text or "", look)
            case "tab" | "ptab":
                self._text(" ", look)
            case "br" | "cr":
                if not look.hidden and element.get(f"{W}type", "textWrapping") == "textWrapping":
                    self._line.break_line()
            case "noBreakHyphen":
                self._text("-", look)
            case "sym":
                self._text(_symbol(element), look)
            case "fldChar":
                self._field(element.get(f"{W}fldCharType") or "")
            case "instrText":
                if self._fields:
                    self._fields[-1].code += element.text or ""
            case _ if name in _BOXES:
                self.boxes.extend(_boxes(element))
            case "ruby":
                self._inline(element, look)

    def _text(self, text: str, look: WordLook) -> None:
        if look.hidden or any(field.skipped for field in self._fields):
            return
        text = text.replace("\xad", "")
        self._line.add(text.translate(RAISED) if look.raised else text)

    # footnotes

    def _note_mark(self, reference: etree._Element, kind: str) -> str:
        """Put in a mark with its number; the key of the note where the file has a mark of its own instead."""
        custom = reference.get(f"{W}customMarkFollows") in ("1", "true", "on")
        printed, key = self._marks.refer(kind, reference.get(f"{W}id") or "", custom=custom)
        if custom:
            return key
        self._mark(printed, key)
        return ""

    def _mark(self, printed: str, key: str) -> None:
        self._line.text = self._line.text.rstrip(" ")
        start = len(self._line.text)
        self._line.text += printed.translate(RAISED)
        self._marks.print(key, printed)
        self._line.inline.append((start, len(self._line.text), BlockKind.MARKER, printed, key))

    # fields

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            field = self._fields[-1]
            field.shown, field.line, field.start = True, self._line, len(self._line.text)
        elif kind == "end" and self._fields:
            self._end_field()

    def _end_field(self) -> None:
        field = self._fields.pop()
        if field.shown and field.address:
            self._line.mark(field.start if field.line is self._line else 0, BlockKind.LINK, field.address)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, those within another apart; of alternatives the first is read."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        name = tag_name(one)
        if name == "txbxContent":
            yield one
        elif name == "AlternateContent":
            waiting.extend(list(one)[:1])
        else:
            waiting.extend(reversed(one))


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    if code in _BULLETS:
        return "•"
    return chr(code) if 0x20 <= code < 0xD800 and code not in _PRIVATE else ""


def _join_neighbours(line: LineText, first: int) -> None:
    """Make one of stretches in italics, or raised, that follow each other without words between, from the inline block
    with index ``first`` on."""
    joined: list[tuple[int, int, BlockKind, str, str]] = []
    last: dict[BlockKind, int] = {}
    for start, end, kind, text, note in line.inline[first:]:
        at = last.get(kind) if kind in (BlockKind.ITALIC, BlockKind.SUPERSCRIPT) else None
        if at is not None and not line.text[joined[at][1] : start].strip(" "):
            joined[at] = (joined[at][0], end, kind, text, note)
            continue
        last[kind] = len(joined)
        joined.append((start, end, kind, text, note))
    line.inline[first:] = joined
