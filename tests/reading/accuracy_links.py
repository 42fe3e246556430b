"""The editors' links beside the corpus: how many of their targets are read in each linked file, and which are not."""

from __future__ import annotations

import csv
import multiprocessing
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.pipeline import extract
from extract.read import read_source
from extract.registers import Registers, load_registers
from graph.export.tables import COLUMNS, reading_rows

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared"
CORPUS = SHARED / "corpus"
LINKS = SHARED / "gold" / "links.csv"
RECORD = Path(__file__).resolve().parent.parent / "accuracy_links.csv"
SIXTEENTH = 16

_TABLES = ("documents", "citations")
_FOUND = re.compile(r"links +recall [\d.]+ +\((\d+) of (\d+) ")
_MISSED = re.compile(r"^ +link missed (?P<file>.+) (?P<target>\S+)$", re.MULTILINE)

Missed = Mapping[str, frozenset[str]]
"""File to the targets, as the scorer compares them, that editors link and the reading has not."""


@dataclass(frozen=True, slots=True)
class Links:
    """Of the linked files: how many distinct targets were found of how many, and what was missed."""

    found: int
    linked: int
    missed: Missed


def linked_files(every: int = 1) -> list[str]:
    """Every ``every``th linked file, in the order of their names."""
    with LINKS.open(newline="", encoding="utf-8") as handle:
        return sorted({row["file"] for row in csv.DictReader(handle)})[::every]


def measure_links(files: Sequence[str], folder: Path) -> Links:
    """Read the files with all processors, write tables and their links into ``folder``, and score them."""
    with multiprocessing.Pool() as pool:
        read = pool.map(_rows, files, chunksize=8)
    for name in _TABLES:
        _write(folder / f"{name}.csv", COLUMNS[name], [row for rows in read for row in rows[name]])
    chosen = set(files)
    with LINKS.open(newline="", encoding="utf-8") as handle:
        links = [row for row in csv.DictReader(handle) if row["file"] in chosen]
    _write(folder / "links.csv", tuple(links[0]), [tuple(row.values()) for row in links])
    scorer = (sys.executable, str(SHARED / "gold" / "score.py"), str(folder), "--gold", str(folder))
    command = (*scorer, "--links", str(folder / "links.csv"), "--errors")
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counts = _FOUND.search(printed)
    assert counts, printed
    missed: dict[str, set[str]] = {}
    for match in _MISSED.finditer(printed):
        missed.setdefault(match["file"], set()).add(match["target"])
    return Links(int(counts[1]), int(counts[2]), {file: frozenset(targets) for file, targets in missed.items()})


@cache
def _registers() -> Registers:
    return load_registers()


def _rows(file: str) -> dict[str, list[tuple[object, ...]]]:
    found = reading_rows(extract(read_source(CORPUS / file, file), _registers()))
    return {name: [tuple(row) for row in found[name]] for name in _TABLES}


def _write(file: Path, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows([columns, *rows])


def recorded_links() -> Missed:
    """What was missed when last recorded."""
    missed: dict[str, set[str]] = {}
    with RECORD.open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            missed.setdefault(row["file"], set()).add(row["target"])
    return {file: frozenset(targets) for file, targets in missed.items()}


def record_links(links: Links) -> None:
    """Put on record what is missed."""
    rows = sorted((file, target) for file, targets in links.missed.items() for target in targets)
    _write(RECORD, ("file", "target"), rows)


def changes(before: Missed, after: Missed) -> list[str]:
    """A line for each document with mended or broken links."""
    lines = []
    for file in sorted(before.keys() | after.keys()):
        was, now = before.get(file, frozenset()), after.get(file, frozenset())
        if was != now:
            signed = [*(f"+{target}" for target in sorted(was - now)), *(f"-{target}" for target in sorted(now - was))]
            lines.append(f"{file}: {len(was - now)} mended, {len(now - was)} broken: {' '.join(signed)}")
    return lines


def summary(links: Links) -> str:
    """The score, and how many documents have how many missed."""
    spread = Counter(len(targets) for targets in links.missed.values())
    counts = ", ".join(f"{count} with {missed}" for missed, count in sorted(spread.items()))
    return (
        f"links        {links.found / links.linked:.4f}  {links.found} of {links.linked}; documents that miss: {counts}"
    )
