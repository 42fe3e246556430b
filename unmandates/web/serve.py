"""The server: the application on a port, signals, and an orderly end."""

from __future__ import annotations

import asyncio
import signal
import sys

import uvicorn

from unmandates.config import Refusal
from unmandates.output import say
from unmandates.web.app import application
from unmandates.web.guard import GuardedProtocol
from unmandates.web.service import Service
from unmandates.web.settings import Settings
from unmandates.web.telling import Telling

_GRACE = 30
"""Seconds that requests under way have when the server ends."""


class _Server(uvicorn.Server):
    """uvicorn's, which also takes SIGHUP as the sign to switch to another store."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._switching: set[asyncio.Task[bool]] = set()

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        for server in self.servers:
            for one in server.sockets:
                host, port = one.getsockname()[:2]
                say(f"serving http://{f'[{host}]' if ':' in host else host}:{port}/")
        if hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._switch)

    def _switch(self) -> None:
        task = asyncio.get_running_loop().create_task(self._service.switch())
        self._switching.add(task)
        task.add_done_callback(self._switching.discard)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises ``Refusal`` where that cannot begin."""
    service = Service(settings, Telling(sys.stdout if settings.log else None))
    config = uvicorn.Config(
        application(service),
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        http=GuardedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE,
        forwarded_allow_ips=settings.proxies,
    )
    server = _Server(config, service)
    server.run()
    if not server.started:
        raise Refusal("the server did not start: see what it says above")
