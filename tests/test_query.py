"""The questions: their headers say what their queries do, and they answer on the specimens as an expert would."""

import dataclasses
import re
import shlex
from collections.abc import Mapping
from datetime import date

import pytest
from rdflib import XSD, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from graph.name_lookup import Names
from graph.quads import document_graph
from graph.query import PARAMETER_TYPES, Question, ask, parse_question, queries_folder, question, questions
from graph.remote_store import RemoteStore
from graph.sparql import QueryError, Term
from graph.store import LocalStore
from graph_specimen import DRAFT, IRIS, REGISTERS, SOURCE, a_store
from graph_specimen import RESOLUTION as SPECIMEN
from sparql_endpoint import sparql_endpoint

NAMES = {
    "adopted-as",
    "ancestors",
    "asked-of",
    "bodies",
    "body-history",
    "cited-by",
    "cites",
    "dormant",
    "in-force",
    "lineage",
    "mandate-history",
    "mandates",
    "most-cited",
    "paragraph-history",
    "path",
    "relations",
    "reports-due",
    "series",
    "treaties",
    "unresolved",
    "votes",
}
RESOLUTION = IRIS.document("A/RES/79/990")
CONVENTION = IRIS.document("MTDSG/XVIII-12")


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return a_store()


def rows(store: LocalStore, name: str, **values: Term | str | int) -> list[tuple[str, ...]]:
    table = ask(store, question(name), values)
    assert table.columns == question(name).columns
    return [
        tuple("" if cell is None else str(cell).removeprefix(f"{IRIS.base}id/") for cell in row) for row in table.rows
    ]


def test_the_questions_are_those_that_come_with_the_project() -> None:
    assert {one.name for one in questions()} == NAMES
    assert len(list(queries_folder().glob("*.rq"))) == len(NAMES)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_headers_say_what_the_queries_do(one: Question) -> None:
    slots = set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", one.sparql))
    assert slots == {parameter.name for parameter in one.parameters}
    assert [str(variable) for variable in prepareQuery(one.sparql).algebra.PV] == list(one.columns)
    assert {parameter.type for parameter in one.parameters} <= PARAMETER_TYPES
    assert one.description.endswith(".")


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_examples_call_their_question(one: Question) -> None:
    name, *values = shlex.split(one.example)
    assert name == one.name
    assert len([p for p in one.parameters if p.required]) <= len(values) <= len(one.parameters)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_queries_ask_named_graphs_so_that_any_server_can_answer(one: Question) -> None:
    assert "GRAPH ?g" in one.sparql


VALUES: dict[str, Term | str | int] = {
    "document": RESOLUTION,
    "thing": CONVENTION,
    "article": "art30",
    "body": IRIS.body("unodc"),
    "family": IRIS.verb("request"),
    "draft": IRIS.document("A/C.3/79/L.991"),
    "limit": 2,
    "on": "2025-06-30",
    "unit": "pp1",
    "years": 1,
    "source": RESOLUTION,
    "target": IRIS.document("A/RES/77/5"),
}


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
@pytest.mark.parametrize("full", [True, False], ids=["all values", "required values"])
def test_a_server_without_union_of_graphs_answers_alike(store: LocalStore, one: Question, *, full: bool) -> None:
    values = {p.name: VALUES[p.name] for p in one.parameters if full or p.required}
    with sparql_endpoint(store.dump_nquads()) as url:
        assert ask(RemoteStore(url), one, values) == ask(store, one, values)


def test_cites(store: LocalStore) -> None:
    title = "United Nations Convention against Transnational Organized Crime"
    assert rows(store, "cites", document=RESOLUTION) == [
        ("pp1", "Recalling", "A/RES/78/1", "", "A/RES/78/1", "text"),
        ("pp1", "Recalling", "A/CONF.999/18", "chap. I, resolution 1", "Harbour Declaration", "footnote"),
        ("op1(a)", "Requests", "MTDSG/XVIII-12", "art. 30, para. 2 (c)", title, "anaphora"),
    ]


