"""Where a finding stands, in words that last: node numbers move when reading improves, the words of a unit do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model.declarations import Finding, FindingKind, Found
from extract.model.reading import Document
from extract.model.units import Unit
from extract.source import Span


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """The ``occurrence``-th time (from 1) that ``words`` stand in the text of a unit, as a finding of ``kind``."""

    document: str
    unit: str
    kind: str
    words: str
    occurrence: int


def address_of(kind: FindingKind[Found], finding: Found, document: Document) -> Address:
    """The address of a finding of ``document``. Raises ``ValueError`` where its words are not those of its unit."""
    unit = _unit(document, kind.place(finding))
    if unit is None:
        raise ValueError(f"{document.identifier} has no unit {kind.place(finding)}")
    start, end = _offsets(unit, finding)
    words = unit.text[start:end]
    occurrence = sum(1 for at in _places(unit.text, words) if at <= start)
    return Address(document.identifier, unit.name, kind.name, words, occurrence)


def locate(address: Address, document: Document) -> Span | None:
    """The stretch of the source at an address, None where ``document`` has no such words there."""
    unit = _unit(document, address.unit)
    if unit is None or address.document != document.identifier:
        return None
    places = list(_places(unit.text, address.words))
    if not 1 <= address.occurrence <= len(places):
        return None
    start = places[address.occurrence - 1]
    return Span(_in_source(unit, start), _in_source(unit, start + len(address.words) - 1) + 1)


def _unit(document: Document, name: str) -> Unit | None:
    return next((unit for unit in document.units if unit.name == name), None)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _laid(unit: Unit) -> Iterator[tuple[int, Span]]:
    """The stretches of a unit, each with its place in the text: they are joined by one space, or by nothing."""
    at = 0
    for span in unit.spans:
        at += unit.text.startswith(" ", at)
        yield at, span
        at += span.end - span.start


def _offsets(unit: Unit, finding: Finding) -> tuple[int, int]:
    span = finding.span
    start = next((at + span.start - s.start for at, s in _laid(unit) if s.start <= span.start < s.end), None)
    end = next((at + span.end - s.start for at, s in _laid(unit) if s.start < span.end <= s.end), None)
    if start is None or end is None:
        raise ValueError(f"the words at {span.start}-{span.end} are not those of {unit.name}")
    return start, end


def _in_source(unit: Unit, offset: int) -> int:
    return next(span.start + offset - at for at, span in _laid(unit) if at <= offset < at + span.end - span.start)
