"""Footnotes: what each cites, with ``Ibid.`` inheriting from the note before it what it does not restate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.citations.mentions import Reference, SeriesMention
from extract.model import CitationMethod, TargetKind, UnresolvedReason
from extract.registers import Registers, Treaty

_IBID = re.compile(r"\W{0,3}(?:[Il1|]bid|IBID|Ibidem)\b\.?,?", re.IGNORECASE)
_SERIES = re.compile(r"Treaty\s+Series|\bUNTS\b|United\s+Nations,\s+Treaty", re.IGNORECASE)
_VOLUMES = re.compile(r"\bvols?\.?\s*(?P<list>\d{1,4}(?:(?:,\s|\sand\s|,\sand\s|\sto\s|-|–)\d{1,4})*)")
_NUMBER = re.compile(r"\bNos?\.?\s*(?:I-)?(?P<number>\d{1,6})\b")
_LEAGUE = re.compile(r"League\s+of\s+Nations", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What a note cites: references with offsets in the note's text; ``ibid`` where it leans on the one before;
    ``series`` whether it cites a treaty series."""

    references: tuple[Reference, ...]
    ibid: bool
    series: SeriesMention | None


def is_ibid(text: str) -> bool:
    """Whether a note begins with Ibid. (its OCR forms included)."""
    return _IBID.match(text) is not None


def find_series(text: str, before: NoteContent | None) -> SeriesMention | None:
    """The treaty series registration that a note gives, completed from the note before where it says Ibid."""
    ibid = is_ibid(text)
    inherits = ibid and before is not None and before.series is not None
    volumes = _VOLUMES.search(text)
    number = _NUMBER.search(text)
    named = _SERIES.search(text) and not _LEAGUE.search(text)
    # An Ibid. whose antecedent is lost still tells by itself, if it states a registration beside a volume.
    if not named and not (ibid and number and volumes) and not (inherits and (number or volumes)):
        return None
    listed = tuple(re.findall(r"\d{1,4}", volumes["list"])) if volumes else ()
    registration = number["number"] if number else ""
    if not registration and inherits and before is not None and before.series is not None:
        registration = before.series.registration
    if not registration and not listed:
        return None
    start = min(match.start() for match in (volumes, number) if match)
    end = max(match.end() for match in (volumes, number) if match)
    return SeriesMention(start, end, registration, listed, inherited=ibid)


def resolve_series(mention: SeriesMention, registers: Registers) -> tuple[Reference, ...]:
    """The treaties under a registration, told apart by volume: one number can cover a convention and its protocols."""
    rows = [row for row in registers.treaties if row.unts == mention.registration] if mention.registration else []
    if not mention.registration:
        rows = [row for row in registers.treaties if row.volumes and set(row.volumes) & set(mention.volumes)]
        rows = rows if len(rows) == 1 else []
    if mention.volumes and len(rows) > 1:
        rows = [row for row in rows if set(row.volumes) & set(mention.volumes)]
    rows = _without_shadows(rows)
    if not rows:
        reason = (
            UnresolvedReason.UNKNOWN_INSTRUMENT if mention.registration else UnresolvedReason.IBID_WITHOUT_ANTECEDENT
        )
        return (_series_reference(mention, "", reason),)
    return tuple(_series_reference(mention, row.id, None) for row in rows)


def _without_shadows(rows: list[Treaty]) -> list[Treaty]:
    """Amendments and the like that share a registration with the treaty itself are not meant by it."""
    kept = [row for row in rows if row.kind != "amendment"]
    return kept or rows


def _series_reference(mention: SeriesMention, target: str, reason: UnresolvedReason | None) -> Reference:
    rule = "treaty-series-ibid" if mention.inherited else "treaty-series"
    return Reference(
        mention.start, mention.end, TargetKind.TREATY, target, CitationMethod.FOOTNOTE, rule, reason=reason
    )
