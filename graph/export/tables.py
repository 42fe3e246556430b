"""The exported tables: one CSV file a kind of row, from the readings that the ledger keeps.

The first columns of each table are a fixed contract (see ``COLUMNS``); more may follow them. Rows stand by file, then
document, then place in the text; duplicates keep their rows. UTF-8, RFC 4180, offsets in code points of the source.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from extract.metadata import WorkflowStep
from extract.model import KINDS, Adoption, Document, FindingKind, Head, Reading, UnitKind
from extract.model.declarations import SEPARATOR, Cell, text
from graph.ledger import Ledger
from graph.ledger_records import FileRow
from graph.lineage.values import Lineage

Row = tuple[Cell, ...]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "files": ("file", "status", "reason", "document", "position"),
    "documents": (
        *("file", "document", "type", "adopted_by", "number", "title", "date", "issued", "session", "agenda_item"),
        *("preambular", "operative", "part_of", "symbol", "tabled_in", "committee_report", "draft"),
        *("adopted_how", "votes_for", "votes_against", "abstentions", "in_favour", "against", "abstaining", "absent"),
        *("no_main_committee", "language", "sponsors", "agenda_title", "chapter_vii", "subjects"),
        *("automatic_subjects", "steps"),
    ),
    "paragraphs": ("file", "document", "unit", "opening", "text", "kind", "parent", "start", "end"),
    **{kind.table: ("file", "document", *(column.name for column in kind.columns)) for kind in KINDS},
    "lineage": ("relation", "source", "target", "confidence", "evidence", "present"),
    "paragraph_lineage": ("source", "source_unit", "target", "target_unit", "kind", "similarity"),
}
"""Columns of each table, in order."""

_NO_LINEAGE = Lineage((), (), (), ())


def write_tables(ledger: Ledger, folder: Path, lineage: Lineage = _NO_LINEAGE) -> dict[str, int]:
    """Write every table into ``folder`` (made where missing) and return the number of rows of each; ``lineage`` is that
    of the ledger's documents.

    A table is replaced only when all are complete. Raises ``OSError`` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = dict.fromkeys(COLUMNS, 0)
    with ExitStack() as stack:
        writers = {}
        for name, columns in COLUMNS.items():
            handle = stack.enter_context(_unfinished(folder, name).open("w", newline="", encoding="utf-8"))
            writers[name] = csv.writer(handle)
            writers[name].writerow(columns)

        def put(name: str, rows: Iterator[Row]) -> None:
            for row in rows:
                writers[name].writerow(row)
                written[name] += 1

        put("files", map(file_row, ledger.files()))
        for reading in ledger.readings():
            for name, rows in reading_rows(reading).items():
                put(name, rows)
        put("lineage", lineage_rows(lineage, {winner.identifier for winner in ledger.winners()}))
        put("paragraph_lineage", paragraph_lineage_rows(lineage))
    for name in COLUMNS:
        _unfinished(folder, name).replace(folder / f"{name}.csv")
    return written


def file_row(row: FileRow) -> Row:
    """The row of ``files.csv`` for a file."""
    position = "" if row.position is None else row.position
    return (row.name, row.status, row.reason, SEPARATOR.join(row.documents), position)


def lineage_rows(lineage: Lineage, read: Container[str]) -> Iterator[Row]:
    """The rows of ``lineage.csv``: every link between documents, and which of the two were ``read``."""
    for link in lineage.links:
        present = (side for side, one in (("source", link.source), ("target", link.target)) if one in read)
        yield (
            *(link.relation, link.source, link.target, link.confidence, SEPARATOR.join(link.evidence)),
            SEPARATOR.join(present),
        )


def paragraph_lineage_rows(lineage: Lineage) -> Iterator[Row]:
    """The rows of ``paragraph_lineage.csv``: every paragraph that goes on in another document."""
    for pair in lineage.aligned:
        for link in pair.paragraphs:
            yield (link.source, link.source_unit, link.target, link.target_unit, link.relation, link.similarity)


def reading_rows(reading: Reading) -> dict[str, Iterator[Row]]:
    """The rows of one reading for every table but ``files`` and those of lineage."""
    file = reading.source.name
    return {
        name: itertools.chain.from_iterable(map(rows, itertools.repeat(file), reading.documents))
        for name, rows in _ROWS.items()
    }


def _unfinished(folder: Path, name: str) -> Path:
    return folder / f".{name}.csv.unfinished"


def _documents(file: str, document: Document) -> Iterator[Row]:
    head = document.head
    count = {kind: sum(1 for unit in document.units if unit.kind is kind) for kind in UnitKind}
    yield (
        *(file, document.identifier, head.type, head.adopted_by, head.number, head.title, text(head.date)),
        *(text(head.issued), head.session, head.agenda_item, count[UnitKind.PREAMBULAR], count[UnitKind.OPERATIVE]),
        *(document.part_of, text(head.symbol), head.tabled_in, text(head.committee_report), text(head.draft)),
        *_adoption(head.adoption),
        *("yes" if head.no_main_committee else "", head.language, SEPARATOR.join(head.sponsors), head.agenda_title),
        *("yes" if head.chapter_vii else "", *_subjects(head), SEPARATOR.join(map(_step, head.steps))),
    )


def _subjects(head: Head) -> Row:
    """The addresses of subjects, or labels where they have none: all of them, then those that a machine assigned."""
    named = [(one.iri or one.label, one.automatic) for one in head.subjects]
    automatic = (name for name, assigned in named if assigned)
    return SEPARATOR.join(name for name, _ in named), SEPARATOR.join(automatic)


def _step(step: WorkflowStep) -> str:
    """A step in one cell: outcome, date, document on record and by whom, as far as they are stated."""
    return ", ".join(filter(None, (step.outcome, step.date, step.symbol, step.by)))


def _adoption(adoption: Adoption | None) -> Row:
    """How it was adopted: manner, counts and the states of each side; empty cells for what is not printed."""
    if adoption is None:
        return ("",) * 8
    counts = (adoption.votes_for, adoption.votes_against, adoption.abstentions)
    sides = (adoption.in_favour, adoption.against, adoption.abstaining, adoption.absent)
    return (
        adoption.manner,
        *("" if count is None else count for count in counts),
        *(SEPARATOR.join(states) for states in sides),
    )


def _paragraphs(file: str, document: Document) -> Iterator[Row]:
    for unit in document.units:
        start = unit.spans[0].start if unit.spans else ""
        end = unit.spans[-1].end if unit.spans else ""
        yield (file, document.identifier, unit.name, unit.opening, unit.text, unit.kind, unit.parent, start, end)


def _findings(kind: FindingKind[Any], file: str, document: Document) -> Iterator[Row]:
    for row in kind.rows(document):
        yield (file, document.identifier, *row)


_ROWS: Mapping[str, Callable[[str, Document], Iterator[Row]]] = {
    "documents": _documents,
    "paragraphs": _paragraphs,
    **{kind.table: partial(_findings, kind) for kind in KINDS},
}
"""What makes the rows of each table from a document of a file."""
