"""``lineage --html``: one HTML file that shows a document's lines, its paragraphs and its mandates along them."""

from __future__ import annotations

from graph.lineage.values import MandateChange
from graph.lineage.word_differences import Difference
from unmandates.pages.lineage_text import amended, said, short, step_facts
from unmandates.pages.lineage_view import DocumentLine, LineageView, MandateRow, State, Step
from unmandates.pages.rendering import rendered

_SIGNS = {
    State.FIRST: "",
    State.NEW: "+",
    State.SAME: "",
    State.CHANGED: "~",
    State.MERGED: "›",
    State.SPLIT: "‹",
    State.ABSENT: "–",
    State.UNKNOWN: "",
}
_STATES = {
    State.FIRST: "in the oldest text read",
    State.NEW: "new",
    State.SAME: "same words",
    State.CHANGED: "changed",
    State.MERGED: "merged",
    State.SPLIT: "split",
    State.ABSENT: "absent",
    State.UNKNOWN: "not read",
}
_CHANGES = {
    MandateChange.GIVEN: "+",
    MandateChange.FIRST_KNOWN: "…",
    MandateChange.CONTINUED: "",
    MandateChange.WIDENED: "▲",
    MandateChange.NARROWED: "▼",
    MandateChange.CHANGED: "~",
    MandateChange.ENDED: "■",
    MandateChange.DROPPED: "×",
}
_TAGS = {Difference.ADDED: "ins", Difference.REMOVED: "del", Difference.KEPT: "span"}


def lineage_page(view: LineageView) -> str:
    """The page of a lineage."""
    line = _mandate_line(view)
    return rendered(
        "lineage",
        view=view,
        name=view.lineage.identifier,
        title=view.document.head.title if view.document else "",
        lines=view.lines,
        tables=[
            ("Paragraphs", "paragraph", view.threads),
            ("Dropped before it", "dropped", view.dropped),
        ],
        amendments=[(one.identifier, amended(one)) for one in view.amendments],
        others=[said(link, view.lineage.identifier) for link in view.others],
        signs=_SIGNS,
        states=_STATES,
        changes=_CHANGES,
        tags=_TAGS,
        mandate_line=line,
        mandates=[(row, _cells(row, line)) for row in view.mandates] if line else [],
        short=short,
        step_facts=lambda step: list(step_facts(step)),
    )


def _mandate_line(view: LineageView) -> DocumentLine | None:
    """The line along which the mandates of the document go."""
    steps = {step.document for chain in view.lineage.chains for step in chain.steps}
    holding = [line for line in view.lines if steps & {column.identifier for column in line.columns}]
    return holding[-1] if holding else None


def _cells(row: MandateRow, line: DocumentLine) -> list[tuple[int, Step | None, bool]]:
    """For each column the number of the step in it, the step, and whether the chain runs on through it."""
    at = {step.step.document: (number, step) for number, step in enumerate(row.steps)}
    places = [place for place, column in enumerate(line.columns) if column.identifier in at]
    cells: list[tuple[int, Step | None, bool]] = []
    for place, column in enumerate(line.columns):
        number, step = at.get(column.identifier, (0, None))
        cells.append((number, step, bool(places) and places[0] <= place <= places[-1]))
    return cells
