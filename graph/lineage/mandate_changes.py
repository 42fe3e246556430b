"""What became of a mandate that goes on: continued, widened, narrowed or changed.

Two wordings are compared word by word. What is spelt otherwise, said by an evident synonym, moved, or said twice is no
difference; nor are hedges, remarks, reasons and aims. What then weighs on one side only makes the
mandate wider or narrower; what weighs on both changes it; a word swapped in a long task does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from graph.lineage.mandate_wording import AND, MandateWording, singular
from graph.lineage.mandate_words import WordRole, sense, words_of
from graph.lineage.thresholds import count, share
from graph.lineage.values import MandateChange

_ADDING = words_of(WordRole.ADDING) | {AND}
_LIMITING, _STRICT = words_of(WordRole.LIMITING), words_of(WordRole.STRICT)
_REMARK, _REASON = words_of(WordRole.REMARK), words_of(WordRole.REASON)
_LIGHT = _ADDING | _REASON | words_of(WordRole.LIGHT)
_FEW = share("changes.few")
_FAR_MORE, _MUCH = count("changes.far_more"), count("changes.much")
_OWN_WORDS = count("changes.own_words")
_ENOUGH_WORDS = count("changes.enough_words")
_QUALIFIED = count("changes.qualified")
_REPEATED = share("changes.repeated")
_ACRONYM = count("changes.acronym_least"), count("changes.acronym_most")

_NO_ADDRESSEE = re.compile(
    r"\d|(?:^|[- ])(?:convention|protocol|treaty|agenda|covenant|report|declaration)s?(?:$|[- ])"
)
_BODY_WORDS = re.compile(
    r"\b(?:committee|conference|meeting|part(?:y|ies)|states?|secretariat|bod(?:y|ies)|rapporteur|bureau)\b"
)
_LONG_NAME = count("changes.long_name")
_STATES = frozenset({"states", "member-states", "all-states", "all-member-states", "governments"})
_JOINING_STATES = frozenset({"states", "states-not-parties"})
"""Who is asked to join a treaty, whatever they are called."""

_NUMBERED_COMMITTEE = re.compile(r"committee-\d+$")
"""A committee of sanctions, which texts call "the Committee": by its number only where that is known."""

_ANYONE = re.compile(
    r"(?:^|-)(?:actors|stakeholders|partners|organizations|institutions|entities|donors|agencies|others|parties)$"
)
_OF_STATES = re.compile(r"-(?:organization|union|community|bank|fund|agency)$")
"""Organizations whose members are states: "members of the organization" may be read as either."""

_SAME_TERM = share("changes.same_term")


def change(earlier: MandateWording, later: MandateWording) -> MandateChange:
    """What became of the mandate ``earlier``, given that ``later`` carries it on."""
    if earlier.verb and later.verb and earlier.verb != later.verb:
        return MandateChange.CHANGED
    words = _of_words(earlier.words, later.words)
    aspects = {
        words,
        _of_addressees(earlier, later, same_words=words is MandateChange.CONTINUED),
        _of_length(later.rhythm, earlier.rhythm),
        _of_length(earlier.term, later.term),
    } - {MandateChange.CONTINUED}
    if not aspects:
        return MandateChange.CONTINUED
    return aspects.pop() if len(aspects) == 1 else MandateChange.CHANGED


def _of_addressees(one: MandateWording, other: MandateWording, *, same_words: bool) -> MandateChange:
    """What the addressees say; where those of one side are not known, nothing."""
    earlier, later = _plausible(one, other), _plausible(other, one)
    gone, added = earlier - later, later - earlier
    if not earlier or not later or earlier == later:
        return MandateChange.CONTINUED
    if not gone:
        return MandateChange.WIDENED
    if not added:
        return MandateChange.NARROWED
    if all(_ANYONE.search(addressee) for addressee in gone | added):
        return MandateChange.CONTINUED
    if same_words and gone | added <= _JOINING_STATES:
        return MandateChange.CONTINUED
    if same_words and any(states == {"states"} and _of_states(body) for states, body in ((gone, added), (added, gone))):
        return MandateChange.CONTINUED
    return MandateChange.CHANGED


def _of_states(addressees: frozenset[str]) -> bool:
    return all(_OF_STATES.search(addressee) for addressee in addressees)


def _plausible(one: MandateWording, other: MandateWording) -> frozenset[str]:
    """The addressees of ``one`` without those that ``other`` has not, and that look like an instrument or like words of
    the tasks: a reading that differs, not a text."""
    return frozenset(
        "states" if addressee in _STATES else _NUMBERED_COMMITTEE.sub("committee", addressee)
        for addressee in one.addressees
        if addressee in other.addressees
        or addressee in _STATES
        or _NUMBERED_COMMITTEE.match(addressee)
        or (
            len(addressee) <= _LONG_NAME
            and (not _NO_ADDRESSEE.search(addressee) or _BODY_WORDS.search(addressee))
            and not other.said.issuperset(map(singular, addressee.split("-")))
        )
    )


def _of_words(earlier: Sequence[str], later: Sequence[str]) -> MandateChange:
    """What the task says."""
    old, new = _alike(earlier, later), _alike(later, earlier)
    edits = [edit for edit in LCSseq.opcodes(old, new) if edit.tag != "equal"]
    removed = [_Part(old, edit.src_start, edit.src_end) for edit in edits if edit.src_end > edit.src_start]
    put_in = [_Part(new, edit.dest_start, edit.dest_end) for edit in edits if edit.dest_end > edit.dest_start]
    gone, added = _weigh(removed, new), _weigh(put_in, old)
    heavy = min(_heavy(old), _heavy(new))
    if heavy < _OWN_WORDS:
        return MandateChange.CONTINUED
    few = _few(heavy)
    if max(added.weight, gone.weight) > few:
        if gone.weight <= few and 2 * added.items >= added.weight:
            return MandateChange.WIDENED
        if added.weight >= max(_FAR_MORE * gone.weight, _MUCH) and 2 * added.items >= added.weight:
            return MandateChange.WIDENED
        if added.weight <= few and 2 * gone.items >= gone.weight:
            return MandateChange.NARROWED
        return MandateChange.CHANGED
    if added.strict or gone.strict or max(added.qualifying, gone.qualifying) >= _QUALIFIED:
        return MandateChange.CHANGED
    if _another_action(old, new):
        return MandateChange.CHANGED
    if added.items and not gone.weight:
        return MandateChange.WIDENED
    if gone.items and not added.weight:
        return MandateChange.NARROWED
    return MandateChange.CONTINUED


def _another_action(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the first word that weighs, most often the verb, is another; or whether what was to be done is now to be
    considered, or the reverse."""
    stems = frozenset(map(sense, old)), frozenset(map(sense, new))
    if (_CONSIDERING in stems[0]) is not (_CONSIDERING in stems[1]):
        return True
    heads = [next((sense(word) for word in words if not _slight(word)), "") for words in (old, new)]
    return heads[0] not in stems[1] and heads[1] not in stems[0]


