"""Lines become paragraphs: by the distance between them, their indent and style, and across the ends of columns and
pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.read.pdf.aligned_tables import table_rows
from extract.read.pdf.text_lines import TextLine

_APART = 1.25
"""Lines further apart than this many times the usual distance do not belong to one paragraph."""

_INDENT = 0.7
"""An indent is at least this part of the size."""

_SHORT = 1.5
"""A line that ends so many sizes before the first word of the next would no longer fit was ended on purpose."""

LABEL = re.compile(
    r"(?P<label>\((?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2}|[A-Z])\)|[a-z]\)|[ivx]{1,5}\)|[a-h]\.)\s+(?=\S)|(?P<bullet>[–—•·▪●*-])\s+(?=\S)"
)
NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\s?(?:bis|ter|quater))?\.)\s+(?=\S)")
ANNEX = re.compile(
    r"(?:Annexe?|Appendix|Enclosure|Attachment|Anexo|Apéndice|Appendice|Приложение|Добавление|附件|المرفق)"
    r"(?:\s+(?P<number>[IVX]+|\d{1,2}|[A-Z]))?\s*[*†⁰¹²³⁴⁵⁶⁷⁸⁹]*"
)
STANDS_ALONE = re.compile(rf"[IVXLC]+\.?|[A-H]\.?|{ANNEX.pattern}")
"""A heading whose title, if it has one, is another heading below it."""

_ENDS = re.compile(r"[.;:,!?][”’\"'»)]*[⁰¹²³⁴⁵⁶⁷⁸⁹*]*$")
_SENTENCE_ENDS = re.compile(r"[.;:!?][”’\"'»)]*[⁰¹²³⁴⁵⁶⁷⁸⁹*]*$")


@dataclass(slots=True)
class PdfParagraph:
    """Lines that belong together; ``apart`` states whether a wider distance parts it from what stands above,
    ``first_indent`` by how many sizes its first line is indented against the margin, ``centred`` that it stands in the
    middle of its column, and ``right`` that it is set to the right of it. A row of a table has its lines by
    ``cells``."""

    lines: list[TextLine] = field(default_factory=list)
    apart: bool = True
    first_indent: float = 0.0
    centred: bool = False
    right: bool = False
    cells: list[list[TextLine]] = field(default_factory=list)

    @property
    def first(self) -> TextLine:
        return self.lines[0]

    @property
    def last(self) -> TextLine:
        return self.lines[-1]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        return all(line.italic for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Measures:
    """How a document is set: the size of most words, the distance of most lines in sizes, and whether paragraphs begin
    with an indent."""

    size: float
    leading: float
    indented: bool


def measure(columns: Sequence[Sequence[TextLine]], size: float) -> Measures:
    """The measures of a document, its columns from page to page given in order."""
    distances = Counter[float]()
    first_indents = plain_starts = 0
    for column in columns:
        margins = _margins(column, size)
        before: TextLine | None = None
        for line in column:
            if abs(line.size - size) > 0.06 * size or line.cell:
                before = None
                continue
            if before is not None:
                distances[round((before.baseline - line.baseline) / size, 1)] += 1
                far = before.baseline - line.baseline > 1.35 * 1.2 * size
                indented = line.left - margins.left > _INDENT * size
                at_margin = abs((before if indented else line).left - margins.left) < 0.2 * size
                first_indents += indented and (far or at_margin)
                plain_starts += far and not indented and at_margin
            before = line
    common = 0.1 * distances.total()
    close = [distance for distance, count in distances.items() if 0.9 <= distance <= 3 and count >= common]
    leading = min(close, default=1.2)
    return Measures(size, leading, first_indents >= plain_starts)


def _margins(column: Sequence[TextLine], size: float) -> _Margins:
    """Where most lines of a column begin, and where the longest end."""
    lefts = Counter[int]()
    for line in column:
        if not line.cell:
            lefts[round(line.left / 2)] += 1 if line.bold else len(line.text)
    if not lefts:
        return _Margins(0.0, 0.0)
    most = max(lefts.values())
    left = min(at for at, weight in lefts.items() if weight >= 0.2 * most) * 2
    near = [line.left for line in column if abs(line.left - left) <= 2 and not line.cell]
    rights = sorted(line.right for line in column if abs(line.size - size) < 0.06 * size) or [
        line.right for line in column
    ]
    return _Margins(min(near, default=float(left)), rights[-1 - len(rights) // 20])


class ParagraphBuilder:
    """Puts lines together, column after column; a paragraph may go on in the next."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._margins = _Margins(0.0, 0.0)
        self.paragraphs: list[PdfParagraph] = []

    def take(self, column: Sequence[TextLine]) -> None:
        """Take the lines of one column of a page."""
        margins = _margins(column, self._measures.size)
        before: TextLine | None = None
        rows = self._rows(column)
        for line in column:
            if id(line) in rows:
                self.paragraphs.extend(rows[id(line)])
                before = line
                continue
            paragraph = self.paragraphs[-1] if self.paragraphs else None
            if paragraph is None:
                goes_on = apart = False
            elif paragraph.cells:
                goes_on, apart = False, True
            elif before is None:
                goes_on = self._across(paragraph, line, margins)
                apart = not goes_on
            else:
                apart = self._far(before, line)
                goes_on = not apart and self._within(paragraph, line, margins)
            if goes_on and paragraph is not None:
                paragraph.lines.append(line)
            else:
                self.paragraphs.append(_begun(line, margins, apart=apart or paragraph is None))
            before = line
        self._margins = margins

    def _rows(self, column: Sequence[TextLine]) -> dict[int, list[PdfParagraph]]:
        """For each line of a table the row that begins with it, none where it is within one, by the line's identity."""
        rows: dict[int, list[PdfParagraph]] = {}
        for table in table_rows(column, self._measures.leading):
            for row in table:
                lines = [line for cell in row for line in cell]
                rows.update((id(line), []) for line in lines)
                rows[id(lines[0])] = [PdfParagraph(lines, cells=row)]
        return rows

    def _far(self, before: TextLine, line: TextLine) -> bool:
        usual = self._measures.leading * max(line.size, before.size)
        return before.baseline - line.baseline > _APART * usual or line.baseline > before.baseline + line.size

    def _within(self, paragraph: PdfParagraph, line: TextLine, margins: _Margins) -> bool:
        """Whether ``line``, close below the last one of ``paragraph``, goes on in it."""
        before = paragraph.last
        if line.cell or before.cell or not _alike(paragraph, line):
            return False
        if line.bold and before.bold:
            return STANDS_ALONE.fullmatch(before.text) is None
        if paragraph.right and abs(before.right - line.right) < 2 and abs(before.left - line.left) > 2:
            return False  # lines set to the right margin, each by itself
        indent = _INDENT * line.size
        label = _labelled(line)
        hanging = len(paragraph.lines) == 1 and _labelled(before)
        further = line.left > before.left + indent and not hanging and not _centred(before, line)
        if further and (len(paragraph.lines) > 1 or before.left <= margins.left + 2):
            return False
        if abs(line.left - before.left) < 2 and self._begins(paragraph, line, margins):
            return False
        if label and _ENDS.search(before.text) and (line.left > margins.left + 2 or hanging):
            return False
        if label and abs(line.left - paragraph.first.left) < 2 and _labelled(paragraph.first):
            return False
        return not self._ended(before, line, margins)

    def _begins(self, paragraph: PdfParagraph, line: TextLine, margins: _Margins) -> bool:
        """Whether ``line``, with the indent of the one above, which begins ``paragraph``, begins another."""
        before = paragraph.last
        if not self._measures.indented or len(paragraph.lines) > 1 or line.left < margins.left + _INDENT * line.size:
            return False
        if margins.right - before.right > _SHORT * line.size:
            return True
        return _ENDS.search(before.text) is not None and not _goes_on(line)

    @staticmethod
    def _ended(before: TextLine, line: TextLine, margins: _Margins) -> bool:
        """Whether ``before`` was ended though the next word would have fitted in."""
        if _centred(before, line):
            return False
        word = line.text.split(" ", 1)[0]
        width = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
        return margins.right - before.right > width + _SHORT * line.size

    def _across(self, paragraph: PdfParagraph, line: TextLine, margins: _Margins) -> bool:
        """Whether ``line``, the first of a column, goes on in the last paragraph of the one before."""
        before = paragraph.last
        if line.cell or before.cell or not _alike(paragraph, line):
            return False
        if line.bold:
            return not (_ENDS.search(before.text) or self._short(before))
        if _ENDS.search(before.text) and _slanted(line) and _slanted(paragraph.first):
            return False  # both begin with a verb in italics
        unended = not (_labelled(line) or self._short(before)) and (_goes_on(line) or not _ENDS.search(before.text))
        if unended and len(paragraph.lines) > 1 and abs(line.left - paragraph.lines[1].left) <= 2:
            return True
        start = line.left - margins.left
        indent = _INDENT * line.size
        if start > indent:
            begun = paragraph.lines[min(1, len(paragraph.lines) - 1)].left - self._margins.left
            return unended and start <= begun + 2 and (len(paragraph.lines) == 1 or start >= begun - 2)
        if len(paragraph.lines) > 1 and paragraph.lines[1].left - self._margins.left > indent:
            return False  # the rest of that paragraph is indented, this line is not
        if self._measures.indented and paragraph.first_indent > _INDENT:
            return not (_labelled(line) and _ENDS.search(before.text))
        if _labelled(line) and _ENDS.search(before.text):
            return False
        return not (_SENTENCE_ENDS.search(before.text) or (self._short(before) and _ENDS.search(before.text)))

    def _short(self, before: TextLine) -> bool:
        return self._margins.right - before.right > 6 * before.size


