"""Mandates, which ask others to act."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import MANDATES, Addressee, BodySession, Document, Mandate
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.writer import FindingContext, Writer


def write_mandate(writer: Writer, node: URIRef, mandate: Mandate, place: FindingContext) -> None:
    """One task of a directive clause."""
    writer.typed(node, v.Mandate)
    writer.link(node, v.inDocument, place.document)
    writer.text(node, v.clause, mandate.clause)
    writer.verb(node, mandate.verb)
    for addressee in mandate.addressees:
        writer.link(node, v.addressee, _addressee(writer, addressee))
    writer.text(node, v.addressees, "; ".join(addressee.label for addressee in mandate.addressees))
    writer.text(node, v.task, mandate.task)
    for condition in mandate.conditions:
        writer.text(node, v.condition, condition)
        for kind in _kinds_of(condition):
            writer.link(node, v.conditionKind, kind)
    writer.text(node, v.deadline, mandate.deadline)
    writer.date(node, v.due, mandate.due)
    writer.link(node, v.dueSession, _session(writer, mandate.due_session))
    writer.interval(node, v.frequency, mandate.frequency)
    if mandate.report_to is not None or mandate.report_when:
        writer.typed(node, v.ReportingObligation)
    if mandate.report_to is not None:
        writer.link(node, v.reportTo, _addressee(writer, mandate.report_to))
    writer.text(node, v.reportWhen, mandate.report_when)
    for symbol in mandate.rests_on:
        writer.link(node, v.restsOn, writer.cited(symbol))


def mandate_nodes(document: Document, iris: Iris) -> dict[int, URIRef]:
    """The IRIs of the mandates of ``document``, by their place among them."""
    places = {id(mandate): place for place, mandate in enumerate(document.mandates)}
    return {
        places[id(mandate)]: iris.finding(MANDATES, document.identifier, mandate.unit, n)
        for n, mandate in MANDATES.numbered(document)
    }


def _session(writer: Writer, session: BodySession | None) -> URIRef | None:
    """The session of a body of the register, described in short."""
    row = next((row for row in writer.registers.bodies if session and row.prefix == session.prefix), None)
    return writer.session(writer.body(row.slug), str(session.number)) if row and session else None


def _addressee(writer: Writer, addressee: Addressee) -> URIRef:
    if addressee.group:
        return writer.group(addressee.key, addressee.label)
    return writer.body(addressee.key, addressee.label)


def _kinds_of(condition: str) -> set[URIRef]:
    words = condition.casefold()
    return {kind for phrase, kind in v.CONDITIONS if phrase in words}
