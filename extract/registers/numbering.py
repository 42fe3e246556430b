"""How organs number what they adopt: the form of a number, the range it lies in, the years of its session, its
identifier. What is asked here is answered by ``numbering.csv`` and ``sessions.csv`` alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from extract.dates import roman
from extract.registers.rows import NumberForm, SymbolSeries

ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
"""A Roman number to 99, as sessions to 1977 bear it."""

SPECIAL = r"(?:ES|S)-(?:\d{1,2}|[IVX]{1,5})"
"""A special or emergency special session: ``S-13``, ``ES-10``, ``S-VI``."""

ANY_BODY = "*"
"""The prefix of rows for bodies without rows of their own."""

_ISSUE = timedelta(days=92)
"""What a session adopted can bear the date of its issue, in the months after."""

_SPECIAL_IN_FIGURES = re.compile(r"(?:S|ES)-\d+")
_SPECIAL_IN_ROMAN = re.compile(r"(?:ES|S)-[IVX]+")
_ROMAN = re.compile(ROMAN)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = {"session": r"(?P<session>\d{1,3})", "number": r"(?P<number>\d{1,4})"}


class Form(StrEnum):
    """What is printed of a number, as written in ``numbering.csv``."""

    ROMAN = "number (session)"
    YEAR = "number (year)"
    SESSION = "session/number"
    SPECIAL = "special session/number"
    YEARLY = "year/number"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in parts, ``session`` and ``number`` as printed; ``bracketed`` where the session stands after the
    number in brackets."""

    session: str
    number: str
    bracketed: bool = False
    decision: bool = False

    @property
    def form(self) -> Form | None:
        """The form that it is printed in, None for one that no body uses."""
        figures = self.session.isdigit()
        if self.bracketed:
            return Form.YEAR if figures else Form.ROMAN
        if figures:
            return Form.YEARLY if len(self.session) == 4 else Form.SESSION
        return Form.SPECIAL if _SPECIAL_IN_FIGURES.fullmatch(self.session) else None


@dataclass(frozen=True, slots=True)
class _Template:
    """An identifier with ``{session}`` and ``{number}``, and the pattern of what is printed so."""

    prefix: str
    decision: bool
    text: str
    pattern: re.Pattern[str]


