"""Which encoding a text file is in: UTF-8, UTF-16 with a byte-order mark, and Windows-1252 where that is plain."""

from __future__ import annotations

import codecs
import re

from extract.read.unreadable_source import UnreadableSource
from extract.source import Notice

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_LETTERS = "ŠŽšžŒœŸÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿ"
_SIGNS = "‘’“”–—…•™§©®°ºª±·×«»¡¿€£¼½¾¶\xa0\xad†‡"
_MARKERS = "¹²³"
_PLAUSIBLE = re.compile(
    rf"(?<=[A-Za-z])[{_LETTERS}]{{1,2}}|[{_LETTERS}]{{1,2}}(?=[A-Za-z’'])|(?<![^\W\d_])[{_LETTERS}](?![^\W\d_])"
    rf"|[{_SIGNS}]|[{_MARKERS}]+(?![A-Za-z])"
)
"""A letter of western Europe within a word or alone, signs of print, raised digits after a word."""

_OTHER_THAN_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SHARE = 8
"""At most one letter in so many is accented or a sign, in the languages that Windows-1252 was made for."""


def decode_text(name: str, raw: bytes) -> tuple[str, tuple[Notice, ...]]:
    """The text that ``raw`` holds, and what is to be said of its encoding. A byte-order mark of UTF-8 stays in the
    text, that of UTF-16 does not.

    Raises ``UnreadableSource`` for a binary file and for encodings that cannot be known for certain.
    """
    if raw.startswith(_UTF32) and not raw[2:4].strip(b"\0\xfe\xff"):
        raise UnreadableSource(name, "UTF-32, not UTF-8; convert it first", 0)
    for mark, encoding in _UTF16.items():
        if raw.startswith(mark):
            return _decode_utf16(name, raw, encoding)
    nul = raw.find(b"\0")
    if nul >= 0:
        raise UnreadableSource(name, "not a text file: it holds a NUL byte", nul)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text = windows_1252(raw)
        if text is None:
            raise UnreadableSource(name, f"not UTF-8 text: {error.reason}", error.start) from error
        message = "Read as Windows-1252, as its bytes are not UTF-8; save it as UTF-8 where signs look wrong."
        return text, (Notice("encoding", message),)


def _decode_utf16(name: str, raw: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    try:
        text = raw[2:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(name, f"not UTF-16 text: {error.reason}", error.start + 2) from error
    if "\0" in text:
        raise UnreadableSource(name, "not a text file: it holds a NUL character", 2 + 2 * text.index("\0"))
    return text, (Notice("encoding", "Read as UTF-16, as its byte-order mark says."),)


def windows_1252(raw: bytes) -> str | None:
    """The text of ``raw`` where it plainly is Windows-1252 (or Latin-1, which is part of it): no sequence of UTF-8 in
    it, and all that is not ASCII stands where a western European text has it; None otherwise."""
    if any(ord(character) > 127 for character in raw.decode("utf-8", "ignore")):
        return None  # damaged UTF-8
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    other = len(_OTHER_THAN_ASCII.findall(text))
    plausible = sum(len(match[0]) for match in _PLAUSIBLE.finditer(text))
    if other != plausible or other * _SHARE > len(text) or _CONTROLS.search(text):
        return None
    return text
