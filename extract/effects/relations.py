"""What a document does to others: amends, replaces, revokes, extends, endorses or adopts what it cites as its object.

A citation counts when nothing but words that lead to it ("the measures imposed by paragraphs 3 and 5 of") stand between
the verb and it; one in "in accordance with resolution …" or "as amended by resolution …" does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.effects.effect_verbs import EffectVerb, effective, until
from extract.model import Pinpoint, RelationKind, Symbol, TargetKind


@dataclass(frozen=True, slots=True)
class Cited:
    """A resolved citation at ``[start, end)`` of a unit's text; a footnote's stands where its marker does."""

    start: int
    end: int
    target: Symbol
    kind: TargetKind
    pinpoint: Pinpoint | None = None
    instrument: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What an effect verb does to a target; ``term`` and ``until`` say how long, ``since`` from when if not at once."""

    effect_verb: EffectVerb
    kind: RelationKind
    target: Symbol
    pinpoint: Pinpoint | None
    instrument: str
    term: str
    until: date | None
    since: date | None


_LEADING = frozenset(
    "by in under pursuant to as of the its and or both paragraph paragraphs para paras sub-paragraph subparagraph "
    "subparagraphs section sections chapter annex annexes appendix part parts article articles operative preambular "
    "resolution resolutions decision decisions above entitled therein thereto dated also further subsequently their "
    "his her on".split()
)
"""Words that can stand between what a verb acts on and the number of the document where that stands."""

_SOURCES = frozenset(
    "out forth contained established imposed created defined specified provided granted authorized authorised given "
    "outlined described referred requested decided mentioned conferred entrusted laid stated stipulated mandated "
    "adopted annexed reproduced reflected proposed recommended presented submitted enumerated listed "
    "constituted".split()
)
"""Participles that say where something stands."""

_CHANGES = frozenset(
    "amended modified extended renewed revised updated supplemented strengthened reaffirmed recalled expanded adjusted "
    "clarified affirmed confirmed superseded replaced endorsed reiterated".split()
)
"""Participles that say what was done to it before."""

_MATTER = re.compile(
    r"\b(?:mandates?|measures?|authori[sz]ations?|provisions?|sanctions|embargo(?:es)?|prohibitions?|restrictions?"
    r"|stationing|deployment|exemptions?|exceptions?|requirements?|procedures?|arrangements?|obligations?|ban|freeze"
    r"|programmes?|validity|applicability|period)\b"
)
_PART = re.compile(
    r"\s*(?:,[^,]*,)?\s*(?:the\s+)?(?:(?:first|second|third|last)\s+)?(?:sentence|paragraph|words?|section|article)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[•]")
_STOP = re.compile(
    r"[;:]|\.\s|\b(?:in\s+(?:accordance|line|conformity|order|(?:the\s+)?light|view)|consistent\s+with|according\s+to"
    r"|(?<!established )(?<!created )(?<!imposed )(?<!constituted )pursuant\s+to|so\s+as"
    r"|with\s+(?:a\s+view|the\s+mandate)"
    r"|for\s+the\s+purposes?|taking|bearing|noting|recalling|reaffirming|recognizing|including|inter\s+alia"
    r"|subject\s+to|without\s+prejudice|based\s+on|on\s+the\s+(?:basis|same|terms|understanding)|which|whose|where|while|that(?!\s+is\b)"
    r"|to\s+(?:be|read|reflect|ensure|allow|enable|support|assist|implement|carry|include|give))\b"
)
_DIRECT = re.compile(
    r"(?:\s*and opens? for signature(?:, ratification)?(?: and accession)?)?(?:[\s,•]|\b(?:the|its|and|as|well)\b)*"
)
_OWN_ANNEX = re.compile(
    r"\b(?:annexed\s+(?:to|hereto)|(?:in|as)\s+(?:the\s+|an\s+)?annex(?:es)?(?:\s+[IVX]+)?(?:\s+(?:to|of)\s+(?:the\s+present|this)"
    r"|\s+(?:hereto|below))|attached\s+to\s+(?:the\s+present|this))\b"
)
_FOLLOWING = re.compile(r"\s*,?\s*(?:the\s+following|the\s+(?:present|\w+)\s+(?:set\s+out\s+)?below)\b")
_TIMELESS = (RelationKind.ADOPTS, RelationKind.ENDORSES)
_NARROW = (RelationKind.EXTENDS, RelationKind.REVOKES)
"""Relations by which only certain matters can be acted on."""


