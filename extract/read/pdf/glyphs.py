"""What is printed on the pages of a PDF: runs of characters with their place and style, and horizontal rules.

A run is a stretch of one text object of the file, so that all of it has one font, size and baseline. Coordinates are
points from the lower left corner of the page as it is read: a page whose text runs upwards is turned first.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from extract.read.pdf.limits import PdfLimits
from extract.read.unreadable_source import UnreadableSource

_BREAKS = "\r\n"
_HYPHENS = dict.fromkeys((0x02, 0xFFFE), "\u00ad")
"""How pdfium reports a hyphen at the end of a line, real or soft: both are read as a soft one here."""

_WIDE = 1.2
"""A gap of so many times the size within a text object ends a run: the file moves to another column or tab."""

_STRIDE = 16
"""How many characters are looked ahead for the end of a text object, whose characters follow one another."""

_PRINTED_LINE = re.compile(r"[^\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x1f\u00ad]")

_RULE_HEIGHT = 2.5
_RULE_WIDTH = 36
_ITALIC = 64
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Style:
    """The font of a run: its ``name``, and whether it is ``bold`` or ``italic``."""

    name: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class GlyphRun:
    """Characters side by side in one style; ``size`` in points, ``baseline`` the height on which they stand."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    style: Style
    spaced: bool | None = False  # a blank stands before it; None where pdfium put one in
    turned: bool = False  # it runs in another direction than the page's text


class _Stretch(NamedTuple):
    """A run as it is in the file: the points of its baseline where it begins and ends, and the quarters of a turn."""

    text: str
    quarter: int
    size: float
    style: Style
    spaced: bool | None
    begins: tuple[float, float]
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    left: float
    right: float
    height: float


@dataclass(slots=True)
class PrintedPage:
    """A page: its ``number`` from 1, its size in points, what is printed on it, how many characters it has, and how
    many of them have no meaning because the file does not say which characters its glyphs are. ``images`` states
    whether pictures stand on it, ``turn`` by how many quarters of a turn (counter-clockwise) its text is turned in
    the file. The places on a ``mirrored`` page, whose script runs to the left, are counted from its right edge."""

    number: int
    width: float
    height: float
    runs: list[GlyphRun]
    rules: list[Rule]
    characters: int = 0
    unmapped: int = 0
    images: bool = False
    turn: int = 0
    mirrored: bool = False

    def file_box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """``box`` (left, bottom, right, top) in the coordinates of the file."""
        if self.mirrored:
            box = self.width - box[2], box[1], self.width - box[0], box[3]
        size = (self.height, self.width) if self.turn % 2 else (self.width, self.height)
        (x0, y0), (x1, y1) = (_turned(point, -self.turn, size) for point in (box[:2], box[2:]))
        left, bottom, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)


def printed_pages(name: str, document: pdfium.PdfDocument, limits: PdfLimits) -> Iterator[PrintedPage]:
    """The pages of ``document`` in order. Raises ``UnreadableSource`` for a page that cannot be read and where a limit
    is exceeded."""
    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            raise UnreadableSource(name, f"page {index + 1} of the PDF is damaged; get the file again") from None
        try:
            count = text.count_chars()
            objects = pdf.FPDFPage_CountObjects(page.raw)
            characters += count
            _check(name, index + 1, "characters", count, limits.page_characters)
            _check(name, index + 1, "objects", objects, limits.page_objects)
            if characters > limits.characters:
                raise UnreadableSource(name, f"more than {limits.characters:,} characters, the limit for a PDF")
            yield _Glyphs(index + 1, page, text, count).page()
        finally:
            text.close()
            page.close()


def _check(name: str, page: int, what: str, count: int, limit: int) -> None:
    if count > limit:
        raise UnreadableSource(name, f"{count:,} {what} on page {page}, more than the limit of {limit:,} for a PDF")


