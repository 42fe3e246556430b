"""A release on the web: its dumps, whole and in parts, and its description as it stands there."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph

from graph.publication import DUMPS, Imprint, read_publication
from specimens import EXAMPLES, built
from unmandates.config import ledger_file
from unmandates.release import DESCRIPTION, ReleaseOrder, release
from web_server import client, serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("released")
    built(place / "data", EXAMPLES)
    release(ReleaseOrder(place / "data", place / "release", Imprint(publisher="The Harbour Press")))
    shutil.copy(ledger_file(place / "data"), ledger_file(place / "release"))
    (place / "release" / DUMPS / "secret.nq.gz").write_bytes(b"not listed")
    return place / "release"


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder) as server, client(server) as asking:
        yield asking


def test_all_dumps_are_listed(web: httpx.Client, folder: Path) -> None:
    dumps = read_publication(folder).dumps
    assert len(dumps) > 2
    listed = web.get("/dumps/", headers={"Accept": "application/json"}).json()
    assert [one["name"] for one in listed] == [one.name for one in dumps]
    page = web.get("/dumps/", headers={"Accept": "text/html"}).text
    for one in dumps:
        assert f'href="/dumps/{one.name}"' in page
        assert one.sha256 in page
    assert "secret" not in page
    assert web.get("/dumps/", headers={"Accept": "image/png"}).status_code == 406


def test_each_dump_comes_as_it_is_with_its_digest(web: httpx.Client, folder: Path) -> None:
    for one in read_publication(folder).dumps:
        answer = web.get(f"/dumps/{one.name}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/gzip"
        assert "content-encoding" not in answer.headers
        assert answer.content == (folder / DUMPS / one.name).read_bytes()
        digest = hashlib.sha256(answer.content).digest()
        assert digest.hex() == one.sha256
        assert answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"


def test_a_dump_can_be_had_in_parts(web: httpx.Client, folder: Path) -> None:
    name = read_publication(folder).dumps[0].name
    whole = (folder / DUMPS / name).read_bytes()
    first = web.get(f"/dumps/{name}", headers={"Range": "bytes=0-99"})
    assert first.status_code == 206
    assert first.headers["content-range"] == f"bytes 0-99/{len(whole)}"
    rest = web.get(f"/dumps/{name}", headers={"Range": "bytes=100-", "If-Range": first.headers["etag"]})
    assert rest.status_code == 206
    assert first.content + rest.content == whole
    assert web.get(f"/dumps/{name}", headers={"Range": "bytes=100-", "If-Range": '"another"'}).content == whole
    assert web.get(f"/dumps/{name}", headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert web.get(f"/dumps/{name}", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    head = web.head(f"/dumps/{name}")
    assert int(head.headers["content-length"]) == len(whole)


STRANGERS = ("secret.nq.gz", "nothing", "..%2fpublication.json", "%2e%2e/description.nt", "%2Fetc%2Fpasswd")


@pytest.mark.parametrize("name", STRANGERS)
def test_nothing_else_can_be_had(web: httpx.Client, name: str) -> None:
    assert web.get(f"/dumps/{name}").status_code == 404


def test_the_description_is_that_of_the_release(web: httpx.Client, folder: Path) -> None:
    received = Graph().parse(folder / DESCRIPTION, format="nt")
    assert len(received) > 100
    for path in ("/.well-known/void", "/dataset"):
        answer = web.get(path, headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200
        assert set(Graph().parse(data=answer.content, format="nt")) == set(received)
