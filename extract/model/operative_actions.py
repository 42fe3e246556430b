"""Operative actions: what the adopting body itself does."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.declarations import Column, Extent, FindingKind, Layer, Wording
from extract.source import Span


@dataclass(frozen=True, slots=True)
class OperativeAction:
    """What the organ itself does in a clause ("Decides to establish …"): verb as printed and its object's words."""

    unit: str
    span: Span
    verb: str
    object: str


OPERATIVE_ACTIONS: FindingKind[OperativeAction] = FindingKind(
    name="operative-action",
    plural="operative_actions",
    table="acts",
    columns=(
        Column("unit", lambda one: one.unit),
        Column("verb", lambda one: one.verb),
        Column("object", lambda one: one.object),
        Column("start", lambda one: one.span.start),
        Column("end", lambda one: one.span.end),
    ),
    order=lambda one: (one.span, one.unit),
    fragment="act",
    number_by=lambda one: f"{one.verb} {one.object}",
    extent=Extent.CLAUSE,
    layers=(Layer("operative-action", "operative actions", "operative actions"),),
    wording=lambda one: Wording("does", f"{one.verb} {one.object}"),
    facts=lambda _: (),
)
