"""Which reader reads which suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from extract.read.errors import UnreadableSource
from extract.read.txt import decode_text
from extract.source import Source

READERS: Mapping[str, Callable[[str, bytes], str]] = MappingProxyType({".txt": decode_text})
"""Suffix in lower case → function from (name, raw bytes) to text."""


def read_source(path: Path, name: str) -> Source:
    """Read the file at ``path``, to be known as ``name``.

    Raises ``UnreadableSource`` where the file cannot be opened, has no reader, or is not what its suffix says.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableSource(name, f"no reader for {path.suffix or 'files without a suffix'}; known: {known}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(name, error.strerror or type(error).__name__) from error
    return Source(name=name, text=reader(name, raw), sha256=hashlib.sha256(raw).hexdigest())
