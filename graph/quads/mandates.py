"""Mandates, which ask others to act, and acts, which the adopting body does itself."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import Addressee, Document, Mandate, OperativeAction
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.writer import Writer, numbered


def write_mandates(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each task of a directive clause."""
    for n, mandate in numbered(document.mandates, _order):
        node = writer.iris.mandate(document.identifier, mandate.unit, n)
        writer.typed(node, v.Mandate)
        writer.link(node, v.inDocument, subject)
        writer.link(node, v.inUnit, writer.iris.part(document.identifier, mandate.unit))
        writer.place(node, mandate.span)
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
        writer.duration(node, v.frequency, mandate.frequency)
        if mandate.report_to is not None or mandate.report_when:
            writer.typed(node, v.ReportingObligation)
        if mandate.report_to is not None:
            writer.link(node, v.reportTo, _addressee(writer, mandate.report_to))
        writer.text(node, v.reportWhen, mandate.report_when)
        for identifier in mandate.rests_on:
            writer.link(node, v.restsOn, writer.cited(identifier))


def mandate_nodes(document: Document, iris: Iris) -> dict[int, URIRef]:
    """The IRIs of the mandates of ``document``, by their place among them."""
    places = {id(mandate): place for place, mandate in enumerate(document.mandates)}
    return {
        places[id(mandate)]: iris.mandate(document.identifier, mandate.unit, n)
        for n, mandate in numbered(document.mandates, _order)
    }


def write_acts(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each thing that the adopting body itself does."""

    def key(act: OperativeAction) -> str:
        return f"{act.verb} {act.object}"

    for n, act in numbered(document.operative_actions, key):
        node = writer.iris.act(document.identifier, act.unit, n)
        writer.typed(node, v.OperativeAction)
        writer.link(node, v.inDocument, subject)
        writer.link(node, v.inUnit, writer.iris.part(document.identifier, act.unit))
        writer.place(node, act.span)
        writer.verb(node, act.verb)
        writer.text(node, v.actionObject, act.object)


def _order(mandate: Mandate) -> str:
    return f"{mandate.clause} {mandate.task}"


def _session(writer: Writer, session: str) -> URIRef | None:
    """The session called ``A/80``, described in short."""
    prefix, _, number = session.rpartition("/")
    row = next((row for row in writer.registers.bodies if row.prefix == prefix), None) if prefix else None
    return writer.session(writer.body(row.slug), number) if row else None


def _addressee(writer: Writer, addressee: Addressee) -> URIRef:
    if addressee.group:
        return writer.group(addressee.key, addressee.label)
    return writer.body(addressee.key, addressee.label)


def _kinds_of(condition: str) -> set[URIRef]:
    words = condition.casefold()
    return {kind for phrase, kind in v.CONDITIONS if phrase in words}
