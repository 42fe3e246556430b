"""Days, months and years, sessions and intervals; each ``str`` is the form of the exported tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, or a month of a year, where no day is stated: ``2001``, ``2001-09``. ``month`` is 1 to 12."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"


_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


def parse_iso(text: str) -> date | PartialDate | None:
    """The day, month or year that ``text`` states in ISO 8601, None for other words and for no day of the calendar."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    if match[3] is None:
        return PartialDate(int(match[1]), int(match[2]) if match[2] else None)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, order=True)
class BodySession:
    """A session of a body: the prefix of the body's resolutions and the number of the session (``A/80``)."""

    prefix: str
    number: int

    def __str__(self) -> str:
        return f"{self.prefix}/{self.number}"


@dataclass(frozen=True, slots=True)
class Interval:
    """How often something comes back: so many days, weeks, months or years. ``str`` is an ISO 8601 duration
    (``P6M``)."""

    count: int
    unit: Literal["D", "W", "M", "Y"]

    def __str__(self) -> str:
        return f"P{self.count}{self.unit}"
