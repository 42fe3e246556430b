"""Workers side by side, the orders that wait for them, and the clock: who runs too long is killed.

A lane has ``workers`` processes for orders that are done within ``brief`` seconds, nearly all. One that takes longer
gives up its place and goes on beside them, up to the deadline, if fewer than ``slow`` do so already; else it is ended,
so that short orders always find a worker. ``spare`` processes more stand ready to take over from those that are ended.

Of orders that wait, that of the client goes first who had least of the workers of late (``Shares``), and among equals
the oldest; under a flood the newest, which answers some in time instead of all too late. One worker is kept for those
who had next to nothing. Where ``queue`` orders wait and one more comes, the one whose turn is farthest off is told to
come back, as is who waited ``patience`` seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from unmandates.web.problems import ProblemError, problem
from unmandates.web.processes import Ending, NotReadyError, UnfitError, Worker
from unmandates.web.shares import Shares
from unmandates.web.tasks import Order, Outcome, Trade

_ENOUGH_FAILURES = 5
"""Failures to start, one after the other, after which a lane says that it is not ready."""

_LONGEST_PAUSE = 5.0
"""Seconds between attempts to start a worker, at the most."""

_REPLACED = 0.1
"""Seconds of a processor that a worker costs which must be replaced; its client had them too."""

_TURNED_AWAY = 0.3
"""Seconds after which one that is told to come back is told so, lest it does at once."""

_LITTLE = 0.3
"""Seconds up to which a client may have the last worker that is free: one is kept for those who do not have much."""

_CALM = 4
"""So many that wait for each worker are no flood yet: each is answered in time, in the order of coming."""

_MUCH = 5.0
"""Seconds that one client had more than another for which it gives up its place among the slow."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How a lane shares its workers; times in seconds."""

    workers: int = 3
    slow: int = 2
    spare: int = 1
    queue: int = 64
    brief: float = 0.5
    deadline: float = 30.0
    patience: float = 5.0


@dataclass(eq=False, slots=True)
class _Place:
    """One that waits, and since when in the order of coming; what it waits for is None if it is turned away."""

    client: str
    number: int
    worker: asyncio.Future[Worker | None]


@dataclass(eq=False, slots=True)
class _Turn:
    """A worker at an order; ``had`` is what its client had of others before."""

    worker: Worker
    client: str
    had: float
    began: float = field(default_factory=time.monotonic)


