"""Mentions of bodies: a plain edge from the document to the body, beside the node."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import BodyMention
from graph import vocabulary as v
from graph.quads.writer import FindingContext, Writer


def write_body(writer: Writer, node: URIRef, mention: BodyMention, place: FindingContext) -> None:
    """One mention of a body."""
    body = writer.body(mention.key)
    writer.typed(node, v.Mention, v.BodyMention)
    writer.link(node, v.inDocument, place.document)
    writer.link(node, v.body, body)
    writer.text(node, v.oa_exact, mention.mention)
    writer.text(node, v.rule, mention.rule)
    writer.link(place.document, v.namesBody, body)
