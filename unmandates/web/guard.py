"""Connections that are given so long, and so many bytes, to say what they want."""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
"""Within which the head of a request must be there."""

HEAD_BYTES = 64 * 1024
"""Of a head, at the most: long queries in addresses have room, all else goes by POST."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with bounds on heads, which it has none of."""

    _clock: asyncio.TimerHandle | None = None
    _head = 0
    _in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as there
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
            # A body may come with its head: only a head that goes on past the bound has this many bytes.
            if self._head > HEAD_BYTES and b"\r\n\r\n" not in data[:HEAD_BYTES]:
                self._refuse(_TOO_LARGE)
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._head_is_there()
        super().on_headers_complete()

    def _wait_for_head(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(HEAD_SECONDS, self._refuse, _TOO_SLOW)
        self._in_head = True

    def _head_is_there(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        self._in_head = False
        self._head = 0

    def _refuse(self, answer: bytes) -> None:
        self._head_is_there()
        transport = cast("asyncio.Transport | None", self.transport)
        if transport is not None and not transport.is_closing():
            transport.write(answer)
            transport.close()
