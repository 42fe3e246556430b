"""Draw what is to be judged of lineage by reading (``docs/judged/``): series, paragraph links, chains of mandates.

    python bench/draw_lineage.py CACHE MANIFEST --series 30 --paragraphs 100 --chains 40 > drawn.json

``CACHE`` is the ``lineage.sqlite`` of a data folder. The seed is taken from the SHA-256 of ``MANIFEST``, the list of
the corpus's files: same cache and manifest, same sample. Each kind is drawn by a generator of its own.

    python bench/draw_lineage.py CACHE MANIFEST --skip docs/judged/chains.csv > drawn.json

draws chains anew, without those that were judged: those with a step in common with one in the files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import sys
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.lineage.cache import LineageCache
from graph.lineage.values import MandateChain

Item = TypeVar("Item")


def draw(items: Sequence[Item], manifest: bytes, number: int) -> list[Item]:
    """``number`` of the items (given in order), all where there are fewer, in the order drawn."""
    seed = int(hashlib.sha256(manifest).hexdigest()[:8], 16)
    return random.Random(seed).sample(items, min(number, len(items)))


def judged_places(file: Path) -> set[tuple[str, str]]:
    """Documents and units of the steps of judged chains, but for ends without a unit."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {(row["document"], row["unit"]) for row in csv.DictReader(rows) if row["unit"]}


def unjudged(chains: Iterable[MandateChain], judged: Container[tuple[str, str]]) -> list[MandateChain]:
    """The chains by their keys, without those that have a step at a place that was ``judged``."""
    left = (one for one in chains if not any((step.document, step.unit) in judged for step in one.steps))
    return sorted(left, key=lambda one: one.key)


def main() -> None:
    """Write what is drawn as JSON to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="the lineage.sqlite of a data folder")
    parser.add_argument("manifest", type=Path, help="the corpus's MANIFEST.csv")
    parser.add_argument("--series", type=int, default=30, help="series to draw (default %(default)s)")
    parser.add_argument("--paragraphs", type=int, default=100, help="paragraph links to draw (default %(default)s)")
    parser.add_argument("--chains", type=int, default=40, help="chains to draw (default %(default)s)")
    parser.add_argument(
        "--skip", type=Path, nargs="+", default=[], metavar="FILE", help="judged chains, which are not drawn again"
    )
    args = parser.parse_args()
    judged = {place for file in args.skip for place in judged_places(file)}
    manifest = args.manifest.read_bytes()
    with LineageCache.open_read_only(args.cache) as cache:
        lineage = cache.lineage()
    drawn = {
        "series": draw(sorted(lineage.series, key=lambda one: one.key), manifest, args.series),
        "paragraphs": draw(sorted(p for pair in lineage.aligned for p in pair.paragraphs), manifest, args.paragraphs),
        "chains": draw(unjudged(lineage.chains, judged), manifest, args.chains),
    }
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(drawn), indent=1) + b"\n")


if __name__ == "__main__":
    main()
