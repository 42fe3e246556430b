"""Provenance: the one place with time; runs are numbered and valid."""

from datetime import UTC, datetime, timedelta, timezone

from rdflib import XSD, Graph, Literal

from graph import vocabulary as v
from graph.ontology import shapes
from graph.provenance import Input, Run, next_run_number, now, run_graph
from graph.store import LocalStore, nquads
from graph.validate import validate_document
from graph_specimen import DOCUMENTS, IRIS, a_store

NOON = datetime(2026, 3, 1, 13, 0, tzinfo=timezone(timedelta(hours=1)))
RUN = Run(3, "0.1.0", NOON, NOON + timedelta(minutes=2), (Input("b.txt", "1" * 64), Input("a.txt", "0" * 64)), ("A/1",))


def test_a_run_states_when_with_what_and_of_what() -> None:
    graph = run_graph(RUN, IRIS)
    run = IRIS.run(3)
    assert str(graph.value(run, v.prov_startedAtTime)) == "2026-03-01T12:00:00Z"
    assert str(graph.value(run, v.prov_endedAtTime)) == "2026-03-01T12:02:00Z"
    assert graph.value(run, v.prov_generated) == IRIS.document_graph("A/1")
    assert {str(name) for name in graph.objects(None, v.sourceFile)} == {"a.txt", "b.txt"}
    assert str(graph.value(graph.value(run, v.prov_wasAssociatedWith), v.softwareVersion)) == "0.1.0"
    assert validate_document(graph, shapes()) == ()


def test_inputs_are_named_in_order() -> None:
    turned = Run(3, RUN.version, RUN.started, RUN.ended, RUN.inputs[::-1], RUN.documents)
    assert nquads("urn:g", run_graph(turned, IRIS)) == nquads("urn:g", run_graph(RUN, IRIS))


def test_runs_are_numbered_on() -> None:
    store = LocalStore.in_memory()
    assert next_run_number(store, IRIS) == 1
    store.replace_graph(IRIS.run_graph(11), run_graph(RUN, IRIS))
    assert next_run_number(store, IRIS) == 12


def test_no_other_graph_holds_a_time() -> None:
    store = a_store()
    graphs: list[Graph] = [store.graph(name) for name in store.graph_names()]
    assert len(graphs) == len(DOCUMENTS) + 2  # the registers and lineage
    times = [o for graph in graphs for o in graph.objects() if isinstance(o, Literal) and o.datatype == XSD.dateTime]
    assert times == []


def test_now_is_in_utc_to_the_second() -> None:
    assert now().tzinfo is UTC
    assert now().microsecond == 0
