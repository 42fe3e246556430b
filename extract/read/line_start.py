"""The start of a line that was read, where it is no word of it."""

from __future__ import annotations

from extract.read.assembly import LineText


def cut_start(line: LineText, length: int) -> None:
    """Leave out the first characters of a line."""
    line.text = line.text[length:]
    line.inline[:] = [
        (max(start - length, 0), end - length, kind, value, note)
        for start, end, kind, value, note in line.inline
        if end > length
    ]
