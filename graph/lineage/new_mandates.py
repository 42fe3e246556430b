"""Where a mandate begins: whether it can be new in a text, or may have been asked before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.lexicon import fold
from extract.model import Document, Mandate, TargetKind, Unit, UnitKind
from graph.lineage.mandate_wording import MandateWording, content_words
from graph.lineage.similar_requests import SimilarRequests
from graph.lineage.thresholds import count

_GOING_ON = re.compile(
    r"\b(?:continu\w*|reiterat\w*|renew\w*|reaffirm\w*|repeat\w*|maintain\w*|sustain|resum\w*|extend|prolong|remain"
    r"|again|further|existing|ongoing|previous(?:ly)?|intensify|step up|redouble|requested|mandated|called for)\b"
)
_CHAPEAU = count("new_mandates.chapeau")
_LONGEST_SILENCE = count("new_mandates.longest_silence")
_START = count("new_mandates.start")

_ACT = re.compile(r"(.+/(?:RES|DEC))/")
_ACTS = (TargetKind.RESOLUTION, TargetKind.DECISION)
_NUMBER, _YEAR = re.compile(r"\d+"), re.compile(r"(?<=\()\d{4}(?=\)$)")
_SUBJECT = re.compile(r"\b(?:on|entitled|concerning|regarding) ")
_UNNAMED = re.compile(
    r"(?:recalling|reaffirming|reiterating|guided by|bearing in mind|pursuant to|mindful of|recall)\b[^;]*?"
    r"\b(?:its|all|other|relevant|previous|earlier|prior|subsequent)\b(?: [a-z]+){0,4}? (?:resolutions|decisions)\b"
    r"(?! \d)"
)
"""Acts that a preamble speaks of without naming them: "recalling its previous resolutions"."""


def is_act(target: str) -> bool:
    """Whether an identifier is that of an act of an organ."""
    return bool(_ACT.match(target))


def is_new(
    mandate: Mandate,
    one: MandateWording,
    document: Document,
    earlier: Document | None,
    before: Iterable[SimilarRequests],
) -> bool:
    """Whether a ``mandate`` of ``document`` that carries none on is new in it: its own words speak of no earlier one,
    nothing near stands in the members ``before``, and no act is recalled that may have asked it: by the first of a
    series one on its subject, by a later one what lies between it and the ``earlier`` member."""
    going_on = (
        not one.verb or _GOING_ON.search(fold(mandate.task[:_START])) or _under_one_that_goes_on(mandate, document)
    )
    if going_on or any(is_act(target.text) for target in mandate.rests_on):
        return False
    if earlier and _session(document.identifier) - _session(earlier.identifier) > _LONGEST_SILENCE:
        return False
    recalls = _recalls_between(document, earlier) if earlier else _recalls_any(document)
    return not recalls and not any(near.says(one) for near in before)


def _under_one_that_goes_on(mandate: Mandate, document: Document) -> bool:
    """Whether the chapeau over a point says what went before ("to step up its assistance, including by: (f) …")."""
    parent = next((unit.parent for unit in document.units if unit.name == mandate.unit), "")
    over = next((fold(unit.text) for unit in document.units if unit.name == parent), "") if "(" in mandate.unit else ""
    return bool(_GOING_ON.search(over[-_CHAPEAU:] if over else ""))


def _recalls_any(document: Document) -> bool:
    """Whether a text recalls acts of its organ that may be on its own subject, named or not."""
    title = _title(document)
    return any(
        not _SUBJECT.search(text := fold(unit.text)) or not title.isdisjoint(content_words(text))
        for unit, _ in _recalled(document)
    ) or any(unit.kind is UnitKind.PREAMBULAR and _UNNAMED.search(fold(unit.text)) for unit in document.units)


def _recalls_between(document: Document, earlier: Document) -> bool:
    """Whether a paragraph of the preamble recalls, beside the ``earlier`` member, an act of its organ of a session or
    year between the two: it may be a member that is not known as one."""
    recalled = [one for one in _recalled(document) if one[0].kind is UnitKind.PREAMBULAR]
    beside = {unit.name for unit, target in recalled if target == earlier.identifier}
    first, last = _session(earlier.identifier), _session(document.identifier)
    return any(unit.name in beside and first < _session(target) < last for unit, target in recalled)


def _recalled(document: Document) -> Iterable[tuple[Unit, str]]:
    """The other acts of its organ that a text cites, each with the unit."""
    own = _ACT.match(document.identifier)
    units = {unit.name: unit for unit in document.units}
    for citation in document.citations:
        target = str(citation.target)
        act = _ACT.match(target) if citation.kind in _ACTS else None
        if act and own and act[1] == own[1] and target != document.identifier and citation.unit in units:
            yield units[citation.unit], target


def _title(document: Document) -> frozenset[str]:
    return frozenset(content_words(fold(document.head.title)))


def _session(identifier: str) -> int:
    """The session of an act, or its year where its organ numbers acts without sessions."""
    found = _YEAR.search(identifier) or _NUMBER.search(identifier)
    return int(found[0]) if found else 0
