"""The register of sessions: dates in order and with a source, no gap where a series is known whole, and what it states
of the years of a session."""

from __future__ import annotations

import re
from datetime import date

import pytest

from extract.registers import Registers, load_registers, project_numbering

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@pytest.fixture(scope="module")
def registers() -> Registers:
    return load_registers()


def test_sessions_are_of_registered_bodies_and_end_after_they_begin(registers: Registers) -> None:
    assert len(registers.sessions) > 250
    for session in registers.sessions:
        assert session.source, f"{session} comes from nowhere"
        assert session.body in registers.body
        assert session.kind in {"regular", "special", "emergency", "resumed"}
        for day in filter(None, (session.opened, session.closed)):
            assert DAY.fullmatch(day), session
            if len(day) == 10:
                assert date.fromisoformat(day).isoformat() == day
        size = min(len(session.opened), len(session.closed))
        assert session.opened[:size] <= session.closed[:size], session


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("general-assembly", "regular", [str(n) for n in (1, 2, *range(31, 81))]),
        ("general-assembly", "special", [f"S-{n}" for n in range(1, 33)]),
        ("general-assembly", "emergency", [f"ES-{n}" for n in range(1, 12)]),
        ("human-rights-council", "regular", [str(n) for n in (*range(1, 3), *range(4, 60))]),
    ],
)
def test_a_series_has_no_gap(registers: Registers, body: str, kind: str, expected: list[str]) -> None:
    found = [session.number for session in registers.sessions if (session.body, session.kind) == (body, kind)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("body", ["general-assembly", "human-rights-council", "untoc-conference-of-the-parties"])
def test_sessions_of_a_series_follow_each_other(registers: Registers, body: str) -> None:
    rows = [one for one in registers.sessions if one.body == body and one.kind == "regular"]
    opened = [one.opened for one in sorted(rows, key=lambda one: int(one.number))]
    assert opened == sorted(opened)


@pytest.mark.parametrize(
    ("organ", "session", "years"),
    [
        ("A", "S-27", range(2002, 2003)),
        ("A", "ES-7", range(1980, 1983)),
        ("A", "69", range(2014, 2016)),
        ("A/HRC", "43", range(2020, 2021)),
        ("CND", "24", range(1971, 1972)),
        ("CTOC/COP", "10", range(2020, 2021)),
    ],
)
def test_the_register_states_the_years(registers: Registers, organ: str, session: str, years: range) -> None:
    assert registers.numbering.years_of(organ, session) == years


def test_without_the_register_the_rule_of_the_body_holds(registers: Registers) -> None:
    assert registers.numbering.years_of("A", "90") == range(2035, 2037)
    assert registers.numbering.years_of("A", "XXV") == range(1970, 1972)
    assert project_numbering().years_of("CND", "24") is None
    assert registers.numbering.years_of("A", "ES-10") is None  # adjourned, not closed
