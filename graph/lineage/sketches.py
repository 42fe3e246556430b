"""How much two texts share, estimated from their sketches; and which pairs share anything.

No pair is compared that does not share a shingle, and a shingle that too many texts share says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.lineage.features import SKETCH, Features
from graph.lineage.thresholds import count

_COMMON = count("sketches.common")
_LEAST_SHARED = count("sketches.least_shared")


def overlap(one: Features, other: Features) -> float:
    """The share of the shorter text that stands in the longer, from 0 to 1: estimated from the least hashes of both
    (Broder's sketches), exact for short texts."""
    if not one.sketch or not other.sketch:
        return 0.0
    union = sorted({*one.sketch, *other.sketch})[:SKETCH]
    both = set(one.sketch) & set(other.sketch)
    alike = sum(1 for shingle in union if shingle in both) / len(union)
    shared = alike * (one.shingles + other.shingles) / (1 + alike)
    return min(1.0, shared / max(1, min(one.shingles, other.shingles)))


def alike(documents: Iterable[Features]) -> Mapping[str, tuple[str, ...]]:
    """For each document those that share enough of its sketch to be compared with it, in order."""
    having: dict[int, list[str]] = {}
    for document in documents:
        for shingle in document.sketch:
            having.setdefault(shingle, []).append(document.identifier)
    near: dict[str, list[str]] = {}
    for identifiers in having.values():
        if 1 < len(identifiers) <= _COMMON:
            for one in identifiers:
                near.setdefault(one, []).extend(identifiers)
    return {
        one: tuple(sorted(o for o, count in Counter(others).items() if count >= _LEAST_SHARED and o != one))
        for one, others in near.items()
    }
