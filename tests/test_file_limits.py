"""Hostile files beside good ones: each fails with its reason, in bounded time; the good ones are built as without them,
and no process is left.

Files that a format cannot be made to choke on stand for bugs of its reader: a word in them says what the reader does.
"""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.source import Source
from graph.ledger import Ledger
from graph.ledger_records import FailedFile, ReadFile
from graph.quads import register_graph
from graph_specimen import REGISTERS
from specimens import built, quads, resolution, statuses, write
from unmandates.build import builder, file_reading, summary, worker
from unmandates.build.builder import BuildRequest
from unmandates.build.file_limits import FileLimits
from unmandates.build.file_reading import ReadTask, Unchanged
from unmandates.build.pool import Lost, Pool
from unmandates.build.summary import build_and_report
from unmandates.cli import app
from unmandates.config import ledger_file
from unmandates.status import Status

MB = 1 << 20
LIMITS = FileLimits(seconds=6, processor_seconds=2, memory=128 * MB)
MARK = "UNMANDATES_TEST_MARK"
"""A variable by which all processes are known that came of the build, whoever started them."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone; looks into /proc")
pytestmark = linux


def sleep() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def spin_in_threads() -> None:
    """Work outside of Python's own lock, so that each thread takes a processor."""
    for _ in range(4):
        threading.Thread(target=lambda: hashlib.pbkdf2_hmac("sha256", b"a", b"b", 1 << 30), daemon=True).start()
    time.sleep(600)


def spin_holding_the_lock() -> None:
    """A regular expression that backtracks for years, and lets no other thread run."""
    re.fullmatch(r"(a|a)*b", "a" * 100)


def wait_for_a_pipe() -> None:
    read, _written = os.pipe()
    ctypes.pythonapi.read(read, ctypes.create_string_buffer(1), 1)  # without letting other threads run


def ignore_signals() -> None:
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)


def hoard() -> None:
    held = []
    while True:
        held.append(bytes(MB))


def hoard_small_things() -> None:
    held: list[object] = []
    while True:
        held.append([held])


def ask_for_too_much() -> None:
    bytearray(1 << 45)


def map_memory() -> None:
    held = []
    try:
        while True:
            held.append(mmap.mmap(-1, 16 * MB))
    except OSError as error:
        raise MemoryError from error


def recurse() -> None:
    recurse()


def fork_and_hang() -> None:
    for _ in range(5):
        if os.fork() == 0:
            time.sleep(600)
    time.sleep(600)


def fork_and_crash() -> None:
    if os.fork() == 0:
        time.sleep(600)
    os.abort()


def start_a_program_and_hang() -> None:
    subprocess.run(["sleep", "600"], check=True)


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def leave_a_copy() -> None:
    """A copy of the process goes on reading, as if it were the first; and another stays."""
    if os.fork() and os.fork() == 0:
        time.sleep(600)


DIED = r"the process that read it died \(killed, or out of memory\)"
TOO_LONG = "took longer than 6 s"
TOO_BUSY = "took more than 2 s of processor time"
TOO_HUNGRY = "took more than 128 MB of memory"
LATE = f"{TOO_LONG}|{TOO_BUSY}"
"""What a busy machine lets come first."""


@dataclass(frozen=True)
class Misdeed:
    """What the reader does at a text that holds a word, and the reason that is expected: a regular expression, none
    where the file is read all the same."""

    does: Callable[[], object]
    reason: str = ""


MISDEEDS = {
    "sleeps": Misdeed(sleep, TOO_LONG),
    "spins": Misdeed(spin, LATE),
    "threads": Misdeed(spin_in_threads, LATE),
    "backtracks": Misdeed(spin_holding_the_lock, LATE),
    "awaits": Misdeed(wait_for_a_pipe, TOO_LONG),
    "deaf": Misdeed(ignore_signals, TOO_LONG),
    "stops": Misdeed(lambda: os.kill(os.getpid(), signal.SIGSTOP), TOO_LONG),
    "hoards": Misdeed(hoard, TOO_HUNGRY),
    "collects": Misdeed(hoard_small_things, f"{TOO_HUNGRY}|{LATE}"),
    "demands": Misdeed(ask_for_too_much, TOO_HUNGRY),
    "maps": Misdeed(map_memory, TOO_HUNGRY),
    "aborts": Misdeed(os.abort, DIED),
    "segfaults": Misdeed(lambda: ctypes.string_at(0), DIED),
    "leaves": Misdeed(lambda: os._exit(0), DIED),
    "exits": Misdeed(lambda: sys.exit(0), DIED),
    "killed": Misdeed(lambda: os.kill(os.getpid(), signal.SIGKILL), DIED),
    "recurses": Misdeed(recurse, "error of the program, please report it: RecursionError.*"),
    "raises": Misdeed(lambda: dict[str, str]()["lamp"], "error of the program, please report it: KeyError.*"),
    "forks": Misdeed(fork_and_hang, TOO_LONG),
    "orphans": Misdeed(fork_and_crash, DIED),
    "programs": Misdeed(start_a_program_and_hang, TOO_LONG),
    "connects": Misdeed(connect, "cannot be opened: Operation not permitted"),
    "copies": Misdeed(leave_a_copy),
}


