"""``show --html``: one HTML file that holds a document, what was found in it, its style and its script."""

from __future__ import annotations

from collections import Counter

from extract.model import DiscardReason, Document, Reading
from extract.registers import Registers
from graph.iris import Iris
from unmandates.pages.annotations import everything
from unmandates.pages.document_text import head_facts
from unmandates.pages.marked_text import Layer, Role, blocks
from unmandates.pages.rendering import rendered

_LAYERS = {
    Layer.CITATION: "citations",
    Layer.UNRESOLVED: "unresolved",
    Layer.BODY: "bodies",
    Layer.MANDATE: "mandates",
    Layer.ACT: "acts",
}
_SINGULAR = {
    Layer.CITATION: "cites",
    Layer.UNRESOLVED: "unresolved",
    Layer.BODY: "names",
    Layer.MANDATE: "asks",
    Layer.ACT: "does",
}
_DROPS = {
    DiscardReason.FURNITURE: "page furniture",
    DiscardReason.FOREIGN: "in another language, left unread",
    DiscardReason.FORMULA: "opening formula",
    DiscardReason.CLOSING: "closing lines, which the head tells",
    DiscardReason.SIGN: "number, label, marker or emphasis",
    DiscardReason.UNREAD: "left unread",
}


def page_of(reading: Reading, document: Document, registers: Registers) -> str:
    """The page."""
    found = everything(reading, document, registers)
    counts = Counter(one.mark.layer for one in found for _ in one.entries)
    parts = blocks(reading, document, [one.mark for one in found])
    return rendered(
        "document",
        document=document,
        address=Iris().page(document.identifier),
        facts=head_facts(reading, document),
        faults=reading.diagnostics,
        layers=[(layer, name, counts[layer]) for layer, name in _LAYERS.items()],
        says=_SINGULAR,
        found=found,
        blocks=parts,
        tied={run.segment.note for block in parts for run in block.runs if run.segment.role is Role.MARKER},
        drops=_DROPS,
        unread=sum(drop.kind is DiscardReason.UNREAD for drop in reading.discarded),
        units={unit.name for unit in document.units if unit.spans},
        anchors={note.unit: note.anchored_in for note in document.footnotes if note.anchored_in},
    )
