"""Work in other processes that outlives their deaths.

Tasks run in a process pool, a bounded number at a time, and outcomes come as they are done. Where a process dies
(killed by the system, out of memory), everything that was under way is run again, each task in a process of its own,
so that the task that kills is the only one lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task whose process died."""

    task: Task


@dataclass(frozen=True, slots=True)
class Pool:
    """How to run tasks: ``jobs`` processes, each prepared by ``prepare(*given)``."""

    jobs: int
    prepare: Callable[..., None]
    given: tuple[object, ...] = ()

    def run(
        self,
        function: Callable[[tuple[Task, ...]], Outcome],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[Outcome | Lost[Task]]:
        """``function`` of each chunk, in no certain order. After a death the chunks under way are run task by task."""
        waiting = iter(chunks)
        suspects: list[Task] = []
        more = True
        while more:
            more = False
            with self._executor(self.jobs) as executor:
                under_way: dict[Future[Outcome], tuple[Task, ...]] = {}
                try:
                    for chunk in waiting:
                        try:
                            under_way[executor.submit(function, chunk)] = chunk
                        except BrokenProcessPool:
                            suspects.extend(chunk)
                            raise
                        while len(under_way) > 2 * self.jobs:
                            yield from _finished(under_way)
                    while under_way:
                        yield from _finished(under_way)
                except BrokenProcessPool:
                    suspects.extend(task for chunk in under_way.values() for task in chunk)
                    more = True
                except BaseException:
                    executor.shutdown(wait=False, cancel_futures=True)
                    raise
            while suspects:
                yield self._alone(function, suspects.pop(0))

    def _alone(self, function: Callable[[tuple[Task, ...]], Outcome], task: Task) -> Outcome | Lost[Task]:
        with self._executor(1) as executor:
            try:
                return executor.submit(function, (task,)).result()
            except BrokenProcessPool:
                return Lost(task)

    def _executor(self, jobs: int) -> ProcessPoolExecutor:
        # "spawn": a forked copy of a process that has threads (the progress bar, the store) can hang.
        return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=self.prepare, initargs=self.given)


def _finished(under_way: dict[Future[Outcome], tuple[Task, ...]]) -> Iterator[Outcome]:
    """Outcomes of whatever is done by now; at least one."""
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        outcome = future.result()
        del under_way[future]
        yield outcome
