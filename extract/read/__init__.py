"""Bytes in, text out: one module a format, chosen by the file's suffix."""

from extract.read.errors import UnreadableSource
from extract.read.formats import READERS, read_source

__all__ = ["READERS", "UnreadableSource", "read_source"]
