"""The genealogy of paragraphs: which paragraph of an earlier document goes on in which of a later one.

Equal paragraphs are paired first. The rest compete: an index of words finds who may be a pair, what they share
decides, and between pairs that are sure, the order. A paragraph left over that stands in one already paired is reported
as split or merged. What is doubtful stays unlinked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.model import Document
from graph.lineage.prepared_text import PreparedDocument, prepare
from graph.lineage.similarity import Similarity, Text, stayed, texts
from graph.lineage.thresholds import count, share
from graph.lineage.values import ParagraphLink, ParagraphRelation

_CHANGED = share("paragraphs.changed")
_SURE = share("paragraphs.sure")
_IN_ORDER, _CROSSING = share("paragraphs.in_order"), share("paragraphs.crossing")
_ACROSS = share("paragraphs.across")
_CANDIDATES = count("paragraphs.candidates")
_RIVALS = count("paragraphs.rivals")
_PART = share("paragraphs.part")
_OWN = share("paragraphs.own")
_WHOLES = count("paragraphs.wholes")
_MOST_CHANGED = share("paragraphs.most_changed")
_PART_WORDS = count("paragraphs.part_words")
_WHOLE_WORDS = count("paragraphs.whole_words")


def align(earlier: Document | PreparedDocument, later: Document | PreparedDocument) -> tuple[ParagraphLink, ...]:
    """The links from paragraphs of ``earlier`` to those of ``later``, sorted. Each paragraph is in one link at most,
    but for one that was split and one that others were merged into. Documents compared more than once are given
    prepared."""
    old, new = _prepared(earlier), _prepared(later)
    return _Alignment(texts(old), texts(new)).links(old.identifier, new.identifier)


def _prepared(document: Document | PreparedDocument) -> PreparedDocument:
    return document if isinstance(document, PreparedDocument) else prepare(document)


@dataclass(frozen=True, slots=True)
class _PairsInOrder:
    """The pairs found so far, by place in the earlier document: they show where others are due."""

    firsts: Sequence[int]
    seconds: Sequence[int]
    end: int

    def due(self, old: int) -> float:
        """The place in the later document where ``old`` is expected."""
        at = bisect_left(self.firsts, old)
        if at == 0:
            return float(self.seconds[0] - self.firsts[0] + old) if self.firsts else float(old)
        start, gone = self.seconds[at - 1], old - self.firsts[at - 1]
        if at == len(self.firsts):
            return float(start + gone)
        return start + gone * (self.seconds[at] - start) / (self.firsts[at] - self.firsts[at - 1])

    def keeps(self, old: int, new: int) -> bool:
        """Whether the pair stands between its neighbours in both documents."""
        at = bisect_left(self.firsts, old)
        before = self.seconds[at - 1] if at else -1
        after = self.seconds[at] if at < len(self.seconds) else self.end
        return before < new < after


class _Alignment:
    """Two documents while they are aligned; paragraphs are given by their places. ``pairs`` leads from the earlier."""

    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}

    def links(self, source: str, target: str) -> tuple[ParagraphLink, ...]:
        self.pair_equal()
        relations: dict[tuple[int, int], ParagraphRelation] = {}
        if len(self.pairs) < max(len(self.old), len(self.new)):
            similarity = Similarity(self.old, self.new)
            self.pair_alike(similarity)
            relations = self.parts(similarity)
        found = []
        for old, new in {*self.pairs.items(), *relations}:
            one, other = self.old[old], self.new[new]
            same = one.key == other.key
            relation = relations.get((old, new)) or (ParagraphRelation.SAME if same else ParagraphRelation.CHANGED)
            stays = 1.0 if same else min(round(stayed(one, other), 3), _MOST_CHANGED)
            found.append(ParagraphLink(source, one.unit.name, target, other.unit.name, relation, stays))
        return tuple(sorted(found))

    def join(self, old: int, new: int) -> None:
        if old not in self.pairs and new not in self.back:
            self.pairs[old] = new
            self.back[new] = old

    def order(self) -> _PairsInOrder:
        pairs = sorted(self.pairs.items())
        return _PairsInOrder([old for old, _ in pairs], [new for _, new in pairs], len(self.new))

    def pair_equal(self) -> None:
        """Pair what is equal: first what stands once in both, then what recurs, by its surroundings."""
        olds, news = _by_key(self.old), _by_key(self.new)
        recurring = []
        for key, places in olds.items():
            others = news.get(key, [])
            if len(places) == len(others) == 1 or len(places) * len(others) > _RIVALS:
                for old, new in zip(places, others, strict=False):
                    self.join(old, new)
            elif others:
                recurring.append((places, others))
        order = self.order()
        rivals = [
            (self.strangeness(old, new), abs(new - order.due(old)), old, new)
            for places, others in recurring
            for old in places
            for new in others
        ]
        for _, _, old, new in sorted(rivals):
            self.join(old, new)

    def strangeness(self, old: int, new: int) -> int:
        """0 to 2: how little region and holding paragraph speak for a pair."""
        one, other = self.old[old], self.new[new]
        if one.unit.region != other.unit.region:
            return 2
        return int(self.pairs.get(one.parent, -1) != other.parent)

    def pair_alike(self, similarity: Similarity) -> None:
        """Pair the rest by similarity, the best first; those that are sure show the order of the others."""
        free_old, free_new = self.free()
        scores: dict[tuple[int, int], float] = {}
        for old, places in similarity.nearest(free_old, free_new, _CANDIDATES):
            for new in places:
                least = self.least(old, new) - _IN_ORDER
                score = similarity.score(self.old[old], self.new[new], least)
                if score >= least:
                    scores[old, new] = score
        for (old, new), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            if score >= _SURE:
                self.join(old, new)
        order = self.order()
        rivals = []
        for (old, new), score in scores.items():
            if old not in self.pairs and new not in self.back:
                placed = score + (_IN_ORDER if order.keeps(old, new) else _CROSSING)
                if placed >= self.least(old, new):
                    rivals.append((-placed, abs(new - order.due(old)), old, new))
        for _, _, old, new in sorted(rivals):
            self.join(old, new)

    def least(self, old: int, new: int) -> float:
        return _CHANGED if self.old[old].unit.region == self.new[new].unit.region else _ACROSS

    def free(self) -> tuple[dict[int, Text], dict[int, Text]]:
        return (
            {place: text for place, text in enumerate(self.old) if place not in self.pairs},
            {place: text for place, text in enumerate(self.new) if place not in self.back},
        )

    def parts(self, similarity: Similarity) -> dict[tuple[int, int], ParagraphRelation]:
        """What a paragraph left over was, or became, part of, together with the pair that holds its other part."""
        free_old, free_new = self.free()
        paired_old = {old: self.old[old] for old in self.pairs}
        paired_new = {new: self.new[new] for new in self.back}
        found: dict[tuple[int, int], ParagraphRelation] = {}
        for new, places in similarity.nearest(free_new, paired_old, _WHOLES):
            for old in places:
                if _is_part(similarity, self.new[new], self.old[old], self.new[self.pairs[old]]):
                    found[old, new] = found[old, self.pairs[old]] = ParagraphRelation.SPLIT
                    break
        for old, places in similarity.nearest(free_old, paired_new, _WHOLES):
            for new in places:
                if (self.back[new], new) not in found and _is_part(
                    similarity, self.old[old], self.new[new], self.old[self.back[new]]
                ):
                    found[old, new] = ParagraphRelation.MERGED
                    break
        for new in [new for (_, new), relation in found.items() if relation is ParagraphRelation.MERGED]:
            found[self.back[new], new] = ParagraphRelation.MERGED
        return found


def _by_key(paragraphs: Sequence[Text]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(paragraphs):
        places.setdefault(text.key, []).append(place)
    return places


def _is_part(similarity: Similarity, part: Text, whole: Text, other_part: Text) -> bool:
    """Whether ``whole`` holds ``part``, and holds it beside what it shares with ``other_part``."""
    if part.unit.region != whole.unit.region or len(part.words) < _PART_WORDS or len(whole.words) > _WHOLE_WORDS:
        return False
    if fuzz.partial_ratio(part.words, whole.words) < 100 * _PART:
        return False
    rest: Mapping[str, int] = Counter(whole.counts) - Counter(other_part.counts)
    weight = similarity.weight(part)
    return similarity.shared(part.counts, whole.counts) >= _PART * weight and (
        similarity.shared(part.counts, rest) >= _OWN * weight
    )
