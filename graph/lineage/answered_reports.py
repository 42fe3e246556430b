"""Reports requested, and the documents that answer them, as far as the next member of the series says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extract.dates import DATE, parse_date
from extract.lexicon import fold
from extract.model import CitationMethod, Document, Mandate, TargetKind, Unit, UnitKind
from extract.registers import project_numbering
from graph.lineage.mandate_wording import content_words
from graph.lineage.thresholds import share

_REPORT = re.compile(r"\breports?(?: (?:submitted|prepared|presented))? (?:of|by) (?:the )?")
_ANY_REPORT = re.compile(r"\breports?\b")
_TOPIC = share("reports.topic")
_TOPIC_END = re.compile(r"[;,(]|\b(?:dated|prepared|submitted|pursuant|and (?:the|its|his|her|their)|contained)\b")
_SESSION = re.compile(r"A/(?:HRC/)?(\d{1,2})/")
_YEAR = re.compile(r"[A-Z](?:/[A-Z]+\.?\d*)*/((?:19|20)\d\d)/")
_ACT = re.compile(r"(.+)/RES/(\d+)")
_DATE = re.compile(DATE)


@dataclass(frozen=True, slots=True)
class _Report:
    """A report named in a paragraph: the keys that its author may have, its subject's words, the documents cited for
    it, its date where printed, and the resolutions and decisions of the paragraph."""

    authors: frozenset[str]
    subject: frozenset[str]
    documents: tuple[str, ...]
    date: date | None
    acts: frozenset[str]


def answered_reports(asking: Document, answering: Document) -> dict[int, tuple[str, ...]]:
    """The documents that answer the reports requested in ``asking``, by the place of the mandate, as ``answering``, the
    next of the series, names them. Plain is a report of the addressee, issued between the two, that is said to answer
    ``asking``, or to be on what was asked while no other act is named."""
    requests: dict[str, list[int]] = {}
    for index, mandate in enumerate(asking.mandates):
        if mandate.report_to or _ANY_REPORT.search(fold(mandate.task)):
            for addressee in mandate.addressees:
                if addressee.key:
                    requests.setdefault(addressee.key, []).append(index)
    next_to = _next_to(asking, answering)
    found: dict[int, tuple[str, ...]] = {}
    for report in _reports(answering, requests) if requests else ():
        issued = tuple(name for name in report.documents if _between(name, report.date, asking, answering))
        places = sorted({place for author in report.authors for place in requests.get(author, ())})
        place = _asked(report, places, asking, next_to=next_to)
        if place is not None and asking.identifier not in report.acts:
            issued = tuple(name for name in issued if _in_time(name, report.date, asking, asking.mandates[place]))
        if issued and place is not None:
            found[place] = tuple(dict.fromkeys((*found.get(place, ()), *issued)))
    return found


def _asked(report: _Report, places: Sequence[int], asking: Document, *, next_to: bool) -> int | None:
    """The one request among ``places`` that the report answers, or None. A report without a subject is on what the
    only request asked, where no act stood between (``next_to``)."""
    named = asking.identifier in report.acts
    if report.acts and not named:
        return None
    if len(places) == 1 and (named or (not report.subject and next_to)):
        return places[0]
    fitting = [place for place in places if report.subject and _fits(report.subject, asking.mandates[place], asking)]
    return fitting[0] if len(fitting) == 1 else None


def _next_to(asking: Document, answering: Document) -> bool:
    """Whether ``answering`` recalls no act of its organ between the two, which may have asked as well."""
    first, last = _rank(asking.identifier), _rank(answering.identifier)
    recalled = (_rank(str(one.target)) for one in answering.citations if one.kind is TargetKind.RESOLUTION)
    return (
        first is not None
        and last is not None
        and not any(act and act[0] == last[0] and first < act < last for act in recalled)
    )


def _rank(identifier: str) -> tuple[str, int] | None:
    """The organ of a resolution and the first of its numbers, by which those of one organ are ordered."""
    match = _ACT.match(identifier)
    return (match[1], int(match[2])) if match else None


def _fits(subject: frozenset[str], mandate: Mandate, asking: Document) -> bool:
    said = frozenset(content_words(fold(f"{mandate.task} {asking.head.title}")))
    return len(subject & said) >= _TOPIC * len(subject)


def _reports(answering: Document, authors: Mapping[str, Sequence[int]]) -> Iterator[_Report]:
    for unit in answering.units:
        if unit.kind in (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH):
            folded = fold(unit.text)
            places = [match.end() for match in _REPORT.finditer(folded)] if "report" in folded else []
            if places:
                yield from _named(unit, folded, places, answering, authors)


def _named(
    unit: Unit, folded: str, places: Sequence[int], answering: Document, authors: Mapping[str, Sequence[int]]
) -> Iterator[_Report]:
    """The reports named in ``unit`` after ``places``, with what is cited for each: the first symbol before the next
    report with its addenda; notes only where there is one report."""
    cited = [citation for citation in answering.citations if citation.unit == unit.name and citation.target.symbol]
    acts = frozenset(str(c.target) for c in cited if c.kind in (TargetKind.RESOLUTION, TargetKind.DECISION))
    only = len(_ANY_REPORT.findall(folded)) == 1
    for start, end in zip(places, [*places[1:], len(folded)], strict=True):
        bodies = {
            fold(body.mention): body.key
            for body in answering.bodies
            if body.unit == unit.name and body.key in authors and folded.startswith(fold(body.mention), start)
        }
        if not bodies:
            continue
        after = start + max(map(len, bodies))
        documents = [
            str(citation.target)
            for citation in cited
            if citation.kind is TargetKind.DOCUMENT
            and (
                only
                if citation.method is CitationMethod.FOOTNOTE
                else after <= folded.find(fold(citation.mention), after) < end
            )
        ]
        documents = [name for name in documents if name == documents[0] or name.startswith(f"{documents[0]}/")]
        if documents:
            rest = folded[after:end]
            stop = _TOPIC_END.search(rest)
            dated = _DATE.search(unit.text, after, end)
            yield _Report(
                frozenset(bodies.values()),
                frozenset(content_words(_DATE.sub("", rest[: stop.start()] if stop else rest))) - {"&"},
                tuple(documents),
                parse_date(dated[0]) if dated else None,
                acts,
            )


def _between(name: str, day: date | None, asking: Document, answering: Document) -> bool:
    """Whether document ``name``, or else its printed date, falls after ``asking`` and not after ``answering``."""
    if session := _SESSION.match(name):
        first, last = asking.head.session, answering.head.session
        return first.isdigit() and last.isdigit() and int(first) < int(session[1]) <= int(last)
    asked, answered = asking.head.date, answering.head.date
    if asked is None or answered is None:
        return False
    if year := _YEAR.match(name):
        return asked.year <= int(year[1]) <= answered.year
    return day is not None and asked < day <= answered


def _in_time(name: str, day: date | None, asking: Document, mandate: Mandate) -> bool:
    """Whether document ``name``, or else its printed date, comes within a year of ``asking``, or when it is due: a
    later one answers who asked again."""
    if session := _SESSION.match(name):
        due = mandate.due_session
        year = project_numbering().sessions_a_year(name[: session.start(1) - 1])
        last = int(asking.head.session) + year
        return int(session[1]) <= max(last, due.number if due and name.startswith(f"{due.prefix}/") else 0)
    year_of = _YEAR.match(name)
    asked = asking.head.date
    issued = int(year_of[1]) if year_of else day.year if day else None
    if asked is None or issued is None:
        return False
    return issued <= max(asked.year + 1, mandate.due.year if mandate.due else 0)
