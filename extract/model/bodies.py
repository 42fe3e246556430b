"""Mentions of bodies."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.declarations import Column, Extent, Fact, FindingKind, Layer, Wording
from extract.source import Span


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a unit: ``key`` is its slug under ``id/body/``, ``label`` its canonical English name;
    ``parent`` and ``kind`` are stated for bodies recognised by form (``ad_hoc``), which no register lists."""

    unit: str
    span: Span
    mention: str
    key: str
    label: str
    rule: str
    ad_hoc: bool = False
    kind: str = ""
    parent: str = ""


BODIES: FindingKind[BodyMention] = FindingKind(
    name="body",
    plural="bodies",
    table="bodies",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("body", lambda one: one.key),
        Column("label", lambda one: one.label),
        Column("mention", lambda one: one.mention),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
        Column("rule", lambda one: one.rule),
    ),
    order=lambda one: (one.span, one.key),
    fragment="body",
    number_by=lambda one: one.key,
    extent=Extent.MENTION,
    layers=(Layer("body", "bodies", "mentions of bodies"),),
    wording=lambda one: Wording("names", one.label, identifier=f"body/{one.key}"),
    facts=lambda one: (Fact("rule", one.rule), Fact("kind", one.kind), Fact("part of", one.parent)),
    edges=("names",),
)
