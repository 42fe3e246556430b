"""What a deadline comes to: a day, a session of a body, how often a report comes back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extract.bodies import NamedBody
from extract.dates import DATE, MONTHS, ORDINAL, SPAN, count_of, later, ordinal, parse_date
from extract.mandates.tasks import Task
from extract.model import Head
from extract.registers import Body

_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
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
        "P1Y",
    ),
    (re.compile(r"\b(?:biennially|on\s+a\s+biennial\s+basis|biennial\s+(?:\w+\s+)?reports?)\b"), "P2Y"),
    (re.compile(r"\b(?:quarterly|on\s+a\s+quarterly\s+basis)\b"), "P3M"),
    (re.compile(r"\b(?:twice\s+(?:a|each|every)\s+year|twice\s+yearly|semi-annually)\b"), "P6M"),
)
_EVERY = re.compile(rf"\b(?:every|each|at\s+intervals\s+of)\s+{SPAN}\b")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a task's deadline comes to: ``due`` a day in ISO 8601, ``session`` the prefix of a body's resolutions and
    the number of its session (``A/80``), ``frequency`` an ISO 8601 duration; each empty where it is not known."""

    due: str = ""
    session: str = ""
    frequency: str = ""


def limit_of(task: Task, named: Sequence[NamedBody], head: Head, bodies: Mapping[str, Body]) -> Limit:
    """The limit of a task; ``named`` are the bodies of its unit, ``bodies`` the register."""
    often = _frequency(f"{task.report_when} {task.task}") if task.report_to else _frequency(task.deadline)
    if not task.deadline:
        return Limit(frequency=often)
    return Limit(_due(task, head), _session(task, named, head, bodies), often)


def _due(task: Task, head: Head) -> str:
    words = task.deadline
    if re.search(DATE, words):
        day = parse_date(words)
        return str(day) if day else ""
    end = _END.fullmatch(words)
    if end:
        month = list(calendar.month_name).index(end["month"]) if end["month"] else 12
        year = int(end["year"])
        return str(date(year, month, calendar.monthrange(year, month)[1]))
    ahead = _FROM_ADOPTION.fullmatch(words)
    # A span without a start runs from adoption where a report is asked for.
    if ahead and (ahead["since"] or task.report_to) and re.fullmatch(r"\d{4}-\d\d-\d\d", head.date):
        return later(date.fromisoformat(head.date), ahead["count"], ahead["unit"])
    return ""


def _frequency(words: str) -> str:
    for pattern, duration in _OFTEN:
        if pattern.search(words):
            return duration
    every = _EVERY.search(words)
    count = count_of(every["count"]) if every else None
    return f"P{count}{_UNITS[every['unit']]}" if every and count else ""


def _session(task: Task, named: Sequence[NamedBody], head: Head, bodies: Mapping[str, Body]) -> str:
    match = _SESSION.fullmatch(task.deadline)
    key = _whose(task, named, own=match["whose"] == "its") if match else ""
    body = bodies.get(key)
    if match is None or body is None or not body.prefix:
        return ""
    mine = int(head.session) if key == head.adopted_by_key and head.session.isdigit() else None
    if match["which"] == "next":
        return f"{body.prefix}/{mine + 1}" if mine else ""
    number = ordinal(match["which"])
    if not number or (mine and not mine <= number <= mine + _FURTHEST):
        return ""
    return f"{body.prefix}/{number}"


def _whose(task: Task, named: Sequence[NamedBody], *, own: bool) -> str:
    """The slug of the body whose session it is: the one named right behind the words or right before "its", else the
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
    addressed = [party.key for party in task.parties if not party.group]
    return addressed[0] if addressed and len(task.parties) == 1 and addressed == before[-1:] else ""
