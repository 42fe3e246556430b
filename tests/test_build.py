"""A build depends on the files alone: not on their order, on earlier builds, or on where one was interrupted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.model import Reading
from extract.registers import Registers
from extract.source import Source
from graph.ledger import Ledger
from graph.ledger_records import FailedFile, LedgerError, ReadFile
from graph.quads import register_graph
from graph.store import LocalStore, StoreError
from graph_specimen import REGISTERS
from specimens import EXAMPLES, built, quads, resolution, statuses, write
from unmandates.build import builder, file_reading
from unmandates.build.builder import BuildRequest, build
from unmandates.build.file_reading import ReadTask, Unchanged
from unmandates.config import Refusal, ledger_file, store_folder


def with_small_registers(patched: pytest.MonkeyPatch) -> None:
    """Write a small graph of registers: the whole one would take most of each build's time, and is no matter here."""
    patched.setattr(builder, "register_graph", lambda _, iris: register_graph(REGISTERS, iris))


@pytest.fixture(autouse=True)
def small_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    with_small_registers(monkeypatch)


def test_the_examples_are_read(tmp_path: Path) -> None:
    report = built(tmp_path / "data", EXAMPLES)
    assert report.failed == ()
    assert report.totals.documents == report.written == len(list(EXAMPLES.glob("*.txt"))) == 4
    assert report.totals.findings["citation"] > report.totals.documents


def test_building_twice_from_scratch_gives_the_same_quads(tmp_path: Path) -> None:
    built(tmp_path / "one", EXAMPLES)
    for name, jobs in (("two", 1), ("three", 2)):
        build(BuildRequest((EXAMPLES,), tmp_path / name, jobs=jobs))
        assert quads(tmp_path / name) == quads(tmp_path / "one") != []


def test_the_order_of_inputs_and_of_builds_does_not_matter(tmp_path: Path) -> None:
    rich = resolution("79/991", "Requests the Secretary-General to report;", "Decides to meet again;")
    write(tmp_path / "in/a", poor=resolution("79/991"), other=resolution("79/992"))
    write(tmp_path / "in/b", rich=rich, third=resolution("79/993"))
    a, b = tmp_path / "in/a", tmp_path / "in/b"
    built(tmp_path / "one", a, b)
    built(tmp_path / "two", b, a)
    assert quads(tmp_path / "one") == quads(tmp_path / "two")
    for path in (a / "poor.txt", b / "third.txt"):
        build(BuildRequest((path,), tmp_path / "three", jobs=1))
    built(tmp_path / "three", a, b)
    assert quads(tmp_path / "three") == quads(tmp_path / "one")
    assert statuses(tmp_path / "three") == {
        "a/other.txt": "built",
        "a/poor.txt": "duplicate",
        "b/rich.txt": "built",
        "b/third.txt": "built",
    }


def test_unchanged_files_are_not_read_again_and_changed_ones_are(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=resolution("79/991"), b=resolution("79/992"))
    assert built(tmp_path / "data", folder).written == 2
    assert built(tmp_path / "data", folder).written == 0
    assert statuses(tmp_path / "data") == {"a.txt": "unchanged", "b.txt": "unchanged"}
    write(folder, a=resolution("79/991", "Decides to close the reading room;"))
    assert built(tmp_path / "data", folder).written == 1
    assert statuses(tmp_path / "data") == {"a.txt": "built", "b.txt": "unchanged"}
    built(tmp_path / "fresh", folder)
    assert quads(tmp_path / "data") == quads(tmp_path / "fresh")


def test_a_file_that_becomes_another_document_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=resolution("79/991"))
    built(tmp_path / "data", folder)
    write(folder, a=resolution("79/992"))
    assert built(tmp_path / "data", folder).removed == 1
    built(tmp_path / "fresh", folder)
    assert quads(tmp_path / "data") == quads(tmp_path / "fresh")


