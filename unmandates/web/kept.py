"""Answers kept as long as the store is served that they were made from: the same question has the same answer there.

Only what the project asks the store itself is kept, pages above all; queries that clients write may ask for the time or
for chance. What a client has already is told by the answer's tag (RFC 9110, section 13.1.2).
"""

from __future__ import annotations

import re
from collections import OrderedDict

import msgspec

from unmandates.web.tasks import Order, Outcome

_TAG = re.compile(r'(?:W/)?("[^"]*")')

_SHARE = 8
"""One answer takes at most this part of the room, as its reciprocal."""


class Kept:
    """At most ``most`` bytes of answers; the one longest unasked goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[bytes, Outcome] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self._size

    def get(self, key: bytes) -> Outcome | None:
        """The answer kept under ``key``."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, outcome: Outcome) -> None:
        """Keep an answer, if it is one that stays true."""
        size = len(key) + len(outcome.body)
        if outcome.status != 200 or size > self._most // _SHARE or key in self._kept:
            return
        self._kept[key] = outcome
        self._size += size
        while self._size > self._most:
            old, gone = self._kept.popitem(last=False)
            self._size -= len(old) + len(gone.body)


def key_of(order: Order) -> bytes:
    """What an answer depends on."""
    return msgspec.msgpack.encode(msgspec.structs.replace(order, known=""))


def unless_known(outcome: Outcome, known: str) -> Outcome:
    """The outcome, or 304 where ``known`` (If-None-Match) says that the client has it."""
    tag = _TAG.search(outcome.headers.get("ETag", ""))
    if outcome.status != 200 or tag is None or not known:
        return outcome
    if known.strip() != "*" and tag[1] not in _TAG.findall(known):
        return outcome
    headers = {name: value for name, value in outcome.headers.items() if name != "Content-Encoding"}
    return Outcome(304, outcome.media, b"", headers)
