"""The server in operation: how it starts, what it reports, how it switches to another store, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Self

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from typer.testing import CliRunner, Result

from graph.publication import Imprint
from graph.store import LocalStore
from graph.vocabulary import text
from specimens import EXAMPLES, built, resolution, write
from unmandates.cli import app
from unmandates.config import store_folder
from unmandates.release import ReleaseOrder, release
from web_server import Server, client, serving

_SECONDS = 60.0
_THING = "SELECT ?p ?o { <https://w3id.org/unmandates/id/A/RES/79/%s> ?p ?o } ORDER BY ?p ?o"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("operation") / "data"
    built(folder, EXAMPLES)
    return folder


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another data folder, with another document."""
    folder = tmp_path_factory.mktemp("other")
    built(folder / "data", write(folder / "in", lamps=resolution("79/991")))
    return folder / "data"


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with serving(data) as running:
        yield running


def run(*arguments: str) -> Result:
    """The command in this process, which must not come to serve."""
    return CliRunner().invoke(app, ["serve", "--port", "0", *arguments], env={"COLUMNS": "400"})


def metrics(web: httpx.Client) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every number, by name and values of labels."""
    found = {}
    for family in text_string_to_metric_families(web.get("/metrics").text):
        for sample in family.samples:
            found[sample.name, tuple(sample.labels.values())] = sample.value
    return found


def processes_of(server: Server) -> set[int]:
    """The processes that descend from the server's."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            parents[int(folder.name)] = int(parent)
    found = {server.process.pid}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {server.process.pid}


def until(what: str, holds: object) -> None:
    """Wait for something that comes true."""
    assert callable(holds)
    limit = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < limit, what
        time.sleep(0.05)


