"""The registers: treaties, bodies, named instruments, verbs, groups, sessions and links, as experts edit them.

This module alone makes values of ``ontology/registers/*.csv`` (and of files of the same names in users' folders).
A cell that holds several values separates them with ``|``. A name may be followed by the years in which it was in use:
``Old Name [1990-2001]``, either year open.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from extract.compiled_registers import compiled
from extract.register_files import Entry, Form, RegisterError, lay_over, read_register, values

__all__ = [
    "FILES", "RELATIONS", "Alias", "Body", "Group", "Instrument", "Link", "RegisterError", "Registers", "Session",
    "Treaty", "Verb", "columns", "load_registers", "registers_folder",
]  # fmt: skip

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A name with the years in which it was in use, in four digits; an open end is empty."""

    name: str
    since: str = ""
    until: str = ""


_NO_COLUMN = {"column": ""}
"""Marks a field that is read out of another one's cell."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty. ``id`` is canonical (``MTDSG/XVIII-12``); ``parent`` the treaty that a protocol supplements or
    amends; dates are ISO 8601; ``volumes`` those of the Treaty Series that hold this very text; ``periods`` the aliases
    that were in use for some years only."""

    id: str
    title: str
    kind: str
    aliases: Names = ()
    acronyms: Names = ()
    mtdsg: str = ""
    unts: str = ""
    volumes: Names = ()
    adopted: str = ""
    in_force: str = ""
    parent: str = ""
    depositary: str = ""
    adopted_by: str = ""
    overseen_by: Names = ()
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Body:
    """A body. ``short_forms`` are head words that stand for it once it was named ("Commission", "Office");
    ``symbols`` its series (``E/CN.15``); ``prefix`` what its resolutions' identifiers begin with (``CCPCJ``);
    ``treaty`` the treaty whose parties meet in it or whose implementation it oversees."""

    slug: str
    name: str
    kind: str
    aliases: Names = ()
    acronyms: Names = ()
    short_forms: Names = ()
    parent: str = ""
    symbols: Names = ()
    prefix: str = ""
    treaty: str = ""
    predecessor: str = ""
    successor: str = ""
    founded_by: str = ""
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A named instrument that is not a treaty, with the document that adopts or contains it. ``learned``: no row of a
    register, but what documents taught."""

    slug: str
    name: str
    kind: str
    aliases: Names = ()
    document: str = ""
    pinpoint: str = ""
    adopted: str = ""
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)
    learned: bool = field(default=False, metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form without its adverbs, in lower case. ``position`` is ``preambular`` or ``operative``; ``family`` the
    concept it belongs to; ``force`` runs from 0 (states) to 5 (commands); ``directive`` says ``yes`` where it can ask
    somebody else to act."""

    form: str
    position: str
    family: str
    force: str
    intent: str
    directive: str = ""
    cito: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of addressees that is not a body, such as Member States."""

    slug: str
    label: str
    aliases: Names = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a body: ``kind`` is ``regular``, ``special``, ``emergency`` or ``resumed``; ``number`` as symbols
    print it (``69``, ``S-13``, ``2012``); ``opened`` and ``closed`` are ISO 8601 dates (columns ``from`` and ``to``),
    a month or year where the day is not known, empty where nothing is."""

    body: str
    kind: str
    number: str
    opened: str = field(default="", metadata={"column": "from"})
    closed: str = field(default="", metadata={"column": "to"})
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What others have of a row of ours. ``key`` is a treaty's id, or ``body/`` or ``instrument/`` and a slug;
    ``relation`` says whether ``iri`` is a page about it (``foaf:page``) or the same thing (``skos:exactMatch``)."""

    key: str
    relation: str
    iri: str
    source: str


RELATIONS = ("foaf:page", "skos:exactMatch")
"""What a link can say."""

Row = TypeVar("Row", Treaty, Body, Instrument, Verb, Group, Session, Link)


@dataclass(frozen=True, eq=False)
class Registers:
    """All registers, in file order, and look-ups by key."""

    treaties: tuple[Treaty, ...] = ()
    bodies: tuple[Body, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    verbs: tuple[Verb, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    links: tuple[Link, ...] = ()
    origins: Mapping[tuple[str, str], Names] = field(default_factory=dict)
    """``(file, key)`` of each row that a user's folder adds or changes (``bodies.csv``, slug) → the files that fill
    it, as ``folder/file``."""

    @cached_property
    def treaty(self) -> Mapping[str, Treaty]:
        return {row.id: row for row in self.treaties}

    @cached_property
    def body(self) -> Mapping[str, Body]:
        return {row.slug: row for row in self.bodies}

    @cached_property
    def instrument(self) -> Mapping[str, Instrument]:
        return {row.slug: row for row in self.instruments}

    @cached_property
    def session_years(self) -> Mapping[tuple[str, str], range]:
        """``(prefix, number)`` of a session, the body being told by what its identifiers begin with → the calendar
        years in which it met, its resumed parts included. A session with an open end is left out."""
        found: dict[tuple[str, str], range] = {}
        for row in self.sessions:
            body = self.body.get(row.body)
            if body and body.prefix and row.opened and row.closed:
                key = (body.prefix, row.number)
                first, last = int(row.opened[:4]), int(row.closed[:4])
                before = found.get(key, range(first, last + 1))
                found[key] = range(min(first, before.start), max(last + 1, before.stop))
        return found

    @cached_property
    def protocols(self) -> Mapping[str, tuple[Treaty, ...]]:
        """The protocols of each treaty, oldest first. One without a parent belongs to every treaty of the set that its
        title names ("Protocol Additional to the Geneva Conventions …")."""
        found: dict[str, list[Treaty]] = {}
        sets: dict[str, list[str]] = {}
        for row in self.treaties:
            for alias in row.aliases:
                if _TOGETHER.search(alias):
                    sets.setdefault(alias, []).append(row.id)
        for row in self.treaties:
            if row.kind != "protocol":
                continue
            named = {key for alias, keys in sets.items() if len(keys) > 1 and alias in row.title for key in keys}
            for key in (row.parent,) if row.parent else sorted(named):
                found.setdefault(key, []).append(row)
        return {key: tuple(sorted(rows, key=lambda t: (t.adopted, t.id))) for key, rows in found.items()}


def registers_folder() -> Path:
    """Where the registers that come with the project lie."""
    return Path(__file__).resolve().parent.parent / "ontology" / "registers"


_KEYS = {Verb: ("form", "position"), Session: ("body", "kind", "number"), Link: ("key", "iri")}
_PERIOD = re.compile(r"(?P<name>.+?) \[(?P<since>\d{4})?\s?[-–]\s?(?P<until>\d{4})?\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_BRACKET = re.compile(r"\[[^\]]*\]?$")
_TOGETHER = re.compile(r"\b(?:conventions|covenants|protocols|agreements)\b", re.IGNORECASE)


def columns(row_type: type) -> dict[str, str]:
    """The columns of a register, in order, with the field of the row that each fills."""
    named = ((f.metadata.get("column", f.name), f.name) for f in dataclasses.fields(row_type))
    return {column: name for column, name in named if column}


def load_registers(folder: Path | None = None, *more: Path) -> Registers:
    """Read the registers of ``folder`` (default: those that come with the project), and lay over them those of
    ``more``, in order: folders with files of the same names, each of which may be left out.

    A row there with a known key overrides the fields that it fills; a cell of several values that begins with ``+``
    adds to them; a new key adds a row. Raises ``RegisterError`` for what cannot be used, with file and row.
    """
    if folder is None and not more:
        code = (Path(__file__), Path(__file__).with_name("register_files.py"))
        return compiled(Registers, registers_folder(), code, lambda: _load(registers_folder()))
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
        origins={
            (file, " ".join(key)): origins
            for file, entries in tables.items()
            for key, entry in entries.items()
            if (origins := tuple(origin for origin in entry.origins if "/" in origin))
        },
    )
    _refuse_links(registers, tables["links.csv"])
    if more:
        _refuse_loose_ends(registers, tables)
    return registers


FILES: Mapping[str, type] = {
    "treaties.csv": Treaty,
    "bodies.csv": Body,
    "instruments.csv": Instrument,
    "verbs.csv": Verb,
    "groups.csv": Group,
    "sessions.csv": Session,
    "links.csv": Link,
}
"""The files of the registers, with the class of their rows."""

_Entries = dict[tuple[str, ...], Entry]


def _form(row_type: type) -> Form:
    fields = {f.name: f for f in dataclasses.fields(row_type)}
    named = columns(row_type)
    return Form(
        columns=tuple(named),
        required=tuple(column for column, name in named.items() if fields[name].default is dataclasses.MISSING),
        key=_KEYS.get(row_type, tuple(named)[:1]),
        several=frozenset(column for column, name in named.items() if fields[name].type == "Names"),
    )


def _entries(file: str, row_type: type, base: Path, more: Iterable[Path]) -> _Entries:
    form = _form(row_type)
    entries = read_register(base / file, form)
    for folder in more:
        if (folder / file).is_file():
            lay_over(entries, folder / file, form)
    return entries


def _rows(entries: _Entries, row_type: type[Row]) -> Iterator[Row]:
    named = columns(row_type)
    several = _form(row_type).several
    for entry in entries.values():
        filled: dict[str, str | Names | tuple[Alias, ...]] = {
            name: values(entry.cells[column]) if column in several else entry.cells[column]
            for column, name in named.items()
        }
        if "aliases" in several:
            aliases = tuple(_alias(value, entry) for value in values(entry.cells["aliases"]))
            filled["aliases"] = tuple(alias.name for alias in aliases)
            if row_type is not Group:
                filled["periods"] = tuple(alias for alias in aliases if alias.since or alias.until)
        yield row_type(**filled)  # type: ignore[arg-type]


def _alias(value: str, entry: Entry) -> Alias:
    match = _PERIOD.fullmatch(value)
    if match:
        since, until = match["since"] or "", match["until"] or ""
        if (since or until) and not (since and until and until < since):
            return Alias(match["name"], since, until)
    if _BRACKET.search(value):
        raise RegisterError(entry.file, entry.row, f"{value!r}: a period is written [1990-2001], [1990-] or [-2001]")
    return Alias(value)


def _refuse_links(registers: Registers, entries: _Entries) -> None:
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


def _refuse_loose_ends(registers: Registers, tables: Mapping[str, _Entries]) -> None:
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


def _refuse_second_bearers(tables: Mapping[str, _Entries]) -> None:
    """Refuse a name that two rows bear, other than one that stands for several treaties together."""
    titles = {"treaties.csv": "title", "bodies.csv": "name", "instruments.csv": "name"}
    rows = [(file, key[0], entry) for file in titles for key, entry in tables[file].items()]
    bearers: dict[str, tuple[str, str]] = {}
    for file, key, entry in sorted(rows, key=lambda row: "/" in row[2].origins[-1]):  # users' rows last: theirs to mend
        for value in (entry.cells[titles[file]], *values(entry.cells["aliases"])):
            name = _alias(value, entry).name
            other = bearers.setdefault(name.casefold(), (file, key))
            if other != (file, key) and not _TOGETHER.search(name):
                raise RegisterError(entry.file, entry.row, f"{name!r} is the name of {other[1]} ({other[0]}) already")
