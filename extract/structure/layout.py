"""The whole structure of a file: acts, heads, paragraphs with normalized text, footnotes with their anchors."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.lexicon import Lexicon
from extract.model import Diagnostic, DiscardedSpan, DiscardReason, Head, Severity, Symbol, UnitKind
from extract.normalized_text import NormalizedText, normalize
from extract.registers import Body
from extract.source import Source, Span
from extract.structure.acts import Act, find_acts
from extract.structure.adoption import absent_in, disagreements, last_marker
from extract.structure.amendment import first_change
from extract.structure.chunks import chunks
from extract.structure.coverage import coverage
from extract.structure.foreign import foreign_faults, tell_foreign
from extract.structure.formula import OpeningKind, bare_opening, declaring, find_openings
from extract.structure.head import read_head
from extract.structure.lines import Line, LineKind, split_lines, tell_apart
from extract.structure.marks import Mark, Note, dropped, find_marks, without
from extract.structure.paragraphs import ParagraphReader, Part
from extract.structure.titles import part_title
from extract.symbols import joint


@dataclass(frozen=True, slots=True)
class Anchor:
    """A footnote marker in a paragraph: ``at`` is the offset in the normalized text behind which it stood."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A unit with the way back to the source, and the footnotes anchored in it."""

    name: str
    kind: UnitKind
    parent: str
    normalized: NormalizedText
    anchors: tuple[Anchor, ...] = ()

    @property
    def text(self) -> str:
        return self.normalized.text


@dataclass(frozen=True, slots=True)
class FootnoteText:
    """A footnote: its unit, printed marker, normalized words, and the units where its marker stands."""

    unit: str
    marker: str
    normalized: NormalizedText
    anchored_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One act of a file, structured."""

    identifier: str
    head: Head
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteText, ...]
    part_of: str
    diagnostics: tuple[Diagnostic, ...]
    closing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A file's acts, and the account of what is in none of their units."""

    layouts: tuple[Layout, ...]
    discarded: tuple[DiscardedSpan, ...]
    diagnostics: tuple[Diagnostic, ...]


def lay_out(source: Source, lexicon: Lexicon) -> LaidOut:
    """The acts of ``source``, each with its structure. A file always yields at least one."""
    lines = split_lines(source.text)
    languages = tell_foreign(source.text, lines)
    openings = find_openings(lines, lexicon)
    if any(line.text in _ANNOTATED for line in lines[:_FIRST_LINES]):
        openings = [opening for opening in openings if opening.kind is not OpeningKind.REPORTED]
    if not openings and (declaration := declaring(lines)):
        openings = [declaration]
    tell_apart(lines, openings[0].first if openings else _first_paragraph(lines))
    openings = [opening for opening in openings if lines[opening.first].kind is LineKind.BODY]
    acts = find_acts(lines, openings)
    organs: dict[int, Body | None] = {}  # parts of one number share the organ of the first
    layouts: list[Layout] = []
    for act in acts:
        layout = _lay_out_act(source, lexicon, lines, act, organs.get(act.title))
        language = languages.of(act.first, act.last)
        layout = replace(layout, head=replace(layout.head, language=language))
        organs.setdefault(act.title, lexicon.registers.body.get(layout.head.adopted_by_key))
        layouts.append(layout)
    layouts = [layout for layout in layouts if layout.paragraphs or len(layouts) == 1]
    kept = tuple(_distinct(layouts, source))
    units = [span for layout in kept for unit in layout.paragraphs for span in unit.normalized.spans()]
    notes = [span for layout in kept for note in layout.footnotes for span in note.normalized.spans()]
    closing = [span for layout in kept for span in layout.closing]
    discarded = coverage(source.text, lines, openings, [*units, *notes], closing)
    return LaidOut(kept, discarded, (*foreign_faults(lines, languages), *_unread(discarded)))


def _unread(discarded: Iterable[DiscardedSpan]) -> Iterator[Diagnostic]:
    """A fault for the text that no act holds, such as the tail of one that begins on an earlier page."""
    unread = [drop.span for drop in discarded if drop.kind is DiscardReason.UNREAD]
    if unread:
        size = sum(span.end - span.start for span in unread)
        message = f"{size} characters in {len(unread)} places belong to no act and were left unread"
        yield Diagnostic("unread-text", Severity.WARNING, message, unread[0])


def _first_paragraph(lines: list[Line]) -> int:
    """Where a file without an opening leaves its head: at the first paragraph behind the contents, else at the first
    line that ends like one; an amendment where its changes begin."""
    changes = first_change(lines)
    if changes is not None:
        return changes
    contents = next((i for i, line in enumerate(lines) if _contents(line)), len(lines))
    behind = (i for i in range(contents, len(lines)) if _FIRST.match(lines[i].text) and _like_paragraph(lines[i]))
    first = next(behind, None)
    return first if first is not None else next((i for i, line in enumerate(lines) if _like_paragraph(line)), 0)