# how it starts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--memory", "lots"], "--memory lots: write a size, such as 512M or 2G"),
        (["--memory", "1M"], "--memory 1M: too small to serve anything, give it 256M or more"),
        (["--max-bytes", "-5"], "--max-bytes -5: write a size"),
        (["--licence", "CC0"], "--licence CC0: write a web address"),
        (["--base", "un"], "--base un: write a web address"),
        (["--publisher", "A\nB"], "--publisher: write one line"),
        (["--root-path", "un"], "--root-path un: write a path that begins with a slash, such as /un"),
        (["--root-path", "/un/../x"], "--root-path /un/../x: write a path"),
        (["--proxies", "*"], "--proxies *: write addresses or networks of your proxies"),
        (["--proxies", "10.0.0.0/8, proxy"], "--proxies proxy: write addresses"),
        (["--port", "99999"], "Invalid value"),
        (["--workers", "0"], "Invalid value"),
        (["--deadline", "soon"], "Invalid value"),
        (["--host", "203.0.113.7"], "cannot listen at 203.0.113.7 port 0: Cannot assign requested address"),
        (["--host", "no such host"], "--host no such host: no address of this machine"),
        (["--base", "https://example.org/un/"], "the names in this store begin with https://w3id.org/unmandates/, not"),
    ],
)
def test_wrong_use_is_a_line(data: Path, arguments: list[str], said: str) -> None:
    result = run("--store", str(data), *arguments)
    assert said in " ".join(result.stderr.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_options_stand_in_the_environment_too(data: Path) -> None:
    environment = {"UNMANDATES_MEMORY": "lots", "UNMANDATES_STORE": str(data)}
    result = CliRunner().invoke(app, ["serve", "--port", "0"], env=environment)
    assert "--memory lots" in result.stderr
    assert result.exit_code == 2


def test_a_port_in_use_is_a_line(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("--store", str(data), "--port", port)
    assert result.exit_code == 2
    assert result.stderr == (
        f"unmandates: cannot listen at 127.0.0.1 port {port}: Address already in use; choose another --port\n"
    )


def test_a_folder_without_a_graph_is_a_line(tmp_path: Path) -> None:
    result = run("--store", str(tmp_path / "none"))
    assert "build first" in result.stderr
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["gone", "garbled"])
def test_a_damaged_store_is_a_line(data: Path, tmp_path: Path, damage: str) -> None:
    copy = shutil.copytree(data, tmp_path / "data")
    for file in store_folder(copy).glob("MANIFEST-*"):
        file.unlink() if damage == "gone" else file.write_bytes(b"no manifest")
    done = started_to_end("--store", str(copy))
    assert f"{store_folder(copy)} cannot be opened as a store" in done.stderr
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_store_that_is_being_built_is_a_line(data: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(data, tmp_path / "data")
    with closing(LocalStore.open(store_folder(copy))):
        done = started_to_end("--store", str(copy))
    assert "is being built: wait until that ends, or serve a release" in done.stderr
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="locks of open file descriptions are Linux's")
def test_what_is_served_is_not_built_into(server: Server, data: Path) -> None:
    result = CliRunner().invoke(app, ["build", str(EXAMPLES), "--store", str(data), "--jobs", "1"])
    assert "is in use by another process" in result.stderr
    assert result.exit_code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_workers_that_cannot_be_cut_off_serve_nobody(data: Path) -> None:
    done = started_to_end("--store", str(data), before=_NO_SECCOMP)
    assert "cannot cut processes off from the network" in done.stderr
    assert "--no-sandbox" in done.stderr
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


_NO_SECCOMP = """
import ctypes, platform, os, sys
from unmandates.workers import sandbox
machine, number, _, _ = sandbox._MACHINES[platform.machine()]
sandbox._MACHINES = {platform.machine(): (machine, number, {}, {"seccomp": number})}
sandbox._SHARED = {}
assert sandbox.cut_off()
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Goes on as another program, to which the kernel refuses seccomp(2)."""


def started_to_end(*options: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """A server in a process of its own that is to end by itself."""
    command = ["-P", "-m", "unmandates", "serve", "--port", "0", *options]
    return subprocess.run(
        [sys.executable, *(["-c", before] if before else []), *command],
        capture_output=True,
        text=True,
        timeout=2 * _SECONDS,
        check=False,
    )


def test_a_release_is_served_as_it_says_unless_options_say_otherwise(data: Path, tmp_path: Path) -> None:
    """What a release says, options that go before it, and texts that are left out."""
    imprint = Imprint(licence="https://example.org/licence", publisher="A library")
    release(ReleaseOrder(data, tmp_path / "release", imprint))
    words = f"ASK {{ ?s <{text}> ?o }}"
    served = {}
    for name, folder, options in (
        ("release", tmp_path / "release", ()),
        ("text-free release", tmp_path / "release", ("--no-text",)),
        ("text-free data", data, ("--no-text",)),
    ):
        before = set(Path(tempfile.gettempdir()).glob("unmandates-*"))
        with serving(folder, *options) as running, client(running) as web:
            event = json.loads(running.wait_for('"event":"serving"'))
            served[name] = (event["texts"], web.get("/sparql", params={"query": words}).json()["boolean"])
            assert event["folder"] == str(folder)
        assert set(Path(tempfile.gettempdir()).glob("unmandates-*")) <= before
    assert served == {
        "release": (True, True),
        "text-free release": (False, False),
        "text-free data": (False, False),
    }


def test_a_service_manager_is_notified(data: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(_SECONDS)
        with serving(data, env={"NOTIFY_SOCKET": str(tmp_path / "notify")}) as running:
            assert manager.recv(100) == b"READY=1"
            assert httpx.get(f"{running.url}/health/ready", trust_env=False).status_code == 200
        assert manager.recv(100) == b"STOPPING=1"


# what it reports


def test_health_is_reported_to_whoever_asks(server: Server) -> None:
    with client(server) as web:
        for path, text in (("/health/live", "alive\n"), ("/health/ready", "ready\n")):
            answer = web.get(path)
            assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, text, "no-store")
            assert web.head(path).status_code == 200


def test_numbers_are_bounded_whatever_is_asked(server: Server) -> None:
    with client(server) as web:
        web.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
        before = metrics(web)
        for number in range(30):
            web.request("GET", f"/no/such/{number}?x={number}", headers={"User-Agent": f"client-{number}"})
            web.request(f"METHOD{number}", "/sparql")
            web.get("/sparql", params={"query": f"ASK {{ <http://example.org/{number}> ?p ?o }}"})
        after = metrics(web)
    assert after["unmandates_requests_total", ("sparql", "200")] >= 31
    assert after["unmandates_ready", ()] == 1
    assert time.time() - 600 < after["unmandates_serving_since_seconds", ()] <= time.time()
    assert {labels for name, labels in after if name == "unmandates_requests_busy"} == {("queries",), ("pages",)}
    assert after["unmandates_log_lines_lost_total", ()] == 0
    new = {labels for name, labels in after if name == "unmandates_requests_total"}
    new -= {labels for name, labels in before if name == "unmandates_requests_total"}
    assert len(new) <= 4


def test_a_line_of_the_log_is_one_line_of_plain_signs(data: Path) -> None:
    hostile = b'A\x80\x9b\xe2\x80\xae\xff\\"{}'
    with serving(data) as running:
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), _SECONDS) as line:
            target = b"/" + b"%0A%0D%1B" * 400
            line.sendall(
                b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nUser-Agent: " + hostile * 100 + b"\r\n"
                b"X-Forwarded-For: 203.0.113.9\r\nConnection: close\r\n\r\n"
            )
            while line.recv(65536):
                pass
        received = json.loads(running.wait_for('"agent":"A'))
        lines = list(running.printed)
    assert received["client"] == "203.0.113.9"
    assert received["target"].startswith("/%0A%0D%1B")
    assert len(received["target"]) == len(received["agent"]) == 500
    for printed in lines:
        assert printed.isascii()
        assert printed.isprintable()
        assert len(printed) < 8000
        json.loads(printed)


