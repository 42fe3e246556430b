"""Every IRI leads to what is known of it: asked for by real clients, over a store on disk."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

from graph import vocabulary as v
from graph.iris import ONTOLOGY, Iris
from graph.ontology import ontology
from graph.store import LocalStore
from specimens import EXAMPLES, built, resolution, write
from unmandates.answers.negotiation import EXTENSIONS
from unmandates.config import store_folder
from unmandates.pages.site.site_addresses import Addresses, as_uri
from unmandates.pages.site.thing_page import ThingPages
from unmandates.pages.site.thing_reader import MOST_CITING, ThingReader
from web_server import Server, client, serving

BASE = "https://data.example.org/un/"
IRIS = Iris(BASE)
ROOT = "/at"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
SPECIMEN = "id/E/RES/2024/90"

HOSTILE = "Lamps </script><script>document.title='run'</script> \"&' \u202egnirts\u202c <img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Specimens under a base that is not the address of the server, among them a hostile title, a very long one, and
    a number with brackets."""
    place = tmp_path_factory.mktemp("linked")
    lamps = resolution("79/991")
    bracketed = resolution("79/993").replace("A/RES/79/993", "A/RES/3990 (XXV)").replace("79/993.", "3990 (XXV).")
    hostile = write(
        place / "in",
        hostile=lamps.replace("Lamps in reading rooms", HOSTILE),
        long=resolution("79/992").replace("Lamps in reading rooms", "Lamps " + "and lamps " * 10_000),
        bracketed=bracketed,
    )
    built(place / "data", EXAMPLES, hostile, base=BASE)
    return place / "data"


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with serving(data, "--root-path", ROOT, "--licence", LICENCE) as running:
        yield running


@pytest.fixture(scope="module")
def web(server: Server) -> Iterator[httpx.Client]:
    with client(server) as asking:
        asking.base_url = httpx.URL(server.url.removesuffix(ROOT))
        yield asking


@pytest.fixture(scope="module")
def things(data: Path) -> list[str]:
    """All IRIs of ours that the store holds, but for fragments, graphs and what others name."""
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        terms = {term.value for quad in store.quads() for term in (quad.subject, quad.object) if hasattr(term, "value")}
    ours = {term.partition("#")[0] for term in terms if term.startswith((f"{BASE}id/", f"{BASE}run/", f"{BASE}graph/"))}
    return sorted(ours)


def served(iri: str) -> str:
    return f"{ROOT}/{as_uri(iri.removeprefix(BASE))}"


def read(web: httpx.Client, path: str, form: str) -> Graph:
    answer = web.get(path, headers={"Accept": EXTENSIONS[form]})
    assert answer.status_code == 200, (path, answer.text[:200])
    assert answer.headers["content-type"].partition(";")[0] == EXTENSIONS[form]
    return Graph().parse(data=answer.content, format={"jsonld": "json-ld", "rdf": "xml"}.get(form, form))


def raw(server: Server, path: str, **headers: str) -> tuple[int, str]:
    """Status and ``Location`` of a path that goes out as it is."""
    address = urlsplit(server.url)
    with closing(http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)) as line:
        line.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": "elsewhere.example", **headers}.items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""


def test_every_name_in_the_store_leads_to_data_about_it(web: httpx.Client, things: list[str]) -> None:
    registered = [iri for iri in things if re.search("/id/(MTDSG|UNTS|treaty|body|instrument|verb|group)", iri)]
    asked = [iri for iri in things if iri not in registered] + registered[::25]
    for iri in asked:
        graph = read(web, served(iri), "nt")
        thing = URIRef(iri)
        assert (thing, None, None) in graph or (None, None, thing) in graph or "/graph/" in iri
        assert len(graph)
    assert len(asked) > 100


