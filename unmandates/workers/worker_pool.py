"""A pool of workers, the requests that wait for them, and the clock: a worker that runs too long is killed.

A pool has ``workers`` processes for requests that are answered within ``brief`` seconds, as nearly all are. A worker
that takes longer gives up its place and goes on beside them, up to the deadline, if fewer than ``slow`` do so already;
otherwise it is killed, so that short requests always find a worker. ``spare`` more processes are ready to replace those
that are killed.

Of the requests that wait, that of the client who used the workers least goes first (``FairShare``), and among equals
the oldest; under a flood the newest, which answers some in time instead of all too late. One worker is reserved for
clients who used next to nothing. Where ``queue`` requests wait and one more comes, the one whose turn is furthest away
is refused, as is one that waited ``patience`` seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.workers.fair_share import FairShare
from unmandates.workers.messages import WorkerConfiguration
from unmandates.workers.pool_limits import PoolLimits
from unmandates.workers.process import EndReason, NotReadyError, UnfitMachineError, Worker

_MOST_FAILURES = 5
"""Failures to start, one after the other, after which a pool reports that it is not ready."""

_LONGEST_PAUSE = 5.0
"""Seconds between attempts to start a worker, at most."""

_REPLACEMENT_COST = 0.1
"""Seconds of a processor that it takes to replace a worker, charged to the client whose request ended it."""

_REFUSAL_DELAY = 0.3
"""Seconds after which a refusal is sent, so that its client does not come back at once."""

_RESERVED_UP_TO = 0.3
"""Seconds of use up to which a client may have the last worker that is free."""

_FLOOD_FROM = 4
"""More requests that wait for each worker are a flood; up to here each is answered in time, in the order of arrival."""

_MUCH_MORE = 5.0
"""Seconds that one client used more than another for which it gives up its place among the slow."""


@dataclass(eq=False, slots=True)
class _Waiting:
    """A request that waits, its number in the order of arrival, and the worker to come: None if it is refused."""

    client: str
    number: int
    worker: asyncio.Future[Worker | None]


@dataclass(eq=False, slots=True)
class _Assignment:
    """A worker at a request; ``used`` is what its client used of the workers before."""

    worker: Worker
    client: str
    used: float
    began: float = field(default_factory=time.monotonic)


class WorkerPool:
    """See above. ``on_end`` is called with the reason for which a worker ended at its work."""

    def __init__(
        self,
        configuration: WorkerConfiguration,
        limits: PoolLimits,
        on_end: Callable[[EndReason], None] | None = None,
    ) -> None:
        self.limits = limits
        self._configuration = configuration
        self._on_end = on_end or (lambda _reason: None)
        self._fair_share = FairShare()
        self._idle: list[Worker] = []
        self._assigned: dict[Worker, _Assignment] = {}
        self._waiting: list[_Waiting] = []
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
            # Not until all is done: between attempts there are pauses, and the failures are known before.
            await asyncio.wait(self._starting, timeout=0.1)
            if self._failures >= _MOST_FAILURES:
                await self.close()
                raise NotReadyError(self._unfit or "the workers do not start: see their messages above")

    @property
    def ready(self) -> bool:
        """Whether requests can be taken."""
        there = bool(self._assigned) or any(worker.alive for worker in self._idle)
        return not self._closed and (there or self._failures < _MOST_FAILURES)

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    @property
    def busy(self) -> int:
        """How many requests are being answered."""
        return len(self._assigned)

    async def answer(self, request: Request, client: str = "") -> Response:
        """The response to a request of ``client``; cancelled, it kills the worker that is at it."""
        worker = await self._next_worker(client)
        if worker is None:
            await asyncio.sleep(0 if self._closed else _REFUSAL_DELAY)
            return _busy(self.limits)
        loop = asyncio.get_running_loop()
        brief = loop.call_later(self.limits.brief, self._brief_is_over, worker)
        deadline = loop.call_later(self.limits.deadline, worker.kill, EndReason.DEADLINE)
        try:
            return await worker.answer(request)
        except (asyncio.IncompleteReadError, OSError, msgspec.MsgspecError):
            worker.kill(EndReason.CRASHED)  # unless it was killed for another reason
            return _ended(worker.end_reason or EndReason.CRASHED, self.limits)
        except asyncio.CancelledError:
            worker.kill(EndReason.GONE)
            raise
        finally:
            brief.cancel()
            deadline.cancel()
            self._release(worker)

    async def close(self, *, within: float = 0.0) -> None:
        """Let requests under way end ``within`` seconds, then end the workers."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._quiet.wait(), within)
        self._closed = True
        for task in self._starting:
            task.cancel()
        for one in self._waiting:
            _assign(one, None)
        for worker in (*self._idle, *self._assigned):
            worker.kill(EndReason.GONE)
        self._idle.clear()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.sleep(0)  # for sockets to be closed

    async def _next_worker(self, client: str) -> Worker | None:
        """A worker for a request, once it is its turn; None for one that is refused."""
        if self._closed:
            return None
        place = _Waiting(client, next(self._numbers), asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        self._quiet.clear()
        self._assign_free_workers()
        if place.worker.done():
            return place.worker.result()
        if len(self._waiting) > self.limits.queue:
            _assign(max(self._waiting, key=self._rank), None)
        try:
            async with asyncio.timeout(self.limits.patience):
                return await place.worker
        except TimeoutError:
            # Between the last moment and this one it may have become its turn.
            return _worker_of(place)
        except asyncio.CancelledError:
            if worker := _worker_of(place):
                self._take_back(worker)
            raise
        finally:
            if place in self._waiting:
                self._waiting.remove(place)
            self._note_if_quiet()

    def _rank(self, place: _Waiting) -> tuple[float, int]:
        """The lowest goes first: who used least, to a tenth of a second; then who came first, or under a flood last."""
        flooded = len(self._waiting) > _FLOOD_FROM * self.limits.workers
        return round(self._fair_share.used(place.client), 1), -place.number if flooded else place.number

    def _assign_free_workers(self) -> None:
        """Give the workers that are free to requests that wait, as many as may work at once."""
        self._waiting = [place for place in self._waiting if not place.worker.done()]
        while self._waiting:
            place = min(self._waiting, key=self._rank)
            used = self._fair_share.used(place.client)
            reserved = self.limits.workers > 1 and used > _RESERVED_UP_TO
            if sum(not worker.slow for worker in self._assigned) >= self.limits.workers - reserved:
                return  # no other has a better claim
            worker = self._free_worker()
            if worker is None:
                return
            self._waiting.remove(place)
            self._assigned[worker] = _Assignment(worker, place.client, used)
            _assign(place, worker)

    def _free_worker(self) -> Worker | None:
        """A worker that is free. One that ended while it was free is replaced."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.kill(EndReason.CRASHED)
            self._on_end(EndReason.CRASHED)
        self._hire()
        return None

    def _brief_is_over(self, worker: Worker) -> None:
        """Let it go on beside the others, or kill it; or kill, in its place, one of a client who used far more."""
        slow = [one for one in self._assigned.values() if one.worker.slow and one.worker.alive]
        if len(slow) >= self.limits.slow:
            greediest = max(slow, key=lambda one: one.used, default=None)
            if greediest is None or greediest.used < self._assigned[worker].used + _MUCH_MORE:
                worker.kill(EndReason.CROWDED)
                return
            greediest.worker.kill(EndReason.CROWDED)
        worker.yield_to_others()
        self._hire()
        self._assign_free_workers()

    def _release(self, worker: Worker) -> None:
        """After a request: the worker is free again, or one too many, or dead and to be replaced."""
        assignment = self._assigned.pop(worker)
        took = time.monotonic() - assignment.began
        # Short requests cost next to nothing: many of them are no burden, and must not wait after those that are one.
        cost = took * min(1.0, took / self.limits.brief)
        if worker.end_reason is not None:
            self._on_end(worker.end_reason)
            cost += _REPLACEMENT_COST
        elif worker.slow or self._closed:
            worker.kill(EndReason.GONE)  # its place was taken when it became slow
        else:
            self._idle.append(worker)
        self._fair_share.charge(assignment.client, cost)
        self._hire()
        self._assign_free_workers()
        self._note_if_quiet()

    def _take_back(self, worker: Worker) -> None:
        """A worker that was given to a client who went before asking anything."""
        del self._assigned[worker]
        if self._closed:
            worker.kill(EndReason.GONE)
        else:
            self._idle.append(worker)
            self._assign_free_workers()

    def _note_if_quiet(self) -> None:
        if not self._assigned and not self._waiting:
            self._quiet.set()

    def _hire(self) -> None:
        """Start workers until there are as many as there should be: those at short requests, free or spare."""
        quick = sum(not one.slow and one.end_reason is None for one in self._assigned)
        wanted = self.limits.workers + self.limits.spare - quick - len(self._idle) - len(self._starting)
        if self._closed:
            return
        for _ in range(wanted):
            task = asyncio.get_running_loop().create_task(self._start_worker())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start_worker(self) -> None:
        """Start a worker; where it does not get ready, try again, ever more slowly."""
        while not self._closed:
            try:
                worker = await Worker.started(self._configuration)
            except (NotReadyError, OSError) as error:
                if isinstance(error, UnfitMachineError):  # the next would say the same
                    self._unfit = str(error)
                    self._failures = max(self._failures, _MOST_FAILURES - 1)
                self._failures += 1
                await asyncio.sleep(min(_LONGEST_PAUSE, 0.1 * 2 ** min(self._failures, 10)))
            else:
                self._failures = 0
                self._idle.append(worker)
                self._assign_free_workers()
                return


def _assign(place: _Waiting, worker: Worker | None) -> None:
    if not place.worker.done():
        place.worker.set_result(worker)


def _worker_of(place: _Waiting) -> Worker | None:
    """The worker that a request was given, if it was."""
    return place.worker.result() if place.worker.done() and not place.worker.cancelled() else None


def _busy(limits: PoolLimits) -> Response:
    seconds = max(1, round(limits.patience))
    return problem(ProblemError(503, f"the server is busy: retry in {seconds} s"), {"Retry-After": str(seconds)})


def _ended(reason: EndReason, limits: PoolLimits) -> Response:
    if reason is EndReason.DEADLINE:
        return problem(ProblemError(503, f"this was not answered within {limits.deadline:g} seconds: ask for less"))
    if reason is EndReason.CROWDED:
        detail = "this takes long, and all places for such queries are taken: come back, or ask for less"
        return problem(ProblemError(503, detail), {"Retry-After": str(max(1, round(limits.deadline)))})
    if reason is EndReason.GONE:
        return problem(ProblemError(503, "the server is ending, or serves another store now: ask again"))
    return problem(ProblemError(503, "answering this took more memory, or went deeper, than one answer may"))
