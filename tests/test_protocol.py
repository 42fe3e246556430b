"""The W3C's test suite for the SPARQL 1.1 Protocol, as a table: its requests, asked of graphs of our store.

Source: https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/. Where the suite names data files, graphs
of the store stand; where it says that an update is carried out, ours says that it is refused, and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from graph.iris import Iris
from graph.store import LocalStore
from unmandates.config import store_folder

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
BOOLEANS = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLES = BOOLEANS | {"text/csv", "text/tab-separated-values"}
TRIPLES = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}

IRIS = Iris()
READ = ("E/RES/2024/90", "E/RES/2025/90", "A/RES/79/990")
ONE, TWO, THREE = (str(IRIS.document_graph(one)) for one in READ)
"""In the place of the suite's data1.rdf, data2.rdf and data3.rdf: each graph alone has its document's source file."""
FILED = "<https://w3id.org/unmandates/ontology#sourceFile>"
A, B, C = (f"<{IRIS.document(one)}> {FILED} ?file{n}" for n, one in enumerate(READ))


@dataclass(frozen=True)
class ProtocolCase:
    """A request of the suite, by its name there, and what must come of it: a status, or ``None`` for any but success;
    the kinds of content that may come; a yes or no."""

    name: str
    method: str = "GET"
    parameters: tuple[tuple[str, str], ...] = ()
    body: str | bytes | None = None
    kind: str | None = None
    accept: str | None = None
    refused: bool = False
    content: set[str] = field(default_factory=set)
    boolean: bool | None = None
    statuses: tuple[int, ...] = ()


def form(**parameters: str) -> str:
    return "&".join(f"{name}={quote(value)}" for name, value in parameters.items())


def default(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("default-graph-uri", one) for one in graphs)


def named(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("named-graph-uri", one) for one in graphs)


def using(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("using-graph-uri", one) for one in graphs)


def yes(name: str, **more: object) -> ProtocolCase:
    return ProtocolCase(name, content=BOOLEANS, boolean=True, **more)  # type: ignore[arg-type]


def no(name: str, *statuses: int, **more: object) -> ProtocolCase:
    return ProtocolCase(name, refused=True, statuses=statuses, **more)  # type: ignore[arg-type]


BOTH = f"ASK {{ {A} . {B} }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ {A} }} GRAPH ?g2 {{ {B} }} }}"
FULL = f"ASK {{ {C} . GRAPH ?g1 {{ {A} }} GRAPH ?g2 {{ {B} }} }}"
ELSEWHERE = f"ASK FROM <{THREE}> {{ {A} . {B} FILTER NOT EXISTS {{ {C} }} }}"
INSERT = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> 'lamp' } }"
WHERE = "INSERT { GRAPH <http://example.org/g> { ?s ?p ?o } } WHERE { ?s ?p ?o }"

CASES = [
    yes("query_post_form", method="POST", body=form(query="ASK {}"), kind=FORM),
    yes("query_dataset_default_graph_get", parameters=(("query", f"ASK {{ {A} }}"), *default(ONE))),
    yes("query_dataset_default_graph_post", method="POST", parameters=default(ONE), body=f"ASK {{ {A} }}", kind=QUERY),
    yes("query_dataset_default_graphs_get", parameters=(("query", BOTH), *default(ONE, TWO))),
    yes("query_dataset_default_graphs_post", method="POST", parameters=default(ONE, TWO), body=BOTH, kind=QUERY),
    yes("query_dataset_named_graphs_post", method="POST", parameters=named(ONE, TWO), body=NAMED, kind=QUERY),
    yes("query_dataset_named_graphs_get", parameters=(("query", NAMED), *named(ONE, TWO))),
    yes("query_dataset_full", method="POST", parameters=(*default(THREE), *named(ONE, TWO)), body=FULL, kind=QUERY),
    yes("query_multiple_dataset", method="POST", parameters=default(ONE, TWO), body=ELSEWHERE, kind=QUERY),
    yes("query_get", parameters=(("query", "ASK {}"),)),
    ProtocolCase(
        "query_content_type_select",
        method="POST",
        body=form(query="SELECT (1 AS ?value) {}"),
        kind=FORM,
        content=TABLES,
    ),
    yes("query_content_type_ask", method="POST", body=form(query="ASK {}"), kind=FORM),
    ProtocolCase(
        "query_content_type_describe",
        method="POST",
        body=form(query="DESCRIBE <http://example.org/>"),
        kind=FORM,
        content=TRIPLES,
    ),
    ProtocolCase(
        "query_content_type_construct",
        method="POST",
        body=form(query="CONSTRUCT { <s> <p> 1 } WHERE {}".replace("<", "<http://example.org/")),
        kind=FORM,
        content=TRIPLES,
    ),
    no("update_dataset_default_graph", 403, method="POST", parameters=using(ONE), body=WHERE, kind=UPDATE),
    no("update_dataset_default_graphs", 403, method="POST", parameters=using(ONE, TWO), body=WHERE, kind=UPDATE),
    no(
        "update_dataset_named_graphs",
        403,
        method="POST",
        parameters=(("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)),
        body=WHERE,
        kind=UPDATE,
    ),
    no(
        "update_dataset_full",
        403,
        method="POST",
        parameters=(*using(ONE), ("using-named-graph-uri", TWO)),
        body=WHERE,
        kind=UPDATE,
    ),
    no("update_post_form", 403, method="POST", body=form(update=INSERT), kind=FORM),
    no("update_post_direct", 403, method="POST", body=INSERT, kind=UPDATE),
    no(
        "update_base_uri", 403, method="POST", body=form(update="BASE <http://example.org/> CLEAR GRAPH <g>"), kind=FORM
    ),
    yes("query_post_direct", method="POST", body="ASK {}", kind=QUERY),
    no("bad_query_method", 405, method="PUT", parameters=(("query", "ASK {}"),)),
    no("bad_multiple_queries", 400, parameters=(("query", "ASK {}"), ("query", "SELECT * {}"))),
    no("bad_query_wrong_media_type", 415, method="POST", body="ASK {}", kind="text/plain"),
    no("bad_query_missing_form_type", 415, method="POST", body=form(query="ASK {}")),
    no("bad_query_missing_direct_type", 415, method="POST", body="ASK {}"),
    no(
        "bad_query_non_utf8",
        415,
        method="POST",
        body="ASK {}".encode("utf-16"),
        kind=f"{QUERY}; charset=UTF-16",
    ),
    no("bad_query_syntax", 400, parameters=(("query", "ASK {"),)),
    no("bad_update_get", 403, parameters=(("update", "CLEAR ALL"),)),
    no("bad_multiple_updates", 403, method="POST", body="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", kind=FORM),
    no("bad_update_wrong_media_type", 415, method="POST", body="CLEAR NAMED", kind="text/plain"),
    no("bad_update_missing_form_type", 415, method="POST", body=form(update="CLEAR NAMED")),
    no(
        "bad_update_non_utf8",
        403,
        method="POST",
        body="CLEAR NAMED".encode("utf-16"),
        kind=f"{UPDATE}; charset=UTF-16",
    ),
    no("bad_update_syntax", 403, method="POST", body="CLEAR XYZ", kind=UPDATE),
    no(
        "bad_update_dataset_conflict",
        403,
        method="POST",
        parameters=using(ONE),
        body=f"WITH <{TWO}> {WHERE}",
        kind=UPDATE,
    ),
]


def all_quads(data: Path) -> bytes:
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        return store.dump_nquads()


def files(data: Path) -> Mapping[str, tuple[int, int]]:
    return {str(one): (one.stat().st_size, one.stat().st_mtime_ns) for one in data.rglob("*") if one.is_file()}


def asked(web: httpx.Client, case: ProtocolCase) -> httpx.Response:
    headers = {"Content-Type": case.kind} if case.kind else {}
    content = case.body.encode() if isinstance(case.body, str) else case.body
    return web.request(case.method, "/sparql", params=case.parameters, content=content, headers=headers)


def test_the_suite_is_whole() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) == 36
    assert sum(name.startswith("bad_") for name in names) == 14
    assert sum("update" in name for name in names) == 14


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_request_of_the_suite(web: httpx.Client, data: Path, case: ProtocolCase) -> None:
    before = files(data) if "update" in case.name else {}
    answer = asked(web, case)
    if case.refused:
        assert answer.status_code in case.statuses
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
    else:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].partition(";")[0] in case.content
        if case.boolean is not None:
            assert answer.json()["boolean"] is case.boolean
    if "update" in case.name:
        assert files(data) == before


def test_the_graphs_of_the_table_tell_the_datasets_apart(web: httpx.Client) -> None:
    # What the suite asks would also be true of the union of all graphs: the same with one graph less is not.
    less = {
        "query_dataset_default_graph_get": (*default(TWO),),
        "query_dataset_default_graphs_get": (*default(ONE),),
        "query_dataset_named_graphs_get": (*named(ONE),),
        "query_dataset_full": (*default(THREE), *named(ONE)),
    }
    for name, graphs in less.items():
        case = next(one for one in CASES if one.name == name)
        query = dict(case.parameters).get("query") or case.body
        assert isinstance(query, str)
        answer = web.get("/sparql", params=[("query", query), *graphs])
        assert answer.json()["boolean"] is False, name


def test_after_all_updates_the_store_is_as_it_was(web: httpx.Client, data: Path) -> None:
    before = all_quads(data)
    for case in CASES:
        if "update" in case.name:
            asked(web, case)
    assert all_quads(data) == before
