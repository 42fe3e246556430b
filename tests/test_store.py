"""Stores: on disk and on a server, the same answers; errors are plain sentences; nothing leaves the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from graph.query import questions
from graph.remote_store import RemoteStore
from graph.sparql import QueryError, bind, checked, serialised
from graph.store import LocalStore, Store, StoreError, Table, nquads, parsed
from sparql_endpoint import sparql_endpoint

THING = URIRef("http://example.org/thing")
ONE, TWO = "http://example.org/g/1", "http://example.org/g/2"


def a_graph(*texts: str) -> Graph:
    graph = Graph()
    for text in texts:
        graph.add((THING, RDFS.label, Literal(text, lang="en")))
    return graph


@pytest.fixture
def endpoint() -> Iterator[str]:
    with sparql_endpoint() as url:
        yield url


@pytest.fixture(params=["local", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path, endpoint: str) -> Iterator[Store]:
    opened: Store = LocalStore.open(tmp_path / "store") if request.param == "local" else RemoteStore(endpoint, endpoint)
    yield opened
    opened.close()


def test_graphs_are_put_replaced_and_removed(store: Store) -> None:
    store.replace_graph(ONE, a_graph("old", "both"))
    store.replace_graph(ONE, a_graph("new", "both"))
    store.replace_graph(TWO, a_graph("other"))
    assert store.graph_names() == (URIRef(ONE), URIRef(TWO))
    assert set(store.graph(ONE)) == set(a_graph("new", "both"))
    assert store.dump_nquads() == nquads(ONE, a_graph("both", "new")) + nquads(TWO, a_graph("other"))
    store.remove_graph(ONE)
    assert store.graph_names() == (URIRef(TWO),)
    assert len(store.graph(ONE)) == 0


def test_many_graphs_are_replaced_at_once(store: Store) -> None:
    store.replace_graph(ONE, a_graph("old"))
    store.replace_graphs([ONE, TWO], nquads(ONE, a_graph("a")) + nquads(TWO, a_graph("b")))
    assert [str(label) for name in (ONE, TWO) for label in store.graph(name).objects()] == ["a", "b"]


def test_single_quads_are_taken_out_and_put_in(store: Store) -> None:
    store.replace_graph(ONE, a_graph("old", "kept"))
    store.change_quads(
        nquads(ONE, a_graph("old", "never there")), nquads(ONE, a_graph("new")) + nquads(TWO, a_graph("b"))
    )
    assert set(store.graph(ONE)) == set(a_graph("kept", "new"))
    assert set(store.graph(TWO)) == set(a_graph("b"))
    store.change_quads(b"", b"")
    assert set(store.graph(ONE)) == set(a_graph("kept", "new"))


def test_answers_are_tables_truth_values_or_graphs(store: Store) -> None:
    graph = a_graph("a “quoted” \\ text\nof two lines")
    graph.add((THING, RDF.value, Literal("1", datatype=XSD.integer)))
    store.replace_graph(ONE, graph)
    table = store.query("SELECT ?value ?none WHERE { GRAPH ?g { ?s ?p ?value } } ORDER BY ?p")
    assert isinstance(table, Table)
    assert table.columns == ("value", "none")
    assert sorted(str(row[0]) for row in table.rows) == ["1", "a “quoted” \\ text\nof two lines"]
    assert {row[1] for row in table.rows} == {None}
    assert store.query("ASK { GRAPH ?g { ?s ?p ?o } }") is True
    assert store.query("ASK { GRAPH <http://example.org/nowhere> { ?s ?p ?o } }") is False
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(answer, Graph)
    assert len(answer) == 2


def test_a_graph_as_triples_is_read_back_whole(store: Store) -> None:
    graph = a_graph("a “quoted” \\ text\nof two lines", "b")
    graph.add((THING, RDF.value, Literal("7", datatype=XSD.integer)))
    store.replace_graphs([ONE, TWO], nquads(ONE, graph) + nquads(TWO, a_graph("other")))
    assert nquads(ONE, parsed(store.triples(ONE))) == nquads(ONE, graph)
    assert len(parsed(store.triples("http://example.org/nowhere"))) == 0


def test_values_are_bound_in_their_slots(store: Store) -> None:
    store.replace_graph(ONE, a_graph("a", "b"))
    query = "SELECT ?label WHERE { VALUES ?label { UNDEF } GRAPH ?g { ?s ?p ?label } } ORDER BY ?label"
    everything = store.query(query)
    one = store.query(query, substitutions={"label": Literal("b", lang="en")})
    assert isinstance(everything, Table)
    assert isinstance(one, Table)
    assert [str(row[0]) for row in everything.rows] == ["a", "b"]
    assert [str(row[0]) for row in one.rows] == ["b"]


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o # a remark \r SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n}",
    "SELECT * { { SELECT * { OPTIONAL { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER (1 IN (2, EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } })) }",
    "ASK { ?s ?p ?o MINUS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
    "# first\n#:\n SELECT * { ?s ?p <a:b>SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?s e:from ?o . SERVICE e:service { ?a ?b ?c } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e:x { ?a ?b ?c } }",
]


@pytest.mark.parametrize("sparql", SERVICES)
def test_no_query_leaves_the_store(sparql: str) -> None:
    with pytest.raises(QueryError, match="not allowed"):
        LocalStore.in_memory().query(sparql)


@pytest.mark.parametrize(
    "sparql",
    ["SELECT * { ?s ?p 'SERVICE from here' }", "ASK { ?service ?from ?o }", "ASK { <http://a/service> ?p ?o }"],
)
def test_the_words_alone_do_no_harm(sparql: str) -> None:
    LocalStore.in_memory().query(sparql)


@pytest.mark.parametrize("name", [":SERVICE", "e:SERVICE", "e:aSERVICE", "_:SERVICE", "_:aSERVICE"])
def test_letters_after_a_colon_are_no_keyword(name: str) -> None:
    prefixes = "PREFIX : <http://127.0.0.1:9/> PREFIX e: <http://127.0.0.1:9/> "
    with pytest.raises(QueryError, match="cannot be read"):
        LocalStore.in_memory().query(f"{prefixes} SELECT * {{ ?s ?p {name} <http://127.0.0.1:9/> {{ ?a ?b ?c }} }}")


def test_questions_need_no_parsing_to_be_known_as_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rdflib.plugins.sparql.parser.parseQuery", lambda text: pytest.fail(f"parsed: {text}"))
    assert all(checked(one.sparql) for one in questions())


@pytest.mark.parametrize("sparql", ["DROP ALL", "INSERT DATA { <a:b> <a:c> <a:d> }", "SELECT", "SELECT * { SERVICE }"])
def test_what_is_no_question_is_refused(store: Store, sparql: str) -> None:
    with pytest.raises((QueryError, StoreError)):
        store.query(sparql)
    assert store.graph_names() == ()


def test_a_store_in_use_is_refused_with_a_plain_sentence(tmp_path: Path) -> None:
    store = LocalStore.open(tmp_path)
    with pytest.raises(StoreError, match="in use by another process"):
        LocalStore.open(tmp_path)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graph_names()


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph"):
        LocalStore.open_read_only(tmp_path)


def test_a_broken_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        LocalStore.open(tmp_path)
    with pytest.raises(StoreError, match="cannot be opened"):
        LocalStore.open_read_only(tmp_path)


def test_readers_read_and_do_not_write(tmp_path: Path) -> None:
    store = LocalStore.open(tmp_path)
    store.replace_graph(ONE, a_graph("a"))
    store.close()
    first, second = LocalStore.open_read_only(tmp_path), LocalStore.open_read_only(tmp_path)
    assert first.graph_names() == second.graph_names() == (URIRef(ONE),)
    with pytest.raises(StoreError, match="reading only"):
        first.remove_graph(ONE)


def test_quads_that_are_none_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be stored"):
        store.replace_graphs([ONE], b"<http://a/b> nonsense")


def test_a_server_that_does_not_answer_is_an_error_of_the_store() -> None:
    with pytest.raises(StoreError, match="did not answer"):
        RemoteStore("http://127.0.0.1:9/", timeout=2).query("ASK { ?s ?p ?o }")


def test_a_server_for_reading_takes_no_updates(endpoint: str) -> None:
    with pytest.raises(StoreError, match="reading only"):
        RemoteStore(endpoint).replace_graph(ONE, a_graph("a"))


def test_slots_and_names_are_checked() -> None:
    with pytest.raises(QueryError, match="no slot"):
        bind("SELECT * { ?s ?p ?o }", {"s": THING})
    with pytest.raises(QueryError, match="not the name"):
        bind("SELECT * { VALUES ?s { UNDEF } }", {"s } #": THING})
    with pytest.raises(QueryError, match="is not an IRI"):
        bind("SELECT * { VALUES ?s { UNDEF } }", {"s": URIRef("http://a/> } DROP ALL #")})
    with pytest.raises(QueryError, match="blank node"):
        serialised(BNode())
    with pytest.raises(QueryError, match="not a character"):
        checked("ASK { ?s ?p '\\uD800' }")


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.sampled_from([None, "en"]))
def test_any_text_is_bound_as_one_value(text: str, language: str | None) -> None:
    value = Literal(text, lang=language)
    answer = LocalStore.in_memory().query("SELECT ?x { VALUES ?x { UNDEF } }", substitutions={"x": value})
    assert isinstance(answer, Table)
    assert answer.rows == ((value,),)
