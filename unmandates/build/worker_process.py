"""One process of a pool, from both sides: it is started, sent tasks, watched by the clock, and killed.

Each has a pipe of its own, on which its results come one by one, so that it is known at which task it ended. Time is
kept here, in the process that waits, since code that hangs cannot be trusted to notice; memory and processor time are
bounded by the kernel. The process leads a group, and whatever it started ends with it.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import TypeVar

from graph.processes import interrupts_held_back
from unmandates.build.file_limits import FileLimits
from unmandates.config import Refusal
from unmandates.workers import sandbox

_READY_SECONDS = 120.0
"""Within which a process must be ready for its first task."""

_CONTEXT = multiprocessing.get_context("spawn")  # a forked copy of a process that has threads can hang

_ONE_AT_A_TIME = threading.Lock()
"""Held to start or to reap a process: ``multiprocessing`` does both for all processes at once, in whatever thread."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class _Message(Enum):
    """What a process says: that it is ready, or what became of a task."""

    READY = auto()
    DONE = auto()
    RAISED = auto()
    OUT_OF_MEMORY = auto()


class TaskLost(Exception):  # noqa: N818 - it says what became of the task
    """A process ended at a task, or must be ended: for the ``limit`` that the task broke, as a reason, if it was one.
    ``for_memory`` where it was that of memory, which earlier tasks may have filled."""

    def __init__(self, limit: str, *, for_memory: bool = False) -> None:
        super().__init__(limit)
        self.limit = limit
        self.for_memory = for_memory


class WorkerProcess:
    """A process made ready by ``prepare(*given)``. ``used`` once it has done a task."""

    def __init__(self, prepare: Callable[..., None], given: tuple[object, ...], limits: FileLimits) -> None:
        self.used = False
        self._limits = limits
        self._connection, theirs = _CONTEXT.Pipe()
        with _ONE_AT_A_TIME, theirs, interrupts_held_back():
            self._process = _CONTEXT.Process(target=_work, args=(theirs, prepare, given, limits), daemon=True)
            self._process.start()

    def await_ready(self) -> None:
        """Wait until it is ready. Raises ``Refusal`` where it does not get ready."""
        try:
            ready = self._connection.poll(_READY_SECONDS) and self._connection.recv()
        except (EOFError, OSError):
            ready = None
        if not ready:
            self.kill()
            raise Refusal(
                f"a process to read files did not start (exit status {self._process.exitcode}): see whether the "
                "machine is out of memory, and build again, with --jobs 1 perhaps"
            )

    def send(self, function: Callable[[tuple[Task, ...]], list[Result]], tasks: Sequence[Task]) -> None:
        """Have it do ``tasks``, in order. Where it is dead, ``result`` will say so."""
        with suppress(OSError):
            self._connection.send((function, tuple(tasks)))

    def result(self) -> list[object]:
        """The result of the next task.

        Raises ``TaskLost``, after which this process is dead, or what the task raised, after which those that were sent
        with it are dropped.
        """
        try:
            if not self._connection.poll(self._limits.seconds):
                self.kill()
                raise TaskLost(self._limits.too_long)
            message, value = self._connection.recv()
        except (EOFError, OSError):
            self.kill()
            killed_for_time = self._process.exitcode == -signal.SIGXCPU
            raise TaskLost(self._limits.too_busy if killed_for_time else "") from None
        if message is _Message.OUT_OF_MEMORY:
            self.kill()
            raise TaskLost(self._limits.too_hungry, for_memory=True)
        self.used = True
        if message is _Message.RAISED:
            raise value
        results: list[object] = value
        return results

    def kill(self) -> None:
        """End it, with all that it started. Does nothing where that was done."""
        with _ONE_AT_A_TIME:
            if self._connection.closed:
                return
            self._process.kill()
            if self._process.pid:
                with suppress(OSError):  # there is no group where it had not begun yet
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.join()
            self._connection.close()

    def interrupt(self) -> None:
        """Have whoever waits for it find it dead."""
        self._process.kill()


def _work(connection: Connection, prepare: Callable[..., None], given: tuple[object, ...], limits: FileLimits) -> None:
    """What the process does: get ready, and do what arrives, until its parent ends it."""
    os.setpgid(0, 0)
    os.register_at_fork(after_in_child=connection.close)  # a forked copy must not speak for this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)
    _bound(limits)
    try:
        connection.send((_Message.READY, None))
        while True:
            function, tasks = connection.recv()
            if not _do_all(connection, function, tasks, limits):
                return
    except (EOFError, OSError):
        os._exit(1)  # nobody is there, or this is a forked copy


def _do_all(
    connection: Connection,
    function: Callable[[tuple[Task, ...]], list[Result]],
    tasks: tuple[Task, ...],
    limits: FileLimits,
) -> bool:
    """Do tasks and send what comes of each; whether more may be done."""
    for task in tasks:
        _bound_processor_time(limits.processor_seconds)
        try:
            result = ForkingPickler.dumps((_Message.DONE, function((task,))))
        except MemoryError:
            connection.send((_Message.OUT_OF_MEMORY, None))
            return False
        except Exception as error:  # noqa: BLE001 - raised again where the results are awaited
            connection.send((_Message.RAISED, error))
            return True
        connection.send_bytes(result)
    return True


def _bound(limits: FileLimits) -> None:
    """Refuse this process the network, more memory than it has and a file may take, and an image of a crash."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if bounds_memory():
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + limits.memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError):  # a kernel without such filters: the readers do not ask for the network anyway
        sandbox.refuse_network()


def bounds_memory() -> bool:
    """Whether this system can bound the memory of a process: only Linux does what is asked for."""
    return sys.platform == "linux"


def _bound_processor_time(seconds: int) -> None:
    """Have the kernel end this process when it has worked ``seconds`` more."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(time.process_time()) + seconds
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os.killpg(0, signal.SIGKILL)
