"""Lineage as RDF: parts apart from each other, edges that say the same as the nodes, names that last."""

import dataclasses
import itertools

import pytest
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from extract.model import MANDATES
from graph import vocabulary as v
from graph.lineage.triples import aligned_graph, chain_graph, first_appearances, link_graph, series_graph
from graph.lineage.values import Aligned, ParagraphLink, ParagraphRelation
from graph_specimen import ALIGNED, CHAIN, IRIS, LINKS, RESOLUTION, SERIES, lineage_graph, lineage_parts

DRAFT, ADOPTED = IRIS.document("A/C.3/79/L.990"), IRIS.document("A/RES/79/990")
RECALLED = IRIS.document("A/RES/78/1")


def test_no_two_parts_share_a_triple() -> None:
    for one, other in itertools.combinations(lineage_parts(), 2):
        assert set(one) & set(other) == set()


def test_missing_documents_alone_are_described() -> None:
    graph = lineage_graph()
    described = set(graph.subjects(RDF.type, v.Document))
    assert described == {IRIS.document("A/RES/77/5"), IRIS.document("expected/E/2024/lights-of-quays")}
    assert described == set(graph.subjects(v.missing))
    label = graph.value(IRIS.document("expected/E/2024/lights-of-quays"), RDFS.label)
    assert label == Literal("lights of quays (2024)", lang="en")


def test_the_act_expected_of_a_body_with_a_long_prefix_has_a_label() -> None:
    name = "expected/CTOC/COP/2012/lights-of-quays"
    graph = link_graph([dataclasses.replace(LINKS[1], target=name)], IRIS)
    assert graph.value(IRIS.document(name), RDFS.label) == Literal("lights of quays (2012)", lang="en")


@pytest.mark.parametrize(
    ("source", "edge", "target"),
    [
        (DRAFT, v.adoptedAs, ADOPTED),
        (ADOPTED, v.prov_wasRevisionOf, DRAFT),
        (IRIS.document("A/C.3/79/L.989"), v.revisedAs, DRAFT),
        (DRAFT, v.prov_wasRevisionOf, IRIS.document("A/C.3/79/L.989")),
        (IRIS.document("E/RES/2023/9"), v.takenUpAs, RECALLED),
        (RECALLED, v.prov_wasDerivedFrom, IRIS.document("E/RES/2023/9")),
        (ADOPTED, v.follows, RECALLED),
    ],
)
def test_links_are_plain_edges_too(source: URIRef, edge: URIRef, target: URIRef) -> None:
    assert (source, edge, target) in link_graph(LINKS, IRIS)


def test_links_of_clauses_have_their_edge_in_the_graph_of_the_document() -> None:
    graph = link_graph([link for link in LINKS if link.relation == "extends"], IRIS)
    (node,) = graph.subjects(RDF.type, v.DocumentLink)
    assert (graph.value(node, v.later), graph.value(node, v.earlier)) == (ADOPTED, RECALLED)
    assert set(graph.subjects()) == {node}


def test_a_link_hangs_on_its_later_document_and_is_no_unit_of_it() -> None:
    graph = link_graph(LINKS, IRIS)
    for node in graph.subjects(RDF.type, v.DocumentLink):
        assert str(node).startswith(f"{graph.value(node, v.later)}#lineage.")
        assert IRIS.unit_of(str(node)) is None


def test_names_of_nodes_do_not_depend_on_what_else_there_is() -> None:
    whole = link_graph(LINKS, IRIS)
    parts = [link_graph([link], IRIS) for link in LINKS]
    assert set(whole) == {triple for part in parts for triple in part}
    assert len(set(whole.subjects(RDF.type, v.DocumentLink))) == len(LINKS)


def test_paragraphs_that_stayed_the_same_cost_an_edge() -> None:
    same, changed = aligned_graph(ALIGNED[1], IRIS), aligned_graph(ALIGNED[0], IRIS)
    earlier, later = IRIS.part("A/RES/78/1", "pp1"), IRIS.part("A/C.3/79/L.991", "pp1")
    assert set(same) == {(later, v.repeats, earlier)}
    assert len(changed) == 6
    assert (IRIS.part("A/RES/79/990", "pp1"), v.rewords, later) in changed


def test_titles_of_a_series_the_last_first() -> None:
    graph = series_graph(SERIES, IRIS)
    node = IRIS.series(SERIES.key)
    assert graph.value(node, RDFS.label) == Literal("Safety of harbours", lang="en")
    assert list(graph.objects(node, SKOS.altLabel)) == [Literal("Lights of harbours", lang="en")]


def test_a_step_points_to_the_mandate_in_the_graph_of_its_document() -> None:
    graph = chain_graph(CHAIN, {RESOLUTION.identifier: RESOLUTION}, IRIS)
    assert list(graph.objects(None, v.ofMandate)) == [IRIS.finding(MANDATES, "A/RES/79/990", "op1(a)", 1)]
    with pytest.raises(KeyError):
        chain_graph(CHAIN, {}, IRIS)


def test_mandates_of_one_unit_are_kept_apart() -> None:
    first = RESOLUTION.mandates[0]
    second = dataclasses.replace(first, task="to count the lamps")
    document = dataclasses.replace(RESOLUTION, mandates=(second, first))
    graph = chain_graph(CHAIN, {RESOLUTION.identifier: document}, IRIS)
    assert list(graph.objects(None, v.ofMandate)) == [IRIS.finding(MANDATES, "A/RES/79/990", "op1(a)", 1)]
    swapped = dataclasses.replace(RESOLUTION, mandates=(first, second))
    graph = chain_graph(CHAIN, {RESOLUTION.identifier: swapped}, IRIS)
    assert list(graph.objects(None, v.ofMandate)) == [IRIS.finding(MANDATES, "A/RES/79/990", "op1(a)", 2)]


def step(source: str, target: str, similarity: float = 1.0, units: tuple[str, str] = ("op1", "op1")) -> Aligned:
    same = ParagraphRelation.SAME if similarity == 1 else ParagraphRelation.CHANGED
    return Aligned(source, target, (ParagraphLink(source, units[0], target, units[1], same, similarity),))


def test_the_first_appearance_is_the_oldest_known() -> None:
    found = first_appearances([step("B", "C"), step("A", "B"), step("D", "C")])
    assert found == {("B", "op1"): ("A", "op1"), ("C", "op1"): ("A", "op1")}


def test_of_two_origins_as_old_the_more_alike_is_the_first_appearance() -> None:
    assert first_appearances([step("A", "C", 0.4), step("B", "C", 0.9)]) == {("C", "op1"): ("B", "op1")}


def test_first_appearances_do_not_depend_on_the_order_of_pairs() -> None:
    pairs = [step("A", "B"), step("B", "C", 0.5), step("B", "C", 0.5, ("op2", "op1")), step("C", "D")]
    answers = [first_appearances(order) for order in itertools.permutations(pairs)]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["D", "op1"] == ("A", "op1")
