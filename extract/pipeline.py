"""The whole reading on one page: text → structure → citations, bodies, directives → values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.bodies import BodyFinder, NamedBody
from extract.body_events import Event, find_events
from extract.citations.collect import Collector
from extract.citations.mentions import Reference
from extract.clauses import Clause, clauses, governing
from extract.deadlines import Limit, limit_of
from extract.effect_verbs import find_effect_verbs
from extract.lexicon import Lexicon, lexicon_of
from extract.mandates import Task, find_acts, find_tasks
from extract.model import (
    Addressee,
    BodyEvent,
    BodyMention,
    Citation,
    Document,
    DocumentType,
    Footnote,
    Mandate,
    OperativeAction,
    Reading,
    Relation,
    RelationKind,
    Unit,
    UnitKind,
)
from extract.organs import OrganContext
from extract.registers import Registers
from extract.relations import Cited, Effect, find_effects
from extract.scan import Scan, scan
from extract.source import Source, Span
from extract.structure import FootnoteText, Layout, lay_out
from extract.structure.amendment import PROPOSAL
from extract.symbols import parse_symbol


def extract(source: Source, registers: Registers) -> Reading:
    """Read everything that ``source`` holds. Never raises for a document's faults: they are diagnostics."""
    lexicon = lexicon_of(registers)
    laid_out = lay_out(source, lexicon)
    documents = tuple(_document(source, layout, lexicon) for layout in laid_out.layouts)
    faults = [fault for layout in laid_out.layouts for fault in layout.diagnostics]
    return Reading(source, documents, (*faults, *laid_out.diagnostics), laid_out.discarded)


def _document(source: Source, layout: Layout, lexicon: Lexicon) -> Document:
    scans = tuple(scan(paragraph, lexicon) for paragraph in layout.paragraphs)
    reported = layout.head.type is DocumentType.DECISION
    found = {unit.unit: clauses(unit, lexicon, reported=reported) for unit in scans}
    collector = Collector.of(layout, lexicon, scans)
    by_name = {unit.unit: unit for unit in scans}
    references = tuple(collector.collect())
    citations = tuple(_citation(source, cited, by_name, _verb_of(cited, by_name, found)) for cited in references)
    of_unit: dict[str, list[Citation]] = {}
    for citation in citations:
        of_unit.setdefault(citation.unit, []).append(citation)
    bodies = BodyFinder(lexicon, OrganContext.of(collector.organs.adopting, lexicon.registers))
    read = [
        (unit, found[unit.unit], bodies.find(unit)) for unit in scans if unit.paragraph.kind is not UnitKind.SECTION
    ]
    tasks = find_tasks(read, lexicon, layout.head.adopted_by_key) if _has_mandates(layout) else ()
    effect_verbs = tuple(find_effect_verbs([(unit, verbs) for unit, verbs, _ in read])) if _has_mandates(layout) else ()
    named = {unit.unit: (unit, bodies) for unit, _, bodies in read if bodies}
    cited = _places(references, by_name)
    return Document(
        identifier=layout.identifier,
        head=layout.head,
        units=_units(layout, scans, found),
        footnotes=_footnotes(layout),
        citations=citations,
        bodies=tuple(_body(source, unit, body) for unit, _, named in read for body in named),
        mandates=tuple(
            _mandate(
                source,
                task,
                of_unit.get(task.scan.unit, ()),
                limit_of(task, named.get(task.scan.unit, (task.scan, ()))[1], layout.head, lexicon.registers.body),
            )
            for task in tasks
        ),
        operative_actions=tuple(
            OperativeAction(act.scan.unit, _span(source, act.scan, act.start, act.end), act.verb, act.object)
            for unit, verbs, _ in read
            if _has_mandates(layout)
            for act in find_acts(unit, verbs)
        ),
        relations=(
            *_proposed(source, layout, by_name),
            *(_relation(source, one) for one in find_effects(effect_verbs, cited, layout.identifier, layout.head.date)),
        ),
        body_events=tuple(
            _body_event(source, one)
            for one in find_events(effect_verbs, named, cited, layout.identifier, layout.head.date)
        ),
        part_of=layout.part_of,
    )


def _places(
    references: tuple[tuple[str, Reference, FootnoteText | None], ...], by_name: dict[str, Scan]
) -> dict[str, list[Cited]]:
    """The resolved citations of each unit, in order of their place in its text."""
    found: dict[str, list[Cited]] = {}
    for unit, one, note in references:
        place = by_name.get(unit)
        if place is None or not one.target:
            continue
        start, end = one.start, one.end
        if note is not None:
            at = next((anchor.at for anchor in place.paragraph.anchors if anchor.note == note.marker), None)
            if at is None:
                continue
            start = end = at
        pin = one.pinpoint
        found.setdefault(unit, []).append(
            Cited(
                start,
                end,
                one.target,
                one.kind,
                pin.printed if pin else "",
                pin.fragment if pin else "",
                one.instrument,
                noted=note is not None,
            )
        )
    for places in found.values():
        places.sort(key=lambda cited: (cited.start, cited.end, cited.target, cited.pinpoint))
    return found


def _has_mandates(layout: Layout) -> bool:
    return layout.head.type not in (DocumentType.DOCUMENT, DocumentType.REPORT, DocumentType.DRAFT_AMENDMENT)


