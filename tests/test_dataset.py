"""The description of the dataset: true to the store, in known terms, the same each time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, VOID, BNode, Graph, Literal, URIRef
from typer.testing import CliRunner

from graph import vocabulary as v
from graph.export.rdf import jsonld, turtle
from graph.provenance import Run, run_graph
from graph.publication import Imprint
from graph.publication.census import census
from graph.publication.description import dataset_graph
from graph.store import LocalStore
from graph_specimen import IRIS, a_store
from specimens import EXAMPLES, built
from unmandates.cli import app

DATASET = IRIS.dataset()


@pytest.fixture(scope="module")
def store() -> LocalStore:
    store = a_store()
    for n in (1, 2):
        day = datetime(2026, 1, n, 12, tzinfo=UTC)
        store.replace_graph(IRIS.run_graph(n), run_graph(Run(n, "0", day, day, (), ("A/RES/79/990",)), IRIS))
    return store


@pytest.fixture(scope="module")
def everything(store: LocalStore) -> Graph:
    graph = Graph()
    for name in store.graph_names():
        graph += store.graph(name)
    return graph


@pytest.fixture(scope="module")
def description(store: LocalStore) -> Graph:
    return dataset_graph(census(store, IRIS), IRIS)


def number(description: Graph, subject: URIRef, predicate: URIRef) -> int:
    (value,) = description.objects(subject, predicate)
    return int(str(value))


def test_totals_are_those_of_the_store(description: Graph, everything: Graph) -> None:
    subjects, objects = set(everything.subjects()), set(everything.objects())
    ours = {str(one) for one in subjects if str(one).startswith(f"{IRIS.base}id/")}
    counted = {
        VOID.triples: len(everything),
        VOID.entities: len(ours),
        VOID.documents: len({one.partition("#")[0] for one in ours}),
        VOID.distinctSubjects: len(subjects),
        VOID.distinctObjects: len(objects),
        VOID.properties: len(set(everything.predicates())),
        VOID.classes: len(set(everything.objects(None, RDF.type))),
    }
    assert {predicate: number(description, DATASET, predicate) for predicate in counted} == counted
    assert counted[VOID.triples] > counted[VOID.entities] > counted[VOID.documents] > 0


def test_partitions_are_those_of_the_store(description: Graph, everything: Graph) -> None:
    classes = {
        description.value(part, VOID["class"]): number(description, URIRef(str(part)), VOID.entities)
        for part in description.objects(DATASET, VOID.classPartition)
    }
    assert classes == {c: len(set(everything.subjects(RDF.type, c))) for c in set(everything.objects(None, RDF.type))}
    properties = {
        description.value(part, VOID.property): number(description, URIRef(str(part)), VOID.triples)
        for part in description.objects(DATASET, VOID.propertyPartition)
    }
    assert properties == {p: len(list(everything.subject_objects(p))) for p in set(everything.predicates())}


def test_subsets_hold_all_graphs(description: Graph, store: LocalStore) -> None:
    subsets = {
        str(subset).rpartition("#")[2]: number(description, URIRef(str(subset)), VOID.triples)
        for subset in description.objects(DATASET, VOID.subset)
        if (subset, RDF.type, VOID.Linkset) not in description
    }
    assert set(subsets) == {"graph-doc", "graph-lineage", "graph-register", "graph-run"}
    assert sum(subsets.values()) == len(store.dump_nquads().splitlines())


def test_linksets_are_what_leads_out(description: Graph, everything: Graph) -> None:
    counted: dict[tuple[str, str], int] = {}
    for link in (FOAF.page, SKOS.exactMatch, DCTERMS.language, DCTERMS.subject, v.automaticSubject):
        for outside in everything.objects(None, link):
            home = re.sub(r"^(https?://[^/]+/).*", r"\1", str(outside))
            counted[str(link), home] = counted.get((str(link), home), 0) + 1
    stated: dict[tuple[str, str], int] = {}
    for linkset in description.subjects(RDF.type, VOID.Linkset):
        target = description.value(linkset, VOID.objectsTarget)
        predicate, space = description.value(linkset, VOID.linkPredicate), description.value(target, VOID.uriSpace)
        stated[str(predicate), str(space)] = number(description, URIRef(str(linkset)), VOID.triples)
        assert description.value(linkset, VOID.subjectsTarget) == DATASET
    assert stated == counted
    homes = {
        *("https://undocs.org/", "https://example.org/", "http://www.wikidata.org/", "http://id.loc.gov/"),
        "http://metadata.un.org/",
    }
    assert {home for _, home in stated} == homes


def test_the_only_date_is_the_end_of_the_last_run(description: Graph) -> None:
    assert description.value(DATASET, PROV.wasGeneratedBy) == IRIS.run(2)
    dates = {o for o in description.objects() if isinstance(o, Literal) and "date" in str(o.datatype).casefold()}
    assert dates == {description.value(DATASET, DCTERMS.modified)}
    assert {str(date)[:10] for date in dates} == {"2026-01-02"}
    assert (DATASET, DCTERMS.modified, None) not in dataset_graph(census(a_store(), IRIS), IRIS)


def test_nothing_is_without_a_name_and_examples_are_described(description: Graph, everything: Graph) -> None:
    assert [term for term in description.all_nodes() if isinstance(term, BNode)] == []
    examples = set(description.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 4
    kinds = {kind for one in examples for kind in everything.objects(one, RDF.type)}
    assert {v.Document, v.Treaty, v.Body, v.NamedInstrument} <= kinds


def test_what_the_store_does_not_know_is_stated_by_the_publisher(store: LocalStore) -> None:
    given = Imprint(
        licence="https://example.org/l", endpoint="https://example.org/sparql", dump="https://example.org/un.nq"
    )
    graph = dataset_graph(census(store, IRIS), IRIS, given)
    assert graph.value(DATASET, DCTERMS.license) == URIRef(given.licence)
    assert graph.value(DATASET, VOID.sparqlEndpoint) == URIRef(given.endpoint)
    assert list(graph.objects(None, DCAT.downloadURL)) == [URIRef(given.dump)]
    assert list(graph.objects(None, DCAT.endpointURL)) == [URIRef(given.endpoint)]
    catalogue = graph.value(None, RDF.type, DCAT.Catalog)
    assert graph.value(catalogue, DCAT.dataset) == DATASET
    assert len(list(graph.objects(DATASET, DCAT.distribution))) == 3


def test_the_command_writes_the_same_each_time(tmp_path: Path) -> None:
    data, run = tmp_path / "data", CliRunner()
    built(data, EXAMPLES)
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    texts = [run.invoke(app, ["describe", "--store", str(data), "--licence", licence]).stdout for _ in range(2)]
    assert texts[0] == texts[1]
    stated = Graph().parse(data=texts[0], format="turtle")
    assert stated.value(DATASET, DCTERMS.license) == URIRef(licence)
    out = tmp_path / "void.jsonld"
    assert run.invoke(app, ["describe", "--store", str(data), "--format", "jsonld", "--out", str(out)]).exit_code == 0
    assert set(stated) - set(Graph().parse(out, format="json-ld")) == {(DATASET, DCTERMS.license, URIRef(licence))}
    refused = run.invoke(app, ["describe", "--store", str(data), "--licence", "CC0"])
    assert refused.exit_code == 2
    assert "--licence CC0: write a web address" in refused.output


def test_serialisations_hold_the_whole(description: Graph) -> None:
    as_turtle = Graph().parse(data=turtle(description), format="turtle")
    assert len(as_turtle) == len(description)
    assert set(Graph().parse(data=jsonld(description), format="json-ld")) == set(as_turtle)
