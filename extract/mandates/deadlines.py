"""What a deadline comes to: a day, a session of a body, how often a report comes back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.bodies import NamedBody
from extract.dates import DATE, MONTHS, ORDINAL, SPAN, count_of, later, ordinal, parse_date
from extract.mandates.tasks import Task
from extract.model import BodySession, Head, Interval
from extract.registers import Body

_UNITS: Mapping[str, Literal["D", "W", "M", "Y"]] = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_FROM_ADOPTION = re.compile(
    rf"(?:within|no\s+later\s+than|not\s+later\s+than|by|before)\s+{SPAN}"
    r"(?P<since>\s+(?:of|from|after)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?adoption\s+of\s+(?:the\s+present|this)"
    r"\s+(?:resolution|decision))?",
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?:by|before|until|no\s+later\s+than)\s+the\s+end\s+of\s+(?:(?P<month>{MONTHS})\s+)?(?P<year>\d{{4}})$"
)
_SESSION = re.compile(
    rf"(?:at|to|during|for|before|by|in\s+time\s+for|prior\s+to|no\s+later\s+than|not\s+later\s+than)\s+(?P<whose>its|the)\s+"
    rf"(?:main\s+part\s+of\s+its\s+)?(?P<which>next|{ORDINAL})\s+(?:regular\s+|annual\s+|substantive\s+)?session$"
)
_OF_BODY = re.compile(r"\s+of\s+(?:the\s+)?$")
_OWN = re.compile(r"[\s,]*(?:for\s+(?:its\s+)?consideration[\s,]*)?")
_FURTHEST = 12
"""Sessions ahead of its own for which an organ sets a deadline."""

_OFTEN = (
    (
        re.compile(r"\b(?:annually|every\s+year|each\s+year|on\s+an\s+annual\s+basis|annual\s+(?:\w+\s+)?reports?)\b"),
        Interval(1, "Y"),
    ),
    (re.compile(r"\b(?:biennially|on\s+a\s+biennial\s+basis|biennial\s+(?:\w+\s+)?reports?)\b"), Interval(2, "Y")),
    (re.compile(r"\b(?:quarterly|on\s+a\s+quarterly\s+basis)\b"), Interval(3, "M")),
    (re.compile(r"\b(?:twice\s+(?:a|each|every)\s+year|twice\s+yearly|semi-annually)\b"), Interval(6, "M")),
)
_EVERY = re.compile(rf"\b(?:every|each|at\s+intervals\s+of)\s+{SPAN}\b")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a task's deadline comes to, each None where it is not known."""

    due: date | None = None
    session: BodySession | None = None
    frequency: Interval | None = None


def limit_of(task: Task, named: Sequence[NamedBody], head: Head, bodies: Mapping[str, Body]) -> Limit:
    """The limit of a task; ``named`` are the bodies of its unit, ``bodies`` the register."""
    often = _frequency(f"{task.report_when} {task.task}") if task.report_to else _frequency(task.deadline)
    if not task.deadline:
        return Limit(frequency=often)
    return Limit(_due(task, head), _session(task, named, head, bodies), often)


def _due(task: Task, head: Head) -> date | None:
    words = task.deadline
    if re.search(DATE, words):
        return parse_date(words)
    end = _END.fullmatch(words)
    if end:
        month = list(calendar.month_name).index(end["month"]) if end["month"] else 12
        year = int(end["year"])
        return date(year, month, calendar.monthrange(year, month)[1])
    ahead = _FROM_ADOPTION.fullmatch(words)
    # A span without a start runs from adoption where a report is asked for.
    if ahead and (ahead["since"] or task.report_to) and head.date:
        return later(head.date, ahead["count"], ahead["unit"])
    return None


def _frequency(words: str) -> Interval | None:
    for pattern, duration in _OFTEN:
        if pattern.search(words):
            return duration
    every = _EVERY.search(words)
    count = count_of(every["count"]) if every else None
    return Interval(count, _UNITS[every["unit"]]) if every and count else None


def _session(task: Task, named: Sequence[NamedBody], head: Head, bodies: Mapping[str, Body]) -> BodySession | None:
    match = _SESSION.fullmatch(task.deadline)
    key = _whose(task, named, own=match["whose"] == "its") if match else ""
    body = bodies.get(key)
    if match is None or body is None or not body.prefix:
        return None
    mine = int(head.session) if key == head.adopted_by_key and head.session.isdigit() else None
    if match["which"] == "next":
        return BodySession(body.prefix, mine + 1) if mine else None
    number = ordinal(match["which"])
    if not number or (mine and not mine <= number <= mine + _FURTHEST):
        return None
    return BodySession(body.prefix, number)


def _whose(task: Task, named: Sequence[NamedBody], *, own: bool) -> str:
    """The slug of the body whose session it is: the one named right after the words or right before "its", else the
    one to which a report goes, else the only body that is addressed if none is named between."""
    text = task.scan.text
    at = text.find(task.deadline, task.start, task.end)
    if at >= 0:
        end = at + len(task.deadline)
        for body in named:
            if body.start >= end and _OF_BODY.fullmatch(text, end, body.start):
                return body.key
            if own and body.end <= at and _OWN.fullmatch(text, body.end, at):
                return body.key
    if not own:
        return ""
    if task.report_to:
        return "" if task.report_to.group else task.report_to.key
    before = [body.key for body in named if task.start <= body.start and body.end <= at]
    addressed = [one.key for one in task.addressees if not one.group]
    return addressed[0] if addressed and len(task.addressees) == 1 and addressed == before[-1:] else ""
