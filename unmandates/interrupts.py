"""Ctrl-C: one line, exit status 130, soon, at whatever moment it comes.

While a command works, an interrupt is a ``KeyboardInterrupt``, so that it can put things in order. Before and after
that (while modules are loaded, say), and where it is the second interrupt, the process ends at once. Python runs a
signal handler only between two of its own instructions, and a library may swallow what the handler raises; so a
thread watches too, and ends the process where that takes too long: in the engine that answers queries, for one, which
lets other threads run.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import NoReturn

_PATIENCE = 1.2
"""Seconds that a command has to put things in order."""

_INTERRUPTED = 130
_SHOW_CURSOR = "\r\x1b[K\x1b[?25h"
"""Empties the line of a terminal, where a progress bar may stand, and shows the cursor, which a bar hides."""


class _State:
    """What this process knows of interrupts."""

    watched = False
    raising = False
    pending = False
    left = ""
    reporting = threading.Lock()


def watch() -> None:
    """From now on an interrupt ends this process as described above. Does nothing where interrupts are ignored, as
    for a command that a shell runs in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    _State.watched = True
    signal.signal(signal.SIGINT, _on_interrupt)
    sys.unraisablehook = _unraisable
    read, written = os.pipe()
    os.set_blocking(written, False)
    signal.set_wakeup_fd(written, warn_on_full_buffer=False)
    threading.Thread(target=_follow, args=(read,), name="interrupts", daemon=True).start()


def done() -> None:
    """The work of this process is done: while it ends, an interrupt does not change its exit status."""
    if _State.watched:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def raised(left: str = "") -> Iterator[None]:
    """Within, an interrupt is a ``KeyboardInterrupt``."""
    _State.raising = True
    _State.left = left
    try:
        yield
    finally:
        _State.raising = False


def promise(left: str) -> None:
    """What an interrupt of this command leaves, for the line that is printed then."""
    _State.left = left


def pending() -> bool:
    """Whether this process was interrupted."""
    return _State.pending


def report(left: str = "") -> None:
    """Print the line about an interrupt, if that was not done."""
    if _State.reporting.acquire(blocking=False):
        left = left or _State.left
        clear = _SHOW_CURSOR if sys.stderr.isatty() else ""
        sys.stderr.write(f"{clear}unmandates: interrupted" + (f"; {left}\n" if left else "\n"))
        sys.stderr.flush()
    if not _State.watched:
        _State.reporting.release()  # called from another program, which may call again


def end() -> None:
    """End this process as interrupted, if it is one of ours; called once things are in order. Python's own end is
    passed over: it ends a process by the signal, not by a status, where a module was being loaded when it came."""
    if _State.watched:
        with suppress(OSError):
            sys.stdout.flush()
        os._exit(_INTERRUPTED)


def _on_interrupt(_number: int, _frame: FrameType | None) -> None:
    again, _State.pending = _State.pending, True
    if _State.raising and not again:
        raise KeyboardInterrupt
    _leave()


def _follow(read: int) -> None:
    """End the process some time after an interrupt."""
    while os.read(read, 1)[0] != signal.SIGINT:
        pass
    time.sleep(_PATIENCE)
    _leave()


def _leave() -> NoReturn:
    report()
    processes = sys.modules.get("multiprocessing")
    for process in processes.active_children() if processes else ():
        process.kill()
    os._exit(_INTERRUPTED)


def _unraisable(error: sys.UnraisableHookArgs) -> None:
    if not issubclass(error.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(error)