def test_cited_by(store: LocalStore) -> None:
    assert rows(store, "cited-by", thing=IRIS.document("A/RES/78/1")) == [
        ("A/RES/79/990", "2024-12-17", "pp1", "Recalling", "", "Safety of harbours"),
        ("A/C.3/79/L.991", "", "pp1", "Recalling", "", "Safety  of Harbours"),
    ]
    assert [row[0] for row in rows(store, "cited-by", thing=IRIS.instrument("harbour-declaration"))] == ["A/RES/79/990"]


@pytest.mark.parametrize(("article", "found"), [("art30", 1), ("art30.para2", 1), ("art3", 0), ("art30.para20", 0)])
def test_cited_by_one_article_finds_its_parts_and_no_other(store: LocalStore, article: str, found: int) -> None:
    assert len(rows(store, "cited-by", thing=CONVENTION, article=article)) == found


def test_treaties(store: LocalStore) -> None:
    assert [(row[0], row[2], row[3]) for row in rows(store, "treaties", document=RESOLUTION)] == [
        ("MTDSG/XVIII-12", "art. 30, para. 2 (c)", "op1(a)")
    ]


def test_bodies(store: LocalStore) -> None:
    assert rows(store, "bodies", document=RESOLUTION) == [
        (
            "body/general-assembly-working-group-on-harbour-lights",
            "working group on harbour lights",
            "WorkingGroup",
            "General Assembly",
            "1",
        ),
        ("body/unodc", "United Nations Office on Drugs and Crime", "Office", "", "1"),
    ]


ASKED = [("A/RES/79/990", "2024-12-17", "op1(a)", "Requests", "to light the quays", "by 31 October 2025")]


@pytest.mark.parametrize("addressee", [IRIS.body("unodc"), IRIS.group("member-states")])
def test_asked_of_a_body_or_group(store: LocalStore, addressee: URIRef) -> None:
    assert rows(store, "asked-of", body=addressee) == ASKED
    assert rows(store, "asked-of", body=addressee, family=IRIS.verb("request")) == ASKED
    assert rows(store, "asked-of", body=addressee, family=IRIS.verb("recall")) == []


def test_ancestors_to_a_depth(store: LocalStore) -> None:
    near = [
        ("A/CONF.999/18", "1", "A/CONF.999/18"),
        ("A/RES/78/1", "1", "A/RES/78/1"),
        ("instrument/harbour-declaration", "1", "Harbour Declaration"),
    ]
    assert rows(store, "ancestors", document=RESOLUTION, limit=1) == near
    assert rows(store, "ancestors", document=RESOLUTION) == [*near, ("A/RES/77/5", "2", "A/RES/77/5")]


def test_most_cited(store: LocalStore) -> None:
    assert rows(store, "most-cited")[:2] == [
        ("A/RES/78/1", "A/RES/78/1", "2"),
        ("A/CONF.999/18", "A/CONF.999/18", "1"),
    ]


def test_unresolved(store: LocalStore) -> None:
    wanted = [("A/RES/79/990", "pp1", "15/2", "ambiguous_number")]
    assert rows(store, "unresolved") == wanted
    assert rows(store, "unresolved", document=RESOLUTION) == wanted
    assert rows(store, "unresolved", document=IRIS.document("A/RES/78/1")) == []


def test_adopted_as_by_lineage_and_by_title(store: LocalStore) -> None:
    stated = ("A/C.3/79/L.990", "A/RES/79/990", "Safety of harbours", "2024-12-17", "head; title")
    alike = ("A/C.3/79/L.991", "A/RES/79/990", "Safety of harbours", "2024-12-17", "title, body and session")
    expected = ("E/CN.99/2024/L.2", "expected/E/2024/lights-of-quays", "", "", "expected")
    assert rows(store, "adopted-as") == [stated, alike, expected]
    assert rows(store, "adopted-as", draft=IRIS.document("A/C.3/79/L.991")) == [alike]