def find_effects(
    effect_verbs: Iterable[EffectVerb], cited: dict[str, list[Cited]], act: Symbol, adopted: date | None
) -> Iterator[Effect]:
    """What the effect verbs of ``act`` do; ``cited`` are its citations by unit, in order, ``adopted`` its day."""
    for effect_verb in effect_verbs:
        kind = effect_verb.relation
        if kind is None:
            continue
        text = effect_verb.scan.text
        stop = _STOP.search(text, effect_verb.start, effect_verb.end)
        end = stop.start() if stop else effect_verb.end
        mine = [one for one in cited.get(effect_verb.scan.unit, ()) if effect_verb.start <= one.start <= end]
        objects = list(_objects(effect_verb, kind, mine))
        found = [one for one in objects if one.target != act]
        rest = (*until(effect_verb, adopted), effective(effect_verb)) if kind not in _TIMELESS else ("", None, None)
        for one in found:
            yield Effect(
                effect_verb,
                _kind(kind, effect_verb, one),
                one.target,
                one.pinpoint,
                one.instrument,
                *rest,
            )
        if kind is RelationKind.ADOPTS and not found:
            named = next((one.instrument for one in objects if one.instrument), "")
            if _OWN_ANNEX.search(text, effect_verb.start, effect_verb.end):
                yield Effect(effect_verb, kind, act, Pinpoint("annex", "annex"), named, *rest)
            elif _FOLLOWING.match(text, effect_verb.start):
                yield Effect(effect_verb, kind, act, None, named, *rest)


def _kind(kind: RelationKind, effect_verb: EffectVerb, one: Cited) -> RelationKind:
    """To replace a part is to amend the whole."""
    part = one.pinpoint or _PART.match(effect_verb.scan.text, effect_verb.start)
    return RelationKind.AMENDS if kind is RelationKind.REPLACES and part else kind


def _objects(effect_verb: EffectVerb, kind: RelationKind, cited: Sequence[Cited]) -> Iterator[Cited]:
    """The citations that the effect verb acts on."""
    targets = {one.end: {other.target for other in cited if other.noted and other.end == one.end} for one in cited}
    for one in cited:
        if one.noted and len(targets[one.end]) > 1:
            continue
        before = _masked(effect_verb, one, cited)
        if kind is RelationKind.ADOPTS or (one.instrument and not one.noted):
            if _DIRECT.fullmatch(before):
                yield one
        elif _leads(before, kind):
            yield one


def _masked(effect_verb: EffectVerb, one: Cited, cited: Sequence[Cited]) -> str:
    """The words between the verb and a citation, with citations before it made a mark."""
    text, at, parts = effect_verb.scan.text, effect_verb.start, []
    for other in cited:
        if other.start >= one.start:
            break
        if other.start >= at:
            parts += [text[at : other.start], "•"]
            at = other.end
    return "".join((*parts, text[at : one.start]))


def _leads(before: str, kind: RelationKind) -> bool:
    """Whether the words before a citation lead from the verb to it and to nothing else."""
    matter = _MATTER.search(before)
    words = _WORD.findall(before)
    for word in reversed(words):
        plain = word.lower()
        if plain in _CHANGES:
            return False
        if plain in _SOURCES or _MATTER.fullmatch(plain):
            return matter is not None or kind not in _NARROW
        if kind is RelationKind.ENDORSES and plain in (
            "report",
            "document",
            "declaration",
            "recommendations",
            "outcome",
        ):
            return True
        if plain not in _LEADING and not word[0].isupper() and word != "•" and len(word) > 1:
            return False
    return True
