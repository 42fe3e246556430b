"""What makes a process of the build ready for both of its tasks."""

from __future__ import annotations

from pathlib import Path

from extract.lexicon.learned import with_learned
from extract.registers import Instrument, load_registers
from graph.iris import Iris
from unmandates.build import file_reading, graphs
from unmandates.build.file_limits import DEFAULT_LIMITS, FileLimits


def prepare(
    base: str,
    stamp: str,
    registers: tuple[Path, ...] = (),
    learned: tuple[Instrument, ...] = (),
    limits: FileLimits = DEFAULT_LIMITS,
) -> None:
    """``base`` of the IRIs and ``stamp`` of the reading; ``registers`` are users' folders, ``learned`` what documents
    taught; ``limits`` of a file."""
    known = with_learned(load_registers(None, *registers), learned)
    file_reading.prepare(known, stamp, limits)
    graphs.prepare(known, Iris(base))
