"""Lines in order, however many: sorted in pieces, the pieces merged from temporary files."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

_PIECE = 1 << 25
"""Bytes that are sorted at a time: some hundred megabytes of memory, and eighty files for ten million quads."""


class LineSorter:
    """Takes lines as a file takes bytes, and yields them in the order of their bytes.

    What does not fit into one piece is put into nameless files in ``folder`` (that of the system where none is given),
    which the system removes when the last of them is read, or the process ends. Only lines for which ``keep`` is true
    are kept, if it is given.
    """

    def __init__(
        self, folder: Path | None = None, *, keep: Callable[[bytes], bool] | None = None, piece: int = _PIECE
    ) -> None:
        self._folder = folder
        self._keep = keep
        self._piece = piece
        self._pending: list[bytes] = []
        self._size = 0
        self._files: list[IO[bytes]] = []

    def write(self, data: bytes) -> int:
        """Take some bytes; lines may run on from one call to the next."""
        self._pending.append(data)
        self._size += len(data)
        if self._size >= self._piece:
            self._store_piece()
        return len(data)

    def flush(self) -> None:
        """Nothing is pending: a file has this method, too."""

    def lines(self) -> Iterator[bytes]:
        """All lines in order, each with its end. To be called once, when all is written."""
        if not self._files:
            yield from self._sorted()
            return
        self._store_piece()
        with ExitStack() as stack:
            for file in self._files:
                stack.enter_context(file).seek(0)
            yield from heapq.merge(*self._files)

    def _sorted(self) -> list[bytes]:
        """The whole pending lines, in order; the beginning of one stays pending."""
        text = b"".join(self._pending)
        self._pending.clear()
        lines = text.splitlines(keepends=True)
        del text
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        self._pending, self._size = [rest], len(rest)
        kept = lines if self._keep is None else list(filter(self._keep, lines))
        kept.sort()
        return kept

    def _store_piece(self) -> None:
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by ``lines``, or with the sorter
        file.writelines(self._sorted())
        self._files.append(file)
