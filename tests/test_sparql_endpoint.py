"""The endpoint, asked by real clients over loopback; what comes is compared with what the store itself answers."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import pyoxigraph as ox
import pytest

from graph.iris import Iris
from graph.store import LocalStore
from unmandates.answers.negotiation import GRAPHS, TABLES
from web_server import Server, client

IRIS = Iris()
ONE = str(IRIS.document_graph("E/RES/2024/90"))
SELECT = "SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?s ?label LIMIT 50"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}"
DESCRIBE = f"DESCRIBE <{IRIS.document('E/RES/2024/90')}>"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?a != ?i && ?d != ?c) }"


def ask(web: httpx.Client, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
    return web.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


# Forms of answers


@pytest.mark.parametrize("media", TABLES)
def test_rows_come_in_every_form_as_the_store_writes_them(web: httpx.Client, store: LocalStore, media: str) -> None:
    found = store.solve(SELECT)
    assert isinstance(found, ox.QuerySolutions)
    answer = ask(web, SELECT, media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.content == found.serialize(format=TABLES[media])


@pytest.mark.parametrize("media", GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
def test_graphs_come_in_every_form(web: httpx.Client, store: LocalStore, media: str, query: str) -> None:
    found = store.solve(query)
    assert isinstance(found, ox.QueryTriples)
    answer = ask(web, query, media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    triples = {str(quad.triple) for quad in ox.parse(answer.content, format=GRAPHS[media])}
    assert triples == {str(one) for one in found}
    assert triples


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "ASK { ?s ?p 'no such lamp' }"])
@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_a_yes_or_no_comes_as_the_store_writes_it(web: httpx.Client, store: LocalStore, media: str, query: str) -> None:
    found = store.solve(query)
    assert isinstance(found, ox.QueryBoolean)
    assert ask(web, query, media).content == found.serialize(format=TABLES[media])


@pytest.mark.parametrize(
    ("query", "name", "media"),
    [
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "srx", "application/sparql-results+xml"),
        (SELECT, "csv", "text/csv"),
        (SELECT, "TSV", "text/tab-separated-values"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "html", "text/html"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "trig", "application/trig"),
    ],
)
@pytest.mark.parametrize("parameter", ["format", "output"])
def test_the_address_can_name_a_form(web: httpx.Client, query: str, name: str, media: str, parameter: str) -> None:
    answer = ask(web, query, "application/x-anything", **{parameter: name})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/html, */*;q=0.1", "text/html"),
        ("no header at all", "application/sparql-results+json"),
    ],
)
def test_the_form_preferred_is_taken(web: httpx.Client, accept: str, media: str) -> None:
    assert ask(web, SELECT, accept).headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(
    ("query", "form"), [(SELECT, "turtle"), (CONSTRUCT, "csv"), ("ASK {}", "csv"), (SELECT, "xyz")]
)
def test_a_form_that_cannot_be_is_refused(web: httpx.Client, query: str, form: str) -> None:
    assert ask(web, query, format=form).status_code == 406
    assert ask(web, query, "image/png").status_code == 406


def test_equal_answers_have_equal_bytes(web: httpx.Client) -> None:
    # More often than there are workers.
    assert len({ask(web, CONSTRUCT, "text/turtle").content for _ in range(8)}) == 1


# What HTTP says


def test_an_answer_that_the_client_has_is_not_sent_again(web: httpx.Client) -> None:
    first = ask(web, SELECT)
    tag = first.headers["etag"]
    again = web.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert {"accept", "accept-encoding"} <= set(again.headers["vary"].lower().split(", "))
    other = web.get("/sparql", params={"query": "ASK {}"}, headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_the_same_compressed(server: Server) -> None:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as web:
        plain = web.get("/sparql", params={"query": SELECT}, headers={"Accept-Encoding": "identity"})
        with web.stream("GET", "/sparql", params={"query": SELECT}, headers={"Accept-Encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]


def test_it_is_not_compressed_for_those_that_refuse_it(server: Server) -> None:
    with client(server) as web:
        for refusal in ("gzip;q=0", "br, gzip;q=0.0, *;q=0.5"):
            answer = web.get("/sparql", params={"query": SELECT}, headers={"Accept-Encoding": refusal})
            assert answer.status_code == 200
            assert "content-encoding" not in answer.headers


def test_head_is_get_without_a_body(web: httpx.Client) -> None:
    got = ask(web, SELECT)
    head = web.head("/sparql", params={"query": SELECT})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers.get(name) == got.headers.get(name), name


def test_a_page_of_another_site_may_ask(web: httpx.Client) -> None:
    origin = {"Origin": "https://example.org"}
    assert web.get("/sparql", params={"query": "ASK {}"}, headers=origin).headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = web.options("/sparql", headers=asked)
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(web: httpx.Client, method: str) -> None:
    answer = web.request(method, "/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "POST"}


def test_a_request_too_large_is_refused(web: httpx.Client) -> None:
    query = "ASK {} #" + "x" * 300_000
    assert web.post("/sparql", data={"query": query}).status_code == 413

    def piecemeal() -> Iterator[bytes]:
        yield b"query=ASK%20%7B%7D%23"
        for _ in range(400):
            yield b"x" * 1000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert web.post("/sparql", content=piecemeal(), headers=form).status_code == 413


def test_a_long_query_goes_by_post(web: httpx.Client) -> None:
    query = f"ASK {{ VALUES ?s {{ {' '.join(f'<http://example.org/{n}>' for n in range(4000))} }} }}"
    assert len(query) > 64 * 1024
    assert web.post("/sparql", data={"query": query}).json()["boolean"] is True


def test_queries_that_run_away_are_asked_to_come_back(server: Server) -> None:
    received: list[httpx.Response] = []

    def run_away() -> None:
        with suppress(httpx.TimeoutException), httpx.Client(base_url=server.url, trust_env=False, timeout=20) as web:
            received.append(web.get("/sparql", params={"query": RUNAWAY}))

    threads = [threading.Thread(target=run_away) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert received
    assert {answer.status_code for answer in received} == {503}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in received)
    with client(server) as web:
        assert ask(web, "ASK {}").json()["boolean"] is True


# Mistakes and refusals


@pytest.mark.parametrize(
    ("query", "line", "columns"),
    [
        ("SELECT *\nWHERE { ?s ?p }", 2, range(13, 17)),
        ("ASK {", 1, range(1, 8)),
        ("ASK { ?s ?p 'é' . oh }", 1, range(15, 24)),
    ],
)
def test_a_mistake_has_its_position(web: httpx.Client, query: str, line: int, columns: range) -> None:
    answer = ask(web, query)
    assert answer.status_code == 400
    received = answer.json()
    assert received["line"] == line
    assert received["column"] in columns


def test_a_mistake_in_the_form_is_reported_on_its_page(web: httpx.Client) -> None:
    answer = ask(web, "SELECT <script>alert(1)</script>", "text/html")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert 'role="alert"' in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("update", ["INSERT DATA { <a:b> <a:b> <a:b> }", "LOAD <http://127.0.0.1:9/>", "CLEAR ALL"])
def test_updates_are_refused_wherever_they_stand(web: httpx.Client, update: str) -> None:
    assert ask(web, update).status_code == 400
    assert "update" in ask(web, update).json()["detail"]
    assert web.get("/sparql", params={"update": update}).status_code == 403
    assert web.post("/sparql", data={"update": update}).status_code == 403
    direct = {"Content-Type": "application/sparql-update"}
    assert web.post("/sparql", content=update, headers=direct).status_code == 403


def test_graphs_of_the_store_may_be_named(web: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    whole = int(ask(web, count.format(""), "text/csv").text.split()[1])
    part = int(ask(web, count.format(f"FROM <{ONE}>"), "text/csv").text.split()[1])
    assert 0 < part < whole
    in_named = f"ASK FROM NAMED <{ONE}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{ONE}>) }}"
    assert ask(web, in_named).json()["boolean"] is False


@pytest.mark.parametrize(
    "iri", ["http://127.0.0.1:9/graph", "file:///etc/passwd", "http://example.org/none", f"{ONE}/none", "urn:x"]
)
def test_other_graphs_may_not(web: httpx.Client, iri: str) -> None:
    for query in (f"ASK FROM <{iri}> {{ ?s ?p ?o }}", f"ASK FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"):
        assert ask(web, query).status_code == 400
    for name in ("default-graph-uri", "named-graph-uri"):
        assert ask(web, "ASK { ?s ?p ?o }", **{name: iri}).status_code == 400


SERVICES = [
    "SERVICE <{}> {{ ?s ?p ?o }}",
    "sErViCe SILENT <{}> {{ ?s ?p ?o }}",
    r"\u0053ERVICE <{}> {{ ?s ?p ?o }}",
    r"\U00000053\u0045RVICE <{}> {{ ?s ?p ?o }}",
    r"\u005Cu0053ERVICE <{}> {{ ?s ?p ?o }}",
    "SERVICE# a remark\n<{}> {{ ?s ?p ?o }}",
    "?s ?p ?o OPTIONAL {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "?s ?p ?o FILTER NOT EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "?s ?p ?o MINUS {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "{{ SELECT * {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "BIND (IRI('{}') AS ?e) SERVICE ?e {{ ?s ?p ?o }}",
    "{{ ?s ?p ?o }} UNION {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "?s ?p ?o FILTER EXISTS {{ {{ SELECT ?s {{ SERVICE<{}>{{ ?s ?p ?o }} }} }} }}",
]


@pytest.mark.parametrize("pattern", SERVICES)
def test_other_services_are_not_asked(web: httpx.Client, pattern: str) -> None:
    asked: list[object] = []
    with listener(asked) as address:
        query = f"ASK {{ {pattern.format(address)} }}"
        assert ask(web, query).status_code == 400
        prefixed = f"PREFIX e: <{address}> ASK {{ SERVICE e:x {{ ?s ?p ?o }} }}"
        assert ask(web, prefixed).status_code == 400
    assert asked == []


@contextmanager
def listener(asked: list[object]) -> Iterator[str]:
    """A port of this machine that notes who came."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        yield f"http://127.0.0.1:{waiting.getsockname()[1]}/"
        waiting.settimeout(0)
        with suppress(BlockingIOError):
            asked.append(waiting.accept()[1])
