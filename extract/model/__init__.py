"""The values that reading yields: frozen, ordered, free of RDF."""

from __future__ import annotations

from extract.model.addresses import Address, address_of, locate
from extract.model.bodies import BODIES, BodyMention
from extract.model.body_events import BODY_EVENTS, BodyEvent, BodyEventKind
from extract.model.citations import CITATIONS, Citation, CitationMethod
from extract.model.declarations import Column, Extent, Fact, Finding, FindingKind, Layer, Wording
from extract.model.diagnostics import Diagnostic, Severity
from extract.model.document_types import DRAFTS, DocumentType
from extract.model.finding_kinds import KINDS
from extract.model.head import Adoption, Head, Manner
from extract.model.mandates import MANDATES, Addressee, Mandate
from extract.model.operative_actions import OPERATIVE_ACTIONS, OperativeAction
from extract.model.reading import DiscardedSpan, DiscardReason, Document, Reading
from extract.model.relations import RELATIONS, Relation, RelationKind
from extract.model.targets import Pinpoint, Resolved, Symbol, Target, TargetKind, Unresolved, UnresolvedReason
from extract.model.times import BodySession, Interval, PartialDate, parse_iso
from extract.model.units import Footnote, Unit, UnitKind

__all__ = [
    "BODIES",
    "BODY_EVENTS",
    "CITATIONS",
    "DRAFTS",
    "KINDS",
    "MANDATES",
    "OPERATIVE_ACTIONS",
    "RELATIONS",
    "Address",
    "Addressee",
    "Adoption",
    "BodyEvent",
    "BodyEventKind",
    "BodyMention",
    "BodySession",
    "Citation",
    "CitationMethod",
    "Column",
    "Diagnostic",
    "DiscardReason",
    "DiscardedSpan",
    "Document",
    "DocumentType",
    "Extent",
    "Fact",
    "Finding",
    "FindingKind",
    "Footnote",
    "Head",
    "Interval",
    "Layer",
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
    "Wording",
    "address_of",
    "locate",
    "parse_iso",
]
