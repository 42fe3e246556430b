"""Drafts: what a draft was revised into, and what was adopted of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from extract.slugs import slug
from graph.lineage.features import Features
from graph.lineage.known_acts import KnownAct
from graph.lineage.sketches import overlap
from graph.lineage.thresholds import count, share
from graph.lineage.values import DocumentLink, LineageRelation

_DAY = "2026-01-31"
_SAME_TITLE = share("drafts.same_title")
_LIKE_TITLE = share("drafts.like_title")
_OTHER_TITLE = share("drafts.other_title")
_TITLES_ALIKE = count("drafts.titles_alike")
_LONGEST_WAY = count("drafts.longest_way")
_CLEAR = share("drafts.clear")
_TITLE_BONUS, _LIKE_BONUS = share("drafts.title_bonus"), share("drafts.like_bonus")
_UNREAD_SCORE, _UNREAD = share("drafts.unread_score"), share("drafts.sure_unread")
_SURE, _LIKELY = share("drafts.sure"), share("drafts.likely")
_SURE_LIKE, _SURE_OTHER = share("drafts.sure_like"), share("drafts.sure_other")
_SURE_THROUGH, _SURE_EXPECTED = share("drafts.sure_through"), share("drafts.sure_expected")


def revisions(documents: Mapping[str, Features]) -> Iterator[DocumentLink]:
    """Drafts that another draft names as its origin, or whose symbol it revises."""
    for later in documents.values():
        if not later.is_draft:
            continue
        for origin in later.origins:
            earlier = documents.get(origin)
            if earlier is not None and (not earlier.is_draft or overlap(earlier, later) < _SAME_TITLE):
                continue
            evidence: tuple[str, ...] = (
                ("symbol",) if later.identifier.startswith(f"{origin.partition('/Rev.')[0]}/Rev.") else ("head",)
            )
            if earlier is not None and earlier.title_key == later.title_key and later.title_key:
                evidence += ("title",)
            yield DocumentLink(LineageRelation.REVISED_AS, origin, later.identifier, 1.0, evidence)


def adoptions(
    documents: Mapping[str, Features],
    acts: Mapping[str, KnownAct],
    alike: Mapping[str, Iterable[str]],
    prefixes: Mapping[str, str],
    *,
    heads: bool = True,
) -> Iterator[DocumentLink]:
    """What was adopted of each draft: at most one act. ``heads``: whether an act's own head may name its draft."""
    named = {origin: act for act in documents.values() if act.is_act for origin in act.origins} if heads else {}
    by_title: dict[tuple[str, str], list[KnownAct]] = {}
    for act in acts.values():
        if act.title_key:
            by_title.setdefault((act.prefix, act.title_key), []).append(act)
    for draft in documents.values():
        if not draft.is_draft:
            continue
        if draft.identifier in named:
            adopted = acts[named[draft.identifier].identifier]
            evidence = ("head", *_evidence(draft, adopted))
            yield DocumentLink(LineageRelation.ADOPTED_AS, draft.identifier, adopted.identifier, 1.0, evidence)
            continue
        prefix = prefixes.get(draft.organ, "")
        if not prefix:
            continue
        titled = by_title.get((prefix, draft.title_key), []) if draft.title_key else []
        near = [acts[other] for other in alike.get(draft.identifier, ()) if other in acts]
        candidates = {act.identifier: act for act in (*titled, *near) if act.prefix == prefix and _in_time(draft, act)}
        same = [act for act in candidates.values() if draft.title_key and act.title_key == draft.title_key]
        best = _best(draft, same) or _best(draft, candidates.values())
        if best is not None:
            act, confidence = best
            yield DocumentLink(
                LineageRelation.ADOPTED_AS, draft.identifier, act.identifier, confidence, _evidence(draft, act)
            )
        elif draft.recommended and draft.title_key and draft.year and not same:
            yield DocumentLink(
                LineageRelation.ADOPTED_AS, draft.identifier, _expected(draft, prefix), _SURE_EXPECTED, ("expected",)
            )


def through_revisions(links: Iterable[DocumentLink]) -> Iterator[DocumentLink]:
    """What was adopted of drafts whose revision was adopted: "through" it."""
    found = list(links)
    adopted = {link.source: link for link in found if link.relation is LineageRelation.ADOPTED_AS}
    revised = {link.source: link for link in found if link.relation is LineageRelation.REVISED_AS}
    for draft in sorted(revised):
        if draft in adopted:
            continue
        seen = [draft]
        while seen[-1] not in adopted and seen[-1] in revised and revised[seen[-1]].target not in seen:
            seen.append(revised[seen[-1]].target)
        last = adopted.get(seen[-1])
        if last is not None:
            confidence = round(min(last.confidence, _SURE_THROUGH), 2)
            yield DocumentLink(LineageRelation.ADOPTED_AS, draft, last.target, confidence, ("through", seen[-1]))


def _in_time(draft: Features, act: KnownAct) -> bool:
    """Whether the act can have come of the draft: not adopted before it was issued, in its session where both are of
    the same, else within two years."""
    known = act.features
    if draft.issued and len(act.order) >= len(_DAY) and act.order < draft.issued:
        return False
    if draft.year and act.year and not 0 <= act.year - draft.year <= _LONGEST_WAY:
        return False
    own_session = act.prefix == "A" and not draft.recommended and draft.session
    if own_session and act.session and draft.session != act.session:
        return False
    return known is None or draft.identifier != act.identifier


def _evidence(draft: Features, act: KnownAct) -> tuple[str, ...]:
    found: list[str] = []
    if draft.title_key and draft.title_key == act.title_key:
        found.append("title")
    if act.features is not None and overlap(draft, act.features) >= _LIKE_TITLE:
        found.append("text")
    if draft.session and draft.session == act.session:
        found.append("session")
    elif draft.year and draft.year == act.year:
        found.append("year")
    if act.features is None:
        found.append("missing")
    return tuple(found)


def _best(draft: Features, candidates: Iterable[KnownAct]) -> tuple[KnownAct, float] | None:
    """The one candidate that is left, if one stands out."""
    scored: list[tuple[float, float, KnownAct]] = []
    for act in sorted(candidates, key=lambda one: one.place):
        shared = overlap(draft, act.features) if act.features else None
        titled = bool(draft.title_key) and draft.title_key == act.title_key
        if shared is None:
            if titled:
                scored.append((_UNREAD_SCORE, _UNREAD, act))
        elif titled and shared >= _SAME_TITLE:
            scored.append((shared + _TITLE_BONUS, _SURE if shared >= _LIKE_TITLE else _LIKELY, act))
        elif shared >= _LIKE_TITLE and fuzz.ratio(draft.title_key, act.title_key, score_cutoff=_TITLES_ALIKE):
            scored.append((shared + _LIKE_BONUS, _SURE_LIKE, act))
        elif shared >= _OTHER_TITLE and not (draft.title_key and act.title_key and shared < 1 - _CLEAR):
            scored.append((shared, _SURE_OTHER, act))
    if not scored:
        return None
    # A text that returns every session is adopted in the first that the draft can be of.
    first = min(act.session_place for _, _, act in scored)
    ranked = sorted((one for one in scored if one[2].session_place == first), key=lambda one: (-one[0], one[2].place))
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR:
        return None
    return ranked[0][2], ranked[0][1]


def _expected(draft: Features, prefix: str) -> str:
    """A name for the act that a recommended draft must have become, whose number is not known."""
    return f"expected/{prefix}/{draft.year}/{slug(draft.title)[:80].rstrip('-')}"
