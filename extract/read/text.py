"""Plain text in UTF-8. Its blocks are pages, where form feeds end them, and superscript characters; blank lines stay
in the text, where they set paragraphs apart more often than not, and so are left to the reading of the structure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from extract.read.unreadable_source import UnreadableSource
from extract.source import Block, BlockKind, Source, Span

_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def read_text(name: str, raw: bytes) -> Source:
    """The source that ``raw`` holds, its line ends and a byte-order mark untouched, so that offsets are those of the
    file.

    Raises ``UnreadableSource`` for what is not UTF-8 text: another encoding, a binary file, an empty one.
    """
    text = _decoded(name, raw)
    blocks = sorted((*_pages(text), *_superscripts(text)), key=lambda block: (block.span.start, -block.span.end))
    return Source(name, text, hashlib.sha256(raw).hexdigest(), tuple(blocks))


def _decoded(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource(name, "UTF-16, not UTF-8; convert it first", 0)
    nul = raw.find(b"\0")
    if nul >= 0:
        raise UnreadableSource(name, "not a text file: it holds a NUL byte", nul)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSource(name, f"not UTF-8 text: {error.reason}", error.start) from error
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableSource(name, "no text in it")
    return text


def _pages(text: str) -> Iterator[Block]:
    """The pages, each with the form feed that ends it; none where no form feed stands in the text."""
    start = 0
    while (end := text.find("\f", start) + 1) > 0:
        yield Block(Span(start, end), BlockKind.PAGE)
        start = end
    if 0 < start < len(text):
        yield Block(Span(start, len(text)), BlockKind.PAGE)


def _superscripts(text: str) -> Iterator[Block]:
    if not text.isascii():
        for match in _SUPERSCRIPTS.finditer(text):
            yield Block(Span(*match.span()), BlockKind.SUPERSCRIPT)
