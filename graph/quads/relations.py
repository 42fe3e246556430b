"""What a document does to others: from an adopted document, a plain edge beside the node. A draft does nothing yet."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import Relation, RelationKind
from graph import vocabulary as v
from graph.quads.writer import FindingContext, Writer

EDGES = {
    RelationKind.AMENDS: v.amends,
    RelationKind.REPLACES: v.replaces,
    RelationKind.REVOKES: v.revokes,
    RelationKind.EXTENDS: v.extends,
    RelationKind.ENDORSES: v.endorses,
    RelationKind.ADOPTS: v.adopts,
}
"""The plain edge of each kind of relation."""


def write_relation(writer: Writer, node: URIRef, relation: Relation, place: FindingContext) -> None:
    """One relation, with how long it holds."""
    writer.typed(node, v.Relation)
    writer.link(node, v.inDocument, place.document)
    writer.verb(node, relation.verb)
    writer.term(node, relation)
    writer.text(node, v.relationKind, relation.kind)
    target = writer.cited(relation.target)
    writer.link(node, v.target, target)
    writer.text(node, v.pinpoint, str(relation.pinpoint or ""))
    reached = [target]
    if relation.pinpoint and relation.pinpoint.fragment:
        part = writer.provision(relation.target, relation.pinpoint)
        writer.link(node, v.provision, part)
        if target == place.document:
            reached = [part]
    if relation.instrument:
        instrument = writer.instrument(relation.instrument)
        writer.link(node, v.citedInstrument, instrument)
        reached.append(instrument)
    if not place.draft:
        for thing in reached:
            writer.link(place.document, EDGES[relation.kind], thing if thing != place.document else None)