def test_a_removed_file_stays_until_it_is_pruned(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=resolution("79/991"), b=resolution("79/992"))
    built(tmp_path / "data", folder)
    (folder / "a.txt").unlink()
    assert built(tmp_path / "data", folder).totals.documents == 2
    with Ledger.open_read_only(ledger_file(tmp_path / "data")) as ledger:
        assert [row.reason for row in ledger.files()] == ["kept, though no longer on disk", ""]
    assert built(tmp_path / "data", folder, prune=True).totals.documents == 1
    built(tmp_path / "fresh", folder)
    assert quads(tmp_path / "data") == quads(tmp_path / "fresh")


def test_when_the_richer_file_goes_the_other_makes_the_graph(tmp_path: Path) -> None:
    rich = resolution("79/991", "Requests the Secretary-General to report;", "Decides to meet again;")
    folder = write(tmp_path / "in", rich=rich, poor=resolution("79/991"))
    built(tmp_path / "data", folder)
    assert statuses(tmp_path / "data") == {"poor.txt": "duplicate", "rich.txt": "built"}
    (folder / "rich.txt").unlink()
    built(tmp_path / "data", folder, prune=True)
    assert statuses(tmp_path / "data") == {"poor.txt": "built"}


class Interruption(BaseException):
    """What stops a build, as Ctrl-C does."""


def interrupt_at(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, call: int, *, after: bool) -> None:
    """Make the ``call``-th call of a method raise, before or after it did its work."""
    real: Callable[..., object] = getattr(owner, name)
    calls = 0

    def wrapper(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call and not after:
            raise Interruption
        result = real(*args, **kwargs)
        if calls == call:
            raise Interruption
        return result

    monkeypatch.setattr(owner, name, wrapper)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[bytes]]:
    """Files that changed since they were built, the data folder of that build, and the quads that there should be."""
    root = tmp_path_factory.mktemp("changed")
    folder = write(root / "in", a=resolution("79/991"), b=resolution("79/992"))
    with pytest.MonkeyPatch.context() as patched:
        with_small_registers(patched)
        built(root / "data", folder)
        write(folder, a=resolution("79/993"), c=resolution("79/994"))
        built(root / "fresh", folder)
    return folder, root / "data", quads(root / "fresh")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "where",
    [
        (Ledger, "record", 1),
        (Ledger, "open_graphs", 1),
        (LocalStore, "replace_graphs", 1),
        (LocalStore, "replace_graphs", 2),
        (LocalStore, "replace_graphs", 3),
        (Ledger, "close_graphs", 1),
        (Ledger, "forget_graphs", 1),
        (Ledger, "settle", 1),
    ],
)
def test_an_interrupted_build_is_mended_by_the_next(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: tuple[Path, Path, list[bytes]],
    where: tuple[type, str, int],
    *,
    after: bool,
) -> None:
    folder, before, expected = changed
    data = tmp_path / "data"
    shutil.copytree(before, data)
    with monkeypatch.context() as patched:
        # The registers are unchanged: the store is written for documents, for stale graphs, and for the run.
        interrupt_at(patched, *where, after=after)
        with pytest.raises(Interruption):
            built(data, folder)
    built(data, folder)
    assert quads(data) == expected
    assert sorted(statuses(data)) == ["a.txt", "b.txt", "c.txt"]


def read_with_errors(tasks: tuple[ReadTask, ...]) -> list[ReadFile | FailedFile | Unchanged]:
    """As ``read_files``, in a process that some texts kill, and in others of which the program errs."""
    real: Callable[[Source, Registers], Reading] = vars(file_reading)["extract"]

    def extract(source: Source, registers: Registers) -> Reading:
        if "lethal" in source.text:
            os._exit(9)
        if "erroneous" in source.text:
            raise LookupError("no such\nlamp")
        return real(source, registers)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(file_reading, "extract", extract)
        return file_reading.read_files(tasks)


