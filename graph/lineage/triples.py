"""Lineage as RDF: links between documents and paragraphs, series, chains of mandates, each part a graph of its own.

No part writes a triple of another part, but for the short descriptions of missing documents; so each can be taken out
and put in alone. Documents that were read, or that one that was read points to, are described in the graphs of
documents. Nodes bear names derived from what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import RDFS, Graph

from extract.model import Document
from extract.registers import Registers
from graph import vocabulary as v
from graph.iris import Iris
from graph.lineage.values import (
    Aligned,
    DocumentLink,
    LineageRelation,
    MandateChain,
    ParagraphLink,
    ParagraphRelation,
    Series,
)
from graph.quads.mandates import mandate_nodes
from graph.quads.writer import Writer

_ONWARD = {
    LineageRelation.ADOPTED_AS: v.adoptedAs,
    LineageRelation.REVISED_AS: v.revisedAs,
    LineageRelation.TAKEN_UP_AS: v.takenUpAs,
}
"""Relations that lead from the earlier document to the later; all others lead back."""

_BACK = {
    LineageRelation.ADOPTED_AS: v.prov_wasRevisionOf,
    LineageRelation.REVISED_AS: v.prov_wasRevisionOf,
    LineageRelation.TAKEN_UP_AS: v.prov_wasDerivedFrom,
    LineageRelation.FOLLOWS: v.follows,
}
"""The plain edge from the later document; what its clauses do (``amends`` …) has one in the document's own graph."""

_PARAGRAPH = {
    ParagraphRelation.SAME: v.repeats,
    ParagraphRelation.CHANGED: v.rewords,
    ParagraphRelation.MERGED: v.merges,
    ParagraphRelation.SPLIT: v.splitFrom,
}

_EXPECTED = "expected/"
"""What the identifiers of acts begin with whose number is not known (``expected/E/2012/safety-of-harbours``)."""

_JOIN = "; "


def link_graph(links: Iterable[DocumentLink], iris: Iris) -> Graph:
    """Links between documents: a node for each with what speaks for it, and plain edges."""
    writer = Writer(iris, Registers())
    for link in links:
        onward = link.relation in _ONWARD
        earlier, later = (link.source, link.target) if onward else (link.target, link.source)
        node = iris.lineage(later, link.relation, link.source, link.target)
        writer.typed(node, v.DocumentLink)
        writer.link(node, v.earlier, iris.document(earlier))
        writer.link(node, v.later, iris.document(later))
        writer.link(node, v.lineageRelation, v.LINEAGE_RELATIONS[link.relation])
        writer.decimal(node, v.confidence, link.confidence)
        writer.text(node, v.evidence, _JOIN.join(link.evidence))
        if onward:
            writer.link(iris.document(earlier), _ONWARD[link.relation], iris.document(later))
        if link.relation in _BACK:
            # An act has words of an amendment, and is no revision of it.
            back = v.prov_wasDerivedFrom if link.of_amendment else _BACK[link.relation]
            writer.link(iris.document(later), back, iris.document(earlier))
        for identifier in (link.source, link.target):
            if identifier.startswith(_EXPECTED):
                _write_missing(writer, identifier)
    return writer.graph


def series_graph(series: Series, iris: Iris) -> Graph:
    """A series: a node for each member in order, an edge from each, and short descriptions of those missing."""
    writer = Writer(iris, Registers())
    node = iris.series(series.key)
    writer.typed(node, v.Series)
    writer.text(node, v.dcterms_identifier, series.key)
    writer.english(node, RDFS.label, series.titles[-1] if series.titles else series.key)
    for title in series.titles[:-1]:
        writer.english(node, v.skos_altLabel, title)
    writer.text(node, v.resolutionPrefix, series.organ)
    writer.text(node, v.gap, *series.gaps)
    for order, member in enumerate(series.members, start=1):
        place, document = iris.series_member(series.key, member.identifier), iris.document(member.identifier)
        writer.typed(place, v.SeriesMember)
        writer.link(node, v.hasMember, place)
        writer.link(place, v.ofDocument, document)
        writer.number(place, v.order, order)
        writer.text(place, v.orderedBy, member.order)
        writer.text(place, v.evidence, _JOIN.join(member.evidence))
        writer.link(document, v.inSeries, node)
        if not member.present:
            _write_missing(writer, member.identifier)
    return writer.graph


