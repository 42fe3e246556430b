"""The ledger keeps what was read, and forgets nothing that an interrupted build left undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import (
    Citation,
    CitationMethod,
    Document,
    DocumentType,
    Head,
    Reading,
    Target,
    TargetKind,
    Unit,
    UnitKind,
    Unresolved,
    UnresolvedReason,
)
from extract.source import Source, Span
from graph.ledger import FORMAT, Ledger
from graph.ledger_records import FailedFile, FileStatus, LedgerError, ReadFile, count, pack, unpack
from identifiers import resolved

st.register_type_strategy(str, st.text(st.characters(codec="utf-8"), max_size=12))
st.register_type_strategy(float, st.floats(0, 1))


# What is drawn is as large as it comes; that its printed form is long matters to no one unless it fails.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@given(st.from_type(Reading))
def test_a_reading_comes_back_equal(reading: Reading) -> None:
    packed = pack(reading)
    assert unpack(packed) == reading
    assert pack(unpack(packed)) == packed


def test_what_was_not_packed_is_refused() -> None:
    with pytest.raises(LedgerError, match="damaged"):
        unpack(b"no reading")


def document(identifier: str, units: int = 1, targets: tuple[Target, ...] = ()) -> Document:
    return Document(
        identifier,
        Head(DocumentType.RESOLUTION),
        tuple(Unit(f"op{n}", UnitKind.OPERATIVE, "Decides;", (Span(0, 8),), "Decides") for n in range(1, units + 1)),
        citations=tuple(
            Citation("op1", Span(0, 3), "1/1", TargetKind.RESOLUTION, target, CitationMethod.TEXT, "symbol")
            for target in targets
        ),
    )


def read(name: str, *documents: Document, stamp: str = "v:1", path: str = "") -> ReadFile:
    reading = Reading(Source(name, "Decides;", "0" * 64), documents)
    return ReadFile(name, path or f"/in/{name}", stamp, "0" * 64, pack(reading), tuple(map(count, documents)))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


def write_pending(ledger: Ledger, run: int) -> list[str]:
    pending = ledger.pending()
    ledger.open_graphs(pending)
    ledger.close_graphs([(winner, 0) for winner in pending], run)
    return [winner.identifier for winner in pending]


def test_the_richest_file_makes_the_graph_and_its_like_are_duplicates(ledger: Ledger) -> None:
    ledger.record(
        [read("a.txt", document("X/1", 2)), read("b.txt", document("X/1", 3)), read("c.txt", document("X/1", 3))]
    )
    assert [(winner.identifier, winner.file) for winner in ledger.pending()] == [("X/1", "b.txt")]
    write_pending(ledger, 1)
    ledger.settle(1)
    rows = {row.name: row for row in ledger.files()}
    assert {name: row.status for name, row in rows.items()} == {
        "a.txt": FileStatus.DUPLICATE,
        "b.txt": FileStatus.BUILT,
        "c.txt": FileStatus.DUPLICATE,
    }
    assert rows["a.txt"].reason == "X/1 is built from b.txt"
    assert rows["a.txt"].documents == ("X/1",)


def test_a_graph_that_was_begun_and_not_finished_is_pending(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1")), read("b.txt", document("X/2"))])
    write_pending(ledger, 1)
    ledger.record([read("a.txt", document("X/1", 2), stamp="v:2")])
    ledger.open_graphs(ledger.pending())
    assert [winner.identifier for winner in ledger.pending()] == ["X/1"]


def test_an_unchanged_file_is_neither_pending_nor_built_again(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1"))])
    assert write_pending(ledger, 1) == ["X/1"]
    assert write_pending(ledger, 2) == []
    ledger.settle(2)
    assert [row.status for row in ledger.files()] == [FileStatus.UNCHANGED]


def test_when_the_winner_goes_the_duplicate_makes_the_graph(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1", 2)), read("b.txt", document("X/1"))])
    write_pending(ledger, 1)
    ledger.drop(["a.txt"])
    assert [winner.file for winner in ledger.pending()] == ["b.txt"]
    assert ledger.stale() == []
    ledger.drop(["b.txt"])
    assert ledger.stale() == ["X/1"]
    ledger.forget_graphs(ledger.stale())
    assert ledger.stale() == []


def test_a_file_under_a_new_name_takes_the_place_of_the_old(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1"), path="/in/a.txt")])
    ledger.record([read("in/a.txt", document("X/1"), path="/in/a.txt")])
    assert [row.name for row in ledger.files()] == ["in/a.txt"]


def test_a_failed_file_loses_its_documents_and_keeps_its_reason(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1"))])
    write_pending(ledger, 1)
    ledger.record([], [FailedFile("a.txt", "/in/a.txt", "not UTF-8 text", 7)])
    ledger.settle(2)
    (row,) = ledger.files()
    assert (row.status, row.reason, row.position, row.documents) == (FileStatus.FAILED, "not UTF-8 text", 7, ())
    assert ledger.stale() == ["X/1"]
    assert ledger.stamps() == {}


def test_totals_count_a_document_once(ledger: Ledger) -> None:
    ledger.record(
        [
            read("a.txt", document("X/1", 2, (resolved("A/RES/1/1"), Unresolved(UnresolvedReason.PLACEHOLDER)))),
            read("b.txt", document("X/1")),
        ]
    )
    totals = ledger.totals()
    assert (totals.documents, totals.paragraphs) == (1, 2)
    assert totals.findings == {"citation": 1, "unresolved": 1}


def test_a_step_that_fails_changes_nothing(ledger: Ledger) -> None:
    ledger.record([read("a.txt", document("X/1"))])
    broken = read("b.txt", document("X/2"))
    twice = ReadFile("b.txt", broken.path, "v:1", "0" * 64, None, broken.documents * 2)  # type: ignore[arg-type]
    unfit = FailedFile("c.txt", None, "reason")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        ledger.record([twice], [unfit])
    assert [row.name for row in ledger.files()] == ["a.txt"]


def test_a_ledger_of_another_format_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    Ledger.open(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    with pytest.raises(LedgerError, match="build into another folder"):
        Ledger.open(file)
    with pytest.raises(LedgerError, match=f"has ledger format {FORMAT + 1}"):
        Ledger.open_read_only(file)


@pytest.mark.parametrize("content", [b"no database at all, only some words that are long enough", b"SQLite format 3\0"])
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(content)
    with pytest.raises(LedgerError, match="is not a ledger"):
        Ledger.open(file)


def test_a_missing_ledger_asks_for_a_build(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="build first"):
        Ledger.open_read_only(tmp_path / "ledger.sqlite")
    assert list(tmp_path.iterdir()) == []
