"""How long a command takes to answer: processor time, with nothing else to do than to start.

    python bench/startup.py [CHECKOUT ...]

Each checkout (by default the one that this file is in) builds the examples and answers from them. The figures are
medians of user and system time in milliseconds, the checkouts taking turns; ratios are to the first checkout. Read the
ratios, since times depend on the machine. Below, what the imports of a question take by package, as
``python -X importtime`` has it.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 11
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "--help": ["-m", "unmandates", "--help"],
    "ask": ["-m", "unmandates", "ask"],
    "ask cites A/RES/79/990": ["-m", "unmandates", "ask", "cites", "A/RES/79/990"],
    "ask cites A/RES/79/990, as CSV": ["-m", "unmandates", "ask", "cites", "A/RES/79/990", "--format", "csv"],
    "ask asked-of UNODC": ["-m", "unmandates", "ask", "asked-of", "UNODC"],
    "show A/RES/79/990": ["-m", "unmandates", "show", "A/RES/79/990"],
}
_IMPORT = re.compile(r"import time: +(\d+) \| +\d+ \| +(\w+)")


class Checkout:
    """A checkout of the project, with its own data folder and its own compiled modules in ``folder``."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("UNMANDATES_")}
        self.environment |= {
            "PYTHONPATH": str(root),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "UNMANDATES_STORE": str(folder / "data"),
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.run(["-m", "unmandates", "build", str(root / "examples"), "--quiet"])
        for command in COMMANDS.values():
            self.run(command)

    def run(self, command: list[str]) -> float:
        """Run Python with these arguments; return the processor time, in milliseconds."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *command],
            cwd=self.root,  # python -m looks here first
            env=self.environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000

    def imports(self, command: list[str]) -> Counter[str]:
        """Milliseconds that a command's imports take, by package."""
        done = subprocess.run(
            [sys.executable, "-X", "importtime", *command],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        taken: Counter[str] = Counter()
        for microseconds, package in _IMPORT.findall(done.stderr):
            taken[package] += int(microseconds)
        return Counter({package: total // 1000 for package, total in taken.items()})


def main() -> None:
    """Measure and print."""
    roots = [Path(argument).resolve() for argument in sys.argv[1:]] or [ROOT]
    with tempfile.TemporaryDirectory() as folder:
        checkouts = [Checkout(root, Path(folder) / str(n)) for n, root in enumerate(roots)]
        print(f"{'processor time, ms':34}" + "".join(f"{root.name[:12]:>14}{'ratio':>7}" for root in roots))
        for name, command in COMMANDS.items():
            rounds = [[checkout.run(command) for checkout in checkouts] for _ in range(ROUNDS)]
            times = [median(column) for column in zip(*rounds, strict=True)]
            print(f"{name:34}" + "".join(f"{time:14.0f}{time / times[0]:7.2f}" for time in times))
        print("\nimports of ask cites A/RES/79/990, ms")
        for checkout in checkouts:
            taken = checkout.imports(COMMANDS["ask cites A/RES/79/990"])
            largest = ", ".join(f"{package} {time}" for package, time in taken.most_common(8))
            print(f"{checkout.root.name}: {sum(taken.values())} in all; {largest}")


if __name__ == "__main__":
    main()
