"""How alike two paragraphs are, within the two documents that are compared: what a word weighs depends on them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from graph.lineage.prepared_text import PreparedDocument, PreparedUnit, is_slight
from graph.lineage.thresholds import count, share

_SLIGHT = share("similarity.slight")
_COMMON = count("similarity.common")
_ORDERED = share("similarity.ordered")
_IMMENSE = count("similarity.immense")
_EIGHTH = count("similarity.eighth")
_OF_BOTH, _OF_SHORTER = share("similarity.of_both"), share("similarity.of_shorter")
_SAME_VERB = share("similarity.same_verb")
_OTHER_ADDRESSEES = share("similarity.other_addressees")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with its words counted. ``key`` is equal for equal texts, wherever words are run together;
    ``parent`` is the place of the paragraph that holds this one, -1 at the top."""

    unit: PreparedUnit
    words: tuple[str, ...]
    counts: Mapping[str, int]
    key: str
    parent: int


def texts(document: PreparedDocument) -> tuple[Text, ...]:
    place = {unit.name: index for index, unit in enumerate(document.units)}
    found = []
    for unit in document.units:
        words = tuple(unit.words.split(" "))
        found.append(Text(unit, words, Counter(words), "".join(words), place.get(unit.parent, -1)))
    return tuple(found)


def stayed(one: Text, other: Text) -> float:
    """The share of the words of both that stand in both, in the same order (in any, where both are immense), from
    0 to 1."""
    if one.key == other.key:
        return 1.0
    if len(one.words) * len(other.words) > _IMMENSE:
        kept = (Counter(one.counts) & Counter(other.counts)).total()
    else:
        kept = LCSseq.similarity(one.words, other.words)
    return 2 * kept / (len(one.words) + len(other.words))


class Similarity:
    """Compares the paragraphs of two documents, given by their places. The rarer a word in both, the more it weighs."""

    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self._old, self._new = old, new
        seen: Counter[str] = Counter()
        for text in (*old, *new):
            seen.update(text.counts.keys())
        every = math.log(len(old) + len(new) + 1)
        self._weights = {
            word: _SLIGHT if is_slight(word) else max(1 - math.log(times) / every, _SLIGHT)
            for word, times in seen.items()
        }
        self._totals: dict[tuple[str, ...], float] = {}

    def weight(self, text: Text) -> float:
        total = self._totals.get(text.words)
        if total is None:
            weights = self._weights
            total = self._totals[text.words] = sum([weights[word] * times for word, times in text.counts.items()])
        return total

    def shared(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        weights = self._weights
        # in the order of the words, so that sums are the same in every run
        return sum([weights[word] * min(times, other[word]) for word, times in one.items() if word in other])

    def score(self, one: Text, other: Text, least: float = 0.0) -> float:
        """About 1 for equal ones, below ½ for those that share no more than their subject; 0 for what cannot reach
        ``least``."""
        shared = self.shared(one.counts, other.counts)
        weights = self.weight(one), self.weight(other)
        score = _OF_BOTH * shared / sum(weights) + _OF_SHORTER * shared / min(weights)
        score += _SAME_VERB if one.unit.act == other.unit.act else -_SAME_VERB
        if one.unit.addressees and other.unit.addressees and not set(one.unit.addressees) & set(other.unit.addressees):
            score -= _OTHER_ADDRESSEES
        return score + _ORDERED * stayed(one, other) if score + _ORDERED >= least else 0.0

    def nearest(
        self, ones: Mapping[int, Text], others: Mapping[int, Text], count: int
    ) -> Iterable[tuple[int, list[int]]]:
        """For each of ``ones`` the places of the ``count`` others that share most with it, by its rare words."""
        holders: dict[str, list[int]] = {}
        for place, text in others.items():
            for word in text.counts:
                holders.setdefault(word, []).append(place)
        limit = max(_COMMON, len(others) // _EIGHTH)
        for one, text in ones.items():
            shared: dict[int, float] = {}
            for word in text.counts:
                places = holders.get(word, ())
                if len(places) <= limit:
                    weight = self._weights[word]
                    for place in places:
                        shared[place] = shared.get(place, 0.0) + weight
            yield one, [place for _, place in sorted((-weight, place) for place, weight in shared.items())[:count]]
