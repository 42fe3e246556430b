"""All citations of an act: found unit by unit, notes first, resolved in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from extract.bodies import conferences_in
from extract.citations import pinpoints
from extract.citations.history import TreatyHistory
from extract.citations.instruments import in_another_name, in_larger_phrase
from extract.citations.mentions import BackReference, InstrumentMention, Reference, TreatyMention
from extract.citations.notes import NoteContent, find_series, is_ibid, resolve_series
from extract.citations.resolutions import find_numbers, without_note
from extract.citations.symbols import find_symbols
from extract.citations.treaties import find_back_references, find_treaties
from extract.dates import dates_in, years_of
from extract.lexicon import Lexicon, fold
from extract.model import CitationMethod, TargetKind, UnitKind, UnresolvedReason
from extract.organs import OrganContext
from extract.registers import Body, Instrument, Registers, Treaty
from extract.resolve import Calendar, resolve_numbers
from extract.scan import Scan, scan
from extract.structure import FootnoteText, Layout, Paragraph
from extract.structure.layout import Anchor
from extract.symbols import parse_symbol

_TREATY_BODIES = ("conference-of-the-parties", "treaty-body")
_AHEAD = timedelta(days=183)
"""How long before its date an instrument is spoken of as what it becomes: agreed, and still to be adopted."""

_HEADING = re.compile(r"\W{0,4}(?:resolution|decision)\s{1,3}", re.IGNORECASE)
_BELOW_HEADING = re.compile(r"\s+[A-Z]|\s*$")
_ANOTHER_PLACE = re.compile(
    r"\b(?:Year|Session|[Mm]eetings?|Supplement|Annexes|[Dd]ocument|Resolutions and Decisions)\b"
)
"""What an Ibid. restates when it cites another part of the same records."""

_SURE = {"instrument-note": 1.0, "instrument-register": 0.9, "instrument-learned": 0.7}
_NEAR = 3
"""How far behind a name, in characters, its footnote marker may stand."""
_QUALIFIED = 59
"""How far it may stand where what lies between still qualifies the name."""


@dataclass(slots=True)
class Collector:
    """Collects the references of one act. ``scans`` are its units in order, ``notes`` its footnotes."""

    layout: Layout
    lexicon: Lexicon
    scans: tuple[Scan, ...]
    organs: OrganContext
    treaties: TreatyHistory
    day: date | None
    _notes: dict[str, NoteContent] = field(default_factory=dict)
    _units: dict[str, str] = field(default_factory=dict)
    _learned: dict[str, Reference | None] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout, lexicon: Lexicon, scans: tuple[Scan, ...]) -> Collector:
        """A collector for ``layout``, with what its head makes plain."""
        registers = lexicon.registers
        head = layout.head
        adopting = registers.body.get(head.adopted_by_key)
        default = registers.treaty.get(adopting.treaty) if adopting and adopting.treaty else None
        titled = tuple(_treaties_in(head.title, lexicon))
        day = head.date or head.issued
        history = TreatyHistory(
            registers, default, titled, str(day) if day else _latest_possible(layout, adopting, registers)
        )
        return cls(layout, lexicon, scans, OrganContext.of(adopting, lexicon.registers), history, day)

    def collect(self) -> Iterator[tuple[str, Reference, FootnoteText | None]]:
        """``(unit, reference, note)`` of every citation; ``note`` where it is made in a footnote. Offsets are those
        of the unit's text, or of the note's."""
        self._read_notes()
        self._learn_instruments()
        notes = {note.marker: note for note in self.layout.footnotes}
        for unit in self.scans:
            for reference in self._of_unit(unit):
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
        before: NoteContent | None = None
        for note in self.layout.footnotes:
            before = self._read_note(note, before)
            self._notes[note.unit] = before
            if note.marker:
                self._units.setdefault(note.marker, note.unit)

    def _read_note(self, note: FootnoteText, before: NoteContent | None) -> NoteContent:
        text = note.normalized.text
        ibid = is_ibid(text)
        found = scan(Paragraph(note.unit, UnitKind.FOOTNOTE, "", note.normalized), self.lexicon)
        series = find_series(text, before)
        references = list(self._plain_references(found, pinpoints.find_pinpoints(text, found.folded)))
        if series:
            references.extend(resolve_series(series, self.lexicon.registers))
        elif ibid and not references:
            references.extend(self._ibid(text, before))
        references.sort(key=lambda reference: (reference.start, reference.end, reference.target))
        made = tuple(replace(reference, method=CitationMethod.FOOTNOTE) for reference in references)
        return NoteContent(made, ibid, series or (before.series if ibid and before else None))

    def _ibid(self, text: str, before: NoteContent | None) -> Iterable[Reference]:
        """A bare Ibid. cites what the note before cites, at the place that it states."""
        end = text.find(".") + 1 or len(text)
        if _ANOTHER_PLACE.search(text):
            reason = UnresolvedReason.SOURCE_WITHOUT_SYMBOL
            return [Reference(0, end, TargetKind.DOCUMENT, "", CitationMethod.FOOTNOTE, "ibid", reason=reason)]
        if before is None or not before.references:
            if before is None:
                reason = UnresolvedReason.IBID_WITHOUT_ANTECEDENT
                return [Reference(0, end, TargetKind.DOCUMENT, "", CitationMethod.FOOTNOTE, "ibid", reason=reason)]
            return []
        first = before.references[0]
        phrases = pinpoints.find_pinpoints(text, fold(text))
        place = phrases[0].places[0] if phrases else first.pinpoint
        return [replace(first, start=0, end=end, rule="ibid", pinpoint=place)]

    # instruments sourced by a note

    def _learn_instruments(self) -> None:
        """What this text's own notes give as the source of a named instrument holds for the whole of it."""
        for unit in self.scans:
            for mention in self._instruments(unit):
                note = self._note_of(mention.note)
                if note is not None and mention.row.slug not in self._learned:
                    documents = [r for r in note.references if r.target and r.kind is not TargetKind.TREATY]
                    source = documents[0] if documents else None
                    if source is None or not mention.row.document or _can_contain(source):
                        self._learned[mention.row.slug] = source

    def _note_of(self, marker: str) -> NoteContent | None:
        unit = self._units.get(marker)
        return self._notes.get(unit) if unit else None

    def _instruments(self, unit: Scan) -> Iterator[InstrumentMention]:
        for index, name in enumerate(unit.names):
            row = name.rows[0]
            if not isinstance(row, Instrument) or in_another_name(unit.text, name, row):
                continue
            limit = unit.names[index + 1].start if index + 1 < len(unit.names) else len(unit.text)
            note = _marker_behind(unit, name.end, limit)
            if note and in_larger_phrase(unit.text, name.start):
                note = ""
            yield InstrumentMention(name.start, name.end, row, note)

    def _to_come(self, row: Instrument) -> bool:
        """Whether the instrument is of a time long after this document's: one that is only foreseen in it."""
        return self.day is not None and bool(row.adopted) and row.adopted > str(self.day + _AHEAD)

    # units

    def _of_unit(self, unit: Scan) -> Iterator[Reference]:
        self.organs.learn(unit.names)
        self.treaties.next_unit()
        phrases = pinpoints.find_pinpoints(unit.text, unit.folded)
        references = [
            *self._plain_references(unit, phrases),
            *self._treaty_references(unit, phrases),
            *self._named(unit, phrases),
        ]
        in_head = unit.paragraph.kind is UnitKind.HEAD
        own = self.layout.identifier
        last: dict[tuple[str, str], int] = {}
        for reference in sorted(references, key=_place):
            if (
                self._heading(unit, reference)
                or reference.target == own
                or (in_head and own.startswith(reference.target or "\0"))
            ):
                continue
            told = (reference.target or reference.kind, _printed(reference))
            if reference.start < last.get(told, 0):
                continue  # the same thing read twice, by two rules
            last[told] = reference.end
            if unit.in_title(reference.start) or (in_head and reference.kind is not TargetKind.DOCUMENT):
                yield replace(reference, method=CitationMethod.TITLE)
            else:
                yield reference

    def _heading(self, unit: Scan, reference: Reference) -> bool:
        """Whether a number is the heading of a document whose own symbol was not told."""
        return (
            unit is self.scans[0]
            and self.layout.identifier.startswith("file/")
            and _HEADING.fullmatch(unit.text[: reference.start]) is not None
            and _BELOW_HEADING.match(unit.text, reference.end) is not None
        )

    def _plain_references(self, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...]) -> Iterator[Reference]:
        """Numbers, symbols and, in notes, treaties by name."""
        calendar = Calendar(self.day, self.lexicon.registers.session_years)
        numbers = tuple(without_note(number, self._units) for number in find_numbers(unit, self.organs))
        for number, resolved in zip(numbers, resolve_numbers(numbers, self.organs, calendar), strict=True):
            symbol = resolved.symbol
            kind = TargetKind.DECISION if number.listed.decision else TargetKind.RESOLUTION
            base = Reference(
                number.start, number.end, kind, symbol.text if symbol else "", CitationMethod.TEXT, number.rule,
                reason=resolved.reason, confidence=resolved.confidence,
            )  # fmt: skip
            yield from _pinned(base, unit, phrases, named=False)
        for mention in find_symbols(unit.text):
            symbol = parse_symbol(mention.target)
            kind = symbol.kind if symbol else TargetKind.DOCUMENT
            base = Reference(mention.start, mention.end, kind, mention.target, CitationMethod.TEXT, mention.rule)
            yield from _pinned(base, unit, phrases, named=False) if mention.rule == "symbol" else [base]
        if unit.paragraph.kind is UnitKind.FOOTNOTE:
            for treaty in find_treaties(unit, self.lexicon):
                if treaty.in_body:
                    continue
                for row in self.treaties.choose(treaty):
                    base = Reference(
                        treaty.start, treaty.end, TargetKind.TREATY, row.id, CitationMethod.FOOTNOTE, treaty.rule
                    )
                    yield from _pinned(base, unit, phrases, named=True)

    def _treaty_references(self, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...]) -> Iterator[Reference]:
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
        if "Charter" in unit.text and any("Charter" in unit.text[m.start : m.end] for m in self._instruments(unit)):
            self.treaties.other_charter = True
        read = 0
        for start, end, mention in order:
            if isinstance(mention, Treaty):
                self.treaties.named(mention)
            elif isinstance(mention, TreatyMention):
                for reference in self._named_treaties(mention, unit, phrases):
                    yield reference
                    read = end if mention.protocols else read
            elif start >= read:  # "the Protocols thereto" is not read again by itself
                yield from self._back(mention, unit, phrases)

    def _treaty_of(self, row: object) -> Treaty | None:
        if not isinstance(row, Body) or row.kind not in _TREATY_BODIES:
            return None
        return self.lexicon.registers.treaty.get(row.treaty)

    def _named_treaties(
        self, mention: TreatyMention, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...]
    ) -> Iterator[Reference]:
        chosen = self.treaties.choose(mention)
        if mention.in_body:
            for treaty in chosen:
                self.treaties.named(treaty)
            return
        method = CitationMethod.ANAPHORA if mention.protocols else CitationMethod.TEXT
        if not chosen:
            if mention.rule != "protocols-thereto":
                yield Reference(
                    mention.start,
                    mention.end,
                    TargetKind.TREATY,
                    "",
                    method,
                    mention.rule,
                    reason=UnresolvedReason.UNKNOWN_INSTRUMENT,
                )
            return
        for treaty in chosen:
            self.treaties.named(treaty, mention.defines if len(chosen) == 1 else "")
            base = Reference(mention.start, mention.end, TargetKind.TREATY, treaty.id, method, mention.rule)
            yield from _pinned(base, unit, phrases, named=True) if not mention.protocols else [base]

    def _back(
        self, back: BackReference, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...]
    ) -> Iterator[Reference]:
        chosen = self.treaties.resolve(back)
        rule = "protocols-thereto" if back.protocols else "reference-back"
        if not chosen and back.together:
            return  # "those instruments" of another kind
        if not chosen:
            reason = UnresolvedReason.NO_ANTECEDENT
            yield Reference(back.start, back.end, TargetKind.TREATY, "", CitationMethod.ANAPHORA, rule, reason=reason)
            return
        for treaty in chosen:
            self.treaties.named(treaty)
            base = Reference(
                back.start, back.end, TargetKind.TREATY, treaty.id, CitationMethod.ANAPHORA, rule, confidence=0.9
            )
            yield from _pinned(base, unit, phrases, named=True) if len(chosen) == 1 else [base]

    def _named(self, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...]) -> Iterator[Reference]:
        """Named instruments: by this text's own note, else by the register."""
        free = pinpoints.outside(phrases, [(name.start, name.end) for name in unit.names]) if phrases else ()
        for mention in self._instruments(unit):
            slug = mention.row.slug
            rule = "instrument-learned" if mention.row.learned else "instrument-register"
            reason, target, place = None, mention.row.document, None
            if slug in self._learned:
                source = self._learned[slug]
                rule = "instrument-note"
                target = source.target if source else ""
                # The place is printed where the note stands; elsewhere only the name is.
                place = source.pinpoint if source and mention.note else None
                reason = None if source else UnresolvedReason.SOURCE_WITHOUT_SYMBOL
            elif self._to_come(mention.row):
                target, reason = "", UnresolvedReason.DATE_MISMATCH
            if not target and reason is None:
                reason = UnresolvedReason.UNKNOWN_INSTRUMENT
            base = Reference(
                mention.start, mention.end, TargetKind.INSTRUMENT, target, CitationMethod.NAME, rule,
                pinpoint=place, reason=reason, confidence=_SURE[rule], instrument=slug,
            )  # fmt: skip
            for goal in pinpoints.of_name(phrases, free, unit.text, mention.start, mention.end) or (place,):
                yield replace(base, pinpoint=goal)


