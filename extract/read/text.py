"""Plain text. Its blocks are pages, where form feeds end them, and superscript characters; blank lines stay in the
text, where they set paragraphs apart more often than not, and so are left to the reading of the structure."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator

from extract.read.text_encodings import decode_text
from extract.read.unreadable_source import UnreadableSource
from extract.source import Block, BlockKind, Source, Span

_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_MARKUP = re.compile(rb"\s*(?:<\?xml|<!doctype|%PDF-|\{\\rtf)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEAR = 4096


def looks_like_text(raw: bytes) -> bool:
    """Whether ``raw`` may be text of words: it has the mark of UTF-16 or no NUL in its beginning, and is not known to
    be in another format."""
    return raw.startswith(_BYTE_ORDER_MARKS) or not (b"\0" in raw[:_NEAR] or _MARKUP.match(raw))


def read_text(name: str, raw: bytes) -> Source:
    """The source that ``raw`` holds, its line ends and a byte-order mark of UTF-8 untouched, so that offsets are those
    of the decoded file.

    Raises ``UnreadableSource`` for what is not text: an encoding that is not known, a binary file, an empty one.
    """
    text, notices = decode_text(name, raw)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableSource(name, "no text in it")
    blocks = sorted((*_pages(text), *_superscripts(text)), key=lambda block: (block.span.start, -block.span.end))
    return Source(name, text, hashlib.sha256(raw).hexdigest(), tuple(blocks), notices=notices)


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