@pytest.mark.parametrize(
    "path", [SPECIMEN, "id/MTDSG/XVIII-12", "id/verb", "graph/doc/E/RES/2024/90", "run/1", "ontology"]
)
def test_each_form_says_the_same(web: httpx.Client, path: str) -> None:
    forms = ["ttl", "nt", "jsonld", "rdf"]
    graphs = [read(web, f"{ROOT}/{path}", form) for form in forms]
    received = [{triple for triple in graph if "schema.org/" not in f"{triple[1]} {triple[2]}"} for graph in graphs]
    assert len(received[0]) > 1
    for form, triples in zip(forms, received, strict=True):
        named = web.get(f"{ROOT}/{path}.{form}")
        assert named.headers["content-type"].partition(";")[0] == EXTENSIONS[form]
        assert triples == received[0]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("application/rdf+xml, text/html;q=0.1", "rdf"),
        ("application/n-triples", "nt"),
        ("image/png, text/*;q=0.1", "html"),
    ],
)
def test_the_form_is_negotiated(web: httpx.Client, accept: str, form: str) -> None:
    answer = web.get(f"{ROOT}/{SPECIMEN}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == EXTENSIONS[form]
    assert answer.headers["content-location"] == f"{ROOT}/{SPECIMEN}.{form}"
    assert "Accept" in answer.headers["vary"].split(", ")
    for name, media in EXTENSIONS.items():
        assert f'<{ROOT}/{SPECIMEN}.{name}>; rel="alternate"; type="{media}"' in answer.headers["link"]
    assert f'<{BASE}{SPECIMEN}>; rel="canonical"' in answer.headers["link"]
    assert f'<{ROOT}/.well-known/void>; rel="describedby"' in answer.headers["link"]
    assert f'<{LICENCE}>; rel="license"' in answer.headers["link"]


def test_that_no_form_fits_is_reported(web: httpx.Client) -> None:
    answer = web.get(f"{ROOT}/{SPECIMEN}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]
    assert "Accept" in answer.headers["vary"]


def test_what_is_not_there_is_reported_with_the_nearest(web: httpx.Client) -> None:
    answer = web.get(f"{ROOT}/id/E/RES/2024/91", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "E/RES/2024/90" in answer.json()["nearest"]
    shown = web.get(f"{ROOT}/id/E/RES/2024/91", headers={"Accept": "text/html"})
    assert shown.status_code == 404
    assert f'href="{ROOT}/find?q=E%2FRES%2F2024%2F90"' in shown.text.replace("q=E/RES/2024/90", "q=E%2FRES%2F2024%2F90")


STRANGE = (
    *(
        "id/../../etc/passwd",
        "id/%2e%2e/%2e%2e/etc/passwd",
        "id/%00",
        "id/%ff%fe",
        "id/",
        "id/\u00e9",
        "run/x",
        "graph/",
    ),
    *("dumps/..%2fledger.sqlite", "static/..%2f..%2fdesk.py", "static/%2e%2e", "ontology.zip", "xyzzy"),
)


@pytest.mark.parametrize("path", STRANGE)
def test_strange_paths_are_not_found(server: Server, path: str) -> None:
    status, _ = raw(server, f"{ROOT}/{quote(path, safe='/%.')}")
    assert status == 404


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda one: f"id/{quote(one, safe='/()')}",
    "in lower case": lambda one: f"id/{quote(one.lower(), safe='/()')}",
    "escaped throughout": lambda one: "id/" + "".join(f"%{byte:02x}" for byte in one.encode()),
    "brackets escaped": lambda one: f"id/{quote(one, safe='/')}",
    "a slash at the end": lambda one: f"id/{quote(one, safe='/()')}/",
    "typed": lambda one: quote(one, safe="/()"),
    "typed in lower case": lambda one: quote(one.lower(), safe="/()"),
    "typed with a space": lambda one: quote(one, safe="/()").replace("(", "%20("),
    "asked for": lambda one: f"find?q={quote(one)}",
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data_=st.data())
def test_each_spelling_leads_home(server: Server, things: list[str], data_: st.DataObject) -> None:
    documents = [iri for iri in things if IRIS.identifier_of(iri)]
    iri = data_.draw(st.sampled_from(documents))
    spelled = data_.draw(st.sampled_from(list(SPELLINGS)))
    identifier = IRIS.identifier_of(iri) or ""
    path = f"{ROOT}/{SPELLINGS[spelled](identifier)}"
    steps = 0
    while True:
        status, location = raw(server, path)
        if status == 200:
            break
        assert status in {303, 308}, (spelled, path, status)
        assert location.startswith(f"{ROOT}/"), location
        path = location
        steps += 1
        assert steps <= 2, path
    assert unquote(path) == unquote(served(iri))


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("/UNODC", "id/body/united-nations-office-on-drugs-and-crime"),
        ("/unodc", "id/body/united-nations-office-on-drugs-and-crime"),
        ("/find?q=organized%20crime%20convention", "id/MTDSG/XVIII-12"),
        ("/2024/90", "id/E/RES/2024/90"),
        ("/body/general-assembly", "id/body/general-assembly"),
        ("/E/RES/2024/90.ttl", "id/E/RES/2024/90.ttl"),
        ("/A/RES/3990%20(XXV)", "id/A/RES/3990(XXV)"),
        ("/A/RES/3990 (XXV)".replace(" ", "+"), "id/A/RES/3990(XXV)"),
    ],
)
def test_what_people_type_is_found(server: Server, typed: str, home: str) -> None:
    if "+" in typed:
        typed = f"/find?q={typed[1:]}"
    assert raw(server, f"{ROOT}{typed}") == (303, f"{ROOT}/{home}")