def _pinned(
    base: Reference, unit: Scan, phrases: tuple[pinpoints.PinpointPhrase, ...], *, named: bool
) -> Iterator[Reference]:
    """``base`` with the pinpoints that lead up to it or follow it: one reference for each place."""
    if not phrases:
        yield base
        return
    places = pinpoints.before(phrases, unit.text, base.start, named=named)
    places = places or pinpoints.behind(phrases, unit.text, base.end, named=named)
    for place in places or (None,):
        yield replace(base, pinpoint=place)


def _marker_behind(unit: Scan, end: int, limit: int) -> str:
    """The marker of the note behind a name: right behind it, or at the end of what still qualifies it ("…, adopted
    on 8 September 2006⁷") before the next name, comma or sentence."""
    anchors = unit.paragraph.anchors
    index = bisect_left(anchors, end, key=_at)
    if index == len(anchors) or anchors[index].at > min(limit, end + _QUALIFIED):
        return ""
    between = unit.text[end : anchors[index].at]
    if len(between) <= _NEAR or (between.lstrip(", ").startswith("adopted") and ";" not in between):
        return anchors[index].note
    return ""


def _at(anchor: Anchor) -> int:
    return anchor.at


def _can_contain(source: Reference) -> bool:
    """Whether a note's document can be where an instrument stands that a register gives another for: a resolution or
    decision, or a place within a report; a report as a whole only speaks of it."""
    return source.kind is not TargetKind.DOCUMENT or source.pinpoint is not None