class _Glyphs:
    """Takes the runs and rules of one page."""

    def __init__(self, number: int, page: pdfium.PdfPage, text: pdfium.PdfTextPage, count: int) -> None:
        self._number = number
        self._page = page
        self._text = text
        self._count = count
        self._styles: dict[int, Style] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdf.FS_MATRIX()
        self._box = pdf.FS_RECTF()
        self._corner = (0.0, 0.0)

    def page(self) -> PrintedPage:
        left, bottom, right, top = self._page.get_cropbox()
        self._corner = left, bottom
        width, height = right - left, top - bottom
        characters = self._characters()
        if _runs_to_the_left(characters):
            return self._mirrored(characters, width, height)
        stretches = list(self._stretches(characters))
        weights = Counter[int]()
        for stretch in stretches:
            weights[stretch.quarter] += len(stretch.text)
        turn = weights.most_common(1)[0][0] if weights else 0
        printed = PrintedPage(self._number, width, height, [], [], characters=self._count, turn=turn)
        if turn % 2:
            printed.width, printed.height = height, width
        size = printed.width, printed.height
        for text, quarter, height_of_print, style, spaced, begins, ends in stretches:
            left, baseline = _turned(begins, turn, size)
            right, _ = _turned(ends, turn, size)
            printed.runs.append(GlyphRun(text, left, right, baseline, height_of_print, style, spaced, quarter != turn))
            if "\0" in text or not text.isascii():
                printed.unmapped += sum(map(_meaningless, text))
        self._take_paths(printed)
        return printed

    def _mirrored(self, characters: str, width: float, height: float) -> PrintedPage:
        """A page in a script that runs to the left: pdfium knows the order of its words, line by line, and what is
        raised among them is not looked for."""
        printed = PrintedPage(self._number, width, height, [], [], characters=self._count, mirrored=True)
        for match in _PRINTED_LINE.finditer(characters):
            own = [index for index in range(*match.span()) if self._object(index) is not None]
            text = _CONTROLS.sub("", match[0]).strip()
            if not own or not text:
                continue
            boxes = [self._loose_box(index) for index in own]
            left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
            size = pdf.FPDFText_GetFontSize(self._text.raw, own[0])
            style = self._style(pdf.FPDFText_GetTextObject(self._text.raw, own[0]))
            baseline = self._origin(own[0])[1]
            printed.runs.append(GlyphRun(text, width - right, width - left, baseline, size, style, spaced=True))
        self._take_paths(printed)
        printed.rules = [Rule(width - one.right, width - one.left, one.height) for one in printed.rules]
        return printed

    def _loose_box(self, index: int) -> tuple[float, float]:
        """Left and right end of a character."""
        pdf.FPDFText_GetLooseCharBox(self._text.raw, index, self._box)
        return self._box.left - self._corner[0], self._box.right - self._corner[0]

    def _stretches(self, characters: str) -> Iterator[_Stretch]:
        """The runs of the page, in the order of the file."""
        count = len(characters)
        index = 0
        while index < count:
            address = self._object(index)
            if address is None:
                index += 1
                continue
            begin = index
            while index + _STRIDE < count and self._object(index + _STRIDE) == address:
                index += _STRIDE
            low, high = index, min(index + _STRIDE, count)
            while high - low > 1:
                middle = (low + high) // 2
                if self._object(middle) == address:
                    low = middle
                else:
                    high = middle
            index = low + 1
            yield from self._run(characters, begin, index)

    def _object(self, index: int) -> int | None:
        """The address of the text object that holds a character; None of a blank that pdfium put in."""
        handle = pdf.FPDFText_GetTextObject(self._text.raw, index)
        return ctypes.addressof(handle.contents) if handle else None

    def _characters(self) -> str:
        """The characters of the page, one for each index."""
        text: str = self._text.get_text_range()
        if len(text) != self._count:  # some have no meaning, or are more than one code unit of the range
            unicode_of = pdf.FPDFText_GetUnicode
            raw = self._text.raw
            text = "".join(map(chr, (unicode_of(raw, index) for index in range(self._count))))
        return text if text.isascii() and "\x02" not in text else text.translate(_HYPHENS)

    def _run(self, characters: str, begin: int, end: int) -> Iterator[_Stretch]:
        """The run of one text object, or several where there are wide gaps in it."""
        text = characters[begin:end]
        words = text.strip()
        if not words:
            return
        lead = len(text) - len(text.lstrip())
        handle = pdf.FPDFText_GetTextObject(self._text.raw, begin)
        pdf.FPDFText_GetMatrix(self._text.raw, begin, self._matrix)
        matrix = self._matrix
        size = pdf.FPDFText_GetFontSize(self._text.raw, begin) * (math.hypot(matrix.c, matrix.d) or 1.0)
        quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        style = self._style(handle)
        first = begin + lead
        spaced: bool | None = first == 0 or characters[first - 1].isspace()
        if spaced and first == begin and first and self._object(first - 1) is None:
            spaced = None
        last = first + len(words)
        start = self._origin(first)
        at = first
        position = text.find(" ", lead)
        while 0 <= position < lead + len(words):
            stop = begin + position
            following = stop + 1
            while characters[following] == " ":
                following += 1
            ended, resumed = self._origin(stop), self._origin(following)
            if math.dist(ended, resumed) > _WIDE * size:
                yield _Stretch(characters[at:stop], quarter, size, style, spaced, start, ended)
                at, start, spaced = following, resumed, True
            position = text.find(" ", following - begin)
        yield _Stretch(characters[at:last], quarter, size, style, spaced, start, self._end(last - 1, quarter))

    def _origin(self, index: int) -> tuple[float, float]:
        pdf.FPDFText_GetCharOrigin(self._text.raw, index, self._x, self._y)
        return self._x.value - self._corner[0], self._y.value - self._corner[1]

    def _end(self, index: int, quarter: int) -> tuple[float, float]:
        """Where the character at ``index`` ends on its baseline."""
        pdf.FPDFText_GetLooseCharBox(self._text.raw, index, self._box)
        x, y = self._origin(index)
        box, (left, bottom) = self._box, self._corner
        return ((box.right - left, y), (x, box.top - bottom), (box.left - left, y), (x, box.bottom - bottom))[quarter]

    def _style(self, handle: object) -> Style:
        font = pdf.FPDFTextObj_GetFont(handle)
        address = ctypes.addressof(font.contents) if font else 0
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = _style_of(font)
        return style

    def _take_paths(self, printed: PrintedPage) -> None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        page = self._page.raw
        spans: list[tuple[float, float, float]] = []
        for index in range(pdf.FPDFPage_CountObjects(page)):
            item = pdf.FPDFPage_GetObject(page, index)
            kind = pdf.FPDFPageObj_GetType(item)
            if kind == pdf.FPDF_PAGEOBJ_IMAGE:
                printed.images = True
            elif kind == pdf.FPDF_PAGEOBJ_PATH:
                pdf.FPDFPageObj_GetBounds(item, left, bottom, right, top)
                x, y = self._corner
                corners = ((left.value - x, bottom.value - y), (right.value - x, top.value - y))
                size = printed.width, printed.height
                (x0, y0), (x1, y1) = (_turned(corner, printed.turn, size) for corner in corners)
                if abs(y1 - y0) <= _RULE_HEIGHT:
                    spans.append((round((y0 + y1) / 2, 1), min(x0, x1), max(x0, x1)))
        printed.rules = list(_joined(spans))


