"""What the server and its workers send each other: requests there, responses back, as MessagePack in frames."""

from __future__ import annotations

import struct

import msgspec

from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.answers.site_terms import AnswerLimits, SiteTerms

LENGTH = struct.Struct(">I")
"""Before each frame: how many bytes it has."""


class WorkerConfiguration(msgspec.Struct, frozen=True):
    """What a worker must know: the folder of the store, how it is published, at which path the site begins (``root``,
    without a slash at its end), what one answer may cost, bytes of memory that the process may take (0: no limit), and
    whether it is to be cut off from the network and from files."""

    store: str
    publication: SiteTerms
    root: str
    limits: AnswerLimits
    memory: int
    sandboxed: bool


def framed(message: Request | Response) -> bytes:
    """A message with its length before it."""
    encoded = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(encoded)) + encoded
