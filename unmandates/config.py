"""Where things lie and what they are called: the data folder, its parts, and the variables that stand for options."""

from __future__ import annotations

from pathlib import Path

DEFAULT_DATA = Path("unmandates-data")
STORE_VARIABLE = "UNMANDATES_STORE"
BASE_VARIABLE = "UNMANDATES_BASE"
JOBS_VARIABLE = "UNMANDATES_JOBS"
FILE_SECONDS_VARIABLE = "UNMANDATES_FILE_SECONDS"
FILE_MEMORY_VARIABLE = "UNMANDATES_FILE_MEMORY"
REGISTERS_VARIABLE = "UNMANDATES_REGISTERS"


class Refusal(Exception):  # noqa: N818 - not an error of the program
    """What was asked cannot be done as asked; the message says why, and what to do instead."""


def store_folder(data: Path) -> Path:
    """Where the graph lies in a data folder."""
    return data / "store"


def ledger_file(data: Path) -> Path:
    """Where the ledger lies in a data folder."""
    return data / "ledger.sqlite"


def lineage_file(data: Path) -> Path:
    """Where the lineage cache lies in a data folder."""
    return data / "lineage.sqlite"


def learned_file(data: Path) -> Path:
    """Where a data folder keeps what its documents taught, for the next build."""
    return data / "learned.csv"


def version() -> str:
    """The release of the program."""
    import importlib.metadata  # noqa: PLC0415 - takes as long to load as all the rest of the command line

    return importlib.metadata.version("unmandates")
