"""How well the annotated documents and the editors' links in ``../shared`` are read, and the record of it:
``tests/accuracy.json`` for the annotations, ``tests/accuracy_links.csv``, the missed targets, for the links.

    python tests/reading/accuracy.py [--no-links]

measures, prints every score with what changed since it was recorded, by document what was mended and what broke, and
records it. Errors in the annotated documents are kept as figure, file, unit and a digest of what the scorer says. The
documents are read, their tables written as an export writes them, and scored by the scorer that lies beside the
annotations; the linked files by all processors.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from accuracy_links import RECORD as LINKS_RECORD
from accuracy_links import changes, linked_files, measure_links, record_links, recorded_links, summary

from extract.pipeline import extract
from extract.read import read_source
from extract.registers import load_registers
from graph.export.tables import COLUMNS, reading_rows

TESTS = Path(__file__).resolve().parent.parent
SHARED = TESTS.parent.parent / "shared"
RECORD = TESTS / "accuracy.json"

_LINE = re.compile(
    r"(?P<figure>\w+) +precision .*\(right (?P<right>\d+), wrong (?P<wrong>\d+), missed (?P<missed>\d+)\)"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was read of one kind: right, wrong (read, but not annotated) and missed (annotated, but not read)."""

    right: int
    wrong: int
    missed: int

    def worse_than(self, other: Counts) -> bool:
        """Whether anything is worse, whatever else is better."""
        return self.right < other.right or self.wrong > other.wrong or self.missed > other.missed

    def __str__(self) -> str:
        return f"{self.right} right, {self.wrong} wrong, {self.missed} missed"


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of every figure (``units``, ``citations`` …), and its score from 0 to 1: recall for references back,
    else the harmonic mean of precision and recall. ``errors`` are rows wrong or missed: "figure file unit digest"."""

    counts: Mapping[str, Counts]
    scores: Mapping[str, float]
    errors: frozenset[str]


def measure(folder: Path) -> Measured:
    """Read the annotated documents, write their tables into ``folder``, and score them."""
    write_tables(folder)
    scorer = (sys.executable, str(SHARED / "gold" / "score.py"), str(folder))
    printed = subprocess.run((*scorer, "--errors"), capture_output=True, text=True, check=True).stdout
    counts = {
        match["figure"]: Counts(int(match["right"]), int(match["wrong"]), int(match["missed"]))
        for match in _LINE.finditer(printed)
    }
    scores = json.loads(subprocess.run((*scorer, "--json"), capture_output=True, text=True, check=True).stdout)
    return Measured(counts, scores, frozenset(_errors(printed)))


def _errors(printed: str) -> Iterator[str]:
    figure = ""
    for line in printed.splitlines():
        if match := _LINE.match(line):
            figure = match["figure"]
        elif line.startswith("    "):
            file, unit, said = line.split(maxsplit=2)
            yield f"{figure} {file} {unit} {hashlib.sha256(said.encode()).hexdigest()[:8]}"


def write_tables(folder: Path) -> None:
    """The tables of all annotated documents, as CSV files in ``folder``."""
    registers = load_registers()
    rows: dict[str, list[tuple[str | int | float, ...]]] = {}
    for file in sorted((SHARED / "documents").glob("*.txt")):
        for name, found in reading_rows(extract(read_source(file, file.name), registers)).items():
            rows.setdefault(name, []).extend(found)
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows([COLUMNS[name], *lines])


def recorded() -> dict[str, Counts]:
    """The counts on record."""
    kept = json.loads(RECORD.read_text("utf-8"))
    return {figure: Counts(**counts) for figure, counts in kept.items() if figure != "errors"}


def recorded_errors() -> frozenset[str]:
    """The errors on record."""
    return frozenset(json.loads(RECORD.read_text("utf-8")).get("errors", ()))


def record(measured: Measured) -> None:
    """Put the counts on record."""
    counts: dict[str, object] = {figure: asdict(counts) for figure, counts in measured.counts.items()}
    counts["errors"] = sorted(measured.errors)
    lines = ",\n".join(f"  {json.dumps(figure)}: {json.dumps(numbers)}" for figure, numbers in counts.items())
    RECORD.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def main() -> None:
    """Measure, print and record."""
    if not SHARED.is_dir():
        sys.exit("no annotated documents in ../shared: nothing to measure")
    before, errors = (recorded(), recorded_errors()) if RECORD.exists() else ({}, frozenset())
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder))
    for figure, counts in measured.counts.items():
        was = before.get(figure, counts)
        change = "" if was == counts else f"  {'worse' if counts.worse_than(was) else 'better'}, was {was}"
        sys.stdout.write(f"{figure:<12} {measured.scores[figure]:.4f}  {counts}{change}\n")
    for mark, rows in (("mended", errors - measured.errors), ("broken", measured.errors - errors)):
        sys.stdout.writelines(f"  {mark} {row}\n" for row in sorted(rows))
    record(measured)
    if "--no-links" not in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            links = measure_links(linked_files(), Path(folder))
        changed = changes(recorded_links(), links.missed) if LINKS_RECORD.exists() else []
        sys.stdout.writelines(f"{line}\n" for line in (summary(links), *changed))
        record_links(links)


if __name__ == "__main__":
    main()
