"""Lineage on a terminal: the lines of documents as a tree, paragraphs and mandates along them, words that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from graph.lineage.values import DocumentLink, LineageRelation
from graph.lineage.word_differences import Difference
from unmandates.pages.lineage_view import (
    Amendment,
    LineageColumn,
    LineageView,
    MandateRow,
    ParagraphWording,
    State,
    Step,
    Thread,
)

SIGNS = {
    State.FIRST: "o",
    State.NEW: "+",
    State.SAME: "=",
    State.CHANGED: "~",
    State.MERGED: ">",
    State.SPLIT: "<",
    State.ABSENT: "-",
    State.UNKNOWN: "?",
}
"""What stands for a state where there is room for one character."""

_LEGEND = "o oldest read, + new, = same, ~ changed, > merged, < split, - absent, ? not read"
_SHORT = 72
_QUIET = "dim"
_MISSING = "yellow"
_MARKS = {Difference.ADDED: ("{+", "+}", "green underline"), Difference.REMOVED: ("[-", "-]", "red strike")}
_SAID = {
    LineageRelation.AMENDS: ("amends", "amended by"),
    LineageRelation.REPLACES: ("replaces", "replaced by"),
    LineageRelation.REVOKES: ("revokes", "revoked by"),
    LineageRelation.EXTENDS: ("extends", "extended by"),
    LineageRelation.ENDORSES: ("endorses", "endorsed by"),
}


def lines_of(view: LineageView) -> Iterator[RenderableType]:
    """What to print of a lineage."""
    yield tree_of(view)
    for heading, threads in (
        ("Paragraphs", view.threads),
        ("Paragraphs before it that it does not have", view.dropped),
    ):
        if threads and view.lines:
            yield Text(f"\n{heading}", "bold").append(f"  {_LEGEND}", _QUIET)
            yield _threads(view, threads)
    if view.mandates:
        yield Text("\nMandates", "bold")
    for row in view.mandates:
        yield from _mandate(row)


def differences_of(wordings: Iterable[ParagraphWording]) -> Iterator[Text]:
    """Paragraphs word by word: ``{+added+}``, ``[-removed-]``."""
    empty = True
    for wording in wordings:
        empty = False
        units = ", ".join(wording.units) or "dropped"
        earlier = ", ".join(wording.earlier_units)
        came = f", was {wording.earlier} {earlier}" if earlier else ""
        yield Text(f"{units}", "bold").append(f"  {wording.document}: {wording.state}{came}", _QUIET)
        yield Text(" ").join(_pieces(wording)).append("\n")
    if empty:
        yield Text("no paragraph differs")


def said(link: DocumentLink, name: str) -> tuple[str, str]:
    """What the document ``name`` is to the other of a link, and that other."""
    active, passive = _SAID[link.relation]
    return (active, link.target) if link.source == name else (passive, link.source)


def amended(amendment: Amendment) -> str:
    """What an amendment is to, and what became of it."""
    where = f" in {amendment.act}" if amendment.act else ""
    return f"proposes to amend {amendment.draft}" + (f": {amendment.outcome}{where}" if amendment.outcome else "")


def short(text: str, length: int = _SHORT) -> str:
    """The first words of a text."""
    return text if len(text) <= length else f"{text[:length].rpartition(' ')[0]} …"


def tree_of(view: LineageView) -> Tree:
    """The lines of documents, and where the document stands in them."""
    name = view.lineage.identifier
    title = view.document.head.title if view.document else "not read"
    tree = Tree(Text(name, "bold").append(f"  {title}"))
    for line in view.lines:
        branch = tree.add(Text(line.name))
        for column in line.columns:
            branch.add(_column(column, name))
    if view.amendments:
        branch = tree.add(Text("Amendments"))
        for amendment in view.amendments:
            text = Text(amendment.identifier, "bold" if amendment.identifier == name else "")
            branch.add(text.append(f" {amended(amendment)}"))
    if view.others:
        branch = tree.add(Text("Effects on other documents"))
        for link in view.others:
            branch.add(Text(" ".join(said(link, name))))
    return tree


def _column(column: LineageColumn, name: str) -> Text:
    if not column.identifier:
        return Text(f"{column.when}  gap: one is due, and none known", _MISSING)
    text = Text(f"{column.when}  ")
    text.append(column.identifier, "bold" if column.identifier == name else "")
    if not column.present:
        text.append("  missing", _MISSING)
    if column.title:
        text.append(f"  {column.title}")
    if column.evidence and column.evidence != ("first",):
        text.append(f"  ({', '.join(column.evidence)})", _QUIET)
    return text.append("  <- this document", "bold") if column.identifier == name else text


def _threads(view: LineageView, threads: Iterable[Thread]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("unit", no_wrap=True)
    for line in view.lines:
        table.add_column(line.name.lower(), no_wrap=True)
    for name in ("first in", "reworded", "next", "words"):
        table.add_column(name, overflow="fold")
    name = view.lineage.identifier
    for thread in threads:
        signs = ("".join(SIGNS[one.state] for one in wordings if one.document) for wordings in thread.wordings)
        after = thread.next or ""
        where = "" if thread.document == name else f"{thread.document} "
        cells = (
            f"{where}{thread.unit}",
            *signs,
            thread.first,
            str(thread.times_reworded or ""),
            after,
            short(thread.text),
        )
        table.add_row(*map(Text, cells))
    return table


def _mandate(row: MandateRow) -> Iterator[Text]:
    named = row.named
    who = "; ".join(row.chain.addressees) or "nobody named"
    yield (
        Text(f"{named.verb if named else 'asks'} ")
        .append(who, "green")
        .append(f": {short(named.task, 2 * _SHORT)}" if named else "")
    )
    for step in row.steps:
        yield _step(step)


def _step(shown: Step) -> Text:
    step = shown.step
    style = _MISSING if shown.mandate is None else ""
    text = (
        Text(f"  {shown.when:10}  ")
        .append(f"{step.change.replace('_', ' '):11}", style)
        .append(f"  {step.document} {step.unit}".rstrip())
    )
    for name, value in step_facts(shown):
        text.append(f" | {name}: {value}")
    return text


def step_facts(shown: Step) -> Iterator[tuple[str, str]]:
    """What else a step says: its deadline, and the documents that answered it."""
    if shown.mandate and (shown.mandate.deadline or shown.mandate.due):
        yield "deadline", shown.mandate.deadline or str(shown.mandate.due)
    if shown.step.answered_by:
        yield "answered by", ", ".join(shown.step.answered_by)


def _pieces(wording: ParagraphWording) -> Iterator[Text]:
    for piece in wording.pieces:
        before, after, style = _MARKS.get(piece.kind, ("", "", ""))
        yield Text(f"{before}{piece.text}{after}", style)
