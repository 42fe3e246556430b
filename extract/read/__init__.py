"""Bytes in, a source out: one module a format."""

from extract.read.source_formats import FORMATS, SourceFormat, preference, read_source
from extract.read.unreadable_source import UnreadableSource

__all__ = ["FORMATS", "SourceFormat", "UnreadableSource", "preference", "read_source"]
