"""The endpoint, asked by real clients over loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from specimens import EXAMPLES, built
from web_server import Server, client, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data: Path = tmp_path_factory.mktemp("endpoint") / "data"
    built(data, EXAMPLES)
    with serving(data) as running:
        yield running


@pytest.fixture
def web(server: Server) -> Iterator[httpx.Client]:
    with client(server) as asking:
        yield asking


def test_a_query_is_answered(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json()["boolean"] is True


def test_a_mistake_has_its_position(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert answer.status_code == 400
    told = answer.json()
    assert told["line"] == 2
    assert 12 < told["column"] < 17
