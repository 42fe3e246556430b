"""All links between documents: drafts and what became of them, series, texts taken up by another organ."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from graph.lineage.act_series import find_series
from graph.lineage.amendments import decided, proposals
from graph.lineage.drafts import adoptions, revisions, through_revisions
from graph.lineage.features import Features
from graph.lineage.known_acts import KnownAct, all_acts
from graph.lineage.prepared_text import PreparedDocument
from graph.lineage.sketches import alike, overlap
from graph.lineage.thresholds import count, share
from graph.lineage.values import DocumentLink, LineageRelation, Member, Series

_TAKEN_UP = share("links.taken_up")
_TITLED = count("links.titled")
_FIRST_SESSION = 1945
"""Year before the first session of the General Assembly, so that sessions count on from it."""

_WITHIN = count("links.within")


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """Links between documents, in order, and the series with their members."""

    links: tuple[DocumentLink, ...]
    series: tuple[Series, ...]

    @property
    def follows(self) -> dict[str, DocumentLink]:
        """Who follows whom in a series, by the later."""
        return {link.source: link for link in self.links if link.relation is LineageRelation.FOLLOWS}

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The lines of all series, by members that were read: each goes on in the one successor that shares most, over
        members that are missing; parts adopted beside it begin lines of their own."""
        follows = self.follows
        for series in self.series:
            yield from _lines(series, follows)

    def unbroken(self) -> frozenset[str]:
        """The members that were read and stand right after the one that they follow, nothing missing between; or are
        the first of their series."""
        follows = self.follows
        found: set[str] = set()
        for series in self.series:
            before: Member | None = None
            gaps = [str(int(one) + _FIRST_SESSION) if len(one) < len("1946") else one for one in series.gaps]
            for member in series.members:
                gap = before and any(before.order[:4] <= year <= member.order[:4] for year in gaps)
                follows_on = follows.get(member.identifier)
                if member.present and (
                    before is None
                    or (before.present and follows_on and follows_on.target == before.identifier and not gap)
                ):
                    found.add(member.identifier)
                before = member
        return frozenset(found)

    def _next(self, missing: str) -> Iterator[str]:
        """The member that was read next after one that is missing."""
        for series in self.series:
            names = [member.identifier for member in series.members]
            if missing in names:
                after = series.members[names.index(missing) + 1 :]
                yield from [member.identifier for member in after if member.present][:1]

    def pairs(self, present: Container[str]) -> tuple[tuple[str, str], ...]:
        """Pairs of documents that were read, earlier first, whose paragraphs are to be aligned: a draft and what became
        of it, neighbours on the lines of a series, a text and who took it up. A draft stands for its adopted text where
        that is missing: it is aligned with the next member of the series."""
        found: set[tuple[str, str]] = set()
        for link in self.links:
            if link.of_amendment:
                continue
            if link.relation in (LineageRelation.ADOPTED_AS, LineageRelation.REVISED_AS, LineageRelation.TAKEN_UP_AS):
                found.add((link.source, link.target))
            if link.relation is LineageRelation.ADOPTED_AS and link.target not in present:
                found.update((link.source, later) for later in self._next(link.target))
        for line in self.lines():
            found.update(itertools.pairwise(line))
        return tuple(sorted(pair for pair in found if pair[0] in present and pair[1] in present))


def find_links(
    documents: Mapping[str, Features],
    prefixes: Mapping[str, str],
    prepared: Callable[[str], PreparedDocument],
    *,
    heads: bool = True,
) -> DocumentLinks:
    """The links between all ``documents`` (by identifier). ``prefixes``: slug of an organ → prefix of its symbols;
    ``prepared`` gives the text of a document, asked for only where there is an amendment; ``heads``: whether an adopted
    text's own head may name its draft."""
    ordered = {identifier: documents[identifier] for identifier in sorted(documents)}
    acts = all_acts(ordered.values(), prefixes)
    near = alike(ordered.values())
    series, follows = find_series(acts, near)
    drafts = [*revisions(ordered), *proposals(ordered), *adoptions(ordered, acts, near, prefixes, heads=heads)]
    links = {*drafts, *through_revisions(drafts), *follows, *_taken_up(acts, near)}
    links.update(effect_verb for document in ordered.values() for effect_verb in document.effect_verbs)
    return DocumentLinks(tuple(sorted(set(decided(sorted(links), ordered, prepared)))), series)


def _taken_up(acts: Mapping[str, KnownAct], near: Mapping[str, Iterable[str]]) -> Iterator[DocumentLink]:
    """Acts whose text another organ made its own soon after."""
    for identifier in sorted(acts):
        act = acts[identifier]
        if act.features is None or not act.order:
            continue
        best: tuple[float, str] | None = None
        for other in near.get(identifier, ()):
            earlier = acts.get(other)
            if earlier is None or earlier.features is None or earlier.prefix == act.prefix or not earlier.order:
                continue
            if not (earlier.place < act.place and act.year - earlier.year <= _WITHIN):
                continue
            shared = overlap(act.features, earlier.features)
            titled = fuzz.ratio(act.title_key, earlier.title_key) >= _TITLED
            if shared >= _TAKEN_UP and titled and (best is None or shared > best[0]):
                best = (shared, other)
        if best:
            evidence = ("text", "title")
            yield DocumentLink(LineageRelation.TAKEN_UP_AS, best[1], identifier, round(min(1.0, best[0]), 2), evidence)


def _lines(series: Series, follows: Mapping[str, DocumentLink]) -> list[tuple[str, ...]]:
    read = {member.identifier for member in series.members if member.present}
    before: dict[str, str] = {}
    for member in series.members:
        earlier = member.identifier
        while earlier in follows and (earlier == member.identifier or earlier not in read):
            earlier = follows[earlier].target
        if member.present and earlier in read and earlier != member.identifier:
            before[member.identifier] = earlier
    after: dict[str, str] = {}
    for later, earlier in sorted(before.items(), key=lambda pair: (-follows[pair[0]].confidence, pair[0])):
        after.setdefault(earlier, later)
    firsts = [member.identifier for member in series.members if member.present]
    firsts = [one for one in firsts if after.get(before.get(one, "")) != one]
    found: list[tuple[str, ...]] = []
    for one in firsts:
        line = [one]
        while line[-1] in after:
            line.append(after[line[-1]])
        found.append(tuple(line))
    return found
