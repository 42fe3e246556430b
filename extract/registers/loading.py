"""Registers loaded: the project's own, with those of users' folders laid over them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from extract.registers.checks import (
    Entries,
    alias_of,
    refuse_effects,
    refuse_links,
    refuse_loose_ends,
    refuse_number_forms,
    refuse_word_lists,
)
from extract.registers.collection import Registers
from extract.registers.compiled import compiled
from extract.registers.numbering import Numbering
from extract.registers.register_files import Entry, FileForm, RegisterError, lay_over, read_register, values
from extract.registers.rows import (
    FILES,
    Body,
    Group,
    GroupForm,
    Instrument,
    Link,
    ListedWord,
    NumberForm,
    Session,
    SymbolSeries,
    Treaty,
    Verb,
    VerbEffect,
    columns,
)

Row = TypeVar(
    "Row",
    Treaty,
    Body,
    Instrument,
    Verb,
    Group,
    Session,
    Link,
    NumberForm,
    SymbolSeries,
    VerbEffect,
    GroupForm,
    ListedWord,
)

_KEYS = {
    Verb: ("form", "position"),
    Session: ("body", "kind", "number"),
    Link: ("key", "iri"),
    NumberForm: ("prefix", "form"),
    ListedWord: ("list", "word"),
}


def registers_folder() -> Path:
    """Where the registers that come with the project lie."""
    return Path(__file__).resolve().parents[2] / "ontology" / "registers"


def load_registers(folder: Path | None = None, *more: Path) -> Registers:
    """Read the registers of ``folder`` (default: those that come with the project), and lay over them those of
    ``more``, in order: folders with files of the same names, each of which may be left out.

    A row there with a known key overrides the fields that it fills; a cell of several values that begins with ``+``
    adds to them; a new key adds a row. Raises ``RegisterError`` for what cannot be used, with file and row.
    """
    if folder is None and not more:
        return compiled(
            Registers, registers_folder(), Path(__file__).parent.glob("*.py"), lambda: _load(registers_folder())
        )
    return _load(folder or registers_folder(), *more)


def _load(base: Path, *more: Path) -> Registers:
    for one in more:
        if not any((one / file).is_file() for file in FILES):
            raise RegisterError(one, 0, f"no register in this folder: it may hold {', '.join(FILES)}")
    tables = {file: _entries(file, row_type, base, more) for file, row_type in FILES.items()}
    registers = Registers(
        treaties=tuple(_rows(tables["treaties.csv"], Treaty)),
        bodies=tuple(_rows(tables["bodies.csv"], Body)),
        instruments=tuple(_rows(tables["instruments.csv"], Instrument)),
        verbs=tuple(_rows(tables["verbs.csv"], Verb)),
        groups=tuple(_rows(tables["groups.csv"], Group)),
        sessions=tuple(_rows(tables["sessions.csv"], Session)),
        links=tuple(_rows(tables["links.csv"], Link)),
        number_forms=tuple(_rows(tables["numbering.csv"], NumberForm)),
        series=tuple(_rows(tables["series.csv"], SymbolSeries)),
        effect_verbs=tuple(_rows(tables["effect_verbs.csv"], VerbEffect)),
        group_forms=tuple(_rows(tables["group_forms.csv"], GroupForm)),
        words=tuple(_rows(tables["words.csv"], ListedWord)),
        origins={
            (file, " ".join(key)): origins
            for file, entries in tables.items()
            for key, entry in entries.items()
            if (origins := tuple(origin for origin in entry.origins if "/" in origin))
        },
    )
    refuse_links(registers, tables["links.csv"])
    refuse_number_forms(tables["numbering.csv"])
    refuse_effects(tables["effect_verbs.csv"])
    refuse_word_lists(tables["words.csv"])
    if more:
        refuse_loose_ends(registers, tables)
    return registers


@cache
def project_numbering() -> Numbering:
    """How organs number by the project's own registers, for what is read without any: the years of sessions counted."""
    rows, series = (_entries(file, FILES[file], registers_folder(), ()) for file in ("numbering.csv", "series.csv"))
    return Numbering(tuple(_rows(rows, NumberForm)), tuple(_rows(series, SymbolSeries)))


def _form(row_type: type) -> FileForm:
    fields = {f.name: f for f in dataclasses.fields(row_type)}
    named = columns(row_type)
    return FileForm(
        columns=tuple(named),
        required=tuple(column for column, name in named.items() if fields[name].default is dataclasses.MISSING),
        key=_KEYS.get(row_type, tuple(named)[:1]),
        several=frozenset(column for column, name in named.items() if fields[name].type == "Names"),
    )


def _entries(file: str, row_type: type, base: Path, more: Iterable[Path]) -> Entries:
    form = _form(row_type)
    entries = read_register(base / file, form)
    for folder in more:
        if (folder / file).is_file():
            lay_over(entries, folder / file, form)
    return entries


def _rows(entries: Entries, row_type: type[Row]) -> Iterator[Row]:
    named = columns(row_type)
    types = {f.name: f.type for f in dataclasses.fields(row_type)}
    readers = [(column, name, _READERS[str(types[name])]) for column, name in named.items()]
    for entry in entries.values():
        filled: dict[str, Any] = {name: read(entry, column) for column, name, read in readers}
        if "aliases" in filled:
            aliases = tuple(alias_of(value, entry) for value in filled["aliases"])
            filled["aliases"] = tuple(alias.name for alias in aliases)
            if row_type is not Group:
                filled["periods"] = tuple(alias for alias in aliases if alias.since or alias.until)
        yield row_type(**filled)


def _text(entry: Entry, column: str) -> str:
    return entry.cells[column]


def _several(entry: Entry, column: str) -> tuple[str, ...]:
    return values(entry.cells[column])


def _count(entry: Entry, column: str) -> int | None:
    cell = entry.cells[column]
    if cell and not cell.isdecimal():
        raise RegisterError(entry.file, entry.row, f"{column} {cell!r} is no number")
    return int(cell) if cell else None


def _yes(entry: Entry, column: str) -> bool:
    cell = entry.cells[column]
    if cell not in ("", "yes", "no"):
        raise RegisterError(entry.file, entry.row, f"{column} {cell!r} is neither yes nor no")
    return cell == "yes"


_READERS: Mapping[str, Callable[[Entry, str], object]] = {
    "str": _text,
    "Names": _several,
    "int | None": _count,
    "bool": _yes,
}
"""How a cell is read, by the type of its field."""
