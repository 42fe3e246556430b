"""Work in other processes that outlives their deaths.

Tasks run in a process pool, a bounded number at a time, and outcomes come as they are done. Where a process dies
(killed by the system, out of memory), everything that was under way is run again, one task at a time, so that the task
that kills is the only one lost.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task whose process died."""

    task: Task


class Pool:
    """``jobs`` processes, each made ready by ``prepare(*given)``; they start when needed and last until ``close``."""

    def __init__(self, jobs: int, prepare: Callable[..., None], given: tuple[object, ...] = ()) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._given = given
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let what is under way end, drop what waits, and end the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def run(
        self,
        function: Callable[[tuple[Task, ...]], Outcome],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[Outcome | Lost[Task]]:
        """``function`` of each chunk, in no certain order. After a death the chunks under way are run task by task."""
        under_way: dict[Future[Outcome], tuple[Task, ...]] = {}
        for chunk in chunks:
            try:
                under_way[self._submitted(self._jobs, function, chunk)] = chunk
            except BrokenProcessPool:
                yield from self._one_by_one(function, [*under_way.values(), chunk])
                under_way.clear()
            yield from self._finished(function, under_way, 2 * self._jobs)
        yield from self._finished(function, under_way, 0)

    def _finished(
        self,
        function: Callable[[tuple[Task, ...]], Outcome],
        under_way: dict[Future[Outcome], tuple[Task, ...]],
        most: int,
    ) -> Iterator[Outcome | Lost[Task]]:
        """Outcomes as they come, until at ``most`` so many chunks are under way."""
        try:
            while len(under_way) > most:
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    outcome = future.result()
                    del under_way[future]
                    yield outcome
        except BrokenProcessPool:
            yield from self._one_by_one(function, list(under_way.values()))
            under_way.clear()

    def _one_by_one(
        self,
        function: Callable[[tuple[Task, ...]], Outcome],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[Outcome | Lost[Task]]:
        """Each task alone, so that only the one that kills is lost."""
        self.close()
        for task in (task for chunk in chunks for task in chunk):
            try:
                yield self._submitted(1, function, (task,)).result()
            except BrokenProcessPool:
                self.close()
                yield Lost(task)
        self.close()

    def _submitted(
        self, jobs: int, function: Callable[[tuple[Task, ...]], Outcome], chunk: tuple[Task, ...]
    ) -> Future[Outcome]:
        if self._executor is None:
            # "spawn": a forked copy of a process that has threads (the progress bar, the store) can hang.
            self._executor = ProcessPoolExecutor(
                jobs, mp_context=get_context("spawn"), initializer=self._prepare, initargs=self._given
            )
        with _deaf_to_interrupts():  # processes start here, and inherit it: Ctrl-C is for their parent alone
            return self._executor.submit(function, chunk)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
