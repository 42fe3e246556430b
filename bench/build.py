"""How long builds take, and how they compare: from nothing, with nothing changed, with one file changed in a hundred.

    python bench/build.py [COPIES]

The examples are copied under other numbers (by default 100 documents of each), so that every copy is a document of its
own. Times are the best of three runs, in seconds; read the ratios, since they depend less on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from unmandates.build.builder import BuildRequest, build

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ROUNDS = 3


def copies(folder: Path, number: int) -> list[Path]:
    """``number`` copies of each example, each with a number of its own in place of 990."""
    folder.mkdir()
    made = []
    for example in sorted(EXAMPLES.glob("*.txt")):
        text = example.read_text("utf-8")
        for n in range(1000, 1000 + number):
            file = folder / f"{example.stem.removesuffix('990')}{n}.txt"
            file.write_text(re.sub(r"\b990\b", str(n), text), "utf-8")
            made.append(file)
    return made


def best(prepare: Callable[[], None], request: BuildRequest) -> tuple[float, int]:
    """Shortest time of some builds, each after ``prepare``, and how many graphs the last one wrote."""
    times = []
    written = 0
    for _ in range(ROUNDS):
        prepare()
        start = time.perf_counter()
        written = build(request).written
        times.append(time.perf_counter() - start)
    return min(times), written


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as root:
        files = copies(Path(root) / "in", number)
        data = Path(root) / "data"

        def nothing() -> None:
            shutil.rmtree(data, ignore_errors=True)

        def touch() -> None:
            for file in files[::100]:
                file.write_text(file.read_text("utf-8") + "\n", "utf-8")

        def request_for(jobs: int) -> BuildRequest:
            return BuildRequest((Path(root) / "in",), data, jobs=jobs)

        measured = {
            "from nothing, 1 process": best(nothing, request_for(1)),
            f"from nothing, {os.cpu_count()} processes": best(nothing, request_for(0)),
            "nothing changed": best(lambda: None, request_for(1)),
            "one file in a hundred changed": best(touch, request_for(1)),
        }
    whole = measured["from nothing, 1 process"][0]
    print(f"{len(files)} documents")
    print(f"{'build':32} {'seconds':>8} {'written':>8} {'ratio':>6} {'documents/s':>12}")
    for name, (seconds, written) in measured.items():
        print(f"{name:32} {seconds:8.2f} {written:8} {seconds / whole:6.2f} {len(files) / seconds:12.0f}")


if __name__ == "__main__":
    main()
