"""The questions over HTTP: each answers as the store does, arguments are values and never text of a query, and the
description for programs (OpenAPI) says what is so."""

from __future__ import annotations

import csv
import io
import shlex
import string
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from rdflib import Literal

from extract.registers import load_registers
from graph.iris import Iris
from graph.name_lookup import Names, UnknownNameError
from graph.query import Parameter, Question, ask, question, questions, terms
from graph.remote_store import RemoteStore
from graph.sparql import QueryError, Term
from graph.store import LocalStore, Row, Table, to_oxigraph
from unmandates.answers.openapi import openapi_description
from unmandates.arguments import value
from unmandates.config import store_folder
from unmandates.pages.site.question_addresses import KINDS
from web_server import Server, client, serving

IRIS = Iris()

GIVEN: Mapping[str, str] = {
    "document": "E/RES/2025/90",
    "draft": "E/CN.15/2024/L.990",
    "thing": "UNTOC",
    "article": "article 13",
    "body": "UNODC",
    "family": "request",
    "limit": "2",
    "on": "2025-08-31",
    "unit": "op1",
    "years": "1",
    "source": "e/res/2024/90",
    "target": "Organized Crime Convention",
}
"""Arguments as people write them, by the name of their parameter."""


@pytest.fixture(scope="module")
def engine(data: Path) -> ox.Store:
    return ox.Store.read_only(str(store_folder(data)))


@pytest.fixture(scope="module")
def names(store: LocalStore) -> Names:
    return Names(load_registers(), IRIS, store)


def arguments(one: Question, *, full: bool) -> dict[str, str]:
    return {each.name: GIVEN[each.name] for each in one.parameters if full or each.required}


def answer_of(store: LocalStore, names: Names, one: Question, given: Mapping[str, str]) -> Table:
    return ask(
        store, one, {each.name: value(each, given[each.name], names) for each in one.parameters if each.name in given}
    )


def plain(row: Row, columns: tuple[str, ...]) -> dict[str, object]:
    """A row as plain JSON holds it."""
    return {name: _plain(term) for name, term in zip(columns, row, strict=True) if term is not None}


def _plain(term: Term) -> object:
    number = term.toPython() if isinstance(term, Literal) else None
    return float(number) if isinstance(number, int | float | Decimal) and not isinstance(number, bool) else str(term)


# Answers


@pytest.mark.parametrize("full", [True, False], ids=["all", "required"])
@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_answers_as_the_store_does(
    web: httpx.Client, store: LocalStore, names: Names, one: Question, *, full: bool
) -> None:
    given = arguments(one, full=full)
    expected = answer_of(store, names, one, given)
    answer = web.get(f"/questions/{one.name}", params=given)
    assert answer.status_code == 200, answer.text
    received = answer.json()
    assert received["question"] == one.name
    assert tuple(received["columns"]) == one.columns == expected.columns
    rows = [
        {name: float(v) if isinstance(v, int | float) else v for name, v in row.items()} for row in received["rows"]
    ]
    assert rows == [plain(row, expected.columns) for row in expected.rows]


def test_most_questions_have_an_answer_here(store: LocalStore, names: Names) -> None:
    answered = [one.name for one in questions() if answer_of(store, names, one, arguments(one, full=False)).rows]
    assert len(answered) >= 12, answered


