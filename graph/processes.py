"""Processes that work for this one, and end when it does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_TRACKER_WARNING = "ignore:resource_tracker:UserWarning"
"""What a process that ends at once leaves to Python's tracker is cleaned up by it, which need not be reported."""


class Workers(ProcessPoolExecutor):
    """``jobs`` processes, each made ready by ``prepare(*given)``; they start when needed.

    Ctrl-C is for this process alone: they do not hear it. They end when this process ends, however it ends, and are
    stopped at once where an exception leaves the ``with`` block.
    """

    def __init__(self, jobs: int, prepare: Callable[..., None] | None = None, given: tuple[object, ...] = ()) -> None:
        # "spawn": a forked copy of a process that has threads (the progress bar, the store) can hang.
        context = multiprocessing.get_context("spawn")
        lifeline, self._lifeline = context.Pipe(duplex=False)
        super().__init__(jobs, mp_context=context, initializer=_begin, initargs=(lifeline, prepare, given))
        self._others = {process.pid for process in multiprocessing.active_children()}
        if _TRACKER_WARNING not in sys.warnoptions:
            sys.warnoptions.append(_TRACKER_WARNING)

    def submit(
        self, function: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        with interrupts_held_back():  # processes start here, and inherit it
            return super().submit(function, *args, **kwargs)

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        for process in multiprocessing.active_children():
            if process.pid not in self._others:
                process.kill()
        self._lifeline.close()
        self.shutdown(cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> bool | None:
        if kind is not None:
            self.stop()
        return super().__exit__(kind, error, at)


def _begin(lifeline: Connection, prepare: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    """What each process does first."""
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    if prepare is not None:
        prepare(*given)


def _end_with_parent(lifeline: Connection) -> None:
    wait([lifeline])  # nothing is ever sent: it is ready once the other end is closed
    os._exit(1)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Within, processes are started that do not hear Ctrl-C."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
