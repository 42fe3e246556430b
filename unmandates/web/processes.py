"""Workers as their server sees them: started from a process that has everything loaded, spoken to, killed.

A worker is forked off a process that has imported what workers need and nothing else goes on in ("forkserver"), so that
one more costs some milliseconds, and one that is killed is soon replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from typing import Self

import msgspec

from unmandates.web.tasks import LENGTH, Order, Outcome, Trade, framed
from unmandates.web.worker import work

_START = 30.0
"""Seconds in which a worker must be ready."""

_BEHIND = 10
"""How much a worker at a long order stands back for the others, as nice(2) has it."""

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["__main__", "unmandates.web.worker"])


_STARTER = ThreadPoolExecutor(1, "starter")
"""Where workers are started, one at a time."""


class Ending(StrEnum):
    """Why a worker ended at its work."""

    DEADLINE = "deadline"
    CROWDED = "crowded"
    GONE = "client-gone"
    CRASHED = "crashed"


class NotReadyError(Exception):
    """A worker did not get ready."""


class UnfitError(NotReadyError):
    """A worker said why none can get ready: the store or the machine is not fit for it."""


@dataclass(eq=False)
class Worker:
    """A process at work. ``slow`` once it has given up its place, ``ending`` once it is to end."""

    process: ForkServerProcess
    back: asyncio.StreamReader
    to: asyncio.StreamWriter
    slow: bool = False
    ending: Ending | None = None

    @classmethod
    async def started(cls, trade: Trade) -> Self:
        """A worker that is ready. Raises ``NotReadyError``, ``UnfitError`` among them, or ``OSError``."""
        begun = asyncio.ensure_future(cls._begun(trade))
        try:
            made = await asyncio.shield(begun)
        except asyncio.CancelledError:
            (await begun).kill(Ending.GONE)
            raise
        try:
            async with asyncio.timeout(_START):
                (length,) = LENGTH.unpack(await made.back.readexactly(LENGTH.size))
                reason = (await made.back.readexactly(length)).decode()
        except (asyncio.IncompleteReadError, OSError, TimeoutError) as fault:
            made.kill(Ending.CRASHED)
            raise NotReadyError(f"a worker did not get ready: exit status {made.process.exitcode}") from fault
        except asyncio.CancelledError:
            made.kill(Ending.GONE)
            raise
        if reason:
            made.kill(Ending.CRASHED)
            raise UnfitError(reason)
        return made

    @classmethod
    async def _begun(cls, trade: Trade) -> Self:
        ours, theirs = socket.socketpair()
        process = _FORKS.Process(target=work, args=(theirs, msgspec.json.encode(trade)), daemon=True)
        try:
            # Beside the loop: on a busy machine it takes its time until the other process has forked.
            await asyncio.get_running_loop().run_in_executor(_STARTER, process.start)
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        back, to = await asyncio.open_connection(sock=ours)
        return cls(process, back, to)

    @property
    def alive(self) -> bool:
        """Whether it can take an order, as far as its line tells: to ask the system each time costs more than this."""
        return self.ending is None and not self.back.at_eof()

    async def outcome(self, order: Order) -> Outcome:
        """What it makes of an order. Raises ``IncompleteReadError`` or ``OSError`` where it ends meanwhile."""
        self.to.write(framed(order))
        await self.to.drain()
        (length,) = LENGTH.unpack(await self.back.readexactly(LENGTH.size))
        return msgspec.msgpack.decode(await self.back.readexactly(length), type=Outcome)

    def stand_back(self) -> None:
        """Let other processes go first."""
        self.slow = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, _BEHIND)

    def kill(self, why: Ending) -> None:
        """End it now."""
        self.ending = self.ending or why
        with contextlib.suppress(OSError):
            self.process.kill()
        self.to.close()