def test_adopted_as_without_lineage_by_what_is_stated() -> None:
    bare = a_store()
    bare.remove_graph(IRIS.lineage_graph())
    found = rows(bare, "adopted-as", draft=IRIS.document("A/C.3/79/L.990"))
    assert [row[-1] for row in found] == ["stated"]


@pytest.mark.parametrize(
    ("change", "evidence"),
    [
        ({"session": "78"}, []),
        ({"session": "", "tabled_in_key": ""}, ["title, body and date"]),
        ({"session": "", "issued": None}, ["title and body"]),
        ({"session": "", "issued": date(2019, 11, 2)}, []),
        ({"session": "", "issued": date(2025, 1, 2)}, []),
        ({"title": "Safety of ships"}, []),
        ({"adopted_by_key": "unodc"}, []),
    ],
)
def test_a_draft_of_another_time_body_or_title_is_not_adopted(
    change: dict[str, str | date | None], evidence: list[str]
) -> None:
    changed = dataclasses.replace(DRAFT, head=dataclasses.replace(DRAFT.head, **change))  # type: ignore[arg-type]
    store = a_store()
    graph = document_graph(changed, SOURCE, IRIS, REGISTERS)
    store.replace_graph(IRIS.document_graph(DRAFT.identifier), graph)
    found = rows(store, "adopted-as", draft=IRIS.document(DRAFT.identifier))
    assert [row[-1] for row in found] == evidence


def test_mandates(store: LocalStore) -> None:
    assert rows(store, "mandates", document=RESOLUTION) == [
        (
            "op1(a)",
            "op1.1",
            "Requests",
            "United Nations Office on Drugs and Crime; Member States",
            "to light the quays",
            "within existing resources",
            "by 31 October 2025",
            "General Assembly",
            "at its eightieth session",
        )
    ]


def test_votes(store: LocalStore) -> None:
    (row,) = rows(store, "votes", body=IRIS.body("general-assembly"))
    assert row[:7] == (*("2024-12-17", "A/RES/79/990", "General Assembly", "recorded vote", "2", "1", "1"),)
    assert rows(store, "votes", body=IRIS.body("unodc")) == []


def test_reports_due(store: LocalStore) -> None:
    assert [row[0] for row in rows(store, "reports-due")] == ["2025-10-31"]
    assert len(rows(store, "reports-due", body=IRIS.body("general-assembly"))) == 1
    assert rows(store, "reports-due", body=IRIS.body("unodc")) == []


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("cites", {}, "needs document"),
        ("cites", {"document": RESOLUTION, "colour": "red"}, "has no parameter colour"),
        ("cites", {"document": "A/RES/79/990"}, "must be an IRI"),
        ("cites", {"document": "urn:x> } SELECT * #"}, "is not an IRI"),
        ("ancestors", {"document": RESOLUTION, "limit": "many"}, "whole number"),
    ],
)
def test_values_that_do_not_fit_are_refused(
    store: LocalStore, name: str, values: Mapping[str, Term | str | int], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        ask(store, question(name), values)


@pytest.mark.parametrize("text", ['art30" } #', "art30\n}", "\\u0022 }", "art30') UNION"])
def test_no_value_is_read_as_a_query(store: LocalStore, text: str) -> None:
    assert rows(store, "cited-by", thing=CONVENTION, article=text) == []


def test_an_unknown_question_is_refused_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="choose one of adopted-as, ancestors"):
        question("who-knows")


HEADER = "# title: T\n# description: D.\n# columns: a\n# example: x\nSELECT ?a { ?a ?b ?c }"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace("# title: T\n", ""), "header lacks: title"),
        (HEADER.replace("# title", "# heading"), "not understood"),
        ("# parameter a (colour): c\n" + HEADER, "no type of parameter"),
    ],
)
def test_headers_that_say_too_little_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_question("x", text)


def test_names_and_questions_work_together(store: LocalStore) -> None:
    names = Names(REGISTERS, IRIS, store)
    article = names.article("article 30, paragraph 2 (c)")
    assert len(rows(store, "cited-by", thing=names.find("untoc"), article=article)) == 1


