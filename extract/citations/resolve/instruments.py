"""Named instruments that are no treaties: the document that this text's own note gives, else the register's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from extract.citations.mentions import InstrumentMention, NoteReferences, Reference
from extract.model import CitationMethod, Resolved, Target, TargetKind, Unresolved, UnresolvedReason
from extract.registers import Instrument
from extract.symbols import identified

_AHEAD = timedelta(days=183)
"""How long before its adoption an instrument may be cited by name: agreed, and still to be adopted."""

_NOTE, _REGISTER, _LEARNED = "instrument-note", "instrument-register", "instrument-learned"
_CONFIDENCE = {_NOTE: 1.0, _REGISTER: 0.9, _LEARNED: 0.7}


@dataclass(slots=True)
class InstrumentResolver:
    """Resolves the named instruments of one document, ``day`` being its date."""

    day: date | None
    _sources: dict[str, Reference | None] = field(default_factory=dict)
    """Register key of an instrument → what this text's own note gives for it, None where that has no symbol."""

    def learn(self, mentions: Iterable[InstrumentMention], note_of: Callable[[str], NoteReferences | None]) -> None:
        """Take in what the text's own notes, by their markers, give as sources: that holds for the whole of it."""
        for mention in mentions:
            note = note_of(mention.note)
            if note is None or mention.row.slug in self._sources:
                continue
            source = next((one for one in note.references if one.target.symbol and _is_document(one)), None)
            if source is None or not mention.row.document or _can_contain(source):
                self._sources[mention.row.slug] = source

    def reference(self, mention: InstrumentMention) -> Reference:
        """What the name of an instrument cites."""
        slug, row = mention.row.slug, mention.row
        rule = _NOTE if slug in self._sources else _LEARNED if row.learned else _REGISTER
        source = self._sources.get(slug)
        return Reference(
            mention.start, mention.end, TargetKind.INSTRUMENT, self._target(row), CitationMethod.NAME, rule,
            # The place is printed where the note stands; elsewhere only the name is.
            pinpoint=source.pinpoint if source and mention.note else None,
            confidence=_CONFIDENCE[rule], instrument=slug,
        )  # fmt: skip

    def _target(self, row: Instrument) -> Target:
        if row.slug in self._sources:
            source = self._sources[row.slug]
            return source.target if source else Unresolved(UnresolvedReason.SOURCE_WITHOUT_SYMBOL)
        if self._to_come(row):
            return Unresolved(UnresolvedReason.DATE_MISMATCH)
        if not row.document:
            return Unresolved(UnresolvedReason.UNKNOWN_INSTRUMENT)
        return Resolved(identified(row.document))

    def _to_come(self, row: Instrument) -> bool:
        """Whether the instrument is of a time long after this document's: one that is only foreseen in it."""
        return self.day is not None and bool(row.adopted) and row.adopted > str(self.day + _AHEAD)


def _is_document(reference: Reference) -> bool:
    return reference.kind is not TargetKind.TREATY


def _can_contain(source: Reference) -> bool:
    """Whether the document that a note gives can contain an instrument for which the register gives another document:
    a resolution or decision can, and so can a place within a report; a report as a whole only mentions it."""
    return source.kind is not TargetKind.DOCUMENT or source.pinpoint is not None
