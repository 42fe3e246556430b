"""Lines in order, however many: sorted in pieces, the pieces merged from temporary files."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

_PIECE = 1 << 26
"""Bytes that are sorted at a time: some hundred megabytes of memory, and thirty files for ten million quads."""


class LineSorter:
    """Takes lines as a file takes bytes, and gives them back in the order of their bytes.

    What does not fit into one piece is put into files in ``place``, which the caller removes. Only lines for which
    ``keep`` is true are kept, if it is given.
    """

    def __init__(self, place: Path, *, keep: Callable[[bytes], bool] | None = None, piece: int = _PIECE) -> None:
        self._place = place
        self._keep = keep
        self._piece = piece
        self._waiting: list[bytes] = []
        self._size = 0
        self._files: list[Path] = []

    def write(self, data: bytes) -> int:
        """Take some bytes; lines may run on from one call to the next."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= self._piece:
            self._put_aside()
        return len(data)

    def flush(self) -> None:
        """Nothing is pending: a file has this method, too."""

    def lines(self) -> Iterator[bytes]:
        """All lines in order, each with its end. To be asked for once, when all is written."""
        if not self._files:
            yield from self._sorted()
            return
        self._put_aside()
        with ExitStack() as stack:
            yield from heapq.merge(*(stack.enter_context(file.open("rb")) for file in self._files))

    def _sorted(self) -> list[bytes]:
        """The whole lines that wait, in order; the beginning of one waits on."""
        lines = b"".join(self._waiting).splitlines(keepends=True)
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        self._waiting, self._size = [rest], len(rest)
        kept = lines if self._keep is None else list(filter(self._keep, lines))
        kept.sort()
        return kept

    def _put_aside(self) -> None:
        file = self._place / f"sorted-{len(self._files)}"
        with file.open("xb") as handle:
            handle.writelines(self._sorted())
        self._files.append(file)
