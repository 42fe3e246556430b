"""What rows may not say of one another: keys that stand in no register, names that two rows bear."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.model import BodyEventKind, RelationKind
from extract.registers.collection import NAMES_A_SET, WORD_LISTS, Registers
from extract.registers.numbering import Form
from extract.registers.register_files import Entry, RegisterError, values
from extract.registers.rows import RELATIONS, Alias

_PERIOD = re.compile(r"(?P<name>.+?) \[(?P<since>\d{4})?\s?[-–]\s?(?P<until>\d{4})?\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PARTS = re.compile(r"\{[^{}]*\}?|\}")
_BRACKET = re.compile(r"\[[^\]]*\]?$")

Entries = dict[tuple[str, ...], Entry]
"""The rows of a file by key."""


def alias_of(value: str, entry: Entry) -> Alias:
    """A name with its period. Raises ``RegisterError`` for a period that cannot be read."""
    match = _PERIOD.fullmatch(value)
    if match:
        since, until = match["since"] or "", match["until"] or ""
        if (since or until) and not (since and until and until < since):
            return Alias(match["name"], since, until)
    if _BRACKET.search(value):
        raise RegisterError(entry.file, entry.row, f"{value!r}: a period is written [1990-2001], [1990-] or [-2001]")
    return Alias(value)


def refuse_links(registers: Registers, entries: Entries) -> None:
    """Refuse a link that says nothing known, leads nowhere, or comes from no row."""
    keys = {*registers.treaty, *(f"body/{key}" for key in registers.body)}
    keys |= {f"instrument/{key}" for key in registers.instrument}
    for entry in entries.values():
        key, relation, iri = (entry.cells[name] for name in ("key", "relation", "iri"))
        if relation not in RELATIONS:
            raise RegisterError(entry.file, entry.row, f"relation {relation!r} is none of {', '.join(RELATIONS)}")
        if not _ADDRESS.fullmatch(iri):
            raise RegisterError(entry.file, entry.row, f"{iri!r} is no web address")
        if key not in keys:
            raise RegisterError(entry.file, entry.row, f"key {key!r} stands in no register")


def refuse_number_forms(entries: Entries) -> None:
    """Refuse a way of numbering that cannot be meant."""
    forms = [form.value for form in Form]
    for entry in entries.values():
        cell = entry.cells
        if cell["form"] not in forms:
            raise RegisterError(entry.file, entry.row, f"form {cell['form']!r} is none of {', '.join(forms)}")
        for first, last in (("since", "until"), ("decisions_from", "decisions_to")):
            if cell[first].isdecimal() and cell[last].isdecimal() and int(cell[first]) > int(cell[last]):
                raise RegisterError(entry.file, entry.row, f"{first} {cell[first]} is after {last} {cell[last]}")
        for column in ("resolution", "decision"):
            if cell[column] and sorted(_PARTS.findall(cell[column])) != ["{number}", "{session}"]:
                message = (
                    f"{column} {cell[column]!r} must have {{session}} and {{number}}, once each, and no other part"
                )
                raise RegisterError(entry.file, entry.row, message)
        if bool(cell["counted_from"]) != bool(cell["in_year"]):
            raise RegisterError(entry.file, entry.row, "counted_from and in_year go together: fill both or neither")
        if cell["opens"] and not (cell["opens"].isdecimal() and 1 <= int(cell["opens"]) <= 12):
            raise RegisterError(entry.file, entry.row, f"opens {cell['opens']!r} is no month, 1 to 12")
        if cell["sessions_a_year"].isdecimal() and not int(cell["sessions_a_year"]):
            raise RegisterError(entry.file, entry.row, "sessions_a_year is 1 or more")


def refuse_effects(entries: Entries) -> None:
    """Refuse an effect that no relation or event is."""
    for entry in entries.values():
        for column, kinds in (("relation", RelationKind), ("body_event", BodyEventKind)):
            cell = entry.cells[column]
            known = [kind.value for kind in kinds]
            if cell and cell not in known:
                raise RegisterError(entry.file, entry.row, f"{column} {cell!r} is none of {', '.join(known)}")


def refuse_word_lists(entries: Entries) -> None:
    """Refuse a word of a list that nothing reads."""
    for entry in entries.values():
        name = entry.cells["list"]
        if name not in WORD_LISTS:
            raise RegisterError(entry.file, entry.row, f"list {name!r} is none of {', '.join(WORD_LISTS)}")


def refuse_loose_ends(registers: Registers, tables: Mapping[str, Entries]) -> None:
    """Refuse what users' rows say that cannot be meant: a key that stands in no register, another row's name."""
    known: dict[str, Mapping[str, object]] = {"treaties.csv": registers.treaty, "bodies.csv": registers.body}
    pointing = (
        ("treaties.csv", "parent", "treaties.csv"), ("treaties.csv", "overseen_by", "bodies.csv"),
        ("bodies.csv", "parent", "bodies.csv"), ("bodies.csv", "predecessor", "bodies.csv"),
        ("bodies.csv", "successor", "bodies.csv"), ("bodies.csv", "treaty", "treaties.csv"),
        ("sessions.csv", "body", "bodies.csv"),
    )  # fmt: skip
    for file, column, to in pointing:
        for entry in tables[file].values():
            lost = [key for key in values(entry.cells[column]) if key not in known[to]]
            if lost:
                raise RegisterError(entry.file, entry.row, f"{column} {lost[0]!r} stands in no {to}")
    _refuse_second_bearers(tables)


def _refuse_second_bearers(tables: Mapping[str, Entries]) -> None:
    """Refuse a name that two rows bear, other than one that stands for several treaties together."""
    titles = {"treaties.csv": "title", "bodies.csv": "name", "instruments.csv": "name"}
    rows = [(file, key[0], entry) for file in titles for key, entry in tables[file].items()]
    bearers: dict[str, tuple[str, str]] = {}
    for file, key, entry in sorted(rows, key=lambda row: "/" in row[2].origins[-1]):  # users' rows last: theirs to mend
        for value in (entry.cells[titles[file]], *values(entry.cells["aliases"])):
            name = alias_of(value, entry).name
            other = bearers.setdefault(name.casefold(), (file, key))
            if other != (file, key) and not NAMES_A_SET.search(name):
                raise RegisterError(entry.file, entry.row, f"{name!r} is the name of {other[1]} ({other[0]}) already")
