"""Plain text in UTF-8."""

from __future__ import annotations

from extract.read.errors import UnreadableSource


def decode_text(name: str, raw: bytes) -> str:
    """The text of ``raw``, line ends and a byte-order mark untouched, so that offsets are those of the file.

    Raises ``UnreadableSource`` for what is not UTF-8 text: another encoding, a binary file, an empty one.
    """
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
