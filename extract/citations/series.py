"""Registrations in a treaty series, in footnotes: "United Nations, *Treaty Series*, vol. 2225, No. 39574"."""

from __future__ import annotations

import re

from extract.citations.mentions import SeriesMention

_IBID = re.compile(r"\W{0,3}(?:[Il1|]bid|IBID|Ibidem)\b\.?,?", re.IGNORECASE)
_SERIES = re.compile(r"Treaty\s+Series|\bUNTS\b|United\s+Nations,\s+Treaty", re.IGNORECASE)
_VOLUMES = re.compile(r"\bvols?\.?\s*(?P<list>\d{1,4}(?:(?:,\s|\sand\s|,\sand\s|\sto\s|-|–)\d{1,4})*)")
_NUMBER = re.compile(r"\bNos?\.?\s*(?:I-)?(?P<number>\d{1,6})\b")
_LEAGUE = re.compile(r"League\s+of\s+Nations", re.IGNORECASE)


def is_ibid(text: str) -> bool:
    """Whether a note begins with Ibid. (its OCR forms included)."""
    return _IBID.match(text) is not None


def find_series(text: str, *, after_series: bool) -> SeriesMention | None:
    """The number and volumes that a note gives. ``after_series``: the note before gives some, so that an Ibid. needs
    not name the series again; without that, one still speaks for itself if it states a number beside a volume."""
    ibid = is_ibid(text)
    volumes, number = _VOLUMES.search(text), _NUMBER.search(text)
    stated = [match for match in (volumes, number) if match]
    named = _SERIES.search(text) and not _LEAGUE.search(text)
    if not stated or not (named or (ibid and (after_series or len(stated) == 2))):
        return None
    return SeriesMention(
        start=min(match.start() for match in stated),
        end=max(match.end() for match in stated),
        registration=number["number"] if number else "",
        volumes=tuple(re.findall(r"\d{1,4}", volumes["list"])) if volumes else (),
        ibid=ibid,
    )
