"""A buffer that takes so many rows, triples and bytes of an answer, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, TypeVar, cast

import pyoxigraph as ox

Item = TypeVar("Item")

_ROW = {
    # A quote inside a JSON string is escaped, and no name can begin right after the end of one. Rows in which nothing
    # is bound are not counted here.
    "srj": re.compile(rb'\},(?=(\{"[^\s,:}\]]))'),
    "srx": re.compile(rb"(<result>)"),
    "csv": re.compile(rb"\n"),
    "tsv": re.compile(rb"\n"),
}
"""What occurs once for each row that is written."""

_BESIDE = {"srj": -1, "csv": 1, "tsv": 1}
"""How many such marks there are beyond the number of rows: marks between rows are one fewer, the line of the columns'
names has one more."""

_LONGEST = 8
"""Bytes of a mark that may be split over two pieces."""


class AnswerTooLargeError(Exception):
    """The answer is larger than answers may be; the message says in what."""


class BoundedBuffer:
    """Bytes of rows in ``form``, to be had as ``value``. Writing past the limits raises ``AnswerTooLargeError``."""

    def __init__(self, most_bytes: int, most_rows: int, form: ox.QueryResultsFormat | None = None) -> None:
        self._pieces: list[bytes] = []
        self._form = form.file_extension if form else ""
        self._bytes = most_bytes
        self._rows = most_rows + _BESIDE.get(self._form, 0)
        self._most = (most_bytes, most_rows)
        self._row = _ROW.get(self._form)
        self._quoted = False
        self._end = b""

    @property
    def stream(self) -> IO[bytes]:
        """The same, for a serializer that asks for a stream but only writes."""
        return cast("IO[bytes]", self)

    @property
    def value(self) -> bytes:
        """All that was written."""
        return b"".join(self._pieces)

    def write(self, data: bytes) -> int:
        """Take a piece; its length."""
        piece = bytes(data)
        self._bytes -= len(piece)
        if self._bytes < 0:
            raise AnswerTooLargeError(f"the answer has more than {self._most[0]:,} bytes")
        if self._row is not None:
            self._rows -= self._counted(piece)
            if self._rows < 0:
                raise AnswerTooLargeError(f"the answer has more than {self._most[1]:,} rows")
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def _counted(self, piece: bytes) -> int:
        assert self._row is not None
        if self._form == "csv":
            return self._lines(piece)
        if self._form == "tsv":
            return piece.count(b"\n")
        # Marks that begin in the piece before and end in this one are counted with this one.
        before = self._end
        self._end = (before + piece)[-_LONGEST:]
        return sum(match.end(1) > len(before) for match in self._row.finditer(before + piece))

    def _lines(self, piece: bytes) -> int:
        """Ends of lines outside quotes."""
        count = 0
        for stretch in re.split(rb'(")', piece):
            if stretch == b'"':
                self._quoted = not self._quoted
            elif not self._quoted:
                count += stretch.count(b"\n")
        return count


def at_most(items: Iterable[Item], most: int, what: str) -> Iterator[Item]:
    """The items, if there are no more than ``most`` of them; else ``AnswerTooLargeError`` after the last."""
    for number, item in enumerate(items):
        if number >= most:
            raise AnswerTooLargeError(f"the answer has more than {most:,} {what}")
        yield item
