"""Workers side by side, the orders that wait for them, and the clock: who runs too long is killed.

A lane has ``workers`` processes for orders that are done within ``brief`` seconds, nearly all. One that takes longer
gives up its place to a new worker and goes on beside them, up to the deadline, if fewer than ``slow`` do so already;
else it is ended, so that short orders always find a worker. Of orders that wait the newest goes first: under a flood
that answers some in time instead of all too late. Who waited ``patience`` seconds, or finds ``queue`` orders waiting,
is told to come back.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from unmandates.web.problems import ProblemError, problem
from unmandates.web.processes import Ending, NotReadyError, Worker
from unmandates.web.tasks import Order, Outcome, Trade

_ENOUGH_FAILURES = 5
"""Failures to start, one after the other, after which a lane says so."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How a lane shares its workers; times in seconds."""

    workers: int = 3
    slow: int = 2
    queue: int = 64
    brief: float = 0.5
    deadline: float = 30.0
    patience: float = 5.0


class Lane:
    """See above. ``told`` is called with the reason of each worker that ends at its work."""

    def __init__(self, trade: Trade, bounds: Bounds, told: Callable[[Ending], None] | None = None) -> None:
        self.bounds = bounds
        self._trade = trade
        self._told = told or (lambda _why: None)
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting: list[asyncio.Future[Worker]] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._closed = False
        self._busy = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def start(self) -> None:
        """Start the workers. Raises ``OSError`` where they do not get ready."""
        for _ in range(self.bounds.workers):
            self._hire()
        while self._starting:
            await asyncio.wait(self._starting)
            if self._failures >= _ENOUGH_FAILURES:
                await self.close()
                raise OSError("the workers do not start: see what they say above")

    @property
    def ready(self) -> bool:
        """Whether orders can be taken."""
        return not self._closed and self._failures < _ENOUGH_FAILURES and bool(self._all)

    @property
    def waiting(self) -> int:
        """How many orders wait for a worker."""
        return len(self._waiting)

    @property
    def busy(self) -> int:
        """How many orders are being answered."""
        return self._busy

    async def ask(self, order: Order) -> Outcome:
        """The outcome of an order; cancelled, it ends the worker that is at it."""
        worker = self._at_hand() or await self._next()
        if worker is None:
            return _come_back(self.bounds)
        self._busy += 1
        self._quiet.clear()
        loop = asyncio.get_running_loop()
        clock = loop.call_later(self.bounds.brief, self._too_long_for_brief, worker)
        last = loop.call_later(self.bounds.deadline, worker.kill, Ending.DEADLINE)
        try:
            return await worker.outcome(order)
        except (asyncio.IncompleteReadError, OSError):
            return _ended(worker.ending or Ending.CRASHED, self.bounds)
        except asyncio.CancelledError:
            worker.kill(Ending.GONE)
            raise
        finally:
            clock.cancel()
            last.cancel()
            self._release(worker)
            self._busy -= 1
            if not self._busy and not self._waiting:
                self._quiet.set()

    async def close(self, *, within: float = 0.0) -> None:
        """Let what is under way end ``within`` seconds, then end the workers."""
        if self._busy or self._waiting:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._quiet.wait(), within)
        self._closed = True
        for task in self._starting:
            task.cancel()
        for one in self._waiting:
            one.cancel()
        for worker in self._all:
            worker.kill(Ending.GONE)

    def _at_hand(self) -> Worker | None:
        """A worker that is free. One that ended while it was is replaced."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._all.discard(worker)
            self._hire()
        return None

    async def _next(self) -> Worker | None:
        """The next worker that is free; None for those that it takes too long, or who are too many."""
        if len(self._waiting) >= self.bounds.queue:
            return None
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            return await asyncio.wait_for(place, self.bounds.patience)
        except TimeoutError:
            return None
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._free(place.result())
            raise
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(place)

    def _too_long_for_brief(self, worker: Worker) -> None:
        if sum(one.slow for one in self._all) < self.bounds.slow:
            worker.stand_back()
            self._hire()
        else:
            worker.kill(Ending.CROWDED)

    def _release(self, worker: Worker) -> None:
        """After an order: the worker is free again, or one too many, or dead and to be replaced."""
        if not worker.alive:
            self._all.discard(worker)
            self._told(worker.ending or Ending.CRASHED)
            if not worker.slow:
                self._hire()
        elif worker.slow:
            self._all.discard(worker)
            worker.kill(Ending.DEADLINE)  # its place was taken when it became slow
        else:
            self._free(worker)

    def _free(self, worker: Worker) -> None:
        while self._waiting:
            place = self._waiting.pop()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _hire(self) -> None:
        if not self._closed:
            task = asyncio.get_running_loop().create_task(self._started())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _started(self) -> None:
        """Start a worker; where it does not get ready, try again, ever more slowly."""
        while not self._closed and self._failures < _ENOUGH_FAILURES:
            try:
                worker = await Worker.started(self._trade)
            except (NotReadyError, OSError):
                self._failures += 1
                await asyncio.sleep(min(5.0, 0.2 * 2**self._failures))
            else:
                self._failures = 0
                self._all.add(worker)
                self._free(worker)
                return


def _come_back(bounds: Bounds) -> Outcome:
    fault = ProblemError(503, "too many are asking at once: come back")
    return problem(fault, {"Retry-After": str(max(1, round(bounds.patience)))})


def _ended(why: Ending, bounds: Bounds) -> Outcome:
    if why is Ending.DEADLINE:
        return problem(ProblemError(503, f"this was not answered within {bounds.deadline:g} seconds: ask for less"))
    if why is Ending.CROWDED:
        detail = f"this takes longer than {bounds.brief:g} s, and all places for such queries are taken: come back"
        return problem(ProblemError(503, detail), {"Retry-After": str(max(1, round(bounds.deadline)))})
    return problem(ProblemError(503, "answering this took more memory, or went deeper, than one answer may"))
