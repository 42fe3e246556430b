"""Inside a worker: it opens the store for reading, is cut off from everything else, and answers one request at a time.

Requests arrive in frames on a socket and responses go back on it; before them an empty frame says that the worker is
ready, or a sentence why it cannot be. It ends when the socket is closed, or is killed.
"""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import BinaryIO

import msgspec

from extract.registers import load_registers
from graph.store import LocalStore, StoreError
from unmandates.answers.context import Context
from unmandates.answers.dispatch import answer
from unmandates.answers.request import Request
from unmandates.workers import sandbox
from unmandates.workers.messages import LENGTH, WorkerConfiguration, framed

_NO_SANDBOX = (
    "this machine cannot cut processes off from the network and from files, which takes Linux on x86-64 or arm64 that "
    "lets them use seccomp: serve from such a machine, or try things out with --no-sandbox"
)

_NICENESS = 5
"""Workers yield this much to the process that takes requests, as in nice(2)."""

_REGISTERS = load_registers()
"""Loaded where this is imported: once, in the process that workers are forked from."""


def work(connection: socket.socket, encoded: bytes) -> None:
    """Answer what arrives on ``connection``; ``encoded`` is a ``WorkerConfiguration`` in JSON."""
    configuration = msgspec.json.decode(encoded, type=WorkerConfiguration)
    sandbox.end_with_parent()
    os.nice(_NICENESS)
    for number in (signal.SIGINT, signal.SIGTERM):  # which may go to the whole group: the server ends its workers
        signal.signal(number, signal.SIG_IGN)
    descriptor = connection.detach()
    sandbox.close_inherited_files(descriptor)
    # Plain reads and writes: calls that send on sockets are refused later on.
    requests, responses = os.fdopen(descriptor, "rb"), os.fdopen(os.dup(descriptor), "wb")
    try:
        _answer_all(configuration, requests, responses)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)  # the server has ended, and nobody takes what is still to be flushed


def _answer_all(configuration: WorkerConfiguration, requests: BinaryIO, responses: BinaryIO) -> None:
    try:
        context = _context(configuration)
        sandbox.limit_resources(configuration.memory)
        reason = "" if not configuration.sandboxed or _cut_off() else _NO_SANDBOX
    except StoreError as error:
        reason = str(error)
    responses.write(LENGTH.pack(len(reason.encode())) + reason.encode())
    responses.flush()
    if reason:
        return
    decoder = msgspec.msgpack.Decoder(Request)
    while (frame := _frame(requests)) is not None:
        responses.write(framed(answer(context, decoder.decode(frame))))
        responses.flush()


def _context(configuration: WorkerConfiguration) -> Context:
    store = LocalStore.open_read_only(Path(configuration.store))
    store.query("ASK { ?s ?p ?o }")  # what the first answer would otherwise wait for
    return Context(store, _REGISTERS, configuration.publication, configuration.root, configuration.limits)


def _cut_off() -> bool:
    try:
        return sandbox.cut_off()
    except OSError:
        return False


def _frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return stream.read(length)