def read_badly(tasks: tuple[ReadTask, ...]) -> list[ReadFile | FailedFile | Unchanged]:
    """As ``read_files``, by a reader that does what a text says."""
    real: Callable[[Path, str], Source] = vars(file_reading)["read_source"]

    def read_source(path: Path, name: str) -> Source:
        source = real(path, name)
        for word, misdeed in MISDEEDS.items():
            if f"something that {word};" in source.text:
                misdeed.does()
        if "something that vanishes;" in source.text:
            path.unlink()
        if "something that grows;" in source.text:
            with path.open("a") as handle:
                handle.write("more\n")
        return source

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(file_reading, "read_source", read_source)
        return file_reading.read_files(tasks)


def prepare_badly(*given: Any) -> None:  # noqa: ANN401 - whatever ``prepare`` is given
    """As ``prepare``; that it is in this module has the process load it before the clock runs for a file."""
    worker.prepare(*given)


def write_misdeeds(folder: Path) -> None:
    """A file for each misdeed, between others by name."""
    for number, word in enumerate((*MISDEEDS, "vanishes", "grows"), start=1):
        write(folder, **{word: resolution(f"78/{number}", f"Decides upon something that {word};")})


def write_good(folder: Path) -> None:
    """Five good files whose names come first, in the middle and last; what is read in spite of all is here too."""
    for number, name in enumerate(("a good", "f good", "m good", "s good", "z good"), start=1):
        write(folder, **{name: resolution(f"79/{number}", f"Decides to count {number} lamps;")})
    write(folder, copies=resolution(f"78/{[*MISDEEDS].index('copies') + 1}", "Decides upon something that copies;"))
    write(folder, nested=resolution("77/1", "Decides " + "(" * 20_000 + ")" * 20_000 + ";"))
    write(folder, levels=resolution("77/2", "Decides:\n" + "".join(f"{'  ' * n}(a) To;\n" for n in range(300))))


FILES = {
    "binary.txt": bytes(range(1, 256)),
    "zeros.txt": bytes(1000),
    "nul.txt": b"United Nations A/RES/76/1\0",
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "utf-16.txt": resolution("76/2").encode("utf-16"),
    "surrogate.txt": resolution("76/3").encode() + b"\xed\xa0\x80",
    "overlong.txt": b"\xc0\xaf",
    "cut.txt": "résolution".encode()[:2],
    "no document.txt": b"Milk, bread, lamp oil.\n",
    "table.csv": b"file,document\n",
    "MANIFEST": b"good.txt\n",
    "long line.txt": b"United Nations A/RES/76/4\n\nThe General Assembly decides" + b" to count lamps," * (2 * MB),
}
FILE_REASONS = {
    "binary.txt": "not UTF-8 text: .*",
    "zeros.txt": "not a text file: it holds a NUL byte",
    "nul.txt": "not a text file: it holds a NUL byte",
    "empty.txt": "no text in it",
    "blank.txt": "no text in it",
    "utf-16.txt": "UTF-16, not UTF-8; convert it first",
    "surrogate.txt": "not UTF-8 text: .*",
    "overlong.txt": "not UTF-8 text: .*",
    "cut.txt": "not UTF-8 text: .*",
    "no document.txt": "no document found in it: .*",
    "table.csv": "no reader for .csv; .*",
    "MANIFEST": "no reader for files without a suffix; .*",
    "long line.txt": f"{LATE}|{TOO_HUNGRY}",
    "gone.txt": "cannot be opened: No such file or directory",
    "loop.txt": "cannot be opened: Too many levels of symbolic links",
    "pipe.txt": "not a regular file",
    "pipe link.txt": "not a regular file",
    "socket.txt": "not a regular file",
    "zero.txt": "not a regular file",
    "one line of a gigabyte.txt": "larger than 64 MB",
    "vanishes.txt": "cannot be opened: No such file or directory",
    "grows.txt": "changed while it was read; build again when it is complete",
}
REASONS = FILE_REASONS | {f"{word}.txt": misdeed.reason for word, misdeed in MISDEEDS.items() if misdeed.reason}


