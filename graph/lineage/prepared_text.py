"""Paragraphs made ready for comparison: their words without what typesetting, recognition and neighbours put in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.model import Document, Unit, UnitKind
from graph.lineage.thresholds import count

_REGIONS = {
    UnitKind.PREAMBULAR: "preamble",
    UnitKind.OPERATIVE: "operative",
    UnitKind.SUBPARAGRAPH: "operative",
    UnitKind.PARAGRAPH: "operative",
    UnitKind.ANNEX: "annex",
}

# a word's dashes and apostrophes, printed in one text and not in the other
_WITHIN = re.compile(r"[\u00ad\u2010-\u2014\u2212’'-](?<=\w.)\s?(?=\w)")
# "Convention5", "Convention,5", "5and": the number of a note set to a word or to its punctuation
_GLUED = re.compile(
    r"\d{1,2}(?:(?!\w)(?:(?<=[a-z]{2}\d)|(?<=[a-z]{2}\d\d)|(?<=[a-z][,.;:”\"]\d)|(?<=[a-z][,.;:”\"]\d\d))"
    r"|(?<!\w\d)(?<!\w\d\d)(?=(?!st|nd|rd|th)[a-z]{2}))"
)
_MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]+")
_WORD = re.compile(r"[^\W_]+(?:[/.]\d+)*")
_NUMBERED = frozenset(
    "agenda article articles chapter chapters goal goals item items no number numbers paragraph paragraphs para paras "
    "part phase rule rules section sections target targets".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_ADVERBS = frozenset(("also", "further"))
_GRAMMAR = frozenset(
    "a alia all also an and any as at be been by for from further had has have in including inter into is it its of on "
    "or other relevant such that the their them these this those to under upon was well were which while who with "
    "within".split()
)
_ORDINAL = re.compile(
    r"\w*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|tieth|teenth)"
)
_YEAR = "2026"
_LEAST_OF_ANNEX = count("paragraphs.least_of_annex")


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """A paragraph as it is compared: ``words`` are folded and stand apart by one space; ``act`` is the stem of the
    opening's verb, ``addressees`` are their labels. ``region`` is ``preamble``, ``operative`` or ``annex``."""

    name: str
    region: str
    parent: str
    act: str
    addressees: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """All of a document that aligning needs, in the order printed; made of plain values, to be stored and loaded."""

    identifier: str
    units: tuple[PreparedUnit, ...]


def prepare(document: Document) -> PreparedDocument:
    """The paragraphs of ``document``, without its head, sections, headings and footnotes."""
    asked: dict[str, dict[str, None]] = {}
    for mandate in document.mandates:
        asked.setdefault(mandate.unit, {}).update((addressee.label, None) for addressee in mandate.addressees)
    lost = _lost_marks(document)
    units = []
    for place, unit in enumerate(document.units):
        if unit.kind not in _REGIONS:
            continue
        words = _words(unit, {mark for mark, places in lost.items() if place in places} if lost else ())
        if not words or (unit.kind is UnitKind.ANNEX and len(words) < _LEAST_OF_ANNEX):
            continue
        addressees = tuple(sorted(asked.get(unit.name, ())))
        units.append(PreparedUnit(unit.name, _REGIONS[unit.kind], unit.parent, _act(unit), addressees, " ".join(words)))
    return PreparedDocument(document.identifier, tuple(units))


def _lost_marks(document: Document) -> dict[str, range]:
    """The numbers of notes that no unit is known to show, each with the places of the units that may: from the one
    with the note before it to the one with the note after it."""
    place = {unit.name: index for index, unit in enumerate(document.units)}
    numbered = [note for note in document.footnotes if note.marker.isdecimal()]
    known = sorted((int(note.marker), place[note.anchored_in]) for note in numbered if note.anchored_in in place)
    lost = {}
    for note in numbered:
        if not note.anchored_in:
            at = bisect_left(known, (int(note.marker), 0))
            first = known[at - 1][1] if at else 0
            last = known[at][1] if at < len(known) else len(document.units)
            lost[note.marker] = range(first, last + 1)
    return lost


def plain_words(text: str) -> list[str]:
    """The words of ``text`` as they are compared."""
    return _WORD.findall(_GLUED.sub("", _WITHIN.sub("", _MARKS.sub("", text))).lower())


def _words(unit: Unit, lost: Collection[str]) -> list[str]:
    words = plain_words(unit.text)
    if lost:
        words = [word for place, word in enumerate(words) if word not in lost or not _may_be_mark(words, place)]
    if len(words) > 1 and words[-1] in ("and", "or"):
        words.pop()
    lead = unit.opening.count(" ") + 2
    return [word for word in words[:lead] if word not in _ADVERBS] + words[lead:]


def _may_be_mark(words: Sequence[str], place: int) -> bool:
    """Whether the number at ``place`` follows a noun or a year, and neither numbers nor counts anything."""
    before = words[place - 1] if place else "the"
    after = words[place + 1] if place + 1 < len(words) else ""
    if before[0].isdigit():
        return len(before) == len(_YEAR) and after not in _MONTHS
    return before not in _NUMBERED and before not in _GRAMMAR and after not in _MONTHS and after not in ("per", "years")


def _act(unit: Unit) -> str:
    """The stem of the opening's first verb, the same in the preamble ("Recalling") as in the operative part."""
    for word in unit.opening.lower().split():
        if word not in _ADVERBS and word.endswith(("s", "ing", "ed")):
            return re.sub(r"(?:ing|es|s|ed)$", "", word)
    return unit.opening.lower()


def folded(word: str) -> str:
    """One printed word as it is compared; empty for mere punctuation."""
    return "".join(_WORD.findall(_WITHIN.sub("", _MARKS.sub("", word)).lower()))


def is_slight(word: str) -> bool:
    """Whether ``word`` says little of what a paragraph is about: a word of grammar, a number, a date, a session."""
    return word in _GRAMMAR or word[0].isdigit() or word in _MONTHS or _ORDINAL.fullmatch(word) is not None
