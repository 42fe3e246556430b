"""How long PDFs take to read: CPU a page beside pdfium's own plain text, and what others need for plain text alone.

    python bench/pdf.py FILE_OR_FOLDER...

All read the same files in the same run, each in turn, three times; printed are milliseconds of CPU a page, the best of
the three, and the ratio to pdfium's plain text. ``pdftotext`` (poppler-utils) and pypdf are left out where they are not
installed; the time of ``pdftotext`` holds the start of a process for each file.
"""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pypdfium2 as pdfium

from extract.read.pdf import read_pdf

ROUNDS = 3
GOAL = 6.0
"""Reading with all that it finds out takes at most so many times pdfium's plain text."""


def cpu() -> float:
    """Seconds of CPU that this process and those it waited for have used."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def plain(raw: bytes) -> int:
    """The pages of a PDF, once pdfium has made plain text of each."""
    document = pdfium.PdfDocument(raw)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def with_pypdf(raw: bytes) -> None:
    """Plain text by pypdf."""
    from pypdf import PdfReader  # noqa: PLC0415 - only where it is installed

    for page in PdfReader(io.BytesIO(raw)).pages:
        page.extract_text()


def with_pdftotext(raw: bytes) -> None:
    """Plain text by poppler."""
    subprocess.run([str(shutil.which("pdftotext")), "-", "-"], input=raw, stdout=subprocess.DEVNULL, check=True)


def readers() -> dict[str, Callable[[bytes], object]]:
    """What is measured, by name."""
    found: dict[str, Callable[[bytes], object]] = {
        "pdfium, plain text": plain,
        "unmandates": lambda raw: read_pdf("measured.pdf", raw),
    }
    if shutil.which("pdftotext"):
        found["pdftotext, plain text"] = with_pdftotext
    if find_spec("pypdf"):
        found["pypdf, plain text"] = with_pypdf
    return found


def files(paths: Sequence[str]) -> list[Path]:
    """The PDFs at ``paths`` and in the folders among them."""
    found: list[Path] = []
    for path in map(Path, paths):
        found.extend(sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    return found


def main() -> None:
    """Measure and print; the exit status is 1 where the goal is missed."""
    raws = [path.read_bytes() for path in files(sys.argv[1:])]
    if not raws:
        sys.exit(__doc__)
    pages = sum(map(plain, raws))
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, read in readers().items():
            start = cpu()
            for raw in raws:
                read(raw)
            times.setdefault(name, []).append(cpu() - start)
    base = min(times["pdfium, plain text"])
    print(f"{len(raws)} files, {pages} pages")
    for name, taken in times.items():
        print(f"{name:24} {min(taken) / pages * 1000:8.2f} ms a page {min(taken) / base:8.2f} times")
    sys.exit(min(times["unmandates"]) > GOAL * base)


if __name__ == "__main__":
    main()
