"""Networks: what Gephi opens, with clean values."""

import dataclasses
import io

import networkx as nx
import pytest
from rdflib import RDFS, Literal

from extract.model import BodyEventKind, DocumentType, RelationKind
from graph.networks.network import network
from graph.networks.network_files import gexf, graphml
from graph.quads import document_graph
from graph.store import LocalStore
from graph_specimen import DOCUMENTS, IRIS, REGISTERS, SOURCE, a_store

NETWORK = network(a_store(), IRIS)


def test_nodes_are_documents_treaties_instruments_bodies_and_groups() -> None:
    kinds = {name: data["kind"] for name, data in NETWORK.nodes(data=True)}
    assert kinds["A/RES/79/990"] == "document"
    assert kinds["MTDSG/XVIII-12"] == "treaty"
    assert kinds["instrument/harbour-declaration"] == "instrument"
    assert kinds["body/unodc"] == "body"
    assert kinds["group/member-states"] == "group"
    assert NETWORK.nodes["A/RES/79/990"] == {"label": "Safety of harbours", "kind": "document", "date": "2024-12-17"}


@pytest.mark.parametrize(
    ("source", "target", "kind", "verb"),
    [
        ("A/RES/79/990", "A/RES/78/1", "cites", "recall"),
        ("A/RES/79/990", "instrument/harbour-declaration", "cites", "recall"),
        ("A/RES/79/990", "body/unodc", "asks", "request"),
        ("A/RES/79/990", "body/unodc", "names", ""),
        ("A/RES/79/990", "A/RES/78/1", "extends", ""),
        ("A/RES/79/990", "instrument/harbour-declaration", "adopts", ""),
        ("A/RES/79/990", "body/general-assembly-working-group-on-harbour-lights", "establishes", "decide"),
        ("A/RES/78/1", "body/unodc", "continues", ""),
        ("A/RES/79/990", "body/general-assembly", "adopted by", ""),
        ("A/RES/79/990", "A/C.3/79/L.990", "draft", ""),
        ("body/third-committee", "body/general-assembly", "part of", ""),
        ("MTDSG/XVIII-12-a", "MTDSG/XVIII-12", "supplements", ""),
        ("instrument/harbour-declaration", "A/CONF.999/18", "contained in", ""),
    ],
)
def test_edges_are_the_ties_between_them(source: str, target: str, kind: str, verb: str) -> None:
    data = NETWORK.edges[source, target, f"{kind} {verb}".strip()]
    date = "2024-12-17" if source == "A/RES/79/990" else data["date"]
    label = f"{kind}: {verb}" if verb else kind
    assert data == {"label": label, "kind": kind, "verb": verb, "weight": 1, "date": date}


def test_a_document_is_not_tied_to_itself_and_a_draft_does_nothing_yet() -> None:
    relations = {*RelationKind, *(kind.done for kind in BodyEventKind)}
    drafted = dataclasses.replace(
        DOCUMENTS[0], head=dataclasses.replace(DOCUMENTS[0].head, type=DocumentType.DRAFT_RESOLUTION)
    )
    store = a_store()
    store.replace_graph(IRIS.document_graph("A/RES/79/990"), document_graph(drafted, SOURCE, IRIS, REGISTERS))
    tied = {(source, kind) for source, target, kind in network(store, IRIS).edges(data="kind") if kind in relations}
    assert tied == {("A/RES/78/1", "continues")}
    assert not [source for source, target, kind in NETWORK.edges(data="kind") if kind in relations and source == target]


def test_values_are_texts_and_whole_numbers() -> None:
    values = [value for _, data in NETWORK.nodes(data=True) for value in data.values()]
    values += [value for *_, data in NETWORK.edges(data=True) for value in data.values()]
    assert values
    assert {type(value) for value in values} == {str, int}


def test_gexf_is_read_back_whole() -> None:
    again = nx.read_gexf(io.BytesIO(gexf(NETWORK)))
    assert set(again.nodes) == set(NETWORK.nodes)
    assert again.number_of_edges() == NETWORK.number_of_edges()
    assert again.nodes["body/unodc"]["kind"] == "body"
    assert again.nodes["body/unodc"]["label"] == "United Nations Office on Drugs and Crime"
    assert {data["verb"] for *_, data in again.edges(data=True)} == {"", "decide", "recall", "request"}


def test_graphml_is_read_back_whole() -> None:
    again = nx.read_graphml(io.BytesIO(graphml(NETWORK)), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(NETWORK.nodes(data=True))
    read = sorted((a, b, d["label"], d["weight"]) for a, b, d in again.edges(data=True))
    assert read == sorted((a, b, d["label"], d["weight"]) for a, b, d in NETWORK.edges(data=True))


def test_files_state_no_time_and_are_the_same_each_time() -> None:
    assert b"lastmodified" not in gexf(NETWORK)
    assert gexf(network(a_store(), IRIS)) == gexf(NETWORK)
    assert graphml(network(a_store(), IRIS)) == graphml(NETWORK)


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    store = LocalStore.in_memory()
    graph = document_graph(DOCUMENTS[2], SOURCE, IRIS, REGISTERS)
    graph.set((IRIS.document("A/RES/77/5"), RDFS.label, Literal("a\x00b\x0bc", lang="en")))
    store.replace_graph(IRIS.document_graph("A/RES/78/1"), graph)
    dirty = network(store, IRIS)
    assert dirty.nodes["A/RES/77/5"]["label"] == "abc"
    assert nx.read_gexf(io.BytesIO(gexf(dirty))).number_of_nodes() == dirty.number_of_nodes()