def test_values_may_be_terms(store: LocalStore) -> None:
    limit = Literal("1", datatype=XSD.integer)
    assert len(rows(store, "ancestors", document=RESOLUTION, limit=limit)) == 3


def test_relations_are_given_from_both_sides(store: LocalStore) -> None:
    here = rows(store, "relations", document=RESOLUTION)
    assert [row[3:6] for row in here] == [
        ("adopts", "A/RES/79/990", "annex"),
        ("extends", "A/RES/78/1", "para. 5"),
    ]
    there = rows(store, "relations", document=IRIS.document("A/RES/78/1"))
    assert there == [row for row in here if row[4] == "A/RES/78/1"]


@pytest.mark.parametrize(
    ("on", "standing"), [("2024-12-31", []), ("2025-06-30", ["stands"]), ("2025-09-01", ["lapsed"])]
)
def test_what_stands_depends_on_the_day(store: LocalStore, on: str, standing: list[str]) -> None:
    stated = rows(store, "in-force", document=IRIS.document("A/RES/78/1"), on=on)
    assert [row[-1] for row in stated] == standing


def test_a_term_in_words_is_given_so() -> None:
    extends, *others = SPECIMEN.relations
    extends = dataclasses.replace(extends, until=None, term="for a further period of twelve months")
    graph = document_graph(dataclasses.replace(SPECIMEN, relations=(extends, *others)), SOURCE, IRIS, REGISTERS)
    store = a_store()
    store.replace_graph(IRIS.document_graph(SPECIMEN.identifier), graph)
    stated = rows(store, "in-force", document=IRIS.document("A/RES/78/1"), on="2030-01-01")
    assert [row[-1] for row in stated] == ["stands, term in words"]


def test_a_day_must_be_one(store: LocalStore) -> None:
    with pytest.raises(QueryError, match="must be a day"):
        ask(store, question("in-force"), {"document": RESOLUTION, "on": "31 August 2025"})


def test_the_history_of_a_body(store: LocalStore) -> None:
    group = IRIS.body("general-assembly-working-group-on-harbour-lights")
    assert rows(store, "body-history", body=group) == [
        ("2024-12-17", "established", "A/RES/79/990", "for two years", "", "A/RES/79/990", "op2")
    ]
    assert [row[:3] for row in rows(store, "body-history", body=IRIS.body("unodc"))] == [
        ("2023-11-02", "continued", "A/RES/78/1")
    ]


@pytest.mark.parametrize("member", ["A/RES/79/990", "A/RES/77/5"])
def test_a_series_is_given_with_its_missing_members_and_gaps(store: LocalStore, member: str) -> None:
    name = "series/a-lights-of-harbours"
    assert rows(store, "series", document=IRIS.document(member)) == [
        (name, "1", "77", "A/RES/77/5", "A/RES/77/5", "missing", "recalled"),
        (name, "2", "2023-11-02", "A/RES/78/1", "Lights of harbours", "read", "series"),
        (name, "3", "2024-12-17", "A/RES/79/990", "Safety of harbours", "read", "title; recalled"),
        (name, "", "76", "", "", "due", ""),
    ]


def test_lineage_goes_both_ways_to_a_depth(store: LocalStore) -> None:
    def stated(document: str, **values: int) -> list[tuple[str, ...]]:
        return [row[:5] for row in rows(store, "lineage", document=IRIS.document(document), **values)]

    near = [
        ("earlier", "1", "adopted_as", "A/C.3/79/L.990", "A/RES/79/990"),
        ("earlier", "1", "follows", "A/RES/78/1", "A/RES/79/990"),
    ]
    assert stated("A/RES/79/990", limit=1) == near
    assert stated("A/RES/79/990") == [
        *near,
        ("earlier", "2", "revised_as", "A/C.3/79/L.989", "A/C.3/79/L.990"),
        ("earlier", "2", "follows", "A/RES/77/5", "A/RES/78/1"),
        ("earlier", "2", "taken_up_as", "E/RES/2023/9", "A/RES/78/1"),
    ]
    assert stated("A/RES/77/5") == [
        ("later", "1", "follows", "A/RES/78/1", "A/RES/77/5"),
        ("later", "2", "follows", "A/RES/79/990", "A/RES/78/1"),
    ]


