"""``Ibid.``: a note inherits from the note before it what it does not restate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.citations.mentions import NoteReferences, Reference, SeriesMention
from extract.citations.pinpoints import find_pinpoints
from extract.lexicon import fold
from extract.model import CitationMethod, Target, TargetKind, Unresolved, UnresolvedReason

_ANOTHER_PLACE = re.compile(
    r"\b(?:Year|Session|[Mm]eetings?|Supplement|Annexes|[Dd]ocument|Resolutions and Decisions)\b"
)
"""What an Ibid. restates when it cites another part of the same records."""


def completed(series: SeriesMention | None, before: NoteReferences | None) -> SeriesMention | None:
    """A registration with the number that the note before gives, where an Ibid. states none ("Ibid., vol. 2349"); None
    where neither number nor volume is left."""
    if series is None:
        return None
    if not series.registration and series.ibid and before and before.series:
        series = replace(series, registration=before.series.registration)
    return series if series.registration or series.volumes else None


def ibid_references(text: str, before: NoteReferences | None) -> Iterator[Reference]:
    """What a bare Ibid. cites: the same as the note before, at the place that it states itself."""
    end = text.find(".") + 1 or len(text)
    if _ANOTHER_PLACE.search(text):
        yield _unresolved(end, Unresolved(UnresolvedReason.SOURCE_WITHOUT_SYMBOL))
    elif before is None:
        yield _unresolved(end, Unresolved(UnresolvedReason.IBID_WITHOUT_ANTECEDENT))
    elif before.references:
        first = before.references[0]
        phrases = find_pinpoints(text, fold(text))
        place = phrases[0].places[0] if phrases else first.pinpoint
        yield replace(first, start=0, end=end, rule="ibid", pinpoint=place)


def _unresolved(end: int, target: Target) -> Reference:
    return Reference(0, end, TargetKind.DOCUMENT, target, CitationMethod.FOOTNOTE, "ibid")
