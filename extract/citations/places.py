"""Where a citation stands in its unit's text, and under which verb; one made in a footnote stands at its marker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.citations.mentions import Reference
from extract.effects import Cited
from extract.mandates import Clause, governing
from extract.scan import Scan
from extract.structure import FootnoteText

Collected = tuple[str, Reference, FootnoteText | None]
"""The unit that a citation belongs to, the citation, and the note that it is made in, if any."""


def places_of(references: Iterable[Collected], units: Mapping[str, Scan]) -> dict[str, list[Cited]]:
    """The resolved citations of each unit, in order of their place in its text."""
    found: dict[str, list[Cited]] = {}
    for unit, one, note in references:
        place, symbol = units.get(unit), one.target.symbol
        if place is None or symbol is None:
            continue
        start, end = one.start, one.end
        if note is not None:
            marker = _marker(place, note)
            if marker is None:
                continue
            start = end = marker
        cited = Cited(start, end, symbol, one.kind, one.pinpoint, one.instrument, noted=note is not None)
        found.setdefault(unit, []).append(cited)
    for cites in found.values():
        cites.sort(key=lambda cited: (cited.start, cited.end, cited.target, str(cited.pinpoint or "")))
    return found


def governing_verb(collected: Collected, units: Mapping[str, Scan], clauses: Mapping[str, tuple[Clause, ...]]) -> str:
    """The governing verb as printed: of the clause with the mention, or with the note's marker; a sub-paragraph
    without a verb of its own shares its chapeau's."""
    unit, reference, note = collected
    place = units.get(unit)
    if place is None:
        return ""
    at = reference.start if note is None else _marker(place, note) or 0
    clause = governing(clauses[unit], at)
    while clause is None and place.paragraph.parent in units:
        place = units[place.paragraph.parent]
        clause = governing(clauses[place.unit], len(place.text))
    return clause.printed(place.text) if clause else ""


def _marker(unit: Scan, note: FootnoteText) -> int | None:
    return next((anchor.at for anchor in unit.paragraph.anchors if anchor.note == note.marker), None)