def test_a_slash_at_the_end_is_dropped_for_good(server: Server) -> None:
    assert raw(server, f"{ROOT}/id/E/RES/2024/90/") == (308, f"{ROOT}/id/E/RES/2024/90")


def test_the_data_of_a_document_hold_all_that_is_stated_of_it(web: httpx.Client, data: Path) -> None:
    received = set(read(web, f"{ROOT}/{SPECIMEN}", "nt"))
    document = IRIS.document("E/RES/2024/90")
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        assert set(store.graph(str(IRIS.document_graph("E/RES/2024/90")))) <= received
        lineage = store.graph(str(IRIS.lineage_graph()))
        citing = {str(quad.subject) for quad in store.quads(predicate=str(v.cito_cites), value=str(document))}
    links = {link for way in (v.earlier, v.later) for link in lineage.subjects(way, document)}
    chains = {chain for step in lineage.subjects(v.ofDocument, document) for chain in lineage.subjects(v.hasStep, step)}
    assert links
    assert chains
    for node in links | chains:
        assert set(lineage.triples((node, None, None))) <= received
    assert citing
    assert {f"<{one}>" for one, how, what in received if (how, what) == (v.cito_cites, document)} >= citing


def test_parts_of_a_treaty_come_with_it(web: httpx.Client) -> None:
    treaty = URIRef(f"{BASE}id/MTDSG/XVIII-12")
    received = read(web, f"{ROOT}/id/MTDSG/XVIII-12", "ttl")
    assert (treaty, v.acronym, None) in received
    article = URIRef(f"{treaty}#art13")
    assert (article, RDF.type, None) in received
    assert (article, v.dcterms_isPartOf, treaty) in received
    assert 'id="art13"' in web.get(f"{ROOT}/id/MTDSG/XVIII-12.html").text


def test_who_cites_is_bounded_and_says_so() -> None:
    store = LocalStore.in_memory()
    thing = IRIS.document("MTDSG/I-1")
    lines = (
        f"<{IRIS.document(f'A/RES/70/{n}')}> <{v.cito_cites}> <{thing}> <{IRIS.document_graph(f'A/RES/70/{n}')}> .\n"
        for n in range(MOST_CITING + 5)
    )
    store.replace_graphs([], "".join(lines).encode())
    known = ThingReader(store, IRIS)
    documents, number = known.citing(str(thing))
    assert (len(documents), number) == (MOST_CITING, MOST_CITING + 5)
    received = {str(triple) for triple in known.description(str(thing))}
    assert sum(str(v.cito_cites) in triple for triple in received) == MOST_CITING
    assert any("questions/cited-by?thing=MTDSG%2FI-1" in triple and "seeAlso" in triple for triple in received)
    assert any(f"{MOST_CITING} of the {MOST_CITING + 5} documents" in triple for triple in received)


