"""The server: the application on a port, signals, and an orderly end."""

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
from unmandates.terminal import say
from unmandates.web.app import application
from unmandates.web.guard import GuardedProtocol
from unmandates.web.rooted import Rooted
from unmandates.web.service import Service
from unmandates.web.settings import Settings
from unmandates.web.telling import Faults, Telling

_GRACE = 30
"""Seconds that requests under way have when the server ends."""

_BACKLOG = 1024
"""Connections that may wait to be taken in."""


class _Server(uvicorn.Server):
    """uvicorn's, whose signals are those of ``_signals``. ``started_up`` is called once connections are taken."""

    def __init__(self, config: uvicorn.Config, started_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._started_up = started_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections."""
        await super().startup(sockets)
        self._started_up()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    def end(self) -> None:
        """End when what is under way is done; at once, if told again."""
        self.force_exit = self.should_exit
        self.should_exit = True


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises ``Refusal``, ``LedgerError``, ``StoreError`` or ``OSError`` where that
    cannot begin."""
    telling = Telling(sys.stdout, requests=settings.log)
    with _listener(settings.host, settings.port) as listener:
        service = Service(settings, telling)
        host, port = listener.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.root_path}/"
        server = _Server(_configured(settings, service, telling), lambda: _tell_started(address))
        telling.gauge("connections", "Connections that are open", lambda: len(server.server_state.connections))
        with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
            runner.run(_until_told(service, server, listener))
    telling.said("ended")
    telling.end()


def _configured(settings: Settings, service: Service, telling: Telling) -> uvicorn.Config:
    log = logging.getLogger("uvicorn.error")
    log.handlers, log.propagate = [Faults(telling)], False
    return uvicorn.Config(
        Rooted(application(service), settings.root_path),
        http=GuardedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        limit_concurrency=settings.connections,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE,
        forwarded_allow_ips=settings.proxies,
    )


async def _until_told(service: Service, server: _Server, listener: socket.socket) -> None:
    """Open the service, serve, close it. A signal while it opens has it never serve."""
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
            _tell_manager("STOPPING=1")
            await service.close()


def _tell_started(address: str) -> None:
    say(f"serving {address}")
    _tell_manager("READY=1")


@contextlib.contextmanager
def _signals(service: Service, server: _Server, opening: asyncio.Future[None]) -> Iterator[None]:
    """SIGTERM and SIGINT end the server, SIGHUP has it switch."""
    loop = asyncio.get_running_loop()
    switching: set[asyncio.Future[bool]] = set()

    def end() -> None:
        server.end()
        opening.cancel()  # does nothing once it is open

    def switch() -> None:
        if opening.done():  # what opens now is what the link says now
            task = asyncio.ensure_future(service.switch())
            switching.add(task)
            task.add_done_callback(switching.discard)

    handlers = {signal.SIGTERM: end, signal.SIGINT: end, signal.SIGHUP: switch}
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
    except OSError as fault:
        raise Refusal(f"--host {host}: no address of this machine ({fault.strerror or fault})") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
        bound.setblocking(False)  # noqa: FBT003 - so it is called
    except OSError as fault:
        bound.close()
        raise Refusal(f"cannot listen at {host} port {port}: {fault.strerror}; choose another --port") from None
    return bound


def _tell_manager(state: str) -> None:
    """Tell the service manager that started us, if it wants to know (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
