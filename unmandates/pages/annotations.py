"""What a page tells of each thing found in a document: its target or party, and how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.model import BodyMention, Citation, Document, Mandate, OperativeAction, Reading
from extract.registers import Registers
from extract.source import Span
from graph.iris import Iris
from unmandates.pages.marked_text import Layer, Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """One target, body, task or act: what it is, where more of it is to be read, and facts as (name, value)."""

    title: str
    identifier: str
    href: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All entries of one layer over the same words, as "the Protocols thereto" stands for three treaties."""

    mark: Mark
    unit: str
    words: str
    entries: tuple[Entry, ...]


def everything(reading: Reading, document: Document, registers: Registers) -> tuple[Found, ...]:
    """All that was found in ``document``, in the order of the text."""
    titles = _titles(registers)
    together: dict[tuple[Span, Layer], tuple[str, list[Entry]]] = {}
    for span, layer, unit, entry in _entries(document, titles):
        together.setdefault((span, layer), (unit, []))[1].append(entry)
    text = reading.source.text
    in_order = sorted(together.items(), key=lambda item: (item[0][0].start, -item[0][0].end, item[0][1]))
    return tuple(
        Found(Mark(f"found-{n}", layer, span), unit, " ".join(text[span.start : span.end].split()), tuple(entries))
        for n, ((span, layer), (unit, entries)) in enumerate(in_order, start=1)
    )


def _titles(registers: Registers) -> Mapping[str, str]:
    return {row.id: row.title for row in registers.treaties} | {row.slug: row.name for row in registers.instruments}


def _entries(document: Document, titles: Mapping[str, str]) -> Iterator[tuple[Span, Layer, str, Entry]]:
    for citation in document.citations:
        layer = Layer.CITATION if citation.target.symbol else Layer.UNRESOLVED
        yield citation.span, layer, citation.footnote or citation.unit, _citation(citation, titles)
    for body in document.bodies:
        yield body.span, Layer.BODY, body.unit, _body(body)
    for mandate in document.mandates:
        yield mandate.span, Layer.MANDATE, mandate.unit, _mandate(mandate)
    for act in document.operative_actions:
        yield act.span, Layer.ACT, act.unit, _act(act)


def _told(**facts: str) -> tuple[tuple[str, str], ...]:
    """Facts that are known, by names written with ``_`` for a space."""
    return tuple((name.replace("_", " "), value) for name, value in facts.items() if value)


def _citation(one: Citation, titles: Mapping[str, str]) -> Entry:
    facts = _told(
        reason=(one.target.reason or "").replace("_", " "),
        pinpoint=str(one.pinpoint or ""),
        governing_verb=one.verb,
        method=one.method,
        rule=one.rule,
        confidence=f"{one.confidence:g}",
        cited_in=f"note {one.footnote} to {one.unit}" if one.footnote and one.footnote != one.unit else "",
        kind=one.kind,
    )
    identifier = str(one.target)
    if not identifier:
        return Entry("Unresolved", "", "", facts)
    name = titles.get(one.instrument) or titles.get(identifier) or identifier
    page = Iris().page(identifier)
    return Entry(name, identifier if name != identifier else "", str(page or ""), facts)


def _body(one: BodyMention) -> Entry:
    facts = _told(rule=one.rule, kind=one.kind, part_of=one.parent)
    return Entry(one.label, f"body/{one.key}", "", facts)


def _mandate(one: Mandate) -> Entry:
    report = f"{one.report_to.label}{f', {one.report_when}' if one.report_when else ''}" if one.report_to else ""
    facts = _told(
        verb=one.verb,
        task=one.task,
        deadline=one.deadline,
        due=str(one.due or ""),
        report_to=report,
        conditions="; ".join(one.conditions),
        rests_on="; ".join(map(str, one.rests_on)),
        clause=one.clause,
    )
    return Entry("; ".join(party.label for party in one.addressees) or "Nobody named", "", "", facts)


def _act(one: OperativeAction) -> Entry:
    return Entry(f"{one.verb} {one.object}", "", "", ())