def _verb_of(
    cited: tuple[str, Reference, FootnoteText | None], by_name: dict[str, Scan], found: dict[str, tuple[Clause, ...]]
) -> str:
    """The governing verb as printed: of the clause with the mention, or with the note's marker; a sub-paragraph
    without a verb of its own shares its chapeau's."""
    unit, reference, note = cited
    place = by_name.get(unit)
    if place is None:
        return ""
    at = reference.start
    if note is not None:
        at = next((anchor.at for anchor in place.paragraph.anchors if anchor.note == note.marker), 0)
    clause = governing(found[unit], at)
    while clause is None and place.paragraph.parent in by_name:
        place = by_name[place.paragraph.parent]
        clause = governing(found[place.unit], len(place.text))
    return clause.printed(place.text) if clause else ""


def _units(layout: Layout, scans: tuple[Scan, ...], found: dict[str, tuple[Clause, ...]]) -> tuple[Unit, ...]:
    units = [
        Unit(
            name=unit.unit,
            kind=unit.paragraph.kind,
            text=unit.text,
            spans=unit.paragraph.normalized.spans(),
            opening=_opening(unit, found[unit.unit]),
            parent=unit.paragraph.parent,
        )
        for unit in scans
    ]
    units.extend(
        Unit(note.unit, UnitKind.FOOTNOTE, note.normalized.text, note.normalized.spans()) for note in layout.footnotes
    )
    return tuple(units)


def _opening(unit: Scan, verbs: tuple[Clause, ...]) -> str:
    first = verbs[0] if verbs and verbs[0].start < 4 else None
    return first.printed(unit.text) if first else ""


def _footnotes(layout: Layout) -> tuple[Footnote, ...]:
    return tuple(
        Footnote(note.unit, note.printed, note.anchored_in[0] if note.anchored_in else "") for note in layout.footnotes
    )


def _span(source: Source, unit: Scan, start: int, end: int) -> Span:
    return unit.paragraph.normalized.span(start, end, source.text)


def _citation(
    source: Source, found: tuple[str, Reference, FootnoteText | None], by_name: dict[str, Scan], verb: str
) -> Citation:
    unit, reference, note = found
    normalized = note.normalized if note else by_name[unit].paragraph.normalized
    span = normalized.span(reference.start, reference.end, source.text)
    pinpoint = reference.pinpoint
    return Citation(
        unit=unit,
        span=span,
        mention=source.text[span.start : span.end],
        kind=reference.kind,
        target=reference.target,
        method=reference.method,
        rule=reference.rule,
        verb=verb,
        pinpoint=pinpoint.printed if pinpoint else "",
        provision=pinpoint.fragment if pinpoint else "",
        reason=reference.reason,
        confidence=reference.confidence,
        footnote=note.unit if note else "",
        instrument=reference.instrument,
    )


def _body(source: Source, unit: Scan, body: NamedBody) -> BodyMention:
    span = _span(source, unit, body.start, body.end)
    return BodyMention(
        unit=unit.unit,
        span=span,
        mention=source.text[span.start : span.end],
        key=body.key,
        label=body.label,
        rule=body.rule,
        ad_hoc=body.ad_hoc,
        kind=body.kind,
        parent=body.parent,
    )


def _relation(source: Source, effect: Effect) -> Relation:
    effect_verb = effect.effect_verb
    return Relation(
        unit=effect_verb.scan.unit,
        span=_span(source, effect_verb.scan, effect_verb.clause_start, effect_verb.clause_end),
        kind=effect.kind,
        target=effect.target,
        verb=effect_verb.verb,
        pinpoint=effect.pinpoint,
        provision=effect.provision,
        instrument=effect.instrument,
        term=effect.term,
        until=effect.until,
        since=effect.since,
    )


def _proposed(source: Source, layout: Layout, by_name: dict[str, Scan]) -> Iterator[Relation]:
    """What an amendment to a draft proposes to change, as its head says."""
    head = by_name.get("head") if layout.head.type is DocumentType.DRAFT_AMENDMENT else None
    match = PROPOSAL.search(head.text) if head else None
    draft = parse_symbol(match["draft"]) if match else None
    if head and match and draft:
        span = _span(source, head, match.start(), match.end())
        yield Relation("head", span, RelationKind.AMENDS, draft.text, " ".join(match["verb"].split()))


def _body_event(source: Source, event: Event) -> BodyEvent:
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


def _mandate(source: Source, task: Task, cited: Sequence[Citation], limit: Limit) -> Mandate:
    """The mandate of a task; ``cited`` are the citations of its unit."""
    span = _span(source, task.scan, task.start, task.end)
    whole = Span(task.scan.paragraph.normalized.source(task.start), task.scan.paragraph.normalized.source(task.end))
    rests_on = dict.fromkeys(
        c.target for c in cited if c.target and not c.footnote and whole.start <= c.span.start < whole.end
    )
    report_to = task.report_to
    return Mandate(
        unit=task.scan.unit,
        clause=task.clause,
        span=span,
        verb=task.verb,
        addressees=tuple(Addressee(p.label, p.key, p.group) for p in task.parties),
        task=task.task,
        conditions=task.conditions,
        deadline=task.deadline,
        due=limit.due,
        due_session=limit.session,
        frequency=limit.frequency,
        report_to=Addressee(report_to.label, report_to.key, report_to.group) if report_to else None,
        report_when=task.report_when,
        rests_on=tuple(rests_on),
    )
