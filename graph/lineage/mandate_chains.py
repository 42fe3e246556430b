"""Chains of mandates: what became of each through the members of a series.

Mandates of two successive members correspond where their paragraphs are aligned and verb, addressees and task agree
best; failing that, where the words of their tasks are nearly the same. What is uncertain is left out: a chain may stop
without a step that says how it ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Indel

from extract.lexicon import fold
from extract.model import Document, Mandate, Symbol, UnitKind
from graph.lineage.answered_reports import answered_reports
from graph.lineage.endings import endings_of
from graph.lineage.mandate_changes import change
from graph.lineage.mandate_wording import MandateWording, wording
from graph.lineage.new_mandates import is_act, is_new
from graph.lineage.similar_requests import SimilarRequests
from graph.lineage.thresholds import count, share
from graph.lineage.values import MandateChain, MandateChange, MandateStep, ParagraphLink

_NEAR_SAME = share("chains.near_same")
_LINKED = share("chains.linked")
_LINKED_ALONE = share("chains.linked_alone")
_SURE = share("chains.sure")
_OTHER_ADDRESSEES = share("chains.other_addressees")
_TAKEN_UP = share("chains.taken_up")
_PART_SAME, _INSIDE = share("chains.part_same"), share("chains.inside")
_MANY_WORDS = count("chains.many_words")
_LEAST = share("chains.least")
_OPENING = count("chains.opening")

_JOINING = re.compile(r"\b(?:ratif|acced|accession|sign|accept|becom\w* part|d(?:o|oing) so\b)")
"""Words of a task to join the treaties that it rests on."""

_ENOUGH_WORDS = count("chains.enough_words")

_CARRY_OUT = re.compile(r"\b(?:implement\w*|carry\w* out|comply|compliance|fulfil\w*|give\w* effect)\b")
"""Words by which a text asks that another be carried out."""

_CARRIED_ON = share("chains.carried_on")


_CONTAINED = share("chains.contained")
_BESIDE, _BELOW = share("chains.beside"), share("chains.below")
_ADDRESSEES, _VERB = share("chains.addressees"), share("chains.verb")
_SAME_OPENING = share("chains.same_opening")


@dataclass(frozen=True)
class _Text:
    """A member of a series, prepared for comparison. For each of its mandates, in order: its wording, the words of its
    task without joining words, its unit, the top-level paragraph of that, and whether it is the unit's only mandate."""

    document: Document
    wordings: tuple[MandateWording, ...]
    tasks: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]
    tops: tuple[str, ...]
    alone: tuple[bool, ...]

    @cached_property
    def similar_requests(self) -> SimilarRequests:
        """The requests of the document, to be searched for those similar to a mandate of another member."""
        asked: dict[str, frozenset[str]] = {}
        for unit, one in zip(self.units, self.wordings, strict=True):
            asked[unit] = asked.get(unit, frozenset()) | one.addressees
        return SimilarRequests(self.document, asked)