def _printed(reference: Reference) -> str:
    return reference.pinpoint.printed if reference.pinpoint else ""


def _place(reference: Reference) -> tuple[int, int, str, str]:
    return reference.start, reference.end, reference.target, _printed(reference)


def _once(anchors: Iterable[Anchor]) -> Iterator[Anchor]:
    seen: set[str] = set()
    for anchor in anchors:
        if anchor.note not in seen:
            seen.add(anchor.note)
            yield anchor


def _latest_possible(layout: Layout, adopting: Body | None, registers: Registers) -> str:
    """The end of the year from which an undated document must be: that of its session, else of the latest day that it
    mentions (ISO 8601), empty where it tells neither."""
    symbol = parse_symbol(layout.identifier)
    years = years_of(symbol.organ, symbol.session, registers.session_years) if symbol else None
    if years is None and adopting and layout.head.session:
        years = years_of(adopting.prefix, layout.head.session, registers.session_years)
    if years is not None:
        return f"{years[-1]}-12-31"
    days = [day for paragraph in layout.paragraphs for day in dates_in(paragraph.text)]
    return f"{max(days).year}-12-31" if days else ""


def _treaties_in(title: str, lexicon: Lexicon) -> Iterator[Treaty]:
    for name in lexicon.names(title, fold(title)):
        if len(name.rows) == 1 and isinstance(name.rows[0], Treaty):
            yield name.rows[0]
