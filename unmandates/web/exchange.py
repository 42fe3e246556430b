"""A request taken in and an outcome sent, with clients that are slow, or gone, or take more than they are given."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from unmandates.web.problems import ProblemError, problem
from unmandates.web.tasks import Outcome
from unmandates.web.telling import Telling

_BODY_SECONDS = 10.0
"""In which a request's body must be there."""

_SENDING_SECONDS = 60.0
"""In which an answer must be taken."""

_PIECE = 64 * 1024
_WATCH_FROM = 0.2
"""Seconds of work after which it is worth looking whether the client is still there."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # Said to all, not only to pages of other sites: what one client is sent, a cache may give to another.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
}
"""On every answer: nothing runs in a page but what the site itself ships, and pages of other sites may read it."""


_ONE_CLIENT = 4
"""Of the bytes that may wait to be taken, one client's are at most one part in so many."""


@dataclass
class Outgoing:
    """Bytes of answers that clients have not taken yet, in all and by client, and how many there may be."""

    most: int
    now: int = 0
    by_client: Counter[str] = field(default_factory=Counter)

    def has_room(self, size: int, client: str) -> bool:
        """Whether a client may have ``size`` bytes more; one answer it may have in any case."""
        had = self.by_client[client]
        return self.now + size <= self.most and (not had or had + size <= self.most // _ONE_CLIENT)

    def add(self, size: int, client: str) -> None:
        """A client is sent ``size`` bytes more; fewer than none are those that it took."""
        self.now += size
        self.by_client[client] += size
        if not self.by_client[client]:
            del self.by_client[client]


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request. Raises ``ProblemError``: 413 for more than ``most`` bytes, 408 for one that does not
    come, 400 for a client that is gone."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
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
    except TimeoutError as fault:
        raise ProblemError(408, f"the request was not there within {_BODY_SECONDS:g} seconds") from fault
    except ClientDisconnect as fault:
        raise ProblemError(400, "the request broke off") from fault
    return b"".join(pieces)


async def while_there(request: Request, work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The outcome of ``work``, which is given up when the client goes."""
    asked = asyncio.ensure_future(work)
    try:
        await asyncio.wait({asked}, timeout=_WATCH_FROM)
        if not asked.done():
            gone = asyncio.ensure_future(_gone(request))
            try:
                await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
        if not asked.done():
            return problem(ProblemError(400, "the client is gone"))
        return asked.result()
    finally:
        asked.cancel()


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def reply(outcome: Outcome, outgoing: Outgoing | None = None, client: str = "") -> Response:
    """The response that sends an outcome to ``client``."""
    return _Reply(outcome, outgoing, client)


class _Reply(Response):
    def __init__(self, outcome: Outcome, outgoing: Outgoing | None, client: str) -> None:
        size = len(outcome.body)
        # Small ones, which the system's own buffers take, are neither counted nor refused.
        if outgoing is not None and size > _PIECE and not outgoing.has_room(size, client):
            fault = ProblemError(503, "too many answers wait to be taken: come back")
            outcome = problem(fault, {"Retry-After": "10"})
        super().__init__(
            outcome.body,
            outcome.status,
            {"Content-Type": outcome.media, **outcome.headers, **ALWAYS} if outcome.media else dict(outcome.headers),
        )
        self._outgoing = outgoing
        self._client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self.body) <= _PIECE:
            await super().__call__(scope, receive, send)
            return
        # In pieces, so that a client that does not read holds up itself alone.
        body = bytes(self.body)
        if self._outgoing is not None:
            self._outgoing.add(len(body), self._client)
        try:
            async with asyncio.timeout(_SENDING_SECONDS):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                for at in range(0, len(body), _PIECE):
                    more = at + _PIECE < len(body)
                    await send({"type": "http.response.body", "body": body[at : at + _PIECE], "more_body": more})
        finally:
            if self._outgoing is not None:
                self._outgoing.add(-len(body), self._client)


class Told:
    """Middleware that counts and logs each request."""

    def __init__(self, app: ASGIApp, telling: Telling) -> None:
        self._app = app
        self._telling = telling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 0, 0

        async def noting(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
            query = scope["query_string"]
            self._telling.answered(
                route=getattr(scope.get("endpoint"), "__name__", "none"),
                method=scope["method"],
                target=(scope["raw_path"] + (b"?" + query if query else b"")).decode("latin-1"),
                status=status,
                sent=sent,
                seconds=time.perf_counter() - began,
                client=(scope.get("client") or ("",))[0],
                agent=agent.decode("latin-1"),
            )
