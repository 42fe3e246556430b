"""Events in the life of bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extract.model.declarations import Column, Extent, Fact, FindingKind, Layer, Wording, text
from extract.model.relations import term_facts
from extract.model.targets import Symbol
from extract.source import Span


class BodyEventKind(StrEnum):
    """What becomes of a body, as written in ``body_events.csv``."""

    ESTABLISHED = "established"
    CONTINUED = "continued"
    ENDED = "ended"

    @property
    def done(self) -> str:
        """What the document does to the body."""
        return {"established": "establishes", "continued": "continues", "ended": "ends"}[self]


@dataclass(frozen=True, slots=True)
class BodyEvent:
    """A body established, continued (its mandate extended) or ended: ``key`` and ``label`` as in ``BodyMention``,
    ``by`` the document that does it, this one or one that it names for it; ``term``, ``until`` and ``since`` as in
    ``Relation``."""

    unit: str
    span: Span
    kind: BodyEventKind
    key: str
    label: str
    by: Symbol
    verb: str
    term: str = ""
    until: date | None = None
    since: date | None = None


BODY_EVENTS: FindingKind[BodyEvent] = FindingKind(
    name="body-event",
    plural="body_events",
    table="body_events",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("event", lambda one: one.kind),
        Column("body", lambda one: one.key),
        Column("label", lambda one: one.label),
        Column("by", lambda one: one.by.text),
        Column("verb", lambda one: one.verb),
        Column("term", lambda one: one.term),
        Column("until", lambda one: text(one.until)),
        Column("since", lambda one: text(one.since)),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
    ),
    order=lambda one: (one.span, one.kind, one.key, one.unit),
    fragment="event",
    number_by=lambda one: f"{one.kind} {one.key} {one.by}",
    extent=Extent.CLAUSE,
    layers=(Layer("body-event", "events of bodies", "events of bodies"),),
    wording=lambda one: Wording(one.kind, one.label, f" by {one.by}", f"body/{one.key}"),
    facts=lambda one: (
        Fact("by", one.by.text),
        Fact("verb", one.verb),
        *term_facts(one.term, one.until, one.since),
    ),
    edges=tuple(kind.done for kind in BodyEventKind),
)