def _like_paragraph(line: Line) -> bool:
    return line.kind is LineKind.BODY and len(line.text) > _LONG and line.text.endswith((".", ":", ";"))


_ANNOTATED = ("Annotations", "Annotated provisional agenda", "Provisional annotated agenda")
"""Headings of annotations, which tell what organs decided before: no decisions of their own."""

_FIRST_LINES = 80
_LONG = 60
_CONTENTS = ("Contents", "CONTENTS")
_FIRST = re.compile(r"1\.\s+[A-Z]")


def _contents(line: Line) -> bool:
    return len(line.text) < _LONG and line.text.startswith(_CONTENTS)


def _above_contents(head: list[Line]) -> list[Line]:
    end = next((i for i, line in enumerate(head) if _contents(line)), len(head))
    return head[:end] or head


def _lay_out_act(source: Source, lexicon: Lexicon, lines: list[Line], act: Act, organ: Body | None) -> Layout:
    own = lines[act.first : act.last]
    opening = act.opening or bare_opening(lines, act.first, act.last, lexicon)
    head_end = opening.first - act.first if opening else _first_paragraph(own)
    head_lines = [line for line in own[:head_end] if line.kind in (LineKind.BODY, LineKind.BLANK)]
    body = own[opening.text - act.first :] if opening else own[head_end:]
    spoken = opening is not None and opening.kind not in (OpeningKind.FORMULA, OpeningKind.BARE)
    reader = ParagraphReader(lexicon, statement=spoken, plain=opening is None)
    reader.read(chunks(body, lexicon))
    above = head_lines if opening else _above_contents(head_lines)
    titled = above if act.title >= act.first else [*_title_lines(lines, act.title), *head_lines]
    closing = reader.closing
    if opening and opening.kind in (OpeningKind.REPORTED, OpeningKind.STATEMENT):
        closing = [*closing, lines[opening.first]]  # "At its 64th plenary meeting, on 15 December 2025, …"
    reading = read_head(titled, source.text, lexicon, opening, closing, organ=organ if act.letter else None)
    notes = _notes(own)
    parts = [part for part in reader.parts if part.stretches]
    paragraphs, anchored = _heal(source.text, head_lines, parts, notes)
    footnotes = tuple(
        FootnoteText(
            unit=f"fn{note.marker}" if count == 1 else f"fn{note.marker}~{count}",
            marker=note.marker,
            normalized=normalize(source.text, _undecorated(source.text, note.stretches)),
            anchored_in=anchored.get(note.marker, ()),
        )
        for note, count in _counted(notes)
    )
    head, symbol = _named(_with_absent(reading.head, closing, footnotes), reading.symbols, act.letter)
    if act.letter and act.title < act.first:
        own_title = part_title(head_lines, source.text)
        head = replace(head, title=own_title[0], title_span=own_title[1]) if own_title else head
    identifier = symbol or f"file/{source.sha256[:16]}"
    return Layout(
        identifier,
        head,
        paragraphs,
        footnotes,
        joint(identifier) if symbol else "",
        (*reader.diagnostics, *_votes_that_disagree(head, closing)),
        tuple(line.span for line in reader.closing),
    )


def _with_absent(head: Head, closing: Sequence[Line], footnotes: Iterable[FootnoteText]) -> Head:
    """The head with those who did not take part in the vote, where a note to the closing lines tells them."""
    if head.adoption is None or head.adoption.absent or head.adoption.votes_for is None or not closing:
        return head
    marker = last_marker(" ".join(line.text for line in closing))
    absent = next((absent_in(note.normalized.text) for note in footnotes if marker and note.marker == marker), ())
    return replace(head, adoption=replace(head.adoption, absent=absent))


def _votes_that_disagree(head: Head, closing: Sequence[Line]) -> Iterator[Diagnostic]:
    if head.adoption and closing:
        yield from disagreements(head.adoption, Span(closing[0].start, closing[-1].end))


def _title_lines(lines: list[Line], title: int) -> list[Line]:
    """The title of a joint resolution, which its later parts share."""
    end = title + 1
    while end < len(lines) and lines[end].kind is LineKind.BODY:
        end += 1
    return [*lines[title:end], Line(lines[end - 1].end, lines[end - 1].end, "", LineKind.BLANK)]


