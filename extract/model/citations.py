"""Citations: what a document, treaty or named instrument is cited for, where, and how that was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model.declarations import Column, Extent, Fact, FindingKind, Layer, Wording, text
from extract.model.targets import Pinpoint, Target, TargetKind
from extract.source import Span


class CitationMethod(StrEnum):
    """How a citation is made in the text."""

    TEXT = "text"
    FOOTNOTE = "footnote"
    TITLE = "title"
    NAME = "name"
    ANAPHORA = "anaphora"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one target in a unit.

    ``kind`` is what it points to, as far as the words say, also where the target is unresolved; ``pinpoint`` is the
    place within the target; ``verb`` is the governing verb as printed; ``rule`` names the rule that found it;
    ``confidence`` is in ``(0, 1]``; ``footnote`` is the unit of the note it was made in (``fn6``), ``instrument`` the
    register key of a named instrument, both empty otherwise.
    """

    unit: str
    span: Span
    mention: str
    kind: TargetKind
    target: Target
    method: CitationMethod
    rule: str
    verb: str = ""
    pinpoint: Pinpoint | None = None
    confidence: float = 1.0
    footnote: str = ""
    instrument: str = ""


def _wording(one: Citation) -> Wording:
    words = f" “{one.mention}”"
    if one.target.reason:
        return Wording("cites", f"unresolved: {_in_words(one.target.reason)}", words, instrument=one.instrument)
    identifier = str(one.target)
    more = f", {one.pinpoint}" if one.pinpoint else ""
    return Wording("cites", identifier, more + words, identifier, one.instrument)


def _facts(one: Citation) -> tuple[Fact, ...]:
    return (
        Fact("reason", _in_words(one.target.reason or "")),
        Fact("pinpoint", text(one.pinpoint)),
        Fact("governing verb", one.verb),
        Fact("method", one.method),
        Fact("rule", one.rule),
        Fact("confidence", f"{one.confidence:g}"),
        Fact("cited in", f"note {one.footnote} to {one.unit}" if one.footnote and one.footnote != one.unit else ""),
        Fact("kind", one.kind),
    )


def _in_words(reason: str) -> str:
    return reason.replace("_", " ")


CITATIONS: FindingKind[Citation] = FindingKind(
    name="citation",
    plural="citations",
    table="citations",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("target", lambda one: str(one.target)),
        Column("pinpoint", lambda one: text(one.pinpoint)),
        Column("verb", lambda one: one.verb),
        Column("method", lambda one: one.method),
        Column("mention", lambda one: one.mention),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
        Column("reason", lambda one: text(one.target.reason)),
        Column("rule", lambda one: one.rule),
        Column("confidence", lambda one: one.confidence),
        Column("footnote", lambda one: one.footnote),
        Column("kind", lambda one: one.kind),
        Column("instrument", lambda one: one.instrument),
    ),
    order=lambda one: (one.span, str(one.target), text(one.pinpoint), one.unit),
    fragment="cite",
    number_by=lambda one: " ".join(
        (str(one.target), one.pinpoint.fragment if one.pinpoint else "", text(one.pinpoint), one.method)
    ),
    extent=Extent.MENTION,
    layers=(
        Layer("citation", "citations", "citations resolved"),
        Layer("unresolved", "unresolved", "citations unresolved"),
    ),
    layer_of=lambda one: 1 if one.target.reason else 0,
    place=lambda one: one.footnote or one.unit,
    wording=_wording,
    facts=_facts,
    edges=("cites",),
)
