"""The graph of a document says everything that its value says, and nothing that changes from run to run."""

import dataclasses
import random

import pytest
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from extract.metadata import Subject
from extract.model import CITATIONS, MANDATES, Addressee, Document, DocumentType, Head, UnitKind
from extract.source import Span
from graph import vocabulary as v
from graph.quads import document_graph, register_graph
from graph.quads.writer import Writer
from graph.store import nquads
from graph_specimen import DOCUMENTS, DRAFT, IRIS, REGISTERS, RESOLUTION, SOURCE, unit


def graph_of(document: Document) -> Graph:
    return document_graph(document, SOURCE, IRIS, REGISTERS)


def part(name: str) -> URIRef:
    return IRIS.part(RESOLUTION.identifier, name)


SUBJECT = IRIS.document(RESOLUTION.identifier)
CONVENTION = IRIS.document("MTDSG/XVIII-12")


def test_every_text_of_the_value_is_in_the_graph() -> None:
    said = {str(term) for triple in graph_of(RESOLUTION) for term in triple}
    head = RESOLUTION.head
    wanted: list[object] = [
        head.symbol,
        head.number,
        head.title,
        head.date,
        head.issued,
        head.session,
        head.agenda_item,
        head.meeting,
    ]
    wanted += [text for u in RESOLUTION.units for text in (u.name, u.text, u.opening)]
    wanted += [text for c in RESOLUTION.citations for text in (c.mention, c.rule, c.verb, c.pinpoint, c.kind)]
    wanted += [text for b in RESOLUTION.bodies for text in (b.mention, b.label, b.rule, b.key)]
    wanted += [
        text for m in RESOLUTION.mandates for text in (m.clause, m.verb, m.task, m.deadline, m.due, m.report_when)
    ]
    wanted += [text for a in RESOLUTION.operative_actions for text in (a.verb, a.object)]
    wanted += [SOURCE.name, SOURCE.sha256, "1", "A/79/999", "A/C.3/79/L.990"]
    wanted += ["Peru", "Fiji", "Chad", "Oman"]
    assert [text for text in map(str, wanted) if text != "None" and text and text not in said] == []


def test_how_it_was_adopted_is_said_of_the_document() -> None:
    graph = graph_of(RESOLUTION)
    assert {
        (SUBJECT, v.manner, v.manner_recordedVote),
        (SUBJECT, v.votesFor, Literal(2)),
        (SUBJECT, v.votesAgainst, Literal(1)),
        (SUBJECT, v.abstentions, Literal(1)),
        (SUBJECT, v.abstaining, Literal("Togo")),
        (SUBJECT, v.inFavour, Literal("Peru")),
        (SUBJECT, v.against, Literal("Chad")),
        (SUBJECT, v.absent, Literal("Oman")),
        (SUBJECT, v.noMainCommittee, Literal("true", datatype=XSD.boolean)),
        (SUBJECT, v.dcterms_language, URIRef("http://id.loc.gov/vocabulary/iso639-1/en")),
    } <= set(graph)


def test_what_a_file_states_beside_its_text_is_said_of_the_document() -> None:
    graph = graph_of(RESOLUTION)
    ports, goal = URIRef("http://metadata.un.org/thesaurus/1"), URIRef("http://metadata.un.org/sdg/14")
    step = URIRef(f"{SUBJECT}#workflow2")
    item = graph.value(SUBJECT, v.agendaItem)
    assert item is not None
    assert {
        (SUBJECT, v.underChapterVII, Literal("true", datatype=XSD.boolean)),
        (SUBJECT, v.dcterms_subject, ports),
        (SUBJECT, v.dcterms_subject, goal),
        (ports, v.skos_prefLabel, Literal("ports", lang="en")),
        (item, v.dcterms_title, Literal("Harbours", lang="en")),
        (SUBJECT, v.workflowStep, step),
        (step, RDFS.label, Literal("adopted", lang="en")),
        (step, v.stepOutcome, Literal("adopted")),
        (step, v.stepBy, Literal("Adopted 2-1-1, 54th plenary meeting")),
        (step, v.dcterms_date, Literal("2024-12-17", datatype=XSD.date)),
        (step, v.recordedIn, IRIS.document("A/79/PV.54")),
    } <= set(graph)
    assert list(graph.objects(SUBJECT, v.automaticSubject)) == [goal]