def test_links_are_of_the_site_and_names_of_the_base(web: httpx.Client) -> None:
    answer = web.get(f"{ROOT}/{SPECIMEN}", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    hrefs = set(re.findall(r'(?:href|src|action)="([^"]*)"', answer.text))
    ours = {href for href in hrefs if href.startswith("/")}
    assert len(ours) > 20
    assert all(href.startswith(f"{ROOT}/") for href in ours)
    assert f"{ROOT}/id/MTDSG/XVIII-12" in ours
    assert {href for href in hrefs if href.startswith(BASE)} == {f"{BASE}{SPECIMEN}"}
    assert "evil.example" not in answer.text + str(answer.headers)


def test_paragraphs_have_the_anchors_that_iris_name(web: httpx.Client) -> None:
    page = web.get(f"{ROOT}/{SPECIMEN}.html").text
    anchors = re.findall(r'id="([^"]+)"', page)
    assert {"head", "pp1", "pp2", "op1", "op3"} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_search_engines_read_a_document_as_legislation(web: httpx.Client) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', web.get(f"{ROOT}/{SPECIMEN}").text)
    assert block
    received = json.loads(block[1])
    assert received["@type"] == "Legislation"
    assert received["@id"] == f"{BASE}{SPECIMEN}"
    assert received["legislationIdentifier"] == "E/RES/2024/90"
    assert received["legislationDate"] == "2024-07-23"
    assert {"@id": f"{BASE}id/A/RES/74/177"} in received["citation"]
    graph = read(web, f"{ROOT}/{SPECIMEN}", "jsonld")
    document = URIRef(f"{BASE}{SPECIMEN}")
    assert (document, RDF.type, URIRef("https://schema.org/Legislation")) in graph


def test_hostile_titles_stay_words(web: httpx.Client) -> None:
    page = web.get(f"{ROOT}/id/A/RES/79/991.html").text
    assert "&lt;script&gt;document.title" in page
    assert "<script>document" not in page
    assert "\u202e" not in page.partition("<h2")[0]
    assert not re.search(r'<p(?! dir="auto")[^>]*>[^<]*\u202e', page)
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block
    assert "document.title='run'" in json.loads(block[1])["name"]
    assert len(web.get(f"{ROOT}/id/A/RES/79/992.html").content) < 300_000


def test_a_publication_without_texts_shows_none(data: Path) -> None:
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        known, iri = ThingReader(store, IRIS), str(IRIS.document("E/RES/2024/90"))
        shown, hidden = (ThingPages(known, Addresses(IRIS), texts=texts).of(iri).paragraphs for texts in (True, False))
    assert any(one.text for one in shown)
    assert any(task.task for one in shown for task in one.tasks)
    assert not any(one.text for one in hidden)
    assert not any(task.task or task.deadline for one in hidden for task in one.tasks)


def test_the_dataset_is_described(web: httpx.Client) -> None:
    limit = time.monotonic() + 120
    while (answer := web.get(f"{ROOT}/.well-known/void", headers={"Accept": "text/turtle"})).status_code == 503:
        assert int(answer.headers["retry-after"]) > 0
        assert time.monotonic() < limit
        time.sleep(0.5)
    assert answer.status_code == 200
    assert answer.headers["content-location"] == f"{ROOT}/dataset.ttl"
    received = Graph().parse(data=answer.content, format="turtle")
    assert (URIRef(f"{BASE}dataset"), RDF.type, v.void_Dataset) in received
    assert set(read(web, f"{ROOT}/dataset", "jsonld")) == set(received)
    assert web.get(f"{ROOT}/dataset", headers={"Accept": "text/html"}).status_code == 200


def test_each_term_of_the_ontology_is_described(web: httpx.Client) -> None:
    assert set(read(web, f"{ROOT}/ontology", "ttl")) == set(ontology())
    page = web.get(f"{ROOT}/ontology.html").text
    anchors = re.findall(r'id="([^"]+)"', page)
    terms = {
        term.removeprefix(ONTOLOGY) for term in map(str, ontology().subjects(RDF.type)) if term.startswith(ONTOLOGY)
    }
    assert len(terms) > 250
    assert terms <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_the_map_of_the_site_leads_to_its_pages(web: httpx.Client) -> None:
    index = re.findall(r"<loc>(.*?)</loc>", web.get(f"{ROOT}/sitemap.xml").text)
    assert index == [f"{BASE}sitemap-1.xml"]
    places = re.findall(r"<loc>(.*?)</loc>", web.get(f"{ROOT}/sitemap-1.xml").text)
    assert f"{BASE}{SPECIMEN}" in places
    assert len(places) == len(set(places)) > 1000
    for place in places[:: len(places) // 20]:
        assert web.get(ROOT + "/" + place.removeprefix(BASE)).status_code == 200
    assert web.get(f"{ROOT}/sitemap-2.xml").status_code == 404
    assert f"Sitemap: {BASE}sitemap.xml" in web.get(f"{ROOT}/robots.txt").text


def test_what_pages_need_is_cached_for_good(web: httpx.Client) -> None:
    page = web.get(f"{ROOT}/{SPECIMEN}.html").text
    addresses = re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', page)
    assert len(addresses) == 2
    for address in addresses:
        answer = web.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert "immutable" not in web.get(address.partition("?")[0]).headers["cache-control"]
        assert web.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert web.get(f"{ROOT}/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert web.get(f"{ROOT}/static/nothing.css").status_code == 404


def test_an_answer_that_the_client_has_is_not_sent_again(web: httpx.Client) -> None:
    for accept in ("text/html", "text/turtle"):
        first = web.get(f"{ROOT}/{SPECIMEN}", headers={"Accept": accept})
        again = web.get(f"{ROOT}/{SPECIMEN}", headers={"Accept": accept, "If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        other = "text/turtle" if accept == "text/html" else "text/html"
        assert web.get(f"{ROOT}/{SPECIMEN}", headers={"Accept": other, "If-None-Match": first.headers["etag"]}).content


def test_rdflib_reads_by_address(server: Server) -> None:
    received = Graph().parse(f"{server.url}/{SPECIMEN}")
    assert (URIRef(f"{BASE}{SPECIMEN}"), v.adopted, None) in received
    assert unquote(served(f"{BASE}{SPECIMEN}")) == f"{ROOT}/{SPECIMEN}"
