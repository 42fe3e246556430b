"""Mandates: what others are asked, invited or directed to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.model.declarations import SEPARATOR, Column, Extent, Fact, FindingKind, Layer, Wording, text
from extract.model.targets import Symbol
from extract.model.times import BodySession, Interval
from extract.source import Span


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a directive is addressed to: a body (``key`` its slug) or a group such as Member States (``group``)."""

    label: str
    key: str
    group: bool


@dataclass(frozen=True, slots=True)
class Mandate:
    """One task of a directive clause. ``clause`` is shared by the tasks of one verb (``op3.1``). Of the deadline,
    ``due`` is the day, ``due_session`` the session and ``frequency`` how often it comes back, where they can be known;
    ``rests_on`` are the targets cited inside the clause."""

    unit: str
    clause: str
    span: Span
    verb: str
    addressees: tuple[Addressee, ...]
    task: str
    conditions: tuple[str, ...] = ()
    deadline: str = ""
    due: date | None = None
    report_to: Addressee | None = None
    report_when: str = ""
    rests_on: tuple[Symbol, ...] = ()
    due_session: BodySession | None = None
    frequency: Interval | None = None


def _facts(one: Mandate) -> tuple[Fact, ...]:
    return (
        Fact("verb", one.verb),
        Fact("task", one.task),
        Fact("deadline", one.deadline, None if one.due else ""),  # its words begin with a preposition: "by 1 June"
        Fact("due", text(one.due), "by"),
        Fact("session", text(one.due_session), "session"),
        Fact("comes back every", text(one.frequency), "every"),
        Fact("report to", ", ".join(filter(None, (_label(one.report_to), one.report_when))), "report to"),
        Fact("conditions", SEPARATOR.join(one.conditions), "if"),
        Fact("rests on", SEPARATOR.join(map(str, one.rests_on))),
        Fact("clause", one.clause),
    )


def _label(addressee: Addressee | None) -> str:
    return addressee.label if addressee else ""


def _labels(one: Mandate) -> str:
    return SEPARATOR.join(addressee.label for addressee in one.addressees)


MANDATES: FindingKind[Mandate] = FindingKind(
    name="mandate",
    plural="mandates",
    table="mandates",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("clause", lambda one: one.clause),
        Column("verb", lambda one: one.verb),
        Column("addressees", _labels),
        Column("task", lambda one: one.task),
        Column("deadline", lambda one: one.deadline),
        Column("report_to", lambda one: _label(one.report_to)),
        Column("conditions", lambda one: SEPARATOR.join(one.conditions)),
        Column("due", lambda one: text(one.due)),
        Column("report_when", lambda one: one.report_when),
        Column("rests_on", lambda one: SEPARATOR.join(map(str, one.rests_on))),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
        Column("due_session", lambda one: text(one.due_session)),
        Column("frequency", lambda one: text(one.frequency)),
    ),
    order=lambda one: (one.span, one.clause, one.unit),
    fragment="mandate",
    number_by=lambda one: f"{one.clause} {one.task}",
    extent=Extent.CLAUSE,
    layers=(Layer("mandate", "mandates", "mandates"),),
    wording=lambda one: Wording("asks", _labels(one) or "nobody named", f": {one.verb} … {one.task}"),
    facts=_facts,
    edges=("asks",),
)
