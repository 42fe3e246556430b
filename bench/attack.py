"""What hostile clients can do to a server: each attack for some seconds, while another client asks ordinary things.

    python bench/attack.py STORE [--seconds N] [KIND …]

Prints a row of a table for each attack: what the attackers were answered; for another client the median and the worst
time of an answer and how many requests were not answered with what they asked for, for readiness, a thing and a short
query; and the most memory that all processes held together. Attackers come from addresses of their own on this machine
(127.0.0.2 and on), unless a kind says otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from hostile_requests import BROKEN, CALLS, PATHS, REFLECTED, RUNAWAY, raw
from watching import Listener, Watch, alive, contents, descendants, watched

SHORT = "SELECT ?s { ?s ?p ?o } LIMIT 3"
PROBES = ("/health/ready", "/id/A/RES/69/197", "/sparql?query=" + quote(SHORT))
"""Readiness, a thing, a short query of a client."""

ATTACKER, PROBER = "127.0.0.2", "127.0.0.1"
_MANY = 200
_HOST = "Host: 127.0.0.1"
_KEPT = raw("GET", "/health/live", _HOST)
_LARGE = "SELECT * { ?s ?p ?o } LIMIT 60000"


@dataclass
class Target:
    """A server under attack, and what its attackers were answered."""

    url: str
    pid: int
    seconds: float = 8.0
    answers: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def line(self, source: str = ATTACKER) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A connection from an address."""
        parts = urlsplit(self.url)
        back, to = await asyncio.open_connection(parts.hostname, parts.port, local_addr=(source, 0))
        try:
            yield back, to
        finally:
            to.transport.abort()

    async def send(self, request: bytes, source: str = ATTACKER) -> str:
        """What a request is answered: the status, or how it ended."""
        try:
            async with asyncio.timeout(60), self.line(source) as (back, to):
                to.write(request)
                head = await back.readuntil(b"\r\n\r\n")
                if match := re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE):
                    await back.readexactly(int(match[1]))
                found = head[9:12].decode()
        except asyncio.IncompleteReadError as cut:
            found = "closed" if not cut.partial else cut.partial[9:12].decode("latin-1")
        except TimeoutError:
            found = "nothing"
        except (OSError, asyncio.LimitOverrunError):
            found = "reset"
        self.answers[found] += 1
        return found

    async def over_and_over(
        self, requests: Iterator[bytes], at_once: int, sources: tuple[str, ...] = (ATTACKER,)
    ) -> None:
        """Send requests, so many at once, each attacker the next when it is answered."""

        async def attacker(source: str) -> None:
            while True:
                await self.send(next(requests), source)

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await asyncio.gather(*(attacker(sources[number % len(sources)]) for number in range(at_once)))

    async def holding(
        self, many: int, hold: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
    ) -> None:
        """Open many connections and keep each busy with ``hold`` until time is over or it ends."""

        async def one() -> None:
            try:
                async with asyncio.timeout(self.seconds), self.line() as (back, to):
                    await hold(back, to)
                    self.answers["ended"] += 1
            except TimeoutError:
                self.answers["held on"] += 1
            except (OSError, asyncio.IncompleteReadError):
                self.answers["cut off"] += 1

        await asyncio.gather(*(one() for _ in range(many)))


def asked(query: str) -> bytes:
    """A query in a POST."""
    body = query.encode()
    return raw(
        "POST", "/sparql", _HOST, "Content-Type: application/sparql-query", f"Content-Length: {len(body)}", body=body
    )


def _until_closed(back: asyncio.StreamReader) -> Awaitable[bytes]:
    return back.read(1 << 20)


