"""HTTP requests read and responses sent, with clients that are slow, or gone, or take more than their share."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.types import Receive, Scope, Send

from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.response import Response

_BODY_SECONDS = 10.0
"""In which the body of a request must arrive."""

_SENDING_SECONDS = 60.0
"""In which a client must take a response."""

_PIECE = 64 * 1024
_WATCH_FROM = 0.2
"""Seconds of work after which it pays to look whether the client is still connected."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # Sent to all, not only to pages of other sites: what one client is sent, a cache may give to another.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
}
"""On every response: nothing runs in a page but what the site itself ships, and pages of other sites may read it."""

_ONE_CLIENT = 4
"""Of the bytes that may be unsent, one client's are at most one part in so many."""


@dataclass
class UnsentBytes:
    """Bytes of responses that clients have not taken yet, in all and by client, and how many there may be."""

    most: int
    now: int = 0
    by_client: Counter[str] = field(default_factory=Counter)

    def has_room(self, size: int, client: str) -> bool:
        """Whether a client may have ``size`` bytes more; one response it may have in any case."""
        before = self.by_client[client]
        return self.now + size <= self.most and (not before or before + size <= self.most // _ONE_CLIENT)

    def add(self, size: int, client: str) -> None:
        """A client is being sent ``size`` bytes more; a negative number are those that it took."""
        self.now += size
        self.by_client[client] += size
        if not self.by_client[client]:
            del self.by_client[client]


async def body_of(request: HttpRequest, most: int) -> bytes:
    """The body of a request. Raises ``ProblemError``: 413 for more than ``most`` bytes, 408 for one that does not
    arrive, 400 for a client that is gone."""
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise ProblemError(413, f"a request has at most {most:,} bytes")
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise ProblemError(413, f"a request has at most {most:,} bytes")
                pieces.append(piece)
    except TimeoutError as error:
        raise ProblemError(408, f"the request did not arrive within {_BODY_SECONDS:g} seconds") from error
    except ClientDisconnect as error:
        raise ProblemError(400, "the request broke off") from error
    return b"".join(pieces)


async def while_connected(request: HttpRequest, work: Coroutine[Any, Any, Response]) -> Response:
    """The response that ``work`` makes, which is cancelled when the client goes."""
    working = asyncio.ensure_future(work)
    try:
        await asyncio.wait({working}, timeout=_WATCH_FROM)
        if not working.done():
            gone = asyncio.ensure_future(_disconnected(request))
            try:
                await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
        if not working.done():
            return problem(ProblemError(400, "the client is gone"))
        return working.result()
    finally:
        working.cancel()


async def _disconnected(request: HttpRequest) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def http_response(response: Response, unsent: UnsentBytes | None = None, client: str = "") -> HttpResponse:
    """The HTTP response that sends ``response`` to ``client``."""
    return _PiecewiseResponse(response, unsent, client)


class _PiecewiseResponse(HttpResponse):
    def __init__(self, response: Response, unsent: UnsentBytes | None, client: str) -> None:
        size = len(response.body)
        # Small ones, which the system's own buffers take, are neither counted nor refused.
        if unsent is not None and size > _PIECE and not unsent.has_room(size, client):
            error = ProblemError(503, "too many responses wait to be taken: come back")
            response = problem(error, {"Retry-After": "10"})
        headers = dict(response.headers)
        if response.media:
            headers = {"Content-Type": response.media, **headers, **HEADERS}
        super().__init__(response.body, response.status, headers)
        self._unsent = unsent
        self._client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self.body) <= _PIECE:
            await super().__call__(scope, receive, send)
            return
        # In pieces, so that a client that does not read delays itself alone.
        body = bytes(self.body)
        if self._unsent is not None:
            self._unsent.add(len(body), self._client)
        try:
            async with asyncio.timeout(_SENDING_SECONDS):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                for at in range(0, len(body), _PIECE):
                    more = at + _PIECE < len(body)
                    await send({"type": "http.response.body", "body": body[at : at + _PIECE], "more_body": more})
        finally:
            if self._unsent is not None:
                self._unsent.add(-len(body), self._client)