MACHINE = {
    "srj": ox.QueryResultsFormat.JSON,
    "srx": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("form", MACHINE)
def test_machine_forms_are_those_of_sparql(web: httpx.Client, store: LocalStore, names: Names, form: str) -> None:
    one = question("cites")
    expected = answer_of(store, names, one, {"document": "E/RES/2025/90"})
    by_name = web.get("/questions/cites", params={"document": "E/RES/2025/90", "format": form})
    media = {
        "srj": "application/sparql-results+json",
        "srx": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
    }[form]
    assert by_name.headers["content-type"].partition(";")[0] == media
    by_header = web.get("/questions/cites", params={"document": "E/RES/2025/90"}, headers={"Accept": media})
    assert by_header.content == by_name.content
    assert "accept" in by_name.headers["vary"].lower()
    if form == "csv":
        assert by_name.text.startswith(",".join(expected.columns) + "\r\n") or by_name.text.startswith(
            ",".join(expected.columns) + "\n"
        )
        read = list(csv.reader(io.StringIO(by_name.text)))[1:]
        assert read == [["" if term is None else str(term) for term in row] for row in expected.rows]
    else:
        found = ox.parse_query_results(by_name.content, format=MACHINE[form])
        assert isinstance(found, ox.QuerySolutions)
        assert [variable.value for variable in found.variables] == list(expected.columns)
        got = [[None if row[name] is None else row[name].value for name in expected.columns] for row in found]
        assert got == [[None if term is None else str(term) for term in row] for row in expected.rows]


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_remote_store_over_the_endpoint_answers_as_the_local_one(
    server: Server, store: LocalStore, names: Names, one: Question
) -> None:
    for full in (True, False):
        given = arguments(one, full=full)
        values = {each.name: value(each, given[each.name], names) for each in one.parameters if each.name in given}
        assert ask(RemoteStore(f"{server.url}/sparql"), one, values) == ask(store, one, values)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_has_a_page_with_a_form(web: httpx.Client, one: Question) -> None:
    page = web.get(f"/questions/{one.name}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for each in one.parameters:
        assert f'name="{each.name}"' in page.text
    answered = web.get(f"/questions/{one.name}", params=arguments(one, full=False), headers={"Accept": "text/html"})
    assert answered.status_code == 200
    assert "<script" not in answered.text
    assert "style=" not in answered.text


def test_a_page_leads_to_the_things_of_the_site(web: httpx.Client) -> None:
    page = web.get("/questions/cites", params={"document": "E/RES/2025/90", "format": "html"}).text
    assert '<a href="/id/E/RES/2024/90">E/RES/2024/90</a>' in page
    assert "/questions/cites?document=E%2FRES%2F2025%2F90&amp;format=csv" in page


def test_the_list_states_what_can_be_asked(web: httpx.Client) -> None:
    received = web.get("/questions").json()
    assert [one["name"] for one in received] == [one.name for one in questions()]
    for one in received:
        assert {each["type"] for each in one["parameters"]} <= set(KINDS)
        assert web.get(one["example"]).status_code in {200, 404}  # the example's document need not be in this store
    page = web.get("/questions", headers={"Accept": "text/html"}).text
    assert all(f'href="/questions/{one.name}"' in page for one in questions())
    assert web.get("/questions", headers={"Accept": "text/csv"}).status_code == 406


def test_a_question_that_is_the_same_is_not_sent_again(web: httpx.Client) -> None:
    first = web.get("/questions/most-cited")
    again = web.get("/questions/most-cited", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_argument_left_empty_is_one_left_out(web: httpx.Client) -> None:
    asked = {"thing": "UNTOC"}
    assert (
        web.get("/questions/cited-by", params={**asked, "article": ""}).json()
        == web.get("/questions/cited-by", params=asked).json()
    )


# What is wrong with a question


@pytest.mark.parametrize(
    ("asked", "status", "detail", "nearest"),
    [
        ("cites", 400, "cites needs document", None),
        ("cites?document=", 400, "cites needs document", None),
        ("citse?document=A", 404, "no question 'citse'", "cites"),
        ("cites?documnt=E/RES/2025/90", 400, "no parameter 'documnt'", "document"),
        ("most-cited?x=1", 400, "it takes none", None),
        ("cites?document=E/RES/2025/90&document=E/RES/2024/90", 400, "more than once", None),
        ("cites?document=E/RES/2025/90&format=csv&format=tsv", 400, "more than once", None),
        ("cites?document=E/RES/2025/91", 404, "no document is known", "E/RES/2025/90"),
        ("cited-by?thing=UNTOK", 404, "no thing is known", "untoc"),
        ("cited-by?thing=UNTOC&article=lamp", 404, "names no article", None),
        ("in-force?document=E/RES/2025/90&on=2025-02-30", 400, "must be a day", None),
        ("ancestors?document=E/RES/2025/90&limit=two", 400, "must be a whole number", None),
        ("ancestors?document=E/RES/2025/90&limit=%D9%A3", 400, "must be a whole number", None),
        ("cites?document=https://w3id.org/unmandates/id/none", 404, "nothing is known", None),
        ("cites?document=https://w3id.org/unmandates/id/%3E%20%7D", 404, "nothing is known", None),
        ("cites?document=%FF", 400, "UTF-8", None),
        ("cites?document=E/RES/2025/90&format=turtle", 406, "can be had as", None),
    ],
)
def test_what_is_wrong_is_stated(web: httpx.Client, asked: str, status: int, detail: str, nearest: str | None) -> None:
    answer = web.get(f"/questions/{asked}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    received = answer.json()
    assert detail in received["detail"]
    assert nearest is None or nearest in received["nearest"]


def test_what_is_wrong_is_reported_on_the_page(web: httpx.Client) -> None:
    hostile = '"><script>alert(1)</script>'
    page = web.get("/questions/cites", params={"document": hostile}, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert 'role="alert"' in page.text
    assert "<script" not in page.text
    assert 'value="&#34;&gt;&lt;script&gt;' in page.text


# Arguments are values

PIECES = [
    *('"', "'", "\\", "\n", "\r", "\t", "\0", "{", "}", "}}", "<", ">", "<a:b>", "#", ";", ".", "?s ?p ?o", "UNDEF"),
    *("} SERVICE <http://127.0.0.1:9/> {", "VALUES ?x { UNDEF }", '" }} #', "\\u0022", "\\", "$1", "\\1", "\\g<0>"),
    *(
        "} UNION { ?s ?p ?o",
        ")) || true",
        "FROM",
        "service",
        "/* */",
        "' OR 1=1 --",
        "{{7*7}}",
        "%s",
        "\u202e",
        "𝔘",
        "é",
    ),
    *(
        f"{IRIS.base}id/",
        f"{IRIS.base}id/E/RES/2025/90",
        f"{IRIS.base}id/E/RES/2025/90> ?p ?o }} #",
        "E/RES/2025/90",
        "op1",
    ),
    *("1", "2025-08-31", "UNTOC", "art", "13", " "),
]
HOSTILE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(string.printable, max_size=3)), min_size=1, max_size=6
).map("".join)
PARAMETERS = [(one, each) for one in questions() for each in one.parameters]


def literal_rows(
    data: ox.Store, names: Names, one: Question, given: Mapping[str, str]
) -> list[dict[str, object]] | None:
    """The rows where each value stands in its slot as the engine itself writes a term; None where it is no value."""
    try:
        bound = terms(
            one, {each.name: value(each, given[each.name], names) for each in one.parameters if each.name in given}
        )
    except (UnknownNameError, QueryError):
        return None
    text = one.sparql
    for name, term in bound.items():
        text = text.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {_written(term)} }}")
    found = data.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [{name: row[name].value for name in one.columns if row[name] is not None} for row in found]


def _written(term: Term) -> str:
    # N-Triples as the engine writes it is SPARQL too.
    return str(to_oxigraph(term))


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(PARAMETERS), HOSTILE)
def test_no_argument_becomes_part_of_a_query(
    web: httpx.Client, engine: ox.Store, names: Names, asked: tuple[Question, Parameter], text: str
) -> None:
    one, parameter = asked
    assume(text.strip())
    given = {**arguments(one, full=False), parameter.name: text}
    answer = web.get(f"/questions/{one.name}", params=given)
    if answer.status_code == 200:
        rows = [{name: _as_text(received) for name, received in row.items()} for row in answer.json()["rows"]]
        expected = literal_rows(engine, names, one, given)
        assert expected is not None
        assert rows == [{name: _as_text(received) for name, received in row.items()} for row in expected]
    else:
        assert answer.status_code in {400, 404}, answer.text
        assert answer.json()["detail"]