async def _idle(back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    to.write(_KEPT)
    while await _until_closed(back):
        pass


async def _silent(back: asyncio.StreamReader, _to: asyncio.StreamWriter) -> None:
    await _until_closed(back)


async def _half_open(back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    to.write(asked(RUNAWAY["cross product"]))
    to.write_eof()
    await _until_closed(back)


def _slowly(begin: bytes, drop: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def hold(back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        to.write(begin)
        reading = asyncio.ensure_future(_until_closed(back))
        while not reading.done():
            to.write(drop)
            await to.drain()
            await asyncio.wait({reading}, timeout=0.5)

    return hold


def _without_end(begin: bytes, more: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def hold(_back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        to.write(begin)
        while True:
            to.write(more)
            await to.drain()
            await asyncio.sleep(0)

    return hold


async def _slow_reader(back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    to.write(raw("GET", "/sparql?query=" + quote(_LARGE), _HOST))
    while await back.read(1):  # noqa: ASYNC110 - it waits so as to be slow
        await asyncio.sleep(0.2)


_CHUNKED = raw("POST", "/sparql", _HOST, "Content-Type: application/sparql-query", "Transfer-Encoding: chunked")
_NOT_READ = raw("POST", "/id/A/RES/69/197", _HOST, "Transfer-Encoding: chunked")
_CHUNK = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"


async def _dropped(target: Target) -> None:
    """Ask what runs on, and go."""
    end = time.monotonic() + target.seconds

    async def attacker() -> None:
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                async with target.line() as (_back, to):
                    to.write(asked(RUNAWAY["cross product"]))
                    await asyncio.sleep(0.25)
            target.answers["left"] += 1

    await asyncio.gather(*(attacker() for _ in range(50)))


async def _in_sequence(target: Target) -> None:
    """10,000 connections, one after the other."""
    for number in range(10_000):
        await target.send(_KEPT if number % 2 else b"\r\n\r\n\r\nlamps\r\n\r\n")


async def _calls(target: Target) -> None:
    with Listener() as listener:
        for call in CALLS.values():
            await target.send(asked(call.format(there=listener.url)))
        there = quote(listener.url)
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
            for value in (there, "file:///etc/passwd"):
                await target.send(raw("GET", f"/sparql?query=ASK%7B?s%20?p%20?o%7D&{name}={value}", _HOST))
        target.answers["calls received"] = listener.calls


async def _once(target: Target, requests: list[bytes]) -> None:
    await asyncio.gather(*(target.send(one) for one in requests))


def _addresses(many: int) -> tuple[str, ...]:
    return tuple(f"127.0.1.{number + 1}" for number in range(many))


_PRODUCT = asked(RUNAWAY["cross product"])


async def _from_the_same(target: Target) -> None:
    await asyncio.gather(*(target.send(_PRODUCT, PROBER) for _ in range(_MANY)))


_TRICKS = [
    raw("GET", PROBES[2], 'Host: evil.example"><script>', "X-Forwarded-Host: evil.example", "X-Forwarded-For: ::1"),
    raw("GET", PROBES[2], _HOST, "Range: bytes=" + ",".join(f"{n}-{n}" for n in range(5000))),
    raw("GET", PROBES[2], _HOST, "Accept: " + ",".join(f"a/b{n};q=0.{n}" for n in range(2000))),
    raw("GET", PROBES[2], _HOST, "If-None-Match: " + ", ".join(f'W/"{n}"' for n in range(6000))),
    raw("GET", PROBES[2], _HOST, 'If-None-Match: "' + "a" * 60_000),
    raw("POST", PROBES[2], _HOST, "X-HTTP-Method-Override: DELETE", "Content-Length: 0"),
    raw("HEAD", PROBES[2], _HOST),
]

_HEAVY = [
    raw("GET", f"/questions/{question}", _HOST)
    for question in ("most-cited", "dormant", "reports-due", "unresolved", "votes", "adopted-as")
]

ATTACKS: dict[str, Callable[[Target], Awaitable[None]]] = {
    "nothing": lambda target: asyncio.sleep(target.seconds),
    **{
        f"query: {name}": partial(Target.over_and_over, requests=itertools.repeat(asked(query)), at_once=8)
        for name, query in RUNAWAY.items()
    },
    "queries that call out": _calls,
    "addresses that lead out": lambda target: _once(target, [raw("GET", path, _HOST) for path in (*PATHS, *REFLECTED)]),
    "broken HTTP": lambda target: _once(target, list(BROKEN.values())),
    "headers of all kinds": lambda target: target.over_and_over(itertools.cycle(_TRICKS), 20),
    "200 that are idle": lambda target: target.holding(_MANY, _idle),
    "200 that say nothing": lambda target: target.holding(_MANY, _silent),
    "2,000 that say nothing": lambda target: target.holding(2000, _silent),
    "200 that ask and close their side": lambda target: target.holding(_MANY, _half_open),
    "200 slow heads": lambda target: target.holding(_MANY, _slowly(b"GET / HTTP/1.1\r\n", b"a: b\r\n")),
    "200 slow bodies": lambda target: target.holding(_MANY, _slowly(_CHUNKED, b"1\r\na\r\n")),
    "200 slow readers": lambda target: target.holding(_MANY, _slow_reader),
    "50 bodies without end": lambda target: target.holding(50, _without_end(_CHUNKED, _CHUNK)),
    "50 bodies without end, not asked for": lambda target: target.holding(50, _without_end(_NOT_READ, _CHUNK)),
    "50 trailers without end": lambda target: target.holding(50, _without_end(_CHUNKED + b"0\r\n", b"a: b\r\n" * 2000)),
    "50 heads without end": lambda target: target.holding(50, _without_end(b"GET / HTTP/1.1\r\n", b"a: b\r\n" * 2000)),
    "50 pipelines without end": lambda target: target.holding(50, _without_end(b"", _KEPT * 500)),
    "50 that ask and leave": _dropped,
    "10,000 connections in sequence": _in_sequence,
    "200 short queries at a time": lambda target: target.over_and_over(itertools.repeat(asked(SHORT)), _MANY),
    "200 heavy questions at a time": lambda target: target.over_and_over(itertools.cycle(_HEAVY), _MANY),
    "200 runaway queries, once": lambda target: _once(target, [_PRODUCT] * _MANY),
    "200 runaway queries at a time": lambda target: target.over_and_over(itertools.repeat(_PRODUCT), _MANY),
    "200 of all kinds at a time": lambda target: target.over_and_over(
        itertools.cycle([asked(query) for query in RUNAWAY.values()]), _MANY
    ),
    "200 from 200 addresses": lambda target: target.over_and_over(
        itertools.cycle([asked(query) for query in RUNAWAY.values()]), _MANY, _addresses(_MANY)
    ),
    "200 once, from the address of the other": _from_the_same,
    "20 at a time, from the address of the other": lambda target: target.over_and_over(
        itertools.repeat(_PRODUCT), 20, (PROBER,)
    ),
}  # fmt: skip
"""Each keeps at it for the seconds of its target, or does what it does once."""


@contextmanager
def served(store: str) -> Iterator[Target]:
    """A server over a data folder or release, as it is by default; ended afterwards."""
    command = [sys.executable, "-P", "-m", "unmandates", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
        assert server.stderr is not None
        url = ""
        try:
            for line in server.stderr:
                if match := re.search(r"serving (http://\S+?)/$", line):
                    url = match[1]
                    break
            yield Target(url, server.pid)
        finally:
            server.terminate()
            server.communicate()


def attacked(name: str, target: Target) -> Watch:
    """Run an attack; what was seen meanwhile."""
    target.answers.clear()
    with watched(target.url, PROBES, target.pid) as watch:
        time.sleep(0.5)
        asyncio.run(_run(ATTACKS[name], target))
        time.sleep(0.5)
    return watch


async def _run(attack: Callable[[Target], Awaitable[None]], target: Target) -> None:
    await attack(target)


def row(name: str, target: Target, watch: Watch) -> str:
    """What was seen, as a row of a table."""
    answers = ", ".join(f"{count:,} × {what}" for what, count in sorted(target.answers.items())) or "–"
    cells = [
        f"{one.median:,.0f} / {one.worst:,.0f}" + (f" ({len(one.failures)} not)" if one.failures else "")
        for one in watch.answers.values()
    ]
    return f"| {name} | {answers} | {' | '.join(cells)} | {watch.peak / 1e6:,.0f} |"


def main() -> None:
    """Attack and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", help="a data folder or release")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="attacks whose names hold this (all)")
    parser.add_argument("--seconds", type=float, default=8.0, metavar="N", help="how long each goes on (8)")
    args = parser.parse_intermixed_args()
    names = [name for name in ATTACKS if not args.kinds or any(kind in name for kind in args.kinds)]
    before = contents(Path(args.store)), set(Path(tempfile.gettempdir()).iterdir())
    with served(args.store) as target:
        target.seconds = args.seconds
        print("| attack | answers to the attackers | ready, ms | a thing, ms | a short query, ms | peak, MB |")
        print("|---|---|---|---|---|---|")
        for name in names:
            print(row(name, target, attacked(name, target)), flush=True)
        left = descendants(target.pid)
    time.sleep(1)
    print(f"\nprocesses left: {sum(alive(pid) for pid in left)}")
    print(f"files of the store changed: {contents(Path(args.store)) != before[0]}")
    print(f"new in {tempfile.gettempdir()}: {sorted(set(Path(tempfile.gettempdir()).iterdir()) - before[1])}")


if __name__ == "__main__":
    main()
