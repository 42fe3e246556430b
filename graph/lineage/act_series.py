"""Series: successive acts of one organ on one item, each following the one before, also where the title was changed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.lexicon import fold
from extract.slugs import slug
from extract.symbols import parse_symbol
from graph.lineage.features import known_year
from graph.lineage.known_acts import KnownAct
from graph.lineage.sketches import overlap
from graph.lineage.thresholds import count, share
from graph.lineage.values import DocumentLink, LineageRelation, Member, Series

_RENAMED = (
    (share("series.renamed_text"), count("series.renamed_title")),
    (share("series.retitled_text"), count("series.retitled_title")),
    (share("series.reworded_text"), count("series.reworded_title")),
)
_UNCITED = ((share("series.uncited_text"), count("series.uncited_title")),)
"""Least share of text in common and similarity of titles, under another title: of acts that cite the predecessor, and
of those that do not."""

_UNTITLED = share("series.untitled")
_NAMESAKE = share("series.namesake")
_OFTEN = count("series.often")
_LONGEST_PAUSE = count("series.longest_pause")
_LISTED = count("series.listed")
_LONGEST_GAP = count("series.longest_gap")
_CITED_BONUS, _LEAST_SURE = share("series.cited_bonus"), share("series.least_sure")
_SURE_TITLED, _SURE_RENAMED = share("series.sure_titled"), share("series.sure_renamed")
_SURE_BY_PLACE = share("series.sure_by_place")


@dataclass(frozen=True, slots=True)
class _Found:
    """Why an act follows another."""

    earlier: str
    confidence: float
    evidence: tuple[str, ...]


def find_series(
    acts: Mapping[str, KnownAct], alike: Mapping[str, Iterable[str]]
) -> tuple[tuple[Series, ...], tuple[DocumentLink, ...]]:
    """All series of two members and more, in order of their keys, and who follows whom in them."""
    found = dict(_predecessors(acts, alike))
    groups = _components(found)
    listed = dict(_listed(acts, groups))
    for identifier, (group, _) in listed.items():
        groups[group].append(identifier)
    series: list[Series] = []
    links: list[DocumentLink] = []
    keys: set[str] = set()
    for group in sorted(groups):
        members = sorted(groups[group], key=lambda one: _act(acts, one).place)
        series.append(_series([_act(acts, one) for one in members], found, listed, keys))
        links.extend(_links([_act(acts, one) for one in members], found))
    return tuple(sorted(series, key=lambda one: one.key)), tuple(sorted(links))


def _predecessors(acts: Mapping[str, KnownAct], alike: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, _Found]]:
    titled: dict[tuple[str, str, str], list[KnownAct]] = {}
    often: Counter[tuple[str, str, str, str]] = Counter()
    for act in sorted(acts.values(), key=lambda one: one.place):
        if act.title_key:
            titled.setdefault((act.prefix, act.kind, act.title_key), []).append(act)
            often[(act.prefix, act.kind, act.title_key, act.session)] += 1
    common = {key[:3] for key, count in often.items() if count > _OFTEN}
    for act in sorted(acts.values(), key=lambda one: one.place):
        if not act.order:
            continue
        key = (act.prefix, act.kind, act.title_key)
        namesakes = titled.get(key, []) if act.title_key else []
        earlier = [one for one in namesakes if one.order and one.place < act.place and one.session != act.session]
        if key in common:
            earlier = [one for one in earlier if _shared(act, one) >= _NAMESAKE]
        if earlier:
            last = max(one.session_place for one in earlier)
            same = [one for one in earlier if one.session_place == last]
            best = max(same, key=lambda one: (_shared(act, one), one.place))
            cited = act.features is not None and best.identifier in act.features.cited
            yield (
                act.identifier,
                _Found(best.identifier, 1.0 if cited else _SURE_TITLED, ("title", *(("cited",) if cited else ()))),
            )
            continue
        renamed = _renamed(act, acts, alike.get(act.identifier, ()))
        if renamed:
            yield act.identifier, renamed


def _shared(one: KnownAct, other: KnownAct) -> float:
    return overlap(one.features, other.features) if one.features and other.features else 0.0


def _renamed(act: KnownAct, acts: Mapping[str, KnownAct], near: Iterable[str]) -> _Found | None:
    """The predecessor under another title, or of acts without titles: the text that was taken over says so."""
    if act.features is None:
        return None
    best: tuple[float, tuple[str, str], _Found] | None = None
    for identifier in near:
        other = acts.get(identifier)
        if other is None or (other.prefix, other.kind) != (act.prefix, act.kind) or other.features is None:
            continue
        if not other.order or other.place >= act.place or other.session == act.session:
            continue
        if act.year - other.year > _LONGEST_PAUSE:
            continue
        shared = _shared(act, other)
        cited = other.identifier in act.features.cited
        if not _carried_on(act, other, shared, cited=cited):
            continue
        candidate = (
            round(shared, 1) + (_CITED_BONUS if cited else 0.0),
            other.place,
            _Found(
                other.identifier,
                round(min(_SURE_RENAMED, _LEAST_SURE + shared * (1 - _LEAST_SURE)), 2),
                ("text", *(("cited",) if cited else ())),
            ),
        )
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    return best[2] if best else None


def _carried_on(act: KnownAct, other: KnownAct, shared: float, *, cited: bool) -> bool:
    """Whether an act carries on the text of another under another title."""
    if not (act.title_key and other.title_key):
        return cited and shared >= _UNTITLED
    similarity = fuzz.token_sort_ratio(fold(act.title), fold(other.title))
    return any(shared >= least and similarity >= like for least, like in (_RENAMED if cited else _UNCITED))


def _components(found: Mapping[str, _Found]) -> dict[str, list[str]]:
    """Acts tied by who follows whom: those of each group under its first name."""
    root: dict[str, str] = {}

    def top(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for later, why in found.items():
        first, second = sorted((top(later), top(why.earlier)))
        root[second] = first
    groups: dict[str, list[str]] = {}
    for one in sorted(root):
        groups.setdefault(top(one), []).append(one)
    return groups


def _listed(acts: Mapping[str, KnownAct], groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Acts that no text gives a title to, recalled in one list with members of a series, one a session: missing
    members. Yields identifier, group and the act that lists it."""
    grouped = {one: group for group, members in groups.items() for one in members}
    named: set[str] = set()
    for identifier, group in sorted(grouped.items()):
        features = acts[identifier].features
        for recalled in features.recalled if features else ():
            own = [act for one in recalled if (act := _act(acts, one)).prefix == acts[identifier].prefix]
            sessions = {act.session for act in own}
            members = [act for act in own if grouped.get(act.identifier) == group]
            # A list of several items names acts that were read, and belong elsewhere.
            others = any(act.identifier in acts and act not in members for act in own)
            if others or len(own) < _LISTED or len(sessions) < len(own) or len(members) < 2:
                continue
            for act in own:
                if act.identifier not in acts and act.identifier not in named and act.year:
                    named.add(act.identifier)
                    yield act.identifier, (group, identifier)


