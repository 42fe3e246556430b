"""The formats that can be read, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.read.akoma_ntoso import read_akoma_ntoso
from extract.read.pdf import read_pdf
from extract.read.text import read_text
from extract.read.unreadable_source import UnreadableSource
from extract.source import Source


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A format: its ``name`` for people, the ``suffixes`` of its files in lower case, and its reader, a function from a
    source's name and the raw bytes to the source, which raises ``UnreadableSource`` for bytes of another format."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, bytes], Source]


FORMATS: tuple[SourceFormat, ...] = (
    SourceFormat("Akoma Ntoso", (".xml", ".akn"), read_akoma_ntoso),
    SourceFormat("PDF", (".pdf",), read_pdf),
    SourceFormat("plain text in UTF-8", (".txt",), read_text),
)
"""Every format, in the order in which they are tried."""


def read_source(path: Path, name: str) -> Source:
    """Read the file at ``path``, to be known as ``name``.

    Raises ``UnreadableSource`` where the file cannot be opened, has no reader, or is not what its suffix says.
    """
    suffix = path.suffix.lower()
    found = next((one for one in FORMATS if suffix in one.suffixes), None)
    if found is None:
        known = ", ".join(sorted(suffix for one in FORMATS for suffix in one.suffixes))
        raise UnreadableSource(name, f"no reader for {path.suffix or 'files without a suffix'}; known: {known}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(name, error.strerror or type(error).__name__) from error
    return found.read(name, raw)
