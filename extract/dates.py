"""Dates, spans of time and ordinals as UN documents print them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?P<day>\d{{1,2}})\s+(?P<month>{MONTHS})\s+(?P<year>(?:19|20)\d\d)"
"""``18 December 2014``, with groups ``day``, ``month``, ``year``."""

_MONTH = {name.lower(): index for index, name in enumerate(MONTHS.split("|"), start=1)}
_DATE = re.compile(DATE, re.IGNORECASE)

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def _ordinals() -> dict[str, int]:
    table = {word: n for n, word in enumerate(_UNITS, start=1)}
    table.update({word: n for n, word in enumerate(_TEENS, start=10)})
    for tens, stem in enumerate(_TENS, start=2):
        table[stem + "ieth"] = tens * 10
        table.update({f"{stem}y-{word}": tens * 10 + n for n, word in enumerate(_UNITS, start=1)})
    table["hundredth"] = 100
    table.update({f"hundred and {word}": 100 + n for word, n in list(table.items()) if n < 100})
    return table


ORDINALS: dict[str, int] = _ordinals()
"""``sixty-ninth`` → 69, to 199."""

ORDINAL = (
    r"(?:(?:one )?hundred(?: and [a-z]+(?:-[a-z]+)?|th)"
    r"|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:ieth|y-[a-z]+)"
    r"|[a-z]+(?:th|st|nd|rd|ond)|\d{1,3}(?:st|nd|rd|th))"
)
"""A pattern that covers every ordinal word and figure; ``ordinal`` says whether it is one."""


def ordinal(words: str) -> int | None:
    """69 of ``Sixty-ninth`` or ``69th``, None for other words."""
    text = " ".join(words.lower().replace("\u2011", "-").split())
    figure = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", text)
    if figure:
        return int(figure[1])
    return ORDINALS.get(text.removeprefix("one ").replace(" -", "-").replace("- ", "-"))


def parse_date(text: str) -> date | None:
    """The first date printed in ``text``, None where there is none or it is no day of the calendar."""
    match = _DATE.search(text)
    return from_match(match) if match else None


def dates_in(text: str) -> list[date]:
    """Every date printed in full, in order."""
    return [day for match in _DATE.finditer(text) if (day := from_match(match))]


def from_match(match: re.Match[str]) -> date | None:
    """The date of a match of ``DATE``."""
    try:
        return date(int(match["year"]), _MONTH[match["month"].lower()], int(match["day"]))
    except ValueError:
        return None


_NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
} | {"thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90}
SPAN = r"(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+(?:\(\d+\)\s+)?(?P<unit>day|week|month|year)s?"
"""``twelve months``, ``30 (thirty) days``, with groups ``count`` and ``unit``."""


def count_of(words: str) -> int | None:
    """12 of ``twelve`` or ``12``, None for other words."""
    return int(words) if words.isdigit() else _NUMBERS.get(words.lower())


def later(start: date, words: str, unit: str) -> date | None:
    """The day so many days, weeks, months or years after ``start``, None where ``words`` are no count."""
    count = count_of(words)
    if count is None:
        return None
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    months = start.month - 1 + count * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """25 of ``XXV``."""
    total = 0
    for this, following in zip(text, [*text[1:], "I"], strict=True):
        total += -_VALUES[this] if _VALUES[this] < _VALUES[following] else _VALUES[this]
    return total
