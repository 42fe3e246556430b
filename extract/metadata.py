"""What a format states of a document beside its text, as XML and office files do. Readers fill it, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda: ``number`` as printed (``5 (a)``), ``title`` empty where it is not stated."""

    number: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowStep:
    """A step on a document's way to adoption: ``outcome`` in the format's word (``recommendedForAdoption``),
    ``symbol`` of the document in which it is on record, ``by`` whom, ``date`` in ISO 8601; each empty where it is not
    stated."""

    outcome: str
    symbol: str = ""
    by: str = ""
    date: str = ""


def in_words(outcome: str) -> str:
    """The outcome of a step as words: ``recommended for adoption``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", outcome).lower()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that a document is indexed by: the address of the term, its label, the name of the thesaurus.
    ``automatic`` is for one that a machine assigned."""

    iri: str
    label: str = ""
    scheme: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """How a document was adopted. ``manner`` is a value of ``extract.model.Manner``, to which the reader translates its
    format's word; counts are None, and the states of a side empty, where they are not stated."""

    manner: str
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated of the whole document; whatever is not stated is empty or None.

    Dates are ISO 8601. ``symbol`` is the document's own, ``draft`` that of the draft before it. ``organ``,
    ``committee`` and ``sponsors`` are names as stated, ``committee_report`` the symbol of the report, ``session`` the
    session's number alone. ``chapter_vii`` says whether the Security Council acted under Chapter VII of the Charter.
    """

    symbol: str = ""
    organ: str = ""
    title: str = ""
    date: str = ""
    issued: str = ""
    session: str = ""
    agenda_items: tuple[AgendaItem, ...] = ()
    meeting: str = ""
    draft: str = ""
    committee: str = ""
    committee_report: str = ""
    sponsors: tuple[str, ...] = ()
    vote: Vote | None = None
    chapter_vii: bool | None = None
    steps: tuple[WorkflowStep, ...] = ()
    subjects: tuple[Subject, ...] = ()