def chains(
    members: Sequence[Document],
    links: Mapping[tuple[str, str], Sequence[ParagraphLink]],
    unbroken: Container[str],
) -> tuple[MandateChain, ...]:
    """The chains of the mandates of a series, by their first step.

    ``members`` are the documents at hand, in the order of the series; ``links`` the aligned paragraphs of each and the
    next, by their identifiers (the earlier first); ``unbroken`` the identifiers of those that come right after the
    member before, or are the first of their series. Each mandate is a step of exactly one chain. A chain begins with
    ``given`` only where nothing speaks for an earlier beginning; one that stops before the last member without
    ``ended`` or ``dropped`` is not known to go on.
    """
    texts = [_text(member) for member in members]
    kept: list[list[MandateStep]] = []
    open_at: dict[int, int] = {}
    resting: list[tuple[_Text, dict[int, int]]] = []
    earlier: _Text | None = None
    for place, text in enumerate(texts):
        linked = links.get((earlier.document.identifier, text.document.identifier), ()) if earlier else ()
        pairs = _matches(earlier, text, linked) if earlier else {}
        free = [j for j in range(len(text.wordings)) if j not in pairs]
        again = _taken_up(resting, text, free)
        now: dict[int, int] = {}
        for j, mandate in enumerate(text.document.mandates):
            if earlier and j in pairs:
                now[j] = open_at.pop(pairs[j])
                became = change(earlier.wordings[pairs[j]], text.wordings[j])
            elif j in again:
                before, i = again[j]
                now[j] = resting[before][1].pop(i)
                became = change(resting[before][0].wordings[i], text.wordings[j])
            else:
                now[j] = len(kept)
                kept.append([])
                new = text.document.identifier in unbroken and is_new(
                    mandate,
                    text.wordings[j],
                    text.document,
                    earlier.document if earlier else None,
                    (one.similar_requests for one in reversed(texts[:place])),
                )
                became = MandateChange.GIVEN if new else MandateChange.FIRST_KNOWN
            kept[now[j]].append(MandateStep(text.document.identifier, mandate.unit, j, became))
        if earlier:
            successive = text.document.identifier in unbroken and _successive(earlier, linked, pairs)
            for i, step in _ends(earlier, text, tuple(open_at), successive=successive):
                kept[open_at[i]].append(step)
                if step.change is MandateChange.ENDED:
                    del open_at[i]
            resting.append((earlier, open_at))
        earlier, open_at = text, now
    answered = {
        (asking.identifier, index): found
        for asking, member in pairwise(members)
        for index, found in answered_reports(asking, member).items()
    }
    by_identifier = {member.identifier: member for member in members}
    return tuple(_chain(steps, by_identifier, answered) for steps in kept)


def _chain(
    steps: Sequence[MandateStep],
    members: Mapping[str, Document],
    answered: Mapping[tuple[str, int], tuple[str, ...]],
) -> MandateChain:
    first = steps[0]
    addressees: tuple[str, ...] = ()
    for step in steps:
        if step.mandate >= 0:
            labels = (addressee.label for addressee in members[step.document].mandates[step.mandate].addressees)
            addressees = tuple(labels) or addressees
    answered_steps = (replace(step, answered_by=answered.get((step.document, step.mandate), ())) for step in steps)
    return MandateChain(f"{first.document}#{first.mandate}", addressees, tuple(answered_steps))


def _text(document: Document) -> _Text:
    parents = {unit.name: unit.parent for unit in document.units}
    units = tuple(mandate.unit for mandate in document.mandates)
    crowd = Counter(units)
    wordings = tuple(wording(mandate) for mandate in document.mandates)
    return _Text(
        document,
        wordings,
        tuple(_carrying(one) for one in wordings),
        units,
        tuple(_top(unit, parents) for unit in units),
        tuple(crowd[unit] == 1 for unit in units),
    )


def _top(unit: str, parents: Mapping[str, str]) -> str:
    """The paragraph that holds ``unit``, or is it."""
    while "(" in unit and parents.get(unit):
        unit = parents[unit]
    return unit


def _matches(earlier: _Text, later: _Text, links: Sequence[ParagraphLink]) -> dict[int, int]:
    """Mandates of ``later``, each with the one of ``earlier`` that it carries on; the most alike first."""
    beside = _beside(earlier, later, links)
    ranked: list[tuple[float, int, int]] = []
    sure: set[int] = set()
    for (i, j), closeness in beside.items():
        one, other = earlier.wordings[i], later.wordings[j]
        similarity = Indel.normalized_similarity(earlier.tasks[i], later.tasks[j])
        alone = earlier.alone[i] or later.alone[j]
        if _corresponds(one, other, similarity, alone=alone) or _opening_alike(earlier, i, later, j):
            opening = _SAME_OPENING * _opening_alike(earlier, i, later, j)
            ranked.append((-_agreement(one, other, similarity) - _BESIDE * closeness - opening, i, j))
            if similarity >= _SURE and one.addressees == other.addressees:
                sure.add(i)
    for i, one in enumerate(earlier.wordings):
        if i in sure or len(one.said) < _ENOUGH_WORDS:
            continue
        for _, similarity, j in _alike(earlier.tasks[i], later.tasks, _LEAST):
            other = later.wordings[j]
            known = _known_again(one, other, similarity) or _opening_alike(earlier, i, later, j)
            if (i, j) not in beside and known:
                ranked.append((-_agreement(one, other, similarity), i, j))
    ranked.extend((0.0, i, j) for i, j in _joining_the_same(earlier.document, later.document))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in taken and j not in pairs:
            taken.add(i)
            pairs[j] = i
    return pairs


