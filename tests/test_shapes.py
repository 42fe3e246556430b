"""The shapes: each constraint has an example that satisfies it and a counterexample that breaks it alone."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef

from extract.model import BodyEventKind, RelationKind, TargetKind
from graph import vocabulary as v
from graph.ontology import ontology, ontology_folder, shapes_as_written
from graph.quads import document_graph
from graph.validate import ValidationResult, load_shapes, validate_document, validate_lineage, validate_store
from graph_specimen import CHAIN, DOCUMENTS, IRIS, REGISTERS, SERIES, SOURCE, a_store, lineage_graph

SHAPES = "https://w3id.org/unmandates/shapes#"
EXAMPLES = ontology_folder() / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))

PARAMETERS = (
    "minCount maxCount datatype class pattern in minInclusive maxInclusive minExclusive lessThan lessThanOrEquals "
    "hasValue nodeKind"
).split()


def constraints() -> set[str]:
    """All constraints as ``<shape>.<parameter>``."""
    shapes = shapes_as_written()
    named = set(shapes.objects(None, SH.property)) | set(shapes.subjects(RDF.type, SH.NodeShape))
    return {
        f"{str(shape).removeprefix(SHAPES)}.{parameter}"
        for shape in named
        for parameter in PARAMETERS
        if shapes.value(shape, SH[parameter]) is not None
    }


def findings_of(file: Path) -> tuple[ValidationResult, ...]:
    graph = Graph()
    graph.parse(file)
    return validate_document(graph, load_shapes(), file.name)


def test_there_is_an_example_for_each_file_of_shapes() -> None:
    assert {file.stem for file in VALID} == {file.stem for file in (ontology_folder() / "shapes").glob("*.ttl")}


def test_there_is_a_counterexample_for_each_constraint() -> None:
    assert {file.stem for file in INVALID} == constraints()
    assert len(INVALID) == 484


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_examples_break_nothing(file: Path) -> None:
    assert findings_of(file) == ()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_counterexamples_break_their_constraint_alone(file: Path) -> None:
    shape = file.stem.rpartition(".")[0]
    (finding,) = findings_of(file)
    assert finding.shape == SHAPES + shape
    assert finding.message
    assert finding.focus


def test_all_parameters_of_the_shapes_are_known() -> None:
    shapes = shapes_as_written()
    used = {predicate for shape, predicate, _ in shapes if str(shape).startswith(SHAPES)}
    about = {SH.path, SH.property, SH.message, SH.severity, SH.targetClass, SH.targetObjectsOf, RDF.type}
    assert used - about == {SH[parameter] for parameter in PARAMETERS}


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        ("Citation-reason", set(v.REASONS.values())),
        ("Citation-method", set(v.METHODS.values())),
        ("Citation-targetKind", {Literal(str(kind)) for kind in TargetKind}),
        ("DocumentLink-lineageRelation", set(v.LINEAGE_RELATIONS.values())),
        ("ParagraphLink-paragraphRelation", set(v.PARAGRAPH_RELATIONS.values())),
        ("MandateStep-mandateChange", set(v.MANDATE_CHANGES.values())),
        ("Relation-relationKind", {Literal(str(kind)) for kind in RelationKind}),
        ("BodyEvent-eventKind", {Literal(str(kind)) for kind in BodyEventKind}),
    ],
)
def test_lists_in_the_shapes_are_those_of_the_code(shape: str, values: set[URIRef | Literal]) -> None:
    shapes = shapes_as_written()
    listed = shapes.value(URIRef(SHAPES + shape), SH["in"])
    assert listed is not None
    assert set(shapes.items(listed)) == values


def test_every_class_has_a_shape() -> None:
    shapes = shapes_as_written()
    targets = set(shapes.objects(None, SH.targetClass))
    classes = {
        term
        for term in ontology().subjects(RDF.type, OWL.Class)
        if isinstance(term, URIRef) and term.startswith("https://w3id.org/unmandates/")
    }
    abstract = {URIRef("https://w3id.org/unmandates/ontology#Mention")}  # its two kinds have theirs
    bare = {term for term in classes if not targets & set(ontology().transitive_objects(term, RDFS.subClassOf))}
    assert bare == abstract


def test_every_shape_says_what_to_do() -> None:
    shapes = shapes_as_written()
    silent = {
        shape
        for shape in shapes.objects(None, SH.property)
        if not str(shapes.value(shape, SH.message) or "").endswith(".")
    }
    assert silent == set()


def test_what_is_written_is_valid() -> None:
    assert list(validate_store(a_store())) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_name_their_graph_and_progress_is_reported(jobs: int) -> None:
    store = a_store()
    name = IRIS.document_graph("A/RES/78/1")
    graph = store.graph(name)
    graph.remove((IRIS.document("A/RES/78/1"), URIRef("http://www.w3.org/2000/01/rdf-schema#label"), None))
    store.replace_graph(name, graph)
    progress: list[tuple[int, int]] = []
    (finding,) = validate_store(store, jobs=jobs, on_progress=lambda done, all_: progress.append((done, all_)))
    assert (finding.document, finding.focus) == (str(name), str(IRIS.document("A/RES/78/1")))
    assert finding.severity == "violation"
    assert finding.message == "Give it exactly one label, with a language."
    assert progress[-1] == (5, 5)


@pytest.mark.parametrize("size", [1, 20, 5000])
def test_lineage_is_judged_alike_in_parts_of_any_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    graph = lineage_graph()
    graph.remove((IRIS.series_member(SERIES.key, "A/RES/78/1"), v.order, None))
    graph.remove((IRIS.chain_step(IRIS.chain("A/RES/79/990", CHAIN.key), 2), v.mandateChange, None))
    graph.remove((IRIS.document("A/RES/77/5"), RDFS.label, None))
    whole = validate_document(graph, load_shapes(), "x")
    monkeypatch.setattr("graph.validate._LINEAGE_CHUNK", size)
    found = tuple(sorted(validate_lineage(graph.serialize(format="nt").encode(), "x")))
    assert found == whole
    assert {finding.path.rpartition("#")[2] for finding in found} == {"order", "mandateChange", "label"}


def test_dates_in_the_wrong_order_are_a_warning() -> None:
    graph = document_graph(DOCUMENTS[0], SOURCE, IRIS, REGISTERS)
    subject = IRIS.document(DOCUMENTS[0].identifier)
    issued = URIRef("http://purl.org/dc/terms/issued")
    graph.set((subject, issued, Literal("2024-01-01", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date"))))
    assert [finding.severity for finding in validate_document(graph, load_shapes())] == ["warning"]
