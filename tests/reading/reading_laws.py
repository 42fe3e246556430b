"""The laws that hold for the reading of any text whatever, as a check that lists every breach."""

from __future__ import annotations

import itertools
import string
from collections import Counter
from collections.abc import Iterator

from extract.model import BodyMention, Citation, Document, Reading, Unit, UnitKind
from extract.source import Span
from extract.symbols import parse_identifier

BLANK = (
    string.whitespace
    + "\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
    + "".join(map(chr, [*range(0x1C, 0x20), *range(0x2000, 0x2010)]))
)
"""What counts as white space in the coverage of a source."""


def breaches(reading: Reading) -> list[str]:
    """What breaks a law, a line each; empty for a sound reading."""
    return [f"{law}: {what}" for law, what in _breaches(reading)]


def _breaches(reading: Reading) -> Iterator[tuple[str, str]]:
    text = reading.source.text
    if not reading.documents:
        yield "a file yields at least one document", reading.source.name
    yield from _twice("an identifier names one document", [d.identifier for d in reading.documents])
    for diagnostic in reading.diagnostics:
        if diagnostic.span:
            yield from _outside("diagnostic", diagnostic.span, text)
    for document in reading.documents:
        units = {unit.name: unit for unit in document.units}
        yield from _twice("a name stands for one unit", [unit.name for unit in document.units])
        for unit in document.units:
            yield from _unit(unit, units, text)
        yield from _mentions(document, units, text)
        yield from _tasks(document, units, text)
        for note in document.footnotes:
            if note.unit not in units or (note.anchored_in and note.anchored_in not in units):
                yield "a footnote and its anchor are units", f"{note}"
        yield from _head(document, text)
    yield from _coverage(reading)


def _coverage(reading: Reading) -> Iterator[tuple[str, str]]:
    text = reading.source.text
    held = [span for document in reading.documents for unit in document.units for span in unit.spans]
    spans = sorted([*held, *(one.span for one in reading.discarded)])
    for before, span in itertools.pairwise(spans):
        if span.start < before.end:
            yield "no character is in two places", f"{before} {span}"
    end = 0
    for span in [*spans, Span(len(text), len(text))]:
        left = text[end : span.start].strip(BLANK)
        if left:
            yield "units and discarded spans hold every character", f"{left[:60]!r} before {span}"
        end = max(end, span.end)


def _twice(law: str, names: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((law, name) for name, count in Counter(names).items() if count > 1)


def _outside(what: str, span: Span, text: str) -> Iterator[tuple[str, str]]:
    if not 0 <= span.start <= span.end <= len(text):
        yield "spans lie in the source", f"{what} {span}"


def _unit(unit: Unit, units: dict[str, Unit], text: str) -> Iterator[tuple[str, str]]:
    if unit.parent and unit.parent not in units:
        yield "the parent of a unit is a unit", f"{unit.name} of {unit.parent}"
    end = 0
    for span in unit.spans:
        yield from _outside(unit.name, span, text)
        if span.start < end or span.start == span.end:
            yield "spans of a unit stand in order, none empty, none overlapping", f"{unit.name} {span}"
        end = span.end
    said, printed = _squeezed(unit.text), _squeezed("".join(text[span.start : span.end] for span in unit.spans))
    if said != printed:
        yield "a unit says what its spans say, white space apart", f"{unit.name}: {unit.text[:80]!r}"
    if unit.text != " ".join(unit.text.split()):
        yield "a unit's text is normalized", f"{unit.name}: {unit.text[:80]!r}"
    if unit.kind is UnitKind.SUBPARAGRAPH and not unit.name.startswith(unit.parent):
        yield "a sub-paragraph bears its parent's name", f"{unit.name} of {unit.parent}"


def _mentions(document: Document, units: dict[str, Unit], text: str) -> Iterator[tuple[str, str]]:
    mentions: tuple[Citation | BodyMention, ...] = (*document.citations, *document.bodies)
    for found in mentions:
        span, what = found.span, f"{found.unit} {found.mention!r} {found.rule}"
        yield from _outside(what, span, text)
        if text[span.start : span.end] != found.mention or not found.mention:
            yield "text[start:end] is the mention", what
        place = (found.footnote if isinstance(found, Citation) else "") or found.unit
        if found.unit not in units or place not in units:
            yield "a mention stands in a unit", what
        elif not any(s.start <= span.start < s.end for s in units[place].spans):
            yield "a mention begins in the words of its unit", what
    for cited in document.citations:
        what = f"{cited.unit} {cited.mention!r} → {cited.target} {cited.target.reason}"
        if bool(str(cited.target)) == bool(cited.target.reason):
            yield "a citation has a target or a reason why not", what
        if cited.target.symbol and parse_identifier(str(cited.target)) != str(cited.target):
            yield "targets are canonical identifiers", what
        if not 0 < cited.confidence <= 1:
            yield "confidence lies in (0, 1]", what
    yield from _twice(
        "a body is named once at one place", [f"{body.unit} {body.span} {body.key}" for body in document.bodies]
    )


def _tasks(document: Document, units: dict[str, Unit], text: str) -> Iterator[tuple[str, str]]:
    for act in document.operative_actions:
        yield from _outside(f"act {act.verb}", act.span, text)
        if act.unit not in units or act.object not in units[act.unit].text:
            yield "the object of an act is printed in its unit", f"{act}"
    for mandate in document.mandates:
        yield from _outside(f"mandate {mandate.clause}", mandate.span, text)
        unit = units.get(mandate.unit)
        if unit is None or mandate.task not in unit.text:
            yield "a task is printed in its unit", f"{mandate}"
            continue
        if any(condition not in unit.text for condition in mandate.conditions):
            yield "a condition is printed in its unit", f"{mandate}"
        if not any(mandate.deadline in other.text for other in units.values()):
            yield "a deadline is printed in the document", f"{mandate}"
        if any(not addressee.label for addressee in mandate.addressees):
            yield "an addressee has a label", f"{mandate}"


def _head(document: Document, text: str) -> Iterator[tuple[str, str]]:
    span, title = document.head.title_span, document.head.title
    if bool(title) != bool(span):
        yield "a title has its span", f"{title!r} {span}"
    elif span:
        yield from _outside("title", span, text)
        printed = text[span.start : span.end]
        rest = iter(printed)
        if not all(letter in rest for letter in _squeezed(title)):
            yield "the letters of the title are printed in its span, in order", f"{title!r} of {printed!r}"


def _squeezed(text: str) -> str:
    return "".join(text.split())
