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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
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


def _block_signals() -> None:
    """Ctrl-C reaches all processes of a terminal, also the one that workers are forked from, at any moment of its
    start: it inherits this thread's mask, and ends when its server does."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})


_STARTER = ThreadPoolExecutor(1, "starter", initializer=_block_signals)
"""Where workers are started, one at a time."""


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
        starting = asyncio.ensure_future(cls._start(configuration))
        try:
            made = await asyncio.shield(starting)
        except asyncio.CancelledError:
            (await starting).kill(EndReason.GONE)
            raise
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

    @classmethod
    async def _start(cls, configuration: WorkerConfiguration) -> Self:
        ours, theirs = socket.socketpair()
        process = _FORKS.Process(target=work, args=(theirs, msgspec.json.encode(configuration)), daemon=True)
        try:
            # In a thread: on a busy machine it takes a while until the other process has forked.
            await asyncio.get_running_loop().run_in_executor(_STARTER, process.start)
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        return cls(process, reader, writer)

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
