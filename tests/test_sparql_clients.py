"""Programs that ask SPARQL endpoints get from ours what the store itself answers."""

from __future__ import annotations

import shutil
import subprocess
from xml.dom.minidom import Document

import httpx
import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, Graph
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from graph.iris import Iris
from graph.store import LocalStore, Table
from web_server import Server

IRIS = Iris()
ONE = str(IRIS.document_graph("E/RES/2024/90"))
SELECT = "SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?s ?label LIMIT 50"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}"
DESCRIBE = f"DESCRIBE <{IRIS.document('E/RES/2024/90')}>"


@pytest.mark.parametrize("how", ["GET", "POST", "POSTDIRECTLY"])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_rows(server: Server, store: LocalStore, how: str, form: str) -> None:
    wrapper = wrapped(server, SELECT, how)
    wrapper.setReturnFormat(form)
    found = store.query(SELECT)
    assert isinstance(found, Table)
    got = wrapper.queryAndConvert()
    if form == JSON:
        assert isinstance(got, dict)
        rows = [(row["s"]["value"], row["label"]["value"]) for row in got["results"]["bindings"]]
        assert rows == [(str(s), str(label)) for s, label in found.rows]
    elif form == XML:
        assert isinstance(got, Document)
        assert len(got.getElementsByTagName("result")) == len(found.rows)
    else:
        assert isinstance(got, bytes)
        assert len(got.decode().strip().splitlines()) == len(found.rows) + 1


@pytest.mark.parametrize("how", ["GET", "POST", "POSTDIRECTLY"])
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD, N3, XML])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
def test_sparqlwrapper_gets_graphs(server: Server, store: LocalStore, how: str, form: str, query: str) -> None:
    wrapper = wrapped(server, query, how)
    wrapper.setReturnFormat(form)
    answer = wrapper.query()
    kind = answer.info()["content-type"].partition(";")[0]
    got = Graph().parse(data=answer.response.read(), format=kind)
    expected = store.query(query)
    assert isinstance(expected, Graph)
    assert len(got)
    assert isomorphic(got, expected)


def wrapped(server: Server, query: str, how: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{server.url}/sparql")
    wrapper.setQuery(query)
    wrapper.setMethod(GET if how == "GET" else POST)
    wrapper.setRequestMethod(POSTDIRECTLY if how == "POSTDIRECTLY" else URLENCODED)
    wrapper.setTimeout(60)
    return wrapper


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_a_graph_of_rdflib_over_the_endpoint(server: Server, store: LocalStore, method: str, form: str) -> None:
    remote = Graph(SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=form))
    here = store.query("SELECT ?s { ?s a <https://w3id.org/unmandates/ontology#Resolution> } ORDER BY ?s")
    assert isinstance(here, Table)
    there = remote.query("SELECT ?s { ?s a <https://w3id.org/unmandates/ontology#Resolution> } ORDER BY ?s")
    assert [row[0] for row in there] == [row[0] for row in here.rows]  # type: ignore[index]
    if form != "csv":  # which knows no yes or no
        assert remote.query("ASK { ?s ?p ?o }").askAnswer is True
    document = IRIS.document("E/RES/2024/90")
    # As text: rows in CSV state no languages.
    titles = set(map(str, store.graph(ONE).objects(document, DCTERMS.title)))
    assert set(map(str, remote.objects(document, DCTERMS.title))) == titles != set()


CURL = shutil.which("curl")


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
@pytest.mark.parametrize(
    "arguments",
    [
        ["-G", "--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query={SELECT}"],
        ["--data", f"query={SELECT.replace('?', '%3F').replace('#', '%23')}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", SELECT],
        ["-F", f"query={SELECT}"],
    ],
    ids=["get", "post", "raw form", "direct", "multipart"],
)
def test_curl_in_its_usual_forms(server: Server, store: LocalStore, arguments: list[str]) -> None:
    assert CURL is not None
    command = [CURL, "--silent", "--noproxy", "*", "--write-out", "\n%{http_code}", "--header", "Accept: text/csv"]
    received = subprocess.run(
        [*command, *arguments, f"{server.url}/sparql"], capture_output=True, check=True, text=True
    )
    body, _, status = received.stdout.rpartition("\n")
    if "-F" in arguments:
        assert status == "415"  # the protocol knows no multipart form
        return
    found = store.solve(SELECT)
    assert isinstance(found, ox.QuerySolutions)
    assert status == "200"
    assert body.encode() == (found.serialize(format=ox.QueryResultsFormat.CSV) or b"").replace(b"\r\n", b"\n")


def test_a_form_may_hold_utf8_as_it_is(web: httpx.Client) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = web.post("/sparql", content="query=SELECT ('café' AS ?x) {}".encode(), headers=form)
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "café"
    assert web.post("/sparql", content=b"query=SELECT ('caf\xe9' AS ?x) {}", headers=form).status_code == 400