def write_hostile(folder: Path) -> None:
    """What nobody should have in a folder of documents."""
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "pipe link.txt").symlink_to("pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
    os.chdir(here)
    with (folder / "one line of a gigabyte.txt").open("wb") as handle:
        handle.write(b"United Nations A/RES/76/5 ")
        handle.truncate(1 << 30)


@dataclass(frozen=True)
class MixedBuild:
    """What came of building good and hostile files together, and what the good ones alone give."""

    status: Status
    statuses: dict[str, str]
    reasons: dict[str, str]
    said: str
    quads: list[bytes]
    quads_of_good: list[bytes]
    seconds: float
    left: list[str]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> MixedBuild:
    root = tmp_path_factory.mktemp("limits")
    folder, good, data = root / "in", root / "good", root / "data"
    write_good(good)
    write_good(folder)
    write_misdeeds(folder)
    write_hostile(folder)
    said = StringIO()
    resource_tracker.ensure_running()  # which stays, and bears no mark
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(builder, "register_graph", lambda _, iris: register_graph(REGISTERS, iris))
        built(root / "alone", good)
        patched.setenv(MARK, root.name)
        patched.setattr(builder, "prepare", prepare_badly)
        patched.setattr(builder, "read_files", read_badly)
        start = time.monotonic()
        with redirect_stderr(said):
            status = build_and_report(BuildRequest((folder,), data, jobs=2, limits=LIMITS), quiet=True)
        seconds = time.monotonic() - start
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        reasons = {row.name: row.reason for row in ledger.files() if row.status == "failed"}
    found = statuses(data)
    return MixedBuild(
        status, found, reasons, said.getvalue(), quads(data), quads(root / "alone"), seconds, marked(root.name)
    )


def marked(mark: str) -> list[str]:
    """The processes, soon after a build, that bear its mark."""
    variable = f"{MARK}={mark}\0".encode()
    end = time.monotonic() + 5
    while True:
        found = []
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdigit() and variable in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.1)


@pytest.mark.parametrize("name", REASONS)
def test_a_hostile_file_fails_with_its_reason(mixed: MixedBuild, name: str) -> None:
    assert re.fullmatch(REASONS[name], mixed.reasons[name])
    assert f"{name}: {mixed.reasons[name]}" in mixed.said


def test_there_are_enough_of_them_and_all_others_are_built(mixed: MixedBuild) -> None:
    assert len(REASONS) >= 25
    assert set(mixed.reasons) == set(REASONS)
    assert {name for name, status in mixed.statuses.items() if status == "built"} == {
        *("a good.txt", "f good.txt", "m good.txt", "s good.txt", "z good.txt"),
        *("copies.txt", "nested.txt", "levels.txt"),
    }


def test_good_files_are_built_as_without_them(mixed: MixedBuild) -> None:
    assert mixed.quads == mixed.quads_of_good != []


def test_the_status_says_that_files_failed(mixed: MixedBuild) -> None:
    assert mixed.status == 2
    assert "Traceback" not in mixed.said


def test_time_is_bounded(mixed: MixedBuild) -> None:
    late = sum(bool(re.fullmatch(LATE, reason)) for reason in mixed.reasons.values())
    assert mixed.seconds < 60 + (late + len(REASONS)) * LIMITS.seconds


def test_no_process_is_left(mixed: MixedBuild) -> None:
    assert mixed.left == []


def nothing() -> None:
    """No preparation."""


def identity(chunk: tuple[str, ...]) -> list[str]:
    if "sleep" in chunk:
        sleep()
    if "unsendable" in chunk:
        raise LookupError(chunk)
    return [*chunk]


_HELD: list[bytes] = []


def holding(chunk: tuple[int, ...]) -> list[int]:
    """Leaves 60 MB for each task."""
    _HELD.append(bytes(60 * MB))
    return [*chunk]


def test_the_others_of_a_chunk_are_done_once_by_another_process() -> None:
    with Pool(1, nothing, (), FileLimits(seconds=1)) as pool:
        results = list(pool.run(identity, [("a", "sleep", "b", "c")]))
    assert results == [["a"], Lost("sleep", "took longer than 1 s"), ["b", "c"]]


def test_a_task_is_not_charged_for_what_earlier_ones_left_in_memory() -> None:
    with Pool(1, nothing, (), FileLimits(memory=100 * MB)) as pool:
        results = list(pool.run(holding, [(1, 2, 3, 4)]))
    assert results == [[1, 2, 3, 4]]


def test_a_task_that_needs_more_than_the_limit_alone_is_lost() -> None:
    with Pool(1, nothing, (), FileLimits(memory=32 * MB)) as pool:
        results = list(pool.run(holding, [(1, 2)]))
    assert results == [Lost(1, "took more than 32 MB of memory"), Lost(2, "took more than 32 MB of memory")]


def test_options_set_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[FileLimits] = []

    def record(request: BuildRequest, *, quiet: bool) -> Status:
        given.append(request.limits)
        return Status.DONE if not quiet else Status.REFUSED

    monkeypatch.setattr(summary, "build_and_report", record)
    runner = CliRunner()
    assert runner.invoke(app, ["build", str(tmp_path)]).exit_code == 0
    options = ["--file-seconds", "5", "--file-memory", "2G"]
    assert runner.invoke(app, ["build", str(tmp_path), *options]).exit_code == 0
    variables = {"UNMANDATES_FILE_SECONDS": "7", "UNMANDATES_FILE_MEMORY": "100M"}
    assert runner.invoke(app, ["build", str(tmp_path)], env=variables).exit_code == 0
    assert given == [FileLimits(), FileLimits(5, 5, 2048 * MB), FileLimits(7, 7, 100 * MB)]


def test_a_limit_that_nothing_fits_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "unmandates", "build", str(tmp_path), "--file-memory", "1M"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--file-memory 1M: too small to read anything, give it 64M or more" in done.stderr
