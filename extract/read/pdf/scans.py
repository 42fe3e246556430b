"""Scans: the images of pages read by an installed ``tesseract``, for those who ask for it.

What is read so is less certain than a text layer: nothing of size and style is known, so that no block but furniture
and what has a number or label is stated.
"""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pypdfium2 as pdfium

from extract.read.pdf.glyphs import GlyphRun, PrintedPage, Style
from extract.read.pdf.limits import LIMITS, PdfLimits
from extract.read.pdf.opening import open_document
from extract.read.pdf.pdf_reader import source_of
from extract.read.unreadable_source import UnreadableSource
from extract.source import Source

_POINTS_PER_INCH = 72
_RESOLUTION = 300
_WORD = "5"
"""The level of a word in the table that tesseract writes."""

_OF_HEIGHT = 0.8
"""The size of print as a part of the height of its lines, ascenders and descenders included."""

_PRINT = Style("", bold=False, italic=False)


def read_scanned_pdf(name: str, raw: bytes, limits: PdfLimits = LIMITS, language: str = "eng") -> Source:
    """The source of a scan, its words as ``tesseract`` reads them in ``language`` (a code of its own: ``eng fra spa``).

    Raises ``UnreadableSource`` where ``tesseract`` is not installed, fails, takes too long for a page, or finds no
    words; else as ``read_pdf`` does.
    """
    command = shutil.which("tesseract")
    if command is None:
        raise UnreadableSource(name, "a scan; tesseract, which --ocr needs, is not installed")
    document = open_document(name, raw, limits)
    try:
        pages = [
            _recognized(name, document[index], index + 1, [command, "stdin", "stdout", "-l", language], limits)
            for index in range(len(document))
        ]
    finally:
        document.close()
    if not any(page.runs for page in pages):
        raise UnreadableSource(name, "a scan in which tesseract finds no words")
    return source_of(name, hashlib.sha256(raw).hexdigest(), pages)


def _recognized(name: str, page: pdfium.PdfPage, number: int, command: list[str], limits: PdfLimits) -> PrintedPage:
    width, height = page.get_size()
    scale = _RESOLUTION / _POINTS_PER_INCH
    scale = min(scale, (limits.pixels / max(width * height, 1)) ** 0.5)
    try:
        found = subprocess.run(  # noqa: S603 - a fixed command, the image on its standard input
            [*command, "--dpi", str(round(scale * _POINTS_PER_INCH)), "tsv"],
            input=_image(page, scale),
            capture_output=True,
            check=True,
            timeout=limits.recognition_seconds,
        )
    except subprocess.TimeoutExpired:
        seconds = limits.recognition_seconds
        raise UnreadableSource(name, f"tesseract took more than {seconds} seconds for page {number}") from None
    except (subprocess.CalledProcessError, OSError) as error:
        raise UnreadableSource(name, f"tesseract failed on page {number}: {_reason(error)}") from None
    finally:
        page.close()
    runs = list(_runs(found.stdout.decode("utf-8", "replace"), scale, height))
    return PrintedPage(number, width, height, runs, [], characters=sum(len(run.text) for run in runs), images=True)


def _reason(error: Exception) -> str:
    said = error.stderr.decode("utf-8", "replace") if isinstance(error, subprocess.CalledProcessError) else str(error)
    return said.strip().splitlines()[-1] if said.strip() else "no reason given"


def _image(page: pdfium.PdfPage, scale: float) -> bytes:
    """The page in shades of grey, as a portable greymap."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    finally:
        bitmap.close()
    packed = b"".join(rows[at : at + width] for at in range(0, stride * height, stride))
    return b"P5 %d %d 255\n" % (width, height) + packed


def _runs(table: str, scale: float, height: float) -> Iterator[GlyphRun]:
    """A run for each line of the table that tesseract writes; all of nearly the same height are of one size."""
    lines: dict[tuple[str, ...], list[Mapping[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == _WORD and (row.get("text") or "").strip():
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    if not lines:
        return
    heights = [max(int(word["height"]) for word in words) for words in lines.values()]
    usual = statistics.median(heights)
    for words, tall in zip(lines.values(), heights, strict=True):
        size = usual if 0.7 < tall / usual < 1.3 else tall
        left = min(int(word["left"]) for word in words)
        right = max(int(word["left"]) + int(word["width"]) for word in words)
        bottom = statistics.median(int(word["top"]) + int(word["height"]) for word in words)
        text = " ".join(word["text"].strip() for word in words)
        baseline = height - bottom / scale
        yield GlyphRun(
            text, left / scale, right / scale, baseline, round(_OF_HEIGHT * size / scale, 1), _PRINT, spaced=True
        )
