"""A source: the text that everything is read from, what its format knows of that text, and the way back into the file.

Offsets are Unicode code points of ``Source.text``. A reader (``extract/read/``) makes the text and lays **blocks** over
it: what its format knows for certain, and nothing else. What no block states is left open, and guessed from the text
by ``extract/structure/``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from extract.metadata import Metadata


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a source text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a format can know of a stretch of text.

    *Regions* hold other blocks and may nest; what lies between their blocks is in them too:

    - ``DOCUMENT`` one act of several in a file with its notes, ``number`` the letter of a lettered part;
    - ``HEAD`` what stands above the opening formula: cover, symbol, dates, title;
    - ``PREAMBLE``, ``OPERATIVE``, ``CLOSING`` (meeting, date, vote) and ``ANNEX``, ``number`` that of the annex;
    - ``TABLE``, whose rows are its ``ROW`` blocks, or its lines where it has none, cells parted by tabs;
    - ``PAGE``, ``number`` as printed.

    *Lines* follow one another and do not overlap; each is one thing on the page, over as many lines as it takes:

    - ``TITLE`` of the document, ``FORMULA`` with which its organ opens, ``HEADING``, ``number`` that of its section;
    - ``PARAGRAPH`` a paragraph of the first level: a recital, an operative paragraph, an article;
    - ``POINT`` a labelled paragraph below it, ``level`` 2 on; one without a label belongs to the unit that holds it;
    - ``CONTINUATION`` more of the paragraph (``level`` 1) or point of that level: a quotation, the words after a list;
    - ``ROW`` of a table; ``NOTE`` the words of a footnote; ``FURNITURE`` what a page adds: headers, page numbers.

    *Inline* blocks lie within lines: ``MARKER`` the place of a footnote, with the printed marker or of no length;
    ``SUPERSCRIPT`` what is raised, whatever it means; ``ITALIC``; ``LINK``, ``target`` its address.
    """

    DOCUMENT = "document"
    HEAD = "head"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    CLOSING = "closing"
    ANNEX = "annex"
    TABLE = "table"
    PAGE = "page"

    TITLE = "title"
    FORMULA = "formula"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    CONTINUATION = "continuation"
    ROW = "row"
    NOTE = "note"
    FURNITURE = "furniture"

    MARKER = "marker"
    SUPERSCRIPT = "superscript"
    ITALIC = "italic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """What a format knows of the stretch ``span``.

    ``number`` is its number or label as the document bears it (``1.``, ``(a)``, ``2 bis``, ``II``; of a note and a
    marker ``1`` or ``*``): empty where it has none, None where the format does not say. It need not be printed in the
    text; where it is, ``label`` is how many characters at the start of the span are number and space, not words.
    ``level`` is 1 for a paragraph, 2 for its points, 3 for theirs; of headings likewise from the top; None where the
    format does not say. ``language`` is a BCP 47 code, empty where it is the source's. ``note`` is any word that a
    marker and its note share and no other note has; without it they are matched by number. ``target`` is the address
    of a link as written.
    """

    span: Span
    kind: BlockKind
    number: str | None = None
    level: int | None = None
    label: int = 0
    language: str = ""
    note: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file as received: what its format has of ``line`` and ``column`` (from 1, text), ``page`` (from 1)
    with ``box`` (left, bottom, right, top in points from the page's lower left corner, PDF), and ``path`` of the
    element (XPath, for XML, HTML and the main part of Word). What it has not is 0, None or empty."""

    line: int = 0
    column: int = 0
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    path: str = ""

    def __str__(self) -> str:
        """In words: ``page 3, line 12, column 4``."""
        parts = (("page", self.page), ("line", self.line), ("column", self.column))
        words = [f"{name} {number}" for name, number in parts if number]
        return ", ".join([*words, self.path] if self.path else words)


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A stretch of the text and the place in the file from which it was taken."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Notice:
    """What whoever relies on a source must know of how it was read: a stable ``code``, and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received: ``name`` relative to the inputs' common folder with ``/``, the text made of it and the
    SHA-256 of its raw bytes (64 hex digits).

    ``blocks`` are in order of start, longer ones first. ``exhaustive`` are the kinds that the format never leaves out:
    where no block of such a kind lies, nothing of it is there, and it is not looked for. ``placed`` are stretches of
    the text in order, without overlap, with their places in the file; none where the text is the file's own, line for
    line. ``language`` is that of the whole (BCP 47), empty where the format does not say. ``notices`` become
    diagnostics of the reading. ``format`` is the name of the format that it was read from.
    """

    name: str
    text: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    exhaustive: tuple[BlockKind, ...] = ()
    placed: tuple[PlacedSpan, ...] = ()
    language: str = ""
    metadata: Metadata | None = None
    notices: tuple[Notice, ...] = ()
    format: str = ""

    def locate(self, span: Span) -> tuple[Place, ...]:
        """The places in the file from which ``span`` was taken, in order; at least one for every span of the text.
        For text that is line and column of its first character."""
        if not self.placed:
            return (self._line(span.start),)
        first = max(bisect_right(self.placed, span.start, key=_start) - 1, 0)
        if self.placed[first].span.end <= span.start and first + 1 < len(self.placed):
            first += self.placed[first + 1].span.start < span.end
        found = [self.placed[first].place]
        for placed in self.placed[first + 1 :]:
            if placed.span.start >= span.end:
                break
            if placed.place != found[-1]:
                found.append(placed.place)
        return tuple(found)

    def _line(self, offset: int) -> Place:
        text = self.text
        line = 1 + text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
        begin = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        return Place(line, offset - begin + 1)


def _start(placed: PlacedSpan) -> int:
    return placed.span.start