def _few(words: int) -> int:
    return max(1, int(_FEW * words)) if words >= _ENOUGH_WORDS else 0


def _heavy(words: Sequence[str]) -> int:
    return sum(1 for word in words if not _slight(word))


def _slight(word: str) -> bool:
    return word in _LIGHT or word.isdigit()


@dataclass(frozen=True, slots=True)
class _Weight:
    """What one wording has and the other has not: words that weigh, those among them that stand joined to others of
    their kind, words that qualify, and whether any limits."""

    weight: int
    items: int
    qualifying: int
    strict: bool


def _weigh(parts: Sequence[_Part], other: Sequence[str]) -> _Weight:
    stems = frozenset(map(sense, other))
    weight = items = qualifying = 0
    strict = False
    for part in parts:
        new = part.new(stems)
        if not new:
            continue
        if part.limits:
            strict = strict or part.strict
            qualifying += new
        else:
            weight += new
            items += new if part.is_item else 0
    return _Weight(weight, items, qualifying, strict)


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a task from ``start`` to ``end``, which another has not there."""

    words: Sequence[str]
    start: int
    end: int

    @property
    def own(self) -> Sequence[str]:
        return self.words[self.start : self.end]

    @property
    def first(self) -> str:
        return next((word for word in self.own if word != AND), "")

    @property
    def strict(self) -> bool:
        return not _STRICT.isdisjoint(self.own)

    @property
    def limits(self) -> bool:
        return self.first in _LIMITING or self.strict

    @property
    def is_item(self) -> bool:
        """Whether they stand beside others of their kind, after a joining word or before one that they brought."""
        before = self.words[self.start - 1] if self.start else ""
        return self.words[self.start] in _ADDING or before in _ADDING or self.words[self.end - 1] == AND

    def new(self, stems: Container[str]) -> int:
        """How many of the words weigh, up to a remark, an aim or a reason, and are in no form among ``stems``."""
        heavy = [word for word in self._asking() if not _slight(word)]
        new = {stem for stem in map(sense, heavy) if stem not in stems}
        return len(new) if len(new) >= _REPEATED * len(heavy) else 0

    def _asking(self) -> Iterator[str]:
        if self.first in _REASON:
            return
        for word in self.own:
            if word in _REMARK:
                return
            yield word


def _alike(words: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """``words`` as ``other`` spells them: two words as one where it has them so (health care, healthcare), an acronym
    by the words that it stands for."""
    whole = frozenset(other)
    found: list[str] = []
    joined = False
    for one, after in pairwise((*words, "")):
        if joined:
            joined = False
            continue
        joined = bool(after) and AND not in (one, after) and one + after in whole
        found.extend([one + after] if joined else [one] if one in whole else _spelt_out(one, other))
    return tuple(found)


def _spelt_out(word: str, other: Sequence[str]) -> Sequence[str]:
    """The words of ``other`` that begin with the letters of ``word``, one each; ``word`` alone where there are none."""
    if _ACRONYM[0] <= len(word) <= _ACRONYM[1]:
        for start in range(len(other) - len(word) + 1):
            words = other[start : start + len(word)]
            if all(one[0] == letter for one, letter in zip(words, word, strict=True)):
                return words
    return (word,)


def _of_length(earlier: float, later: float) -> MandateChange:
    """What a length of time says: the longer the wider. One that was not said before, or no longer is, changes."""
    if abs(earlier - later) <= _SAME_TERM * max(earlier, later):
        return MandateChange.CONTINUED
    if not earlier or not later:
        return MandateChange.CHANGED
    return MandateChange.WIDENED if later > earlier else MandateChange.NARROWED


_CONSIDERING = sense("consider")
