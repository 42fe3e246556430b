"""The exported tables hold their contract: columns, order, offsets."""

from __future__ import annotations

import csv
from pathlib import Path

from extract.model import (
    Addressee,
    BodyEvent,
    BodyEventKind,
    BodyMention,
    Citation,
    CitationMethod,
    Document,
    DocumentType,
    Head,
    Mandate,
    OperativeAction,
    Reading,
    Relation,
    RelationKind,
    TargetKind,
    Unit,
    UnitKind,
    Unresolved,
    UnresolvedReason,
)
from extract.source import Source, Span
from graph.export.tables import COLUMNS, write_tables
from graph.ledger import Ledger
from graph.ledger_records import FailedFile, ReadFile, count, pack
from graph_specimen import LINEAGE
from identifiers import resolved, symbol

CONTRACT = {
    "files": "file, status, reason, document",
    "documents": "file, document, type, adopted_by, number, title, date, issued, session, agenda_item, preambular, "
    "operative",
    "paragraphs": "file, document, unit, opening, text",
    "citations": "file, document, unit, target, pinpoint, verb, method, mention, start, end, reason",
    "bodies": "file, document, unit, body, label, mention, start, end",
    "mandates": "file, document, unit, clause, verb, addressees, task, deadline, report_to, conditions",
    "acts": "file, document, unit, verb, object",
    "relations": "file, document, unit, relation, target, pinpoint, verb, term, until, since",
    "body_events": "file, document, unit, event, body, label, by, verb, term, until, since",
    "lineage": "relation, source, target, confidence, evidence",
    "paragraph_lineage": "source, source_unit, target, target_unit, kind, similarity",
}

TEXT = 'Recalling resolution 71/5 and “72/6”,\r\n1. Requests the Office, "if able", to act;\r\n2. Decides to meet;'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def reading(name: str) -> Reading:
    office = Addressee("United Nations Office on Drugs and Crime", "unodc", group=False)
    states = Addressee("Member States", "member-states", group=True)
    return Reading(
        Source(name, TEXT, "0" * 64),
        (
            Document(
                "A/RES/79/990",
                Head(DocumentType.RESOLUTION, adopted_by="General Assembly", session="79", number="79/990"),
                (
                    Unit("pp1", UnitKind.PREAMBULAR, TEXT[:37], (Span(0, 37),), "Recalling"),
                    Unit("op1", UnitKind.OPERATIVE, "Requests the Office, to act;", (Span(39, 81),), "Requests"),
                    Unit("op2", UnitKind.OPERATIVE, "Decides to meet;", (Span(83, 102),), "Decides"),
                ),
                citations=(
                    Citation(
                        *("pp1", span("72/6"), "72/6", TargetKind.RESOLUTION),
                        *(Unresolved(UnresolvedReason.DATE_MISMATCH), CitationMethod.TEXT, "list"),
                    ),
                    Citation(
                        *(
                            "pp1",
                            span("71/5"),
                            "71/5",
                            TargetKind.RESOLUTION,
                            resolved("A/RES/71/5"),
                            CitationMethod.TEXT,
                        ),
                        rule="list",
                        verb="Recalling",
                    ),
                ),
                bodies=(BodyMention("op1", span("Office"), "Office", "unodc", office.label, "short form"),),
                mandates=(
                    Mandate(
                        *("op1", "op1.1", span("Requests"), "Requests", (office, states), "to act"),
                        conditions=("if able",),
                        report_to=states,
                    ),
                ),
                operative_actions=(OperativeAction("op2", span("Decides"), "Decides", "to meet"),),
                relations=(Relation("op2", span("to meet"), RelationKind.EXTENDS, symbol("A/RES/71/5"), "Decides"),),
                body_events=(
                    BodyEvent(
                        "op2", span("to meet"), BodyEventKind.ENDED, "unodc", "Office", symbol("A/RES/71/5"), "Decides"
                    ),
                ),
            ),
        ),
    )


