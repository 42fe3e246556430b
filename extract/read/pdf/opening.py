"""A PDF is opened: what is too large, damaged or encrypted is refused before anything of it is read."""

from __future__ import annotations

import zlib

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from extract.read.pdf.limits import PdfLimits
from extract.read.unreadable_source import UnreadableSource

_STREAM = b"stream"
_DEFLATE_AT_MOST = 1032
"""No packed byte becomes more than this many."""

_CHUNK = 1 << 20


def open_document(name: str, raw: bytes, limits: PdfLimits) -> pdfium.PdfDocument:
    """The document that ``raw`` holds. Raises ``UnreadableSource`` where it is too large, damaged, encrypted or has no
    page or too many."""
    if len(raw) > limits.bytes:
        raise UnreadableSource(name, f"{len(raw):,} bytes, more than the limit of {limits.bytes:,} for a PDF")
    _check_streams(name, raw, limits)
    try:
        document = pdfium.PdfDocument(raw)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if b"/Encrypt" in raw and error.err_code in (pdf.FPDF_ERR_PASSWORD, pdf.FPDF_ERR_SECURITY):
            raise UnreadableSource(name, "an encrypted PDF; save it without a password first") from None
        raise UnreadableSource(name, "a damaged PDF that cannot be opened; get it again") from None
    if not pages:
        raise UnreadableSource(name, "a PDF without pages")
    if pages > limits.pages:
        raise UnreadableSource(name, f"{pages:,} pages, more than the limit of {limits.pages:,} for a PDF")
    return document


def _check_streams(name: str, raw: bytes, limits: PdfLimits) -> None:
    """Refuse a file with a packed stream that unpacks beyond bounds. Only those are unpacked, and no further than that,
    which are long enough for it."""
    at = raw.find(_STREAM)
    while at >= 0:
        end = raw.find(b"endstream", at)
        end = len(raw) if end < 0 else end
        if (end - at) * _DEFLATE_AT_MOST > limits.stream_bytes:
            begin = at + len(_STREAM)
            while raw[begin : begin + 1] in (b"\r", b"\n"):
                begin += 1
            if _unpacked_size(memoryview(raw)[begin:end], limits.stream_bytes) > limits.stream_bytes:
                bound = f"{limits.stream_bytes:,} bytes"
                raise UnreadableSource(name, f"a part of the PDF unpacks to more than the limit of {bound}", at)
        at = raw.find(_STREAM, end + len(b"endstream"))


def _unpacked_size(packed: memoryview, limit: int) -> int:
    """How large a stream is once unpacked, 0 for one that is not packed; counted no further than beyond ``limit``."""
    unpacking = zlib.decompressobj()
    size = 0
    waiting: bytes | memoryview = packed
    try:
        while waiting and size <= limit:
            size += len(unpacking.decompress(waiting, _CHUNK))
            waiting = unpacking.unconsumed_tail
    except zlib.error:
        return size
    return size
