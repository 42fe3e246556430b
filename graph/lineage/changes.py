"""What an amendment proposes: the words it puts in, takes out or replaces, and where, as its sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.dates import ORDINAL, ordinal
from extract.model import Document, DocumentType, UnitKind
from extract.structure.amendment import CHANGE
from graph.lineage.words import plain_words


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` words of the paragraph ``place`` (``pp3``, ``op12``; empty where none is named) give way to ``new`` ones;
    either may be empty. ``beside`` are words that stay, ``before`` whether the new ones come before them. Words are
    folded, one space apart. ``whole``: it is about a paragraph, not words in one. A change that nothing can be made of
    has no words and no place."""

    place: str = ""
    old: str = ""
    new: str = ""
    beside: str = ""
    before: bool = False
    whole: bool = False


_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_READING = re.compile(r"(?:reading|reads?|follows|following(?:\s[\w\s-]+)?|text|paragraphs?)\s*:\s")
_ASTERISK = re.compile(r"\s\*{1,3}\s")
"""What an asterisk explains is no more of the change."""

_Q = r"(?:the\s+(?:words?|phrase|following\s+words)\s+)?«(?P<{}>\d+)»"
_REPLACE = re.compile(rf"\b[Rr]eplace\s+{_Q.format('old')}\s+(?:with|by)\s+{_Q.format('new')}")
_DELETE = re.compile(rf"\b[Dd]elete\s+{_Q.format('old')}(?P<more>(?:(?:,|\s+and|,\s+and)\s+«\d+»)*)")
_INSERT = re.compile(
    rf"\b(?P<where>[Aa]fter|[Ff]ollowing|[Bb]efore)\s+{_Q.format('beside')}\s*,?\s+(?:insert|add)\s+{_Q.format('new')}"
)
_INSERTED = re.compile(
    rf"\b(?:[Ii]nsert|[Aa]dd)\s+{_Q.format('new')}\s+(?P<where>after|following|before)\s+{_Q.format('beside')}"
)
_ADD = re.compile(rf"\bAt\s+the\s+end\s+of\b[^«]*,\s+(?:insert|add)\s+{_Q.format('new')}")
_VERB = re.compile(r"\b(?:replace|delete|insert|add|substitute|amend|reword|move)\b", re.IGNORECASE)
_ONE = r"\d{1,3}(?:\s?\([a-z]{1,4}\))*"
_NUMBERS = rf"{_ONE}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_ONE})*"
_PLACES = re.compile(
    rf"\b(?P<ordinals>{ORDINAL}(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?{ORDINAL})*)\s+preambular\s+paragraphs?\b"
    rf"|\bpreambular\s+paragraphs?\s+(?P<preambular>{_NUMBERS})"
    rf"|\b(?:operative\s+)?paragraphs?\s+(?P<operative>{_NUMBERS})",
    re.IGNORECASE,
)
_NUMBER = re.compile(_ONE)
_ORDINAL = re.compile(ORDINAL, re.IGNORECASE)


def changes_of(document: Document) -> tuple[Change, ...]:
    """What an amendment proposes, in order; nothing where the document is none."""
    if document.head.type is not DocumentType.DRAFT_AMENDMENT:
        return ()
    texts = [unit.text for unit in document.units if unit.kind not in (UnitKind.HEAD, UnitKind.FOOTNOTE)]
    return tuple(change for sentence in _sentences(texts) for change in read_changes(sentence))


def read_changes(sentence: str) -> Iterator[Change]:
    """The changes that one sentence of an amendment proposes."""
    sentence = _ASTERISK.split(sentence)[0]
    quotes = [first or second for first, second in _QUOTED.findall(sentence)]
    count = iter(range(len(quotes)))
    masked = _QUOTED.sub(lambda _: f"«{next(count)}»", sentence)
    reading = _READING.search(masked)
    told, given = (masked[: reading.end()], masked[reading.end() :]) if reading else (masked, "")
    new = _folded(re.sub(r"«(\d+)»", lambda match: quotes[int(match[1])], given))
    places = tuple(_places(told))
    found = list(_of_words(told, quotes, places))
    read = len(found) // max(1, len(places))
    if not found and (change := list(_of_paragraphs(told, new, places))):
        found, read = change, 1
    yield from found
    if read < max(1, len(_VERB.findall(told))):
        yield Change()


def _sentences(texts: Iterable[str]) -> list[str]:
    """The texts of an amendment's paragraphs; what follows one that gives a paragraph's text belongs to it."""
    found: list[str] = []
    for text in texts:
        if found and not CHANGE.match(text) and _READING.search(f"{found[-1]} "):
            found[-1] += f" {text}"
        else:
            found.append(text)
    return found


def _of_words(told: str, quotes: Sequence[str], places: Sequence[str]) -> Iterator[Change]:
    def quoted(match: re.Match[str], name: str) -> str:
        return _folded(quotes[int(match[name])])

    for place in places or ("",):
        for match in _REPLACE.finditer(told):
            yield Change(place, quoted(match, "old"), quoted(match, "new"))
        for match in _DELETE.finditer(told):
            for quote in (match["old"], *re.findall(r"\d+", match["more"])):
                yield Change(place, _folded(quotes[int(quote)]))
        for match in (*_INSERT.finditer(told), *_INSERTED.finditer(told)):
            before = match["where"].lower() == "before"
            yield Change(place, "", quoted(match, "new"), quoted(match, "beside"), before)
        for match in _ADD.finditer(told):
            yield Change(place, "", quoted(match, "new"))


def _of_paragraphs(told: str, given: str, places: Sequence[str]) -> Iterator[Change]:
    verb = _VERB.search(told)
    if verb is None or "«" in told:
        return
    word = verb[0].lower()
    if word == "delete":
        yield from (Change(place, given if len(places) == 1 else "", whole=True) for place in places)
    elif word in ("insert", "add") and given:
        yield Change("", "", given, whole=True)
    elif word in ("replace", "substitute", "amend", "reword") and given and len(places) == 1:
        yield Change(places[0], "", given, whole=True)


def _places(told: str) -> Iterator[str]:
    for match in _PLACES.finditer(told):
        if match["ordinals"]:
            numbers = (ordinal(word[0]) for word in _ORDINAL.finditer(match["ordinals"]))
            yield from (f"pp{number}" for number in numbers if number)
        region, numbered = ("pp", match["preambular"]) if match["preambular"] else ("op", match["operative"] or "")
        yield from (region + re.sub(r"\s", "", number) for number in _NUMBER.findall(numbered))


def _folded(text: str) -> str:
    return " ".join(plain_words(text))
