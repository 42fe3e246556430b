"""One worker as its server sees it: started from a process that has everything loaded, sent requests, killed.

A worker is forked off a process that has imported what workers need and does nothing else ("forkserver"), so that one
more costs some milliseconds, and one that is killed is soon replaced. Each has a socket of its own: what one worker
does, or sends, reaches no other.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context, resource_tracker
from multiprocessing.context import ForkServerProcess
from typing import Self

import msgspec

from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.workers.entry_point import work
from unmandates.workers.messages import LENGTH, WorkerConfiguration, framed

_READY_SECONDS = 30.0
"""Within which a worker must be ready."""

_SLOW_NICENESS = 10
"""How much a worker at a long request yields to the others, as in nice(2)."""

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["__main__", "unmandates.workers.entry_point"])


_SIGNALS = {signal.SIGINT, signal.SIGTERM}
"""Which the server alone acts on: of a terminal or a service they reach all processes at once."""

_ONE_AT_A_TIME = threading.Lock()


class EndReason(StrEnum):
    """Why a worker ended at its work."""

    DEADLINE = "deadline"
    CROWDED = "crowded"
    GONE = "client-gone"
    CRASHED = "crashed"


class NotReadyError(Exception):
    """A worker did not get ready."""


class UnfitMachineError(NotReadyError):
    """A worker said why none can get ready: the store or the machine is not fit for it."""


@dataclass(eq=False)
class Worker:
    """A process at work. ``slow`` once it has given up its place, ``end_reason`` once it is to end."""

    process: ForkServerProcess
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    slow: bool = False
    end_reason: EndReason | None = None

    @classmethod
    async def started(cls, configuration: WorkerConfiguration) -> Self:
        """A worker that is ready. Raises ``NotReadyError``, ``UnfitMachineError`` among them, or ``OSError``."""
        ours, theirs = socket.socketpair()
        try:
            process = await _started_process(theirs, configuration)
        except BaseException:
            ours.close()
            raise
        made = cls(process, *await asyncio.open_connection(sock=ours))
        try:
            async with asyncio.timeout(_READY_SECONDS):
                (length,) = LENGTH.unpack(await made.reader.readexactly(LENGTH.size))
                reason = (await made.reader.readexactly(length)).decode()
        except (asyncio.IncompleteReadError, OSError, TimeoutError) as error:
            made.kill(EndReason.CRASHED)
            raise NotReadyError(f"a worker did not get ready: exit status {made.process.exitcode}") from error
        except asyncio.CancelledError:
            made.kill(EndReason.GONE)
            raise
        if reason:
            made.kill(EndReason.CRASHED)
            raise UnfitMachineError(reason)
        return made

    @property
    def alive(self) -> bool:
        """Whether it can take a request, as far as its socket shows: to ask the system each time would cost more."""
        return self.end_reason is None and not self.reader.at_eof()

    async def answer(self, request: Request) -> Response:
        """Its response to a request. Raises ``IncompleteReadError`` or ``OSError`` where it ends meanwhile."""
        self.writer.write(framed(request))
        await self.writer.drain()
        (length,) = LENGTH.unpack(await self.reader.readexactly(LENGTH.size))
        return msgspec.msgpack.decode(await self.reader.readexactly(length), type=Response)

    def yield_to_others(self) -> None:
        """Let other processes go first."""
        self.slow = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, _SLOW_NICENESS)

    def kill(self, reason: EndReason) -> None:
        """End it now."""
        self.end_reason = self.end_reason or reason
        with contextlib.suppress(OSError):
            self.process.kill()
        self.writer.close()


async def _started_process(connection: socket.socket, configuration: WorkerConfiguration) -> ForkServerProcess:
    """A process that works on ``connection``, which is closed here. Raises ``NotReadyError`` or ``OSError``.

    It is started in a thread, as that takes until the process that workers are forked from has loaded everything. A
    thread that is still waiting does not delay the end of the program; a process that nobody waits for is killed.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[ForkServerProcess] = loop.create_future()
    process = _FORKS.Process(target=work, args=(connection, msgspec.json.encode(configuration)), daemon=True)

    def start() -> None:
        error: Exception | None = None
        try:
            with _ONE_AT_A_TIME, connection:
                resource_tracker.ensure_running()  # which would unblock the signals
                signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # so they are for all that is started here
                process.start()
        except (OSError, EOFError) as failure:
            error = failure
        try:
            loop.call_soon_threadsafe(settle, error)
        except RuntimeError:  # the loop has ended
            if error is None:
                process.kill()

    def settle(error: Exception | None) -> None:
        if outcome.done():
            if error is None:
                process.kill()
        elif error is None:
            outcome.set_result(process)
        else:
            outcome.set_exception(NotReadyError(f"a worker could not be started: {error}"))

    threading.Thread(target=start, name="start of a worker", daemon=True).start()
    return await outcome