def test_a_client_that_is_no_proxy_is_not_believed(data: Path) -> None:
    with serving(data, "--proxies", "203.0.113.1") as running, client(running) as web:
        web.get("/health/live", headers={"X-Forwarded-For": "203.0.113.9", "User-Agent": "liar"})
        assert json.loads(running.wait_for('"agent":"liar"'))["client"] == "127.0.0.1"


def test_events_are_printed_without_a_log_of_requests(data: Path) -> None:
    command = [sys.executable, "-P", "-m", "unmandates", "serve", "--store", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stderr.readline().removeprefix("serving ").strip()
        httpx.get(f"{url}health/live", trust_env=False)
        process.send_signal(signal.SIGTERM)
        events = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert [one["event"] for one in events] == ["serving", "ended"]
    assert events[0]["folder"] == str(data)
    assert events[0]["sandboxed"] is True


def test_a_log_that_nobody_takes_stops_nothing(data: Path) -> None:
    command = [sys.executable, "-P", "-m", "unmandates", "serve", "--store", str(data), "--port", "0", "--log-requests"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stderr.readline().removeprefix("serving ").strip()
        process.stdout.close()
        with httpx.Client(base_url=url, trust_env=False, timeout=_SECONDS) as web:
            assert [web.get("/health/live").status_code for _ in range(5)] == [200] * 5
            assert metrics(web)["unmandates_log_lines_lost_total", ()] >= 4
        process.send_signal(signal.SIGTERM)
        process.wait(_SECONDS)
    assert process.returncode == 0


# below a path


def test_a_site_below_a_path_takes_paths_with_and_without_it(data: Path) -> None:
    with serving(data, "--root-path", "/un/") as running:
        assert running.url.endswith("/un")
        query = {"query": "ASK { ?s ?p ?o }"}
        bare = running.url.removesuffix("/un")
        answers = [
            httpx.get(f"{start}/sparql", params=query, trust_env=False, timeout=_SECONDS)
            for start in (bare, running.url)
        ]
        assert [one.status_code for one in answers] == [200, 200]
        homes = [httpx.get(bare + path, trust_env=False, timeout=_SECONDS) for path in ("/", "/un", "/un/")]
    assert len({(one.status_code, one.text) for one in homes}) == 1


# how it ends


def test_it_ends_when_what_is_under_way_is_done(data: Path) -> None:
    query = b"ASK { ?s ?p ?o }"
    with serving(data) as running:
        host, port = running.url.removeprefix("http://").split(":")
        workers = processes_of(running)
        with socket.create_connection((host, int(port)), _SECONDS) as line:
            line.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: %d\r\n\r\n" % len(query) + query[:5]
            )
            until("the request is under way", lambda: metrics_of(running)["unmandates_connections", ()] >= 2)
            running.signal(signal.SIGTERM)
            until("no connection is taken", lambda: refused(host, int(port)))
            assert running.process.poll() is None
            line.sendall(query[5:])
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'"boolean":true' in answer
        assert running.process.wait(_SECONDS) == 0
        assert "ended" in running.wait_for('"event":"ended"')
        until("no process is left", lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    assert running.said[1:] == []


def test_interrupted_it_ends_soon_whatever_is_under_way(data: Path) -> None:
    with serving(data) as running:
        host, port = running.url.removeprefix("http://").split(":")
        workers = processes_of(running)
        with socket.create_connection((host, int(port)), _SECONDS) as line:
            line.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
            until("the request is under way", lambda: metrics_of(running)["unmandates_connections", ()] >= 2)
            began = time.monotonic()
            running.signal(signal.SIGINT)
            assert running.process.wait(_SECONDS) == 130
            assert time.monotonic() - began < 15  # requests under way would have 30 s
        assert "ended" in running.wait_for('"event":"ended"')
        until("no process is left", lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    assert running.said[1:] == ["unmandates: interrupted; the server has ended"]


def test_asked_twice_it_ends_at_once(data: Path) -> None:
    with serving(data) as running:
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), _SECONDS) as line:
            line.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
            until("the request is under way", lambda: metrics_of(running)["unmandates_connections", ()] >= 2)
            running.signal(signal.SIGTERM)
            until("no connection is taken", lambda: refused(host, int(port)))
            running.signal(signal.SIGTERM)
            assert running.process.wait(_SECONDS) == 0


@pytest.mark.parametrize("seconds", [0, 0.5, 2])
@pytest.mark.parametrize(
    ("number", "status", "said"),
    [(signal.SIGTERM, 0, ""), (signal.SIGINT, 130, "unmandates: interrupted; the server has ended\n")],
)
def test_it_may_be_ended_while_it_starts(
    data: Path, number: signal.Signals, status: int, said: str, seconds: float
) -> None:
    """As from a terminal, where Ctrl-C reaches all its processes."""
    command = [sys.executable, "-P", "-m", "unmandates", "serve", "--store", str(data), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        until("it has begun", lambda: handles(process.pid, signal.SIGTERM))
        time.sleep(seconds)
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=_SECONDS)
    assert process.returncode == status
    assert "".join(line for line in err.splitlines(keepends=True) if not line.startswith("serving ")) == said
    assert [json.loads(line)["event"] for line in out.splitlines()][-1] == "ended"


def handles(process: int, number: signal.Signals) -> bool:
    """Whether a process has a handler of its own for a signal."""
    status = Path(f"/proc/{process}/status").read_text()
    mask = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
    return bool(mask >> (number - 1) & 1)


def metrics_of(server: Server) -> dict[tuple[str, tuple[str, ...]], float]:
    with client(server) as web:
        return metrics(web)


def refused(host: str, port: int) -> bool:
    """Whether nothing takes connections there."""
    try:
        socket.create_connection((host, port), 1).close()
    except OSError:
        return True
    return False


# how it switches


def point(link: Path, folder: Path) -> None:
    """Have ``link`` lead to ``folder``, in one step."""
    fresh = link.with_suffix(".new")
    fresh.symlink_to(folder)
    os.replace(fresh, link)  # noqa: PTH105 - so that the step is plain


class Load:
    """Clients that ask the same few things over and over, and keep every answer that none of ``right`` holds."""

    def __init__(
        self, connect: Callable[[], httpx.Client], targets: list[str], right: list[list[bytes]], clients: int = 3
    ) -> None:
        self.asked = 0
        self.wrong: list[str] = []
        self._ending = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(connect, targets, right), daemon=True) for _ in range(clients)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join(_SECONDS)

    def _ask(self, connect: Callable[[], httpx.Client], targets: list[str], right: list[list[bytes]]) -> None:
        with connect() as web:
            while not self._ending.is_set():
                for number, target in enumerate(targets):
                    try:
                        answer = web.get(target)
                    except httpx.HTTPError as error:
                        self.wrong.append(f"{target}: {type(error).__name__}: {error}")
                        continue
                    self.asked += 1
                    if answer.status_code != 200 or answer.content not in (one[number] for one in right):
                        self.wrong.append(f"{target}: {answer.status_code} {answer.text[:200]}")


