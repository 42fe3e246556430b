"""What the head and the closing lines of a document state: its type, its bodies and dates, how it was adopted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from extract.metadata import Subject, WorkflowStep
from extract.model.document_types import DocumentType
from extract.model.targets import Symbol
from extract.source import Span


class Manner(StrEnum):
    """How a document was adopted, as written in the exported tables. ``VOTE`` is one whose kind is not printed."""

    WITHOUT_VOTE = "without a vote"
    CONSENSUS = "by consensus"
    ACCLAMATION = "by acclamation"
    UNANIMOUS = "unanimously"
    RECORDED_VOTE = "recorded vote"
    ROLL_CALL = "roll-call vote"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a document was adopted. Counts are None, and the states of a side empty, where they are not printed; states
    are named as printed. ``absent`` are those said to have been absent or not to have taken part."""

    manner: Manner
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the opening formula, and the closing lines, state. Bodies are canonical English names,
    numbers without their words (``session`` is ``69``); whatever is not printed is empty or None. ``date`` is the day
    of adoption; ``draft`` the draft that was adopted without a committee, else ``committee_report`` the report that
    recommended the text; ``language`` is a BCP 47 code, ``und`` where the words do not show it;
    ``no_main_committee`` is for what the plenary took up without reference to a Main Committee. ``agenda_title``,
    ``chapter_vii`` (of the Charter), ``subjects`` and ``steps`` are what the file states beside the text."""

    type: DocumentType
    adopted_by: str = ""
    adopted_by_key: str = ""
    symbol: Symbol | None = None
    number: str = ""
    title: str = ""
    title_span: Span | None = None
    date: dt.date | None = None
    issued: dt.date | None = None
    session: str = ""
    agenda_item: str = ""
    tabled_in: str = ""
    tabled_in_key: str = ""
    sponsors: tuple[str, ...] = ()
    committee: str = ""
    committee_report: Symbol | None = None
    draft: Symbol | None = None
    meeting: str = ""
    revised: bool = False
    adoption: Adoption | None = None
    no_main_committee: bool = False
    language: str = ""
    agenda_title: str = ""
    chapter_vii: bool = False
    subjects: tuple[Subject, ...] = ()
    steps: tuple[WorkflowStep, ...] = ()
