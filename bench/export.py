"""What exports, tables and the description of a data folder cost, beside a raw dump of its store.

    python bench/export.py DATA [FORM …]

Each runs in a process of its own: most memory held (resident), processor time, and both as ratios to a process that
does nothing but write the store's quads to nowhere, as the engine has them. ``release`` is measured only if it is
named: it makes a copy of the store.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FORMS = ("nquads", "trig", "turtle", "jsonld", "gexf", "graphml", "tables", "describe")

RAW = """
import sys
import pyoxigraph as ox
ox.Store.read_only(sys.argv[1]).dump(open("/dev/null", "wb"), format=ox.RdfFormat.N_QUADS)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Most memory in megabytes, and processor time in seconds, of a process."""

    memory: float
    seconds: float


def cost_of(command: list[str]) -> Cost:
    """What ``command`` costs. Raises ``RuntimeError`` where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    return Cost(used.ru_maxrss / 1000, used.ru_utime + used.ru_stime)


def command_of(form: str, data: Path, folder: Path) -> list[str]:
    """The command that writes ``data`` as ``form`` into ``folder``."""
    arguments = [form] if form in {"tables", "describe", "release"} else ["export", form]
    return [
        *(sys.executable, "-m", "unmandates", *arguments),
        *("--store", str(data), "--out", str(folder / form)),
    ]


def main() -> None:
    data, *named = sys.argv[1:]
    raw = cost_of([sys.executable, "-c", RAW, str(Path(data) / "store")])
    print(f"{'':10} {'MB':>7} {'s':>7} {'memory':>7} {'time':>7}   of the raw dump")
    print(f"{'raw dump':10} {raw.memory:7.0f} {raw.seconds:7.1f} {1:7.1f} {1:7.1f}")
    for form in named or FORMS:
        with tempfile.TemporaryDirectory() as folder:
            cost = cost_of(command_of(form, Path(data), Path(folder)))
        ratios = cost.memory / raw.memory, cost.seconds / raw.seconds
        print(f"{form:10} {cost.memory:7.0f} {cost.seconds:7.1f} {ratios[0]:7.1f} {ratios[1]:7.1f}", flush=True)


if __name__ == "__main__":
    main()
