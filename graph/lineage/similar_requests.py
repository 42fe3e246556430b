"""Whether a text says something near to a task, in whatever form. Where it does, neither that the task is left out of
it nor that it came after it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from extract.lexicon import fold
from extract.model import Document, UnitKind
from graph.lineage.mandate_wording import MandateWording, all_words
from graph.lineage.thresholds import count, share

_PARAGRAPHS = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH)

_NEAR = share("similar_requests.near")
_NEAR_OF_THE_SAME = share("similar_requests.near_of_the_same")
_SPREAD = share("similar_requests.spread")
_ENOUGH_WORDS = count("similar_requests.enough_words")


@dataclass(frozen=True)
class SimilarRequests:
    """A document, and for each of its units the addressees (keys or labels) asked in it."""

    document: Document
    asked: dict[str, frozenset[str]]

    @cached_property
    def _operative(self) -> frozenset[str]:
        return frozenset(unit.name for unit in self.document.units if unit.kind is not UnitKind.PREAMBULAR)

    @cached_property
    def _places(self) -> tuple[int, dict[str, list[str]]]:
        """How many paragraphs there are, and the units of those that have a word."""
        found: dict[str, list[str]] = defaultdict(list)
        count = 0
        for unit in self.document.units:
            if unit.kind in _PARAGRAPHS:
                count += 1
                for word in all_words(fold(unit.text)):
                    found[word].append(unit.name)
        return count, found

    def says(self, task: MandateWording) -> bool:
        """Whether a paragraph may say ``task``, or part of it. Words weigh the more the fewer paragraphs have them."""
        shares, whole, _ = self._weighed(task)
        return len(task.said) < _ENOUGH_WORDS or any(
            share >= self._least(unit, task.addressees) * whole for unit, share in shares.items()
        )

    def goes_on_with(self, task: MandateWording) -> bool:
        """Whether ``task`` may go on here: in one paragraph (``says``), or in parts among those that ask."""
        _, whole, spread = self._weighed(task)
        return spread >= _SPREAD * whole or self.says(task)

    def _weighed(self, task: MandateWording) -> tuple[Mapping[str, float], float, float]:
        """The weight of the words of ``task`` in each paragraph that has any, in all, and of those that some operative
        paragraph has."""
        count, places = self._places
        shares: dict[str, float] = defaultdict(float)
        whole = spread = 0.0
        for word in sorted(task.said):
            units = places.get(word, ())
            weight = log((count + 1) / (len(units) + 1)) if len(units) < count else 0.0
            whole += weight
            if not self._operative.isdisjoint(units):
                spread += weight
            for unit in units:
                shares[unit] += weight
        return shares, whole, spread

    def _least(self, unit: str, addressees: Iterable[str]) -> float:
        return _NEAR if self.asked.get(unit, frozenset()).isdisjoint(addressees) else _NEAR_OF_THE_SAME
