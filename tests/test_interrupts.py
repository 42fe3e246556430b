"""Ctrl-C: one line, status 130, soon, no process left; in every command, at whatever moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from specimens import resolution, write

COMMAND = Path(sys.executable).with_name("unmandates")

SOON = 5.0
"""Seconds: 2 are meant, but machines that run tests are busy."""

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?l) }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l"


def watched(process: int) -> bool:
    """Whether a process has loaded what it needs to end well: its second thread is the one that watches."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return False
    return "\nThreads:\t1\n" not in status and "\nThreads:" in status


def gone(session: int) -> bool:
    """Whether, soon, no process of a session is left, in whichever of its groups."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if not any(session_of(int(one.name)) == session for one in Path("/proc").iterdir() if one.name.isdigit()):
            return True
        time.sleep(0.02)
    return False


def session_of(process: int) -> int:
    try:
        return os.getsid(process)
    except ProcessLookupError:
        return 0


def interrupted(folder: Path, command: list[str], delay: float, *, whole_group: bool) -> tuple[int, str, float]:
    """Run a command in ``folder`` and interrupt it ``delay`` seconds after it began to watch: its status, what it
    said, and how long it took to end."""
    with subprocess.Popen(
        [COMMAND, *command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as running:
        while running.poll() is None and not watched(running.pid):
            time.sleep(0.001)
        time.sleep(delay)
        start = time.monotonic()
        if running.poll() is None:
            if whole_group:
                os.killpg(running.pid, signal.SIGINT)  # as a terminal does
            else:
                running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
        took = time.monotonic() - start
    assert gone(running.pid)
    return running.returncode, said, took


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files to build, and a data folder of them."""
    made: Path = tmp_path_factory.mktemp("interrupts")
    write(made / "in", **{f"f{n}": resolution(f"79/{n}") for n in range(1000, 1040)})
    subprocess.run([COMMAND, "build", "in", "--quiet", "--store", "unmandates-data"], cwd=made, check=True)
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("whole_group", [False, True], ids=["parent", "group"])
@pytest.mark.parametrize(
    "command",
    [
        ["ask", "cites", "79/1000"],
        ["validate", "--jobs", "2"],
        ["show", "79/1000"],
        ["lineage", "79/1000"],
        ["tables", "--out", "tables"],
        ["export", "turtle", "--out", "all.ttl"],
        ["build", "in", "--store", "other", "--jobs", "2"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_ends_quietly_at_whatever_moment(folder: Path, command: list[str], *, whole_group: bool) -> None:
    ended = 0
    for delay in (0.0, 0.3, 1.0):
        status, said, took = interrupted(folder, command, delay, whole_group=whole_group)
        if status == 130:
            ended += 1
            assert said.startswith("unmandates: interrupted")
            assert said.count("\n") == 1
            assert took < SOON
        else:
            assert (status, "Traceback" in said) in {(0, False), (2, False)}  # it was done before
    assert ended > 0


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("whole_group", [False, True], ids=["parent", "group"])
@pytest.mark.parametrize("sparql", [RUNAWAY, SORTED], ids=["count", "sorted"])
def test_a_runaway_query_ends(folder: Path, sparql: str, *, whole_group: bool) -> None:
    status, said, took = interrupted(folder, ["query", sparql], 2.0, whole_group=whole_group)
    assert (status, said) == (130, "unmandates: interrupted\n")
    assert took < SOON


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("delay", [1.5, 3.0])
def test_the_processes_of_a_build_end_with_it(folder: Path, delay: float) -> None:
    """However it ends: here it is killed, and cannot stop them."""
    with subprocess.Popen(
        [COMMAND, "build", "in", "--store", f"killed-{delay}", "--jobs", "2", "--quiet"],
        cwd=folder,
        start_new_session=True,
        stderr=subprocess.PIPE,
    ) as running:
        time.sleep(delay)
        running.kill()
    assert gone(running.pid)


def test_an_interrupt_that_a_library_swallows_ends_the_command_all_the_same() -> None:
    code = (
        "import time\n"
        "from unmandates import interrupts\n"
        "interrupts.watch()\n"
        "with interrupts.raised('nothing is lost'):\n"
        "    while True:\n"
        "        try:\n"
        "            print('ready', flush=True)\n"
        "            time.sleep(60)\n"
        "        except KeyboardInterrupt:\n"
        "            pass\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=SOON)
    assert (running.returncode, said) == (130, "unmandates: interrupted; nothing is lost\n")


def test_a_second_interrupt_ends_it_at_once() -> None:
    code = (
        "import time\n"
        "from unmandates import interrupts\n"
        "interrupts._PATIENCE = 60\n"
        "interrupts.watch()\n"
        "with interrupts.raised():\n"
        "    while True:\n"
        "        try:\n"
        "            print('ready', flush=True)\n"
        "            time.sleep(60)\n"
        "        except KeyboardInterrupt:\n"
        "            pass\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        for _ in range(2):
            assert running.stdout.readline() == "ready\n"
            running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=SOON)
    assert (running.returncode, said) == (130, "unmandates: interrupted\n")
