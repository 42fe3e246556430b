"""How fast documents are read: megabytes of source in a second of processor time, on one core.

    python bench/reading.py CORPUS [--every N] [--rounds N] [--against CHECKOUT]

Reads every Nth text file of the folder (by default every tenth, in the order of their names), from bytes to mandates,
without a store; and in the same run, file by file, what it is compared with: eyecite, which finds citations in court
opinions, with the fastest of its tokenizers that is installed (``pip install .[bench]``; left out where it is not), and
one search of the decoded text with each pattern that the reading searches with. Of several rounds each file's shortest
time counts. Compare the ratios, not the rates, between machines.

With ``--against``, another checkout of the project is measured instead of all that: the same files, read in turns by a
process of each checkout; of three rounds each file's median processor time counts.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import extract
from extract.pipeline import extract as read
from extract.read.source_formats import read_source
from extract.registers import load_registers

_SEARCHES = re.compile(r"\b(\w+)\.(?:search|finditer|findall|subn?|split)\(")


def search_patterns() -> tuple[re.Pattern[str], ...]:
    """Every compiled pattern in the modules of the reading that a text is searched with; what is only matched at one
    place is left out."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(extract.__path__, "extract."):
        module = importlib.import_module(info.name)
        names = set(_SEARCHES.findall(Path(module.__file__ or os.devnull).read_text("utf-8")))
        found.update(
            (value.pattern, value)
            for name, value in vars(module).items()
            if name in names and isinstance(value, re.Pattern)
        )
    return tuple(found.values())


def search_once(patterns: Iterable[re.Pattern[str]], file: Path) -> int:
    """Decode a file and search it once with each pattern; the number of matches."""
    text = file.read_bytes().decode("utf-8")
    return sum(1 for pattern in patterns for _ in pattern.finditer(text))


def eyecite_reader(cache: str) -> tuple[str, Callable[[Path], object]] | None:
    """The tokenizer's name and how a file is read with it; None where eyecite is not installed. Hyperscan's compiled
    patterns are kept in the folder ``cache``."""
    try:
        from eyecite import get_citations  # noqa: PLC0415 - optional, for the bench alone
        from eyecite.tokenizers import AhocorasickTokenizer, HyperscanTokenizer  # noqa: PLC0415 - likewise
    except ImportError:
        return None
    tokenizer = HyperscanTokenizer(cache_dir=cache)
    try:
        tokenizer.hyperscan_db  # noqa: B018 - compiles the patterns, if Hyperscan is there
    except ImportError:
        tokenizer = AhocorasickTokenizer()
    return type(tokenizer).__name__, lambda file: get_citations(file.read_text("utf-8"), tokenizer=tokenizer)


def spread(corpus: Path, every: int) -> list[Path]:
    """Every ``every``th text file of the folder, in the order of their names."""
    return sorted(corpus.rglob("*.txt"), key=lambda file: file.relative_to(corpus).as_posix())[::every]


def shortest(work: Callable[[Path], object], file: Path, rounds: int) -> float:
    """Shortest processor time of some rounds."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        work(file)
        took.append(time.process_time() - start)
    return min(took)


_TIMES = """
import sys, time
from pathlib import Path
from extract.pipeline import extract
from extract.read import read_source
from extract.registers import load_registers
files, registers = [Path(line) for line in sys.stdin.read().splitlines()], load_registers()
extract(read_source(files[0], files[0].name), registers)
for file in files:
    start = time.process_time()
    extract(read_source(file, file.name), registers)
    print(time.process_time() - start)
"""
_ROUNDS = 3


def seconds_of(checkout: Path, files: Iterable[Path]) -> list[float]:
    """Processor time that the code of ``checkout`` takes to read each file."""
    printed = subprocess.run(
        (sys.executable, "-c", _TIMES),
        input="\n".join(str(file.resolve()) for file in files),
        capture_output=True,
        text=True,
        check=True,
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout.resolve())},
    ).stdout
    return [float(line) for line in printed.splitlines()]


def compare(checkouts: tuple[Path, Path], files: list[Path]) -> None:
    """Measure two checkouts in turns, and print their times and the ratio."""
    rounds = [[seconds_of(checkout, files) for checkout in checkouts] for _ in range(_ROUNDS)]
    before, after = (sum(map(statistics.median, zip(*times, strict=True))) for times in zip(*rounds, strict=True))
    print(f"{len(files)} files; seconds of processor time, of each file the median of {_ROUNDS}")
    print(f"{checkouts[0]}: {before:.2f}\n{checkouts[1]}: {after:.2f}\nratio: {after / before:.3f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of text files, each family in a folder of its own")
    parser.add_argument("--every", type=int, default=10, metavar="N", help="read every Nth file (10)")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="rounds for each file (2)")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="measure another checkout beside this one")
    args = parser.parse_args()
    if args.against:
        compare((args.against, Path(__file__).resolve().parent.parent), spread(args.corpus, args.every))
        return
    registers = load_registers()
    with tempfile.TemporaryDirectory() as cache:
        works: dict[str, Callable[[Path], object]] = {
            "unmandates": lambda file: read(read_source(file, file.name), registers),
            "decoding and patterns": partial(search_once, search_patterns()),
        }
        if other := eyecite_reader(cache):
            name, with_eyecite = other
            works[f"eyecite, {name}"] = with_eyecite
        files = spread(args.corpus, args.every)
        for work in works.values():
            work(files[0])
        families: dict[str, dict[str, float]] = {}
        for file in files:
            measured = {"bytes": float(file.stat().st_size)}
            measured |= {name: shortest(work, file, args.rounds) for name, work in works.items()}
            for family in ("all", file.relative_to(args.corpus).parts[0]):
                sums = families.setdefault(family, {})
                for key, amount in measured.items():
                    sums[key] = sums.get(key, 0.0) + amount
    print(f"{len(files)} files, {families['all']['bytes'] / 1e6:.2f} MB; MB/s of processor time\n")
    print(f"{'':<26}" + "".join(f"{name:>28}" for name in works))
    for family, sums in families.items():
        print(f"{family:<26}" + "".join(f"{sums['bytes'] / 1e6 / sums[name]:>28.2f}" for name in works))
    own = families["all"]["unmandates"]
    for name in list(works)[1:]:
        print(f"\ntime of unmandates to that of {name}: {own / families['all'][name]:.2f}", end="")
    print()


if __name__ == "__main__":
    main()
