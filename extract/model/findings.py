"""What is found in the units of a document: one value a kind of finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extract.model.targets import Pinpoint, Symbol, Target, TargetKind
from extract.model.times import BodySession, Interval
from extract.source import Span


class CitationMethod(StrEnum):
    """How a citation is made in the text."""

    TEXT = "text"
    FOOTNOTE = "footnote"
    TITLE = "title"
    NAME = "name"
    ANAPHORA = "anaphora"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one target in a unit.

    ``kind`` is what it points to, as far as the words say, also where the target is unresolved; ``pinpoint`` is the
    place within the target; ``verb`` is the governing verb as printed; ``rule`` names the rule that found it;
    ``confidence`` is in ``(0, 1]``; ``footnote`` is the unit of the note it was made in (``fn6``), ``instrument`` the
    register key of a named instrument, both empty otherwise.
    """

    unit: str
    span: Span
    mention: str
    kind: TargetKind
    target: Target
    method: CitationMethod
    rule: str
    verb: str = ""
    pinpoint: Pinpoint | None = None
    confidence: float = 1.0
    footnote: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a unit: ``key`` is its slug under ``id/body/``, ``label`` its canonical English name;
    ``parent`` and ``kind`` are stated for bodies recognised by form (``ad_hoc``), which no register lists."""

    unit: str
    span: Span
    mention: str
    key: str
    label: str
    rule: str
    ad_hoc: bool = False
    kind: str = ""
    parent: str = ""


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


@dataclass(frozen=True, slots=True)
class OperativeAction:
    """What the organ itself does in a clause ("Decides to establish …"): verb as printed and its object's words."""

    unit: str
    span: Span
    verb: str
    object: str


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


class BodyEventKind(StrEnum):
    """What becomes of a body, as written in ``body_events.csv``."""

    ESTABLISHED = "established"
    CONTINUED = "continued"
    ENDED = "ended"


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
