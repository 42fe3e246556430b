"""Identities that documents teach: a capitalised name that no register holds, and the document that a note right after
it gives as its source ("… the Lunden Declaration,⁶" with the note "General Assembly resolution 55/2").

What one document says is a lesson; what several agree on is worth a row in the register. Lessons are kept apart from
the registers, and what is learned of them depends neither on the order of documents nor on that of files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon.folding import fold
from extract.lexicon.names import Lexicon
from extract.model import Citation, Document, TargetKind, Unit
from extract.normalized_text import normalize
from extract.registers import Instrument, Registers
from extract.source import Source

_CAPITAL = r"[A-ZÀ-Þ][\wÀ-ÿ]*(?:[’'‑-][\wÀ-ÿ]+)*"
_SMALL = r"(?:of|the|on|and|for|against|to|in|with|concerning|its|all|from)"
_NAME = re.compile(rf"(?:(?:19|20)\d\d )?{_CAPITAL}(?:(?: {_SMALL}){{0,3}} (?:{_CAPITAL}|\d{{4}}(?:[-–]\d{{4}})?))*")
_OPENING = re.compile(r"^(?:The|In|On|Its|[A-Z][a-z]+(?:ing|s)(?: (?:also|further|in))?(?: the)?) (?=[A-Z])")
_BEFORE = 240
"""Characters before a marker within which the name must begin."""


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """What one document says: the name as printed, the document that its note gives, and the place in that."""

    name: str
    target: str
    pinpoint: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Learned:
    """What documents agree on about a name: ``documents`` support ``target``, ``against`` give another one. Both are
    identifiers in order; ``pinpoint`` is the place that most of the supporters give, the first of several in order."""

    name: str
    target: str
    pinpoint: str
    documents: tuple[str, ...]
    against: tuple[str, ...] = ()


def lessons(document: Document, source: Source, lexicon: Lexicon) -> Iterator[Lesson]:
    """What the notes of ``document`` teach of names that no register holds, in the order of the text."""
    units = {unit.name: unit for unit in document.units}
    sourced: dict[str, list[Citation]] = defaultdict(list)
    for citation in document.citations:
        if citation.footnote and citation.kind is not TargetKind.TREATY:
            sourced[citation.footnote].append(citation)
    for note in document.footnotes:
        unit = units.get(note.anchored_in)
        given = {(str(one.target), str(one.pinpoint or "")) for one in sourced[note.unit]}
        if unit is None or len(given) != 1:
            continue  # a note that cites several things does not say which one the name is
        ((target, pinpoint),) = given
        name = _name_before(unit, note.marker, source.text, lexicon)
        if target and name:
            yield Lesson(name, target, pinpoint)


def learn(taught: Iterable[tuple[str, Lesson]], least: int = 2) -> tuple[Learned, ...]:
    """What at least ``least`` documents agree on, of lessons with the documents (identifiers) that teach them: the
    target with the most documents, or nothing where two have as many. In the order of names."""
    by_name: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    spellings: dict[str, set[str]] = defaultdict(set)
    for document, lesson in taught:
        key = fold(lesson.name)
        spellings[key].add(lesson.name)
        by_name[key][lesson.target][lesson.pinpoint].add(document)
    found: list[Learned] = []
    for key, targets in by_name.items():
        support = {target: set().union(*places.values()) for target, places in targets.items()}
        first, *others = sorted(support, key=lambda target: (-len(support[target]), target))
        if len(support[first]) < least or (others and len(support[others[0]]) == len(support[first])):
            continue
        places = targets[first]
        pinpoint = min(places, key=lambda place: (-len(places[place]), place))
        against = set().union(*(support[other] for other in others)) - support[first]
        found.append(
            Learned(min(spellings[key]), first, pinpoint, tuple(sorted(support[first])), tuple(sorted(against)))
        )
    return tuple(sorted(found))


def with_learned(registers: Registers, rows: Iterable[Instrument]) -> Registers:
    """``registers`` with learned instruments for the names that no row bears: where a register speaks, it is heard."""
    known = {fold(name) for row in registers.instruments for name in (row.name, *row.aliases)}
    known |= {fold(name) for treaty in registers.treaties for name in (treaty.title, *treaty.aliases)}
    known |= {fold(name) for body in registers.bodies for name in (body.name, *body.aliases)}
    slugs = {row.slug for row in registers.instruments}
    silent = tuple(row for row in rows if fold(row.name) not in known and row.slug not in slugs)
    return replace(registers, instruments=(*registers.instruments, *silent)) if silent else registers


@lru_cache(maxsize=4)
def _heads(registers: Registers) -> re.Pattern[str]:
    """Words of which the name of an instrument has one."""
    words = sorted(registers.word_lists["instrument"])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")


def _name_before(unit: Unit, marker: str, source: str, lexicon: Lexicon) -> str:
    """The name right before a note's marker; empty where none of an instrument's form stands there, or a registered
    one. The marker stands where the unit was normalized: in the gap between two stretches of the source."""
    for index, span in enumerate(unit.spans):
        end = unit.spans[index + 1].start if index + 1 < len(unit.spans) else span.end + len(marker) + 1
        gap = unicodedata.normalize("NFKC", source[span.end : end]).strip(" \n\r\t[]()/")  # a raised ¹ is 1
        if not marker or gap != unicodedata.normalize("NFKC", marker):
            continue
        whole = normalize(source, unit.spans[: index + 1]).text
        before = whole[-_BEFORE:].rstrip(' ,”"’')
        found = next((match for match in _NAME.finditer(before) if match.end() == len(before)), None)
        if found is None or any(name.end > found.start() for name in lexicon.names(before, fold(before))):
            return ""
        opens = found.start() == 0 and len(whole) <= _BEFORE
        name = _OPENING.sub("", found[0]) if opens else found[0].removeprefix("The ")
        return name if _heads(lexicon.registers).search(name) and len(re.findall(_CAPITAL, name)) > 1 else ""
    return ""
