"""Words of the field that stand in registers: a user's own rows take effect in what is read, bad rows are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.model import Document
from extract.pipeline import extract
from extract.registers import RegisterError, load_registers
from extract.source import Source

SYNOD = """slug,name,kind,short_forms,prefix,source
lunden-harbour-synod,Lunden Harbour Synod,subsidiary-organ,Synod,LHS,ours
"""
TEXT = """Resolution adopted by the General Assembly on 17 December 2024

79/995. Quiet harbours

The General Assembly,

Recalling the work of the Lunden Harbour Synod, and Synod resolution 4/12,

1. Decides to mothball its resolution 55/2;

2. Applauds the pilots;

3. Requests the open-ended harbour jury on quiet ports, within its means, to draft a guide.
"""


def read(folder: Path, **files: str) -> Document:
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    registers = load_registers(None, folder) if files else load_registers()
    (document,) = extract(Source("quiet.txt", TEXT, "0" * 64), registers).documents
    return document


def test_a_users_verb_has_its_effect(tmp_path: Path) -> None:
    assert read(tmp_path).relations == ()
    (relation,) = read(tmp_path, effect_verbs="stem,relation\nMothball,revokes\n").relations
    assert (relation.kind, str(relation.target)) == ("revokes", "A/RES/55/2")


def test_a_users_form_of_group_is_recognized(tmp_path: Path) -> None:
    assert "harbour-jury-quiet-port" not in {body.key for body in read(tmp_path).bodies}
    forms = "name,kind,words\nHarbour Jury,expert-group,Harbour jury\n"
    (jury,) = [body for body in read(tmp_path, group_forms=forms).bodies if body.ad_hoc]
    assert (jury.key, jury.label, jury.kind) == (
        "harbour-jury-quiet-port",
        "Harbour Jury on Quiet Ports",
        "expert-group",
    )


def test_a_users_word_stands_for_an_organ(tmp_path: Path) -> None:
    def cited() -> str:
        return next(str(one.target) for one in read(tmp_path, bodies=SYNOD).citations if one.mention == "4/12")

    assert cited() == ""
    (tmp_path / "words.csv").write_text("list,word\norgan,Synod\n", "utf-8")
    assert cited() == "LHS/RES/4/12"


def test_a_users_family_of_verbs_is_the_organs_own_action(tmp_path: Path) -> None:
    verbs = "form,position,family,force,intent\napplauds,operative,applaud,1,praise\n"
    assert "Applauds" not in {one.verb for one in read(tmp_path, verbs=verbs).operative_actions}
    actions = read(tmp_path, words="list,word\nown action,applaud\n").operative_actions
    assert ("Applauds", "the pilots") in {(one.verb, one.object) for one in actions}


@pytest.mark.parametrize(
    ("file", "rows", "message"),
    [
        ("effect_verbs.csv", "stem,relation\nmothball,stops\n", "row 2: relation 'stops' is none of amends, replaces"),
        ("effect_verbs.csv", "stem,body_event\nmothball,slept\n", "row 2: body_event 'slept' is none of established"),
        ("words.csv", "list,word\norgans,Synod\n", "row 2: list 'organs' is none of organ, own action"),
        ("series.csv", "series,cited\nLHX,maybe\n", "row 2: cited 'maybe' is neither yes nor no"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(tmp_path: Path, file: str, rows: str, message: str) -> None:
    with pytest.raises(RegisterError, match=re.escape(f"{file}, {message}")):
        read(tmp_path, **{file.removesuffix(".csv"): rows})
