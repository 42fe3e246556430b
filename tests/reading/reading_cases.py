"""Cases of reading, as documents: each file of ``cases/`` is Markdown that an expert can read and add to.

A file begins with a title and, where its cases are paragraphs of a document that matters little, a fenced block
``frame`` with ``{}`` where the text of each case goes. A case is a second-level heading, a fenced block ``text`` (or
``whole``, which no frame surrounds) and tables of what is to be read:

    citations:

    | unit | mention | target |
    |---|---|---|
    | pp1 | 55/25 | A/RES/55/25 |

The name before the colon is that of an exported table, the columns are that table's; a cell that stays out of the
table is not compared, one that is there is compared exactly. The rows are all that the table may hold, in any order,
those of the unit ``head`` apart, unless it says ``citations, among others:``. ``citations: none`` allows no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from extract.model import Reading
from extract.pipeline import extract
from extract.registers import Registers, load_registers
from extract.source import Source
from graph.export.tables import COLUMNS, reading_rows

CASES = Path(__file__).resolve().parent / "cases"

_FENCE = re.compile(r"```(?P<kind>frame|text|whole)\n(?P<body>.*?)\n?```\n", re.DOTALL)
_EXPECTED = re.compile(
    r"^(?P<table>[a-z_]+)(?P<open>, among others)?:(?: (?P<none>none))?\n(?:\n(?P<rows>(?:\|.*\|\n)+))?", re.MULTILINE
)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """Rows that a table must hold; ``complete`` where it may hold no others."""

    table: str
    rows: tuple[Row, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the file it stands in, its title, the source, and what is to be read from it."""

    subject: str
    title: str
    text: str
    expected: tuple[Expected, ...]


class CaseError(Exception):
    """A case that is not written as the module's docstring says."""


def load_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Every case of the folder's files, in order. Raises ``CaseError`` for what is no case."""
    return tuple(case for file in sorted(folder.glob("*.md")) for case in _cases_of(file))


def _cases_of(file: Path) -> Iterator[Case]:
    preface, *sections = re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)
    frames = [match["body"] for match in _FENCE.finditer(preface) if match["kind"] == "frame"]
    frame = frames[0] if frames else "{}"
    for section in sections:
        title, _, rest = section.partition("\n")
        blocks = [match for match in _FENCE.finditer(rest) if match["kind"] != "frame"]
        if len(blocks) != 1:
            raise CaseError(f"{file.name}: {title}: {len(blocks)} texts")
        body = blocks[0]["body"]
        tables = rest[blocks[0].end() :]
        expected = tuple(_expected(file, title, match) for match in _EXPECTED.finditer(tables))
        tabled = len(re.findall(r"^\|-", tables, re.MULTILINE))
        if not expected or tabled != sum(bool(each.rows) for each in expected):
            raise CaseError(f"{file.name}: {title}: its tables cannot be read")
        yield Case(file.stem, title, body if blocks[0]["kind"] == "whole" else frame.replace("{}", body), expected)


def _expected(file: Path, title: str, match: re.Match[str]) -> Expected:
    table = match["table"]
    lines = [_cells(line) for line in (match["rows"] or "").splitlines()]
    if table not in COLUMNS or bool(lines) == bool(match["none"]):
        raise CaseError(f"{file.name}: {title}: {match[0].splitlines()[0]}")
    if not lines:
        return Expected(table, (), complete=True)
    header, _, *rows = lines
    if not rows or not set(header) <= set(COLUMNS[table]) or any(len(row) != len(header) for row in rows):
        raise CaseError(f"{file.name}: {title}: rows of {table}")
    return Expected(table, tuple(dict(zip(header, row, strict=True)) for row in rows), not match["open"])


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]


@cache
def registers() -> Registers:
    """The registers that come with the project."""
    return load_registers()


def read(text: str, name: str = "case.txt") -> Reading:
    """The reading of a text."""
    return extract(Source(name, text, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()), registers())


def tables_of(reading: Reading) -> dict[str, list[Row]]:
    """The exported rows of a reading, cells as printed in CSV."""
    return {
        name: [dict(zip(COLUMNS[name], map(str, row), strict=True)) for row in rows]
        for name, rows in reading_rows(reading).items()
    }


def differences(case: Case) -> list[str]:
    """What the reading of a case lacks and what it has too much, a line each."""
    tables = tables_of(read(case.text))
    found: list[str] = []
    for expected in case.expected:
        found.extend(_compare(expected, tables[expected.table]))
    return found


def _compare(expected: Expected, rows: list[Row]) -> Iterator[str]:
    heads = any(row.get("unit") == "head" for row in expected.rows)
    left = [row for row in rows if heads or row.get("unit") != "head"]
    for wanted in expected.rows:
        hit = next((row for row in left if wanted.items() <= row.items()), None)
        if hit is None:
            yield f"{expected.table} lacks {_shown(wanted)}"
        else:
            left.remove(hit)
    columns = expected.rows[0] if expected.rows else dict.fromkeys(COLUMNS[expected.table], "")
    if expected.complete:
        yield from (f"{expected.table} has   {_shown({name: row[name] for name in columns})}" for row in left)


def _shown(row: Mapping[str, str]) -> str:
    return " | ".join(f"{name}={value}" for name, value in row.items())