def test_an_address_that_is_none_is_no_subject() -> None:
    head = Head(DocumentType.RESOLUTION, subjects=(Subject("ports, general", "ports"), Subject("", "piers")))
    graph = graph_of(Document("A/RES/1/1", head, ()))
    assert (None, v.dcterms_subject, None) not in graph


def test_what_is_not_printed_of_an_adoption_is_not_said() -> None:
    silent = graph_of(Document("A/RES/1/1", Head(DocumentType.RESOLUTION), ()))
    of_adoption = {v.manner, v.votesFor, v.votesAgainst, v.abstentions, v.noMainCommittee, v.dcterms_language}
    assert of_adoption.isdisjoint(silent.predicates())
    unknown = graph_of(Document("A/RES/1/1", Head(DocumentType.RESOLUTION, language="und"), ()))
    assert URIRef("http://id.loc.gov/vocabulary/iso639-2/und") in set(unknown.objects(None, v.dcterms_language))


def test_a_citation_is_a_node_and_plain_edges() -> None:
    graph = graph_of(RESOLUTION)
    node = IRIS.finding(CITATIONS, RESOLUTION.identifier, "pp1", 1)
    recalled = IRIS.document("A/RES/78/1")
    assert {
        (node, RDF.type, v.cito_Citation),
        (node, v.cito_hasCitingEntity, SUBJECT),
        (node, v.cito_hasCitedEntity, recalled),
        (node, v.inUnit, part("pp1")),
        (node, v.verb, IRIS.verb("recall")),
        (node, v.cito_hasCitationCharacterization, URIRef("http://purl.org/spar/cito/obtainsBackgroundFrom")),
        (node, v.method, v.method_text),
        (node, v.oa_start, Literal(115)),
        (node, v.oa_end, Literal(119)),
        (SUBJECT, v.cites, recalled),
        (SUBJECT, v.recalls, recalled),
        (SUBJECT, v.cito_cites, recalled),
        (part("pp1"), v.cites, recalled),
        (recalled, RDF.type, v.Resolution),
        (recalled, v.dcterms_identifier, Literal("A/RES/78/1")),
    } <= set(graph)


def test_a_provision_is_a_part_of_the_treaty() -> None:
    graph = graph_of(RESOLUTION)
    provision = IRIS.provision("MTDSG/XVIII-12", "art30.para2.c")
    assert (IRIS.finding(CITATIONS, RESOLUTION.identifier, "op1(a)", 1), v.provision, provision) in graph
    assert (provision, v.dcterms_isPartOf, CONVENTION) in graph
    assert (CONVENTION, RDF.type, v.Convention) in graph


def test_an_unresolved_citation_has_a_reason_and_no_edge() -> None:
    graph = graph_of(RESOLUTION)
    node = IRIS.finding(CITATIONS, RESOLUTION.identifier, "pp1", 2)
    assert (node, v.reason, v.reason_ambiguous_number) in graph
    assert graph.value(node, v.cito_hasCitedEntity) is None
    assert graph.value(node, v.confidence) == Literal("0.4", datatype=XSD.decimal)


def test_a_named_instrument_is_cited_next_to_its_document() -> None:
    graph = graph_of(RESOLUTION)
    instrument = IRIS.instrument("harbour-declaration")
    assert (SUBJECT, v.recalls, instrument) in graph
    assert (SUBJECT, v.recalls, IRIS.document("A/CONF.999/18")) in graph
    assert (instrument, RDF.type, v.Declaration) in graph


def test_an_ad_hoc_body_is_described_where_it_is_named() -> None:
    graph = graph_of(RESOLUTION)
    body = IRIS.body("general-assembly-working-group-on-harbour-lights")
    assert (SUBJECT, v.namesBody, body) in graph
    assert (body, RDF.type, v.WorkingGroup) in graph
    assert (body, v.org_subOrganizationOf, IRIS.body("general-assembly")) in graph
    assert (IRIS.body("general-assembly"), RDF.type, v.PrincipalOrgan) in graph


