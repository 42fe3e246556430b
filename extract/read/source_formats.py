"""The formats that can be read, and which of them a file is in: what its bytes say, and its name where they do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from extract.read.akoma_ntoso import looks_like_akoma_ntoso, read_akoma_ntoso
from extract.read.html import looks_like_html, read_html
from extract.read.pdf import looks_like_pdf, read_pdf
from extract.read.text import looks_like_text, read_text
from extract.read.unreadable_source import UnreadableSource
from extract.read.word import looks_like_word, read_word
from extract.source import Source


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A format: its ``name`` for people, the ``suffixes`` of its files in lower case, whether raw bytes look like it
    (``matches``, cheap and sure), and its reader, a function from a source's name and the raw bytes to the source,
    which raises ``UnreadableSource`` for bytes of another format."""

    name: str
    suffixes: tuple[str, ...]
    matches: Callable[[bytes], bool]
    read: Callable[[str, bytes], Source]


PLAIN_TEXT = SourceFormat("plain text", (".txt",), looks_like_text, read_text)

FORMATS: tuple[SourceFormat, ...] = (
    SourceFormat("Akoma Ntoso", (".xml", ".akn"), looks_like_akoma_ntoso, read_akoma_ntoso),
    SourceFormat("Word", (".docx",), looks_like_word, read_word),
    SourceFormat("HTML", (".htm", ".html", ".xhtml"), looks_like_html, read_html),
    SourceFormat("PDF", (".pdf",), looks_like_pdf, read_pdf),
    PLAIN_TEXT,
)
"""Every format, in the order in which they are tried and preferred: by content first, plain text last, as almost
anything is that."""

_SUFFIX = re.compile(r"\.[A-Za-z]\w*")


def read_source(path: Path, name: str) -> Source:
    """Read the file at ``path``, to be known as ``name``.

    Raises ``UnreadableSource`` where the file cannot be opened, has no reader, or is damaged.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(name, error.strerror or type(error).__name__) from error
    suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix) else ""  # "A_RES_69.197" has none
    found = format_of(suffix, raw)
    if found is None:
        known = ", ".join(sorted(known for one in FORMATS for known in one.suffixes))
        raise UnreadableSource(name, f"no reader for {suffix or 'files without a suffix'}; known: {known}")
    return replace(found.read(name, raw), format=found.name)


def preference(source: Source) -> int:
    """How much more the format of ``source`` states than others do: of two files of one document, the one with the
    greater preference makes its graph. 0 for plain text, and for a source of none of these formats."""
    names = [one.name for one in reversed(FORMATS)]
    return names.index(source.format) if source.format in names else 0


def format_of(suffix: str, raw: bytes) -> SourceFormat | None:
    """The format that ``raw`` is in, whatever the name says; of what is in none, or is no more than text, that of the
    ``suffix``. Text is read without a suffix too, but not with that of another kind of file. None where none is."""
    by_content = next((one for one in FORMATS if one is not PLAIN_TEXT and one.matches(raw)), None)
    by_name = next((one for one in FORMATS if suffix in one.suffixes), None)
    if by_content or by_name:
        return by_content or by_name
    return PLAIN_TEXT if not suffix and PLAIN_TEXT.matches(raw) else None
