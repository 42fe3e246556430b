"""The graph as files of compressed, sorted N-Quads: one of all graphs, and one for each kind of graph."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.export.sorting import LineSorter
from graph.iris import Iris
from graph.publication.census import Census, Tally
from graph.publication.description import ALL, SUFFIX, dump_of
from graph.publication.record import Dump
from graph.publication.texts import is_free_of_text
from graph.store import LocalStore

_PENDING = 4096
"""Lines that are compressed at a time."""

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Dumped:
    """What was written: the files by name, what they hold, and the SHA-256 of all quads as sorted N-Quads."""

    dumps: tuple[Dump, ...]
    census: Census
    digest: str


def write_dumps(store: LocalStore, iris: Iris, folder: Path, *, texts: bool) -> Dumped:
    """Write the graph into ``folder``, with or without the words of documents, and ``SHA256SUMS`` beside the files.

    The same quads give the same bytes. Memory is bounded; files of the uncompressed size of the graph stand in
    ``folder`` meanwhile.
    """
    sorter = LineSorter(folder, keep=None if texts else is_free_of_text)
    store.write_nquads(sorter)
    tally = Tally(iris)
    whole = _DumpFile(folder / f"{ALL}{SUFFIX}")
    parts: dict[str, _DumpFile] = {}
    for kind, line in tally.through(sorter.lines()):
        if kind not in parts:
            parts[kind] = _DumpFile(folder / f"{dump_of(kind)}{SUFFIX}")
        whole.add(line)
        parts[kind].add(line)
    dumps = tuple(sorted((file.closed() for file in (whole, *parts.values())), key=lambda dump: dump.name))
    (folder / "SHA256SUMS").write_text(_sums(dumps), "ascii")
    return Dumped(dumps, tally.census(), whole.digest())


class _DumpFile:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._raw = file.open("xb")
        # Neither a name nor a time stands in the header, so that the same content gives the same bytes.
        self._packed = gzip.GzipFile("", "wb", _LEVEL, self._raw, mtime=0)
        self._digest = hashlib.sha256()
        self._pending: list[bytes] = []

    def add(self, line: bytes) -> None:
        self._pending.append(line)
        if len(self._pending) == _PENDING:
            self._put_down()

    def closed(self) -> Dump:
        self._put_down()
        self._packed.close()
        self._raw.close()
        with self._file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return Dump(self._file.name, self._file.stat().st_size, digest)

    def digest(self) -> str:
        return self._digest.hexdigest()

    def _put_down(self) -> None:
        data = b"".join(self._pending)
        self._pending.clear()
        self._digest.update(data)
        self._packed.write(data)


def _sums(dumps: Iterable[Dump]) -> str:
    return "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps)
