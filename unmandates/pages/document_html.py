"""``show --html``: one HTML file that holds a document, what was found in it, its style and its script."""

from __future__ import annotations

from collections import Counter

from extract.model import DiscardReason, Document, Reading, finding_kinds
from extract.registers import Registers
from graph.iris import Iris
from unmandates.pages.annotations import annotations_of
from unmandates.pages.document_text import head_facts
from unmandates.pages.marked_text import Role, blocks
from unmandates.pages.rendering import rendered

_DISCARDED = {
    DiscardReason.FURNITURE: "page furniture",
    DiscardReason.FOREIGN: "in another language, left unread",
    DiscardReason.FORMULA: "opening formula",
    DiscardReason.CLOSING: "closing lines, which the head states",
    DiscardReason.SIGN: "number, label, marker or emphasis",
    DiscardReason.UNREAD: "left unread",
}


def page_of(reading: Reading, document: Document, registers: Registers) -> str:
    """The page of one document, as HTML: what was read of it, each finding marked in the text as received."""
    annotations = annotations_of(reading, document, registers)
    counts = Counter(one.mark.layer for one in annotations for _ in one.entries)
    parts = blocks(reading, document, [one.mark for one in annotations])
    return rendered(
        "document",
        document=document,
        address=Iris().page(document.identifier),
        facts=head_facts(reading, document),
        diagnostics=reading.diagnostics,
        layers=[(layer, counts[layer.name]) for kind in finding_kinds.KINDS for layer in kind.layers],
        annotations=annotations,
        blocks=parts,
        tied={run.segment.note for block in parts for run in block.runs if run.segment.role is Role.MARKER},
        discarded=_DISCARDED,
        unread=sum(one.kind is DiscardReason.UNREAD for one in reading.discarded),
        units={unit.name for unit in document.units if unit.spans},
        anchors={note.unit: note.anchored_in for note in document.footnotes if note.anchored_in},
    )
