"""From mention to target: the one candidate that is left, or the reason why there is none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extract.bodies import OrganContext
from extract.citations.mentions import NumberList, NumberMention
from extract.dates import fits, years_of
from extract.model import Symbol, UnresolvedReason
from extract.registers import Body
from extract.symbols import parse_symbol, resolution

_ROMAN_ORGANS = frozenset(("A", "E", "CHR", "CND", "TD"))
_ASSEMBLIES = {"UNEP/EA": "RES", "HSP/HA": "Res"}
"""Bodies whose documents print the session behind the prefix: ``UNEP/EA.2/RES.3``."""

_BY_YEAR = frozenset(("CHR", "CPD"))
"""Bodies that number by the year as the Economic and Social Council does."""

_KNOWN_NUMBERING = ("A", "S", "E", "A/HRC")
"""Bodies whose numbers are never of another form than ``could_be`` knows."""

_DECISIONS_FROM = {"A": 300, "E": 100, "CHR": 100, "A/HRC": 100}
"""Where a body's decisions are numbered apart from its resolutions of the same session: the least number of one."""

_RESOLUTIONS_TO = {"A": 399, "E": 130, "CHR": 130, "A/HRC": 99}
"""The same bodies' resolutions stay below this."""

_LAST_YEAR = 2100
_FIRST_SLASHED = 31
_LAST_SESSION = 200


@dataclass(frozen=True, slots=True)
class Resolved:
    """A target, or the reason for having none, with how sure that is."""

    symbol: Symbol | None
    reason: UnresolvedReason | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """``day``: the citing document's own date; ``sessions``: see ``Registers.session_years``."""

    day: date | None
    sessions: Mapping[tuple[str, str], range]


def resolve_numbers(
    mentions: Sequence[NumberMention], context: OrganContext, calendar: Calendar
) -> tuple[Resolved, ...]:
    """The resolutions or decisions that numbers stand for, one for each, in order.

    The organ is the one named with them; else the body that "its" refers to; else the adopting organ; else one named
    earlier in the paragraph; else the one organ that numbers in this way. A date that does not fit the session rules
    a candidate out. Numbers of one list share their organ if one fits them all.
    """
    found: list[Resolved] = []
    for listed, group in itertools.groupby(mentions, key=lambda mention: mention.listed):
        numbers = list(group)
        candidates = _candidates(listed, context)
        for_all = [
            body for body in candidates if all(_fitting(body, number, calendar) for number in numbers if number.number)
        ]
        found.extend(_resolve(number, for_all[:1] or candidates, context, calendar) for number in numbers)
    return tuple(found)


def _candidates(listed: NumberList, context: OrganContext) -> list[Body]:
    """Bodies that a list without organ words can mean, the likeliest first."""
    near = [listed.near] if listed.near is not None and listed.near is not context.adopting else []
    return [*near, *([context.adopting] if context.adopting else []), *listed.earlier]


def _fitting(body: Body, mention: NumberMention, calendar: Calendar) -> bool:
    return could_be(body.prefix, mention) and _in_time(body.prefix, mention, calendar)


def _resolve(mention: NumberMention, candidates: Sequence[Body], context: OrganContext, calendar: Calendar) -> Resolved:
    if not mention.number:
        return Resolved(None, UnresolvedReason.PLACEHOLDER)
    if mention.listed.organs:
        return _among(mention, mention.listed.organs, calendar)
    fitting = [body for body in candidates if _fitting(body, mention, calendar)]
    if fitting:
        return Resolved(_symbol(fitting[0].prefix, mention), None, 0.95)
    numbering = _by_form(mention, context)
    if numbering and _in_time(numbering, mention, calendar):
        return Resolved(_symbol(numbering, mention), None, 0.9)
    return Resolved(None, _why(mention, candidates, numbering, calendar))


def _among(mention: NumberMention, organs: tuple[Body, ...], calendar: Calendar) -> Resolved:
    """The organs named: the one whose numbering this is. One alone is believed even where its form is unusual."""
    prefixed = [body for body in organs if body.prefix]
    if not prefixed:
        return Resolved(None, UnresolvedReason.UNKNOWN_ORGAN)
    fitting = [body for body in prefixed if could_be(body.prefix, mention)]
    if not fitting and len(prefixed) == 1 and prefixed[0].prefix not in _KNOWN_NUMBERING:
        fitting = prefixed
    if not fitting:
        return Resolved(None, UnresolvedReason.AMBIGUOUS_NUMBER)
    in_time = [body for body in fitting if _in_time(body.prefix, mention, calendar)]
    if not in_time:
        return Resolved(None, UnresolvedReason.DATE_MISMATCH)
    return Resolved(_symbol(in_time[0].prefix, mention))


