"""What the server answers in a second, beside Oxigraph's own and rdflib-endpoint, over the same store and queries.

    python bench/serve.py DATA [--seconds 8] [--rounds 3] [--clients 8]

``DATA`` is a data folder. All servers run at once on loopback and are asked in turn, round by round, so that a machine
that is slow for a while is slow for all; what counts are the ratios. The load comes from wrk (Debian's package of that
name), one thread; Oxigraph and rdflib-endpoint come with the bench's own requirements. rdflib-endpoint answers from a
copy of the store on disk, through oxrdflib, since rdflib's own store in memory does not hold a corpus.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from graph.query import question
from graph.sparql import bind
from graph.store import Table
from unmandates.config import store_folder
from unmandates.questions import opened

_LOOKUP = "SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }} LIMIT 50"
_FIRST = "ASK { <urn:nothing> ?p ?o }"
_DOCUMENTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX unm: <https://w3id.org/unmandates/ontology#>
SELECT DISTINCT ?document WHERE { GRAPH ?g { ?document unm:sourceFile ?file ; dcterms:identifier ?name } }
ORDER BY ?document"""
_HOW_MANY = {"lookup": 3, "lineage": 2, "page": 1}
"""Servers that are asked each kind: rdflib takes minutes for lineage, and pages are ours alone."""

_SAMPLE = 500
_READY = 120.0

_LOAD = """
local targets = {}
for line in io.lines(os.getenv("TARGETS")) do targets[#targets + 1] = line end
local at = 0
request = function()
  at = at % #targets + 1
  local path, body = targets[at]:match("^(%S+)\\t(.*)$")
  local headers = {["Accept"] = os.getenv("ACCEPT")}
  if body == "" then return wrk.format("GET", path, headers) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  return wrk.format("POST", path, headers, body)
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "errors": %d, "p50": %f, "p99": %f}\\n',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""

_RDFLIB_ENDPOINT = """
import sys
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(store="Oxigraph", default_union=True)
graph.open(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A server: its name, its port, and the path at which it takes queries."""

    name: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Pressure:
    """How hard is asked: a folder for wrk's files, for how long, and how many at once."""

    work: Path
    seconds: int
    clients: int


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder that is served")
    parser.add_argument("--seconds", type=int, default=8, help="of load in each round (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (default %(default)s)")
    parser.add_argument("--clients", type=int, default=8, help="at once (default %(default)s)")
    args = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    kinds = workloads(args.data)
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [stack.enter_context(start(args.data, work)) for start in (ours, oxigraph, rdflib_endpoint)]
        print(f"{'':10} {'server':16} {'a second':>9} {'ratio':>6} {'p50 ms':>8} {'p99 ms':>8} {'errors':>7}")
        for kind, (accept, bodies) in kinds.items():
            asked = servers[: _HOW_MANY[kind]]
            runs: dict[str, list[Mapping[str, float]]] = {server.name: [] for server in asked}
            for _ in range(args.rounds):
                for server in asked:
                    targets = (
                        [f"{server.path}\tquery={quote(body)}" for body in bodies]
                        if bodies
                        else [f"{path}\t" for path in pages(args.data)]
                    )
                    runs[server.name].append(load(server, targets, accept, Pressure(work, args.seconds, args.clients)))
            rates = {name: median(run["requests"] / run["seconds"] for run in done) for name, done in runs.items()}
            for name, done in runs.items():
                figures = [median(run[key] for run in done) for key in ("p50", "p99", "errors")]
                ratio = rates[servers[0].name] / rates[name] if rates[name] else float("inf")
                row = f"{rates[name]:9.0f} {ratio:6.2f} {figures[0]:8.1f} {figures[1]:8.1f} {figures[2]:7.0f}"
                print(f"{kind:10} {name:16} {row}", flush=True)


def workloads(data: Path) -> dict[str, tuple[str, list[str]]]:
    """By kind of request: what it accepts, and the queries; none for pages."""
    iris = documents(data)
    lineage = question("lineage")
    limit = Literal(3, datatype=XSD.integer)
    results = "application/sparql-results+json"
    return {
        "lookup": (results, [_LOOKUP.format(iri=iri) for iri in iris]),
        "lineage": (results, [bind(lineage.sparql, {"document": iri, "limit": limit}) for iri in iris]),
        "page": ("text/html", []),
    }


def documents(data: Path) -> list[URIRef]:
    """Some documents of the store, the same at each call."""
    with opened(data) as (store, _iris):
        found = store.query(_DOCUMENTS)
    assert isinstance(found, Table)
    names = [row[0] for row in found.rows if isinstance(row[0], URIRef)]
    return random.Random(1).sample(names, min(_SAMPLE, len(names)))


def pages(data: Path) -> list[str]:
    """Where the same documents have their pages."""
    with opened(data) as (_store, iris):
        return [f"/{iri.removeprefix(iris.base)}" for iri in documents(data)]


def load(server: Asked, targets: list[str], accept: str, pressure: Pressure) -> Mapping[str, float]:
    """What wrk measures of a server."""
    work = pressure.work
    (work / "targets").write_text("\n".join(targets) + "\n")
    (work / "load.lua").write_text(_LOAD)
    done = subprocess.run(
        ["wrk", "-t1", f"-c{pressure.clients}", f"-d{pressure.seconds}s", "--timeout", "30s",
         "-s", str(work / "load.lua"), f"http://127.0.0.1:{server.port}"],
        capture_output=True, text=True, check=True,
        env={"TARGETS": str(work / "targets"), "ACCEPT": accept, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    figures: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def ours(data: Path, _work: Path) -> Iterator[Asked]:
    """``unmandates serve``."""
    with _running("unmandates", "/sparql", lambda port: [
        sys.executable, "-P", "-m", "unmandates", "serve", "--store", str(data), "--port", str(port)
    ]) as server:  # fmt: skip
        yield server


@contextmanager
def oxigraph(data: Path, _work: Path) -> Iterator[Asked]:
    """Oxigraph's server, reading only."""
    command = str(Path(sys.executable).parent / "oxigraph")
    with _running("oxigraph", "/query", lambda port: [
        command, "serve-read-only", "--location", str(store_folder(data)), "--bind", f"127.0.0.1:{port}",
        "--union-default-graph",
    ]) as server:  # fmt: skip
        yield server


@contextmanager
def rdflib_endpoint(data: Path, work: Path) -> Iterator[Asked]:
    """rdflib-endpoint over a copy of the store, which it opens to write."""
    copy = work / "copy"
    shutil.copytree(store_folder(data), copy)
    with _running("rdflib-endpoint", "/", lambda port: [
        sys.executable, "-c", _RDFLIB_ENDPOINT, str(copy), str(port)
    ]) as server:  # fmt: skip
        yield server


@contextmanager
def _running(name: str, path: str, command: Callable[[int], list[str]]) -> Iterator[Asked]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(command(port), stdout=subprocess.DEVNULL)
    try:
        limit = time.monotonic() + _READY
        while not _answers(f"http://127.0.0.1:{port}{path}?query={quote(_FIRST)}"):
            assert process.poll() is None, f"{name} ended"
            assert time.monotonic() < limit, f"{name} does not get ready"
            time.sleep(0.2)
        yield Asked(name, port, path)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _answers(url: str) -> bool:
    try:
        request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
