"""The layout of a whole source: lines, languages, openings, acts, each act laid out, and what is in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.lexicon import Lexicon
from extract.model import Diagnostic, DiscardedSpan, DiscardReason, Severity
from extract.registers import Body
from extract.source import Source, Span
from extract.structure.act_layout import ActReader
from extract.structure.acts import Act, find_acts
from extract.structure.blocks import BlockMap
from extract.structure.coverage import coverage
from extract.structure.head_end import first_paragraph
from extract.structure.languages import Languages, find_languages, report_foreign
from extract.structure.layout import LaidOut, Layout
from extract.structure.lines import Line, LineKind, classify_lines, split_lines
from extract.structure.openings import Opening, OpeningKind, declaring, find_openings, stated_openings

_ANNOTATED = ("Annotations", "Annotated provisional agenda", "Provisional annotated agenda")
"""Headings of annotations, which report what organs decided before: no decisions of their own."""

_FIRST_LINES = 80


def lay_out(source: Source, lexicon: Lexicon) -> LaidOut:
    """The acts of ``source``, each with its structure. A file always yields at least one."""
    blocks = BlockMap.of(source)
    lines = split_lines(source.text, blocks)
    languages = find_languages(source.text, lines, blocks)
    openings = _openings(lines, blocks, lexicon)
    classify_lines(lines, openings[0].first if openings else first_paragraph(lines), blocks.exhaustive)
    openings = [opening for opening in openings if lines[opening.first].kind is LineKind.BODY]
    acts = find_acts(lines, openings, blocks)
    layouts = _lay_out_acts(ActReader(source, blocks, lexicon, lines), acts, languages)
    discarded = _discarded(source, lines, openings, layouts)
    return LaidOut(layouts, discarded, (*report_foreign(lines, languages), *_unread(discarded)))


def _openings(lines: list[Line], blocks: BlockMap, lexicon: Lexicon) -> list[Opening]:
    if blocks.states_openings():
        return stated_openings(lines, blocks, lexicon)
    openings = find_openings(lines, lexicon)
    if any(line.text in _ANNOTATED for line in lines[:_FIRST_LINES]):
        openings = [opening for opening in openings if opening.kind is not OpeningKind.REPORTED]
    if not openings and (declaration := declaring(lines)):
        openings = [declaration]
    return openings


def _lay_out_acts(reader: ActReader, acts: list[Act], languages: Languages) -> tuple[Layout, ...]:
    organs: dict[int, Body | None] = {}  # parts of one number share the organ of the first
    layouts: list[Layout] = []
    for act in acts:
        layout = reader.read(act, organs.get(act.title))
        language = languages.of(act.first, act.last)
        layouts.append(replace(layout, head=replace(layout.head, language=language)))
        organs.setdefault(act.title, reader.lexicon.registers.body.get(layout.head.adopted_by_key))
    with_words = [layout for layout in layouts if layout.paragraphs] or layouts[:1]
    return tuple(_distinct(with_words, reader.source))


def _distinct(layouts: list[Layout], source: Source) -> list[Layout]:
    """Of two acts that read as one identifier, the first; one without a symbol of its own gets a name that is."""
    seen: dict[str, int] = {}
    kept: list[Layout] = []
    for layout in layouts:
        count = seen[layout.identifier] = seen.get(layout.identifier, 0) + 1
        if count == 1:
            kept.append(layout)
            continue
        twice = Diagnostic(
            "identifier-twice", Severity.WARNING, f"{layout.identifier} stands twice in {source.name}; part {count}"
        )
        if layout.identifier.startswith("file/"):
            identifier = f"file/{source.sha256[:16]}~{count}"
            kept.append(replace(layout, identifier=identifier, diagnostics=(*layout.diagnostics, twice)))
        else:
            first = next(i for i, other in enumerate(kept) if other.identifier == layout.identifier)
            kept[first] = replace(kept[first], diagnostics=(*kept[first].diagnostics, twice))
    return kept


def _discarded(
    source: Source, lines: list[Line], openings: list[Opening], layouts: Iterable[Layout]
) -> tuple[DiscardedSpan, ...]:
    units = [span for layout in layouts for unit in layout.paragraphs for span in unit.normalized.spans()]
    notes = [span for layout in layouts for note in layout.footnotes for span in note.normalized.spans()]
    closing = [span for layout in layouts for span in layout.closing]
    return coverage(source.text, lines, openings, [*units, *notes], closing)


def _unread(discarded: Iterable[DiscardedSpan]) -> Iterator[Diagnostic]:
    """A diagnostic for the text that no act holds, such as the tail of one that begins on an earlier page."""
    unread: list[Span] = [one.span for one in discarded if one.kind is DiscardReason.UNREAD]
    if unread:
        size = sum(span.end - span.start for span in unread)
        message = f"{size} characters in {len(unread)} places belong to no act and were left unread"
        yield Diagnostic("unread-text", Severity.WARNING, message, unread[0])
