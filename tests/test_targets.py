"""Targets, partial dates, sessions and intervals as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import (
    BodySession,
    Interval,
    PartialDate,
    Resolved,
    Symbol,
    Target,
    TargetKind,
    Unresolved,
    UnresolvedReason,
    parse_iso,
)
from extract.symbols import parse_symbol

HARBOURS = Symbol("A/RES/69/197", TargetKind.RESOLUTION, "A", "69", "197")


@dataclass(frozen=True, slots=True)
class Holder:
    """A value with a target, as citations are packed in the ledger."""

    target: Target


def targets() -> st.SearchStrategy[Target]:
    symbols = st.sampled_from(("A/RES/69/197", "S/RES/1373(2001)", "MTDSG/XVIII-12-a", "file/3f9a1c08b2d47e65"))
    resolved = symbols.map(lambda text: Resolved(parse_symbol(text) or HARBOURS))
    return st.one_of(resolved, st.sampled_from(UnresolvedReason).map(Unresolved))


@given(targets())
def test_a_target_has_a_symbol_or_a_reason_and_never_both_or_neither(target: Target) -> None:
    assert (target.symbol is None) != (target.reason is None)
    assert str(target) == (target.symbol.text if target.symbol else "")


@pytest.mark.parametrize("kind", [Resolved, Unresolved])
def test_a_target_without_its_part_cannot_be_made(kind: type[Resolved | Unresolved]) -> None:
    with pytest.raises(TypeError):
        kind()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(HARBOURS, UnresolvedReason.PLACEHOLDER)  # type: ignore[arg-type, call-arg]
    with pytest.raises(AttributeError):
        setattr(Resolved(HARBOURS), "symbol", None)  # noqa: B010 - mypy would refuse the plain assignment


@given(targets())
def test_a_target_is_unpacked_as_it_was_packed(target: Target) -> None:
    packed = msgspec.json.encode(Holder(target))
    assert msgspec.json.decode(packed, type=Holder) == Holder(target)


def test_a_target_of_neither_case_is_not_unpacked() -> None:
    for packed in (b'{"target":[]}', b'{"target":["resolved"]}', b'{"target":["unresolved",""]}', b'{"target":null}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(packed, type=Holder)


def test_symbols_stand_in_the_order_of_their_text() -> None:
    texts = ["S/RES/1373(2001)", "A/RES/69/197", "MTDSG/I-1", "A/RES/69/19"]
    symbols = [symbol for text in texts if (symbol := parse_symbol(text))]
    assert [str(symbol) for symbol in sorted(symbols)] == sorted(texts)


@given(st.one_of(st.dates(), st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12))))
def test_a_date_however_partial_is_read_as_it_is_printed(value: date | PartialDate) -> None:
    assert parse_iso(str(value)) == value


@pytest.mark.parametrize("text", ["", "2001-13", "2001-02-30", "September 2001", "01", "2001-9"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_iso(text) is None


def test_sessions_and_intervals_are_written_as_the_tables_do() -> None:
    assert [str(one) for one in (BodySession("A/HRC", 52), Interval(6, "M"), Interval(1, "Y"))] == [
        "A/HRC/52",
        "P6M",
        "P1Y",
    ]
