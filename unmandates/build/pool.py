"""Work in other processes that survives their deaths, and ends those that take too much.

Tasks run in a bounded number of processes, each led by a thread of this one, and results come as they are done. Where
a process dies (killed by the system, or for a limit that its task broke), the task that it was at is lost, and another
process goes on with the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar, cast

from unmandates.build.file_limits import DEFAULT_LIMITS, FileLimits
from unmandates.build.worker_process import TaskLost, WorkerProcess

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task whose process died; for the ``limit`` that it broke, as a reason, if it was one."""

    task: Task
    limit: str = ""


class Pool:
    """``jobs`` processes, each made ready by ``prepare(*given)``; they start when needed and last until ``close``.
    ``limits`` hold for each task."""

    def __init__(
        self,
        jobs: int,
        prepare: Callable[..., None],
        given: tuple[object, ...] = (),
        limits: FileLimits = DEFAULT_LIMITS,
    ) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._given = given
        self._limits = limits
        self._leaders = ThreadPoolExecutor(jobs, "worker")
        self._alive: set[WorkerProcess] = set()
        self._idle: deque[WorkerProcess] = deque()
        self._closing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._closing = True
        self._leaders.shutdown(wait=False, cancel_futures=True)
        for worker in tuple(self._alive):
            worker.interrupt()
        self._leaders.shutdown()
        for worker in tuple(self._alive):
            worker.kill()

    def run(
        self,
        function: Callable[[tuple[Task, ...]], list[Result]],
        chunks: Iterable[tuple[Task, ...]],
    ) -> Iterator[list[Result] | Lost[Task]]:
        """``function`` of each task, which is given alone. Results of a chunk come together, those of a chunk that lost
        a task in pieces; chunks come in no certain order.

        Raises what ``function`` raises, and ``Refusal`` where no process gets ready.
        """
        under_way: set[Future[list[list[Result] | Lost[Task]]]] = set()
        for chunk in chunks:
            under_way.add(self._leaders.submit(self._lead, function, chunk))
            yield from _finished(under_way, 2 * self._jobs)
        yield from _finished(under_way, 0)

    def _lead(
        self, function: Callable[[tuple[Task, ...]], list[Result]], chunk: tuple[Task, ...]
    ) -> list[list[Result] | Lost[Task]]:
        """What becomes of a chunk, done by one process, and by others after it where it dies."""
        outcomes: list[list[Result] | Lost[Task]] = []
        done: list[Result] = []
        rest = deque(chunk)
        while rest and not self._closing:
            worker = self._taken()
            worker.send(function, rest)
            try:
                while rest:
                    done += cast("list[Result]", worker.result())
                    rest.popleft()
                self._idle.append(worker)
            except TaskLost as lost:
                self._alive.discard(worker)
                if lost.for_memory and worker.used:
                    continue  # what earlier tasks left may have filled it: this one is tried in a fresh process
                outcomes += [done, Lost(rest.popleft(), lost.limit)] if done else [Lost(rest.popleft(), lost.limit)]
                done = []
            except Exception:
                self._idle.append(worker)
                raise
        return [*outcomes, done] if done else outcomes

    def _taken(self) -> WorkerProcess:
        """A process that does nothing yet."""
        try:
            return self._idle.pop()
        except IndexError:
            worker = WorkerProcess(self._prepare, self._given, self._limits)
            self._alive.add(worker)
            if self._closing:
                worker.interrupt()
            worker.await_ready()
            return worker


def _finished(
    under_way: set[Future[list[list[Result] | Lost[Task]]]], most: int
) -> Iterator[list[Result] | Lost[Task]]:
    """Results as they come, until at ``most`` so many chunks are under way."""
    while len(under_way) > most:
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            under_way.discard(future)
            yield from future.result()
