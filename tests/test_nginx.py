"""The site of deploy/nginx.conf before a real server: Debian's nginx, as an unprivileged process on loopback, with a
certificate made for it. Put in place of what stands in the file are addresses, ports, paths, and mostly the rates."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from specimens import EXAMPLES, ROOT, built, resolution, write
from test_operation import Load, point, switch
from web_server import Server, serving

_SECONDS = 60.0
_NOBODY = 65534
_NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_PAGE = "/questions/cites?document=A/RES/79/990"
_HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

pytestmark = pytest.mark.skipif(
    _NGINX is None or shutil.which("openssl") is None, reason="there is no nginx, or no openssl to make a certificate"
)


@dataclass
class Front:
    """An nginx that runs: where it answers with TLS and without, whom it trusts, where it writes."""

    url: str
    plain: str
    certificate: Path
    folder: Path

    def client(self, source: str = "127.0.0.1", **headers: str) -> httpx.Client:
        """A client with an address of this machine."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        transport = httpx.HTTPTransport(verify=context, local_address=source)
        return httpx.Client(base_url=self.url, transport=transport, timeout=_SECONDS, headers=headers, trust_env=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


@contextlib.contextmanager
def fronted(server: str, *, limited: bool = False, below: bool = False) -> Iterator[Front]:
    """A proxy before ``server`` (host and port), with the rates of the file if ``limited``; ``below``: as the part of
    another site that nginx-path.conf is."""
    folder = Path(tempfile.mkdtemp(prefix="nginx-"))
    try:
        certificate = folder / "fullchain.pem"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
                *("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"),
                *("-keyout", str(folder / "privkey.pem"), "-out", str(certificate)),
            ],
            check=True,
            capture_output=True,
        )
        secure, plain = free_port(), free_port()
        site = placed((ROOT / "deploy/nginx.conf").read_text("utf-8"), server, folder, secure, plain, limited=limited)
        if below:
            site = site[: site.index("    location / {")] + (ROOT / "deploy/nginx-path.conf").read_text("utf-8") + "}\n"
        (folder / "site.conf").write_text(site, "utf-8")
        (folder / "nginx.conf").write_text(_AROUND.replace("FOLDER", str(folder)), "utf-8")
        unprivileged = os.geteuid() == 0
        if unprivileged:
            for one in (folder, *folder.iterdir()):
                os.chown(one, _NOBODY, _NOBODY)
        command = [_NGINX or "", "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "error.log")]
        with subprocess.Popen(command, user=_NOBODY if unprivileged else None, stderr=subprocess.PIPE) as process:
            try:
                limit = time.monotonic() + _SECONDS
                while not answers(secure):
                    assert process.poll() is None, process.stderr and process.stderr.read().decode()
                    assert time.monotonic() < limit, "nginx does not start"
                    time.sleep(0.05)
                yield Front(f"https://127.0.0.1:{secure}", f"http://127.0.0.1:{plain}", certificate, folder)
            finally:
                process.terminate()
        assert "[emerg]" not in (folder / "error.log").read_text()
    finally:
        shutil.rmtree(folder)


_AROUND = """
daemon off;
pid FOLDER/nginx.pid;
worker_processes 1;
events { worker_connections 512; }
http {
    client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
    access_log FOLDER/rest.log;
    include FOLDER/site.conf;
}
"""


def placed(site: str, server: str, folder: Path, secure: int, plain: int, *, limited: bool) -> str:
    """The file with this machine's addresses, ports and paths; each must be there to be replaced."""
    changes = {
        r"127\.0\.0\.1:8000;": f"{server};",
        r"^ *listen \[::\]:.*\n": "",
        r"listen 443 ": f"listen 127.0.0.1:{secure} ",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"server_name data\.example\.org;": "server_name _;",
        r"https://data\.example\.org\$": f"https://127.0.0.1:{secure}$",
        r"/etc/letsencrypt/live/data\.example\.org/": f"{folder}/",
        r"/var/lib/nginx/": f"{folder}/cache-",
        r"/var/log/nginx/": f"{folder}/",
    }
    if not limited:
        changes[r"rate=\d+r/s"] = "rate=10000r/s"
    for pattern, text in changes.items():
        site, count = re.subn(pattern, text, site, flags=re.MULTILINE)
        assert count, f"{pattern} is not in the file"
    return site


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nginx") / "data"
    built(folder, EXAMPLES)
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def front(server: Server) -> Iterator[Front]:
    with fronted(server.url.removeprefix("http://")) as running:
        yield running


@pytest.fixture
def web(front: Front) -> Iterator[httpx.Client]:
    with front.client() as asking:
        yield asking


def test_a_page_comes_through_and_from_the_cache(web: httpx.Client) -> None:
    target = f"{_PAGE}&format=html"
    one, two = (web.get(target, headers=_HTML) for _ in range(2))
    assert (one.status_code, two.status_code) == (200, 200)
    assert (one.headers["x-cache"], two.headers["x-cache"]) == ("MISS", "HIT")
    assert one.content == two.content
    assert "text/html" in one.headers["content-type"]
    assert one.headers["strict-transport-security"]
    assert one.headers["content-security-policy"]


def test_without_tls_it_leads_to_tls(front: Front) -> None:
    answer = httpx.get(f"{front.plain}{_PAGE}", trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"{front.url}{_PAGE}")


def test_the_cache_mixes_no_forms(web: httpx.Client) -> None:
    forms = {
        "text/html": _HTML["Accept"],
        "text/csv": "text/csv",
        "application/sparql-results+xml": "application/sparql-results+xml",
    }
    for _ in range(3):
        for media, accept in forms.items():
            for coding in ("gzip", "identity"):
                answer = web.get(_PAGE, headers={"Accept": accept, "Accept-Encoding": coding})
                assert answer.headers["content-type"].partition(";")[0] == media
                assert "accept" in answer.headers["vary"].lower()
                if coding == "identity":
                    assert "content-encoding" not in answer.headers
    assert answer.headers["x-cache"] == "HIT"


def test_what_people_type_leads_to_names_and_these_to_their_forms(web: httpx.Client) -> None:
    for typed in ("/A/RES/79/990", "/79/990", "/id/a/res/79/990"):
        moved = web.get(typed)
        assert (moved.status_code // 100, moved.headers["location"]) == (3, "/id/A/RES/79/990")
    for _ in range(2):
        for media, accept in (("text/html", _HTML["Accept"]), ("text/turtle", "text/turtle")):
            answer = web.get("/id/A/RES/79/990", headers={"Accept": accept})
            assert answer.status_code == 200
            assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.headers["x-cache"] == "HIT"


def test_what_the_client_has_is_not_sent_again(web: httpx.Client) -> None:
    for target in (_PAGE, str(httpx.URL("/sparql", params={"query": "ASK { ?s ?p ?o }"}))):
        tag = web.get(target).headers["etag"]
        for _ in range(2):
            again = web.get(target, headers={"If-None-Match": tag})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert web.get(target, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_it_is_compressed_once(web: httpx.Client) -> None:
    query = {"query": "SELECT ?s ?o { ?s a ?o } LIMIT 500", "format": "csv"}
    with web.stream("GET", "/sparql", params=query, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        raw = b"".join(answer.iter_raw())
    plain = web.get("/sparql", params=query, headers={"Accept-Encoding": "identity"}).content
    assert gzip.decompress(raw) == plain
    assert plain.startswith(b"s,o")


@pytest.mark.parametrize("length", [20_000, 150_000])
def test_long_queries_come_through_by_post(web: httpx.Client, length: int) -> None:
    query = f"ASK {{ ?s ?p ?o }} #{'x' * length}"
    for body in (
        {"data": {"query": query}},
        {"content": query, "headers": {"Content-Type": "application/sparql-query"}},
    ):
        answer = web.post("/sparql", **body)
        assert (answer.status_code, answer.json()["boolean"]) == (200, True)


def test_long_queries_in_addresses_have_room_and_an_end(web: httpx.Client) -> None:
    query = "ASK { ?s ?p ?o } #"
    answer = web.get("/sparql", params={"query": query + "x" * 30_000})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)
    assert web.get("/sparql", params={"query": query + "x" * 40_000}).status_code == 414


def test_what_is_too_large_is_refused(web: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    for size, status in ((200_000, 400), (300_000, 413), (2_000_000, 413)):
        assert web.post("/sparql", content="#" * size, headers=headers).status_code == status


def test_pages_of_other_sites_may_read_whoever_asked_first(web: httpx.Client) -> None:
    target = f"{_PAGE}&format=csv"
    for origin in ({}, {}, {"Origin": "https://example.org"}, {"Origin": "https://example.org"}):
        answer = web.get(target, headers=origin)
        assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert answer.headers["x-cache"] == "HIT"
    before = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    for target in ("/sparql", _PAGE):
        asked = web.options(target, headers=before)
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "*")
        assert "POST" in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready", "//metrics", "/%6Detrics"])
def test_what_is_for_keepers_is_closed(web: httpx.Client, server: Server, path: str) -> None:
    answer = raw(web, path)
    assert answer.status_code == 404
    assert "unmandates_requests_total" not in answer.text
    assert httpx.get(f"{server.url}/metrics", trust_env=False).status_code == 200


def test_the_clients_own_address_is_known(front: Front, server: Server) -> None:
    with front.client("127.0.0.2") as web:
        web.get(
            "/sparql",
            params={"query": "ASK {}"},
            headers={"User-Agent": "second", "X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"},
        )
    assert json.loads(server.wait_for('"agent":"second"'))["client"] == "127.0.0.2"
    assert "127.0.0.0 [" in (front.folder / "unmandates.log").read_text()


def test_paths_are_passed_on_as_they_came(web: httpx.Client, server: Server) -> None:
    for path in ("/id/A%2FRES/x%20%28XXV%29", "/no/such//thing/%2e%2e/x"):
        raw(web, path, f"as{len(path)}")
        assert json.loads(server.wait_for(f'"agent":"as{len(path)}"'))["target"] == path


def raw(web: httpx.Client, path: str, agent: str = "") -> httpx.Response:
    """The answer for a path that is sent as it stands here."""
    address = httpx.URL(str(web.base_url)).copy_with(raw_path=path.encode())
    return web.send(httpx.Request("GET", address, headers={"User-Agent": agent}))


def test_more_than_the_rate_is_asked_to_come_back(server: Server) -> None:
    with fronted(server.url.removeprefix("http://"), limited=True) as front, front.client() as web:
        statuses = [web.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(60)]
        with front.client("127.0.0.3") as another:
            assert another.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert set(statuses) == {200, 429}
    assert statuses[:20] == [200] * 20


def test_below_a_path_of_another_site(data: Path) -> None:
    with (
        serving(data, "--root-path", "/un") as running,
        fronted(urlsplit(running.url).netloc, below=True) as front,
        front.client() as web,
    ):
        moved = web.get("/un")
        assert (moved.status_code, urlsplit(moved.headers["location"]).path) == (308, "/un/")
        assert web.get("/un/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        page = web.get(f"/un{_PAGE}", headers=_HTML)
        assert page.status_code == 200
        links = re.findall(r'(?:href|action|src)="(/[^"]*)"', page.text)
        assert links
        assert {link for link in links if not link.startswith("/un/")} == set()
        for link in sorted(set(links))[:10]:
            assert web.get(link).status_code < 500
        assert web.get("/sparql").status_code == 404
        assert web.get("/un/metrics").status_code == 404


def test_switches_under_it_drop_nothing(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    built(other, write(tmp_path / "in", lamps=resolution("79/991")))
    link = tmp_path / "current"
    link.symlink_to(data)
    queries = [
        f"SELECT ?p ?o {{ <https://w3id.org/unmandates/id/A/RES/79/{n}> ?p ?o }} ORDER BY ?p ?o" for n in (990, 991)
    ]
    targets = [str(httpx.URL("/sparql", params={"query": query, "format": "csv"})) for query in queries]
    with (
        serving(link, "--workers", "4") as running,
        fronted(running.url.removeprefix("http://")) as front,
        front.client() as web,
    ):
        right = [[web.get(target).content for target in targets]]
        point(link, other)
        switch(running, 1)
        right.append([web.get(target).content for target in targets])
        assert right[0] != right[1]
        with Load(front.client, targets, right) as load:
            for number in range(2, 6):
                point(link, data if number % 2 == 0 else other)
                switch(running, number)
        assert load.wrong == []
        assert load.asked > 20
        # The server is started anew while it runs: its port is gone for a while, and nginx finds it again.
        running.signal(signal.SIGTERM)
        assert running.process.wait(_SECONDS) == 0
        assert web.get(targets[0]).status_code == 502
