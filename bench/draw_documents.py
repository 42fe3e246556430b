"""Draw the documents that are to be read by eye (``docs/judged/``), so many of each family.

    python bench/draw_documents.py CORPUS > drawn.csv

The seed is taken from the SHA-256 of the corpus's ``MANIFEST.csv``, its list of files: same corpus, same documents.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import sys
from collections.abc import Iterable
from pathlib import Path

FAMILIES = {
    "Assembly, from word-processor files": (r"resolutions/A_RES", 8),
    "Assembly, pages as published": (r"pdf-text/A_RES", 4),
    "drafts": (r"pdf-text/A_(?:C|\d+_L)", 4),
    "decisions of the Assembly": (r"decisions/", 4),
    "Human Rights Council": (r"resolutions/A_HRC_RES", 4),
    "statements of its President": (r"resolutions/A_HRC_PRST", 4),
    "Economic and Social Council": (r"resolutions/E_RES", 4),
    "its commissions and forums": (r"resolutions/E(?:_CN|_FFDF|_HLS|CE)", 4),
    "environment and settlements": (r"resolutions/(?:UNEP|HSP)", 4),
    "Security Council": (r"resolutions/S_RES", 4),
    "its presidential statements": (r"resolutions/S_PRST", 4),
    "Security Council, scanned": (r"security-council-early/", 4),
    "crime": (r"crime/", 4),
    "any": (r".", 4),
}
"""Each family: a pattern of its files, and how many are drawn."""


def draw(files: Iterable[str], manifest: bytes) -> list[tuple[str, str]]:
    """``(family, file)`` in the order drawn, no file twice."""
    listed = sorted(file for file in files if file.endswith(".txt"))
    chance = random.Random(int(hashlib.sha256(manifest).hexdigest()[:8], 16))
    drawn: dict[str, str] = {}
    for family, (pattern, number) in FAMILIES.items():
        own = [file for file in listed if re.match(pattern, file) and file not in drawn]
        drawn.update(dict.fromkeys(chance.sample(own, min(number, len(own))), family))
    return [(family, file) for file, family in drawn.items()]


def main() -> None:
    """Write the drawn files as CSV to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the corpus's folder")
    args = parser.parse_args()
    files = (file.relative_to(args.corpus).as_posix() for file in args.corpus.rglob("*.txt"))
    drawn = draw(files, (args.corpus / "MANIFEST.csv").read_bytes())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["drawn", "family", "file"])
    writer.writerows((place, *row) for place, row in enumerate(drawn, start=1))


if __name__ == "__main__":
    main()