def test_lineage_says_what_speaks_for_it(store: LocalStore) -> None:
    row = rows(store, "lineage", document=IRIS.document("A/RES/78/1"), limit=1)[-1]
    assert row == (
        *("later", "1", "follows", "A/RES/79/990", "A/RES/78/1", "Safety of harbours", "2024-12-17", "0.9"),
        "title; recalled",
    )


def test_the_history_of_a_paragraph_back_and_forth(store: LocalStore) -> None:
    same = ("A/C.3/79/L.991", "pp1", "same", "1", "A/RES/78/1", "pp1")
    changed = ("A/RES/79/990", "pp1", "changed", "0.6", "A/C.3/79/L.991", "pp1")
    merged = ("A/RES/79/990", "op1", "merged", "0.5", "A/RES/78/1", "pp1")
    split = ("A/RES/79/990", "op2", "split", "0.25", "A/RES/78/1", "pp1")

    def stated(document: str, unit: str) -> list[tuple[str, ...]]:
        return [row[1:7] for row in rows(store, "paragraph-history", document=IRIS.document(document), unit=unit)]

    assert stated("A/RES/78/1", "pp1") == [same, merged, split, changed]
    assert stated("A/C.3/79/L.991", "pp1") == stated("A/RES/79/990", "pp1") == [same, changed]
    assert stated("A/RES/79/990", "op2") == [split]
    assert stated("A/RES/79/990", "op1.a") == []


@pytest.mark.parametrize(("unit", "found"), [(None, 2), ("op1.a", 2), ("op4", 0)])
def test_what_became_of_a_mandate(store: LocalStore, unit: str | None, found: int) -> None:
    stated = rows(store, "mandate-history", document=RESOLUTION, **({"unit": unit} if unit else {}))
    assert [row[1:] for row in stated] == [
        (
            *("1", "2024-12-17", "A/RES/79/990", "op1(a)", "given"),
            *("United Nations Office on Drugs and Crime; Member States", "to light the quays", "by 31 October 2025"),
            "A/80/123",
        ),
        ("2", "", "A/RES/80/18", "", "ended", "", "", "", ""),
    ][:found]


def test_acts_are_dormant_when_nothing_young_cites_them(store: LocalStore) -> None:
    assert rows(store, "dormant", years=0) == [
        ("", "A/RES/79/990", "Safety of harbours", "2024-12-17"),
        ("2024-12-20", "A/RES/78/1", "Lights of harbours", "2023-11-02"),
    ]
    assert rows(store, "dormant", years=1) == []
    assert rows(store, "dormant", years=0, body=IRIS.body("unodc")) == []


def test_a_young_act_that_an_old_document_cites_is_not_dormant(store: LocalStore) -> None:
    bare = a_store()
    for citing in ("A/RES/79/990", "A/C.3/79/L.991"):
        graph = bare.graph(IRIS.document_graph(citing))
        graph.remove((None, None, IRIS.document("A/RES/78/1")))
        bare.replace_graph(IRIS.document_graph(citing), graph)
    assert [row[1] for row in rows(bare, "dormant", years=1)] == ["A/RES/78/1"]


@pytest.mark.parametrize(
    ("source", "target", "ways"),
    [
        ("A/RES/79/990", "A/RES/78/1", [("1", "", "", "")]),
        ("A/RES/79/990", "A/RES/77/5", [("2", "A/RES/78/1", "", "")]),
        ("A/RES/77/5", "A/RES/79/990", []),
    ],
)
def test_paths_over_citations(store: LocalStore, source: str, target: str, ways: list[tuple[str, ...]]) -> None:
    assert rows(store, "path", source=IRIS.document(source), target=IRIS.document(target)) == ways
