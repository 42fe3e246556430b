"""Files of the registers as rows of cells: read, checked for form, and laid over one another.

What the cells mean is said in ``rows``; ``loading`` makes values of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ADDS = "+"
"""A first value that says: add the others to the row's values, instead of putting them in their place."""


class RegisterError(Exception):
    """A register that cannot be used: names the file, the row (from 1, the header being row 1; 0 where it is the
    file itself) and what to mend."""

    def __init__(self, file: Path, row: int, message: str) -> None:
        super().__init__(f"{file}, row {row}: {message}" if row else f"{file}: {message}")
        self.file = file
        self.row = row


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a file is written: its columns, those that a row cannot do without, those that make its key, and those
    that hold several values."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]
    several: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its cells by column, where it stands, and the files that filled it, in order, each with its folder's
    name but for the project's own."""

    cells: Mapping[str, str]
    file: Path
    row: int
    origins: tuple[str, ...]


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(filter(None, (part.strip() for part in cell.split("|"))))


def read_register(file: Path, form: FileForm) -> dict[tuple[str, ...], Entry]:
    """The rows of the project's own register, by key. Raises ``RegisterError``."""
    entries = _read(file, form, form.required, file.name)
    return {key: _complete(entry, form) for key, entry in entries.items()}


def lay_over(entries: dict[tuple[str, ...], Entry], file: Path, form: FileForm) -> None:
    """Put the rows of a user's file into ``entries``: one with the same key overrides the cells that it fills, and a
    new key adds a row. A cell of several values that begins with ``+`` adds to those that are there."""
    for key, entry in _read(file, form, form.key, f"{file.resolve().parent.name}/{file.name}").items():
        known = entries.get(key)
        if known is None:
            entries[key] = _complete(_added(entry, {}, form), form)
        else:
            cells = {**known.cells, **{name: cell for name, cell in entry.cells.items() if cell}}
            merged = _added(Entry(cells, entry.file, entry.row, (*known.origins, *entry.origins)), known.cells, form)
            entries[key] = merged


def _added(entry: Entry, known: Mapping[str, str], form: FileForm) -> Entry:
    """``entry`` with each ``+`` carried out."""
    cells = dict(entry.cells)
    for name in form.several:
        first, *rest = values(cells[name]) or ("",)
        if first == ADDS or first.startswith(f"{ADDS} "):
            parts = (*values(known.get(name, "")), first.removeprefix(ADDS).strip(), *rest)
            cells[name] = " | ".join(dict.fromkeys(filter(None, parts)))
    return Entry(cells, entry.file, entry.row, entry.origins)


def _complete(entry: Entry, form: FileForm) -> Entry:
    missing = [name for name in form.required if not entry.cells[name]]
    if missing:
        raise RegisterError(entry.file, entry.row, f"a new row needs {', '.join(missing)}")
    return entry


def _read(file: Path, form: FileForm, needed: Iterable[str], origin: str) -> dict[tuple[str, ...], Entry]:
    entries: dict[tuple[str, ...], Entry] = {}
    row = 1
    try:
        with file.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle, restkey="", restval="", strict=True)
            given = reader.fieldnames or ()
            missing = [name for name in needed if name not in given]
            if missing:
                raise RegisterError(file, 1, f"column missing: {', '.join(missing)}")
            unknown = [name for name in given if name not in form.columns]
            if unknown:
                raise RegisterError(
                    file, 1, f"column unknown: {', '.join(unknown)}; there are {', '.join(form.columns)}"
                )
            for record in reader:
                row = reader.line_num
                if "" in record:
                    raise RegisterError(file, row, "more cells than columns: quote a cell that holds a comma")
                cells = {name: " ".join((record.get(name) or "").split()) for name in form.columns}
                key = tuple(cells[name] for name in form.key)
                empty = [name for name, part in zip(form.key, key, strict=True) if not part]
                if empty:
                    raise RegisterError(file, row, f"no {', '.join(empty)}")
                if key in entries:
                    raise RegisterError(file, row, f"{form.key[0]} {' '.join(key)!r} stands twice")
                entries[key] = Entry(cells, file, row, (origin,))
    except UnicodeDecodeError as error:
        raise RegisterError(file, 0, f"not UTF-8 (byte {error.start})") from None
    except csv.Error as error:
        raise RegisterError(file, row + 1, f"not CSV: {error}") from None
    except OSError as error:
        raise RegisterError(file, 0, f"cannot be read: {error.strerror or error}") from None
    return entries
