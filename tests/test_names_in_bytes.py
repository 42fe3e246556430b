"""Files whose names are no UTF-8 are built like all others, and all that is said of them can be printed and stored."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from graph.ledger import Ledger
from specimens import built, quads, resolution, statuses, write
from unmandates.build.files import actual_path, find_inputs, shown_path
from unmandates.cli import app
from unmandates.config import ledger_file

COMMAND = Path(sys.executable).with_name("unmandates")
NAMES = st.binary(min_size=1).filter(lambda name: b"\0" not in name and b"/" not in name)


@given(NAMES | st.text("\\xa0f", min_size=1).map(str.encode))
def test_a_shown_path_leads_back(name: bytes) -> None:
    path = Path(os.fsdecode(name))
    shown = shown_path(path)
    assert os.fsencode(actual_path(shown)) == os.fsencode(path)
    assert shown.encode("utf-8").isascii() or shown == shown.encode("utf-8").decode("utf-8")


def test_names_that_are_utf8_stay_as_they_are() -> None:
    for name in ("a.txt", "Côte d'Ivoire.txt", "back\\slash.txt", "決議.txt", "b\\xq"):
        assert shown_path(Path(name)) == name


def bytes_path(folder: Path, name: bytes) -> Path:
    """A path below ``folder``; skips where the file system knows no such names."""
    path = folder / os.fsdecode(name)
    try:
        path.mkdir(parents=True)
        path.rmdir()
    except OSError:
        pytest.skip("this file system takes no such names")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file in Latin-1 and one in a folder that is, beside one whose name looks like the first, and a plain one."""
    made = write(tmp_path / "in", plain=resolution("79/1000"))
    bytes_path(made, b"r\xe9solution.txt").write_text(resolution("79/1001"), "utf-8")
    write(bytes_path(made, b"d\xe9cembre"), inner=resolution("79/1002"))
    (made / "r\\xe9solution.txt").write_text(resolution("79/1003"), "utf-8")
    return made


def test_they_are_built_and_named_with_escapes(folder: Path, tmp_path: Path) -> None:
    report = built(tmp_path / "data", folder)
    assert (report.failed, report.written) == ((), 4)
    assert statuses(tmp_path / "data") == dict.fromkeys(
        ["plain.txt", r"r\xe9solution.txt", r"d\xe9cembre/inner.txt", r"r\\xe9solution.txt"], "built"
    )
    assert built(tmp_path / "data", folder).written == 0


def test_all_that_is_written_carries_their_names(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built(data, folder)
    assert any(rb"r\\xe9solution.txt" in line for line in quads(data))
    run = CliRunner()
    assert run.invoke(app, ["tables", "--out", str(tmp_path / "tables"), "--store", str(data)]).exit_code == 0
    with (tmp_path / "tables/documents.csv").open(newline="", encoding="utf-8") as handle:
        read = {row["file"]: row["document"] for row in csv.DictReader(handle)}
    assert read[r"r\xe9solution.txt"] == "A/RES/79/1001"
    assert r"r\xe9solution.txt," in (tmp_path / "tables/files.csv").read_text("utf-8")
    shown = run.invoke(app, ["show", "79/1001", "--store", str(data)])
    assert (shown.exit_code, r"r\xe9solution.txt" in shown.stdout) == (0, True)
    for command in (["validate", "--jobs", "1"], ["export", "nquads", "--out", str(tmp_path / "all.nq")]):
        assert run.invoke(app, [*command, "--store", str(data)]).exit_code == 0


def test_one_that_is_gone_is_kept_until_pruned(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built(data, folder)
    (folder / os.fsdecode(b"r\xe9solution.txt")).unlink()
    built(data, folder)
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        reasons = {row.name: row.reason for row in ledger.files()}
    assert reasons[r"r\xe9solution.txt"] == "kept, though no longer on disk"
    assert reasons[r"d\xe9cembre/inner.txt"] == ""
    built(data, folder, prune=True)
    assert len(statuses(data)) == 3


def test_one_that_fails_is_reported_by_its_name(folder: Path, tmp_path: Path) -> None:
    (folder / os.fsdecode(b"r\xe9solution.txt")).write_bytes(b"\xff")
    report = built(tmp_path / "data", folder)
    assert [row.name for row in report.failed] == [r"r\xe9solution.txt"]
    assert report.written == 3


@pytest.mark.parametrize("name", [b"r\xe9solution.txt", b"d\xe9cembre"])
def test_they_can_be_named_on_the_command_line(folder: Path, tmp_path: Path, name: bytes) -> None:
    command = [os.fsencode(COMMAND), b"build", os.fsencode(folder) + b"/" + name, b"--jobs", b"1", b"--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")
    assert len(statuses(tmp_path / "unmandates-data")) == 1


def test_one_that_is_not_there_is_named_with_escapes(tmp_path: Path) -> None:
    command = [os.fsencode(COMMAND), b"build", b"nowhere\xff"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr == f"unmandates: {tmp_path}/nowhere\\xff: no such file or folder\n"


def test_a_data_folder_cannot_be_called_so(folder: Path, tmp_path: Path) -> None:
    command = [os.fsencode(COMMAND), b"build", os.fsencode(folder), b"--store", b"d\xe9p\xf4t"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr == "unmandates: d\\xe9p\\xf4t: choose a data folder whose name is UTF-8 (--store)\n"


def test_links_among_them_are_followed_once(folder: Path) -> None:
    (folder / "link").symlink_to(folder / os.fsdecode(b"d\xe9cembre"))
    assert [file.name for file in find_inputs([folder])].count(r"d\xe9cembre/inner.txt") == 1
