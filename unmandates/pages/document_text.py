"""One document as people read it: its head, and each paragraph with what it cites, names, asks and does."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from operator import attrgetter

from rich.text import Text

from extract.language import NAMES
from extract.model import (
    Adoption,
    BodyEvent,
    BodyMention,
    Citation,
    Document,
    Mandate,
    OperativeAction,
    Reading,
    Relation,
    Unit,
    UnitKind,
)
from extract.source import Span

_FOUND = "green"
_UNRESOLVED = "yellow"
_PLACE = "dim"

Found = Citation | BodyMention | Mandate | OperativeAction | Relation | BodyEvent


def lines_of(reading: Reading, document: Document) -> Iterator[Text]:
    """The lines to print. Places are line numbers from 1 and offsets from 0, in code points, of the file."""
    starts = [0, *(i + 1 for i, character in enumerate(reading.source.text) if character == "\n")]
    yield from _head(reading, document)
    found: dict[str, list[Found]] = {}
    everything: tuple[Found, ...] = (
        *document.citations,
        *document.bodies,
        *document.mandates,
        *document.operative_actions,
        *document.relations,
        *document.body_events,
    )
    for one in everything:
        found.setdefault(one.unit, []).append(one)
    for unit in document.units:
        if unit.kind is UnitKind.HEAD:
            continue
        yield Text()
        yield _unit(unit, starts)
        for kind in (Citation, BodyMention, Mandate, OperativeAction, Relation, BodyEvent):
            mine = (one for one in found.get(unit.name, ()) if isinstance(one, kind))
            for one in sorted(mine, key=attrgetter("span")):
                yield Text("    ").append_text(_found(one)).append(f"  [{_place(one.span, starts)}]", _PLACE)


def head_facts(reading: Reading, document: Document) -> dict[str, str]:
    """What the head tells, by the name of the fact; what is not known is left out."""
    head = document.head
    told = {
        "type": head.type,
        "adopted by": head.adopted_by,
        "date": str(head.date or ""),
        "issued": str(head.issued or ""),
        "session": head.session,
        "agenda item": head.agenda_item,
        "tabled in": head.tabled_in,
        "sponsors": ", ".join(head.sponsors),
        "committee report": str(head.committee_report or ""),
        "draft": str(head.draft or ""),
        "adopted": adoption_told(head.adoption) if head.adoption else "",
        "main committee": "without reference" if head.no_main_committee else "",
        "part of": document.part_of,
        "language": _language(head.language),
        "file": reading.source.name,
    }
    return {name: value for name, value in told.items() if value}


def adoption_told(adoption: Adoption) -> str:
    """How a document was adopted, in a sentence's words: "recorded vote, 32 for, 10 against (Chad, Fiji)"."""
    sides = (
        (adoption.votes_for, "for", adoption.in_favour),
        (adoption.votes_against, "against", adoption.against),
        (adoption.abstentions, "abstaining", adoption.abstaining),
        (None, "absent", adoption.absent),
    )
    told = [
        " ".join(filter(None, ("" if count is None else str(count), side, f"({', '.join(who)})" if who else "")))
        for count, side, who in sides
        if count is not None or who
    ]
    return ", ".join((adoption.manner, *told))


def _language(code: str) -> str:
    return f"{NAMES[code]} ({code})" if code in NAMES else code


def _head(reading: Reading, document: Document) -> Iterator[Text]:
    title = document.head.title
    yield Text(document.identifier, "bold").append(f"  {title}" if title else "", "bold")
    for name, value in head_facts(reading, document).items():
        yield Text(f"{name}: {value}")
    for fault in reading.diagnostics:
        yield Text(f"{fault.severity}: {fault.message} ({fault.code})", _UNRESOLVED)


def _unit(unit: Unit, starts: list[int]) -> Text:
    place = f"  [{_place(unit.spans[0], starts)}]" if unit.spans else ""
    return Text(unit.name, "bold").append(place, _PLACE).append(f"\n{unit.text}")


def _found(one: Found) -> Text:
    match one:
        case Citation():
            return _citation(one)
        case BodyMention():
            return Text("names ").append(one.label, _FOUND)
        case Mandate():
            return _mandate(one)
        case OperativeAction():
            return Text("does  ").append(f"{one.verb} {one.object}", _FOUND)
        case Relation():
            what = f"{one.target}, {one.pinpoint}" if one.pinpoint else one.target.text
            return Text(f"{one.kind} ").append(what, _FOUND).append(_term(one))
        case BodyEvent():
            return Text(f"{one.kind} ").append(one.label, _FOUND).append(f" by {one.by}{_term(one)}")


def _term(one: Relation | BodyEvent) -> str:
    told = (("since", one.since), ("until", one.until), ("for", "" if one.until else one.term.removeprefix("for ")))
    return "".join(f" | {name}: {value}" for name, value in told if value)


def _citation(citation: Citation) -> Text:
    text = Text("cites ")
    if citation.target.symbol:
        text.append(str(citation.target), _FOUND).append(f", {citation.pinpoint}" if citation.pinpoint else "")
    else:
        text.append(f"unresolved: {citation.target.reason}", _UNRESOLVED)
    return text.append(f" “{citation.mention}”")


def _mandate(mandate: Mandate) -> Text:
    addressees = "; ".join(addressee.label for addressee in mandate.addressees)
    text = Text("asks  ").append(addressees or "nobody named", _FOUND).append(f": {mandate.verb} … {mandate.task}")
    for name, value in (
        ("by", mandate.due or mandate.deadline),
        ("session", mandate.due_session),
        ("every", mandate.frequency),
        ("report to", mandate.report_to.label if mandate.report_to else ""),
        ("if", "; ".join(mandate.conditions)),
    ):
        if value:
            text.append(f" | {name}: {value}")
    return text


def _place(span: Span, starts: list[int]) -> str:
    return f"line {bisect.bisect_right(starts, span.start)}, {span.start}–{span.end}"
