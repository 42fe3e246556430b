"""From the bytes of a PDF to its source: paragraphs in the order of reading, notes and what pages add after the
paragraph in which the page ends."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from extract.read.pdf.document_outline import Item, outline
from extract.read.pdf.furniture import most_common_size, parted_pages
from extract.read.pdf.glyphs import PrintedPage, printed_pages
from extract.read.pdf.joining import Joiner
from extract.read.pdf.limits import LIMITS, PdfLimits
from extract.read.pdf.notes import NoteReader, PdfNote
from extract.read.pdf.opening import open_document
from extract.read.pdf.paragraphs import ParagraphBuilder, measure
from extract.read.pdf.text_lines import TextLine, lines_of_pages
from extract.read.pdf.writing import SourceWriter
from extract.read.unreadable_source import UnreadableSource
from extract.source import BlockKind, Source, Span

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_UNMAPPED = 0.3
"""Where more than this part of the characters has no meaning, the text layer is of no use."""

_FEW = 20
"""A page with fewer characters and a picture on it is taken for a scan."""


def looks_like_pdf(raw: bytes) -> bool:
    """Whether ``raw`` begins as a PDF does."""
    return _HEADER in raw[:_HEADER_WITHIN]


def read_pdf(name: str, raw: bytes, limits: PdfLimits = LIMITS) -> Source:
    """The source that ``raw`` holds.

    Raises ``UnreadableSource`` for what is no PDF, is damaged or encrypted, exceeds ``limits``, or has no text: a scan.
    """
    if not looks_like_pdf(raw):
        raise UnreadableSource(name, "no PDF" if raw else "an empty file")
    document = open_document(name, raw, limits)
    try:
        pages = list(printed_pages(name, document, limits))
    finally:
        document.close()
    _check_text(name, pages)
    return source_of(name, hashlib.sha256(raw).hexdigest(), pages)


def _check_text(name: str, pages: Sequence[PrintedPage]) -> None:
    characters = sum(page.characters for page in pages)
    scanned = [page.number for page in pages if page.images and page.characters < _FEW]
    if not any(page.runs for page in pages):
        kind = "a scan without a text layer" if scanned else "no text in it"
        raise UnreadableSource(name, f"{kind}; read it with --ocr" if scanned else kind)
    if sum(page.unmapped for page in pages) > _UNMAPPED * characters:
        raise UnreadableSource(name, "its text layer does not say which characters it shows; read it with --ocr")
    if len(scanned) * 2 > len(pages):
        raise UnreadableSource(
            name, f"a scan: {len(scanned)} of its {len(pages)} pages have no text layer; read it with --ocr"
        )


def source_of(name: str, sha256: str, pages: Sequence[PrintedPage]) -> Source:
    """The source of a document whose ``pages`` are printed so."""
    lines = list(zip(pages, lines_of_pages(pages), strict=True))
    size = most_common_size([line for _, of_page in lines for line in of_page])
    parts = parted_pages(lines, size)
    reader = NoteReader(size)
    taken = [reader.take(of_page) for of_page in parts]
    columns = [_columns(words) for words, _, _ in taken]
    builder = ParagraphBuilder(measure([column for of_page in columns for column in of_page], size))
    extras: dict[int, list[PdfNote | TextLine]] = defaultdict(list)
    for of_page, (_, notes, separators), page_columns in zip(parts, taken, columns, strict=True):
        extras[len(builder.paragraphs) - 1].extend(of_page.top)
        for column in page_columns:
            builder.take(column)
        extras[len(builder.paragraphs) - 1].extend((*separators, *notes, *of_page.bottom))
    joiner = Joiner(line for paragraph in builder.paragraphs for line in paragraph.lines)
    items = [
        Item(one, joiner.join_row(one.cells) if one.cells else joiner.join(one.lines)) for one in builder.paragraphs
    ]
    outline(items)
    writer = SourceWriter(joiner, {page.number: page for page in pages}, reader.notes)
    spans: list[tuple[Item, Span]] = []
    _put_extras(writer, extras[-1])
    for index, item in enumerate(items):
        spans.append((item, writer.item(item)))
        _put_extras(writer, extras.get(index, ()))
    writer.regions(spans)
    return Source(
        name,
        writer.text + "\n",
        sha256,
        blocks=writer.blocks,
        exhaustive=_exhaustive(pages, reader.notes, writer.marked),
        placed=tuple(writer.placed),
    )


def _columns(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line.column)]


def _put_extras(writer: SourceWriter, extras: Sequence[PdfNote | TextLine]) -> None:
    for extra in extras:
        if isinstance(extra, PdfNote):
            writer.note(extra)
        else:
            writer.furniture([extra])


def _exhaustive(pages: Sequence[PrintedPage], notes: Sequence[PdfNote], marked: set[str]) -> tuple[BlockKind, ...]:
    """The kinds that such pages never leave out: italics where some of the print is, and what belongs to footnotes
    where each of them was found to have a raised marker."""
    kinds = [BlockKind.FURNITURE]
    if any(page.mirrored for page in pages):
        return tuple(kinds)
    runs = [run for page in pages for run in page.runs]
    if any(run.style.italic for run in runs):
        kinds.append(BlockKind.ITALIC)
    if len({round(run.size) for run in runs}) > 1 and all(note.name in marked for note in notes):
        kinds.extend((BlockKind.MARKER, BlockKind.SUPERSCRIPT, BlockKind.NOTE))
    return tuple(kinds)
