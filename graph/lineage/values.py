"""The values of lineage: links between documents and paragraphs, series, chains of mandates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

HEAD, AMENDMENT = "head", "amendment"
"""Evidence: the head of a document; that what is adopted is an amendment to a draft."""


class LineageRelation(StrEnum):
    """What the source document is to the target, as written in ``lineage.csv``."""

    ADOPTED_AS = "adopted_as"
    REVISED_AS = "revised_as"
    FOLLOWS = "follows"
    TAKEN_UP_AS = "taken_up_as"
    AMENDS = "amends"
    REPLACES = "replaces"
    REVOKES = "revokes"
    EXTENDS = "extends"
    ENDORSES = "endorses"


@dataclass(frozen=True, slots=True, order=True)
class DocumentLink:
    """``source`` stands in ``relation`` to ``target`` (identifiers). Drafts point to what became of them; in a series
    the later member follows the earlier. ``evidence`` names what speaks for it, strongest first (``head``, ``title``,
    ``session``, ``text``, ``recalled`` …); ``confidence`` is in ``(0, 1]``. An amendment amends the draft that its head
    names, and its evidence goes on with what became of it (``carried``, ``in part``, ``not carried``) where that is
    plain."""

    relation: LineageRelation
    source: str
    target: str
    confidence: float
    evidence: tuple[str, ...]

    @property
    def proposes(self) -> bool:
        """Whether the source is an amendment that proposes to change the target, a draft."""
        return self.relation is LineageRelation.AMENDS and self.evidence[0] == HEAD

    @property
    def of_amendment(self) -> bool:
        """Whether the source is an amendment whose changes stand in the target, an act."""
        return self.relation is LineageRelation.ADOPTED_AS and self.evidence[0] == AMENDMENT


class ParagraphRelation(StrEnum):
    """What became of a paragraph, as written in ``paragraph_lineage.csv``."""

    SAME = "same"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, order=True)
class ParagraphLink:
    """A paragraph of the earlier document carried on in the later one. ``similarity`` is the share of words that
    stayed, from 0 to 1; 1 for ``same``, which disregards typesetting (dashes, note marks, spacing, the "also" of an
    opening) but no word. ``merged``: several of the earlier in one; ``split``: one of the earlier in several."""

    source: str
    source_unit: str
    target: str
    target_unit: str
    relation: ParagraphRelation
    similarity: float


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A member of a series: ``order`` is what its members are ordered by (ISO date, else session or year); ``present``
    says whether its text was read. ``evidence`` says why it belongs, and where a missing one is known from."""

    order: str
    identifier: str
    present: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Successive acts of one organ on one item. ``key`` is stable (slug of organ and first title known); ``titles``
    are those that it had, in order; ``gaps`` the sessions or years at which a member is due by its rhythm, and none is
    known."""

    key: str
    organ: str
    titles: tuple[str, ...]
    members: tuple[Member, ...]
    gaps: tuple[str, ...]


class MandateChange(StrEnum):
    """What became of a mandate at a step of its chain. ``first_known``: known from here on; earlier members are missing
    or say something near, so whether it was given here is not known."""

    GIVEN = "given"
    FIRST_KNOWN = "first_known"
    CONTINUED = "continued"
    WIDENED = "widened"
    NARROWED = "narrowed"
    CHANGED = "changed"
    ENDED = "ended"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MandateStep:
    """One document of a chain. ``mandate`` is the place of the mandate among those of the document (0 on), -1 where the
    step is its end: ``ended`` by an act of ``unit``, or silently ``dropped`` (``unit`` empty)."""

    document: str
    unit: str
    mandate: int
    change: MandateChange
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateChain:
    """A mandate through the years, oldest step first. ``key`` is that of its first step (document and mandate);
    ``addressees`` are the labels of the last step that has some."""

    key: str
    addressees: tuple[str, ...]
    steps: tuple[MandateStep, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two documents, earlier first, and what of the one is carried on in the other; ``earlier`` paragraphs without a
    link are dropped, ``later`` ones new."""

    earlier: str
    later: str
    paragraphs: tuple[ParagraphLink, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lineage of a collection of documents, each part in order."""

    links: tuple[DocumentLink, ...]
    series: tuple[Series, ...]
    aligned: tuple[Aligned, ...]
    chains: tuple[MandateChain, ...]


@dataclass(frozen=True, slots=True)
class DocumentLineage:
    """The lineage of one document: ``links`` from and to it and the other members of its drafts' line (draft,
    revisions, adopted text), the ``series`` that it is in, pairs ``aligned`` along series and drafts, oldest first, and
    the ``chains`` of mandates with a step in it."""

    identifier: str
    links: tuple[DocumentLink, ...]
    series: tuple[Series, ...]
    aligned: tuple[Aligned, ...]
    chains: tuple[MandateChain, ...]
