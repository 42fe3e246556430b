"""All that was found in a document: a node for each finding, with its place, and what the writer of its kind adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rdflib import URIRef

from extract.model import DRAFTS, Document, finding_kinds
from graph import vocabulary as v
from graph.quads.bodies import write_body
from graph.quads.body_events import write_body_event
from graph.quads.citations import write_citation
from graph.quads.mandates import write_mandate
from graph.quads.operative_actions import write_operative_action
from graph.quads.relations import write_relation
from graph.quads.writer import FindingContext, Writer

WRITERS: Mapping[str, Callable[[Writer, URIRef, Any, FindingContext], None]] = {
    "citation": write_citation,
    "body": write_body,
    "mandate": write_mandate,
    "operative-action": write_operative_action,
    "relation": write_relation,
    "body-event": write_body_event,
}
"""What writes the findings of each kind, by the name of its declaration."""


def write_findings(writer: Writer, subject: URIRef, document: Document) -> None:
    """Write every finding of ``document``, which is ``subject``. Raises ``KeyError`` for a kind without a writer."""
    identifier, draft = document.identifier, document.head.type in DRAFTS
    for kind in finding_kinds.KINDS:
        for n, finding in kind.numbered(document):
            node = writer.iris.finding(kind, identifier, finding.unit, n)
            unit = writer.iris.part(identifier, finding.unit)
            writer.link(node, v.inUnit, unit)
            writer.number(node, v.oa_start, finding.span.start)
            writer.number(node, v.oa_end, finding.span.end)
            WRITERS[kind.name](writer, node, finding, FindingContext(identifier, subject, unit, draft=draft))
