"""The command line: what each command answers, and the exit status it ends with."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest
from rdflib import SH, Graph
from typer.testing import CliRunner, Result

from extract.model import Adoption, Manner
from graph.query import questions
from graph.validate import ValidationResult
from specimens import EXAMPLES, built, quads, resolution, write
from unmandates import validation
from unmandates.cli import app
from unmandates.output_formats import ExportFormat
from unmandates.pages.document_text import adoption_in_words

COMMAND = Path(sys.executable).with_name("unmandates")
SPECIMEN = "A/RES/79/990"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "data"
    built(folder, EXAMPLES)
    return folder


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"UNMANDATES_STORE": str(data), "COLUMNS": "200"})


def rows(data: Path, *arguments: str) -> list[dict[str, str]]:
    result = run(data, *arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_build_reports_what_the_graph_holds(tmp_path: Path) -> None:
    result = run(tmp_path / "data", "build", str(EXAMPLES), "--jobs", "1")
    assert result.exit_code == 0
    said = {line[:21].strip(): line[21:].strip() for line in result.stdout.splitlines()[2:]}
    assert said["documents"] == said["files built"] == "4"
    assert set(said) >= {"citations resolved", "citations unresolved", "mandates", "validation findings"}


def test_a_file_that_fails_is_one_line_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", good=resolution("79/991"))
    (folder / "bad one.txt").write_bytes(b"A/RES/\xff")
    result = run(tmp_path / "data", "build", str(folder), "--quiet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "bad one.txt: not UTF-8 text: invalid start byte (byte 6)\n"
    assert run(tmp_path / "data", "show", "79/991").exit_code == 0


def test_ask_without_a_question_lists_them(data: Path) -> None:
    listed = rows(data, "ask")
    assert [row["question"].split()[0] for row in listed] == [one.name for one in questions()]
    assert all(row["example"] for row in listed)


@pytest.mark.parametrize("spelling", [SPECIMEN, "79/990", "a/res/79/990", "resolution 79/990"])
def test_arguments_may_be_written_as_people_write_them(data: Path, spelling: str) -> None:
    targets = {row["target"] for row in rows(data, "ask", "cites", spelling)}
    assert targets >= {"A/RES/55/25", "MTDSG/XVIII-12", "E/RES/2024/90"}


def test_a_named_argument_may_stand_anywhere(data: Path) -> None:
    assert rows(data, "ask", "ancestors", "limit=1", SPECIMEN) == rows(data, "ask", "ancestors", SPECIMEN, "1") != []


def test_formats_of_an_answer_hold_the_same_rows(data: Path) -> None:
    listed = json.loads(run(data, "ask", "cites", SPECIMEN, "--format", "json").stdout)
    assert [row["target"] for row in listed] == [row["target"] for row in rows(data, "ask", "cites", SPECIMEN)]
    table = run(data, "ask", "cites", SPECIMEN)
    assert table.exit_code == 0
    assert all(row["target"] in table.stdout for row in listed)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "cites", "A/RES/79/909"], "did you mean A/RES/79/990"),
        (["ask", "cited-by", "Organised Crime Convention"], "did you mean"),
        (["ask", "citations"], "choose one of adopted-as"),
        (["ask", "cites"], "needs document"),
        (["ask", "cites", "79/990", "and", "more"], "too many arguments"),
        (["ask", "cites", "79/990", "--format", "ttl"], "choose --format table, csv or json"),
        (["query", "SELECT * {"], "cannot be read"),
        (["query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE is not allowed"),
        (["query", "DELETE WHERE { ?s ?p ?o }"], "cannot be read"),
        (["query", "nowhere.rq"], "neither a query nor a file"),
        (["query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--format", "csv"], "choose --format ttl"),
        (["show", "A/RES/55/25"], "none of its files holds it"),
        (["build", "nowhere"], "no such file or folder"),
        (["validate", "--report", "report.pdf"], "choose one of these suffixes"),
        (["export", "nquads", "--out", "/nowhere/at/all.nq"], "/nowhere/at/all.nq: No such file or directory"),
        (["export", "word", "--out", "x"], "Invalid value"),
        (["bogus"], "No such command"),
    ],
)
def test_wrong_use_is_said_in_a_line_and_ends_with_2(data: Path, arguments: list[str], said: str) -> None:
    result = run(data, *arguments)
    assert said in " ".join(result.stderr.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_a_missing_data_folder_asks_for_a_build(tmp_path: Path) -> None:
    for command in (["ask", "cites", "1/1"], ["validate"], ["show", "1/1"], ["tables", "--out", "t"]):
        result = run(tmp_path / "none", *command)
        assert result.exit_code == 2
        assert "build first" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_query_answers_from_text_file_and_standard_input(data: Path, tmp_path: Path) -> None:
    sparql = (
        "SELECT (COUNT(DISTINCT ?g) AS ?graphs) { GRAPH ?g { ?s a <https://w3id.org/unmandates/ontology#Mandate> } }"
    )
    (tmp_path / "q.rq").write_text(sparql)
    direct = run(data, "query", sparql, "--format", "json").stdout
    assert json.loads(direct)[0]["graphs"] > 0
    assert run(data, "query", str(tmp_path / "q.rq"), "--format", "json").stdout == direct
    piped = CliRunner().invoke(app, ["query", "-", "--format", "json", "--store", str(data)], input=sparql)
    assert piped.stdout == direct
    assert run(data, "query", "ASK { ?s ?p ?o }").stdout == "true\n"


def test_a_graph_is_answered_in_turtle(data: Path) -> None:
    result = run(data, "query", "CONSTRUCT { ?s a ?kind } { ?s a ?kind }")
    assert len(Graph().parse(data=result.stdout, format="turtle")) > 0


def test_show_says_how_a_document_was_adopted() -> None:
    voted = Adoption(Manner.RECORDED_VOTE, votes_for=32, votes_against=1, abstentions=0, against=("Chad",))
    assert adoption_in_words(voted) == "recorded vote, 32 for, 1 against (Chad), 0 abstaining"
    assert adoption_in_words(Adoption(Manner.VOTE, votes_for=14, absent=("China", "Iraq"))) == (
        "vote, 14 for, absent (China, Iraq)"
    )
    assert adoption_in_words(Adoption(Manner.WITHOUT_VOTE)) == "without a vote"


def test_show_leads_back_to_the_source(data: Path) -> None:
    shown = run(data, "show", "79/990").stdout
    source = (EXAMPLES / "A_RES_79_990.txt").read_bytes().decode()
    start = source.index("55/25")
    line = source.count("\n", 0, start) + 1
    assert f"cites A/RES/55/25 “55/25”  [line {line}, {start}–{start + 5}]" in shown
    assert shown.startswith(
        "A/RES/79/990  Protecting libraries and archives against organized theft\ntype: resolution\n"
    )
    assert "asks  United Nations Office on Drugs and Crime" in shown


def test_tables_quote_the_source(data: Path, tmp_path: Path) -> None:
    assert run(data, "tables", "--out", str(tmp_path)).exit_code == 0
    quoted = 0
    for name in ("citations", "bodies"):
        with (tmp_path / f"{name}.csv").open(newline="", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                text = (EXAMPLES / row["file"]).read_bytes().decode()
                assert text[int(row["start"]) : int(row["end"])] == row["mention"]
                quoted += 1
    assert quoted > 20


@pytest.mark.parametrize("form", ExportFormat)
def test_exports_are_the_same_each_time(data: Path, tmp_path: Path, form: ExportFormat) -> None:
    for name in ("one", "two"):
        assert run(data, "export", form, "--out", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() != b""


def test_the_network_opens_in_a_reader_with_its_attributes(data: Path, tmp_path: Path) -> None:
    run(data, "export", "gexf", "--out", str(tmp_path / "n.gexf"))
    network = nx.read_gexf(tmp_path / "n.gexf")
    assert network.nodes[SPECIMEN]["kind"] == "document"
    assert all({"label", "kind", "date"} <= set(said) for _, said in network.nodes(data=True))
    assert network.number_of_edges() > 10
    assert all({"label", "kind", "date", "verb"} <= set(said) for _, _, said in network.edges(data=True))
    assert "Recalling" not in {said["verb"] for _, _, said in network.edges(data=True)}


def test_the_examples_are_valid(data: Path) -> None:
    result = run(data, "validate", "--jobs", "1")
    assert (result.exit_code, result.stdout) == (0, "no findings\n")


def finding(data: Path) -> ValidationResult:
    return ValidationResult(
        *("https://w3id.org/unmandates/graph/doc/X/1", "https://w3id.org/unmandates/id/X/1#op1"),
        *("http://purl.org/dc/terms/date", "yesterday", "violation", "", "A date is a date."),
    )


def test_a_violation_ends_with_1_and_is_reported(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "validate_store", lambda *_, **__: iter([finding(data)]))
    plain = run(data, "validate")
    assert (plain.exit_code, plain.stdout) == (1, "X/1\n  violation: op1 date = yesterday: A date is a date.\n")
    for suffix in ("ttl", "json", "txt"):
        assert run(data, "validate", "--report", str(tmp_path / f"r.{suffix}")).exit_code == 1
    assert (tmp_path / "r.txt").read_text() == plain.stdout
    assert json.loads((tmp_path / "r.json").read_text())[0]["message"] == "A date is a date."
    turtle = Graph().parse(tmp_path / "r.ttl")
    assert [str(message) for message in turtle.objects(None, SH.resultMessage)] == ["A date is a date."]


def test_an_error_of_the_program_is_one_line_and_ends_with_3(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("no\nlamp")

    monkeypatch.setattr(validation, "validate_store", fail)
    result = run(data, "validate")
    assert result.exit_code == 3
    assert result.stderr == (
        "unmandates: error of the program (LookupError: no lamp); unmandates --debug … shows more\n"
    )


def process(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process of its own."""
    return subprocess.run(
        [COMMAND, *arguments],
        env={**os.environ, "UNMANDATES_STORE": str(data), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_installed_command_answers_without_colour(data: Path) -> None:
    result = process(data, "ask", "cites", SPECIMEN, COLUMNS="200")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert process(data, "--version").stdout.startswith("unmandates 0.")


def test_code_in_the_folder_of_documents_is_not_run(tmp_path: Path) -> None:
    write(tmp_path, a=resolution("79/991"))
    (tmp_path / "struct.py").write_text("raise SystemExit('foreign code')")
    for command in (["build", "a.txt"], ["validate", "--jobs", "2"]):
        done = subprocess.run(
            [COMMAND, *command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_is_a_line_and_the_next_build_does_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "in", **{f"f{n}": resolution(f"79/{n}") for n in range(1000, 1024)})
    command = [str(COMMAND), "build", "in", "--store", "data", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as running:
        while not (tmp_path / "data" / "store" / "CURRENT").exists():
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)  # a terminal interrupts the processes of a command, too
        _, said = running.communicate(timeout=60)
    assert said == "unmandates: interrupted; what was done is kept, and the same command does the rest\n"
    assert running.returncode == 130
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    built(tmp_path / "fresh", tmp_path / "in")
    assert quads(tmp_path / "data") == quads(tmp_path / "fresh")


def test_a_reader_that_goes_away_is_no_error(data: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "query", "SELECT * { ?s ?p ?o }", "--format", "csv", "--store", data],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_debug_shows_where_an_error_arose(data: Path) -> None:
    code = (
        "import unmandates.validation, unmandates.cli\n"
        "unmandates.validation.validate_store = None\n"
        "unmandates.cli.app(['--debug', 'validate'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "--debug"],
        env={**os.environ, "UNMANDATES_STORE": str(data)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 3
    assert "validation.py" in result.stderr
