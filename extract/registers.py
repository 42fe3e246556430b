"""The registers: treaties, bodies, named instruments, verbs and groups, as experts edit them.

This module alone reads ``ontology/registers/*.csv``. A cell that holds several values separates them with ``|``.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

Names = tuple[str, ...]


class RegisterError(Exception):
    """A register that cannot be used: names the file, the row (from 1, the header being row 1) and what to mend."""

    def __init__(self, file: Path, row: int, message: str) -> None:
        super().__init__(f"{file}, row {row}: {message}")
        self.file = file
        self.row = row


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty. ``id`` is canonical (``MTDSG/XVIII-12``); ``parent`` the treaty that a protocol supplements or
    amends; dates are ISO 8601; ``volumes`` those of the Treaty Series that hold this very text."""

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


@dataclass(frozen=True, slots=True)
class Instrument:
    """A named instrument that is not a treaty, with the document that adopts or contains it."""

    slug: str
    name: str
    kind: str
    aliases: Names = ()
    document: str = ""
    pinpoint: str = ""
    adopted: str = ""
    source: str = ""


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


Row = TypeVar("Row", Treaty, Body, Instrument, Verb, Group)


@dataclass(frozen=True, eq=False)
class Registers:
    """All registers, in file order, and look-ups by key."""

    treaties: tuple[Treaty, ...] = ()
    bodies: tuple[Body, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    verbs: tuple[Verb, ...] = ()
    groups: tuple[Group, ...] = ()

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
    def protocols(self) -> Mapping[str, tuple[Treaty, ...]]:
        """The protocols of each treaty, oldest first."""
        found: dict[str, list[Treaty]] = {}
        for row in self.treaties:
            if row.parent and row.kind == "protocol":
                found.setdefault(row.parent, []).append(row)
        return {key: tuple(sorted(rows, key=lambda t: (t.adopted, t.id))) for key, rows in found.items()}


def registers_folder() -> Path:
    """Where the registers that come with the project lie."""
    return Path(__file__).resolve().parent.parent / "ontology" / "registers"


def load_registers(folder: Path | None = None) -> Registers:
    """Read the registers of ``folder`` (default: those that come with the project).

    Raises ``RegisterError`` for a missing column, a missing key, or a key used twice.
    """
    folder = folder or registers_folder()
    return Registers(
        treaties=_load(folder / "treaties.csv", Treaty),
        bodies=_load(folder / "bodies.csv", Body),
        instruments=_load(folder / "instruments.csv", Instrument),
        verbs=_load(folder / "verbs.csv", Verb),
        groups=_load(folder / "groups.csv", Group),
    )


def _load(file: Path, row_type: type[Row]) -> tuple[Row, ...]:
    fields = dataclasses.fields(row_type)
    key = fields[0].name
    several = {f.name for f in fields if f.type == "Names"}
    required = [f.name for f in fields if f.default is dataclasses.MISSING]
    rows: list[Row] = []
    seen: set[tuple[str, str]] = set()
    with file.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in required if name not in (reader.fieldnames or ())]
        if missing:
            raise RegisterError(file, 1, f"column missing: {', '.join(missing)}")
        for record in reader:
            number = reader.line_num
            cells = {f.name: " ".join((record.get(f.name) or "").split()) for f in fields}
            if not cells[key]:
                raise RegisterError(file, number, f"no {key}")
            identity = (cells[key], cells.get("position", ""))
            if identity in seen:
                raise RegisterError(file, number, f"{key} {cells[key]!r} stands twice")
            seen.add(identity)
            values: dict[str, str | Names] = {
                name: tuple(filter(None, (part.strip() for part in cell.split("|")))) if name in several else cell
                for name, cell in cells.items()
            }
            rows.append(row_type(**values))  # type: ignore[arg-type]
    return tuple(rows)
