"""What documents teach of names that no register holds."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.lexicon import lexicon_of
from extract.lexicon.learned import Learned, Lesson, learn, lessons
from extract.pipeline import extract
from extract.registers import load_registers
from extract.source import Source
from graph.ledger import Ledger
from unmandates.build.builder import BuildRequest, build
from unmandates.cli import app
from unmandates.config import ledger_file

DOCUMENT = """Resolution adopted by the General Assembly on 17 December 2024

79/{number}. Quiet harbours

The General Assembly,

Recalling the {name},¹ and the harbours of the world,

1. Requests the Secretary-General to publish a guide.

¹ {note}
"""


def taught(name: str, note: str) -> list[Lesson]:
    registers = load_registers()
    source = Source("in.txt", DOCUMENT.format(number=995, name=name, note=note), "0" * 64)
    (document,) = extract(source, registers).documents
    return list(lessons(document, source, lexicon_of(registers)))


def test_a_note_right_after_a_name_teaches_its_source() -> None:
    note = "General Assembly resolution 55/2, annex."
    assert taught("Lunden Declaration on Quiet Harbours", note) == [
        Lesson("Lunden Declaration on Quiet Harbours", "A/RES/55/2", "annex")
    ]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("United Nations Millennium Declaration", "General Assembly resolution 55/2."),  # registered
        ("Lunden Harbour", "General Assembly resolution 55/2."),  # no form of an instrument
        ("declaration on harbours", "General Assembly resolution 55/2."),  # not capitalised
        ("Lunden Declaration", "General Assembly resolutions 55/2 and 55/3."),  # which one?
        ("Lunden Declaration", "Adopted at Lunden."),  # no source that can be cited
    ],
)
def test_what_does_not_say_it_plainly_teaches_nothing(name: str, note: str) -> None:
    assert taught(name, note) == []


def test_documents_are_counted_whatever_their_order() -> None:
    said = [
        ("A/1", Lesson("Lunden Plan", "A/RES/1/1", "annex")),
        ("A/2", Lesson("Lunden plan", "A/RES/1/1")),
        ("A/2", Lesson("Lunden Plan", "A/RES/1/1", "annex")),
        ("A/3", Lesson("Lunden Plan", "A/RES/1/2")),
        ("A/4", Lesson("Torn Rules", "A/RES/1/3")),
    ]
    expected = (Learned("Lunden Plan", "A/RES/1/1", "annex", ("A/1", "A/2"), ("A/3",)),)
    orders = list(itertools.permutations(said))
    assert len(orders) == 120
    assert {learn(order) for order in orders} == {expected}


def test_a_tie_teaches_nothing() -> None:
    assert learn([("A/1", Lesson("Lunden Plan", "A/RES/1/1")), ("A/2", Lesson("Lunden Plan", "A/RES/1/2"))], 1) == ()


def test_suggestions_are_rows_of_the_register(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in (995, 996):
        text = DOCUMENT.format(
            number=number, name="Lunden Declaration", note="General Assembly resolution 55/2, annex."
        )
        (tmp_path / "in" / f"{number}.txt").write_text(text, "utf-8")
    data = str(tmp_path / "data")
    build(BuildRequest((tmp_path / "in",), Path(data), jobs=1))
    run = CliRunner()
    table = run.invoke(app, ["register", "suggest", "--store", data]).output
    assert "Lunden Declaration" in table
    rows = run.invoke(app, ["register", "suggest", "--store", data, "--format", "csv"]).output
    (row,) = csv.DictReader(rows.splitlines())
    assert (row["slug"], row["document"], row["pinpoint"]) == ("lunden-declaration", "A/RES/55/2", "annex")
    assert run.invoke(app, ["register", "suggest", "--store", data, "--min", "3"]).output == "nothing to suggest\n"
    for _ in range(2):  # learning anew replaces
        assert run.invoke(app, ["register", "learn", "--store", data]).output.endswith("graph/learned: 1 names\n")
    query = """PREFIX unm: <https://w3id.org/unmandates/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?by { GRAPH ?g { ?it unm:containedIn ?in ; dcterms:source ?by } FILTER(STRENDS(STR(?g), "/learned")) }
        ORDER BY ?by"""
    known = run.invoke(app, ["query", query, "--store", data, "--format", "csv"]).output
    assert [row["by"].rpartition("/id/")[2] for row in csv.DictReader(known.splitlines())] == [
        "A/RES/79/995", "A/RES/79/996",
    ]  # fmt: skip
    assert run.invoke(app, ["validate", "--store", data]).exit_code == 0
    own = tmp_path / "own"
    own.mkdir()
    (own / "instruments.csv").write_text(rows, "utf-8")
    promoted = run.invoke(app, ["register", "suggest", "--store", data, "--registers", str(own)]).output
    assert promoted == "nothing to suggest\n"


def test_what_is_learned_is_used_where_the_registers_are_silent(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in (995, 996):
        text = DOCUMENT.format(
            number=number, name="Lunden Declaration", note="General Assembly resolution 55/2, annex."
        )
        (inputs / f"{number}.txt").write_text(text, "utf-8")
    silent = "79/397. Lamps\n\nThe General Assembly,\n\nRecalling the Lunden Declaration,\n\n1. Welcomes the lamps.\n"
    (inputs / "997.txt").write_text(silent, "utf-8")
    data = tmp_path / "data"
    order = BuildRequest((inputs,), data, jobs=1)
    run = CliRunner()

    def cited() -> list[tuple[str, str]]:
        with Ledger.open_read_only(ledger_file(data)) as ledger:
            documents = [document for reading in ledger.readings() for document in reading.documents]
        (one,) = [document for document in documents if document.identifier == "A/RES/79/397"]
        return [(str(citation.target), citation.rule) for citation in one.citations]

    build(order)
    assert cited() == []
    run.invoke(app, ["register", "learn", "--store", str(data)])
    build(order)
    assert cited() == [("A/RES/55/2", "instrument-learned")]
    register = run.invoke(app, ["query", _REGISTERED, "--store", str(data), "--format", "csv"]).output
    assert list(csv.DictReader(register.splitlines())) == []  # kept apart from the registers
    assert run.invoke(app, ["validate", "--store", str(data)]).exit_code == 0

    own = tmp_path / "own"
    own.mkdir()
    rows = "slug,name,kind,document,source\nlunden,Lunden Declaration,declaration,A/RES/55/3,ours\n"
    (own / "instruments.csv").write_text(rows, "utf-8")
    build(BuildRequest((inputs,), data, jobs=1, registers=(own,)))
    assert cited() == [("A/RES/55/3", "instrument-register")]


_REGISTERED = """SELECT ?it {
    GRAPH ?g { ?it ?p ?name } FILTER(STRENDS(STR(?g), "/register") && STR(?name) = "Lunden Declaration")
}"""
