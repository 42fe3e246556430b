"""Addressees of a directive: bodies and groups between its verb and its task."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.bodies import NamedBody
from extract.lexicon import Lexicon, Taken, fold
from extract.model import Addressee
from extract.registers import Group
from extract.scan import Scan

_MODIFIER = re.compile(
    r"\s*(?:,\s*)?(?:in (?:close |full )?"
    r"(?:consultation|cooperation|coordination|collaboration|conjunction|partnership|accordance|line|keeping)\b"
    r"|in (?:this|that|particular their|their|its|the context)\b|within\b|from within\b|through\b|taking\b|bearing\b"
    r"|as (?:the|a|an|well as in|appropriate|part|one)\b(?! of the United)|pursuant\b|upon\b|on (?:the|a|an|request)\b"
    r"|with (?:the|a|due|support|full|its|their)\b|under\b|when\b|where\b|if\b|at (?:the|its|their|all)\b|by\b|for\b"
    r"|during\b|before\b|after\b|building\b|guided\b|subject\b|inter alia\b|following\b|without\b|consistent\b|based\b"
    r"|that (?:have|has|are|is|do)\b|which\b|who\b|whose\b|not yet\b)"
)
_SPLIT = re.compile(r",\s+(?:and\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+|\s+or\s+|;\s*")
_BARE_AND = re.compile(r"(?<!,)\s(?:and|or)\s$")
_WHOLE, _SECRETARIAT = "united-nations", "secretariat"
_ARTICLE = 6
"""A name may begin this much before an item, where the item was cut after its article."""

_PRONOUN = re.compile(r"\s*(?:them|it|him|her)\b")
_INCLUDING = re.compile(r",?\s*\b(?:including|such as|in particular|especially|particularly|notably|inter alia)\b")
_RELATIVE = re.compile(r"\s(?:towards|to|for|of|in|with|by|from)\s(?:which|whom)\b")


@dataclass(frozen=True, slots=True)
class NamedInUnit:
    """Bodies and groups named in a unit, each in order."""

    bodies: tuple[NamedBody, ...]
    groups: tuple[tuple[int, int, Group], ...]

    def spans(self) -> list[tuple[int, int]]:
        """Where a body or group is named, in order."""
        return sorted([*((b.start, b.end) for b in self.bodies), *((s, e) for s, e, _ in self.groups)])

    def within(self, start: int, end: int) -> NamedInUnit:
        """What is named in a stretch of the unit."""
        first = bisect_right(self.bodies, start, key=lambda body: body.end)
        last = bisect_left(self.bodies, end, key=lambda body: body.start)
        from_group = bisect_right(self.groups, start, key=lambda group: group[1])
        to_group = bisect_left(self.groups, end, key=lambda group: group[0])
        return NamedInUnit(self.bodies[first:last], self.groups[from_group:to_group])


def addressees_in(
    scan: Scan,
    named: NamedInUnit,
    start: int,
    end: int,
    *,
    lexicon: Lexicon,
    previous: tuple[Addressee, ...] = (),
    adopting: str = "",
) -> tuple[Addressee, ...]:
    """The addressees named in ``[start, end)``, in order and each once. A pronoun means those of the clause before; the
    adopting body itself is no addressee."""
    text = scan.text[start:end]
    if _PRONOUN.match(text):
        return previous or _antecedents(named, start)
    here = named.within(start, end)
    found: list[Addressee] = []
    for item_start, item_end in _items(text, start, here):
        addressee = _body_at(here.bodies, item_start, item_end) or _group_at(scan, item_start, item_end, lexicon)
        if addressee and addressee.key != adopting and addressee not in found:
            found.append(addressee)
    return tuple(found)


def _antecedents(named: NamedInUnit, start: int) -> tuple[Addressee, ...]:
    """Whom a pronoun means ("draws the attention of States parties to …, and encourages them"): the last group named
    before, else the last body."""
    before = named.within(0, start)
    if before.groups:
        group = before.groups[-1][2]
        return (Addressee(group.label, group.slug, group=True),)
    return tuple(Addressee(body.label, body.key, group=False) for body in before.bodies[-1:])


def _items(text: str, offset: int, named: NamedInUnit) -> list[tuple[int, int]]:
    """The parts of a list of addressees, qualifying phrases left out; names of bodies and groups are not split."""
    taken = Taken()
    for start, end in named.spans():
        taken.take(start - offset, end - offset)
    cuts = [match for match in _SPLIT.finditer(text) if taken.free(match.start(), match.end())]
    items: list[tuple[int, int]] = []
    at = 0
    skipping = False
    for stop, following in [*((cut.start(), cut.end()) for cut in cuts), (len(text), len(text))]:
        piece = text[at:stop]
        including = _INCLUDING.match(piece)
        if _MODIFIER.match(piece) and not piece.strip(" ,").lower().startswith("as well as"):
            skipping = True
        elif including or (skipping and _joined_by_and(text, at)):
            pass  # an example of what was named; "in consultation with A and B": B qualifies too
        else:
            skipping = False
            inner = _INCLUDING.search(piece) or _RELATIVE.search(piece)
            items.append((offset + at, offset + at + (inner.start() if inner else len(piece))))
        at = following
    return items


def _joined_by_and(text: str, at: int) -> bool:
    """Whether the part at ``at`` is joined to the one before by a bare "and"."""
    return (
        text[max(0, at - 5) : at].endswith((" and ", " or ")) and _BARE_AND.search(text, max(0, at - 6), at) is not None
    )


def _body_at(bodies: Sequence[NamedBody], start: int, end: int) -> Addressee | None:
    """The body that an item names: the first in it, unless only its qualifying tail does."""
    for index, body in enumerate(bodies):
        if start <= body.start < end or (body.start < start < body.end and start - body.start < _ARTICLE):
            following = bodies[index + 1] if index + 1 < len(bodies) else body
            if body.key == _WHOLE and following.key == _SECRETARIAT and following.start == body.end + 1 < end:
                body = following  # noqa: PLW2901 - "the UN Secretariat"
            return Addressee(body.label, body.key, group=False)
    return None


def _group_at(scan: Scan, start: int, end: int, lexicon: Lexicon) -> Addressee | None:
    folded = scan.folded[start:end]
    for _, _, group in lexicon.groups(folded):
        return Addressee(group.label, group.slug, group=True)
    return None


def group_called(lexicon: Lexicon, name: str) -> Addressee | None:
    """The group called ``name``."""
    for _, _, group in lexicon.groups(fold(name)):
        return Addressee(group.label, group.slug, group=True)
    return None
