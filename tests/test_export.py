"""Whole stores as files: nothing lost unsaid, written as they are read, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from typer.testing import CliRunner

from graph.export.rdf import WRITERS, Written, jsonld, turtle, write_jsonld
from graph.export.sorting import LineSorter
from graph.provenance import Run, run_graph
from graph.store import LocalStore
from graph_specimen import IRIS, a_store
from specimens import EXAMPLES, built
from unmandates.cli import app
from unmandates.config import store_folder
from unmandates.exports import write_export
from unmandates.output_formats import ExportFormat

Quads = set[tuple[str, ...]]


@pytest.fixture(scope="module")
def store() -> LocalStore:
    store = a_store()
    day = datetime(2026, 1, 1, 12, tzinfo=UTC)
    store.replace_graph(IRIS.run_graph(1), run_graph(Run(1, "0", day, day, (), ("A/RES/79/990",)), IRIS))
    return store


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "data"
    built(folder, EXAMPLES)
    return folder


def exported(store: LocalStore, form: str) -> tuple[bytes, Written]:
    output = BytesIO()
    written = WRITERS[form](store, IRIS, output, None)
    return output.getvalue(), written


def merged(store: LocalStore) -> Graph:
    graph = Graph()
    for name in store.graph_names():
        if IRIS.run_number_of(name) is None:
            graph += store.graph(name)
    return graph


def quads(data: bytes, form: ox.RdfFormat) -> Quads:
    return {
        tuple(map(str, (one.subject, one.predicate, one.object, one.graph_name))) for one in ox.parse(data, format=form)
    }


def test_nquads_are_all_quads_sorted(store: LocalStore) -> None:
    data, written = exported(store, "nquads")
    assert data == store.dump_nquads()
    assert written.written == written.quads == len(data.splitlines())
    assert written.graphs == len(store.graph_names())


def test_trig_holds_every_quad_of_every_graph(store: LocalStore) -> None:
    data, written = exported(store, "trig")
    assert quads(data, ox.RdfFormat.TRIG) == quads(store.dump_nquads(), ox.RdfFormat.N_QUADS)
    assert written.written == written.quads == len(store.dump_nquads().splitlines())
    names = [str(one.graph_name) for one in ox.parse(data, format=ox.RdfFormat.TRIG)]
    assert names == sorted(names)
    again = Dataset()
    again.parse(data=data, format="trig")
    assert len({name for *_, name in again.quads()}) == written.graphs


@pytest.mark.parametrize(("form", "whole"), [("turtle", turtle), ("jsonld", jsonld)])
def test_formats_without_graphs_hold_each_triple_once(
    store: LocalStore, form: str, whole: Callable[[Graph], bytes]
) -> None:
    data, written = exported(store, form)
    graph = merged(store)
    assert data == whole(graph)
    assert written.written == len(graph) < written.quads
    assert written.of_runs == len(store.graph(IRIS.run_graph(1))) > 0


def test_jsonld_of_nothing_and_of_many_nodes() -> None:
    empty, many = LocalStore.in_memory(), LocalStore.in_memory()
    lines = [f'<urn:{n}> <urn:p> "{m}" <urn:g> .\n' for n in range(1500) for m in range(4)]
    lines += [f'<urn:one> <urn:p> "{m}" <urn:g> .\n' for m in range(9000)]
    many.replace_graphs([], "".join(lines).encode())
    output = BytesIO()
    assert write_jsonld(empty, IRIS, output).written == 0
    assert output.getvalue() == b"[]\n"
    nodes = json.loads(exported(many, "jsonld")[0])
    assert [node["@id"] for node in nodes] == [name[1:-1] for name in sorted({line.split(" ")[0] for line in lines})]
    assert sum(len(node["urn:p"]) for node in nodes) == len(lines)


def test_sorted_pieces_leave_no_file(tmp_path: Path) -> None:
    sorter = LineSorter(tmp_path, piece=10)
    for number in range(100):
        sorter.write(f"{number % 7} {number:03}\n".encode())
    assert [line[:1] for line in sorter.lines()] == sorted(f"{n % 7}".encode() for n in range(100))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_the_command_says_what_a_format_leaves_out(form: str, data: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["export", form, "--store", str(data), "--out", str(tmp_path / "out")])
    assert run.exit_code == 0
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        triples, all_quads = len(merged(store)), len(store.dump_nquads().splitlines())
    said = " ".join(run.stderr.split())
    assert f"{triples:,} triples without the names of their graphs" in said
    assert f"the store's {all_quads:,} quads" in said
    assert "trig and nquads hold them all" in said


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_the_command_says_that_a_format_holds_all(form: str, data: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["export", form, "--store", str(data), "--out", str(tmp_path / "out")])
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        all_quads = len(store.dump_nquads().splitlines())
    assert f"all {all_quads:,} quads of" in " ".join(run.stderr.split())


def test_an_export_that_fails_leaves_what_was_there(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "un.nq"
    out.write_bytes(b"before")

    def fails(_store: LocalStore, output: BytesIO) -> None:
        output.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(LocalStore, "write_nquads", fails)
    with pytest.raises(OSError, match="no space"):
        write_export(data, ExportFormat.NQUADS, out)
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("un.nq", b"before")]


def test_an_export_goes_into_a_device(data: Path) -> None:
    assert write_export(data, ExportFormat.NQUADS, Path("/dev/null")).size > 0
    assert Path("/dev/null").is_char_device()
