"""Citations: plain edges from the document and the unit to what is cited, beside the node."""

from __future__ import annotations

from rdflib import URIRef

from extract.model import Citation
from graph import vocabulary as v
from graph.quads.writer import FindingContext, Writer


def write_citation(writer: Writer, node: URIRef, citation: Citation, place: FindingContext) -> None:
    """One citation, with how it was made and read."""
    writer.typed(node, v.Mention, v.Citation, v.cito_Citation)
    writer.link(node, v.cito_hasCitingEntity, place.document)
    writer.text(node, v.oa_exact, citation.mention)
    writer.text(node, v.targetKind, citation.kind)
    writer.text(node, v.pinpoint, str(citation.pinpoint or ""))
    writer.text(node, v.rule, citation.rule)
    writer.link(node, v.method, v.METHODS[citation.method])
    writer.decimal(node, v.confidence, citation.confidence)
    if citation.footnote:
        writer.link(node, v.footnote, writer.iris.part(place.identifier, citation.footnote))
    family = writer.verb(node, citation.verb) if citation.verb else ""
    writer.link(node, v.cito_hasCitationCharacterization, writer.characterization(family))
    if citation.target.reason is not None:
        writer.link(node, v.reason, v.REASONS[citation.target.reason])
    for target in _cited(writer, node, citation):
        writer.link(place.unit, v.cites, target)
        writer.link(place.document, v.cites, target)
        writer.link(place.document, v.cito_cites, target)
        if family in v.CITING:
            writer.link(place.document, v.CITING[family], target)


def _cited(writer: Writer, node: URIRef, citation: Citation) -> list[URIRef]:
    """What a citation points to: the document or treaty, and the instrument by whose name it is made."""
    cited: list[URIRef] = []
    symbol = citation.target.symbol
    if symbol:
        target = writer.cited(symbol)
        writer.link(node, v.cito_hasCitedEntity, target)
        cited.append(target)
        if citation.pinpoint and citation.pinpoint.fragment:
            writer.link(node, v.provision, writer.provision(symbol, citation.pinpoint))
    if citation.instrument:
        instrument = writer.instrument(citation.instrument)
        writer.link(node, v.citedInstrument, instrument)
        cited.append(instrument)
    return cited
