"""What a mandate asks, in words that can be compared: with other years, and with what became of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from extract.lexicon import fold
from extract.model import Mandate
from extract.verbs import ADVERBS
from graph.lineage.values import MandateChange

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
_AND = "&"
_SILENT = (ADVERBS - {"specifically", "immediately"}) | frozenset(
    "a an the its their his her this that these those present continue continues continued continuing to of in for on "
    "at by with from as be is are was were been has have had which through".split()
)
"""Words whose coming and going leaves a task what it is."""

_SHORT = 3
_ADDING = frozenset({_AND, "including", "well"})
_LIMITING = frozenset(
    "while where when if unless until without except only provided subject within taking bearing possible appropriate "
    "necessary applicable consistent accordance conformity compliance consultation request requested depending "
    "notwithstanding resource prejudice".split()
)
"""Words that limit or qualify a task more often than they add to it."""
_NEAR = 3
_LIGHT = _ADDING | frozenset(
    "he she him "
    "such all any each every both other same own one it they them who where relevant regard respect context "
    "connection thereof therefor therein thereto order view various particular inter alia also so do doing did done "
    "up out not present current new various further important take taking taken made make making".split()
)
"""Words whose coming and going, beside others that stay, changes no sense of a task."""

_BESIDE = 2
"""Words that stand unjoined beside what is joined on, and do not change what it is."""

_STEM = 5
_FORM = re.compile(r"(?:isation|ization|ations?|ation|ing|ed|ies|ie|y|es|e|s|ors?|ers?|ly|al|ment|ion|ive)$")
_ALIKE = {
    "people": "person", "persons": "person", "individual": "person", "fight": "combat", "counter": "combat",
    "enhance": "strengthen", "enhancing": "strengthen", "enhanced": "strengthen", "strengthening": "strengthen",
    "reinforce": "strengthen", "reinforcing": "strengthen", "combating": "combat", "countering": "combat",
    "greater": "enhanced", "utmost": "most",
}  # fmt: skip
_NAME_TAIL = re.compile(
    r"transforming our world:? the (?=2030 agenda)|(?<=2030 agenda) for sustainable development"
    r"|(?<=sendai framework) for disaster risk reduction|(?<=addis ababa action agenda) of the third international "
    r"conference on financing for development|(?<=beijing declaration and platform for action) of the fourth world "
    r"conference on women|(?<=durban declaration and programme of action) of the world conference against racism"
)
"""What the long names of instruments have more than the short."""

_LINK = re.compile(r"https?\S+|\bwww\.\S+")
_NOTE = re.compile(r"(?<=[a-z]{4})\d{1,2}\b")
"""A note mark that sticks to its word."""

_NO_PARTY = re.compile(r"\d|(?:^|[- ])(?:convention|protocol|treaty|agenda|covenant|report|declaration)s?(?:$|[- ])")
_A_BODY = re.compile(
    r"\b(?:committee|conference|meeting|part(?:y|ies)|states?|secretariat|bod(?:y|ies)|rapporteur|bureau)\b"
)
_LONG_NAME = 70
_STATES = frozenset({"states", "member-states", "all-states", "all-member-states", "governments"})


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
_SAME_TERM = 0.1
"""Lengths of time that differ by less of the longer are one: 365 days and twelve months."""

_REPEATS = re.compile(
    r"(?:(?:[a-z]+,? ){0,3}?(?:reiterates|renews|reaffirms|repeats) )?"
    r"(?:(?:its|the) (?:[a-z]+ )?(?:request|call|invitation|appeal|demand|recommendation|encouragement)s? )?"
)
_PERSON = re.compile(r"(?:s|es)$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A mandate made comparable. ``words`` are those of the task that carry it, in order, joining words as ``&``;
    ``said`` the same as a set; ``parties`` the addressees' keys or labels; ``verb`` without adverbs, empty for one that
    repeats an earlier mandate; ``rhythm`` and ``term`` in days, 0 where none is said."""

    words: tuple[str, ...]
    said: frozenset[str]
    parties: frozenset[str]
    verb: str
    rhythm: float
    term: float


