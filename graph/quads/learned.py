"""Identities that documents teach, as a graph apart from the registers: each name with the document that contains it,
and the documents that say so."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import RDFS, Graph

from extract.lexicon.learned import Learned
from extract.registers import Registers
from extract.slugs import slug
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.writer import Writer


def learned_graph(found: Iterable[Learned], iris: Iris, registers: Registers) -> Graph:
    """The graph of what was learned. The same values give the same graph. A name whose slug is that of a registered
    instrument is left to the register."""
    writer = Writer(iris, registers)
    for one in found:
        key = slug(one.name)
        if not key or key in registers.instrument:
            continue
        iri = iris.instrument(key)
        writer.typed(iri, v.NamedInstrument)
        writer.text(iri, v.dcterms_identifier, key)
        writer.english(iri, RDFS.label, one.name)
        writer.link(iri, v.containedIn, writer.document(one.target))
        writer.text(iri, v.pinpoint, one.pinpoint)
        for document in one.documents:
            writer.link(iri, v.dcterms_source, writer.document(document))
    return writer.graph
