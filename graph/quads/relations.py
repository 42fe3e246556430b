"""What a document does to others, and what becomes of bodies: each a node with its place, and a plain edge."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import DRAFTS, BodyEvent, BodyEventKind, Document, Relation, RelationKind
from graph import vocabulary as v
from graph.quads.writer import Writer, numbered, order_of

EDGES = {
    RelationKind.AMENDS: v.amends,
    RelationKind.REPLACES: v.replaces,
    RelationKind.REVOKES: v.revokes,
    RelationKind.EXTENDS: v.extends,
    RelationKind.ENDORSES: v.endorses,
    RelationKind.ADOPTS: v.adopts,
}
"""The plain edge of each kind of relation."""

_ORGANIZATION = {
    BodyEventKind.ESTABLISHED: (v.org_resultingOrganization,),
    BodyEventKind.CONTINUED: (v.org_originalOrganization, v.org_resultingOrganization),
    BodyEventKind.ENDED: (v.org_originalOrganization,),
}


def write_relations(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each relation; from an adopted document, an edge to what it acts on. A draft does nothing yet."""
    ordered = numbered(document.relations, lambda one: f"{one.kind} {one.target} {order_of(one.pinpoint)}")
    for n, relation in ordered:
        node = writer.iris.relation(document.identifier, relation.unit, n)
        writer.typed(node, v.Relation)
        _write_clause(writer, node, subject, document.identifier, relation)
        writer.text(node, v.relationKind, relation.kind)
        target = writer.cited(relation.target)
        writer.link(node, v.target, target)
        writer.text(node, v.pinpoint, str(relation.pinpoint or ""))
        reached = [target]
        if relation.pinpoint:
            part = writer.provision(relation.target, relation.pinpoint)
            writer.link(node, v.provision, part)
            if target == subject:
                reached = [part]
        if relation.instrument:
            instrument = writer.instrument(relation.instrument)
            writer.link(node, v.citedInstrument, instrument)
            reached.append(instrument)
        if document.head.type not in DRAFTS:
            for thing in reached:
                writer.link(subject, EDGES[relation.kind], thing if thing != subject else None)


def write_events(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each event in the life of a body; from a body, an edge to the adopted document that founded it."""
    for n, event in numbered(document.body_events, lambda one: f"{one.kind} {one.key} {one.by}"):
        node = writer.iris.event(document.identifier, event.unit, n)
        body, by = writer.body(event.key, event.label), writer.cited(event.by)
        writer.typed(node, v.BodyEvent, v.org_ChangeEvent)
        _write_clause(writer, node, subject, document.identifier, event)
        writer.text(node, v.eventKind, event.kind)
        writer.link(node, v.eventOf, body)
        for role in _ORGANIZATION[event.kind]:
            writer.link(node, role, body)
        writer.link(node, v.causedBy, by)
        if event.kind is BodyEventKind.ESTABLISHED and (by != subject or document.head.type not in DRAFTS):
            writer.link(body, v.foundedBy, by)


def _write_clause(writer: Writer, node: URIRef, subject: URIRef, identifier: str, one: Relation | BodyEvent) -> None:
    """Where it stands, under which verb, and how long it holds."""
    writer.link(node, v.inDocument, subject)
    writer.link(node, v.inUnit, writer.iris.part(identifier, one.unit))
    writer.place(node, one.span)
    writer.verb(node, one.verb)
    writer.text(node, v.term, one.term)
    writer.date(node, v.until, one.until)
    writer.date(node, v.since, one.since)
