"""References back to treaties: "the Convention", "those Protocols", "the Protocols thereto"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.citations.mentions import BackReference, Reference
from extract.citations.resolve.history import TreatyHistory
from extract.citations.resolve.treaties import resolved
from extract.model import CitationMethod, TargetKind, Unresolved, UnresolvedReason
from extract.registers import Treaty

_CONFIDENCE = 0.9


def antecedents(back: BackReference, history: TreatyHistory) -> tuple[Treaty, ...]:
    """The treaties that a reference back means; empty where more than one would fit, or none."""
    if back.together:
        return tuple(history.paragraph.values())
    if back.protocols:
        return history.protocols(_last_named(back.word, history, plural=False), plural=back.plural)
    found = _last_named(back.word, history, plural=back.plural)
    if found:
        return found
    understood = history.registers.by_short_form.get(back.word)
    if understood and back.word not in history.otherwise:
        return (understood,)
    if back.word == "protocol" and back.plural:
        return history.protocols(_last_named("convention", history, plural=False), plural=True)
    return ()


def _last_named(kind: str, history: TreatyHistory, *, plural: bool) -> tuple[Treaty, ...]:
    """The treaties of a kind that were named last: in the paragraph, else by what organ, title or the rest of the
    document make plain."""
    near = tuple(row for row in history.paragraph.values() if row.kind == kind)
    if plural:
        return near if len(near) > 1 else ()
    defined = history.defined.get(kind)
    if defined and (not near or defined in near):
        return (defined,)
    if near:
        return (near[-1],)
    if history.default and history.default.kind == kind:
        return (history.default,)
    titled = tuple(row for row in history.titled if row.kind == kind)
    if len(titled) == 1:
        return titled
    before = tuple(row for row in history.before.values() if row.kind == kind)
    return before if len(before) == 1 else ()


def back_references(back: BackReference, history: TreatyHistory) -> Iterator[Reference]:
    """What a reference back cites; the history takes note of it. "Those instruments" can be of another kind."""
    rule = "protocols-thereto" if back.protocols else "reference-back"
    chosen = antecedents(back, history)
    for treaty in chosen:
        history.named(treaty)
        yield Reference(
            back.start, back.end, TargetKind.TREATY, resolved(treaty), CitationMethod.ANAPHORA, rule,
            confidence=_CONFIDENCE,
        )  # fmt: skip
    if not chosen and not back.together:
        target = Unresolved(UnresolvedReason.NO_ANTECEDENT)
        yield Reference(back.start, back.end, TargetKind.TREATY, target, CitationMethod.ANAPHORA, rule)
