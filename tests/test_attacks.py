"""Hostile clients against a real server: it stays up, fetches nothing, writes nothing, and leaves no process.

`bench/attack.py` measures the same over a whole corpus; here each attack is short, and no clock is asked.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from attack import ATTACKS, Target, asked
from hostile_requests import BROKEN, CALLS, HARMLESS, PATHS, REFLECTED, RUNAWAY, SCRIPT, raw
from specimens import EXAMPLES, built
from unmandates.config import store_folder
from unmandates.server import connection_limits
from unmandates.server.responses import UnsentBytes
from watching import Listener, alive, contents, descendants, weight
from web_server import Server, client, serving

SHORT = {"query": "ASK { ?s ?p ?o }"}
QUERY = "/sparql?query=ASK%7B?s%20?p%20?o%7D"
_CALLING = """
import json, sys
import pyoxigraph as ox
from unmandates.workers import sandbox
from unmandates.answers.problems import ProblemError

for line in sys.stdin:
    job = json.loads(line)
    if job["judged"]:
        from pathlib import Path
        from graph.store import LocalStore
        from extract.registers import load_registers
        from unmandates.answers.context import Context
        from unmandates.answers.site_terms import AnswerLimits, SiteTerms
        from unmandates.answers.request import Request, SparqlTarget
        from unmandates.answers.sparql_answer import answer_sparql
        store = LocalStore.open_read_only(Path(job["store"]))
        limits = AnswerLimits(rows=100_000, bytes=64 << 20, deadline=30)
        context = Context(store, load_registers(), SiteTerms("https://w3id.org/unmandates/"), "", limits)
    if job["cut off"]:
        assert sandbox.cut_off()
    for query in job["queries"]:
        try:
            if job["judged"]:
                answer_sparql(context, SparqlTarget(query), Request(SparqlTarget(query)))
            else:
                list(ox.Store().query(query))
        except (ProblemError, OSError, SyntaxError, RuntimeError, TypeError):
            print("refused")
        else:
            print("answered")
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks") / "data"
    built(folder, EXAMPLES)
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    """The same for all, at the end of which nothing is changed, and no process left."""
    before = contents(data)
    with serving(data, "--deadline", "2", "--memory", "512M") as running:
        yield running
        family = descendants(running.process.pid)
        assert len(family) > 4
    assert contents(data) == before
    assert gone(family)


@pytest.fixture
def web(server: Server) -> Iterator[httpx.Client]:
    """A client, after whose attack all is as before."""
    with client(server) as asking:
        yield asking
        assert server.process.poll() is None
        assert asking.get("/health/ready").status_code == 200
        assert asking.get("/sparql", params=SHORT).json()["boolean"] is True


def gone(pids: set[int]) -> bool:
    for _ in range(500):
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def target(server: Server) -> Target:
    return Target(server.url, server.process.pid, seconds=2)


def attacked(attack: Callable[[Target], object], server: Server) -> Target:
    found = target(server)

    async def run() -> None:
        await attack(found)  # type: ignore[misc]

    asyncio.run(run())
    return found


@pytest.mark.parametrize("kind", RUNAWAY)
def test_a_query_that_runs_away_is_answered_or_refused(kind: str, server: Server, web: httpx.Client) -> None:
    async def three(found: Target) -> None:
        await asyncio.gather(*(found.send(asked(RUNAWAY[kind])) for _ in range(3)))

    assert set(attacked(three, server).answers) <= {"200", "400", "503"}


def test_others_are_answered_while_200_run_away(server: Server, web: httpx.Client) -> None:
    """The other client's turn comes before that of those who had much."""
    statuses: list[int] = []

    async def scene(found: Target) -> None:
        found.seconds = 6
        flood = asyncio.ensure_future(ATTACKS["200 of all kinds at a time"](found))
        async with httpx.AsyncClient(base_url=server.url, timeout=60, trust_env=False) as other:
            while not flood.done():
                statuses.extend([(await other.get(path)).status_code for path in ("/health/ready", QUERY)])
                await asyncio.sleep(0.2)
        await flood

    found = attacked(scene, server)
    assert set(found.answers) <= {"200", "400", "503"}
    assert found.answers["503"] > 10
    assert len(statuses) > 5
    assert set(statuses) == {200}


@pytest.mark.parametrize("name", CALLS)
def test_a_query_that_calls_out_is_refused(name: str, server: Server, web: httpx.Client) -> None:
    with Listener() as there:
        answer = web.post("/sparql", data={"query": CALLS[name].format(there=there.url)})
        assert answer.status_code == (200 if name in HARMLESS else 400)
        assert there.calls == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_graphs_from_elsewhere_are_refused(name: str, scheme: str, web: httpx.Client) -> None:
    with Listener() as there:
        address = there.url if scheme == "http" else "file:///etc/passwd"
        assert web.get("/sparql", params={**SHORT, name: address}).status_code == 400
        assert there.calls == 0


