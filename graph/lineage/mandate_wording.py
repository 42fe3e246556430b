"""What a mandate asks, in words that can be compared: with other years, and with what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import ADVERBS, fold
from extract.model import Mandate
from graph.lineage.mandate_words import WordRole, words_of

_ORDINAL = r"(?:[a-z]+(?:-| and | hundred ))?(?:first|second|third|[a-z]{3,}th|\d{1,3}(?:st|nd|rd|th))"
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_NUMBERED = re.compile(
    rf"\b(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{4}}|(?:19|20)\d\d(?:[-/]\d{{2,4}})?"
    r"|(?<=[a-z][,;.])\d{1,3}\b"
    r"|[a-z](?:/[\w.()-]+)+|[a-z]?-?\d{1,2}/\d{1,3}\b"
    r"|(?:para(?:graph)?s?\.? )\d{1,3}(?: \([a-z]\))?(?:(?:,| and| to) \d{1,3}(?: \([a-z]\))?)*(?: (?:above|below))?)"
)
_DIGIT = re.compile(r"\d")
_SITTINGS = ("session", "meeting", "anniversary", "conference")
_COUNTED = re.compile(
    rf"\b{_ORDINAL}(?=(?:(?:,? and|,|-) {_ORDINAL})*(?: [a-z]+){{0,2}} (?:{'|'.join(_SITTINGS)})s?\b)"
)
"""What goes with the year: dates, symbols and numbers of acts and paragraphs; and which session it is."""

_WORD = re.compile(r"[a-z0-9][a-z0-9']*|[,;]")
_JOINING = frozenset({"and", "or", ",", ";"})
AND = "&"
_SILENT = (ADVERBS - {"specifically", "immediately"}) | words_of(WordRole.SILENT)

_SHORT = len("its")
_NAME_TAIL = re.compile(
    r"transforming our world:? the (?=2030 agenda)|(?<=2030 agenda) for sustainable development"
    r"|(?<=sendai framework) for disaster risk reduction|(?<=addis ababa action agenda) of the third international "
    r"conference on financing for development|(?<=beijing declaration and platform for action) of the fourth world "
    r"conference on women|(?<=durban declaration and programme of action) of the world conference against racism"
)
"""What the long names of instruments have more than the short."""

_IF = r"appropriate|necessary|possible|applicable|feasible|needed|required|relevant|requested|practicable|warranted"
_HEDGE = re.compile(
    rf",? ?\b(?:(?:as|where|when|if|wherever|whenever|to the extent)(?: and when)?(?: so| deemed)? (?:{_IF})"
    rf"(?: and (?:{_IF}))?|(?:up)?on (?:their |its )?request|at their request"
    r"|(?:if|where|that are|which are|those) in a position to do so|as a matter of (?:priority|urgency)"
    r"|in (?:this|that) (?:regard|respect|context|connection)"
    r"|(?:from )?within (?:(?:its|their|his|her|the|available|existing) )*(?:resources|mandates?)"
    r"(?: and (?:mandates?|resources))?)(?:,(?= )|\b)"
)
"""What softens a request without changing what is asked."""

_PURSUANT = re.compile(
    r"\b(?:in (?:line|conformity|conformance|compliance|keeping) with|consistent with|pursuant to|as set out in"
    r"|as required by)\b"
)
"""Phrases for one relation."""

_LINK = re.compile(r"https?\S+|\bwww\.\S+")
_NOTE = re.compile(r"(?<=[a-z]{4})\d{1,2}\b")
"""A note mark that sticks to its word."""

_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})[- ](?P<unit>day|week|month|year)s?"
_RHYTHM = re.compile(
    rf"\b(?:(?:every|each) (?:{_COUNT}|(?P<single>day|week|month|year|other year))"
    r"|(?P<adverb>monthly|quarterly|annually|yearly|biennially|biannually)"
    r"|on an? (?P<basis>monthly|quarterly|annual|yearly|biennial|biannual|semi-annual) basis)\b"
)
_TERM = re.compile(rf"\bfor a (?:further |final |new |additional |initial )*(?:period of )?{_COUNT}\b")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0, "other year": 730.0}
_PACES = {
    "monthly": 30.4, "quarterly": 91.2, "biannual": 182.5, "biannually": 182.5, "semi-annual": 182.5,
    "annual": 365.0, "annually": 365.0, "yearly": 365.0, "biennial": 730.0, "biennially": 730.0,
}  # fmt: skip
_REPEATS = re.compile(
    r"(?:(?:[a-z]+,? ){0,3}?(?:reiterates|renews|reaffirms|repeats) )?"
    r"(?:(?:its|the) (?:[a-z]+ )?(?:request|call|invitation|appeal|demand|recommendation|encouragement)s? )?"
)
_PERSON = re.compile(r"(?:s|es)$")


@dataclass(frozen=True, slots=True)
class MandateWording:
    """A mandate made comparable. ``words`` are those of the task that carry it, in order, joining words as ``&``;
    ``said`` the same as a set; ``addressees`` keys or labels; ``verb`` without adverbs, empty for one that repeats an
    earlier mandate; ``rhythm`` and ``term`` in days, 0 where none is said."""

    words: tuple[str, ...]
    said: frozenset[str]
    addressees: frozenset[str]
    verb: str
    rhythm: float
    term: float


def wording(mandate: Mandate) -> MandateWording:
    """What ``mandate`` asks, made comparable."""
    task = _REPEATS.sub("", fold(mandate.task), count=1) if _repeats(mandate.verb) else fold(mandate.task)
    task = _NAME_TAIL.sub("", task)
    task = _PURSUANT.sub("in accordance with", _HEDGE.sub(" ", task))
    if "http" in task or "www" in task:
        task = _LINK.sub(" ", task)
    if _DIGIT.search(task):
        task = _NOTE.sub("", task)
    rhythm, term = _RHYTHM.search(task), _TERM.search(task) if "for a " in task else None
    for lasting in (rhythm, term):
        if lasting:
            task = task.replace(lasting[0], " ")
    words = tuple(content_words(task))
    return MandateWording(
        words,
        frozenset(words) - {AND},
        frozenset(addressee.key or addressee.label for addressee in mandate.addressees),
        _verb(mandate.verb),
        _pace(rhythm) if rhythm else 0.0,
        _length(term) if term else 0.0,
    )


def content_words(folded: str) -> Iterator[str]:
    """The words of a folded text that carry its sense, in order, without what goes with the year; runs of joining
    words are one ``&``."""
    if _DIGIT.search(folded):
        folded = _NUMBERED.sub(" ", folded)
    if any(sitting in folded for sitting in _SITTINGS):
        folded = _COUNTED.sub(" ", folded)
    joined = True
    for word in _WORD.findall(folded):
        if word in _JOINING:
            if not joined:
                yield AND
            joined = True
        elif word not in _SILENT:
            yield singular(word)
            joined = False


def all_words(folded: str) -> frozenset[str]:
    """The words of a folded text, as those of a wording are written."""
    return frozenset(map(singular, set(_WORD.findall(folded))))


@lru_cache(maxsize=1 << 15)
def singular(word: str) -> str:
    """A word in the singular, as far as its last letter shows."""
    return word[:-1] if word[-1] == "s" and len(word) > _SHORT and word[-2] not in "sui" else word


def _repeats(verb: str) -> bool:
    return any(word in fold(verb) for word in ("reiterat", "renew", "reaffirm", "repeat"))


def _verb(printed: str) -> str:
    """A verb as printed without its adverbs and in the third person; empty where it repeats."""
    if _repeats(printed):
        return ""
    words = [word for word in fold(printed).split() if word not in ADVERBS]
    return (
        " ".join([_PERSON.sub("", re.sub(r"(?<=e)d$|ed$", "", words[0])), *words[1:]]).replace("upon", "on")
        if words
        else ""
    )


def _pace(match: re.Match[str]) -> float:
    if match["count"]:
        return _length(match)
    return _DAYS[match["single"]] if match["single"] else _PACES[match["adverb"] or match["basis"]]


def _length(match: re.Match[str]) -> float:
    count = match["count"]
    return (_NUMBERS.get(count) or int(count)) * _DAYS[match["unit"]]
