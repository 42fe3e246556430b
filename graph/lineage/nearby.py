"""Whether a text says something near to a task, in whatever form. Where it does, neither that the task is left out of
it nor that it came after it can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from extract.lexicon import fold
from extract.model import Document, UnitKind
from graph.lineage.wordings import Wording, all_words

_PARAGRAPHS = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH)

_NEAR = 0.28
"""Share of the weight of a task's words in one paragraph from which that may say it."""

_NEAR_OF_THE_SAME = 0.2
"""The same where the paragraph asks something of the same addressees."""

_ENOUGH_WORDS = 4
"""Fewer words than these are no task of which one could say that it is absent."""


@dataclass(frozen=True)
class Nearby:
    """A document, and for each of its units the addressees (keys or labels) asked in it."""

    document: Document
    asked: dict[str, frozenset[str]]

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

    def says(self, task: Wording) -> bool:
        """Whether a paragraph may say ``task``, or part of it. Words weigh the more the fewer paragraphs have them."""
        if len(task.said) < _ENOUGH_WORDS:
            return True
        count, places = self._places
        shares: dict[str, float] = defaultdict(float)
        whole = 0.0
        for word in sorted(task.said):
            units = places.get(word, ())
            weight = log((count + 1) / (len(units) + 1)) if len(units) < count else 0.0
            whole += weight
            for unit in units:
                shares[unit] += weight
        return any(share >= self._least(unit, task.parties) * whole for unit, share in shares.items())

    def _least(self, unit: str, parties: Iterable[str]) -> float:
        return _NEAR if self.asked.get(unit, frozenset()).isdisjoint(parties) else _NEAR_OF_THE_SAME