class Lane:
    """See above. ``told`` is called with the reason of each worker that ends at its work."""

    def __init__(self, trade: Trade, bounds: Bounds, told: Callable[[Ending], None] | None = None) -> None:
        self.bounds = bounds
        self._trade = trade
        self._told = told or (lambda _why: None)
        self._shares = Shares()
        self._idle: list[Worker] = []
        self._turns: dict[Worker, _Turn] = {}
        self._waiting: list[_Place] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count()
        self._failures = 0
        self._unfit = ""
        self._closed = False
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def start(self) -> None:
        """Start the workers. Raises ``NotReadyError`` where they do not get ready."""
        self._hire()
        while self._starting:
            # A pause between attempts is no reason to wait on: whether it fails is known from the failures.
            await asyncio.wait(self._starting, timeout=0.1)
            if self._failures >= _ENOUGH_FAILURES:
                await self.close()
                raise NotReadyError(self._unfit or "the workers do not start: see what they say above")

    @property
    def ready(self) -> bool:
        """Whether orders can be taken."""
        there = bool(self._turns) or any(worker.alive for worker in self._idle)
        return not self._closed and (there or self._failures < _ENOUGH_FAILURES)

    @property
    def waiting(self) -> int:
        """How many orders wait for a worker."""
        return len(self._waiting)

    @property
    def busy(self) -> int:
        """How many orders are being answered."""
        return len(self._turns)

    async def ask(self, order: Order, client: str = "") -> Outcome:
        """The outcome of an order that ``client`` asks; cancelled, it ends the worker that is at it."""
        worker = await self._assigned(client)
        if worker is None:
            await asyncio.sleep(0 if self._closed else _TURNED_AWAY)
            return _come_back(self.bounds)
        loop = asyncio.get_running_loop()
        clock = loop.call_later(self.bounds.brief, self._too_long_for_brief, worker)
        last = loop.call_later(self.bounds.deadline, worker.kill, Ending.DEADLINE)
        try:
            return await worker.outcome(order)
        except (asyncio.IncompleteReadError, OSError, msgspec.MsgspecError):
            worker.kill(Ending.CRASHED)  # unless it was ended for another reason
            return _ended(worker.ending or Ending.CRASHED, self.bounds)
        except asyncio.CancelledError:
            worker.kill(Ending.GONE)
            raise
        finally:
            clock.cancel()
            last.cancel()
            self._release(worker)

    async def close(self, *, within: float = 0.0) -> None:
        """Let what is under way end ``within`` seconds, then end the workers."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._quiet.wait(), within)
        self._closed = True
        for task in self._starting:
            task.cancel()
        for place in self._waiting:
            _give(place, None)
        for worker in (*self._idle, *self._turns):
            worker.kill(Ending.GONE)
        self._idle.clear()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.sleep(0)  # for lines to be closed

    async def _assigned(self, client: str) -> Worker | None:
        """A worker for an order, once it is its turn; None for one that is turned away."""
        if self._closed:
            return None
        place = _Place(client, next(self._numbers), asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        self._quiet.clear()
        self._dispatch()
        if place.worker.done():
            return place.worker.result()
        if len(self._waiting) > self.bounds.queue:
            _give(max(self._waiting, key=self._rank), None)
        try:
            async with asyncio.timeout(self.bounds.patience):
                return await place.worker
        except TimeoutError:
            # Between the last moment and this one it may have become its turn.
            return _given(place)
        except asyncio.CancelledError:
            if worker := _given(place):
                self._turned_back(worker)
            raise
        finally:
            if place in self._waiting:
                self._waiting.remove(place)
            self._look_whether_quiet()

    def _rank(self, place: _Place) -> tuple[float, int]:
        """Who comes first has the least, what was had in a blink counting for nothing; then the one who came first, or
        under a flood last."""
        flooded = len(self._waiting) > _CALM * self.bounds.workers
        return round(self._shares.had(place.client), 1), -place.number if flooded else place.number

    def _dispatch(self) -> None:
        """Give those who wait the workers that are free, as many as may work at once."""
        self._waiting = [place for place in self._waiting if not place.worker.done()]
        while self._waiting:
            place = min(self._waiting, key=self._rank)
            kept = self.bounds.workers > 1 and self._shares.had(place.client) > _LITTLE
            if sum(not worker.slow for worker in self._turns) >= self.bounds.workers - kept:
                return  # no other has a better claim
            worker = self._at_hand()
            if worker is None:
                return
            self._waiting.remove(place)
            self._turns[worker] = _Turn(worker, place.client, self._shares.had(place.client))
            _give(place, worker)

    def _at_hand(self) -> Worker | None:
        """A worker that is free. One that ended while it was is replaced."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.kill(Ending.CRASHED)
            self._told(Ending.CRASHED)
        self._hire()
        return None

    def _too_long_for_brief(self, worker: Worker) -> None:
        """Let it go on beside the others, or end it; or end, for it, one of a client who had far more."""
        slow = [turn for one, turn in self._turns.items() if one.slow and one.alive]
        if len(slow) >= self.bounds.slow:
            greedy = max(slow, key=lambda turn: turn.had, default=None)
            if greedy is None or greedy.had < self._turns[worker].had + _MUCH:
                worker.kill(Ending.CROWDED)
                return
            greedy.worker.kill(Ending.CROWDED)
        worker.stand_back()
        self._hire()
        self._dispatch()

    def _release(self, worker: Worker) -> None:
        """After an order: the worker is free again, or one too many, or dead and to be replaced."""
        turn = self._turns.pop(worker)
        took = time.monotonic() - turn.began
        # Short ones cost next to nothing: who asks many of them is no burden, and must not stand behind who is.
        cost = took * min(1.0, took / self.bounds.brief)
        if worker.ending is not None:
            self._told(worker.ending)
            cost += _REPLACED
        elif worker.slow or self._closed:
            worker.kill(Ending.GONE)  # its place was taken when it became slow
        else:
            self._idle.append(worker)
        self._shares.charge(turn.client, cost)
        self._hire()
        self._dispatch()
        self._look_whether_quiet()

    def _turned_back(self, worker: Worker) -> None:
        """A worker that was given to one who is gone before asking anything."""
        del self._turns[worker]
        if self._closed:
            worker.kill(Ending.GONE)
        else:
            self._idle.append(worker)
            self._dispatch()

    def _look_whether_quiet(self) -> None:
        if not self._turns and not self._waiting:
            self._quiet.set()

    def _hire(self) -> None:
        """Start workers until there are as many as there should be: those at short orders, free or spare."""
        quick = sum(not one.slow and one.ending is None for one in self._turns)
        wanted = self.bounds.workers + self.bounds.spare - quick - len(self._idle) - len(self._starting)
        if self._closed:
            return
        for _ in range(wanted):
            task = asyncio.get_running_loop().create_task(self._started())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _started(self) -> None:
        """Start a worker; where it does not get ready, try again, ever more slowly."""
        while not self._closed:
            try:
                worker = await Worker.started(self._trade)
            except (NotReadyError, OSError) as fault:
                if isinstance(fault, UnfitError):  # the next would say the same
                    self._unfit = str(fault)
                    self._failures = max(self._failures, _ENOUGH_FAILURES - 1)
                self._failures += 1
                await asyncio.sleep(min(_LONGEST_PAUSE, 0.1 * 2 ** min(self._failures, 10)))
            else:
                self._failures = 0
                self._idle.append(worker)
                self._dispatch()
                return


def _give(place: _Place, worker: Worker | None) -> None:
    if not place.worker.done():
        place.worker.set_result(worker)


def _given(place: _Place) -> Worker | None:
    """The worker that one has been given, if so."""
    return place.worker.result() if place.worker.done() and not place.worker.cancelled() else None


def _come_back(bounds: Bounds) -> Outcome:
    fault = ProblemError(503, "too many are asking at once: come back")
    return problem(fault, {"Retry-After": str(max(1, round(bounds.patience)))})


def _ended(why: Ending, bounds: Bounds) -> Outcome:
    if why is Ending.DEADLINE:
        return problem(ProblemError(503, f"this was not answered within {bounds.deadline:g} seconds: ask for less"))
    if why is Ending.CROWDED:
        detail = "this takes long, and all places for such queries are taken: come back, or ask for less"
        return problem(ProblemError(503, detail), {"Retry-After": str(max(1, round(bounds.deadline)))})
    if why is Ending.GONE:
        return problem(ProblemError(503, "the server ends, or serves another store now: ask again"))
    return problem(ProblemError(503, "answering this took more memory, or went deeper, than one answer may"))
