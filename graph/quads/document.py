"""The graph of one document: its head, its units and its footnotes, then all that was found in them."""

from __future__ import annotations

import datetime as dt
import re

from rdflib import RDFS, Graph, URIRef

from extract.metadata import in_words
from extract.model import DRAFTS, Document, Head, UnitKind
from extract.registers import Registers
from extract.source import Source
from extract.symbols import parse_symbol
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.findings import write_findings
from graph.quads.writer import Writer

_UNIT_CLASSES = {
    UnitKind.HEAD: v.Head,
    UnitKind.PREAMBULAR: v.PreambularParagraph,
    UnitKind.OPERATIVE: v.OperativeParagraph,
    UnitKind.SUBPARAGRAPH: v.Subparagraph,
    UnitKind.SECTION: v.Section,
    UnitKind.PARAGRAPH: v.Paragraph,
    UnitKind.ANNEX: v.Annex,
    UnitKind.FOOTNOTE: v.Footnote,
}


_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""What can be an IRI on the web."""


def document_graph(document: Document, source: Source, iris: Iris, registers: Registers) -> Graph:
    """All that was read of ``document``. The same values give the same graph; it names no run and no time."""
    writer = Writer(iris, registers, document.bodies)
    subject = writer.document(document.identifier)
    _write_head(writer, subject, document)
    writer.text(subject, v.sourceFile, source.name)
    writer.text(subject, v.sourceDigest, source.sha256)
    _write_units(writer, subject, document)
    write_findings(writer, subject, document)
    return writer.graph


def _write_head(writer: Writer, subject: URIRef, document: Document) -> None:
    head = document.head
    writer.typed(subject, v.DOCUMENT_TYPES[head.type])
    writer.text(subject, v.symbol, str(head.symbol or ""))
    writer.text(subject, v.number, head.number)
    writer.english(subject, v.dcterms_title, head.title)
    writer.date(subject, v.adopted, head.date)
    writer.date(subject, v.dcterms_issued, head.issued)
    writer.text(subject, v.sponsor, *head.sponsors)
    writer.flag(subject, v.revised, value=head.revised)
    if head.chapter_vii:
        writer.flag(subject, v.underChapterVII, value=True)
    _write_adoption(writer, subject, head)
    _write_subjects(writer, subject, head)
    _write_steps(writer, subject, head)
    writer.link(subject, v.dcterms_language, _language(head.language))
    adopter = _body(writer, head.adopted_by_key, head.adopted_by)
    tabled_in = _body(writer, head.tabled_in_key, head.tabled_in)
    writer.link(subject, v.adoptedBy, adopter)
    writer.link(subject, v.tabledIn, tabled_in)
    writer.link(subject, v.reportedBy, writer.body_named(head.committee))
    for predicate, symbol in ((v.committeeReport, head.committee_report), (v.draft, head.draft)):
        if symbol:
            writer.link(subject, predicate, writer.cited(symbol))
    if document.part_of:
        writer.link(subject, v.dcterms_isPartOf, writer.document(document.part_of))
    meets = tabled_in if head.type in DRAFTS and tabled_in else adopter
    _write_session(writer, subject, head, meets)


def _write_adoption(writer: Writer, subject: URIRef, head: Head) -> None:
    if head.no_main_committee:
        writer.flag(subject, v.noMainCommittee, value=True)
    adoption = head.adoption
    if adoption is None:
        return
    writer.link(subject, v.manner, v.MANNERS[adoption.manner])
    for predicate, count in (
        (v.votesFor, adoption.votes_for),
        (v.votesAgainst, adoption.votes_against),
        (v.abstentions, adoption.abstentions),
    ):
        if count is not None:
            writer.number(subject, predicate, count)
    writer.text(subject, v.inFavour, *adoption.in_favour)
    writer.text(subject, v.against, *adoption.against)
    writer.text(subject, v.abstaining, *adoption.abstaining)
    writer.text(subject, v.absent, *adoption.absent)


def _write_subjects(writer: Writer, subject: URIRef, head: Head) -> None:
    """Terms of a thesaurus by their own addresses; those that a machine assigned are said to be so."""
    for one in head.subjects:
        if not _ADDRESS.fullmatch(one.iri):
            continue
        concept = URIRef(one.iri)
        writer.typed(concept, v.skos_Concept)
        writer.english(concept, v.skos_prefLabel, one.label)
        writer.link(subject, v.dcterms_subject, concept)
        if one.automatic:
            writer.link(subject, v.automaticSubject, concept)


def _write_steps(writer: Writer, subject: URIRef, head: Head) -> None:
    for order, one in enumerate(head.steps, start=1):
        step = writer.iris.workflow_step(subject, order)
        writer.typed(step, v.WorkflowStep)
        writer.english(step, RDFS.label, in_words(one.outcome))
        writer.link(subject, v.workflowStep, step)
        writer.number(step, v.order, order)
        writer.text(step, v.stepOutcome, one.outcome)
        writer.text(step, v.stepBy, one.by)
        writer.date(step, v.dcterms_date, dt.date.fromisoformat(one.date) if one.date else None)
        if document := parse_symbol(one.symbol):
            writer.link(step, v.recordedIn, writer.cited(document))


def _language(code: str) -> URIRef | None:
    """The language in the ISO 639 lists of the Library of Congress, as DCAT recommends."""
    return URIRef(f"http://id.loc.gov/vocabulary/iso639-{'1' if len(code) == 2 else '2'}/{code}") if code else None


def _body(writer: Writer, key: str, name: str) -> URIRef | None:
    return writer.body(key, name) if key else writer.body_named(name)


def _write_session(writer: Writer, subject: URIRef, head: Head, meets: URIRef | None) -> None:
    place = URIRef(f"{subject}#head")
    if head.session:
        session = place = writer.iris.session(meets or subject, head.session)
        writer.typed(session, v.Session)
        writer.text(session, v.number, head.session)
        writer.english(session, RDFS.label, f"session {head.session}")
        writer.link(session, v.sessionOf, meets)
        writer.link(subject, v.inSession, session)
    for text, predicate, kind, iri, name in (
        (head.agenda_item, v.agendaItem, v.AgendaItem, writer.iris.agenda_item(place, head.agenda_item), "agenda item"),
        (head.meeting, v.meeting, v.Meeting, writer.iris.meeting(place, head.meeting), "meeting"),
    ):
        if text:
            writer.typed(iri, kind)
            writer.text(iri, v.number, text)
            writer.english(iri, RDFS.label, text if name in text else f"{name} {text}")
            writer.link(iri, v.inSession, place if head.session else None)
            writer.link(subject, predicate, iri)
            if predicate == v.agendaItem:
                writer.english(iri, v.dcterms_title, head.agenda_title)


def _write_units(writer: Writer, subject: URIRef, document: Document) -> None:
    identifier = document.identifier
    for order, unit in enumerate(document.units, start=1):
        iri = writer.iris.part(identifier, unit.name)
        writer.typed(iri, v.Unit, _UNIT_CLASSES[unit.kind])
        writer.link(iri, v.inDocument, subject)
        writer.link(iri, v.dcterms_isPartOf, writer.iris.part(identifier, unit.parent) if unit.parent else subject)
        writer.text(iri, v.unitName, unit.name)
        writer.number(iri, v.order, order)
        writer.text(iri, v.text, unit.text)
        writer.text(iri, v.opening, unit.opening)
        if unit.spans:
            writer.number(iri, v.oa_start, min(span.start for span in unit.spans))
            writer.number(iri, v.oa_end, max(span.end for span in unit.spans))
        if len(unit.spans) > 1:
            writer.text(iri, v.stretch, *(f"{span.start}-{span.end}" for span in unit.spans))
    for note in document.footnotes:
        iri = writer.iris.part(identifier, note.unit)
        writer.text(iri, v.marker, note.marker)
        if note.anchored_in:
            writer.link(iri, v.anchoredIn, writer.iris.part(identifier, note.anchored_in))
