"""Relations: what a document does to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extract.model.declarations import Column, Extent, Fact, FindingKind, Layer, Wording, text
from extract.model.targets import Pinpoint, Symbol
from extract.source import Span


class RelationKind(StrEnum):
    """What a document does to another, as written in ``relations.csv``."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REVOKES = "revokes"
    EXTENDS = "extends"
    ENDORSES = "endorses"
    ADOPTS = "adopts"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a clause does to a document, a part of it (``pinpoint``), or measures or a mandate set out there. ``target``
    is the document itself where it adopts its own annex; ``instrument`` as in ``Citation``. ``term`` is how long it
    holds, in words, ``until`` the day where one is named or counted from adoption, and ``since`` the day from which it
    holds where that is not the day of adoption."""

    unit: str
    span: Span
    kind: RelationKind
    target: Symbol
    verb: str
    pinpoint: Pinpoint | None = None
    instrument: str = ""
    term: str = ""
    until: date | None = None
    since: date | None = None


def term_facts(term: str, until: date | None, since: date | None) -> tuple[Fact, ...]:
    """How long something holds; its words ("for two years", "until …") lead themselves."""
    return (
        Fact("since", text(since), "since"),
        Fact("until", text(until), "until"),
        Fact("term", term, None if until else ""),
    )


def _wording(one: Relation) -> Wording:
    more = f", {one.pinpoint}" if one.pinpoint else ""
    return Wording(one.kind, one.target.text, more, one.target.text, one.instrument)


RELATIONS: FindingKind[Relation] = FindingKind(
    name="relation",
    plural="relations",
    table="relations",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("relation", lambda one: one.kind),
        Column("target", lambda one: one.target.text),
        Column("pinpoint", lambda one: text(one.pinpoint)),
        Column("verb", lambda one: one.verb),
        Column("term", lambda one: one.term),
        Column("until", lambda one: text(one.until)),
        Column("since", lambda one: text(one.since)),
        Column("instrument", lambda one: one.instrument),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
    ),
    order=lambda one: (one.span, one.kind, one.target, text(one.pinpoint), one.unit),
    fragment="relation",
    number_by=lambda one: " ".join(
        (one.kind, one.target.text, one.pinpoint.fragment if one.pinpoint else "", text(one.pinpoint))
    ),
    extent=Extent.CLAUSE,
    layers=(Layer("relation", "relations to documents", "relations to documents"),),
    wording=_wording,
    facts=lambda one: (
        Fact("pinpoint", text(one.pinpoint)),
        Fact("verb", one.verb),
        *term_facts(one.term, one.until, one.since),
    ),
    edges=tuple(kind.value for kind in RelationKind),
)
