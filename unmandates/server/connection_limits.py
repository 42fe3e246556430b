"""Limits of connections: so many seconds, and so many bytes, to send a request; and they are closed when others need
their place."""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEAD_SECONDS = 10.0
"""Within which the head of a request must arrive."""

REQUEST_SECONDS = 20.0
"""Within which all of it must arrive, body and trailers."""

HEAD_BYTES = 64 * 1024
"""Of a head, at most: long queries fit into addresses, longer ones go by POST."""

_HEADERS = 128
"""Lines of a head, at most: each costs more memory than it has bytes."""

_BESIDE_BODY = 4 * HEAD_BYTES
"""Bytes of a request after its head that are no body (sizes of chunks, trailers), or arrive when it is answered."""

_PIPELINED = 32
"""Requests that may wait on a connection after the one that is being answered."""

_CHECK_SECONDS = 10.0
"""Between checks of a connection: one whose client took nothing of an answer meanwhile is closed."""

_PART_FREED = 20
"""Of all connections that there may be, one in so many is closed when they are used up: the longest without a whole
request first."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class LimitedHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with limits on connections and on what is no body, of which it has none."""

    _clock: asyncio.TimerHandle | None = None
    _next_check: asyncio.TimerHandle | None = None
    _head = 0
    _in_head = True
    _receiving = False
    """Whether a request has begun and has not arrived whole."""
    _beside = 0
    _since = 0.0
    """When the connection last went from one request to another, or to waiting for one."""
    _unsent = 0
    _trailers = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        super().connection_made(transport)
        self._since = self.loop.time()
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency:
            self._make_room(self.limit_concurrency // _PART_FREED + 1)
        self._wait_for_head()
        self._next_check = self.loop.call_later(_CHECK_SECONDS, self._check)

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_arrived()
        if self._next_check is not None:
            self._next_check.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
            # A body may arrive with its head: only a head that goes on past the limit has this many bytes.
            if self._head > HEAD_BYTES and b"\r\n\r\n" not in data[:HEAD_BYTES]:
                self._refuse(_TOO_LARGE)
                return
        elif not self._receiving:
            self._wait_for_head()  # line ends before a request begin none, but keep a connection open
        self._beside += len(data)
        super().data_received(data)
        if self._receiving and not self._in_head and self._beside > _BESIDE_BODY:
            self.transport.abort()

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= _PIPELINED:
            raise ConnectionAbortedError("too many requests at once")
        super().on_message_begin()
        self._trailers = 0
        self._receiving = True
        self._since = self.loop.time()
        self._wait_for_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_head:
            self._trailers += 1
            if self._trailers > _HEADERS:
                raise ConnectionAbortedError("too many trailers")
            return  # nothing is used of them
        if len(self.headers) >= _HEADERS:
            self._refuse(_TOO_LARGE)
            raise ConnectionAbortedError("too many headers")
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_arrived()
        self._beside = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._is_answered:
            self._beside -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._receiving = False
        self._beside = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        if not self._receiving:
            self._since = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def _wait_for_head(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(HEAD_SECONDS, self._refuse, _TOO_SLOW)
        self._in_head = True

    def _head_arrived(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        self._in_head = False
        self._head = 0

    def _check(self) -> None:
        """Close the connection if it only takes up a place; else check again later."""
        transport = self.transport
        unsent = transport.get_write_buffer_size()
        stuck = unsent > 0 and unsent == self._unsent
        late = self._receiving and self.loop.time() - self._since > REQUEST_SECONDS
        if stuck or late:
            transport.abort()
            return
        self._unsent = unsent
        self._next_check = self.loop.call_later(_CHECK_SECONDS, self._check)

    def _make_room(self, count: int) -> None:
        """Close connections on which no whole request is under way, those first that have been so for longest."""
        others = [one for one in self.connections if isinstance(one, LimitedHttpProtocol) and one is not self]
        waiting = [one for one in others if one.is_spare]
        for one in sorted(waiting, key=lambda one: one._since)[:count]:  # noqa: SLF001 - of its own kind
            one.transport.abort()
            self.connections.discard(one)

    @property
    def is_spare(self) -> bool:
        """Whether no request that has arrived whole is being answered."""
        return self._receiving or (self._is_answered and not self.pipeline)

    @property
    def _is_answered(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is None or cycle.response_complete

    def _refuse(self, answer: bytes) -> None:
        self._head_arrived()
        transport = cast("asyncio.Transport | None", self.transport)
        if transport is not None and not transport.is_closing():
            if self._is_answered:
                transport.write(answer)
            transport.close()
