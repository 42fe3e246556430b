"""A detector of mentions that knows no register: names recognized by their capital letters and head words alone.

It is what the registers are measured against (``register_coverage.py``), so that it never learns from them: no name of
a particular treaty, body or instrument stands here, only head words, small words and the way names are built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a head word says that a name is the name of."""

    TREATY = "treaty"
    BODY = "body"
    INSTRUMENT = "instrument"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a mention at ``[start, end)`` of the text: a head word, a capitalised one, or a small one."""

    start: int
    end: int
    text: str
    head: Kind | None
    capital: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``[start, end)`` of the text, of the kind that its first head says; an acronym is one word."""

    start: int
    end: int
    kind: Kind
    words: tuple[Word, ...]


_HEADS = {
    Kind.TREATY: "Convention Conventions Covenant Covenants Protocol Protocols Treaty Treaties Charter Statute "
    "Agreement Agreements",
    Kind.BODY: "Committee Subcommittee Sub-Committee Commission Subcommission Sub-Commission Council Assembly "
    "Conference Congress Group Office Fund Programme Institute Agency Force Mission Board Forum Court Tribunal Bank "
    "Organization Organisation Union Rapporteur Representative Envoy Adviser Expert Commissioner Coordinator Centre "
    "University Authority Secretariat Association Department Division Mechanism Panel Team Operation Directorate "
    "Facility Partnership Network",
    Kind.INSTRUMENT: "Declaration Agenda Strategy Rules Guidelines Principles Framework Platform Pathway Compact "
    "Consensus Accord Accords Roadmap Communiqué",
}
_HEAD = {word: kind for kind, words in _HEADS.items() for word in words.split()}
_PHRASES = re.compile(
    r"\b(?:(?:Plan|Programme|Platform|Framework|Agenda) (?:of|for) Action|Action (?:Plan|Programme)|Global Plan"
    r"|(?:Work Programme|Programme of Work)|Code of (?:Conduct|Practice)|Road Map|Model Law|Call to Action)\b"
)
"""Heads of several words; each is that of a named instrument, whatever its words are alone."""

_SMALL = "of the on and for against to in with or concerning relating regarding its all from between by de la du des"
_CAPITAL = r"[A-ZÀ-Þ][\wÀ-ÿ]*(?:[’'‑-][\wÀ-ÿ]+)*"
_RUN = re.compile(
    rf"(?<![\w/.-])(?:(?:19|20)\d\d (?=[A-Z]))?{_CAPITAL}(?:(?: (?:{_SMALL.replace(' ', '|')})\b){{0,4}} {_CAPITAL})*"
    r"(?: (?:19|20)?\d\d(?![\w/]))?"
)
_WORD = re.compile(r"[^ ]+")
_DIVIDES = frozenset("and or with from by in between".split())
"""Small words after which a second name begins if a head stands on both sides."""

_OPENS = frozenset(
    "The In On At By For To As Under With From Also Further Its All Having While Where This That These Those When If "
    "Any Each Both See And Or Of A An His Her Their Our Such Through Upon Within During Following Pursuant Resolution "
    "Resolutions Decision Decisions Article Chapter Annex Section Paragraph Rule Item No Vol Official Records Meeting "
    "Plenary Draft Report Supplement Member States State Parties Party Government Governments".split()
)
"""Capitalised words that begin a sentence or lead up to a name, and belong to none."""

_PARTIES = frozenset("Parties States Members Contracting".split())
"""Who meets in a body or is bound by a treaty: no part of what names it."""

_LIKE_A_VERB = re.compile(r"[A-Z][a-z]+(?:ing|ed|s|ly|ful|ous|ware|vinced|ply)")
_NO_VERB = frozenset(
    "Standing Working Guiding Governing Coordinating Joint Nations States Rights Women Arms Persons Refugees Drugs "
    "United Advanced Limited Integrated Unified Armed Affairs Parties Sports Services Ministers Experts Friends".split()
)
_BEGINS = re.compile(r"(?:^|[.;:!?]\s|\)\s|\d\.\s|[“\"(\[*])$")
_ACRONYM = re.compile(r"(?<![\w/.&’'-])(?=\w{2}[\w-])[A-Z]{2,}[a-z]?[A-Z]*(?:-[A-Z]{2,}|-[A-Z][a-z]+)?(?![\w/’-]|\.\w)")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SHOUTED = 0.5
"""Share of capitals, of a text's letters, from which it is a heading in capitals, where they show nothing."""


