"""All citations of a document: found unit by unit, notes first, resolved in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.bodies import OrganContext, conferences_in
from extract.citations import pinpoints
from extract.citations.document_symbols import find_symbols
from extract.citations.editors_links import EditorsLinks, with_links
from extract.citations.instruments import find_instruments
from extract.citations.mentions import BackReference, InstrumentMention, NoteReferences, Reference, TreatyMention
from extract.citations.numbers import find_numbers, without_note
from extract.citations.pinpoints import PinpointPhrase, with_places
from extract.citations.resolve.documents import document_reference, is_heading, is_itself
from extract.citations.resolve.history import TreatyHistory
from extract.citations.resolve.ibid import completed, ibid_references
from extract.citations.resolve.instruments import InstrumentResolver
from extract.citations.resolve.numbers import NumberResolver
from extract.citations.resolve.references_back import back_references
from extract.citations.resolve.treaties import note_references, series_references, treaty_references
from extract.citations.series import find_series, is_ibid
from extract.citations.treaties import find_back_references, find_treaties
from extract.lexicon import Lexicon
from extract.model import CitationMethod, Diagnostic, TargetKind, UnitKind
from extract.normalized_text import NormalizedText
from extract.registers import Body, Treaty
from extract.scan import Scan, scan
from extract.structure import FootnoteText, Layout, Paragraph
from extract.structure.layout import Anchor

_TREATY_BODIES = ("conference-of-the-parties", "treaty-body")

_Phrases = tuple[PinpointPhrase, ...]


@dataclass(slots=True)
class Collector:
    """Collects the references of one document. ``scans`` are its units in order; ``organs`` and ``treaties`` what it
    has named so far."""

    layout: Layout
    lexicon: Lexicon
    scans: tuple[Scan, ...]
    organs: OrganContext
    numbers: NumberResolver
    treaties: TreatyHistory
    instruments: InstrumentResolver
    links: EditorsLinks
    disagreements: list[Diagnostic] = field(default_factory=list)
    """EditorsLinks that lead elsewhere than their words, as met."""

    _notes: dict[str, NoteReferences] = field(default_factory=dict)
    """What each note cites, by its unit."""

    _units: dict[str, str] = field(default_factory=dict)
    """The unit of the first note with each marker."""

    @classmethod
    def of(cls, layout: Layout, lexicon: Lexicon, scans: tuple[Scan, ...], links: EditorsLinks) -> Collector:
        """A collector for ``layout``, with what its head makes plain; ``links`` are those of the whole source."""
        registers, head = lexicon.registers, layout.head
        adopting = registers.body.get(head.adopted_by_key)
        day = head.date or head.issued
        organs = OrganContext.of(adopting, registers)
        return cls(
            layout,
            lexicon,
            scans,
            organs,
            NumberResolver(organs, registers.numbering, day),
            TreatyHistory.of(layout, lexicon, adopting),
            InstrumentResolver(day),
            links,
        )

    def collect(self) -> Iterator[tuple[str, Reference, FootnoteText | None]]:
        """``(unit, reference, note)`` of every citation; ``note`` where it is made in a footnote. Offsets are those
        of the unit's text, or of the note's."""
        self._read_notes()
        named = [tuple(find_instruments(unit)) for unit in self.scans]
        for mentions in named:
            self.instruments.learn(mentions, self._note_of)
        notes = {note.marker: note for note in self.layout.footnotes}
        for unit, mentions in zip(self.scans, named, strict=True):
            for reference in self._cited_by(unit, self._of_unit(unit, mentions)):
                yield unit.unit, reference, None
            for anchor in _once(unit.paragraph.anchors):
                note = notes.get(anchor.note)
                if note:
                    for reference in self._notes[note.unit].references:
                        yield unit.unit, reference, note
        for note in self.layout.footnotes:
            if not note.anchored_in or notes[note.marker] is not note:
                for reference in self._notes[note.unit].references:
                    yield note.unit, reference, note

    # notes

    def _read_notes(self) -> None:
        before: NoteReferences | None = None
        for note in self.layout.footnotes:
            before = self._read_note(note, before)
            self._notes[note.unit] = before
            if note.marker:
                self._units.setdefault(note.marker, note.unit)

    def _read_note(self, note: FootnoteText, before: NoteReferences | None) -> NoteReferences:
        text = note.normalized.text
        unit = scan(Paragraph(note.unit, UnitKind.FOOTNOTE, "", note.normalized), self.lexicon)
        phrases = pinpoints.find_pinpoints(text, unit.folded)
        references = [
            *self._of_numbers(unit, phrases),
            *self._of_symbols(unit, phrases),
            *self._of_treaties_in_note(unit, phrases),
        ]
        series_before = before.series if before and is_ibid(text) else None
        series = completed(find_series(text, after_series=series_before is not None), before)
        if series:
            references.extend(series_references(series, self.lexicon.registers))
        elif is_ibid(text) and not references:
            references.extend(ibid_references(text, before))
        references = self._linked(note.normalized, references)
        references.sort(key=lambda reference: (reference.start, reference.end, str(reference.target)))
        made = tuple(replace(reference, method=CitationMethod.FOOTNOTE) for reference in references)
        return NoteReferences(made, series or series_before)

    def _note_of(self, marker: str) -> NoteReferences | None:
        unit = self._units.get(marker)
        return self._notes.get(unit) if unit else None

    # units

    def _of_unit(self, unit: Scan, instruments: tuple[InstrumentMention, ...]) -> list[Reference]:
        """All that the rules read in a unit, in order of place."""
        self.organs.learn(unit.names)
        self.treaties.next_unit()
        self.treaties.named_otherwise(unit.text[one.start : one.end] for one in instruments)
        phrases = pinpoints.find_pinpoints(unit.text, unit.folded)
        references = [
            *self._of_numbers(unit, phrases),
            *self._of_symbols(unit, phrases),
            *self._of_treaties(unit, phrases),
            *self._of_instruments(unit, instruments, phrases),
        ]
        return sorted(self._linked(unit.paragraph.normalized, references), key=_place)

    def _linked(self, text: NormalizedText, references: list[Reference]) -> list[Reference]:
        """``references`` with what the links in ``text`` add."""
        links = list(self.links.within(text))
        if not links:
            return references
        made, disagreements = with_links(text.text, references, links, self.lexicon.registers.numbering)
        self.disagreements.extend(disagreements)
        return made

    def _cited_by(self, unit: Scan, references: Iterable[Reference]) -> Iterator[Reference]:
        """The references that are citations, each once: not to the document itself, nor what two rules read in one
        place; what stands in a title is cited by it."""
        in_head = unit.paragraph.kind is UnitKind.HEAD
        own = self.layout.identifier
        read_to: dict[tuple[str, str], int] = {}
        for reference in references:
            if is_itself(reference, own, in_head=in_head):
                continue
            if unit is self.scans[0] and is_heading(reference, unit, own):
                continue
            thing = (str(reference.target) or reference.kind, reference.place)
            if reference.start < read_to.get(thing, 0):
                continue
            read_to[thing] = reference.end
            if unit.in_title(reference.start) or (in_head and reference.kind is not TargetKind.DOCUMENT):
                yield replace(reference, method=CitationMethod.TITLE)
            else:
                yield reference

    def _of_numbers(self, unit: Scan, phrases: _Phrases) -> Iterator[Reference]:
        numbering = self.lexicon.registers.numbering
        mentions = tuple(without_note(number, self._units, numbering) for number in find_numbers(unit, self.organs))
        for reference in self.numbers.references(mentions):
            yield from with_places(reference, phrases, unit.text, named=False)

    def _of_symbols(self, unit: Scan, phrases: _Phrases) -> Iterator[Reference]:
        for mention in find_symbols(unit.text, self.lexicon.registers.numbering):
            reference = document_reference(mention)
            if mention.rule == "symbol":
                yield from with_places(reference, phrases, unit.text, named=False)
            else:
                yield reference

    def _of_treaties_in_note(self, unit: Scan, phrases: _Phrases) -> Iterator[Reference]:
        for mention in find_treaties(unit, self.lexicon):
            for reference in note_references(mention, self.treaties):
                yield from with_places(reference, phrases, unit.text, named=True)

    def _of_treaties(self, unit: Scan, phrases: _Phrases) -> Iterator[Reference]:
        """Treaties by name and by reference back, in the order of the text; bodies of a treaty count as naming it."""
        order: list[tuple[int, int, TreatyMention | BackReference | Treaty]] = [
            *((m.start, m.end, m) for m in find_treaties(unit, self.lexicon)),
            *((m.start, m.end, m) for m in find_back_references(unit)),
            *((name.start, name.end, treaty) for name in unit.names if (treaty := self._treaty_of(name.rows[0]))),
            *(
                (start, end, treaty)
                for start, end, body in conferences_in(unit.text, self.lexicon)
                if (treaty := self._treaty_of(body))
            ),
        ]
        order.sort(key=lambda entry: (entry[0], isinstance(entry[2], BackReference), entry[1]))
        read_to = 0
        for start, end, mention in order:
            if isinstance(mention, Treaty):
                self.treaties.named(mention)
            elif isinstance(mention, TreatyMention):
                references = list(treaty_references(mention, self.treaties))
                yield from self._placed(references, unit, phrases, singly=not mention.protocols)
                read_to = end if mention.protocols and references else read_to
            elif start >= read_to:  # "the Protocols thereto" is not read again by itself
                references = list(back_references(mention, self.treaties))
                yield from self._placed(references, unit, phrases, singly=len(references) == 1)

    def _placed(
        self, references: Iterable[Reference], unit: Scan, phrases: _Phrases, *, singly: bool
    ) -> Iterator[Reference]:
        """References with their pinpoints: those to one thing, not to a set, and only where it is known."""
        for reference in references:
            if singly and reference.target.symbol:
                yield from with_places(reference, phrases, unit.text, named=True)
            else:
                yield reference

    def _treaty_of(self, row: object) -> Treaty | None:
        if not isinstance(row, Body) or row.kind not in _TREATY_BODIES:
            return None
        return self.lexicon.registers.treaty.get(row.treaty)

    def _of_instruments(
        self, unit: Scan, mentions: tuple[InstrumentMention, ...], phrases: _Phrases
    ) -> Iterator[Reference]:
        outside = pinpoints.outside(phrases, [(name.start, name.end) for name in unit.names]) if phrases else ()
        for mention in mentions:
            reference = self.instruments.reference(mention)
            goals = pinpoints.of_name(phrases, outside, unit.text, mention.start, mention.end)
            for place in goals or (reference.pinpoint,):
                yield replace(reference, pinpoint=place)


def _place(reference: Reference) -> tuple[int, int, str, str]:
    return reference.start, reference.end, str(reference.target), reference.place


def _once(anchors: Iterable[Anchor]) -> Iterator[Anchor]:
    seen: set[str] = set()
    for anchor in anchors:
        if anchor.note not in seen:
            seen.add(anchor.note)
            yield anchor
