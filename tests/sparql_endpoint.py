"""A SPARQL 1.1 server over a store in memory, without union of graphs, as many servers are."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


class Endpoint(BaseHTTPRequestHandler):
    """Answers queries and takes updates."""

    store: ox.Store

    def do_GET(self) -> None:
        self.answer(parse_qs(urlsplit(self.path).query))

    def do_POST(self) -> None:
        self.answer(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

    def answer(self, sent: dict[str, list[str]]) -> None:
        try:
            if "update" in sent:
                self.store.update(sent["update"][0])
                self.send(b"", "text/plain")
                return
            found = self.store.query(sent["query"][0])
        except SyntaxError as error:
            self.send_error(400, str(error))
            return
        if isinstance(found, ox.QueryTriples):
            self.send(ox.serialize(found, format=ox.RdfFormat.TURTLE) or b"", "text/turtle; charset=utf-8")
        else:
            self.send(found.serialize(format=ox.QueryResultsFormat.JSON) or b"", "application/sparql-results+json")

    def send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is inherited
        """Say nothing."""


@contextmanager
def sparql_endpoint(nquads: bytes = b"") -> Iterator[str]:
    """A server on this machine that holds ``nquads``; yields its address."""
    store = ox.Store()
    store.load(nquads, format=ox.RdfFormat.N_QUADS)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Endpoint,), {"store": store}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
