"""A cache of responses, which lasts as long as the store that they were made from is served: until then the same
request has the same response.

Only what the project asks the store itself is cached, pages above all; queries that clients write may ask for the time
or for a random number.
"""

from __future__ import annotations

import msgspec
from cachetools import LRUCache

from unmandates.answers.request import Request
from unmandates.answers.response import Response

_LARGEST_SHARE = 8
"""One response takes at most one part in so many of the room."""


class ResponseCache:
    """At most ``most`` bytes of responses and their keys; the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self._largest = most // _LARGEST_SHARE
        self._entries: LRUCache[bytes, tuple[bytes, Response]] = LRUCache(most, _size)

    @property
    def size(self) -> int:
        """Bytes that are cached."""
        return int(self._entries.currsize)

    def get(self, key: bytes) -> Response | None:
        """The response cached under ``key``."""
        found = self._entries.get(key)
        return found[1] if found else None

    def put(self, key: bytes, response: Response) -> None:
        """Cache a response, if it is one that stays true and not too large."""
        entry = (key, response)
        if response.status == 200 and _size(entry) <= self._largest:
            self._entries[key] = entry


def _size(entry: tuple[bytes, Response]) -> int:
    key, response = entry
    return len(key) + len(response.body)


def cache_key(request: Request) -> bytes:
    """What a response depends on."""
    return msgspec.msgpack.encode(request)
