"""The values that reading yields: frozen, ordered, free of RDF."""

from __future__ import annotations

from extract.model.diagnostics import Diagnostic, Severity
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
    TargetKind,
    Unresolved,
)
from extract.model.head import DRAFTS, Adoption, DocumentType, Head, Manner
from extract.model.reading import DiscardedSpan, DiscardReason, Document, Reading
from extract.model.units import Footnote, Unit, UnitKind

__all__ = [
    "DRAFTS",
    "Addressee",
    "Adoption",
    "BodyEvent",
    "BodyEventKind",
    "BodyMention",
    "Citation",
    "CitationMethod",
    "Diagnostic",
    "DiscardReason",
    "DiscardedSpan",
    "Document",
    "DocumentType",
    "Footnote",
    "Head",
    "Mandate",
    "Manner",
    "OperativeAction",
    "Reading",
    "Relation",
    "RelationKind",
    "Severity",
    "TargetKind",
    "Unit",
    "UnitKind",
    "Unresolved",
]
