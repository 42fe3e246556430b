"""What the head and the closing lines of a document state: its type, its bodies and dates, how it was adopted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model.document_types import DocumentType
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
    """What the lines above the opening formula, and the closing lines, tell. Bodies are canonical English names, dates
    ISO 8601, numbers without their words (``session`` is ``69``); whatever is not printed is empty.
    ``language`` is a BCP 47 code, ``und`` where the words do not tell; ``no_main_committee`` is for what the plenary
    took up without reference to a Main Committee."""

    type: DocumentType
    adopted_by: str = ""
    adopted_by_key: str = ""
    symbol: str = ""
    number: str = ""
    title: str = ""
    title_span: Span | None = None
    date: str = ""
    issued: str = ""
    session: str = ""
    agenda_item: str = ""
    tabled_in: str = ""
    tabled_in_key: str = ""
    sponsors: tuple[str, ...] = ()
    committee: str = ""
    committee_report: str = ""
    draft: str = ""
    meeting: str = ""
    revised: bool = False
    adoption: Adoption | None = None
    no_main_committee: bool = False
    language: str = ""
