"""A process that answers: it opens the store for reading, is cut off from all else, and takes one task at a time.

Orders come in frames on a socket and outcomes go back on it; before them an empty frame says that the worker is ready,
or words why it cannot be. It ends when the socket is closed, or is killed.
"""

from __future__ import annotations

import os
import signal
import socket
from typing import BinaryIO

import msgspec

from graph.store import StoreError
from unmandates.web import sandbox
from unmandates.web.desk import Desk
from unmandates.web.tasks import LENGTH, Order, Trade, framed

_NOT_CUT_OFF = (
    "this machine cannot cut processes off from the network and from files, which takes Linux on x86-64 or arm64 that "
    "lets them use seccomp: serve from such a machine, or try things out with --no-sandbox"
)

_BEHIND_THE_SERVER = 5
"""How much workers stand back for the process that takes requests, as nice(2) has it."""


def work(line: socket.socket, told: bytes) -> None:
    """Answer what comes in on ``line``; ``told`` is a ``Trade`` as JSON."""
    trade = msgspec.json.decode(told, type=Trade)
    sandbox.end_with_parent()
    os.nice(_BEHIND_THE_SERVER)
    for ours in (signal.SIGINT, signal.SIGTERM):  # which may go to the whole group: the server ends its workers
        signal.signal(ours, signal.SIG_IGN)
    descriptor = line.detach()
    sandbox.let_go_of_files(descriptor)
    # Plain reads and writes: what sends on sockets is refused later on.
    orders, outcomes = os.fdopen(descriptor, "rb"), os.fdopen(os.dup(descriptor), "wb")
    try:
        desk = Desk(trade)
        desk.warm_up()
        sandbox.bound_resources(trade.memory)
        reason = "" if not trade.sandboxed or _cut_off() else _NOT_CUT_OFF
    except StoreError as fault:
        reason = str(fault)
    outcomes.write(LENGTH.pack(len(reason.encode())) + reason.encode())
    outcomes.flush()
    if reason:
        return
    decoder = msgspec.msgpack.Decoder(Order)
    while (frame := _frame(orders)) is not None:
        outcomes.write(framed(desk.answer(decoder.decode(frame))))
        outcomes.flush()


def _cut_off() -> bool:
    try:
        return sandbox.cut_off()
    except OSError:
        return False


def _frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where there is no more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return stream.read(length)