def _alike(
    task: tuple[str, ...], tasks: Sequence[tuple[str, ...]] | Mapping[int, tuple[str, ...]], least: float
) -> Iterable[tuple[tuple[str, ...], float, int]]:
    return process.extract(
        task, tasks, scorer=Indel.normalized_similarity, processor=None, score_cutoff=least, limit=None
    )


def _beside(earlier: _Text, later: _Text, links: Sequence[ParagraphLink]) -> dict[tuple[int, int], float]:
    """Pairs of mandates whose units are linked, 1; or only the paragraphs at the top of them, one half."""
    found: dict[tuple[int, int], float] = {}
    for closeness, sources, targets in (
        (_BELOW, _places(earlier.tops), _places(later.tops)),
        (1.0, _places(earlier.units), _places(later.units)),
    ):
        for link in links:
            for i in sources.get(link.source_unit, ()):
                for j in targets.get(link.target_unit, ()):
                    found[i, j] = closeness
    return found


def _places(units: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        found.setdefault(unit, []).append(index)
    return found


def _corresponds(one: MandateWording, other: MandateWording, similarity: float, *, alone: bool) -> bool:
    """Whether two mandates of linked paragraphs are one."""
    if not _sharing(one, other):
        return similarity >= _OTHER_ADDRESSEES
    if similarity >= _LINKED:
        return True
    shorter = min(len(one.said), len(other.said))
    if shorter >= _ENOUGH_WORDS and len(one.said & other.said) >= _CONTAINED * shorter:
        return True
    return alone and one.addressees == other.addressees and similarity >= _LINKED_ALONE


def _known_again(one: MandateWording, other: MandateWording, similarity: float) -> bool:
    """Whether two mandates are one wherever they stand: nearly the same words, or all of the shorter in the longer."""
    if similarity >= _NEAR_SAME:
        return _sharing(one, other)
    if similarity < _PART_SAME:
        return False
    lengths = len(_carrying(one)), len(_carrying(other))
    inside = similarity * sum(lengths) / 2 >= _INSIDE * min(lengths) and min(lengths) >= _MANY_WORDS
    return inside and bool(one.addressees) and one.addressees == other.addressees and one.verb == other.verb


def _opening_alike(earlier: _Text, i: int, later: _Text, j: int) -> bool:
    """Whether two mandates begin with the same words, whatever follows."""
    one, other = earlier.wordings[i], later.wordings[j]
    opening = earlier.tasks[i][:_OPENING]
    alike = len(opening) == _OPENING and opening == later.tasks[j][:_OPENING]
    return alike and one.verb == other.verb and _sharing(one, other)


def _joining_the_same(earlier: Document, later: Document) -> Iterator[tuple[int, int]]:
    """Mandates to join the same treaties, which one of the two may only refer back to ("to consider doing so")."""
    asking: dict[tuple[Symbol, ...], list[int]] = {}
    for i, mandate in enumerate(earlier.mandates):
        if _joins(mandate):
            asking.setdefault(tuple(sorted(mandate.rests_on)), []).append(i)
    for j, mandate in enumerate(later.mandates):
        if asking and _joins(mandate):
            yield from ((i, j) for i in asking.get(tuple(sorted(mandate.rests_on)), ()))


def _joins(mandate: Mandate) -> bool:
    of_states = any("states" in (addressee.key or addressee.label) for addressee in mandate.addressees)
    acts = any(is_act(target.text) for target in mandate.rests_on)
    return bool(mandate.rests_on) and of_states and not acts and bool(_JOINING.search(fold(mandate.task)))


def _carrying(one: MandateWording) -> tuple[str, ...]:
    """The words of a task without what joins them."""
    return tuple(word for word in one.words if word in one.said)


def _sharing(one: MandateWording, other: MandateWording) -> bool:
    return not one.addressees or not other.addressees or not one.addressees.isdisjoint(other.addressees)


def _agreement(one: MandateWording, other: MandateWording, similarity: float) -> float:
    addressees = len(one.addressees & other.addressees) / (len(one.addressees | other.addressees) or 1)
    return similarity + _ADDRESSEES * addressees + _VERB * (one.verb == other.verb)


def _taken_up(
    resting: Sequence[tuple[_Text, Mapping[int, int]]], text: _Text, free: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Mandates of ``text`` in ``free``, each with one ``resting`` that it takes up (its place there, and in its text):
    of members before, the last first, what nothing carried on."""
    tasks = {j: text.tasks[j] for j in free}
    found: dict[int, tuple[int, int]] = {}
    for place in range(len(resting) - 1, -1, -1):
        before, left = resting[place]
        for i in sorted(left) if tasks else ():
            one = before.wordings[i]
            if len(one.said) < _ENOUGH_WORDS:
                continue
            for _, _, j in _alike(before.tasks[i], tasks, _TAKEN_UP):
                if one.addressees == text.wordings[j].addressees:
                    found[j] = place, i
                    del tasks[j]
                    break
    return found


def _ends(earlier: _Text, later: _Text, left: Iterable[int], *, successive: bool) -> Iterator[tuple[int, MandateStep]]:
    """The ends of the mandates of ``earlier`` in ``left``, which nothing in ``later`` carries on: by an act, or by
    silence where the two are ``successive`` and nothing in the later comes near to the task."""
    acts = endings_of(later.document)
    for i in left:
        mandate = earlier.document.mandates[i]
        unit = next((act.unit for act in acts if act.ends(mandate, earlier.document.identifier)), "")
        if unit:
            yield i, MandateStep(later.document.identifier, unit, -1, MandateChange.ENDED)
        elif (
            successive
            and not _renews(later.document, earlier.document.identifier, earlier.tops[i])
            and not (later.similar_requests.goes_on_with(earlier.wordings[i]))
        ):
            yield i, MandateStep(later.document.identifier, "", -1, MandateChange.DROPPED)


def _renews(later: Document, given_by: str, top: str) -> bool:
    """Whether ``later`` speaks of the paragraph that gave a mandate ("as requested in paragraph 37 of …"), or asks that
    the whole text that gave it be carried out."""
    number = top.rpartition(".")[2].removeprefix("op")
    named = re.compile(rf"\b{re.escape(number)}\b")
    units = {unit.name: unit for unit in later.units if unit.kind is not UnitKind.PREAMBULAR}
    return any(
        named.search(str(citation.pinpoint or ""))
        or (citation.unit in units and _CARRY_OUT.search(fold(units[citation.unit].text)))
        for citation in later.citations
        if str(citation.target) == given_by
    )


def _successive(earlier: _Text, links: Sequence[ParagraphLink], pairs: Mapping[int, int]) -> bool:
    """Whether so much of ``earlier`` goes on that what is absent was left out."""
    operative = {unit.name for unit in earlier.document.units if unit.kind is UnitKind.OPERATIVE}
    carried = operative & {link.source_unit for link in links}
    return bool(pairs) and len(carried) >= _CARRIED_ON * len(operative)
