"""Pinpoints: articles, paragraphs, chapters, sections, annexes, before or after what they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.citations.mentions import Reference
from extract.model import Pinpoint

_WORDS = {
    "article": "art", "art": "art", "paragraph": "para", "para": "para", "subparagraph": "subpara",
    "chapter": "chap", "chap": "chap", "section": "sect", "sect": "sect", "part": "part", "rule": "rule",
    "principle": "principle", "regulation": "regulation", "annex": "annex", "appendix": "appendix",
    "resolution": "resolution", "decision": "decision", "goal": "goal", "target": "target",
}  # fmt: skip
_ITEM = (
    r"(?:\d{1,3}(?:\.\d{1,3})?|[IVXLC]{1,7}|[A-Z](?![a-z]))(?:\s?(?:bis|ter)\b)?(?:\s?\((?:[a-z]{1,4}|\d{1,2})\))*"
    r"(?:(?<=\d)\s[b-h](?=\sof\s|$))?"  # Article 73 e of the Charter
    r"|\([a-z]{1,4}\)"
)
_LIST = rf"(?:{_ITEM})(?:(?:,\s|\sand\s|,\sand\s|\sor\s|\sto\s|-|–)(?:{_ITEM}))*"
_WORD = (
    r"(?:articles?|arts?\.|paragraphs?|paras?\.|subparagraphs?|chapters?|chaps?\.|sections?|sects?\.|parts?|rules?"
    r"|principles?|regulations?|annex(?:es)?|appendix|goals?|targets?)"
)
_ELEMENT = rf"(?:{_WORD}\s{_LIST}(?![\w/])|\bannex\b|\bappendix\b|resolution\s\d{{1,2}}(?![\d/ (]))"
PHRASE = re.compile(rf"{_ELEMENT}(?:,?\s(?:of\s(?:the\s)?)?{_ELEMENT})*", re.IGNORECASE)
"""A pinpoint phrase of one or more elements: ``article 30, paragraph 2 (c)``."""

_BEGINNINGS = (
    "resolution ", "art", "para", "subpara", "chap", "sect", "part", "rule", "principle", "regulation", "annex",
    "appendix", "goal", "target",
)  # fmt: skip
_STARTS = AhoCorasick(_BEGINNINGS, matchkind=MatchKind.LeftmostLongest)
_ONE = re.compile(rf"(?P<word>{_WORD}|resolution)(?:\s(?P<list>{_LIST}))?(?![\w/])", re.IGNORECASE)
_ENUMERATED = re.compile(r",\sand\s|,\s|\sand\s|\sor\s")
_RANGE = re.compile(r"\s?(?:–|-|\bto\b)\s?")
_LEFT = re.compile(
    r",?\s(?:of|to|under|in|from|contained in)\s(?:the\s|that\s|its\s|this\s|said\s|same\s|annex to\s)*"
    r"(?:[A-Z][\w’'-]*\s(?:(?:[A-Z][\w’'-]*|and|of|on|the|for)\s){0,9})?(?:resolutions?\s|decisions?\s|documents?\s|reports?\s)?$"
)
_LEFT_NAME = re.compile(r",?\s(?:of|to|under|in|from)\s(?:the\s|that\s|its\s|this\s|said\s|same\s)*$")
_JOINED = re.compile(r",?\s(?:and|or|as well as)\s(?:(?:to|of|in|under)\s)?|,\s")
_LEADS_ON = re.compile(r",?\s(?:of|to)\s(?:the|that|its|[A-Z])")
_FAR = 120
_RIGHT = re.compile(
    r"(?:\s(?:and|or)\s(?:Corr|Add)\.\d)?\)?(?:\sof\s\d{1,2}\s\w+\s\d{4})?,\s(?:in\s|in particular\s(?:its\s)?|see\s)?"
)
_RIGHT_FAR = re.compile(r"[^,;.()“”]{0,60},\s(?:in particular|especially|notably|including)\s(?:its\s|the\s)?")


@dataclass(frozen=True, slots=True)
class PinpointPhrase:
    """A phrase at ``[start, end)`` and the places it stands for: several where it lists ("articles 16 and 18")."""

    start: int
    end: int
    places: tuple[Pinpoint, ...]


def find_pinpoints(text: str, folded: str) -> tuple[PinpointPhrase, ...]:
    """All pinpoint phrases of ``text`` (``folded`` being ``fold(text)``), in order. The number of a resolution is one
    only beside another place ("chap. I, resolution 1")."""
    starts = [
        (word, start)
        for word, start, _ in _STARTS.find_matches_as_indexes(folded)
        if start == 0 or not (folded[start - 1].isalnum() or folded[start - 1] == "_")
    ]
    if not any(word for word, _ in starts):
        return ()
    found: list[PinpointPhrase] = []
    end = 0
    for _, start in starts:
        match = PHRASE.match(text, start) if start >= end else None
        if match:
            end = match.end()
            found.append(PinpointPhrase(start, end, _places(match[0])))
    return tuple(found)


def before(phrases: tuple[PinpointPhrase, ...], text: str, start: int, *, named: bool) -> tuple[Pinpoint, ...]:
    """The places that lead up to a mention at ``start``: "article 6 of the", "paragraph 12 of its resolution",
    "article 5 and article 18, paragraph 3 (a), of the"."""
    pattern = _LEFT_NAME if named else _LEFT
    found: list[PinpointPhrase] = []
    end = start
    for index in range(bisect_right(phrases, start, key=_end) - 1, -1, -1):
        phrase = phrases[index]
        if end - phrase.end > _FAR:
            break
        between = text[phrase.end : end]
        if not (_JOINED.fullmatch(between) if found else pattern.fullmatch(between)):
            break
        found.append(phrase)
        end = phrase.start
    return tuple(place for phrase in reversed(found) for place in phrase.places)


def after(phrases: tuple[PinpointPhrase, ...], text: str, end: int, *, named: bool) -> tuple[Pinpoint, ...]:
    """The places that follow a mention ending at ``end``: ", annex", ", in particular chapter V"."""
    index = bisect_left(phrases, end, key=_start)
    if index == len(phrases) or phrases[index].start - end > _FAR:
        return ()
    phrase = phrases[index]
    between = text[end : phrase.start]
    near = _RIGHT.fullmatch(between) and not _leads_on(text, phrase)
    far = named and _RIGHT_FAR.fullmatch(between) and not _leads_on(text, phrase)
    return phrase.places if near or far else ()


def with_places(
    reference: Reference, phrases: tuple[PinpointPhrase, ...], text: str, *, named: bool
) -> Iterator[Reference]:
    """``reference`` with the pinpoints that lead up to it or follow it: one reference for each place. ``named``: it is
    made by a name, not a number or symbol."""
    places: tuple[Pinpoint, ...] = ()
    if phrases:
        places = before(phrases, text, reference.start, named=named)
        places = places or after(phrases, text, reference.end, named=named)
    if not places:
        yield reference
    for place in places:
        yield replace(reference, pinpoint=place)


def _start(phrase: PinpointPhrase) -> int:
    return phrase.start


def _end(phrase: PinpointPhrase) -> int:
    return phrase.end


def outside(phrases: tuple[PinpointPhrase, ...], names: Sequence[tuple[int, int]]) -> tuple[PinpointPhrase, ...]:
    """The phrases that do not begin within one of ``names``, spans in order."""
    found: list[PinpointPhrase] = []
    for phrase in phrases:
        index = bisect_left(names, (phrase.start + 1, 0)) - 1
        if index < 0 or names[index][1] <= phrase.start:
            found.append(phrase)
    return tuple(found)


def of_name(
    phrases: tuple[PinpointPhrase, ...], free: tuple[PinpointPhrase, ...], text: str, start: int, end: int
) -> tuple[Pinpoint, ...]:
    """The goals and targets of an instrument named at ``[start, end)``: in its name ("Sustainable Development Goal
    16"), right after it, or leading up to it ("target 16.4 of the …"); ``free``: phrases in no name."""
    places: tuple[Pinpoint, ...] = ()
    for phrase in phrases[bisect_left(phrases, start, key=_begins) :]:
        if phrase.start > end + 1:
            break
        if phrase.end > end:
            places += phrase.places
    places = places or (before(free, text, start, named=True) if free else ())
    return tuple(place for place in places if place.fragment.startswith(("goal", "target")))


def _begins(phrase: PinpointPhrase) -> int:
    return phrase.start


def _leads_on(text: str, phrase: PinpointPhrase) -> bool:
    """Whether the phrase belongs to what comes after it ("…, article 5 of the Covenant")."""
    return _LEADS_ON.match(text, phrase.end) is not None


def _places(phrase: str) -> tuple[Pinpoint, ...]:
    elements = [(_word(match["word"]), match["list"] or "") for match in _ONE.finditer(phrase)]
    if len(elements) == 1:
        word, items = elements[0]
        if not items:
            return (_pinpoint([(word, items)]),)
        return tuple(_pinpoint([(word, item)]) for item in _ENUMERATED.split(items))
    if elements and elements[0][0] == "para" and elements[-1][0] in ("art", "chap", "sect", "annex"):
        elements.reverse()
    return (_pinpoint(elements),)


def _word(printed: str) -> str:
    word = printed.lower().rstrip(".")
    if word == "annexes":
        return "annex"
    return _WORDS.get(word) or _WORDS.get(word.removesuffix("s"), word)


_ABBREVIATED = frozenset(("art", "para", "chap", "sect", "subpara"))


def _pinpoint(elements: list[tuple[str, str]]) -> Pinpoint:
    printed: list[str] = []
    fragments: list[str] = []
    for word, raw in elements:
        items = _RANGE.sub("-", " ".join(raw.split()))
        many = "-" in items or "," in items or " and " in items
        dotted = f"{word}{'s' if many and word in _ABBREVIATED else ''}{'.' if word in _ABBREVIATED else ''}"
        printed.append(f"{dotted} {re.sub(r'(?<=[0-9A-Za-z])(?=[(])', ' ', items)}".strip())
        fragments.append(re.sub(r"[^\w-]+", ".", f"{word}{items.replace(' ', '')}").strip("."))
    return Pinpoint(", ".join(printed), ".".join(fragments))
