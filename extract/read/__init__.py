"""Bytes in, a source out: one module a format."""

from extract.read.errors import UnreadableSource
from extract.read.formats import FORMATS, Format, read_source

__all__ = ["FORMATS", "Format", "UnreadableSource", "read_source"]
