"""The whole reading on one page: source → structure → citations, bodies, mandates, what is done → values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.bodies import BodyFinder, NamedBody, OrganContext
from extract.citations.collect import Collector
from extract.citations.editors_links import EditorsLinks
from extract.citations.places import governing_verb, places_of
from extract.effects import Cited, EffectVerb, find_effect_verbs, find_effects, find_events
from extract.finding_values import (
    body_event_of,
    body_of,
    citation_of,
    footnotes_of,
    mandate_of,
    operative_action_of,
    proposal_of,
    relation_of,
    units_of,
)
from extract.lexicon import Lexicon, lexicon_of
from extract.mandates import Clause, clauses, find_operative_actions, find_tasks, limit_of
from extract.model import (
    BodyEvent,
    Citation,
    Diagnostic,
    Document,
    DocumentType,
    Mandate,
    Reading,
    Relation,
    Severity,
    UnitKind,
)
from extract.registers import Registers
from extract.scan import Scan, scan
from extract.source import Source
from extract.structure import Layout, lay_out
from extract.structure.italic_openings import ItalicOpenings
from extract.symbols import identified

_DO_NOTHING = (DocumentType.DOCUMENT, DocumentType.REPORT, DocumentType.DRAFT_AMENDMENT)
"""Types of documents that direct nobody and do nothing."""


def extract(source: Source, registers: Registers) -> Reading:
    """Read everything that ``source`` holds. Never raises for a document's errors: they are diagnostics."""
    lexicon = lexicon_of(registers)
    laid_out = lay_out(source, lexicon)
    markup = _Markup(ItalicOpenings.of(source), EditorsLinks.of(source, registers.numbering))
    documents = tuple(_document(source.text, layout, lexicon, markup) for layout in laid_out.layouts)
    of_source = [Diagnostic(notice.code, Severity.INFO, notice.message) for notice in source.notices]
    of_documents = [diagnostic for layout in laid_out.layouts for diagnostic in layout.diagnostics]
    diagnostics = (*of_source, *of_documents, *laid_out.diagnostics, *markup.diagnostics)
    return Reading(source, documents, diagnostics, laid_out.discarded)


@dataclass(frozen=True, slots=True)
class _Markup:
    """What the format knows within lines, and what proved wrong in it."""

    italics: ItalicOpenings
    links: EditorsLinks
    diagnostics: list[Diagnostic] = field(default_factory=list)


def _document(source: str, layout: Layout, lexicon: Lexicon, markup: _Markup) -> Document:
    scans = tuple(scan(paragraph, lexicon) for paragraph in layout.paragraphs)
    units = {unit.unit: unit for unit in scans}
    reported = layout.head.type is DocumentType.DECISION
    clauses_of = {unit.unit: clauses(unit, lexicon, reported=reported) for unit in scans}
    collector = Collector.of(layout, lexicon, scans, markup.links)
    references = tuple(collector.collect())
    markup.diagnostics.extend(collector.disagreements)
    citations = tuple(citation_of(source, one, units, governing_verb(one, units, clauses_of)) for one in references)
    finder = BodyFinder(lexicon, OrganContext.of(collector.organs.adopting, lexicon.registers))
    paragraphs = _paragraphs(scans, clauses_of, finder)
    acting = () if layout.head.type in _DO_NOTHING else paragraphs
    effect_verbs = tuple(find_effect_verbs([(unit, own) for unit, own, _ in acting], lexicon.registers))
    relations, body_events = _effects(source, layout, paragraphs, effect_verbs, places_of(references, units))
    return Document(
        identifier=layout.identifier,
        head=layout.head,
        units=tuple(units_of(layout, scans, clauses_of, markup.italics)),
        footnotes=tuple(footnotes_of(layout)),
        citations=citations,
        bodies=tuple(body_of(source, unit, body) for unit, _, bodies in paragraphs for body in bodies),
        mandates=_mandates(source, layout, lexicon, acting, citations),
        operative_actions=tuple(
            operative_action_of(source, action)
            for unit, own, _ in acting
            for action in find_operative_actions(unit, own, lexicon)
        ),
        relations=(*_proposals(source, layout, units), *relations),
        body_events=body_events,
        part_of=layout.part_of,
    )


_Paragraph = tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]
"""A unit that is no heading, with its clauses and the bodies named in it."""


def _paragraphs(
    scans: Sequence[Scan], clauses_of: Mapping[str, tuple[Clause, ...]], finder: BodyFinder
) -> tuple[_Paragraph, ...]:
    texts = (unit for unit in scans if unit.paragraph.kind is not UnitKind.SECTION)
    return tuple((unit, clauses_of[unit.unit], finder.find(unit)) for unit in texts)


def _mandates(
    source: str, layout: Layout, lexicon: Lexicon, acting: Sequence[_Paragraph], citations: Sequence[Citation]
) -> tuple[Mandate, ...]:
    named = {unit.unit: bodies for unit, _, bodies in acting}
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.unit, []).append(citation)
    register = lexicon.registers.body
    return tuple(
        mandate_of(
            source, task, cited.get(task.scan.unit, ()), limit_of(task, named[task.scan.unit], layout.head, register)
        )
        for task in find_tasks(acting, lexicon, layout.head.adopted_by_key)
    )


def _effects(
    source: str,
    layout: Layout,
    paragraphs: Sequence[_Paragraph],
    effect_verbs: Sequence[EffectVerb],
    cited: dict[str, list[Cited]],
) -> tuple[tuple[Relation, ...], tuple[BodyEvent, ...]]:
    """What the document does to others, and what becomes of bodies by it or by what it speaks of."""
    act = identified(layout.identifier)
    adopted = layout.head.date
    named = {unit.unit: (unit, bodies) for unit, _, bodies in paragraphs if bodies}
    effects = find_effects(effect_verbs, cited, act, adopted)
    events = find_events(effect_verbs, named, cited, act, adopted)
    return tuple(relation_of(source, one) for one in effects), tuple(body_event_of(source, one) for one in events)


def _proposals(source: str, layout: Layout, units: Mapping[str, Scan]) -> Iterator[Relation]:
    if layout.head.type is DocumentType.DRAFT_AMENDMENT and "head" in units:
        yield from proposal_of(source, units["head"])
