"""Whatever lies in a folder: each file is read, or fails alone with its reason; and work grows with length alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import extract
from extract.read import FORMATS
from extract.registers import load_registers
from extract.source import Source
from graph.ledger import Ledger
from hostile import hostile as repeated
from specimens import built, resolution, statuses, write
from unmandates.build.summary import failure
from unmandates.config import ledger_file

if TYPE_CHECKING:
    from _typeshed import TraceFunction


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The outcome of every file of a folder of hostile files: its status, or for a failed one its reason."""
    root = tmp_path_factory.mktemp("hostile")
    folder = write(root / "in", good=resolution("79/991"))
    (folder / "binary.txt").write_bytes(bytes(range(1, 256)))
    (folder / "utf-16.txt").write_text(resolution("79/992"), "utf-16")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\t\n")
    (folder / "nul.txt").write_text(resolution("79/992") + "\0")
    (folder / "no document.txt").write_text("Milk, bread, lamp oil.\n")
    (folder / "huge line.txt").write_text(resolution("79/993").replace("count", "count and recount " * 50_000))
    (folder / "résolution 決議.txt").write_text(resolution("79/994"), "utf-8")
    (folder / "table.csv").write_text("file,document\n")
    (folder / "MANIFEST").write_text("good.txt\n")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    with (folder / "vast.txt").open("wb") as handle:
        handle.truncate(65 * 1024 * 1024)
    data = root / "data"
    failed = {row.name: failure(row) for row in built(data, folder).failed}
    found = statuses(data)
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        assert {failure(row) for row in ledger.files() if row.status == "failed"} == set(failed.values())
    return {name: failed.get(name, status) for name, status in found.items()}


KNOWN = ", ".join(sorted(suffix for one in FORMATS for suffix in one.suffixes))

EXPECTED = {
    "MANIFEST": "MANIFEST: no document found in it: no symbol, no form, nothing cited",
    "binary.txt": "binary.txt: not UTF-8 text: invalid start byte (byte 127)",
    "blank.txt": "blank.txt: no text in it",
    "empty.txt": "empty.txt: no text in it",
    "gone.txt": "gone.txt: cannot be opened: No such file or directory",
    "good.txt": "built",
    "huge line.txt": "built",
    "loop.txt": "loop.txt: cannot be opened: Too many levels of symbolic links",
    "no document.txt": "no document.txt: no document found in it: no symbol, no form, nothing cited",
    "nul.txt": "nul.txt: not a text file: it holds a NUL byte (byte {})",
    "pipe.txt": "pipe.txt: not a regular file",
    "résolution 決議.txt": "built",
    "table.csv": f"table.csv: no reader for .csv; known: {KNOWN}",
    "utf-16.txt": "built",
    "vast.txt": "vast.txt: larger than 64 MB",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_outcome(hostile: dict[str, str], name: str) -> None:
    assert hostile[name] == EXPECTED[name].format(len(resolution("79/992").encode()))


def test_no_file_is_left_out(hostile: dict[str, str]) -> None:
    assert sorted(hostile) == sorted(EXPECTED)


GREW = 4
SQUARE = 4.4
"""More than a text four times as long may ask; where a small part of the work goes by the square, it shows."""


@pytest.mark.parametrize(
    "kind",
    [
        "preambles",
        "openings",
        "tasks that cite",
        "names with notes",
        "places of many",
    ],
)
def test_work_grows_with_the_length_of_the_text(kind: str) -> None:
    """Lines of the reading that are run, so that no clock is asked."""
    short = 8_000
    lines_run(repeated(kind, short))
    assert lines_run(repeated(kind, GREW * short)) < SQUARE * lines_run(repeated(kind, short))


def lines_run(text: str) -> int:
    """How many lines of ``extract`` are run to read ``text``, loops within an expression counted each time."""
    source, registers = Source("a.txt", text, "0" * 64), load_registers()
    with counted() as count:
        extract(source, registers)
    return count[0]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count what is run within."""
    count = [0]

    def line(frame: FrameType, event: str, arg: object) -> TraceFunction:
        count[0] += 1
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        yield count
    finally:
        sys.settrace(before)
