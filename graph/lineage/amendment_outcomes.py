"""Whether the changes that an amendment proposes stand in the adopted act, by the words of the draft and of the
act, never by a record of votes. Where the words do not show it plainly, the outcome is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from graph.lineage.paragraph_alignment import align
from graph.lineage.prepared_text import PreparedDocument
from graph.lineage.proposed_changes import ProposedChange
from graph.lineage.thresholds import count, share


class AmendmentOutcome(StrEnum):
    """What became of a proposed change."""

    CARRIED = "carried"
    NOT_CARRIED = "not carried"
    UNKNOWN = "unknown"


_AROUND = count("amendments.around")
_UNLIKELY = count("amendments.unlikely")
_SHINGLE = count("amendments.shingle")
_STANDS, _ABSENT = share("amendments.stands"), share("amendments.absent")

_START, _END = "^", "$"


def outcomes(
    changes: Iterable[ProposedChange], draft: PreparedDocument, act: PreparedDocument, *, same: bool
) -> tuple[AmendmentOutcome, ...]:
    """What became of each change. ``same``: whether ``draft`` is the very text that is to be changed, or an earlier
    version of it, whose paragraphs may bear other numbers."""
    texts = _Texts(draft, act, same=same)
    return tuple(texts.outcome(change) for change in changes)


class _Texts:
    """The draft and the act, by words."""

    def __init__(self, draft: PreparedDocument, act: PreparedDocument, *, same: bool) -> None:
        self.draft, self.act, self.same = draft, act, same
        self.before = {unit.name: f"{_START} {unit.words} {_END}" for unit in draft.units}
        self.after = {unit.name: f"{_START} {unit.words} {_END}" for unit in act.units}

    @cached_property
    def old(self) -> set[str]:
        return _shingles(self.before.values())

    @cached_property
    def new(self) -> set[str]:
        return _shingles(self.after.values())

    @cached_property
    def linked(self) -> set[str]:
        """The paragraphs of the draft that the act goes on with."""
        return {link.source_unit for link in align(self.draft, self.act)}

    def outcome(self, change: ProposedChange) -> AmendmentOutcome:
        if change.whole:
            return self.of_new_paragraph(change.new) if change.new else self.of_dropped_paragraph(change)
        return self.of_words(change) if change.old or change.new else AmendmentOutcome.UNKNOWN

    # words within a paragraph

    def of_words(self, change: ProposedChange) -> AmendmentOutcome:
        forms = {form for form in self.forms(change) if form[0] != form[1]}
        found = {self.of_form(now, then, change.new) for now, then in forms}
        if len(found) == 1 and (len(forms) == 1 or self.placed(change) or found == {AmendmentOutcome.NOT_CARRIED}):
            return found.pop()
        if len(change.old.split()) >= _AROUND and _count(_within(self.after, change.place), change.old):
            return AmendmentOutcome.NOT_CARRIED
        if forms or not change.new:
            return AmendmentOutcome.UNKNOWN
        gained = _count(self.after, change.new) > _count(self.before, change.new)
        if gained and len(change.new.split()) >= _UNLIKELY:
            return AmendmentOutcome.CARRIED
        return AmendmentOutcome.UNKNOWN if gained else AmendmentOutcome.NOT_CARRIED

    def placed(self, change: ProposedChange) -> bool:
        return self.same and bool(change.place)

    def forms(self, change: ProposedChange) -> Iterator[tuple[str, str]]:
        """Where the change is to be made, with a few words around it: as it is, and as it would be."""
        held = change.old or change.beside
        if not held:
            return
        places = _within(self.before, change.place) if self.placed(change) else self.before
        for words in (text.split() for text in places.values()):
            for start, end in _occurrences(words, held.split()):
                lead, tail = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
                stays = "" if change.old else held
                put = f"{change.new} {stays}" if change.before else f"{stays} {change.new}"
                yield " ".join((*lead, held, *tail)), " ".join((*lead, *put.split(), *tail))

    def of_form(self, now: str, then: str, new: str) -> AmendmentOutcome:
        gained = _count(self.after, then) > _count(self.before, then)
        lost = _count(self.after, now) < _count(self.before, now)
        if gained and lost:
            return AmendmentOutcome.CARRIED
        if not lost:
            return AmendmentOutcome.NOT_CARRIED
        # What stands around it changed as well.
        if len(new.split()) >= _UNLIKELY and _count(self.after, new) > _count(self.before, new):
            return AmendmentOutcome.CARRIED
        return AmendmentOutcome.UNKNOWN

    # whole paragraphs

    def of_new_paragraph(self, new: str) -> AmendmentOutcome:
        own = _shingles([new]) - self.old
        if not own:
            return AmendmentOutcome.NOT_CARRIED  # the draft has it already
        share = _share(own, self.new)
        return (
            AmendmentOutcome.CARRIED
            if share >= _STANDS
            else AmendmentOutcome.NOT_CARRIED
            if share <= _ABSENT
            else AmendmentOutcome.UNKNOWN
        )

    def of_dropped_paragraph(self, change: ProposedChange) -> AmendmentOutcome:
        """A paragraph of the draft stands if the act goes on with it, and is gone if nothing there does."""
        if change.old:
            own = _shingles([change.old])
            names = [name for name, text in self.before.items() if _share(own, _shingles([text])) >= _STANDS]
        else:
            names = [change.place] if self.placed(change) and change.place in self.before else []
        if len(names) != 1:
            stands = _share(_shingles([change.old]), self.new) >= _STANDS
            return AmendmentOutcome.NOT_CARRIED if stands else AmendmentOutcome.UNKNOWN
        if names[0] in self.linked:
            return AmendmentOutcome.NOT_CARRIED
        left = _share(_shingles([self.before[names[0]]]), self.new)
        return AmendmentOutcome.CARRIED if left <= _ABSENT else AmendmentOutcome.UNKNOWN


def _within(texts: dict[str, str], place: str) -> dict[str, str]:
    """The paragraph ``place`` with those below it."""
    return {name: text for name, text in texts.items() if name == place or name.startswith(f"{place}(")}


def _count(texts: dict[str, str], phrase: str) -> int:
    return sum(f" {text} ".count(f" {phrase} ") for text in texts.values())


def _occurrences(words: Sequence[str], held: Sequence[str]) -> Iterator[tuple[int, int]]:
    for start in range(len(words) - len(held) + 1):
        if words[start : start + len(held)] == list(held):
            yield start, start + len(held)


def _shingles(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        words = [word for word in text.split() if word not in (_START, _END)]
        found.update(" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 0)))
    return found


def _share(shingles: set[str], others: set[str]) -> float:
    return len(shingles & others) / len(shingles) if shingles else 0.0