def _in_time(prefix: str, mention: NumberMention, calendar: Calendar) -> bool:
    """Whether date of adoption, session and the citing document's own date agree. A date that stands behind a group
    can belong to its last number alone, so it speaks only against that."""
    if mention.dated is None:
        return not _yet_to_come(prefix, mention, calendar)
    if not fits(prefix, mention.session, mention.dated, calendar.sessions):
        return not mention.last_of_group
    return calendar.day is None or mention.dated <= calendar.day


def _yet_to_come(prefix: str, mention: NumberMention, calendar: Calendar) -> bool:
    """Whether the session opens only after the year of the citing document."""
    if calendar.day is None or mention.bracketed:
        return False
    years = years_of(prefix, mention.session, calendar.sessions)
    return years is not None and years[0] > calendar.day.year


def could_be(prefix: str, mention: NumberMention) -> bool:
    """Whether the body with ``prefix`` numbers in the form of ``mention``, resolutions and decisions each in theirs."""
    session = mention.session
    if not mention.bracketed and mention.number and not _in_series(prefix, mention):
        return False
    if mention.bracketed:
        if session.isdigit():
            return prefix == "S"
        return prefix in _ROMAN_ORGANS
    year = session.isdigit() and len(session) == 4 and 1946 <= int(session) < _LAST_YEAR
    if not session.isdigit():
        return prefix in ("A", "A/HRC") and re.fullmatch(r"(?:S|ES)-\d+", session) is not None
    count = int(session)
    match prefix:
        case "A":
            return _FIRST_SLASHED <= count < _LAST_SESSION
        case "S":
            return False
        case "E":
            return year and count >= 1978
        case "A/HRC":
            return 1 <= count < 120
        case "CHR":
            return year and 1986 <= count <= 2005
        case "":
            return False
        case _ if prefix in _ASSEMBLIES:
            return count < 100
        case _:
            return year or (count < 100 and prefix not in _BY_YEAR)


def _in_series(prefix: str, mention: NumberMention) -> bool:
    number = int(mention.number)
    if mention.listed.decision:
        return number >= _DECISIONS_FROM.get(prefix, 0)
    return number <= _RESOLUTIONS_TO.get(prefix, number)


def _by_form(mention: NumberMention, context: OrganContext) -> str:
    """The prefix of the one organ that numbers like this, where organ words are lacking."""
    session = mention.session
    if mention.bracketed:
        return "S" if session.isdigit() else ""
    named = {body.prefix for body in context.last.values() if could_be(body.prefix, mention)}
    if re.fullmatch(r"(?:19|20)\d\d", session):
        return "" if named & _BY_YEAR or context.adopting is None or not could_be("E", mention) else "E"
    if session.isdigit() and _FIRST_SLASHED <= int(session) < _LAST_SESSION:
        other = named - {"A", "A/HRC"} or ("A/HRC" in named and not mention.dated)
        return "" if other or not could_be("A", mention) else "A"
    return ""


def _why(mention: NumberMention, candidates: Sequence[Body], numbering: str, calendar: Calendar) -> UnresolvedReason:
    prefixes = [
        *(body.prefix for body in candidates if could_be(body.prefix, mention)),
        *([numbering] if numbering else []),
    ]
    day, known = mention.dated, calendar.sessions
    if day and not all(fits(prefix, mention.session, day, known) for prefix in prefixes):
        return UnresolvedReason.DATE_MISMATCH
    return UnresolvedReason.AMBIGUOUS_NUMBER if prefixes or candidates else UnresolvedReason.UNKNOWN_ORGAN


def _symbol(prefix: str, mention: NumberMention) -> Symbol:
    decision = mention.listed.decision
    if prefix in _ASSEMBLIES:
        word = "DEC" if decision else _ASSEMBLIES[prefix]
        symbol = parse_symbol(f"{prefix}.{mention.session}/{word}.{mention.number}")
        if symbol:
            return symbol
    return resolution(prefix, mention.number, mention.session, mention.letter, decision=decision)