def test_switches_under_load_drop_and_mix_nothing(data: Path, other: Path, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(data)
    queries = [_THING % "990", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", _THING % "991"]
    targets = [str(httpx.URL("/sparql", params={"query": query, "format": "csv"})) for query in queries]
    with serving(link, "--workers", "4") as running, client(running) as web:
        workers = len(processes_of(running))
        right = [[web.get(target).content for target in targets]]
        point(link, other)
        switch(running, 1)
        right.append([web.get(target).content for target in targets])
        assert all(one != two for one, two in zip(*right, strict=True))
        with Load(lambda: client(running), targets, right) as load:
            for number in range(2, 22):
                point(link, data if number % 2 == 0 else other)
                switch(running, number)
                before = load.asked
                until("answers go on", lambda before=before: load.asked > before + 4)
        assert load.wrong == []
        assert load.asked > 100
        assert metrics(web)["unmandates_switches_total", ("done",)] == 21
        until("the old workers are gone", lambda: len(processes_of(running)) == workers)
        assert web.get(targets[0]).content == right[1][0]


def switch(server: Server, number: int) -> None:
    """Have the server switch for the ``number``-th time, and wait until it says so."""
    server.signal(signal.SIGHUP)
    until(
        f"switch {number}",
        lambda: sum('"event":"switched"' in line for line in list(server.printed)) == number,
    )


def test_a_broken_store_leaves_the_old_one_served(data: Path, other: Path, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(data)
    broken = shutil.copytree(other, tmp_path / "broken")
    for file in store_folder(broken).glob("MANIFEST-*"):
        file.write_bytes(b"no manifest")
    with serving(link) as running, client(running) as web:
        workers = len(processes_of(running))
        ask = {"query": _THING % "990", "format": "csv"}
        before = web.get("/sparql", params=ask).raise_for_status().content
        for number, (folder, reason) in enumerate(
            ((broken, "cannot be opened as a store"), (tmp_path / "none", "build first")), start=1
        ):
            point(link, folder)
            running.signal(signal.SIGHUP)
            assert json.loads(running.wait_for(reason))["event"] == "not switched"
            assert web.get("/health/ready").status_code == 200
            assert web.get("/sparql", params=ask).content == before
            assert metrics(web)["unmandates_switches_total", ("failed",)] == number
        point(link, other)
        switch(running, 1)
        assert web.get("/sparql", params=ask).raise_for_status().content != before
        until("the old workers are gone", lambda: len(processes_of(running)) == workers)
