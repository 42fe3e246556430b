"""Draw the citations that are to be judged by reading (``docs/judged/``) from an exported table.

    python bench/draw_citations.py CITATIONS MANIFEST [--number N] > drawn.csv

``CITATIONS`` is a ``citations.csv``; rows without a target are left out. The seed is taken from the SHA-256 of
``MANIFEST``, the list of the corpus's files, so that nobody chooses the sample: same table and manifest, same rows.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import sys
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]


def draw(rows: Iterable[Row], manifest: bytes, number: int) -> list[Row]:
    """``number`` rows with a target, all of them where there are fewer, in the order drawn."""
    resolved = sorted((row for row in rows if row["target"]), key=_place)
    seed = int(hashlib.sha256(manifest).hexdigest()[:8], 16)
    return random.Random(seed).sample(resolved, min(number, len(resolved)))


def _place(row: Row) -> tuple[str, int, int, str, str]:
    return (row["file"], int(row["start"]), int(row["end"]), row["target"], row["unit"])


def main() -> None:
    """Write the drawn rows as CSV to the standard output, with a number in front."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("citations", type=Path, help="the exported citations.csv")
    parser.add_argument("manifest", type=Path, help="the corpus's MANIFEST.csv")
    parser.add_argument("--number", type=int, default=300, help="rows to draw (default %(default)s)")
    args = parser.parse_args()
    with args.citations.open(newline="", encoding="utf-8") as handle:
        drawn = draw(csv.DictReader(handle), args.manifest.read_bytes(), args.number)
    if not drawn:
        parser.error(f"{args.citations} has no row with a target")
    writer = csv.DictWriter(sys.stdout, ["drawn", *drawn[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows({"drawn": str(place), **row} for place, row in enumerate(drawn, start=1))


if __name__ == "__main__":
    main()
