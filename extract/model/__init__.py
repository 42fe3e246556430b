"""The values that reading yields: frozen, ordered, free of RDF."""

from __future__ import annotations

from extract.model.diagnostics import Diagnostic, Severity
from extract.model.document_types import DRAFTS, DocumentType
from extract.model.findings import (
    Addressee,
    BodyEvent,
    BodyEventKind,
    BodyMention,
    Citation,
    CitationMethod,
    Mandate,
    OperativeAction,
    Relation,
    RelationKind,
)
from extract.model.head import Adoption, Head, Manner
from extract.model.reading import DiscardedSpan, DiscardReason, Document, Reading
from extract.model.targets import Pinpoint, Resolved, Symbol, Target, TargetKind, Unresolved, UnresolvedReason
from extract.model.times import BodySession, Interval, PartialDate, parse_iso
from extract.model.units import Footnote, Unit, UnitKind

__all__ = [
    "DRAFTS",
    "Addressee",
    "Adoption",
    "BodyEvent",
    "BodyEventKind",
    "BodyMention",
    "BodySession",
    "Citation",
    "CitationMethod",
    "Diagnostic",
    "DiscardReason",
    "DiscardedSpan",
    "Document",
    "DocumentType",
    "Footnote",
    "Head",
    "Interval",
    "Mandate",
    "Manner",
    "OperativeAction",
    "PartialDate",
    "Pinpoint",
    "Reading",
    "Relation",
    "RelationKind",
    "Resolved",
    "Severity",
    "Symbol",
    "Target",
    "TargetKind",
    "Unit",
    "UnitKind",
    "Unresolved",
    "UnresolvedReason",
    "parse_iso",
]
