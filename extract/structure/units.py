"""Parts made into units: words in normalized text, markers taken out, and notes anchored where these stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import UnitKind
from extract.normalized_text import NormalizedText, normalize
from extract.source import BlockKind, Span
from extract.structure.blocks import BlockMap
from extract.structure.footnotes import Note, home, stated_marks
from extract.structure.layout import Anchor, FootnoteText, Paragraph
from extract.structure.lines import Line
from extract.structure.marks import Mark, MarkerForms, decoration, find_marks, without
from extract.structure.parts import Part


@dataclass(frozen=True, slots=True)
class Units:
    """The units of an act: its paragraphs, the head first, and its footnotes."""

    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteText, ...]


def units_of(
    source: str, blocks: BlockMap, head: Sequence[Line], parts: Sequence[Part], notes: Sequence[Note]
) -> Units:
    """The units of an act with ``head`` and ``parts``, and with ``notes``. A part without words is none."""
    words = _Words(source, decorated=BlockKind.ITALIC not in blocks.exhaustive)
    head_stretches = [line.span for line in head if line.text]
    stretches = sorted(stretch for part in parts for stretch in part.stretches)
    everywhere = sorted((*head_stretches, *stretches))
    stated = stated_marks(source, blocks, everywhere, notes)
    marks = _Marks(everywhere, [*stated, *_found_marks(source, blocks, stretches, notes, stated)])
    paragraphs: list[Paragraph] = []
    if head_stretches:
        paragraphs.append(words.paragraph("head", UnitKind.HEAD, "", head_stretches, marks))
    names: set[str] = set()
    for part in parts:
        paragraph = words.paragraph(part.name, part.kind, _held_by(part.parent, names), part.stretches, marks)
        if paragraph.text:
            paragraphs.append(paragraph)
            names.add(part.name)
    anchored = _anchored(paragraphs)
    footnotes = (
        FootnoteText(note.unit, note.marker, words.normalized(note.stretches), anchored.get(note.marker, ()))
        for note in notes
    )
    return Units(tuple(paragraphs), tuple(footnotes))


@dataclass(frozen=True, slots=True)
class _Words:
    """Makes normalized text of stretches of ``source``; ``decorated``: emphasis and bullets may be written as signs,
    which are no words."""

    source: str
    decorated: bool

    def normalized(self, stretches: Sequence[Span], marks: Sequence[Mark] = ()) -> NormalizedText:
        cut = {mark.span for mark in marks}
        if self.decorated:
            cut.update(span for stretch in stretches for span in decoration(self.source, stretch))
        return normalize(self.source, without(stretches, sorted(cut)))

    def paragraph(self, name: str, kind: UnitKind, parent: str, stretches: Sequence[Span], marks: _Marks) -> Paragraph:
        own = marks.within(stretches)
        normalized = self.normalized(stretches, own)
        anchors = tuple(Anchor(_offset(normalized, mark.span.start), mark.marker) for mark in own if mark.marker)
        return Paragraph(name, kind, parent, normalized, anchors)


class _Marks:
    """Marks by the stretch in which they stand."""

    def __init__(self, stretches: Sequence[Span], marks: Sequence[Mark]) -> None:
        self._of_stretch: dict[int, list[Mark]] = {}
        for mark in sorted(marks, key=lambda one: one.span):
            index = home(mark.span, stretches)
            if index is not None:
                self._of_stretch.setdefault(stretches[index].start, []).append(mark)

    def within(self, stretches: Sequence[Span]) -> list[Mark]:
        """The marks in ``stretches``, in order."""
        return [mark for stretch in stretches for mark in self._of_stretch.get(stretch.start, ())]


def _found_marks(
    source: str, blocks: BlockMap, stretches: Sequence[Span], notes: Sequence[Note], stated: Sequence[Mark]
) -> tuple[Mark, ...]:
    """The marks of which nothing is stated. The first of several notes with one marker stands for all of them."""
    forms = MarkerForms(
        signs=BlockKind.MARKER not in blocks.exhaustive,
        plain=BlockKind.SUPERSCRIPT not in blocks.exhaustive,
    )
    in_body = [mark for mark in stated if home(mark.span, stretches) is not None]
    return find_marks(source, stretches, [note.printed for note in notes], in_body, forms)


def _anchored(paragraphs: Sequence[Paragraph]) -> dict[str, tuple[str, ...]]:
    """The units in which each note is anchored, in order."""
    found: dict[str, dict[str, None]] = {}
    for paragraph in paragraphs:
        for anchor in paragraph.anchors:
            found.setdefault(anchor.note, {})[paragraph.name] = None
    return {note: tuple(units) for note, units in found.items()}


def _held_by(parent: str, names: set[str]) -> str:
    """The nearest unit around a part that has words of its own."""
    while parent and parent not in names:
        parent = parent[: parent.rindex("(")] if "(" in parent else ""
    return parent


def _offset(normalized: NormalizedText, origin: int) -> int:
    """The offset in the normalized text of what stood last before ``origin`` in the source."""
    index = bisect_right(normalized.origins, origin) - 1
    if index < 0:
        return 0
    return normalized.starts[index] + min(origin - normalized.origins[index], normalized.lengths[index])
