"""Laws of built graphs: every name in them is explained somewhere, and a graph can be judged on its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from extract.pipeline import extract
from extract.read import read_source
from extract.registers import load_registers
from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.iris import ONTOLOGY, Iris
from graph.ontology import ontology
from graph.quads import document_graph, register_graph
from graph.store import LocalStore
from graph.validate import ValidationResult, load_shapes, validate_document, validate_store
from graph_specimen import DOCUMENTS, IRIS, REGISTERS, SOURCE
from specimens import EXAMPLES, ROOT
from unmandates.build.builder import BuildRequest, build
from unmandates.config import store_folder

SHARED = ROOT.parent / "shared"
TERMS = {term for term in ontology().all_nodes() if isinstance(term, URIRef)} | {RDF.type, RDFS.label}
LINKS = {v.foaf_page, v.skos_exactMatch, v.dcterms_language}
"""Properties whose values are others' things, not terms."""

shared = pytest.mark.skipif(not SHARED.exists(), reason="the documents lie beside the project, not in it")


def corpus(step: int) -> list[Path]:
    """Every ``step``-th text of the manifest, by name."""
    with (SHARED / "corpus/MANIFEST.csv").open(newline="", encoding="utf-8") as handle:
        names = sorted(row["file"] for row in csv.DictReader(handle) if row["file"].endswith(".txt"))
    return [SHARED / "corpus" / name for name in names[::step]]


def documents() -> list[Path]:
    return [*sorted((SHARED / "documents").glob("*.txt")), *corpus(70)]


@pytest.fixture(scope="module", params=["examples", pytest.param("documents", marks=shared)])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    paths = [EXAMPLES] if request.param == "examples" else documents()
    assert request.param == "examples" or len(paths) > 60
    data = tmp_path_factory.mktemp(request.param)
    report = build(BuildRequest(tuple(paths), data, jobs=2))
    assert report.failed == ()
    assert report.written >= len(paths) - 5  # some files hold one document, some several, some none of their own
    with closing(LocalStore.open_read_only(store_folder(data))) as opened:
        yield opened


def is_ours(term: object) -> bool:
    return isinstance(term, URIRef) and str(term).startswith((IRIS.base, ONTOLOGY))


def test_every_name_of_ours_is_explained_where_it_stands(store: LocalStore) -> None:
    names = set(store.graph_names())
    lineage = IRIS.lineage_graph()
    everywhere = {subject for name in names for subject in store.graph(name).subjects(RDF.type)}
    checked = 0
    for name in names:
        graph = store.graph(name)
        ours = {term for triple in graph for term in triple if is_ours(term)}
        # Lineage speaks of what the graphs of documents describe.
        explained = everywhere if name == lineage else set(graph.subjects(RDF.type))
        assert ours - explained - TERMS - names == set(), name
        checked += len(ours)
    assert checked > 2000


def test_every_term_of_others_is_one_that_the_ontology_names(store: LocalStore) -> None:
    predicates: set[Node] = set()
    values: set[Node] = set()
    linked: set[Node] = set()
    datatypes: set[Node | None] = set()
    for name in store.graph_names():
        graph = store.graph(name)
        assert all(map(is_ours, graph.subjects()))
        predicates |= set(graph.predicates())
        for _, predicate, value in graph:
            if isinstance(value, Literal):
                datatypes.add(value.datatype)
            else:
                (linked if predicate in LINKS else values).add(value)
    assert predicates - TERMS == set()
    assert {value for value in values if not is_ours(value)} - TERMS == set()
    assert linked
    assert [one for one in linked if str(one).startswith((IRIS.base, *PREFIXES.values()))] == []
    plain = {None, RDF.langString, XSD.boolean, XSD.integer, XSD.decimal, XSD.dateTime}
    assert datatypes <= plain | {XSD.date, XSD.gYearMonth, XSD.gYear, XSD.duration}


def bare(findings: tuple[ValidationResult, ...]) -> set[tuple[str, ...]]:
    """Findings without the graph that they were found in."""
    return {(one.focus, one.path, one.value, one.severity, one.shape, one.message) for one in findings}


@shared
def test_a_document_alone_is_judged_as_all_documents_together_are() -> None:
    registers, iris = load_registers(), Iris()
    graphs: dict[str, Graph] = {}
    for file in corpus(20)[:200]:
        source = read_source(file, file.name)
        for document in extract(source, registers).documents:
            graphs.setdefault(document.identifier, document_graph(document, source, iris, registers))
    assert len(graphs) >= 200
    whole = register_graph(registers, iris)
    for graph in graphs.values():
        whole += graph
    together = bare(validate_document(whole, load_shapes()))
    alone = bare(validate_document(register_graph(registers, iris), load_shapes()))
    for graph in graphs.values():
        alone |= bare(validate_document(graph, load_shapes()))
    assert together == alone
    assert together


def test_findings_are_the_same_in_the_same_order_however_many_work() -> None:
    store = LocalStore.in_memory()
    for n in range(20):
        for document in DOCUMENTS:
            graph = document_graph(document, SOURCE, IRIS, REGISTERS)
            subject = IRIS.document(document.identifier)
            graph.remove((subject, RDFS.label if n % 2 else v.sourceFile, None))
            store.replace_graph(IRIS.document_graph(f"{document.identifier}/{n}"), graph)
    alone = list(validate_store(store, jobs=1))
    assert list(validate_store(store, jobs=2)) == alone
    assert [one.document for one in alone] == sorted(one.document for one in alone)
    assert len({one.document for one in alone}) == 20 * len(DOCUMENTS)