def _joined(spans: list[tuple[float, float, float]]) -> Iterator[Rule]:
    """Rules of the pieces that meet."""
    before: tuple[float, float, float] | None = None
    for height, left, right in sorted(spans):
        if before is not None and abs(before[0] - height) < 1 and left <= before[2] + 1:
            before = before[0], before[1], max(before[2], right)
            continue
        if before is not None and before[2] - before[1] >= _RULE_WIDTH:
            yield Rule(before[1], before[2], before[0])
        before = height, left, right
    if before is not None and before[2] - before[1] >= _RULE_WIDTH:
        yield Rule(before[1], before[2], before[0])


def _style_of(font: object) -> Style:
    if not font:
        return Style("", bold=False, italic=False)
    size = pdf.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdf.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    folded = name.lower()
    italic = bool(pdf.FPDFFont_GetFlags(font) & _ITALIC) or "italic" in folded or "oblique" in folded
    return Style(name, bold="bold" in folded or pdf.FPDFFont_GetWeight(font) >= _BOLD, italic=italic)


def _turned(point: tuple[float, float], turn: int, size: tuple[float, float]) -> tuple[float, float]:
    """Where a point of a page is once text that runs ``turn`` quarters counter-clockwise is upright; ``size`` is width
    and height of the upright page."""
    (x, y), (width, height) = point, size
    match turn % 4:
        case 1:
            return y, height - x
        case 2:
            return width - x, height - y
        case 3:
            return width - y, x
    return x, y


def _runs_to_the_left(characters: str) -> bool:
    """Whether most letters are of a script that runs to the left: Hebrew, Arabic."""
    if characters.isascii():
        return False
    left = sum("\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc" for character in characters)
    return left * 2 > sum(map(str.isalpha, characters))


def _meaningless(character: str) -> bool:
    """Whether a character stands for a glyph of which the file does not say what it means."""
    return character in "\0\ufffd" or "\ue000" <= character <= "\uf8ff"
