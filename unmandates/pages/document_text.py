"""One document as people read it: its head, and each paragraph with what it cites, names, asks and does."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from rich.text import Text

from extract.language import NAMES
from extract.metadata import WorkflowStep, in_words
from extract.model import Adoption, Document, Extent, Finding, FindingKind, Reading, Unit, UnitKind, finding_kinds
from extract.source import Source, Span

_FOUND = "green"
_UNRESOLVED = "yellow"
_PLACE = "dim"


def lines_of(reading: Reading, document: Document) -> Iterator[Text]:
    """The lines to print. Places are line numbers from 1, or what the format has instead (page, element), and offsets
    from 0 in code points of the text."""
    places = _Places(reading.source)
    yield from _head(reading, document)
    head = {unit.name for unit in document.units if unit.kind is UnitKind.HEAD}
    found: dict[str, list[Text]] = {}
    for kind in finding_kinds.KINDS:
        for one in sorted(kind.of(document), key=attrgetter("span")):
            if one.unit in head and kind.extent is Extent.MENTION:
                continue  # the facts of the head state what is named in it
            line = Text("    ").append_text(_finding(kind, one)).append(f"  [{places.of(one.span)}]", _PLACE)
            found.setdefault(one.unit, []).append(line)
    for unit in document.units:
        if unit.kind is not UnitKind.HEAD:
            yield Text()
            yield _unit(unit, places)
        yield from found.get(unit.name, ())


def head_facts(reading: Reading, document: Document) -> dict[str, str]:
    """What the head states, by the name of the fact; what is not known is left out."""
    head = document.head
    facts = {
        "type": head.type,
        "adopted by": head.adopted_by,
        "date": str(head.date or ""),
        "issued": str(head.issued or ""),
        "session": head.session,
        "agenda item": ": ".join(filter(None, (head.agenda_item, head.agenda_title))),
        "tabled in": head.tabled_in,
        "sponsors": ", ".join(head.sponsors),
        "committee report": str(head.committee_report or ""),
        "draft": str(head.draft or ""),
        "adopted": adoption_in_words(head.adoption) if head.adoption else "",
        "main committee": "without reference" if head.no_main_committee else "",
        "Charter": "under Chapter VII" if head.chapter_vii else "",
        "subjects": ", ".join(one.label or one.iri for one in head.subjects if not one.automatic),
        "subjects assigned by machine": ", ".join(one.label or one.iri for one in head.subjects if one.automatic),
        "steps": "; ".join(map(_step, head.steps)),
        "part of": document.part_of,
        "language": _language(head.language),
        "file": reading.source.name,
    }
    return {name: value for name, value in facts.items() if value}


def adoption_in_words(adoption: Adoption) -> str:
    """How a document was adopted, in a sentence's words: "recorded vote, 32 for, 10 against (Chad, Fiji)"."""
    sides = (
        (adoption.votes_for, "for", adoption.in_favour),
        (adoption.votes_against, "against", adoption.against),
        (adoption.abstentions, "abstaining", adoption.abstaining),
        (None, "absent", adoption.absent),
    )
    printed = [
        " ".join(filter(None, ("" if count is None else str(count), side, f"({', '.join(who)})" if who else "")))
        for count, side, who in sides
        if count is not None or who
    ]
    return ", ".join((adoption.manner, *printed))


def _step(step: WorkflowStep) -> str:
    """A step in words: "draft resolution A/C.6/79/L.990, 20 November 2024, by Chad and Fiji"."""
    by = "" if not step.by else step.by if step.by.startswith("submitted by") else f"by {step.by}"
    said = " ".join(filter(None, (in_words(step.outcome), step.symbol)))
    return ", ".join(filter(None, (said, step.date, by)))


def _language(code: str) -> str:
    return f"{NAMES[code]} ({code})" if code in NAMES else code


def _head(reading: Reading, document: Document) -> Iterator[Text]:
    title = document.head.title
    yield Text(document.identifier, "bold").append(f"  {title}" if title else "", "bold")
    for name, value in head_facts(reading, document).items():
        yield Text(f"{name}: {value}")
    for one in reading.diagnostics:
        yield Text(f"{one.severity}: {one.message} ({one.code})", _UNRESOLVED)


def _unit(unit: Unit, places: _Places) -> Text:
    place = f"  [{places.of(unit.spans[0])}]" if unit.spans else ""
    return Text(unit.name, "bold").append(place, _PLACE).append(f"\n{unit.text}")


def _finding(kind: FindingKind[Any], one: Finding) -> Text:
    """What is said of a finding, on one line: "asks  Member States: Urges … to act | by 1 June"."""
    wording = kind.wording(one)
    style = _UNRESOLVED if kind.layer(one).name == "unresolved" else _FOUND
    text = Text(f"{wording.says:5} ").append(wording.title, style).append(wording.more)
    for fact in kind.known_facts(one):
        if fact.brief is not None:
            text.append(f" | {fact.brief}: {fact.value}" if fact.brief else f" | {fact.value}")
    return text


class _Places:
    """Where spans of a source stand in its file, in words."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._starts = [0, *(at + 1 for at, character in enumerate(source.text) if character == "\n")]

    def of(self, span: Span) -> str:
        """``line 3, 120–134`` of text, ``page 2, 120–134`` or an element's path and the offsets otherwise."""
        if self._source.placed:
            place = str(self._source.locate(span)[0])
        else:
            place = f"line {bisect.bisect_right(self._starts, span.start)}"
        return f"{place}, {span.start}–{span.end}"
