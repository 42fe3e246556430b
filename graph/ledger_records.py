"""What the ledger records: files and what became of them, readings packed into bytes, and counts of each document."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import msgspec

from extract.model import Document, Reading, UnitKind, finding_kinds


class LedgerError(Exception):
    """A ledger that cannot be used; the message says what to do."""


class FileStatus(StrEnum):
    """What became of a file, as written in ``files.csv``."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: ``position`` is where reading failed (an offset, in bytes, where it is known); ``documents`` are the
    identifiers read from it, in file order."""

    name: str
    status: FileStatus
    reason: str = ""
    position: int | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A reading ready to be recorded: ``path`` is absolute, ``stamp`` changes when the file or the way of reading
    does, ``reading`` is packed (see ``pack``)."""

    name: str
    path: str
    stamp: str
    sha256: str
    reading: bytes
    documents: tuple[DocumentCounts, ...]


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """What the ledger counts of a document; ``richness`` decides which of several files makes its graph, ``findings``
    are counted by layer (see ``FindingKind``)."""

    identifier: str
    richness: int
    paragraphs: int
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file from which nothing was read."""

    name: str
    path: str
    reason: str
    position: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Winner:
    """The document that makes the graph of ``identifier``: the ``ordinal``-th of ``file``, read under ``stamp``."""

    identifier: str
    file: str
    ordinal: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all documents of the graph, each counted once, and over all files by status; ``findings`` by layer,
    ``validation`` the findings of the SHACL shapes."""

    files: dict[FileStatus, int]
    documents: int
    paragraphs: int
    findings: dict[str, int]
    validation: int


def pack(reading: Reading) -> bytes:
    """A reading as compressed JSON; ``unpack`` gives it back equal."""
    return zlib.compress(msgspec.json.encode(reading))


@cache
def _decoder() -> msgspec.json.Decoder[Reading]:
    return msgspec.json.Decoder(Reading)  # takes a while to make, and most questions need none


def unpack(packed: bytes) -> Reading:
    """Raises ``LedgerError`` for what ``pack`` did not make."""
    try:
        return _decoder().decode(zlib.decompress(packed))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise LedgerError(
            f"the ledger holds a damaged reading ({error}): remove the data folder, build again"
        ) from None


_RICHEST = 1_000_000
"""More than any document has of units, notes and citations."""


def count(document: Document, preference: int = 0) -> DocumentCounts:
    """Count ``document``. Headings, annexes and footnotes are no paragraphs; richness is units, notes and citations,
    after the ``preference`` of the format that it was read from."""
    paragraphs = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH, UnitKind.PARAGRAPH)
    layers = Counter(kind.layer(one).name for kind in finding_kinds.KINDS for one in kind.of(document))
    return DocumentCounts(
        identifier=document.identifier,
        richness=preference * _RICHEST + len(document.units) + len(document.footnotes) + len(document.citations),
        paragraphs=sum(1 for unit in document.units if unit.kind in paragraphs),
        findings=layers,
    )
