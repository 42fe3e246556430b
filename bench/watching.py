"""A server watched from outside: whether it answers, what its processes hold, what it writes and whom it calls.

    python bench/watching.py URL PATH …

asks the server for each path twice a second, until its input ends, and prints what came of it as JSON. It is a process
of its own so that nothing that goes on beside it makes a server look slow.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

EVERY = 0.5
"""Seconds between two requests for one path."""

_LONGEST = 20.0
"""Seconds after which a request counts as not answered."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of the requests for one path: milliseconds of those answered, and what became of the others."""

    milliseconds: list[float]
    failures: list[str]

    @property
    def median(self) -> float:
        """Half were answered in so many milliseconds; those never answered took forever."""
        taken = [*self.milliseconds, *[_LONGEST * 1000] * len(self.failures)]
        return statistics.median(taken) if taken else 0.0

    @property
    def worst(self) -> float:
        return max(self.milliseconds, default=0.0)


@dataclass
class Watch:
    """What is known at the end: answers by path, and the most bytes that all processes held together."""

    answers: dict[str, Answers] = field(default_factory=dict)
    peak: int = 0


@contextmanager
def watched(url: str, paths: tuple[str, ...], pid: int) -> Iterator[Watch]:
    """Ask the server for ``paths`` and weigh its processes while what is within runs."""
    watch = Watch()
    done = threading.Event()

    def weigh() -> None:
        while not done.wait(0.25):
            watch.peak = max(watch.peak, weight(pid))

    weighing = threading.Thread(target=weigh, daemon=True)
    command = [sys.executable, "-P", __file__, url, *paths]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asking:
        weighing.start()
        try:
            yield watch
        finally:
            out, _ = asking.communicate("")
            done.set()
            weighing.join()
    watch.answers = {path: Answers(**measured) for path, measured in json.loads(out).items()}


def descendants(pid: int) -> set[int]:
    """The processes that came of one, itself among them."""
    found, ahead = set(), [pid]
    while ahead:
        one = ahead.pop()
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                ahead += map(int, (task / "children").read_text().split())
            found.add(one)
    return found


def alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and is not yet buried does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def weight(pid: int) -> int:
    """Bytes that a process and those that came of it hold, what they share counted once (PSS, proc(5))."""
    total = 0
    for one in descendants(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file in a folder."""
    found = {}
    for file in sorted(folder.rglob("*")):
        with contextlib.suppress(OSError):
            status = file.lstat()
            found[str(file)] = (status.st_size, status.st_mtime_ns)
    return found


class Listener:
    """A port that nothing should call; ``calls`` counts what does."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                called, _ = self._socket.accept()
                self.calls += 1
                called.close()


def _ask(url: str, path: str, answers: Answers) -> None:
    began = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_LONGEST)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        answers.failures.append(type(error).__name__)
    else:
        if answer.status < 400:
            answers.milliseconds.append((time.perf_counter() - began) * 1000)
        else:
            answers.failures.append(str(answer.status))
    finally:
        connection.close()


def main() -> None:
    """Ask until the input ends."""
    url, *paths = sys.argv[1:]
    done = threading.Event()
    answers = {path: Answers([], []) for path in paths}

    def asking(path: str) -> None:
        due = time.monotonic()
        while not done.is_set():
            # On time even where the one before is not answered yet, as other people would be.
            threading.Thread(target=_ask, args=(url, path, answers[path]), daemon=True).start()
            due += EVERY
            done.wait(max(0.0, due - time.monotonic()))

    askers = [threading.Thread(target=asking, args=(path,)) for path in paths]
    for asker in askers:
        asker.start()
    sys.stdin.read()
    done.set()
    for asker in askers:
        asker.join()
    limit = time.monotonic() + _LONGEST
    while threading.active_count() > 1 and time.monotonic() < limit:
        time.sleep(0.02)
    measured = {path: {"milliseconds": one.milliseconds, "failures": one.failures} for path, one in answers.items()}
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