def test_a_body_has_one_label_however_often_and_whereby_it_is_named() -> None:
    first = dataclasses.replace(RESOLUTION.bodies[1], key="group-of-lights", parent="hall-of-lights")
    hall = dataclasses.replace(first, span=Span(430, 440), key="hall-of-lights", label="Hall of Lights", parent="")
    again = dataclasses.replace(first, span=Span(445, 449), label="lights group")
    mandate = dataclasses.replace(
        RESOLUTION.mandates[0], addressees=(Addressee("the group", "group-of-lights", group=False),)
    )
    graph = graph_of(dataclasses.replace(RESOLUTION, bodies=(again, hall, first), mandates=(mandate,)))
    labels = {key: [str(label) for label in graph.objects(IRIS.body(key), RDFS.label)] for key in (first.key, hall.key)}
    assert labels == {"group-of-lights": ["working group on harbour lights"], "hall-of-lights": ["Hall of Lights"]}


def test_a_mandate_is_written_in_full() -> None:
    graph = graph_of(RESOLUTION)
    node = IRIS.finding(MANDATES, RESOLUTION.identifier, "op1(a)", 1)
    assert {
        (node, RDF.type, v.ReportingObligation),
        (node, v.addressee, IRIS.body("unodc")),
        (node, v.addressee, IRIS.group("member-states")),
        (node, v.conditionKind, v.conditionExistingResources),
        (node, v.due, Literal("2025-10-31", datatype=XSD.date)),
        (node, v.reportTo, IRIS.body("general-assembly")),
        (node, v.restsOn, CONVENTION),
    } <= set(graph)


def test_the_head_ties_the_document_to_its_draft_report_session_and_bodies() -> None:
    graph = graph_of(RESOLUTION)
    session = IRIS.session(IRIS.body("general-assembly"), "79")
    assert {
        (SUBJECT, v.draft, IRIS.document("A/C.3/79/L.990")),
        (SUBJECT, v.committeeReport, IRIS.document("A/79/999")),
        (SUBJECT, v.reportedBy, IRIS.body("third-committee")),
        (SUBJECT, v.inSession, session),
        (session, v.sessionOf, IRIS.body("general-assembly")),
        (SUBJECT, v.foaf_page, URIRef("https://undocs.org/A/RES/79/990")),
    } <= set(graph)


def test_a_draft_belongs_to_the_session_of_the_body_it_is_tabled_in() -> None:
    graph = graph_of(DRAFT)
    subject = IRIS.document(DRAFT.identifier)
    assert (subject, v.inSession, IRIS.session(IRIS.body("third-committee"), "79")) in graph
    assert (subject, v.dcterms_isPartOf, IRIS.document("A/C.3/79/L.99")) in graph
    assert set(graph.objects(subject, v.sponsor)) == {Literal("Italy"), Literal("Peru")}


def test_agenda_item_and_meeting_without_a_session_hang_on_the_head() -> None:
    document = Document("A/RES/1/1", Head(DocumentType.RESOLUTION, agenda_item="5 (a)", meeting="3rd meeting"), ())
    graph = graph_of(document)
    assert (IRIS.document("A/RES/1/1"), v.agendaItem, URIRef(f"{IRIS.part('A/RES/1/1', 'head')}.item5.a")) in graph
    assert "3rd meeting" in {str(label) for label in graph.objects(None, RDFS.label)}


def test_footnotes_state_marker_and_place() -> None:
    graph = graph_of(RESOLUTION)
    assert (part("fn1"), v.anchoredIn, part("pp1")) in graph
    assert (part("fn1"), v.marker, Literal("1")) in graph


def test_a_unit_of_several_stretches_states_each() -> None:
    graph = graph_of(RESOLUTION)
    assert {str(text) for text in graph.objects(part("pp1"), v.stretch)} == {"100-140", "180-210"}
    assert graph.value(part("pp1"), v.oa_end) == Literal(210)


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_of_unit_has_a_class(kind: UnitKind) -> None:
    document = Document("A/1", Head(DocumentType.DOCUMENT), (unit("op1", kind, "Text.", 0),))
    assert len(set(graph_of(document).objects(IRIS.part("A/1", "op1"), RDF.type))) == 2