def _notes(own: list[Line]) -> list[Note]:
    notes: list[Note] = []
    for line in own:
        if line.kind is LineKind.NOTE:
            notes.append(Note(line.marker, (Span(line.start + line.content, line.end),)))
        elif line.kind is LineKind.NOTE_MORE and notes:
            notes[-1] = replace(notes[-1], stretches=(*notes[-1].stretches, line.span))
    return notes


def _counted(notes: list[Note]) -> list[tuple[Note, int]]:
    seen: dict[str, int] = {}
    found: list[tuple[Note, int]] = []
    for note in notes:
        seen[note.marker] = seen.get(note.marker, 0) + 1
        found.append((note, seen[note.marker]))
    return found


def _undecorated(text: str, stretches: tuple[Span, ...]) -> list[Span]:
    return without(stretches, [hole for stretch in stretches for hole in dropped(text, stretch)])


def _heal(
    text: str, head_lines: list[Line], parts: list[Part], notes: list[Note]
) -> tuple[tuple[Paragraph, ...], dict[str, tuple[str, ...]]]:
    """Heal head and parts; tell in which units each note is anchored."""
    stretches = [stretch for part in parts for stretch in part.stretches]
    marks = find_marks(text, stretches, notes)
    holes = sorted({*(mark.span for mark in marks), *(h for stretch in stretches for h in dropped(text, stretch))})
    places = [mark.span.start for mark in marks]
    paragraphs: list[Paragraph] = []
    head = [line.span for line in head_lines if line.text]
    if head:
        head_holes = sorted({h for stretch in head for h in dropped(text, stretch)})
        paragraphs.append(Paragraph("head", UnitKind.HEAD, "", normalize(text, without(head, head_holes))))
    anchored: dict[str, list[str]] = {}
    names: set[str] = set()
    for part in parts:
        normalized = normalize(text, without(part.stretches, holes))
        if not normalized.text:
            continue
        own: list[Mark] = []
        for stretch in part.stretches:
            own.extend(marks[bisect_left(places, stretch.start) : bisect_right(places, stretch.end - 1)])
        anchors = tuple(Anchor(_offset(normalized, mark.span.start), mark.marker) for mark in own)
        for mark in own:
            units = anchored.setdefault(mark.marker, [])
            if part.name not in units:
                units.append(part.name)
        paragraphs.append(Paragraph(part.name, part.kind, _held_by(part.parent, names), normalized, anchors))
        names.add(part.name)
    return tuple(paragraphs), {marker: tuple(units) for marker, units in anchored.items()}


def _held_by(parent: str, names: set[str]) -> str:
    """The nearest unit around a part that has a text of its own."""
    while parent and parent not in names:
        parent = parent[: parent.rindex("(")] if "(" in parent else ""
    return parent


def _offset(normalized: NormalizedText, origin: int) -> int:
    """The offset in the normalized text of what stood last before ``origin`` in the source."""
    index = bisect_right(normalized.origins, origin) - 1
    if index < 0:
        return 0
    return normalized.starts[index] + min(origin - normalized.origins[index], normalized.lengths[index])


def _named(head: Head, symbols: tuple[Symbol, ...], letter: str) -> tuple[Head, str]:
    """The head and identifier of an act, a part's letter added."""
    if not symbols:
        return head, ""
    symbol = symbols[0].text
    if letter and not symbols[0].letter:
        head = replace(head, number=re.sub(r"(?<=\d) [A-Z](?: ?(?:,|and|to|–|-) ?[A-Z])*$", "", head.number))
        number = f"{head.number.replace(' (', f' {letter} (')}" if "(" in head.number else f"{head.number} {letter}"
        return replace(head, number=number), symbol + letter
    return head, symbol


def _distinct(layouts: list[Layout], source: Source) -> list[Layout]:
    """Two acts that read as one identifier: the later, shorter one is told apart and reported."""
    seen: dict[str, int] = {}
    kept: list[Layout] = []
    for layout in layouts:
        count = seen[layout.identifier] = seen.get(layout.identifier, 0) + 1
        if count == 1:
            kept.append(layout)
            continue
        fault = Diagnostic(
            "identifier-twice", Severity.WARNING, f"{layout.identifier} stands twice in {source.name}; part {count}"
        )
        identifier = (
            f"file/{source.sha256[:16]}~{count}" if layout.identifier.startswith("file/") else layout.identifier
        )
        if identifier == layout.identifier:
            first = next(i for i, other in enumerate(kept) if other.identifier == identifier)
            kept[first] = replace(kept[first], diagnostics=(*kept[first].diagnostics, fault))
            continue
        kept.append(replace(layout, identifier=identifier, diagnostics=(*layout.diagnostics, fault)))
    return kept
