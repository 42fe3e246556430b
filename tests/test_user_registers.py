"""Registers of a user's own, laid over the project's: added rows, overridden fields, and what is said of bad ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.lexicon import fold, lexicon_of
from extract.registers import Alias, RegisterError, load_registers
from graph.iris import Iris
from graph.quads import register_graph
from unmandates.build.builder import BuildRequest, build
from unmandates.cli import app

UNTOC = "MTDSG/XVIII-12"
GROUP = """slug,name,kind,aliases,parent,source
working-group-on-quiet-harbours,Working Group on Quiet Harbours,working-group,Harbour Group [2019-],general-assembly,
"""
ALIAS = "id,aliases\nMTDSG/XVIII-12,+ | Lunden Convention [2001-2003]\n"
DOCUMENT = """Resolution adopted by the General Assembly on 17 December 2024

79/995. Quiet harbours

The General Assembly,

Recalling article 3 of the Lunden Convention,

Requests the Working Group on Quiet Harbours to publish a guide.
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "bodies.csv").write_text(GROUP, "utf-8")
    (folder / "treaties.csv").write_text(ALIAS, "utf-8")
    return folder


def test_rows_are_added_and_fields_filled(own: Path) -> None:
    project, both = load_registers(), load_registers(None, own)
    assert len(both.bodies) == len(project.bodies) + 1
    assert both.body["working-group-on-quiet-harbours"].parent == "general-assembly"
    assert both.treaty[UNTOC].aliases == (*project.treaty[UNTOC].aliases, "Lunden Convention")
    assert both.treaty[UNTOC].title == project.treaty[UNTOC].title
    text = "the Lunden Convention and the Harbour Group"
    assert [name.rows[0] for name in lexicon_of(both).names(text, fold(text))] == [
        both.treaty[UNTOC], both.body["working-group-on-quiet-harbours"],
    ]  # fmt: skip


def test_an_alias_knows_its_years(own: Path) -> None:
    both = load_registers(None, own)
    assert both.treaty[UNTOC].periods == (Alias("Lunden Convention", "2001", "2003"),)
    assert both.body["working-group-on-quiet-harbours"].periods == (Alias("Harbour Group", "2019", ""),)


def test_without_a_plus_values_are_overridden_and_the_last_folder_wins(own: Path, tmp_path: Path) -> None:
    last = tmp_path / "last"
    last.mkdir()
    (last / "treaties.csv").write_text("id,aliases\nMTDSG/XVIII-12,Lunden Treaty\n", "utf-8")
    assert load_registers(None, own, last).treaty[UNTOC].aliases == ("Lunden Treaty",)


def test_a_row_knows_the_files_it_comes_from(own: Path) -> None:
    both = load_registers(None, own)
    assert both.origins == {
        ("bodies.csv", "working-group-on-quiet-harbours"): ("own/bodies.csv",),
        ("treaties.csv", UNTOC): ("own/treaties.csv",),
    }
    said = {str(value) for value in register_graph(both, Iris()).objects()}
    assert {"own/bodies.csv", "own/treaties.csv"} <= said


@pytest.mark.parametrize(
    ("file", "rows", "message"),
    [
        ("bodies.csv", "slug,name\nharbour-board,Harbour Board\n", "row 2: a new row needs kind"),
        ("bodies.csv", "slug,alias\nunodc,A\n", "row 1: column unknown: alias; there are slug, name"),
        ("bodies.csv", "name,kind\nA,board\n", "row 1: column missing: slug"),
        ("bodies.csv", "slug,name,kind,parent\na-b,A B,board,nobody\n", "row 2: parent 'nobody' stands in no bod"),
        ("bodies.csv", "slug,name,kind\na-b,general assembly,board\n", "'general assembly' is the name of general"),
        ("bodies.csv", "slug,name,kind,aliases\na-b,A B,board,C D [90-1]\n", "row 2: 'C D [90-1]': a period is"),
        ("bodies.csv", "slug,name,kind,aliases\na-b,A B,board,C D [2001-1999]\n", "row 2: 'C D [2001-1999]': a"),
        ("bodies.csv", "slug,name,kind\na-b,A, B,board\n", "row 2: more cells than columns"),
        ("bodies.csv", 'slug,name,kind\na-b,"A B,board\n', "not CSV"),
        ("sessions.csv", "body,kind,number\nnobody,regular,1\n", "row 2: body 'nobody' stands in no bodies.csv"),
        ("body.csv", "slug\n", "no register in this folder: it may hold treaties.csv, bodies.csv"),
    ],
)  # fmt: skip
def test_a_bad_row_is_reported_with_file_and_row(tmp_path: Path, file: str, rows: str, message: str) -> None:
    (tmp_path / file).write_text(rows, "utf-8")
    with pytest.raises(RegisterError, match=re.escape(message)) as caught:
        load_registers(None, tmp_path)
    assert caught.value.file in {tmp_path / file, tmp_path}


def test_bytes_that_are_no_text_are_reported(tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_bytes(b"slug\n\xff\n")
    with pytest.raises(RegisterError, match=r"bodies\.csv: not UTF-8 \(byte 5\)"):
        load_registers(None, tmp_path)


def test_a_build_reads_with_them_and_again_when_they_change(own: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "quiet.txt").write_text(DOCUMENT, "utf-8")
    data = tmp_path / "data"

    def written(*registers: Path) -> int:
        return build(BuildRequest((tmp_path / "in",), data, jobs=1, registers=registers)).written

    assert written() == 1
    assert written(own) == 1
    assert written(own) == 0
    run = CliRunner()
    cites = run.invoke(app, ["ask", "cites", "A/RES/79/995", "--store", str(data), "--format", "csv"])
    assert UNTOC in cites.output
    asked = run.invoke(app, ["ask", "asked-of", "Harbour Group", "--store", str(data), "--format", "csv"])
    assert "publish a guide" in asked.output
    (own / "treaties.csv").write_text(ALIAS.replace("Lunden", "Lundin"), "utf-8")
    assert written(own) == 1
    cites = run.invoke(app, ["ask", "cites", "A/RES/79/995", "--store", str(data), "--format", "csv"])
    assert UNTOC not in cites.output


@pytest.mark.parametrize("command", [["build", "."], ["validate"]])
def test_the_command_refuses_bad_ones(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "bodies.csv").write_text("slug,name\na-b,A B\n", "utf-8")
    options = ["--store", str(tmp_path / "data"), "--registers", str(tmp_path)]
    result = CliRunner().invoke(app, [*command, *options])
    assert result.exit_code == 2
    assert "bodies.csv, row 2: a new row needs kind" in result.output
