"""What differs between two wordings of a paragraph, to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from graph.lineage.prepared_text import folded, is_slight
from graph.lineage.thresholds import count

_IMMENSE = count("differences.immense")
_STRAY = count("differences.stray")


class Difference(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A stretch of words as printed, one space apart: in the later text, and in the earlier where ``removed``."""

    kind: Difference
    text: str


@dataclass(slots=True)
class _Stretch:
    """Words kept, as they stand in both, or what was removed and what was added in its place."""

    kept: bool
    old: list[str]
    new: list[str]

    @property
    def replaces(self) -> bool:
        return not self.kept and bool(self.old and self.new)

    @property
    def stray(self) -> bool:
        plain = [folded(word) for word in self.old]
        return self.kept and len(plain) <= _STRAY and all(not word or is_slight(word) for word in plain)

    def pieces(self) -> Iterator[DiffPiece]:
        if self.kept:
            yield DiffPiece(Difference.KEPT, " ".join(self.new))
            return
        for kind, words in ((Difference.REMOVED, self.old), (Difference.ADDED, self.new)):
            if words:
                yield DiffPiece(kind, " ".join(words))


def word_diff(earlier: str, later: str) -> tuple[DiffPiece, ...]:
    """How ``later`` came of ``earlier``, in its order; what is removed stands before what is added in its place. Words
    are the same that differ in case, dashes and punctuation alone. Never two pieces of a kind in a row, none empty."""
    stretches = _stretches(earlier.split(), later.split())
    joined: list[_Stretch] = []
    for place, stretch in enumerate(stretches):
        lost = stretch.stray and 0 < place < len(stretches) - 1
        lost = lost and stretches[place - 1].replaces and stretches[place + 1].replaces
        if joined and not joined[-1].kept and (lost or not stretch.kept):
            joined[-1].old += stretch.old
            joined[-1].new += stretch.new
        else:
            joined.append(_Stretch(stretch.kept, [*stretch.old], [*stretch.new]))
    return tuple(piece for stretch in joined for piece in stretch.pieces())


def _stretches(old: Sequence[str], new: Sequence[str]) -> list[_Stretch]:
    """Kept and changed stretches in turn."""
    found: list[_Stretch] = []
    for kept, start, end, new_start, new_end in _codes([folded(word) for word in old], [folded(word) for word in new]):
        if not found or found[-1].kept != kept:
            found.append(_Stretch(kept, [], []))
        found[-1].old += old[start:end]
        found[-1].new += new[new_start:new_end]
    return found


def _codes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    if len(old) * len(new) <= _IMMENSE:
        for code in Indel.opcodes(old, new):
            yield code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end
        return
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    ends = len(old) - tail, len(new) - tail
    yield True, 0, head, 0, head
    yield False, head, ends[0], head, ends[1]
    yield True, ends[0], len(old), ends[1], len(new)
