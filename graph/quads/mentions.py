"""Citations and mentions of bodies: each a node with its place in the source, and a plain edge for fast paths."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import Citation, Document
from graph import vocabulary as v
from graph.quads.writer import Writer, numbered, order_of


def write_citations(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each citation; plain edges from the document and the unit to what is cited."""
    ordered = numbered(document.citations, lambda one: f"{one.target} {order_of(one.pinpoint)} {one.method}")
    for n, citation in ordered:
        node = writer.iris.citation(document.identifier, citation.unit, n)
        unit = writer.iris.part(document.identifier, citation.unit)
        writer.typed(node, v.Mention, v.Citation, v.cito_Citation)
        writer.link(node, v.cito_hasCitingEntity, subject)
        writer.link(node, v.inUnit, unit)
        writer.place(node, citation.span, citation.mention)
        writer.text(node, v.targetKind, citation.kind)
        writer.text(node, v.pinpoint, str(citation.pinpoint or ""))
        writer.text(node, v.rule, citation.rule)
        writer.link(node, v.method, v.METHODS[citation.method])
        writer.decimal(node, v.confidence, citation.confidence)
        if citation.footnote:
            writer.link(node, v.footnote, writer.iris.part(document.identifier, citation.footnote))
        family = writer.verb(node, citation.verb) if citation.verb else ""
        writer.link(node, v.cito_hasCitationCharacterization, writer.characterization(family))
        if citation.target.reason is not None:
            writer.link(node, v.reason, v.REASONS[citation.target.reason])
        cited = _cited(writer, node, citation)
        for target in cited:
            writer.link(unit, v.cites, target)
            writer.link(subject, v.cites, target)
            writer.link(subject, v.cito_cites, target)
            if family in v.CITING:
                writer.link(subject, v.CITING[family], target)


def _cited(writer: Writer, node: URIRef, citation: Citation) -> list[URIRef]:
    """What a citation points to: the document or treaty, and the instrument by whose name it is made."""
    cited: list[URIRef] = []
    symbol = citation.target.symbol
    if symbol:
        target = writer.cited(symbol)
        writer.link(node, v.cito_hasCitedEntity, target)
        cited.append(target)
        if citation.pinpoint:
            writer.link(node, v.provision, writer.provision(symbol, citation.pinpoint))
    if citation.instrument:
        instrument = writer.instrument(citation.instrument)
        writer.link(node, v.citedInstrument, instrument)
        cited.append(instrument)
    return cited


def write_bodies(writer: Writer, subject: URIRef, document: Document) -> None:
    """A node for each mention of a body; a plain edge from the document to the body."""
    for n, mention in numbered(document.bodies, lambda one: one.key):
        node = writer.iris.mention(document.identifier, mention.unit, n)
        body = writer.body(mention.key)
        writer.typed(node, v.Mention, v.BodyMention)
        writer.link(node, v.inDocument, subject)
        writer.link(node, v.inUnit, writer.iris.part(document.identifier, mention.unit))
        writer.link(node, v.body, body)
        writer.place(node, mention.span, mention.mention)
        writer.text(node, v.rule, mention.rule)
        writer.link(subject, v.namesBody, body)