def tables(tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for name in ("b.txt", "a.txt"):
            found = reading(name)
            counts = tuple(map(count, found.documents))
            ledger.record([ReadFile(name, f"/{name}", "v:1", found.source.sha256, pack(found), counts)])
        ledger.record([], [FailedFile("c.bin", "/c.bin", "no reader for .bin", 3)])
        ledger.settle(1)
        written = write_tables(ledger, tmp_path / "tables", LINEAGE)
    found_rows = {}
    for name in written:
        with (tmp_path / "tables" / f"{name}.csv").open(newline="", encoding="utf-8") as handle:
            found_rows[name] = list(csv.DictReader(handle))
    assert {name: len(rows) for name, rows in found_rows.items()} == written
    return found_rows


def test_the_fixed_columns_come_first() -> None:
    assert set(COLUMNS) == set(CONTRACT)
    for name, fixed in CONTRACT.items():
        expected = tuple(fixed.split(", "))
        assert COLUMNS[name][: len(expected)] == expected
        assert len(set(COLUMNS[name])) == len(COLUMNS[name])


def test_every_row_has_every_column_and_duplicates_keep_theirs(tmp_path: Path) -> None:
    rows = tables(tmp_path)
    assert {name: len(found) for name, found in rows.items()} == {
        "files": 3,
        "documents": 2,
        "paragraphs": 6,
        "citations": 4,
        "bodies": 2,
        "mandates": 2,
        "acts": 2,
        "relations": 2,
        "body_events": 2,
        "lineage": 7,
        "paragraph_lineage": 4,
    }
    for name, found in rows.items():
        assert all(None not in row and None not in row.values() for row in found), name


def test_rows_stand_by_file_then_place_in_the_text(tmp_path: Path) -> None:
    citations = tables(tmp_path)["citations"]
    assert [(row["file"], row["mention"]) for row in citations] == [
        ("a.txt", "71/5"),
        ("a.txt", "72/6"),
        ("b.txt", "71/5"),
        ("b.txt", "72/6"),
    ]


def test_offsets_lead_back_to_the_mention(tmp_path: Path) -> None:
    rows = tables(tmp_path)
    quoted = [*rows["citations"], *rows["bodies"]]
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in quoted] == [row["mention"] for row in quoted]


def test_cells_of_several_values_and_of_none(tmp_path: Path) -> None:
    rows = tables(tmp_path)
    mandate = rows["mandates"][0]
    assert mandate["addressees"] == "United Nations Office on Drugs and Crime; Member States"
    assert (mandate["conditions"], mandate["report_to"], mandate["deadline"]) == ("if able", "Member States", "")
    assert [row["reason"] for row in rows["citations"][:2]] == ["", "date_mismatch"]
    assert rows["paragraphs"][0]["text"] == TEXT[:37]
    assert [(row["file"], row["status"], row["reason"], row["position"]) for row in rows["files"]] == [
        ("a.txt", "unchanged", "", ""),
        ("b.txt", "duplicate", "A/RES/79/990 is built from a.txt", ""),
        ("c.bin", "failed", "no reader for .bin", "3"),
    ]


def test_writing_again_gives_the_same_bytes_and_leaves_nothing_else(tmp_path: Path) -> None:
    tables(tmp_path)
    first = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    with Ledger.open_read_only(tmp_path / "ledger.sqlite") as ledger:
        write_tables(ledger, tmp_path / "tables", LINEAGE)
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == first
    assert set(first) == {f"{name}.csv" for name in COLUMNS}


def test_links_state_which_of_the_two_was_read(tmp_path: Path) -> None:
    found = tables(tmp_path)["lineage"]
    assert list(found[0].values()) == ["adopted_as", "A/C.3/79/L.990", "A/RES/79/990", "1.0", "head; title", "target"]
    assert [(row["relation"], row["present"]) for row in found[1:5]] == [
        ("adopted_as", ""),
        ("extends", "source"),
        ("follows", ""),
        ("follows", "source"),
    ]


def test_paragraphs_state_what_became_of_them(tmp_path: Path) -> None:
    found = tables(tmp_path)["paragraph_lineage"]
    assert [row["kind"] for row in found] == ["changed", "same", "merged", "split"]
    assert list(found[0].values()) == ["A/C.3/79/L.991", "pp1", "A/RES/79/990", "pp1", "changed", "0.6"]