def _begun(line: TextLine, margins: _Margins, *, apart: bool) -> PdfParagraph:
    before, after = line.left - margins.left, margins.right - line.right
    right = before > 0.3 * (margins.right - margins.left) and (after < 0.5 * line.size or before > 1.5 * after)
    centred = abs(before - after) < 0.6 * line.size and before > 3 * line.size
    return PdfParagraph([line], apart, before / line.size, centred, right)


def _alike(paragraph: PdfParagraph, line: TextLine) -> bool:
    """Whether the line is of the size and weight of the last one."""
    before = paragraph.last
    if abs(before.size - line.size) > 0.06 * max(before.size, line.size):
        return False
    return paragraph.bold == line.bold or not (paragraph.bold or line.bold)


def _centred(before: TextLine, line: TextLine) -> bool:
    return abs((before.left + before.right) - (line.left + line.right)) < 3


def _goes_on(line: TextLine) -> bool:
    """Whether the line begins with a small letter, as a sentence does not."""
    return line.text.lstrip('“"‘(')[:1].islower()


def _slanted(line: TextLine) -> bool:
    return bool(line.italics) and line.italics[0][0] == 0


def _labelled(line: TextLine) -> bool:
    return (NUMBER.match(line.text) or LABEL.match(line.text)) is not None
