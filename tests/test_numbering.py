"""How organs number: each row of the register by its own example, rows of a user's own, and bad rows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.registers import Form, Numbered, NumberForm, RegisterError, Registers, load_registers
from extract.registers.numbering import ANY_BODY, session_number
from extract.source import Source
from extract.symbols import parse_symbol

REGISTERS = load_registers()
NUMBERING = REGISTERS.numbering
BODY = """slug,name,kind,short_forms,prefix,source
lunden-harbour-council,Lunden Harbour Council,subsidiary-organ,Council,LHC,ours
"""
DOCUMENT = """Resolution adopted by the General Assembly on 17 December 2024

79/995. Quiet harbours

The General Assembly,

Recalling Lunden Harbour Council resolution 4/12 and decision 4/31,

Recalling also document LHX/2019/7,

Recalling further the Statute,

Decides to remain seized of the matter.
"""


def row_id(row: NumberForm) -> str:
    return f"{row.prefix} {row.form}"


@pytest.mark.parametrize("row", REGISTERS.number_forms, ids=row_id)
def test_the_example_of_a_row_is_of_its_body_and_form(row: NumberForm) -> None:
    symbol = parse_symbol(row.example)
    assert symbol is not None
    assert symbol.text == row.example
    assert row.prefix in (symbol.organ, ANY_BODY)
    if row.form != Form.STATEMENT:
        decision = symbol.kind == "decision"
        bracketed = f"({symbol.session})" in symbol.text and row.form in (Form.ROMAN, Form.YEAR)
        printed = Numbered(symbol.session, symbol.number, bracketed, decision)
        assert printed.form == row.form
        assert NUMBERING.could_be(symbol.organ, printed)


def test_every_body_with_numbers_of_its_own_is_registered() -> None:
    prefixes = {body.prefix for body in REGISTERS.bodies}
    unregistered = {row.prefix for row in REGISTERS.number_forms} - prefixes - {ANY_BODY}
    assert unregistered == {"EB", "TD"}  # named by their symbols alone


@pytest.mark.parametrize(
    ("prefix", "session", "number", "decision", "fits"),
    [
        ("A", "69", "197", False, True),
        ("A", "69", "401", True, True),
        ("A", "69", "197", True, False),  # decisions begin later
        ("A", "69", "450", False, False),  # resolutions end before
        ("A", "30", "197", False, False),  # the session was Roman then
        ("A/HRC", "28", "6", False, True),
        ("A/HRC", "S-2", "1", False, True),
        ("E", "1977", "12", False, False),  # from 1978 on by the year
        ("E", "2012", "12", False, True),
        ("CHR", "2006", "1", False, False),  # no longer in being
        ("CTOC/COP", "5", "1", False, True),  # as bodies do of which nothing is said
        ("CPD", "5", "1", False, False),
        ("S", "12", "4", False, False),
    ],
)
def test_the_form_and_the_range_of_a_number_say_whose_it_can_be(
    prefix: str, session: str, number: str, *, decision: bool, fits: bool
) -> None:
    assert NUMBERING.could_be(prefix, Numbered(session, number, decision=decision)) is fits


@pytest.mark.parametrize(
    ("prefix", "session", "day", "fits"),
    [
        ("A", "69", date(2014, 9, 1), True),
        ("A", "69", date(2014, 8, 31), False),
        ("A", "69", date(2015, 9, 30), True),
        ("A", "69", date(2015, 10, 1), False),
        ("S", "1994", date(1994, 12, 31), True),
        ("S", "1994", date(1995, 1, 1), False),
        ("E", "2014", date(2013, 12, 1), True),  # the cycle begins the year before
        ("LHC", "4", date(1950, 1, 1), True),  # nothing is known
    ],
)
def test_a_session_has_its_time(prefix: str, session: str, day: date, *, fits: bool) -> None:
    assert NUMBERING.fits(prefix, session, day) is fits


def test_sessions_are_counted_in_figures_and_roman() -> None:
    assert [session_number(one) for one in ("25", "XXV", "S-13")] == [25, 25, 0]


def read(registers: Registers) -> dict[str, str]:
    reading = extract(Source("quiet.txt", DOCUMENT, "0" * 64), registers)
    return {one.mention: str(one.target) for one in reading.documents[0].citations}


def user_registers(folder: Path, **files: str) -> Registers:
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    return load_registers(None, folder)


def test_a_users_row_says_how_a_body_numbers(tmp_path: Path) -> None:
    unlisted = read(user_registers(tmp_path, bodies=BODY))
    assert (unlisted["4/12"], unlisted["4/31"]) == ("LHC/RES/4/12", "LHC/DEC/4/31")
    numbering = (
        "prefix,form,resolutions_to,decisions_from,exclusive,resolution,decision\n"
        "LHC,session/number,9,20,yes,LHC.{session}/R.{number},LHC.{session}/D.{number}\n"
    )
    listed = read(user_registers(tmp_path, numbering=numbering))
    assert listed["4/12"] == ""  # beyond its resolutions
    assert listed["4/31"] == "LHC.4/D.31"
    symbol = parse_symbol("lhc.4/d.31", load_registers(None, tmp_path).numbering)
    assert symbol is not None
    assert (symbol.text, symbol.organ, symbol.session, symbol.number) == ("LHC.4/D.31", "LHC", "4", "31")


def test_a_users_row_makes_a_series_of_symbols_known(tmp_path: Path) -> None:
    assert "LHX/2019/7" not in read(REGISTERS)
    registers = user_registers(tmp_path, series="series,cited\nLHX,yes\n")
    assert read(registers)["LHX/2019/7"] == "LHX/2019/7"


def test_a_users_row_lets_a_head_word_stand_for_a_treaty(tmp_path: Path) -> None:
    assert read(REGISTERS)["the Statute"] == ""
    registers = user_registers(tmp_path, treaties="id,short_forms\nMTDSG/XVIII-10,Statute\n")
    assert read(registers)["the Statute"] == "MTDSG/XVIII-10"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("LHC,session,,,,,", "form 'session' is none of number (session), number (year), session/number"),
        ("LHC,session/number,9,3,,,", "since 9 is after until 3"),
        ("LHC,session/number,first,,,,", "since 'first' is no number"),
        ("LHC,session/number,,,maybe,,", "exclusive 'maybe' is neither yes nor no"),
        ("LHC,session/number,,,,LHC.{session},", "resolution 'LHC.{session}' must have {session} and {number}"),
        ("LHC,session/number,,,,,13", "opens '13' is no month, 1 to 12"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_file_and_row(tmp_path: Path, row: str, message: str) -> None:
    rows = f"prefix,form,since,until,exclusive,resolution,opens\n{row}\n"
    with pytest.raises(RegisterError, match=re.escape(f"numbering.csv, row 2: {message}")):
        user_registers(tmp_path, numbering=rows)