def _act(acts: Mapping[str, KnownAct], identifier: str) -> KnownAct:
    """The act, though it be known by its identifier alone."""
    known = acts.get(identifier)
    if known:
        return known
    year = known_year(identifier)
    symbol = parse_symbol(identifier)
    prefix, kind, session = (symbol.organ, symbol.type or "", symbol.session) if symbol else ("", "", "")
    return KnownAct(identifier, prefix, kind, session, year, f"{year:04}", "", "")


def _series(
    members: Sequence[KnownAct], found: Mapping[str, _Found], listed: Mapping[str, tuple[str, str]], keys: set[str]
) -> Series:
    titles = tuple(dict.fromkeys(act.title for act in members if act.title))
    distinct = {act.title_key: act.title for act in reversed(members) if act.title_key}
    name = next((act.title for act in members if act.title), members[0].identifier)
    stem = slug(f"{members[0].prefix} {name}")[:90].rstrip("-")
    key = stem
    while key in keys:
        key = f"{stem}.{slug(members[0].identifier)}"
        stem = f"{stem}~"
    keys.add(key)
    return Series(
        key=key,
        organ=members[0].prefix,
        titles=tuple(title for title in titles if title in distinct.values()),
        members=tuple(
            Member(act.order, act.identifier, act.features is not None, _why(act, found, listed)) for act in members
        ),
        gaps=tuple(_gaps(members)),
    )


def _why(act: KnownAct, found: Mapping[str, _Found], listed: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    if act.identifier in listed:
        return ("listed", listed[act.identifier][1])
    if act.identifier in found:
        return found[act.identifier].evidence
    return ("first",)


def _links(members: Sequence[KnownAct], found: Mapping[str, _Found]) -> Iterator[DocumentLink]:
    """Who follows whom: the act found, unless a member known only by name lies between."""
    for index, act in enumerate(members):
        before = [one for one in members[:index] if one.session != act.session]
        if not before:
            continue
        last = max(one.session_place for one in before)
        latest = [one for one in before if one.session_place == last]
        why = found.get(act.identifier)
        if why and any(one.identifier == why.earlier for one in latest):
            yield DocumentLink(LineageRelation.FOLLOWS, act.identifier, why.earlier, why.confidence, why.evidence)
        else:
            best = max(latest, key=lambda one: (_shared(act, one), one.place))
            yield DocumentLink(LineageRelation.FOLLOWS, act.identifier, best.identifier, _SURE_BY_PLACE, ("series",))


def _gaps(members: Sequence[KnownAct]) -> Iterator[str]:
    """Sessions (years, for organs that do not number them through) at which the rhythm of the series, once it had
    begun, has a member, and none is known."""
    numbered = members[0].prefix == "A" and all(act.session.isdigit() for act in members)
    places = sorted({int(act.session) if numbered else act.year for act in members if act.year})
    steps = Counter(later - earlier for earlier, later in itertools.pairwise(places))
    if len(places) < _LISTED:
        return
    rhythm = min(steps, key=lambda step: (-steps[step], step))
    begun = False
    for earlier, later in itertools.pairwise(places):
        step = later - earlier
        begun = begun or step == rhythm
        if begun and rhythm < step <= _LONGEST_GAP * rhythm and step % rhythm == 0:
            yield from (str(place) for place in range(earlier + rhythm, later, rhythm))