def _as_text(received: object) -> str:
    """A value without the form of a number: 1.0 is 1."""
    try:
        return str(float(str(received)))
    except ValueError:
        return str(received)


# The description for programs


def test_examples_in_the_description_are_those_of_the_questions() -> None:
    paths = openapi_description()["paths"]
    for one in questions():
        _, *values = shlex.split(one.example)
        received = [
            str(each["example"]) for each in paths[f"/questions/{one.name}"]["get"]["parameters"] if "example" in each
        ]
        assert received == values


# The first page


def test_the_first_page_leads_on(web: httpx.Client) -> None:
    page = web.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    for place in ("/find", "/questions", "/sparql", "/dumps/", "/ontology", "/.well-known/void", "/openapi.json"):
        assert f'"{place}"' in page.text, place
    assert "<dt>documents</dt><dd>4</dd>" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["link"] == '</openapi.json>; rel="service-desc"; type="application/json"'


def test_the_first_page_states_the_terms(data: Path) -> None:
    options = ("--licence", "https://creativecommons.org/licenses/by/4.0/", "--root-path", "/un")
    with serving(data, *options) as server, client(server) as web:
        page = web.get("/", headers={"Accept": "text/html"}).text
        assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in page
        assert 'href="/un/questions"' in page
        assert 'action="/un/find"' in page
        received = web.get("/questions").json()
        assert {one["address"].startswith("/un/questions/") for one in received} == {True}
