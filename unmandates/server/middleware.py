"""Around every request: the path below which the site is served, and the record of what was asked and answered."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from unmandates.server.access_log import AccessLog
from unmandates.server.metrics import Metrics


class RootPath:
    """Middleware by which the application knows the ``root`` of its paths, such as ``/un`` (none: empty).

    A proxy in front may pass paths on as received, which leaves their escapes alone and is advised, or without the
    root: both are understood.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._root:
            path, raw = scope["path"], scope["raw_path"]
            under = path.startswith(f"{self._root}/")
            if not under and path != self._root:
                path, raw = self._root + path, self._root.encode() + raw
            elif not under:
                path, raw = f"{path}/", raw + b"/"
            scope = {**scope, "root_path": self._root, "path": path, "raw_path": raw}
        await self._app(scope, receive, send)


class RequestRecord:
    """Middleware that counts and logs each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: AccessLog) -> None:
        self._app = app
        self._metrics = metrics
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 0, 0  # a client that goes before the answer leaves 0

        async def recording(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, recording)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("endpoint"), "__name__", "none")
            self._metrics.answered(route, status, seconds)
            agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
            query = scope["query_string"]
            self._log.request(
                route=route,
                method=scope["method"],
                target=(scope["raw_path"] + (b"?" + query if query else b"")).decode("latin-1"),
                status=status,
                sent=sent,
                seconds=seconds,
                client=(scope.get("client") or ("",))[0],
                agent=agent.decode("latin-1"),
            )
