"""What the endpoint states of itself, to programs and to people."""

from __future__ import annotations

import json

import httpx
import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, RDF, VOID, BNode, Graph, URIRef

from graph import vocabulary as v
from graph.iris import Iris
from graph.store import LocalStore, parsed
from unmandates.answers.negotiation import GRAPHS

IRIS = Iris()


def ask(web: httpx.Client, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
    return web.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


@pytest.mark.parametrize("media", GRAPHS)
def test_the_endpoint_describes_itself_in_every_form(web: httpx.Client, media: str) -> None:
    answer = web.get("/sparql", headers={"Accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    nquads = ox.serialize(
        (quad.triple for quad in ox.parse(answer.content, format=GRAPHS[media])), format=ox.RdfFormat.N_TRIPLES
    )
    graph = parsed(nquads or b"")
    endpoint = URIRef(f"{IRIS.base}sparql")
    assert (endpoint, RDF.type, v.sd_Service) in graph
    assert (endpoint, v.sd_endpoint, endpoint) in graph
    assert set(graph.objects(endpoint, v.sd_feature)) == {v.sd_UnionDefaultGraph}
    assert set(graph.objects(endpoint, v.sd_supportedLanguage)) == {v.sd_SPARQL11Query}
    assert not {term for triple in graph for term in triple if isinstance(term, BNode)}


def test_the_description_is_true(web: httpx.Client, store: LocalStore) -> None:
    graph = Graph().parse(data=web.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    endpoint = URIRef(f"{IRIS.base}sparql")
    dataset = graph.value(endpoint, v.sd_defaultDataset)
    names = set(graph.objects(None, v.sd_name))
    assert names == {one for one in store.graph_names() if "/doc/" not in one and "/run/" not in one}
    assert (dataset, v.sd_defaultGraph, IRIS.dataset()) in graph
    assert (IRIS.dataset(), VOID.sparqlEndpoint, endpoint) in graph
    assert len(set(graph.objects(endpoint, v.sd_resultFormat))) == 9
    assert any("100,000 rows" in str(received) for received in graph.objects(endpoint, DCTERMS.description))
    # The default graph is the union of the named ones, as the feature says.
    union = ask(web, "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }")
    assert union.json()["boolean"] is False


def test_a_browser_gets_a_form_that_asks(web: httpx.Client) -> None:
    page = web.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<form action="/sparql">' in page.text
    assert "<script" not in page.text
    query = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
    answer = ask(web, query, "text/html", format="html")
    assert "One row." in answer.text
    assert "format=csv" in answer.text
    assert "yes" in ask(web, "ASK { ?s ?p ?o }", format="html").text
    assert "@prefix" in ask(web, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3", format="html").text


def test_the_description_in_a_form_named(web: httpx.Client) -> None:
    assert web.get("/sparql?format=nt").headers["content-type"] == "application/n-triples"
    assert web.get("/sparql?format=csv").status_code == 406
    assert web.get("/sparql?other=1").status_code == 400
    assert json.loads(web.get("/sparql", headers={"Accept": "application/ld+json"}).content)