def test_a_file_that_kills_or_confounds_its_process_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "read_files", read_with_errors)
    folder = write(
        tmp_path / "in",
        good=resolution("79/991"),
        bad=resolution("79/992", "Decides upon something lethal;"),
        wrong=resolution("79/993", "Decides upon something erroneous;"),
    )
    report = build(BuildRequest((folder,), tmp_path / "data", jobs=1))
    assert {row.name: row.reason.partition(" at ")[0] for row in report.failed} == {
        "bad.txt": "the process that read it died (killed, or out of memory)",
        "wrong.txt": "error of the program, please report it: LookupError",
    }
    assert report.failed[1].reason.endswith(": no such lamp")
    assert report.totals.documents == 1


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=resolution("79/991"))
    build(BuildRequest((folder,), tmp_path / "data", base="https://example.org/un/", jobs=1))
    built(tmp_path / "data", folder)
    assert b"<https://example.org/un/id/A/RES/79/991>" in b"\n".join(quads(tmp_path / "data"))
    with pytest.raises(Refusal, match=r"has the base https://example\.org/un/"):
        build(BuildRequest((folder,), tmp_path / "data", base="https://example.org/other/", jobs=1))
    with pytest.raises(Refusal, match="is not a base"):
        build(BuildRequest((folder,), tmp_path / "new", base="no address", jobs=1))


def test_one_name_for_two_files_is_refused_and_a_moved_folder_is_not(tmp_path: Path) -> None:
    write(tmp_path / "a", x=resolution("79/991"))
    write(tmp_path / "b", x=resolution("79/992"))
    built(tmp_path / "data", tmp_path / "a")
    with pytest.raises(Refusal, match=r"has the name x\.txt"):
        built(tmp_path / "data", tmp_path / "b")
    assert built(tmp_path / "data", tmp_path / "a", tmp_path / "b").totals.documents == 2
    assert sorted(statuses(tmp_path / "data")) == ["a/x.txt", "b/x.txt"]
    shutil.move(tmp_path / "a", tmp_path / "c")
    built(tmp_path / "moved", tmp_path / "c")
    shutil.move(tmp_path / "c", tmp_path / "d")
    assert built(tmp_path / "moved", tmp_path / "d").totals.documents == 1


def test_a_lost_store_is_written_anew(tmp_path: Path) -> None:
    built(tmp_path / "data", EXAMPLES)
    before = quads(tmp_path / "data")
    shutil.rmtree(store_folder(tmp_path / "data"))
    built(tmp_path / "data", EXAMPLES)
    assert quads(tmp_path / "data") == before


def test_a_store_without_its_ledger_is_refused(tmp_path: Path) -> None:
    built(tmp_path / "data", EXAMPLES)
    ledger_file(tmp_path / "data").unlink()
    with pytest.raises(Refusal, match="without its ledger"):
        built(tmp_path / "data", EXAMPLES)


def test_a_second_builder_is_kept_out(tmp_path: Path) -> None:
    built(tmp_path / "data", EXAMPLES)
    store = LocalStore.open(store_folder(tmp_path / "data"))
    try:
        with pytest.raises(StoreError, match="in use"):
            built(tmp_path / "data", EXAMPLES)
    finally:
        store.close()


def test_a_ledger_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    ledger_file(tmp_path / "data").write_bytes(b"something else that is longer than a header of SQLite would be, truly")
    with pytest.raises(LedgerError, match="remove this one and build again"):
        built(tmp_path / "data", EXAMPLES)


def test_where_no_file_can_be_read_each_says_why_and_a_later_build_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder, a="\0")
    for _ in range(2):
        report = build(BuildRequest((folder,), tmp_path / "data", jobs=1))
        assert [(row.name, "NUL" in row.reason) for row in report.failed] == [("a.txt", True)]
    write(folder, b=resolution("79/991", "Decides to close the reading room;"))
    assert build(BuildRequest((folder,), tmp_path / "data", jobs=1)).totals.documents == 1


def test_of_two_formats_of_one_document_the_one_that_states_more_makes_the_graph(tmp_path: Path) -> None:
    words = resolution(
        "79/991", "Decides to close the reading room;", "Requests the Secretary-General to report on it;"
    )
    folder = write(tmp_path / "in", a=words)
    (folder / "b.html").write_text(
        "<html><body>" + "".join(f"<p>{line}</p>" for line in words.splitlines() if line.strip()) + "</body></html>"
    )
    built(tmp_path / "data", folder)
    assert statuses(tmp_path / "data") == {"a.txt": "duplicate", "b.html": "built"}
