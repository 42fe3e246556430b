"""Where things lie and what they are called: the data folder, its parts, and the variables that stand for options."""

from __future__ import annotations

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path

DEFAULT_DATA = Path("unmandates-data")
STORE_VARIABLE = "UNMANDATES_STORE"
BASE_VARIABLE = "UNMANDATES_BASE"
JOBS_VARIABLE = "UNMANDATES_JOBS"
REGISTERS_VARIABLE = "UNMANDATES_REGISTERS"

# Whatever the graph of a document follows from, beside the document.
_SHAPING = (("extract", "*.py"), ("graph", "*.py"), ("ontology", "*.csv"), ("ontology", "*.ttl"))


class Refusal(Exception):  # noqa: N818 - no error of the program
    """What was asked cannot be done as asked; the message says why, and what to do instead."""


def store_folder(data: Path) -> Path:
    """Where the graph lies in a data folder."""
    return data / "store"


def ledger_file(data: Path) -> Path:
    """Where the ledger lies in a data folder."""
    return data / "ledger.sqlite"


def lineage_file(data: Path) -> Path:
    """Where the book of lineage lies in a data folder."""
    return data / "lineage.sqlite"


def learned_file(data: Path) -> Path:
    """Where a data folder keeps what its documents taught, for the next build."""
    return data / "learned.csv"


def version() -> str:
    return importlib.metadata.version("unmandates")


@cache
def reading_version(registers: tuple[Path, ...] = ()) -> str:
    """Changes whenever a file could be read, or its graph written, otherwise than before: a digest (16 hex digits)
    of the release, of all code and data that shape graphs, and of the users' ``registers`` (folders, in order)."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(version().encode())
    shaping = [file for folder, pattern in _SHAPING for file in sorted((root / folder).rglob(pattern))]
    named = [(file.relative_to(root).as_posix(), file) for file in shaping]
    named += [(f"{n}/{file.name}", file) for n, folder in enumerate(registers) for file in sorted(folder.glob("*.csv"))]
    for name, file in named:
        digest.update(name.encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