def aligned_graph(aligned: Aligned, iris: Iris) -> Graph:
    """What of one document is carried on in another: an edge from each later paragraph, and a node with how alike the
    two are where a word was changed."""
    writer = Writer(iris, Registers())
    for link in aligned.paragraphs:
        earlier, later = iris.part(link.source, link.source_unit), iris.part(link.target, link.target_unit)
        writer.link(later, _PARAGRAPH[link.relation], earlier)
        if link.relation is not ParagraphRelation.SAME:
            node = iris.lineage(link.target, link.source, link.source_unit, link.target_unit, link.relation)
            writer.typed(node, v.ParagraphLink)
            writer.link(node, v.earlier, earlier)
            writer.link(node, v.later, later)
            writer.link(node, v.paragraphRelation, v.PARAGRAPH_RELATIONS[link.relation])
            writer.decimal(node, v.similarity, link.similarity)
    return writer.graph


def chain_graph(chain: MandateChain, documents: Mapping[str, Document], iris: Iris) -> Graph:
    """A chain of mandates: a node for each step, with its mandate. ``documents`` are those of its steps;
    raises ``KeyError`` where one that gives a mandate is missing."""
    writer = Writer(iris, Registers())
    node = iris.chain(chain.steps[0].document, chain.key)
    writer.typed(node, v.MandateChain)
    writer.text(node, v.addressees, _JOIN.join(chain.addressees))
    for order, step in enumerate(chain.steps, start=1):
        place = iris.chain_step(node, order)
        writer.typed(place, v.MandateStep)
        writer.link(node, v.hasStep, place)
        writer.link(place, v.ofDocument, iris.document(step.document))
        writer.number(place, v.order, order)
        writer.link(place, v.mandateChange, v.MANDATE_CHANGES[step.change])
        if step.unit:
            writer.link(place, v.inUnit, iris.part(step.document, step.unit))
        if step.mandate >= 0:
            writer.link(place, v.ofMandate, mandate_nodes(documents[step.document], iris)[step.mandate])
        for identifier in step.answered_by:
            writer.link(place, v.answeredBy, iris.document(identifier))
    return writer.graph


Paragraph = tuple[str, str]
"""A document's identifier and a unit's name."""


def first_appearances(aligned: Iterable[Aligned]) -> dict[Paragraph, Paragraph]:
    """Paragraph → the oldest paragraph that it carries on: the one most steps back, along the most alike where several
    are as many. Paragraphs that carry on none are left out."""
    before: dict[Paragraph, list[ParagraphLink]] = {}
    for pair in aligned:
        for link in pair.paragraphs:
            before.setdefault((link.target, link.target_unit), []).append(link)
    known: dict[Paragraph, tuple[int, Paragraph]] = {}
    for one in sorted(before):
        waiting = [one]
        while waiting:
            last = waiting[-1]
            sources = [(link.source, link.source_unit) for link in before.get(last, ())]
            new = [source for source in sources if source not in known and source not in waiting]
            if new:
                waiting.append(new[0])
                continue
            waiting.pop()
            ways = [
                (known[source][0] + 1, link.similarity, known[source][1])
                for source, link in zip(sources, before.get(last, ()), strict=True)
                if source in known
            ]
            known[last] = (0, last)
            if ways:
                steps, _, oldest = min(ways, key=lambda way: (-way[0], -way[1], way[2]))
                known[last] = (steps, oldest)
    return {one: known[one][1] for one in sorted(before) if known[one][0]}


def first_appearance_graph(first: Mapping[Paragraph, Paragraph], iris: Iris) -> Graph:
    """An edge from each paragraph to its first appearance."""
    graph = Graph()
    for later, oldest in first.items():
        graph.add((iris.part(*later), v.firstAppearance, iris.part(*oldest)))
    return graph


def _write_missing(writer: Writer, identifier: str) -> None:
    """Describe a document that is known only by name."""
    if identifier.startswith(_EXPECTED):
        _, year, name = identifier.rsplit("/", 2)
        iri = writer.iris.document(identifier)
        writer.typed(iri, v.Document, v.eli_LegalResource)
        writer.text(iri, v.dcterms_identifier, identifier)
        writer.english(iri, RDFS.label, f"{name.replace('-', ' ')} ({year})")
    else:
        iri = writer.document(identifier)
    writer.flag(iri, v.missing, value=True)