@pytest.mark.parametrize("kind", DocumentType)
def test_every_type_of_document_has_a_class(kind: DocumentType) -> None:
    assert v.DOCUMENT_TYPES[kind] in set(
        graph_of(Document("A/1", Head(kind), ())).objects(IRIS.document("A/1"), RDF.type)
    )


def test_no_graph_has_a_blank_node() -> None:
    graphs = [graph_of(document) for document in DOCUMENTS] + [register_graph(REGISTERS, IRIS)]
    assert not any(isinstance(term, BNode) for graph in graphs for triple in graph for term in triple)


def test_the_order_in_which_things_were_found_does_not_matter() -> None:
    order = random.Random(7)
    again = dataclasses.replace(
        RESOLUTION,
        citations=tuple(order.sample(RESOLUTION.citations, len(RESOLUTION.citations))),
        bodies=RESOLUTION.bodies[::-1],
        footnotes=RESOLUTION.footnotes[::-1],
    )
    assert again != RESOLUTION
    assert nquads("urn:g", graph_of(again)) == nquads("urn:g", graph_of(RESOLUTION))


@pytest.mark.parametrize(
    ("printed", "family"),
    [
        ("Recalling also", "recall"),
        ("Also requests", "request"),
        ("Takes note with appreciation", "take-note"),
        ("Sings", ""),
    ],
)
def test_a_verb_belongs_to_the_family_of_its_longest_form(printed: str, family: str) -> None:
    assert Writer(IRIS, REGISTERS).family(printed) == family


@pytest.mark.parametrize(
    ("text", "datatype"), [("2010-04-19", XSD.date), ("2010-04", XSD.gYearMonth), ("2010", XSD.gYear), ("spring", None)]
)
def test_dates_of_a_register_are_typed_by_what_they_state(text: str, datatype: URIRef | None) -> None:
    instruments = (dataclasses.replace(REGISTERS.instruments[0], adopted=text),)
    graph = register_graph(dataclasses.replace(REGISTERS, treaties=(), instruments=instruments), IRIS)
    assert list(graph.objects(None, v.adopted)) == [Literal(text, datatype=datatype, normalize=False)]


def test_the_register_graph_states_every_cell() -> None:
    said = {str(term) for triple in register_graph(REGISTERS, IRIS) for term in triple}
    rows = [dataclasses.asdict(row) for row in REGISTERS.treaties]
    rows += [dataclasses.asdict(row) for row in REGISTERS.bodies]
    rows += [dataclasses.asdict(row) for row in REGISTERS.instruments]
    rows += [dataclasses.asdict(row) for row in REGISTERS.groups]
    links = "id slug kind parent predecessor successor treaty founded_by adopted_by document overseen_by".split()
    cells = [cell for row in rows for name, cell in row.items() if name not in links]
    texts = [text for cell in cells for text in (cell if isinstance(cell, tuple) else (cell,))]
    assert [text for text in texts if text and text not in said] == []


def test_register_rows_are_tied_to_each_other() -> None:
    graph = register_graph(REGISTERS, IRIS)
    assert {
        (IRIS.document("MTDSG/XVIII-12-a"), v.supplements, CONVENTION),
        (CONVENTION, v.adoptedIn, IRIS.document("A/RES/55/25")),
        (CONVENTION, v.overseenBy, IRIS.body("ctoc-cop")),
        (IRIS.body("ctoc-cop"), v.servesTreaty, CONVENTION),
        (IRIS.body("ctoc-cop"), v.foundedBy, CONVENTION),
        (IRIS.body("unodc"), v.succeeds, IRIS.body("odccp")),
        (IRIS.body("third-committee"), v.org_subOrganizationOf, IRIS.body("general-assembly")),
        (IRIS.instrument("harbour-declaration"), v.containedIn, IRIS.document("A/CONF.999/18")),
        (IRIS.verb("request"), v.directive, Literal("true", datatype=XSD.boolean)),
        (IRIS.verb("decide"), v.force, Literal("5", datatype=XSD.integer)),
        (IRIS.verb("recall"), v.skos_closeMatch, URIRef("http://purl.org/spar/cito/obtainsBackgroundFrom")),
    } <= set(graph)
