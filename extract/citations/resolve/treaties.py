"""Treaties: which one a name stands for that several bear, and which are registered under a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.citations.mentions import Reference, SeriesMention, TreatyMention
from extract.citations.resolve.history import TreatyHistory
from extract.model import CitationMethod, Resolved, Symbol, Target, TargetKind, Unresolved, UnresolvedReason
from extract.registers import Registers, Treaty

_UNKNOWN = Unresolved(UnresolvedReason.UNKNOWN_INSTRUMENT)


def resolved(treaty: Treaty) -> Resolved:
    """The target that a row of the register is."""
    return Resolved(Symbol(treaty.id, TargetKind.TREATY))


def treaties_of(mention: TreatyMention, history: TreatyHistory) -> tuple[Treaty, ...]:
    """The treaty that a name stands for, or the set of its protocols; empty where none is left."""
    rows = mention.rows
    if mention.together:  # "Geneva Conventions": one name for all of them
        rows = tuple(row for row in rows if history.existed(row))
    elif len(rows) > 1:
        rows = _the_one_meant(rows, history)
    if not mention.protocols:
        return rows
    return tuple(row for row in history.protocols(rows, plural=mention.plural) if row.adopted.startswith(mention.year))


def _the_one_meant(rows: tuple[Treaty, ...], history: TreatyHistory) -> tuple[Treaty, ...]:
    """Of treaties with one name, the last of those named before, else the only one that existed."""
    known = [row for row in rows if row.id in history.paragraph or row.id in history.before]
    in_time = [row for row in rows if history.existed(row)]
    return tuple(known[-1:] or (in_time if len(in_time) == 1 else ()))


def treaty_references(mention: TreatyMention, history: TreatyHistory) -> Iterator[Reference]:
    """What a name in running text cites; the history takes note of it. A name within a body's is only remembered."""
    chosen = treaties_of(mention, history)
    method = CitationMethod.ANAPHORA if mention.protocols else CitationMethod.TEXT
    for treaty in chosen:
        history.named(treaty, mention.defines if len(chosen) == 1 and not mention.in_body else "")
        if not mention.in_body:
            yield Reference(mention.start, mention.end, TargetKind.TREATY, resolved(treaty), method, mention.rule)
    if not chosen and not mention.in_body and mention.rule != "protocols-thereto":
        yield Reference(mention.start, mention.end, TargetKind.TREATY, _UNKNOWN, method, mention.rule)


def note_references(mention: TreatyMention, history: TreatyHistory) -> Iterator[Reference]:
    """What a name in a footnote cites, where it is plain."""
    for treaty in treaties_of(mention, history) if not mention.in_body else ():
        yield Reference(
            mention.start, mention.end, TargetKind.TREATY, resolved(treaty), CitationMethod.FOOTNOTE, mention.rule
        )


def series_references(mention: SeriesMention, registers: Registers) -> Iterator[Reference]:
    """The treaties under a registration, told apart by volume: one number can cover a convention and its protocols."""
    rule = "treaty-series-ibid" if mention.ibid else "treaty-series"
    rows = _registered(mention, registers)
    reason = UnresolvedReason.UNKNOWN_INSTRUMENT if mention.registration else UnresolvedReason.IBID_WITHOUT_ANTECEDENT
    targets: list[Target] = [resolved(row) for row in rows]
    for target in targets or [Unresolved(reason)]:
        yield Reference(mention.start, mention.end, TargetKind.TREATY, target, CitationMethod.FOOTNOTE, rule)


def _registered(mention: SeriesMention, registers: Registers) -> Sequence[Treaty]:
    volumes = set(mention.volumes)
    if mention.registration:
        rows = [row for row in registers.treaties if row.unts == mention.registration]
        if volumes and len(rows) > 1:
            rows = [row for row in rows if volumes & set(row.volumes)]
    else:
        rows = [row for row in registers.treaties if volumes & set(row.volumes)]
        rows = rows if len(rows) == 1 else []
    # Amendments and the like that share a registration with the treaty itself are not meant by it.
    return [row for row in rows if row.kind != "amendment"] or rows
