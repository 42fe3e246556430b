"""All that was read of a file: its documents, its diagnostics, and the spans that are in no unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from extract.model.bodies import BodyMention
from extract.model.body_events import BodyEvent
from extract.model.citations import Citation
from extract.model.diagnostics import Diagnostic
from extract.model.head import Head
from extract.model.mandates import Mandate
from extract.model.operative_actions import OperativeAction
from extract.model.relations import Relation
from extract.model.units import Footnote, Unit
from extract.source import Source, Span


@dataclass(frozen=True, slots=True)
class Document:
    """One act of a file with all that was read of it. ``identifier`` is canonical (``A/RES/69/197``, or ``file/…``
    where no symbol is known); ``part_of`` is the joint resolution of a lettered part, empty otherwise."""

    identifier: str
    head: Head
    units: tuple[Unit, ...]
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    operative_actions: tuple[OperativeAction, ...] = ()
    relations: tuple[Relation, ...] = ()
    body_events: tuple[BodyEvent, ...] = ()
    part_of: str = ""


class DiscardReason(StrEnum):
    """Why characters of a source are in no unit."""

    FURNITURE = "furniture"
    FOREIGN = "foreign"
    FORMULA = "formula"
    CLOSING = "closing"
    SIGN = "sign"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class DiscardedSpan:
    """A stretch of the source that is in no unit: page furniture, another language than English, an opening formula,
    closing lines (meeting, date and vote, which the head states), signs (printed numbers and labels, footnote markers,
    emphasis), or text left unread."""

    kind: DiscardReason
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All documents read from one file, the errors met on the way, and the spans that are in no unit: units and
    discarded spans together hold every character that is not white space, each once."""

    source: Source
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    discarded: tuple[DiscardedSpan, ...] = field(default=())
