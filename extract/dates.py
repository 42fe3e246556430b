"""Dates and ordinals as UN documents print them, and which session of which organ a date can belong to."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
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
"""A pattern that covers every ordinal word and figure; ``ordinal`` tells whether it is one."""


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


_ISSUE = timedelta(days=92)


def years_of(organ: str, session: str, known: Mapping[tuple[str, str], range] | None = None) -> range | None:
    """The calendar years in which ``organ`` can have adopted something under ``session`` (``69``, ``XXV``, ``2001``),
    or None where nothing is known.

    The General Assembly's session n opens in September of 1945 + n (the first two sessions, and special sessions, are
    left open); the Security Council's and the Economic and Social Council's numbers bear the year, the latter's cycle
    running from July to July since 2014; the Human Rights Council meets three times a year since 2006; the Commission
    on Crime Prevention and Criminal Justice once a year since 1992, the Commission on Narcotic Drugs since 1991.
    ``known`` (see ``Registers.session_years``) is asked first about numbered sessions.
    """
    if re.fullmatch(r"(?:19|20)\d\d", session):
        year = int(session)
        return range(year, year + 1) if organ == "S" else range(year - 1, year + 2)
    number = int(session) if session.isdigit() else roman(session) if re.fullmatch(r"[IVXLC]+", session) else 0
    if known and (years := known.get((organ, str(number) if number else session))):
        return years
    if not number:
        return None
    if organ == "A" and number > 2:
        return range(1945 + number, 1945 + number + 2)
    if organ == "A/HRC":
        year = 2006 + (number - 1) // 3
        return range(year, year + 1)
    if organ == "CCPCJ":
        return range(1991 + number, 1992 + number)
    if organ == "CND" and number > 33:
        return range(1957 + number, 1958 + number)
    return None


def fits(organ: str, session: str, adopted: date, known: Mapping[tuple[str, str], range] | None = None) -> bool:
    """Whether something of ``session`` can have been adopted on that date; True where nothing speaks against it.
    ``known`` as for ``years_of``."""
    years = years_of(organ, session, known)
    if years is None:
        return True
    if adopted.year not in years:
        # What a session adopted can bear the date of its issue, in the months after.
        return (organ, session) in (known or {}) and organ != "A" and (adopted - _ISSUE).year in years
    if organ == "A" and len(years) == 2:
        opens = date(years[0], 9, 1)
        closes = date(years[1], 9, 30)
        return opens <= adopted <= closes
    return True
