"""A process that answers: it opens the store for reading, is cut off from all else, and takes one task at a time.

Orders come in frames on a socket and outcomes go back on it; an empty frame says that the worker is ready. It ends
when the socket is closed, or is killed.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import BinaryIO

import msgspec

from unmandates.web import sandbox
from unmandates.web.desk import Desk
from unmandates.web.tasks import LENGTH, Order, Trade, framed

NOT_CUT_OFF = 3
"""Exit status of a worker that was to be cut off, on a machine where that cannot be done."""


def work(line: socket.socket, told: bytes) -> None:
    """Answer what comes in on ``line``; ``told`` is a ``Trade`` as JSON."""
    trade = msgspec.json.decode(told, type=Trade)
    sandbox.end_with_parent()
    for ours in (signal.SIGINT, signal.SIGTERM):  # which may go to the whole group: the server ends its workers
        signal.signal(ours, signal.SIG_IGN)
    descriptor = line.detach()
    sandbox.let_go_of_files(descriptor)
    desk = Desk(trade)
    desk.warm_up()
    # Plain reads and writes: what sends on sockets is refused from here on.
    orders, outcomes = os.fdopen(descriptor, "rb"), os.fdopen(os.dup(descriptor), "wb")
    sandbox.bound_resources(trade.memory)
    if trade.sandboxed and not sandbox.cut_off():
        sys.exit(NOT_CUT_OFF)
    outcomes.write(LENGTH.pack(0))
    outcomes.flush()
    decoder = msgspec.msgpack.Decoder(Order)
    while (frame := _frame(orders)) is not None:
        outcomes.write(framed(desk.answer(decoder.decode(frame))))
        outcomes.flush()


def _frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where there is no more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return stream.read(length)
