"""What an amendment proposes: the words it puts in, takes out or replaces, and where, as its sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.dates import ORDINAL, ordinal
from extract.model import Document, DocumentType, UnitKind
from extract.structure.amendment import CHANGE
from graph.lineage.prepared_text import plain_words


@dataclass(frozen=True, slots=True)
class ProposedChange:
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
_READING = re.compile(r"(?:reading|reads?|follows|following(?:\s[\w\s-]{1,80})?|text|paragraphs?)\s*:\s")
_ASTERISK = re.compile(r"\s\*{1,3}\s")
"""What an asterisk explains is no more of the change."""

_Q = r"(?:the\s+(?:words?|phrase|following\s+words)\s+)?«(?P<{}>\d+)»"
_REPLACE = re.compile(rf"\b[Rr]eplace\s+{_Q.format('old')}\s+(?:with|by)\s+{_Q.format('new')}")
_DELETE = re.compile(rf"\b[Dd]elete\s+{_Q.format('old')}(?P<more>(?:(?:,|\s+and|,\s+and)\s+«\d+»){{0,12}})")
_INSERT = re.compile(
    rf"\b(?P<where>[Aa]fter|[Ff]ollowing|[Bb]efore)\s+{_Q.format('beside')}\s*,?\s+(?:insert|add)\s+{_Q.format('new')}"
)
_INSERTED = re.compile(
    rf"\b(?:[Ii]nsert|[Aa]dd)\s+{_Q.format('new')}\s+(?P<where>after|following|before)\s+{_Q.format('beside')}"
)
_ADD = re.compile(rf"\bAt\s+the\s+end\s+of\b[^«]{{0,200}},\s+(?:insert|add)\s+{_Q.format('new')}")
_PATTERNS = (_REPLACE, _DELETE, _INSERT, _INSERTED, _ADD)
_GROUPS = ("old", "new", "beside")
_VERB = re.compile(r"\b(?:replace|delete|insert|add|substitute|amend|reword|move)\b", re.IGNORECASE)
_ONE = r"\d{1,3}(?:\s?\([a-z]{1,4}\)){0,4}"
_NUMBERS = rf"{_ONE}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_ONE}){{0,12}}"
_PLACES = re.compile(
    rf"\b(?P<ordinals>{ORDINAL}(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?{ORDINAL}){{0,12}})\s+preambular\s+paragraphs?\b"
    rf"|\bpreambular\s+paragraphs?\s+(?P<preambular>{_NUMBERS})"
    rf"|\b(?:operative\s+)?paragraphs?\s+(?P<operative>{_NUMBERS})",
    re.IGNORECASE,
)
_NUMBER = re.compile(_ONE)
_ORDINAL = re.compile(ORDINAL, re.IGNORECASE)


def changes_of(document: Document) -> tuple[ProposedChange, ...]:
    """What an amendment proposes, in order; nothing where the document is none."""
    if document.head.type is not DocumentType.DRAFT_AMENDMENT:
        return ()
    texts = [unit.text for unit in document.units if unit.kind not in (UnitKind.HEAD, UnitKind.FOOTNOTE)]
    return tuple(change for sentence in _sentences(texts) for change in read_changes(sentence))


def read_changes(sentence: str) -> Iterator[ProposedChange]:
    """The changes that one sentence of an amendment proposes."""
    sentence = _ASTERISK.split(sentence)[0]
    quotes = [first or second for first, second in _QUOTED.findall(sentence)]
    count = iter(range(len(quotes)))
    masked = _QUOTED.sub(lambda _: f"«{next(count)}»", sentence)
    reading = _READING.search(masked)
    instruction, given = (masked[: reading.end()], masked[reading.end() :]) if reading else (masked, "")
    new = _folded(re.sub(r"«(\d+)»", lambda match: quotes[int(match[1])], given))
    found = _of_words(instruction, quotes)
    if not found and (change := list(_of_paragraphs(instruction, new))):
        found = [change]
    for changes in found:
        yield from changes
    if len(found) < max(1, len(_VERB.findall(instruction))):
        yield ProposedChange()


def _sentences(texts: Iterable[str]) -> list[str]:
    """The texts of an amendment's paragraphs; what follows one that gives a paragraph's text belongs to it."""
    found: list[list[str]] = []
    giving = False
    for text in texts:
        if giving and not CHANGE.match(text):
            found[-1].append(text)
        else:
            found.append([text])
            giving = _READING.search(f"{text} ") is not None
    return [" ".join(parts) for parts in found]


def _of_words(instruction: str, quotes: Sequence[str]) -> list[list[ProposedChange]]:
    """The changes of words, those of each verb apart; they are in the paragraphs named last before it, or else in those
    named anywhere."""
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(instruction)]
    matches.sort(key=lambda match: match.start())
    places = tuple(_places(instruction)) if matches and not _PLACES.search(instruction, 0, matches[0].end()) else ("",)
    found, end = [], 0
    for match in matches:
        places = tuple(_places(instruction[end : match.end()])) or places
        end = match.end()
        found.append([change for place in places for change in _changes(match, quotes, place)])
    return found


def _changes(match: re.Match[str], quotes: Sequence[str], place: str) -> Iterator[ProposedChange]:
    given = {name: _folded(quotes[int(at)]) for name, at in match.groupdict().items() if name in _GROUPS and at}
    before = (match.groupdict().get("where") or "").lower() == "before"
    yield ProposedChange(place, given.get("old", ""), given.get("new", ""), given.get("beside", ""), before)
    for quote in re.findall(r"\d+", match.groupdict().get("more") or ""):
        yield ProposedChange(place, _folded(quotes[int(quote)]))


def _of_paragraphs(instruction: str, given: str) -> Iterator[ProposedChange]:
    verb, places = _VERB.search(instruction), tuple(_places(instruction))
    if verb is None or "«" in instruction:
        return
    word = verb[0].lower()
    if word == "delete":
        yield from (ProposedChange(place, given if len(places) == 1 else "", whole=True) for place in places)
    elif word in ("insert", "add") and given:
        yield ProposedChange("", "", given, whole=True)
    elif word in ("replace", "substitute", "amend", "reword") and given and len(places) == 1:
        yield ProposedChange(places[0], "", given, whole=True)


def _places(instruction: str) -> Iterator[str]:
    for match in _PLACES.finditer(instruction):
        if match["ordinals"]:
            numbers = (ordinal(word[0]) for word in _ORDINAL.finditer(match["ordinals"]))
            yield from (f"pp{number}" for number in numbers if number)
        region, numbered = ("pp", match["preambular"]) if match["preambular"] else ("op", match["operative"] or "")
        yield from (region + re.sub(r"\s", "", number) for number in _NUMBER.findall(numbered))


def _folded(text: str) -> str:
    return " ".join(plain_words(text))