def find_mentions(text: str) -> Iterator[Mention]:
    """The mentions in a paragraph, in order. White space must be single blanks, as in a normalized text.

    A mention holds a head word and one capitalised word at least besides it ("the Convention" alone is none).
    """
    letters = [character for character in text if character.isalpha()]
    if not letters or sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
        return
    found = [mention for run in _RUN.finditer(text) for mention in _of_run(text, run.start(), run.end())]
    for match in _ACRONYM.finditer(text):
        alone = not any(mention.start <= match.start() < mention.end for mention in found)
        if alone and not _ROMAN.fullmatch(match[0]):
            word = Word(match.start(), match.end(), match[0], Kind.ACRONYM, capital=True)
            found.append(Mention(word.start, word.end, Kind.ACRONYM, (word,)))
    yield from sorted(found, key=lambda mention: mention.start)


def _of_run(text: str, start: int, end: int) -> Iterator[Mention]:
    words = _words(text, start, end)
    for part in _parts(_without_opening(text, words)):
        trimmed = _trimmed(part)
        first = next((index for index, word in enumerate(trimmed) if word.head), None)
        if first is None or sum(word.capital for word in trimmed) < 2:
            continue
        while first + 1 < len(trimmed) and trimmed[first + 1].head:  # "Framework Convention" is a convention
            first += 1
        kind = trimmed[first].head
        assert kind is not None
        if _named_besides(trimmed):
            yield Mention(trimmed[0].start, trimmed[-1].end, kind, trimmed)


def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a run; those of a head of several words all bear its kind."""
    phrases = [match.span() for match in _PHRASES.finditer(text, start, end)]
    words = []
    for match in _WORD.finditer(text, start, end):
        bare = re.sub(r"[’'](?:s)?$", "", match[0])
        capital = match[0][0].isupper() or match[0][0].isdigit()
        head = _HEAD.get(bare)
        if any(a <= match.start() < b for a, b in phrases):
            head = Kind.INSTRUMENT
        words.append(Word(match.start(), match.start() + len(bare), match[0], head, capital))
    return tuple(words)


def _without_opening(text: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words without those that open the sentence: participles, verbs, articles and what only leads up to a name."""
    begins = bool(_BEGINS.search(text[max(0, words[0].start - 4) : words[0].start]))
    at = 0
    while at < len(words) and not words[at].head:
        word = words[at]
        verb = begins and _LIKE_A_VERB.fullmatch(word.text) and word.text not in _NO_VERB
        if not verb and word.capital and word.text not in _OPENS:
            break
        at += 1
    return words[at:]


def _parts(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Names that "and" and the like join, apart: where a head stands on both sides; and what a genitive parts."""
    begin = 0
    for index, word in enumerate(words):
        owns = word.text.endswith(("’s", "'s", "s’"))
        if word.text in _DIVIDES:
            before = any(other.head for other in words[begin:index])
            if not (before and any(other.head for other in words[index + 1 :])):
                continue
        elif not owns:
            continue
        yield words[begin : index + 1]
        begin = index + 1
    yield words[begin:]


def _trimmed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words without small ones at the ends, and without a bare "of the Conference", which refers back."""
    capitals = [index for index, word in enumerate(words) if word.capital]
    while len(capitals) > 1 and words[capitals[-1]].head and words[capitals[-1] - 1].text == "the":
        capitals.pop()
    return words[capitals[0] : capitals[-1] + 1] if capitals else ()


def _named_besides(words: tuple[Word, ...]) -> bool:
    """Whether something capitalised besides one head word or phrase makes it a name."""
    heads = [word for word in words if word.head]
    plain = [word for word in words if word.capital and not word.head and word.text not in _PARTIES]
    phrase = len(heads) > 1 and all(word.head is Kind.INSTRUMENT for word in heads)
    return bool(plain) or (len(heads) > 1 and not phrase)
