"""The ontology: every term explained, every term used, no term misspelt, and lists that the code shares held equal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, VOID, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from extract.model import CitationMethod, DocumentType, Manner, UnresolvedReason
from extract.registers import load_registers
from graph import vocabulary as v
from graph.iris import ONTOLOGY
from graph.lineage.values import LineageRelation, MandateChange, ParagraphRelation
from graph.ontology import ontology, ontology_folder
from graph.provenance import Input, Run, run_graph
from graph.publication import Dump, Imprint
from graph.publication.census import census
from graph.publication.description import Release, dataset_graph
from graph.quads import document_graph, register_graph
from graph.quads.relations import EDGES
from graph.term_labels import INVERSE_LABELS, LABELS
from graph.vocabulary_source import LABELS_TARGET, TARGET, labels_source, source
from graph_specimen import DOCUMENTS, IRIS, REGISTERS, SOURCE, a_store, lineage_graph
from unmandates.answers.service_description import service_graph

CITO = "http://purl.org/spar/cito/"
TERMS = sorted(
    term for term in set(ontology().subjects(RDF.type)) if isinstance(term, URIRef) and term.startswith(ONTOLOGY)
)
TABLES = (
    v.DOCUMENT_TYPES,
    v.BODY_KINDS,
    v.INSTRUMENT_KINDS,
    v.TREATY_KINDS,
    v.METHODS,
    v.MANNERS,
    v.REASONS,
    v.LINEAGE_RELATIONS,
    v.PARAGRAPH_RELATIONS,
    v.MANDATE_CHANGES,
    v.CITING,
    EDGES,
)


def all_graphs() -> Graph:
    graph = register_graph(REGISTERS, IRIS)
    for document in DOCUMENTS:
        graph += document_graph(document, SOURCE, IRIS, REGISTERS)
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    run = run_graph(Run(1, "0", noon, noon, (Input("a.txt", "0" * 64),), ("A/1",)), IRIS)
    store = a_store()
    store.replace_graph(IRIS.run_graph(1), run)
    imprint = Imprint("https://example.org/licence", "as they stand", "The Press", "https://example.org/sparql")
    release = Release((Dump("all.nq.gz", 1, "0" * 64),), texts=True)
    service = service_graph(store, IRIS, ["Answers are short."])
    return graph + lineage_graph() + run + service + dataset_graph(census(store, IRIS), IRIS, imprint, release)


def test_the_vocabulary_is_what_its_generator_writes() -> None:
    assert TARGET.read_text("utf-8") == source(ontology()), "run python -m graph.vocabulary_source"
    assert LABELS_TARGET.read_text("utf-8") == labels_source(ontology()), "run python -m graph.vocabulary_source"


def test_properties_that_lead_to_things_have_a_label_for_either_side() -> None:
    properties = {str(p) for p in ontology().subjects(RDF.type, OWL.ObjectProperty) if str(p).startswith(ONTOLOGY)}
    to_terms = {v.manner, v.method, v.reason, v.conditionKind, v.lineageRelation, v.paragraphRelation, v.mandateChange}
    assert properties - set(LABELS) == set()
    assert properties - set(INVERSE_LABELS) == {str(p) for p in to_terms}
    assert (INVERSE_LABELS[str(v.cites)], LABELS[str(v.adoptedBy)]) == ("cited by", "adopted by")
    assert (LABELS[str(v.skos_altLabel)], LABELS[str(v.dcterms_isPartOf)]) == ("also known as", "part of")


def test_deprecated_terms_name_what_replaces_them_and_are_not_used() -> None:
    deprecated = set(ontology().subjects(OWL.deprecated))
    assert deprecated == {URIRef(f"{ONTOLOGY}Act"), URIRef(f"{ONTOLOGY}actObject")}
    replacing = {ontology().value(term, DCTERMS.isReplacedBy) for term in deprecated}
    assert replacing == {v.OperativeAction, v.actionObject}
    assert deprecated & {*all_graphs().predicates(), *all_graphs().objects()} == set()
    assert not {"Act", "actObject"} & set(vars(v))


def test_there_are_terms() -> None:
    assert len(TERMS) > 200


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_explained(term: URIRef) -> None:
    assert ontology().value(term, RDFS.label), "give it a label"
    assert ontology().value(term, SKOS.definition), "give it a definition"
    if (term, RDF.type, SKOS.ConceptScheme) not in ontology():
        assert ontology().value(term, SKOS.example), "give it an example"


def test_every_term_in_the_data_stands_in_the_ontology() -> None:
    graph = all_graphs()
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    used |= {term for term in graph.objects() if str(term).startswith(ONTOLOGY) and str(term) != ONTOLOGY}
    declared = set(ontology().subjects(RDF.type)) | {RDF.type, RDFS.label}
    assert used - declared == set()


def test_every_term_of_the_ontology_can_stand_in_the_data() -> None:
    graph = all_graphs()
    used = set(graph.predicates()) | set(graph.objects())
    used |= {term for table in TABLES for term in table.values()} | {kind for _, kind in v.CONDITIONS}
    declared = set(ontology().subjects(RDF.type)) - set(ontology().subjects(OWL.deprecated))
    schemes = set(ontology().subjects(RDF.type, SKOS.ConceptScheme))
    unused = declared - used - schemes - {URIRef(ONTOLOGY.removesuffix("#"))}
    # A kind of unit that the specimens do not have (test_quads shows that each kind of unit has its class), and a term
    # that the ontology alone uses.
    assert unused == {v.Paragraph, v.inverseLabel}


def test_outside_terms_name_where_they_are_defined() -> None:
    outside = {term for term in ontology().subjects(RDF.type) if not str(term).startswith(ONTOLOGY.removesuffix("#"))}
    assert outside
    for term in outside:
        home = ontology().value(term, RDFS.isDefinedBy)
        assert home, f"{term} does not say where it is defined"
        assert str(term).startswith(str(home).rstrip("#/"))


@pytest.mark.parametrize("namespace", [DCAT, DCTERMS, FOAF, ORG, PROV, SKOS, VOID], ids=str)
def test_terms_of_others_are_spelt_as_they_define_them(namespace: type[DefinedNamespace]) -> None:
    named = {
        str(term)
        for triple in ontology()
        for term in triple
        if isinstance(term, URIRef) and term.startswith(str(namespace))
    }
    terms = named - {str(namespace), str(namespace).rstrip("#")}
    assert terms
    assert {term for term in terms if term not in namespace} == set()


def test_nothing_is_imported() -> None:
    assert set(ontology().triples((None, OWL.imports, None))) == set()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (v.REASONS, UnresolvedReason),
        (v.METHODS, CitationMethod),
        (v.MANNERS, Manner),
        (v.DOCUMENT_TYPES, DocumentType),
        (v.LINEAGE_RELATIONS, LineageRelation),
        (v.PARAGRAPH_RELATIONS, ParagraphRelation),
        (v.MANDATE_CHANGES, MandateChange),
    ],
    ids=["reasons", "methods", "manners", "types", "relations", "paragraphs", "changes"],
)
def test_schemes_hold_the_values_that_reading_yields(table: dict[str, URIRef], values: type[UnresolvedReason]) -> None:
    assert set(table) == {str(value) for value in values}


def test_kinds_of_the_registers_have_their_classes() -> None:
    registers = load_registers()
    assert {row.kind for row in registers.bodies} <= set(v.BODY_KINDS)
    assert {row.kind for row in registers.treaties} <= set(v.TREATY_KINDS)
    assert {row.kind for row in registers.instruments} <= set(v.INSTRUMENT_KINDS)


def test_families_that_cite_have_a_property_under_the_same_term_of_cito() -> None:
    families = {row.family: CITO + row.cito for row in load_registers().verbs if row.cito}
    parents = {
        family: next(str(p) for p in ontology().objects(term, RDFS.subPropertyOf) if str(p).startswith(CITO))
        for family, term in v.CITING.items()
    }
    assert families == parents


def test_every_citing_property_is_a_way_of_citing() -> None:
    assert v.CITING
    assert all((term, RDFS.subPropertyOf, v.cites) in ontology() for term in v.CITING.values())


def test_every_file_of_the_ontology_is_read() -> None:
    files: list[Path] = [ontology_folder() / "unmandates.ttl", ontology_folder() / "alignments.ttl"]
    files += (ontology_folder() / "schemes").glob("*.ttl")
    together = Graph()
    for file in files:
        together.parse(file)
    assert set(together) == set(ontology())
    assert len(files) == 13
