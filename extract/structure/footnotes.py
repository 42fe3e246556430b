"""The footnotes of an act: their words, and the markers that blocks state, each matched with its note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.source import Block, BlockKind, Span
from extract.structure.blocks import BlockMap
from extract.structure.lines import Line, LineKind, plain_label
from extract.structure.marks import Mark

_MOST = 3
"""Digits that a marker has at most."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: ``unit`` its name, ``marker`` what marks refer to it by (see ``FootnoteText``), ``printed`` its
    marker as printed, ``stretches`` its words, ``block`` what states it, None where nothing does."""

    unit: str
    marker: str
    printed: str
    stretches: tuple[Span, ...]
    block: Block | None = None


def notes_of(lines: Sequence[Line]) -> list[Note]:
    """The footnotes on the lines of an act, in order."""
    grown: list[tuple[Line, list[Span]]] = []
    for line in lines:
        if line.kind is LineKind.NOTE:
            grown.append((line, []))
        if line.kind in (LineKind.NOTE, LineKind.NOTE_MORE) and grown and line.content < len(line.text):
            grown[-1][1].append(Span(line.start + line.content, line.end))
    notes: list[Note] = []
    seen: dict[str, int] = {}
    for line, stretches in grown:
        count = seen[line.marker] = seen.get(line.marker, 0) + 1
        name = line.marker if count == 1 else f"{line.marker}~{count}"
        marker = name if line.block else line.marker
        notes.append(Note(f"fn{name}", marker, line.marker, tuple(stretches), line.block))
    return notes


def stated_marks(source: str, blocks: BlockMap, stretches: Sequence[Span], notes: Sequence[Note]) -> list[Mark]:
    """The marks that blocks state in ``stretches``, in order: markers, and what is raised and bears a note's marker.
    Raised digits after other digits are taken out of the words even where they are no note's: ``70/2`` and a lost note
    1 are not 70/21."""
    if not blocks.markers and not blocks.superscripts:
        return []
    matched = _Matched(notes)
    found: list[Mark] = []
    ordered = sorted(stretches)
    for block in sorted((*blocks.markers, *blocks.superscripts), key=lambda one: (one.span, one.kind)):
        span = block.span
        if not _inside(span, ordered) or (found and span.start < found[-1].span.end):
            continue
        if block.kind is BlockKind.MARKER:
            found.append(Mark(span, matched.by_marker(block, source)))
            continue
        raised = source[span.start : span.end].strip()
        if not raised.isascii():
            continue  # superscript characters are found without a block
        marker = "" if BlockKind.MARKER in blocks.exhaustive else matched.by_number(raised, span.start)
        if marker or (raised.isdigit() and len(raised) <= _MOST and source[span.start - 1 : span.start].isdigit()):
            found.append(Mark(span, marker))
    return found


class _Matched:
    """Notes by the markers that refer to them, in the order of the text: a marker refers to the note that shares its
    key, else to the next note with its number, else to the last one."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self._keys = {note.block.note: note for note in notes if note.block and note.block.note}
        self._printed: dict[str, list[Note]] = {}
        for note in notes:
            self._printed.setdefault(note.printed, []).append(note)

    def by_marker(self, block: Block, source: str) -> str:
        note = self._keys.get(block.note) if block.note else None
        if note:
            return note.marker
        printed = plain_label(block.number or source[block.span.start : block.span.end])
        return self.by_number(printed, block.span.start) or printed

    def by_number(self, printed: str, place: int) -> str:
        """Empty where no note bears that number."""
        notes = self._printed.get(printed, ())
        after = (note for note in notes if note.stretches and note.stretches[0].start > place)
        note = next(after, notes[-1] if notes else None)
        return note.marker if note else ""


def _inside(span: Span, stretches: Sequence[Span]) -> bool:
    return home(span, stretches) is not None


def home(span: Span, stretches: Sequence[Span]) -> int | None:
    """The index of the stretch, of those in order, in which a mark stands; one of no length can stand at its end."""
    index = bisect_right(stretches, span.start, key=_start) - 1
    if (
        index >= 0
        and span.end <= stretches[index].end
        and (span.start < stretches[index].end or span.start == span.end)
    ):
        before = index - 1
        at_start = span.start == span.end == stretches[index].start
        return before if at_start and before >= 0 and stretches[before].end == span.start else index
    return None


def _start(span: Span) -> int:
    return span.start
