"""What becomes of bodies: from a body, a plain edge to the adopted document that founded it, beside the node."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import BodyEvent, BodyEventKind
from graph import vocabulary as v
from graph.quads.writer import FindingContext, Writer

_ORGANIZATION = {
    BodyEventKind.ESTABLISHED: (v.org_resultingOrganization,),
    BodyEventKind.CONTINUED: (v.org_originalOrganization, v.org_resultingOrganization),
    BodyEventKind.ENDED: (v.org_originalOrganization,),
}


def write_body_event(writer: Writer, node: URIRef, event: BodyEvent, place: FindingContext) -> None:
    """One event in the life of a body, with how long it holds."""
    body, by = writer.body(event.key, event.label), writer.cited(event.by)
    writer.typed(node, v.BodyEvent, v.org_ChangeEvent)
    writer.link(node, v.inDocument, place.document)
    writer.verb(node, event.verb)
    writer.term(node, event)
    writer.text(node, v.eventKind, event.kind)
    writer.link(node, v.eventOf, body)
    for role in _ORGANIZATION[event.kind]:
        writer.link(node, role, body)
    writer.link(node, v.causedBy, by)
    if event.kind is BodyEventKind.ESTABLISHED and (by != place.document or not place.draft):
        writer.link(body, v.foundedBy, by)
