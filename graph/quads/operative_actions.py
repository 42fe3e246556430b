"""Operative actions, which the adopting body does itself."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import OperativeAction
from graph import vocabulary as v
from graph.quads.writer import FindingContext, Writer


def write_operative_action(writer: Writer, node: URIRef, action: OperativeAction, place: FindingContext) -> None:
    """One thing that the adopting body itself does."""
    writer.typed(node, v.OperativeAction)
    writer.link(node, v.inDocument, place.document)
    writer.verb(node, action.verb)
    writer.text(node, v.actionObject, action.object)
