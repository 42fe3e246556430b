"""All links between documents: drafts and what became of them, series, texts taken up by another organ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from graph.lineage.drafts import adoptions, revisions, through_revisions
from graph.lineage.features import Features
from graph.lineage.known import Act, all_acts
from graph.lineage.overlap import alike, overlap
from graph.lineage.series import find_series
from graph.lineage.values import DocumentLink, Relation, Series

_TAKEN_UP = 0.5
_TITLED = 70.0
_WITHIN = 2
"""Years within which another organ takes a text up."""


@dataclass(frozen=True, slots=True)
class Links:
    """Links between documents, in order, and the series with their members."""

    links: tuple[DocumentLink, ...]
    series: tuple[Series, ...]

    def pairs(self, present: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Pairs of documents that were read, earlier first, whose paragraphs are to be aligned: a draft and what became
        of it, neighbours in a series (over missing members), a text and who took it up."""
        read = set(present)
        found: set[tuple[str, str]] = set()
        for link in self.links:
            if link.relation in (Relation.ADOPTED_AS, Relation.REVISED_AS, Relation.TAKEN_UP_AS):
                found.add((link.source, link.target))
        for one in self.series:
            before = ""
            follows = {link.source: link.target for link in self.links_of(one)}
            for member in one.members:
                if not member.present:
                    continue
                earlier = follows.get(member.identifier, "")
                while earlier and earlier not in read:
                    earlier = follows.get(earlier, "")
                if earlier or before:
                    found.add((earlier or before, member.identifier))
                before = member.identifier
        return tuple(sorted(pair for pair in found if pair[0] in read and pair[1] in read))

    def links_of(self, series: Series) -> Iterator[DocumentLink]:
        """Who follows whom in a series."""
        members = {member.identifier for member in series.members}
        return (link for link in self.follows if link.source in members)

    @property
    def follows(self) -> tuple[DocumentLink, ...]:
        return tuple(link for link in self.links if link.relation is Relation.FOLLOWS)


def find_links(documents: Mapping[str, Features], prefixes: Mapping[str, str], *, heads: bool = True) -> Links:
    """The links between all ``documents`` (by identifier). ``prefixes``: slug of an organ → prefix of its symbols;
    ``heads``: whether an adopted text's own head may tell its draft."""
    ordered = {identifier: documents[identifier] for identifier in sorted(documents)}
    acts = all_acts(ordered.values(), prefixes)
    near = alike(ordered.values())
    series, follows = find_series(acts, near)
    drafts = [*revisions(ordered), *adoptions(ordered, acts, near, prefixes, heads=heads)]
    links = {*drafts, *through_revisions(drafts), *follows, *_taken_up(acts, near)}
    return Links(tuple(sorted(links)), series)


def _taken_up(acts: Mapping[str, Act], near: Mapping[str, Iterable[str]]) -> Iterator[DocumentLink]:
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
            yield DocumentLink(Relation.TAKEN_UP_AS, best[1], identifier, round(min(1.0, best[0]), 2), evidence)
