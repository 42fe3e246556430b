"""The thresholds of lineage: the only module that reads ``thresholds.csv``, where each stands with its sample.

Rules of lineage hold no number of their own: each names its row. ``role`` says what the sample was to the threshold: it
was *set* on it; or it was set by reading at large, and later *checked* on it; or it only bounds *time*, and no verdict
depends on it in texts of usual length.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROLES = ("set", "checked", "time")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A row: ``name`` is that of a module and of what is bounded there (``drafts.same_title``), ``value`` a share from
    0 to 1 or a whole number, ``sample`` a file of ``docs/judged`` or a collection named in its README."""

    name: str
    value: float
    meaning: str
    role: str
    sample: str


def file() -> Path:
    """Where the table is."""
    return Path(__file__).with_name("thresholds.csv")


@cache
def thresholds() -> Mapping[str, Threshold]:
    """All rows by name. Raises ``ValueError`` for a name that stands twice, a role that is none, or a value that is no
    number."""
    found: dict[str, Threshold] = {}
    with file().open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            one = Threshold(row["name"], float(row["value"]), row["meaning"], row["role"], row["sample"])
            if one.name in found or one.role not in ROLES:
                raise ValueError(f"{file()}: {one.name} stands twice, or its role is not one of {', '.join(ROLES)}")
            found[one.name] = one
    return found


def share(name: str) -> float:
    """The value of a row: a share, or another number with a fraction. Raises ``KeyError`` for a name of no row."""
    return thresholds()[name].value


def count(name: str) -> int:
    """The value of a row that counts something. Raises ``KeyError`` for a name of no row, ``ValueError`` for a value
    with a fraction."""
    value = thresholds()[name].value
    if not value.is_integer():
        raise ValueError(f"{name} counts something, and {value} is not a whole number")
    return int(value)
