"""The life of a server: the application on a port, signals, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator

import uvicorn

from unmandates.config import Refusal
from unmandates.server.access_log import AccessLog, ErrorEvents
from unmandates.server.app import application
from unmandates.server.connection_limits import LimitedHttpProtocol
from unmandates.server.metrics import Metrics
from unmandates.server.middleware import RootPath
from unmandates.server.service import Service
from unmandates.server.settings import Settings
from unmandates.terminal import say

_GRACE_SECONDS = 30
"""That requests under way have when the server is asked to end."""

_INTERRUPTED_GRACE_SECONDS = 0.5
"""That they have when it is interrupted."""

_BACKLOG = 1024
"""Connections that may wait to be accepted."""


def run(settings: Settings) -> None:
    """Serve until SIGTERM, or until SIGINT, which raises ``KeyboardInterrupt`` when everything has ended. Raises
    ``Refusal``, ``LedgerError``, ``StoreError`` or ``OSError`` where the server cannot start."""
    metrics = Metrics()
    log = AccessLog(sys.stdout, metrics, requests=settings.log_requests)
    with _listener(settings.host, settings.port) as listener:
        service = Service(settings, metrics, log)
        host, port = listener.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.root_path}/"
        server = _Server(_uvicorn_config(settings, service), lambda: _announce(address))
        metrics.gauge("connections", "Connections that are open", lambda: len(server.server_state.connections))
        with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
            runner.run(_until_ended(service, server, listener))
    log.event("ended")
    log.close()
    if server.interrupted:
        raise KeyboardInterrupt


class _Server(uvicorn.Server):
    """uvicorn's, whose signals are those of ``_signals``. ``started_up`` is called once connections are accepted."""

    def __init__(self, config: uvicorn.Config, started_up: Callable[[], None]) -> None:
        super().__init__(config)
        self.interrupted = False
        self._started_up = started_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets)
        self._started_up()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    def end(self) -> None:
        """End when requests under way are done; at once, if asked again."""
        self.force_exit = self.should_exit
        self.should_exit = True

    def interrupt(self) -> None:
        """End soon, whatever is under way."""
        self.interrupted = True
        self.should_exit = True  # which makes the next ``end`` one at once
        asyncio.get_running_loop().call_later(_INTERRUPTED_GRACE_SECONDS, self.end)


def _uvicorn_config(settings: Settings, service: Service) -> uvicorn.Config:
    errors = logging.getLogger("uvicorn.error")
    errors.handlers, errors.propagate = [ErrorEvents(service.log, service.metrics)], False
    return uvicorn.Config(
        RootPath(application(service), settings.root_path),
        http=LimitedHttpProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        limit_concurrency=settings.connections,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        forwarded_allow_ips=settings.proxies,
    )


async def _until_ended(service: Service, server: _Server, listener: socket.socket) -> None:
    """Open the service, serve, close it. A signal while it opens ends it before it serves."""
    opening = asyncio.ensure_future(service.open())
    with _signals(service, server, opening):
        try:
            await opening
        except asyncio.CancelledError:
            if server.should_exit:
                return
            raise
        try:
            await server.serve([listener])
        finally:
            _notify_manager("STOPPING=1")
            await service.close()


def _announce(address: str) -> None:
    say(f"serving {address}")
    _notify_manager("READY=1")


@contextlib.contextmanager
def _signals(service: Service, server: _Server, opening: asyncio.Future[None]) -> Iterator[None]:
    """SIGTERM and SIGINT end the server, SIGHUP makes it switch."""
    loop = asyncio.get_running_loop()
    switching: set[asyncio.Future[bool]] = set()

    def end() -> None:
        server.end()
        opening.cancel()  # has no effect once it is open

    def interrupt() -> None:
        server.interrupt()
        opening.cancel()

    def switch() -> None:
        if opening.done():  # a service that is opening reads the link anyway
            task = asyncio.ensure_future(service.switch())
            switching.add(task)
            task.add_done_callback(switching.discard)

    handlers = {signal.SIGTERM: end, signal.SIGINT: interrupt, signal.SIGHUP: switch}
    for number, handler in handlers.items():
        loop.add_signal_handler(number, handler)
    try:
        yield
    finally:
        for number in handlers:
            loop.remove_signal_handler(number)
        for task in switching:
            task.cancel()


def _listener(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that it is known at once whether that can be had. Raises ``Refusal``."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise Refusal(f"--host {host}: no address of this machine ({error.strerror or error})") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
        bound.setblocking(False)  # noqa: FBT003 - so it is called
    except OSError as error:
        bound.close()
        raise Refusal(f"cannot listen at {host} port {port}: {error.strerror}; choose another --port") from None
    return bound


def _notify_manager(state: str) -> None:
    """Report to the service manager that started us, if it wants reports (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