def calling(data: Path, *, judged: bool, cut_off: bool) -> tuple[list[str], int]:
    """What became of each query of ``CALLS`` in a process of its own, and how many calls came of them."""
    with Listener() as there:
        queries = [call.format(there=there.url) for name, call in CALLS.items() if name not in HARMLESS]
        job = {"queries": queries, "judged": judged, "cut off": cut_off, "store": str(store_folder(data))}
        done = subprocess.run(
            [sys.executable, "-c", _CALLING],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        received = done.stdout.split()
        assert len(received) == len(queries) > 30
        return received, there.calls


def test_without_defence_queries_do_call_out(data: Path) -> None:
    _, calls = calling(data, judged=False, cut_off=False)
    assert calls > 10


def test_judging_the_query_alone_suffices(data: Path) -> None:
    received, calls = calling(data, judged=True, cut_off=False)
    assert set(received) == {"refused"}
    assert calls == 0


def test_being_cut_off_alone_suffices(data: Path) -> None:
    _, calls = calling(data, judged=False, cut_off=True)
    assert calls == 0


@pytest.mark.parametrize("path", PATHS)
def test_no_address_leads_out(path: str, server: Server, web: httpx.Client) -> None:
    answer = exchanged(server, raw("GET", path, "Host: x", "Connection: close"))
    assert b"root:" not in answer
    assert b"MANIFEST" not in answer
    assert answer[9:10] in {b"3", b"4"}


class _Attributes(HTMLParser):
    """The names of all attributes in a page, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - inherited
        self.names.update(name for name, _ in attrs)


@pytest.mark.parametrize("path", REFLECTED)
def test_no_page_carries_a_script_back(path: str, web: httpx.Client) -> None:
    answer = web.get(path, headers={"Accept": "text/html"})
    assert answer.status_code < 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    if "html" in answer.headers["content-type"]:
        assert SCRIPT not in answer.text
        page = _Attributes()
        page.feed(answer.text)
        assert page.names
        assert not [name for name in page.names if name.startswith("on") or name == "autofocus"]


@pytest.mark.parametrize("name", BROKEN)
def test_broken_requests_end_their_connection_at_most(name: str, server: Server, web: httpx.Client) -> None:
    answer = exchanged(server, BROKEN[name])
    assert b" 500 " not in answer
    assert b"lamps" not in answer.lower() or name == "header without a colon"
    assert not any('"/second"' in line for line in list(server.printed))
    if name in {"two lengths", "length and chunks", "chunks and length", "NUL in a header", "line end in a header"}:
        assert answer.startswith(b"HTTP/1.1 400") or not answer
    assert answer.count(b"HTTP/1.1 ") <= connection_limits._PIPELINED + 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
        {"X-Original-URL": "/metrics", "X-Rewrite-URL": "/metrics"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"X-Forwarded-For": "evil.example\t<script>", "X-Forwarded-Proto": "javascript"},
        {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(5000))},
        {"Accept": ",".join(f"a/b;q=0.{n}" for n in range(5000))},
        {"Accept": "*/*;q=lamps"},
        {"If-None-Match": '"' + "a" * 50_000},
        {"If-None-Match": ", ".join(f'W/"{n}"' for n in range(5000))},
        {"Accept-Encoding": "gzip;q=9999," * 2000},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_headers_change_nothing(headers: dict[str, str], web: httpx.Client) -> None:
    plain = web.get("/sparql", params=SHORT)
    answer = web.get("/sparql", params=SHORT, headers=headers)
    assert answer.status_code in {200, 406}
    assert answer.status_code == 406 or answer.content == plain.content
    assert "evil" not in str(answer.headers) + answer.text


def test_a_head_has_no_body(server: Server, web: httpx.Client) -> None:
    answer = exchanged(server, raw("HEAD", "/sparql?query=ASK%7B%7D", "Host: x", "Connection: close"))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")


SLOW: dict[str, tuple[bytes, bytes]] = {
    "silent": (b"", b""),
    "line ends": (b"", b"\r\n"),
    "line ends after a request": (raw("GET", "/health/live", "Host: x"), b"\r\n"),
    "head": (b"GET / HTTP/1.1\r\n", b"a: b\r\n"),
    "body": (raw("POST", "/sparql", "Host: x", "Content-Type: application/sparql-query", "Content-Length: 999"), b"a"),
    "body that nobody reads": (raw("POST", "/health/live", "Host: x", "Content-Length: 999"), b"a"),
    "trailers": (raw("POST", "/sparql", "Host: x", "Transfer-Encoding: chunked") + b"0\r\n", b"a: b\r\n"),
}


def test_who_is_slow_is_cut_off(server: Server, web: httpx.Client) -> None:
    async def slow(found: Target, begin: bytes, drop: bytes) -> None:
        async with found.line() as (back, to):
            to.write(begin)
            reading = asyncio.ensure_future(back.read())
            while not reading.done():
                to.write(drop)
                await asyncio.wait({reading}, timeout=0.5)

    async def all_of_them(found: Target) -> None:
        async with asyncio.timeout(120):
            await asyncio.gather(
                *(slow(found, *one) for one in SLOW.values() for _ in range(5)), return_exceptions=True
            )

    attacked(all_of_them, server)


@pytest.mark.parametrize(
    "kind",
    [
        "50 bodies without end",
        "50 bodies without end, not asked for",
        "50 trailers without end",
        "50 heads without end",
        "50 pipelines without end",
    ],
)
def test_what_has_no_end_takes_no_memory(kind: str, server: Server, web: httpx.Client) -> None:
    before = weight(server.process.pid)

    async def weighed(found: Target) -> None:
        flood = asyncio.ensure_future(ATTACKS[kind](found))
        while not flood.done():
            await asyncio.wait({flood}, timeout=0.3)
            assert weight(server.process.pid) < before + (300 << 20)
        await flood

    attacked(weighed, server)


@pytest.mark.parametrize("kind", ["50 that ask and leave", "200 that ask and close their side", "headers of all kinds"])
def test_more_of_many_clients(kind: str, server: Server, web: httpx.Client) -> None:
    assert attacked(ATTACKS[kind], server).answers.total() >= 50


def test_a_thousand_connections_in_sequence(server: Server, web: httpx.Client) -> None:
    async def sequence(found: Target) -> None:
        for _ in range(1000):
            await found.send(raw("GET", "/health/live", "Host: x"))

    assert attacked(sequence, server).answers == {"200": 1000}


def test_connections_that_wait_give_up_their_place(data: Path) -> None:
    async def scene(found: Target, url: str) -> None:
        async with asyncio.timeout(60):
            lines = [found.line() for _ in range(100)]
            opened = [await line.__aenter__() for line in lines]
            for _, to in opened:
                to.write(b"GET / HTTP/1.1\r\n")
            async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as other:
                for _ in range(5):
                    assert (await other.get("/sparql", params=SHORT)).status_code == 200
            await asyncio.wait_for(opened[0][0].read(), 30)  # the oldest was ended
            for line in lines:
                await line.__aexit__(None, None, None)

    with serving(data, "--connections", "40", "--workers", "1") as running:
        asyncio.run(scene(target(running), running.url))


def test_no_client_has_all_room_for_answers() -> None:
    unsent = UnsentBytes(1000)
    assert unsent.has_room(900, "a")
    unsent.add(900, "a")
    assert not unsent.has_room(1, "a")
    assert unsent.has_room(100, "b")
    assert not unsent.has_room(101, "b")
    unsent.add(-900, "a")
    assert unsent.has_room(1000, "a")
    assert not unsent.by_client


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left(number: signal.Signals, data: Path) -> None:
    """However the server ends, and though a query runs on."""

    async def scene(found: Target) -> None:
        async with found.line() as (_, to):
            to.write(asked(RUNAWAY["cross product"] + " ORDER BY ?n"))
            while not any(busy(pid) for pid in descendants(found.pid)):  # noqa: ASYNC110 - of processes one can only ask
                await asyncio.sleep(0.05)
            os.kill(found.pid, number)
            if number is signal.SIGTERM:
                await asyncio.to_thread(running.process.wait, 60)

    with serving(data, "--deadline", "20", "--workers", "1") as running:
        found = target(running)
        family = descendants(found.pid)
        asyncio.run(scene(found))
        assert gone(family)


def busy(pid: int) -> bool:
    """Whether it is a worker that has given up its place."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16]) > 0
    except OSError:
        return False


def exchanged(server: Server, request: bytes) -> bytes:
    """All that a request is answered until the connection ends, or nothing more comes."""

    async def exchange(found: Target) -> bytes:
        answer = b""
        async with found.line() as (back, to):
            try:
                to.write(request)
                while piece := await asyncio.wait_for(back.read(1 << 16), 0.3 if answer else 2.0):
                    answer += piece
            except (OSError, TimeoutError):
                pass
        return answer

    return asyncio.run(exchange(target(server)))
