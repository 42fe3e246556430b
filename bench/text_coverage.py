"""How far a corpus is read: every character in one unit or one discarded span, and the gaps in operative numbers.

    python bench/text_coverage.py CORPUS [--every N] [--gaps gaps.csv]

Prints how many files break a law of reading (``tests/reading/reading_laws.py`` states them), the characters in units
and in each kind of discarded span, and the documents whose operative numbers have a gap; ``--gaps`` lists these,
without the words of any document. The exit status is 1 where a file breaks a law.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

from reading_laws import breaches

from extract.model import Reading, UnitKind
from extract.pipeline import extract
from extract.read import UnreadableSource, read_source
from extract.registers import Registers, load_registers
from extract.source import Span

CODES = frozenset(("number-gap", "damaged-number"))
"""Diagnostics of a gap in operative numbers: one not found, and one that was read from a damaged number."""

Gap = tuple[str, str, str, str, int, str]
"""File, document, unit after the gap, code, offset, message."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of some files: characters (white space apart) by place, documents, breaches of the laws, and gaps."""

    characters: Counter[str]
    documents: int
    broken: tuple[str, ...]
    gaps: tuple[Gap, ...]


def coverage(name: str, corpus: Path) -> Coverage:
    """The coverage of one file; one that cannot be read has no characters, and is reported."""
    try:
        reading = extract(read_source(corpus / name, name), _registers())
    except UnreadableSource as error:
        return Coverage(Counter(), 0, (str(error),), ())
    text = reading.source.text
    characters: Counter[str] = Counter()
    for document in reading.documents:
        for unit in document.units:
            characters["units"] += sum(_printed(text, span) for span in unit.spans)
    for discarded in reading.discarded:
        characters[discarded.kind] += _printed(text, discarded.span)
    broken = tuple(f"{name}: {breach}" for breach in breaches(reading))
    return Coverage(characters, len(reading.documents), broken, tuple(_gaps(reading)))


@cache
def _registers() -> Registers:
    return load_registers()


def _printed(text: str, span: Span) -> int:
    return sum(map(len, text[span.start : span.end].split()))


def _gaps(reading: Reading) -> Iterator[Gap]:
    for diagnostic in reading.diagnostics:
        if diagnostic.code in CODES and diagnostic.span:
            at = diagnostic.span.start
            following = [
                (unit.spans[0].start, document.identifier, unit.name)
                for document in reading.documents
                for unit in document.units
                if unit.spans and unit.kind is UnitKind.OPERATIVE and unit.spans[0].start >= at
            ]
            _, identifier, unit_name = min(following, default=(at, "", ""))
            yield reading.source.name, identifier, unit_name, diagnostic.code, at, diagnostic.message


def main() -> None:
    """Measure, print and list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of text files")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read every Nth file only")
    parser.add_argument("--gaps", type=Path, metavar="FILE", help="list the gaps in this CSV file")
    args = parser.parse_args()
    names = sorted(file.relative_to(args.corpus).as_posix() for file in args.corpus.rglob("*.txt"))[:: args.every]
    characters: Counter[str] = Counter()
    documents = 0
    broken: list[str] = []
    gaps: list[Gap] = []
    with multiprocessing.Pool() as pool:
        for one in pool.imap(partial(coverage, corpus=args.corpus), names, chunksize=16):
            characters.update(one.characters)
            documents += one.documents
            broken.extend(one.broken)
            gaps.extend(one.gaps)
    total = characters.total()
    print(f"{len(names)} files, {documents} documents, {total} characters that are not white space")
    for place, count in characters.most_common():
        print(f"{place:<12}{count:>12}{count / total:>10.4%}")
    with_gaps = {row[:2] for row in gaps}
    share = len(with_gaps) / documents
    print(f"documents with gaps in operative numbers: {len(with_gaps)} ({share:.2%}); gaps: {len(gaps)}")
    print(f"breaches of the laws: {len(broken)}", *broken, sep="\n")
    if args.gaps:
        with args.gaps.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerows([("file", "document", "unit", "code", "start", "message"), *gaps])
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
