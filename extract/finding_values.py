"""From what the finders found, with offsets in the text of a unit, to the values of the model, with spans of the
source: one function a kind of finding. ``source`` is the source's text throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.bodies import NamedBody
from extract.citations.places import Collected
from extract.effects import Effect, Event
from extract.mandates import Clause, Limit, OwnAction, Task
from extract.model import (
    BodyEvent,
    BodyMention,
    Citation,
    Footnote,
    Mandate,
    OperativeAction,
    Relation,
    RelationKind,
    Symbol,
    Unit,
    UnitKind,
)
from extract.scan import Scan
from extract.source import Span
from extract.structure import Layout
from extract.structure.amendment import PROPOSAL
from extract.structure.italic_openings import ItalicOpenings
from extract.symbols import parse_symbol


def units_of(
    layout: Layout, scans: Sequence[Scan], clauses: Mapping[str, Sequence[Clause]], italics: ItalicOpenings
) -> Iterator[Unit]:
    """The units of a document, then its footnotes. An opening that no register knows is the one in italics."""
    for scan in scans:
        paragraph = scan.paragraph
        opening = _opening(scan, clauses[scan.unit]) or italics.opening(paragraph.normalized, paragraph.kind)
        yield Unit(scan.unit, paragraph.kind, scan.text, paragraph.normalized.spans(), opening, paragraph.parent)
    for note in layout.footnotes:
        yield Unit(note.unit, UnitKind.FOOTNOTE, note.normalized.text, note.normalized.spans())


def _opening(scan: Scan, clauses: Sequence[Clause]) -> str:
    first = clauses[0] if clauses and clauses[0].start < 4 else None
    return first.printed(scan.text) if first else ""


def footnotes_of(layout: Layout) -> Iterator[Footnote]:
    """The footnotes of a document."""
    for note in layout.footnotes:
        yield Footnote(note.unit, note.printed, note.anchored_in[0] if note.anchored_in else "")


def citation_of(source: str, collected: Collected, units: Mapping[str, Scan], verb: str) -> Citation:
    """A citation under its governing verb."""
    unit, reference, note = collected
    normalized = note.normalized if note else units[unit].paragraph.normalized
    span = normalized.span(reference.start, reference.end, source)
    return Citation(
        unit=unit,
        span=span,
        mention=source[span.start : span.end],
        kind=reference.kind,
        target=reference.target,
        method=reference.method,
        rule=reference.rule,
        verb=verb,
        pinpoint=reference.pinpoint,
        confidence=reference.confidence,
        footnote=note.unit if note else "",
        instrument=reference.instrument,
    )


def body_of(source: str, scan: Scan, body: NamedBody) -> BodyMention:
    """A mention of a body."""
    span = _span(source, scan, body.start, body.end)
    return BodyMention(
        unit=scan.unit,
        span=span,
        mention=source[span.start : span.end],
        key=body.key,
        label=body.label,
        rule=body.rule,
        ad_hoc=body.ad_hoc,
        kind=body.kind,
        parent=body.parent,
    )


def mandate_of(source: str, task: Task, cited: Sequence[Citation], limit: Limit) -> Mandate:
    """The mandate of a task; ``cited`` are the citations of its unit."""
    normalized = task.scan.paragraph.normalized
    start, end = normalized.source(task.start), normalized.source(task.end)
    within = (one for one in cited if not one.footnote and start <= one.span.start < end)
    return Mandate(
        unit=task.scan.unit,
        clause=task.clause,
        span=_span(source, task.scan, task.start, task.end),
        verb=task.verb,
        addressees=task.addressees,
        task=task.task,
        conditions=task.conditions,
        deadline=task.deadline,
        due=limit.due,
        due_session=limit.session,
        frequency=limit.frequency,
        report_to=task.report_to,
        report_when=task.report_when,
        rests_on=tuple(dict.fromkeys(symbol for one in within if (symbol := one.target.symbol))),
    )


def operative_action_of(source: str, act: OwnAction) -> OperativeAction:
    """What the adopting body itself does."""
    return OperativeAction(act.scan.unit, _span(source, act.scan, act.start, act.end), act.verb, act.object)


def relation_of(source: str, effect: Effect) -> Relation:
    """What an effect verb does to a document."""
    verb = effect.effect_verb
    return Relation(
        unit=verb.scan.unit,
        span=_span(source, verb.scan, verb.clause_start, verb.clause_end),
        kind=effect.kind,
        target=effect.target,
        verb=verb.verb,
        pinpoint=effect.pinpoint,
        instrument=effect.instrument,
        term=effect.term,
        until=effect.until,
        since=effect.since,
    )


def proposal_of(source: str, head: Scan) -> Iterator[Relation]:
    """What an amendment to a draft proposes to change, as its head says."""
    match = PROPOSAL.search(head.text)
    draft: Symbol | None = parse_symbol(match["draft"]) if match else None
    if match and draft:
        span = _span(source, head, match.start(), match.end())
        yield Relation("head", span, RelationKind.AMENDS, draft, " ".join(match["verb"].split()))


def body_event_of(source: str, event: Event) -> BodyEvent:
    """What becomes of a body."""
    return BodyEvent(
        unit=event.scan.unit,
        span=_span(source, event.scan, event.start, event.end),
        kind=event.kind,
        key=event.body.key,
        label=event.body.label,
        by=event.by,
        verb=event.verb,
        term=event.term,
        until=event.until,
        since=event.since,
    )


def _span(source: str, scan: Scan, start: int, end: int) -> Span:
    return scan.paragraph.normalized.span(start, end, source)