def wording(mandate: Mandate) -> Wording:
    """What ``mandate`` asks, made comparable."""
    task = _REPEATS.sub("", fold(mandate.task), count=1) if _repeats(mandate.verb) else fold(mandate.task)
    task = _NAME_TAIL.sub("", task)
    if "http" in task or "www" in task:
        task = _LINK.sub(" ", task)
    if _DIGIT.search(task):
        task = _NOTE.sub("", task)
    rhythm, term = _RHYTHM.search(task), _TERM.search(task) if "for a " in task else None
    for lasting in (rhythm, term):
        if lasting:
            task = task.replace(lasting[0], " ")
    words = tuple(content_words(task))
    return Wording(
        words,
        frozenset(words) - {_AND},
        frozenset(party.key or party.label for party in mandate.addressees),
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
                yield _AND
            joined = True
        elif word not in _SILENT:
            yield _one(word)
            joined = False


def all_words(folded: str) -> frozenset[str]:
    """The words of a folded text, as those of a wording are written."""
    return frozenset(map(_one, set(_WORD.findall(folded))))


def change(earlier: Wording, later: Wording) -> MandateChange:
    """What became of the mandate ``earlier``, given that ``later`` carries it on."""
    if earlier.verb and later.verb and earlier.verb != later.verb:
        return MandateChange.CHANGED
    aspects = {
        _of_parties(earlier.parties, later.parties),
        _of_words(earlier, later),
        _of_length(later.rhythm, earlier.rhythm),
        _of_length(earlier.term, later.term),
    } - {MandateChange.CONTINUED}
    if not aspects:
        return MandateChange.CONTINUED
    return aspects.pop() if len(aspects) == 1 else MandateChange.CHANGED


def _of_parties(earlier: frozenset[str], later: frozenset[str]) -> MandateChange:
    """What the addressees say; where those of one side are not known, nothing."""
    earlier, later = _plausible(earlier, later), _plausible(later, earlier)
    if not earlier or not later or earlier == later:
        return MandateChange.CONTINUED
    if earlier < later:
        return MandateChange.WIDENED
    return MandateChange.NARROWED if later < earlier else MandateChange.CHANGED


def _plausible(parties: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Addressees without those of one side alone that look like an instrument, or like words of the task."""
    return frozenset(
        "states" if party in _STATES else party
        for party in parties
        if party in others or (len(party) <= _LONG_NAME and (not _NO_PARTY.search(party) or _A_BODY.search(party)))
    )


def _of_words(earlier: Wording, later: Wording) -> MandateChange:
    """What the task says: words joined on make it wider, words that stood joined and are gone make it narrower.
    Words put in otherwise may qualify as well as add, and some limit: the task is changed, but for a single word.
    Words that the other has elsewhere, or in another form, are neither new nor gone."""
    edits = [edit for edit in LCSseq.opcodes(earlier.words, later.words) if edit.tag != "equal"]
    before, after = _stems(earlier.words), _stems(later.words)
    added = [_Part(later.words, edit.dest_start, edit.dest_end) for edit in edits if edit.dest_end > edit.dest_start]
    gone = [_Part(earlier.words, edit.src_start, edit.src_end) for edit in edits if edit.src_end > edit.src_start]
    spelt = "".join(later.words), "".join(earlier.words)
    added = [part for part in added if part.substance(before, spelt[1])]
    gone = [part for part in gone if part.substance(after, spelt[0])]
    if added and gone:
        return MandateChange.CHANGED
    parts, base, text = (added, before, spelt[1]) if added else (gone, after, spelt[0])
    sizes = [0 if part.joined else part.substance(base, text) for part in parts]
    if any(part.limits for part in parts):
        return MandateChange.CHANGED
    if sum(sizes) <= 1 and all(sizes):
        return MandateChange.CONTINUED
    if not all(sizes) and max(sizes) <= _BESIDE:
        return MandateChange.WIDENED if added else MandateChange.NARROWED
    return MandateChange.CHANGED


def _of_length(earlier: float, later: float) -> MandateChange:
    """What a length of time says: the longer the wider. One that was not said before, or no longer is, changes."""
    if abs(earlier - later) <= _SAME_TERM * max(earlier, later):
        return MandateChange.CONTINUED
    if not earlier or not later:
        return MandateChange.CHANGED
    return MandateChange.WIDENED if later > earlier else MandateChange.NARROWED


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a task from ``start`` to ``end``, which another has not there."""

    words: Sequence[str]
    start: int
    end: int

    @property
    def limits(self) -> bool:
        """Whether they limit something, or stand behind what limits."""
        return not _LIMITING.isdisjoint(self.words[max(0, self.start - _NEAR) : self.end])

    @property
    def joined(self) -> bool:
        """Whether they stand beside others of their kind, behind a joining word or before one that they brought."""
        before = self.words[self.start - 1] if self.start else ""
        return self.words[self.start] in _ADDING or before in _ADDING or self.words[self.end - 1] == _AND

    def substance(self, stems: Container[str], spelt: str) -> int:
        """How many of the words carry a sense that a text of these ``stems``, ``spelt`` without spaces, has not."""
        words = [word for word in self.words[self.start : self.end] if word not in _LIGHT and _stem(word) not in stems]
        run = "".join(words)
        return 0 if len(run) > _STEM and run in spelt else len(words)


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_stem, words))


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    """What the forms of a word have in common, or of words for one thing."""
    word = _ALIKE.get(word, word.strip("'"))
    bare = _FORM.sub("", word)
    return bare if len(bare) >= _STEM else word


@lru_cache(maxsize=1 << 15)
def _one(word: str) -> str:
    """A word in the singular, as far as its last letter tells."""
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