class Numbering:
    """The rows of ``numbering.csv`` made ready. ``sessions`` maps ``(prefix, number)`` of a session to the calendar
    years in which it met; ``series`` are the rows of ``series.csv``."""

    def __init__(
        self,
        rows: Iterable[NumberForm],
        series: Iterable[SymbolSeries] = (),
        sessions: Mapping[tuple[str, str], range] | None = None,
    ) -> None:
        self._rows: dict[str, dict[str, NumberForm]] = {}
        for row in rows:
            self._rows.setdefault(row.prefix, {})[row.form] = row
        self._any = self._rows.pop(ANY_BODY, {})
        self._sessions = sessions or {}
        every = [row for forms in self._rows.values() for row in forms.values()]
        self._default = {row.form: row.prefix for row in every if row.default}
        self._counted = {
            prefix: counted
            for prefix, forms in self._rows.items()
            if (counted := sorted((r for r in forms.values() if r.counted_from), key=_counted_from, reverse=True))
        }
        self._called = {name.lower(): row.prefix for row in every for name in row.names}
        self._templates = tuple(template for row in every for template in _templates(row))
        self._template = {(one.prefix, one.decision): one.text for one in self._templates}
        self.exclusive = frozenset(row.prefix for row in every if row.exclusive)
        """Bodies whose numbers are of no form but those listed."""
        self.by_session = frozenset(prefix for prefix in self.exclusive if Form.SESSION in self._rows[prefix])
        """Bodies whose numbers bear the session, and nothing else, before the slash."""
        self.by_year = frozenset(
            prefix
            for prefix, forms in self._rows.items()
            if Form.YEARLY in forms and Form.SESSION not in forms and not forms[Form.YEARLY].default
        )
        """Bodies that number by the year, besides the one whose form that is by default."""
        self.statements = tuple(prefix for prefix, forms in self._rows.items() if Form.STATEMENT in forms)
        """Bodies whose Presidents make numbered statements."""
        listed = sorted(series, key=lambda row: (-len(row.series), row.series))
        self.series = "|".join(map(_beginning, listed))
        """What symbols of documents begin with, as alternatives of a pattern, the longest first."""
        self.cited_series = "|".join(_beginning(row) for row in listed if row.cited)
        """Those that running text is searched for."""
        unslashed = [one for one in self._templates if "/" not in one.text]
        self.unslashed = "|".join(_without_groups(one.pattern) for one in unslashed)
        """Identifiers that bear no slash (``WHA65.21``), as alternatives of a pattern."""
        self.unslashed_beginnings = tuple(dict.fromkeys(one.text.partition("{")[0] for one in unslashed))
        """What they begin with."""

    # which body's number it can be

    def could_be(self, prefix: str, printed: Numbered) -> bool:
        """Whether the body with ``prefix`` numbers in this form, resolutions and decisions each in their range."""
        row = self._row(prefix, printed.form)
        if row is None:
            return False
        if not printed.bracketed and printed.number and not _in_range(row, printed):
            return False
        count = session_number(printed.session)
        return not count or ((row.since or 0) <= count and (row.until is None or count <= row.until))

    def default(self, form: Form | None) -> str:
        """The prefix of the body whose number one of this form is where no organ is named; empty where that is open."""
        return self._default.get(form, "") if form else ""

    def called(self, name: str) -> str:
        """The prefix of the body with this name or acronym, empty for other names."""
        return self._called.get(name.lower(), "")

    def highest(self, form: Form, *, decision: bool) -> int:
        """The number beyond which no body goes in a session of this form."""
        rows = [forms[form] for forms in self._rows.values() if form in forms]
        return max(((row.decisions_to if decision else row.resolutions_to) or 0 for row in rows), default=0)

    def resolutions_to(self, prefix: str, form: Form) -> int | None:
        """The number beyond which a body has no resolutions in a session, None where that is not known."""
        row = self._row(prefix, form)
        return row.resolutions_to if row else None

    def _row(self, prefix: str, form: Form | None) -> NumberForm | None:
        if not prefix or form is None:
            return None
        return self._rows.get(prefix, self._any).get(form)

    # when its session was

    def years_of(self, prefix: str, session: str) -> range | None:
        """The calendar years in which the body can have adopted something under ``session`` (``69``, ``XXV``,
        ``2001``), or None where nothing is known. A year in brackets is that of adoption; before a slash it is that
        of a cycle, which can begin the year before and end the year after. A session of ``sessions.csv`` has its years
        from there, another one is counted."""
        if _YEAR.fullmatch(session):
            year = int(session)
            bracketed = Form.YEAR in self._rows.get(prefix, {})
            return range(year, year + 1) if bracketed else range(year - 1, year + 2)
        number = session_number(session)
        if years := self._sessions.get((prefix, str(number) if number else session)):
            return years
        return self._counted_years(prefix, number) if number else None

    def _counted_years(self, prefix: str, number: int) -> range | None:
        for row in self._counted.get(prefix, ()):
            first = row.counted_from or 0
            if number >= first:
                year = (row.in_year or 0) + (number - first) // (row.sessions_a_year or 1)
                return range(year, year + (2 if row.opens else 1))
        return None

    def fits(self, prefix: str, session: str, adopted: date) -> bool:
        """Whether something of ``session`` can have been adopted on that day; True where nothing speaks against it."""
        years = self.years_of(prefix, session)
        if years is None:
            return True
        opens = next((row.opens for row in self._counted.get(prefix, ()) if row.opens), None)
        if adopted.year not in years:
            return (prefix, session) in self._sessions and not opens and (adopted - _ISSUE).year in years
        if opens and len(years) == 2:
            following = date(years[1], opens + 1, 1) if opens < 12 else date(years[1] + 1, 1, 1)
            return date(years[0], opens, 1) <= adopted < following
        return True

    def sessions_a_year(self, prefix: str) -> int:
        """How many sessions the body has in a year, 1 where nothing is known."""
        return next((row.sessions_a_year or 1 for row in self._counted.get(prefix, ())), 1)

    # its identifier

    def identifier(self, prefix: str, printed: Numbered, letter: str = "") -> str:
        """The canonical identifier of a resolution or decision."""
        template = self._template.get((prefix, printed.decision))
        if template and printed.form in (Form.SESSION, Form.YEARLY):
            return template.format(session=printed.session, number=printed.number)
        word = "DEC" if printed.decision else "RES"
        session, number = printed.session, printed.number
        if Form.YEAR in self._rows.get(prefix, {}) or _ROMAN.fullmatch(session) or _SPECIAL_IN_ROMAN.fullmatch(session):
            return f"{prefix}/{word}/{number}({session}){letter}"
        return f"{prefix}/{word}/{session}/{number}{letter}"

    def parse(self, text: str) -> tuple[str, Numbered] | None:
        """Prefix and parts of an identifier that is not made up in the usual way (``UNEP/EA.2/RES.3``), in whatever
        case; None for other texts."""
        for template in self._templates:
            if match := template.pattern.fullmatch(text):
                return template.prefix, Numbered(match["session"], match["number"], decision=template.decision)
        return None


def session_number(session: str) -> int:
    """25 of ``25`` and ``XXV``, 0 for a special session."""
    if session.isdigit():
        return int(session)
    return roman(session) if re.fullmatch(r"[IVXLC]+", session) else 0


def _in_range(row: NumberForm, printed: Numbered) -> bool:
    number = int(printed.number)
    if printed.decision:
        return number >= (row.decisions_from or 0)
    return row.resolutions_to is None or number <= row.resolutions_to


def _beginning(row: SymbolSeries) -> str:
    return re.escape(row.series) + (r"(?:\.\d{1,3})?" if row.numbered else "")


def _counted_from(row: NumberForm) -> int:
    return row.counted_from or 0


def _templates(row: NumberForm) -> Iterable[_Template]:
    for decision, text in ((False, row.resolution), (True, row.decision)):
        if text:
            pattern = re.escape(text)
            for part, figures in _FIGURES.items():
                pattern = pattern.replace(re.escape("{" + part + "}"), figures)
            pattern = pattern.replace(r"\.R(?P<number>", r"\.R?(?P<number>")
            yield _Template(row.prefix, decision, text, re.compile(pattern, re.IGNORECASE))


def _without_groups(pattern: re.Pattern[str]) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)
