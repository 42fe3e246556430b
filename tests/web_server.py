"""A real server on a port of this machine, in a process of its own, over a store on disk."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

_SECONDS = 60.0


@dataclass
class Server:
    """A server that runs: ``url`` without a slash at its end; ``said`` are the lines on its standard error, ``printed``
    those on its standard output (events and requests, in JSON)."""

    url: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def wait_for(self, text: str) -> str:
        """The first line of ``printed`` that holds ``text``, once it is there."""
        limit = time.monotonic() + _SECONDS
        while time.monotonic() < limit:
            for line in list(self.printed):
                if text in line:
                    return line
            time.sleep(0.02)
        raise AssertionError(f"the server never printed {text!r}: {self.printed[-5:]}")


@contextmanager
def serving(data: Path, *options: str, env: dict[str, str] | None = None) -> Iterator[Server]:
    """``unmandates serve`` over a data folder or release, with more ``options``; ended afterwards."""
    command = [sys.executable, "-P", "-m", "unmandates", "serve", "--store", str(data), "--port", "0", "--log-requests"]
    process = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
    )
    server = Server("", process)
    readers = [
        threading.Thread(target=_read, args=(stream, lines), daemon=True)
        for stream, lines in ((process.stderr, server.said), (process.stdout, server.printed))
        if stream is not None
    ]
    for reader in readers:
        reader.start()
    try:
        limit = time.monotonic() + _SECONDS
        while not server.url:
            assert time.monotonic() < limit, f"the server does not start: {server.said}"
            assert process.poll() is None, f"the server ended: {server.said}"
            for line in list(server.said):
                if match := re.search(r"serving (http://\S+?)/$", line):
                    server.url = match[1]
            time.sleep(0.02)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for reader in readers:
            reader.join(5)
        for stream in (process.stderr, process.stdout):
            if stream is not None:
                stream.close()


def client(server: Server) -> httpx.Client:
    """A client that follows no redirects, patient enough for a busy machine."""
    return httpx.Client(base_url=server.url, timeout=_SECONDS, trust_env=False)


def _read(stream: Iterable[str], lines: list[str]) -> None:
    lines.extend(line.rstrip("\n") for line in stream)
