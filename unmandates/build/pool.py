"""Work in other processes that survives their deaths.

Tasks run in a process pool, a bounded number at a time, and results come as they are done. Where a process dies
(killed by the system, out of memory), everything that was under way is run again, one task at a time, so that the task
that kills is the only one lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from graph.processes import Workers

Task = TypeVar("Task")
Result = TypeVar("Result")


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
        self._workers: Workers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None and self._workers is not None:
            self._workers.stop()
        self.close()

    def close(self) -> None:
        """Let what is under way end, drop what waits, and end the processes."""
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)
            self._workers = None

    def run(
        self,
        function: Callable[[tuple[Task, ...]], Result],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[Result | Lost[Task]]:
        """``function`` of each chunk, in no certain order. After a death the chunks under way are run task by task."""
        under_way: dict[Future[Result], tuple[Task, ...]] = {}
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
        function: Callable[[tuple[Task, ...]], Result],
        under_way: dict[Future[Result], tuple[Task, ...]],
        most: int,
    ) -> Iterator[Result | Lost[Task]]:
        """Results as they come, until at ``most`` so many chunks are under way."""
        try:
            while len(under_way) > most:
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del under_way[future]
                    yield result
        except BrokenProcessPool:
            yield from self._one_by_one(function, list(under_way.values()))
            under_way.clear()

    def _one_by_one(
        self,
        function: Callable[[tuple[Task, ...]], Result],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[Result | Lost[Task]]:
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
        self, jobs: int, function: Callable[[tuple[Task, ...]], Result], chunk: tuple[Task, ...]
    ) -> Future[Result]:
        if self._workers is None:
            self._workers = Workers(jobs, self._prepare, self._given)
        return self._workers.submit(function, chunk)
