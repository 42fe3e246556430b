"""A small invented resolution and small registers, as values: what the tests of the graph are run on."""

from __future__ import annotations

from datetime import date

from rdflib import Graph

from extract.metadata import Subject, WorkflowStep
from extract.model import (
    Addressee,
    Adoption,
    BodyEvent,
    BodyEventKind,
    BodyMention,
    BodySession,
    Citation,
    CitationMethod,
    Document,
    DocumentType,
    Footnote,
    Head,
    Interval,
    Mandate,
    Manner,
    OperativeAction,
    Pinpoint,
    Relation,
    RelationKind,
    TargetKind,
    Unit,
    UnitKind,
    Unresolved,
    UnresolvedReason,
)
from extract.registers import Body, Group, Instrument, Link, Registers, Treaty, Verb
from extract.source import Source, Span
from graph.iris import Iris
from graph.lineage.triples import (
    aligned_graph,
    chain_graph,
    first_appearance_graph,
    first_appearances,
    link_graph,
    series_graph,
)
from graph.lineage.values import (
    Aligned,
    DocumentLink,
    Lineage,
    LineageRelation,
    MandateChain,
    MandateChange,
    MandateStep,
    Member,
    ParagraphLink,
    ParagraphRelation,
    Series,
)
from graph.quads import document_graph, register_graph
from graph.store import LocalStore
from identifiers import resolved, symbol

IRIS = Iris()
SOURCE = Source(name="seas/invented.txt", text="", sha256="0" * 64)

REGISTERS = Registers(
    treaties=(
        Treaty(
            id="MTDSG/XVIII-12",
            title="United Nations Convention against Transnational Organized Crime",
            kind="convention",
            aliases=("Organized Crime Convention",),
            acronyms=("UNTOC",),
            mtdsg="XVIII-12",
            unts="39574",
            volumes=("2225",),
            adopted="2000-11-15",
            in_force="2003-09-29",
            depositary="Secretary-General of the United Nations",
            adopted_by="A/RES/55/25",
            overseen_by=("ctoc-cop",),
            source="MTDSG",
        ),
        Treaty(
            id="MTDSG/XVIII-12-a",
            title="Trafficking in Persons Protocol",
            kind="protocol",
            parent="MTDSG/XVIII-12",
        ),
    ),
    bodies=(
        Body(slug="general-assembly", name="General Assembly", kind="principal-organ", acronyms=("GA",), prefix="A"),
        Body(slug="third-committee", name="Third Committee", kind="committee", parent="general-assembly"),
        Body(
            slug="unodc",
            name="United Nations Office on Drugs and Crime",
            kind="office",
            acronyms=("UNODC",),
            aliases=("Office on Drugs and Crime",),
            short_forms=("Office",),
            predecessor="odccp",
            source="un-entities",
        ),
        Body(slug="odccp", name="Office for Drug Control and Crime Prevention", kind="office", successor="unodc"),
        Body(
            slug="ctoc-cop",
            name="Conference of the Parties to the Organized Crime Convention",
            kind="conference-of-the-parties",
            prefix="CTOC/COP",
            symbols=("CTOC/COP",),
            treaty="MTDSG/XVIII-12",
            founded_by="MTDSG/XVIII-12",
        ),
    ),
    instruments=(
        Instrument(
            slug="harbour-declaration",
            name="Harbour Declaration",
            kind="declaration",
            aliases=("Declaration of the Harbours",),
            document="A/CONF.999/18",
            pinpoint="chap. I, resolution 1",
            adopted="2010-04",
            source="invented",
        ),
    ),
    verbs=(
        Verb("recalling", "preambular", "recall", "0", "background", "", "obtainsBackgroundFrom"),
        Verb("recalls", "operative", "recall", "0", "background", "", "obtainsBackgroundFrom"),
        Verb("takes note", "operative", "take-note", "0", "information", "", "citesForInformation"),
        Verb("requests", "operative", "request", "3", "request", "yes", ""),
        Verb("decides", "operative", "decide", "5", "decision", "", ""),
    ),
    groups=(Group("member-states", "Member States", ("States Members of the United Nations",)),),
    links=(
        Link("MTDSG/XVIII-12", "foaf:page", "https://example.org/treaties?no=XVIII-12", "invented"),
        Link("body/general-assembly", "skos:exactMatch", "http://www.wikidata.org/entity/Q47423", "invented"),
        Link("instrument/harbour-declaration", "foaf:page", "https://example.org/harbours", "invented"),
    ),
)

UNODC = Addressee("United Nations Office on Drugs and Crime", "unodc", group=False)
STATES = Addressee("Member States", "member-states", group=True)
ASSEMBLY = Addressee("General Assembly", "general-assembly", group=False)


def unit(name: str, kind: UnitKind, text: str, start: int, *, opening: str = "", parent: str = "") -> Unit:
    """A unit of one stretch."""
    return Unit(name, kind, text, (Span(start, start + len(text)),), opening, parent)


RESOLUTION = Document(
    identifier="A/RES/79/990",
    head=Head(
        type=DocumentType.RESOLUTION,
        adopted_by="General Assembly",
        adopted_by_key="general-assembly",
        symbol=symbol("A/RES/79/990"),
        number="79/990",
        title="Safety of harbours",
        date=date(2024, 12, 17),
        issued=date(2024, 12, 20),
        session="79",
        agenda_item="105 (a)",
        committee="Third Committee",
        committee_report=symbol("A/79/999"),
        draft=symbol("A/C.3/79/L.990"),
        meeting="54",
        adoption=Adoption(
            Manner.RECORDED_VOTE,
            votes_for=2,
            votes_against=1,
            abstentions=1,
            in_favour=("Peru", "Fiji"),
            against=("Chad",),
            abstaining=("Togo",),
            absent=("Oman",),
        ),
        no_main_committee=True,
        language="en",
        agenda_title="Harbours",
        chapter_vii=True,
        subjects=(
            Subject("http://metadata.un.org/thesaurus/1", "ports", "UNBIS Thesaurus"),
            Subject("http://metadata.un.org/sdg/14", "life below water", "SDGO", automatic=True),
        ),
        steps=(
            WorkflowStep("recommendedForAdoption", "A/79/999"),
            WorkflowStep("adopted", "A/79/PV.54", "Adopted 2-1-1, 54th plenary meeting", "2024-12-17"),
        ),
    ),
    units=(
        unit("head", UnitKind.HEAD, "Safety of harbours", 0),
        Unit(
            "pp1",
            UnitKind.PREAMBULAR,
            "Recalling its resolutions 78/1 and 15/2 and the Harbour Declaration,",
            (Span(100, 140), Span(180, 210)),
            "Recalling",
        ),
        unit("op1", UnitKind.OPERATIVE, "Requests the Office:", 300, opening="Requests"),
        unit("op1(a)", UnitKind.SUBPARAGRAPH, "To light the quays under article 30;", 330, parent="op1"),
        unit("op2", UnitKind.OPERATIVE, "Decides to found a working group on harbour lights.", 400, opening="Decides"),
        unit("fn1", UnitKind.FOOTNOTE, "A/CONF.999/18, chap. I, resolution 1.", 500),
    ),
    footnotes=(Footnote("fn1", "1", "pp1"),),
    citations=(
        Citation(
            "pp1",
            Span(115, 119),
            "78/1",
            TargetKind.RESOLUTION,
            resolved("A/RES/78/1"),
            CitationMethod.TEXT,
            "list",
            "Recalling",
        ),
        Citation(
            "pp1",
            Span(124, 128),
            "15/2",
            TargetKind.RESOLUTION,
            Unresolved(UnresolvedReason.AMBIGUOUS_NUMBER),
            CitationMethod.TEXT,
            "list",
            "Recalling",
            confidence=0.4,
        ),
        Citation(
            "pp1",
            Span(185, 204),
            "Harbour Declaration",
            TargetKind.INSTRUMENT,
            resolved("A/CONF.999/18"),
            CitationMethod.FOOTNOTE,
            "note-source",
            "Recalling",
            Pinpoint("chap. I, resolution 1", ""),
            footnote="fn1",
            instrument="harbour-declaration",
        ),
        Citation(
            "op1(a)",
            Span(355, 365),
            "article 30",
            TargetKind.TREATY,
            resolved("MTDSG/XVIII-12"),
            CitationMethod.ANAPHORA,
            "provision",
            "Requests",
            Pinpoint("art. 30, para. 2 (c)", "art30.para2.c"),
        ),
    ),
    bodies=(
        BodyMention("op1", Span(313, 319), "Office", "unodc", UNODC.label, "short-form"),
        BodyMention(
            "op2",
            Span(420, 450),
            "working group on harbour lights",
            "general-assembly-working-group-on-harbour-lights",
            "working group on harbour lights",
            "by-form",
            ad_hoc=True,
            kind="working-group",
            parent="general-assembly",
        ),
    ),
    mandates=(
        Mandate(
            unit="op1(a)",
            clause="op1.1",
            span=Span(330, 366),
            verb="Requests",
            addressees=(UNODC, STATES),
            task="to light the quays",
            conditions=("within existing resources",),
            deadline="by 31 October 2025",
            due=date(2025, 10, 31),
            due_session=BodySession("A", 80),
            frequency=Interval(1, "Y"),
            report_to=ASSEMBLY,
            report_when="at its eightieth session",
            rests_on=(symbol("MTDSG/XVIII-12"),),
        ),
    ),
    operative_actions=(
        OperativeAction("op2", Span(400, 450), "Decides", "to found a working group on harbour lights"),
    ),
    relations=(
        Relation(
            "op2",
            Span(400, 440),
            RelationKind.EXTENDS,
            symbol("A/RES/78/1"),
            "Extends",
            Pinpoint("para. 5", "para5"),
            term="until 31 August 2025",
            until=date(2025, 8, 31),
            since=date(2025, 1, 1),
        ),
        Relation(
            "op2",
            Span(441, 450),
            RelationKind.ADOPTS,
            symbol("A/RES/79/990"),
            "adopts",
            Pinpoint("annex", "annex"),
            instrument="harbour-declaration",
        ),
    ),
    body_events=(
        BodyEvent(
            "op2",
            Span(400, 450),
            BodyEventKind.ESTABLISHED,
            "general-assembly-working-group-on-harbour-lights",
            "working group on harbour lights",
            symbol("A/RES/79/990"),
            "Decides",
            term="for two years",
        ),
        BodyEvent(
            "op2", Span(420, 450), BodyEventKind.CONTINUED, "unodc", UNODC.label, symbol("A/RES/78/1"), "continued by"
        ),
    ),
)

DRAFT = Document(
    identifier="A/C.3/79/L.991",
    head=Head(
        type=DocumentType.DRAFT_RESOLUTION,
        adopted_by="General Assembly",
        adopted_by_key="general-assembly",
        symbol=symbol("A/C.3/79/L.991"),
        title="Safety  of Harbours",
        issued=date(2024, 11, 2),
        session="79",
        tabled_in="Third Committee",
        tabled_in_key="third-committee",
        sponsors=("Italy", "Peru"),
        revised=True,
    ),
    units=(
        unit("pp1", UnitKind.PREAMBULAR, "Recalling resolution 78/1,", 0, opening="Recalling"),
        unit("I", UnitKind.SECTION, "Lights", 40),
        unit("annex.p1", UnitKind.ANNEX, "Rules for lights.", 60),
    ),
    citations=(
        Citation(
            "pp1",
            Span(21, 25),
            "78/1",
            TargetKind.RESOLUTION,
            resolved("A/RES/78/1"),
            CitationMethod.TEXT,
            "one",
            "Recalling",
        ),
    ),
    part_of="A/C.3/79/L.99",
)

RECALLED = Document(
    identifier="A/RES/78/1",
    head=Head(
        type=DocumentType.RESOLUTION,
        adopted_by="General Assembly",
        adopted_by_key="general-assembly",
        title="Lights of harbours",
        date=date(2023, 11, 2),
        session="78",
    ),
    units=(unit("pp1", UnitKind.PREAMBULAR, "Recalling resolution 77/5,", 0, opening="Recalling"),),
    citations=(
        Citation(
            "pp1",
            Span(21, 25),
            "77/5",
            TargetKind.RESOLUTION,
            resolved("A/RES/77/5"),
            CitationMethod.TEXT,
            "one",
            "Recalling",
        ),
    ),
)

DOCUMENTS = (RESOLUTION, DRAFT, RECALLED)

LINKS = (
    DocumentLink(LineageRelation.ADOPTED_AS, "A/C.3/79/L.990", "A/RES/79/990", 1.0, ("head", "title")),
    DocumentLink(LineageRelation.ADOPTED_AS, "E/CN.99/2024/L.2", "expected/E/2024/lights-of-quays", 0.5, ("expected",)),
    DocumentLink(LineageRelation.EXTENDS, "A/RES/79/990", "A/RES/78/1", 1.0, ("clause", "op2")),
    DocumentLink(LineageRelation.FOLLOWS, "A/RES/78/1", "A/RES/77/5", 0.8, ("series",)),
    DocumentLink(LineageRelation.FOLLOWS, "A/RES/79/990", "A/RES/78/1", 0.9, ("title", "recalled")),
    DocumentLink(LineageRelation.REVISED_AS, "A/C.3/79/L.989", "A/C.3/79/L.990", 0.9, ("number",)),
    DocumentLink(LineageRelation.TAKEN_UP_AS, "E/RES/2023/9", "A/RES/78/1", 0.7, ("text", "title")),
)
SERIES = Series(
    key="a-lights-of-harbours",
    organ="A",
    titles=("Lights of harbours", "Safety of harbours"),
    members=(
        Member("77", "A/RES/77/5", present=False, evidence=("recalled",)),
        Member("2023-11-02", "A/RES/78/1", present=True, evidence=("series",)),
        Member("2024-12-17", "A/RES/79/990", present=True, evidence=("title", "recalled")),
    ),
    gaps=("76",),
)
ALIGNED = (
    Aligned(
        "A/C.3/79/L.991",
        "A/RES/79/990",
        (ParagraphLink("A/C.3/79/L.991", "pp1", "A/RES/79/990", "pp1", ParagraphRelation.CHANGED, 0.6),),
    ),
    Aligned(
        "A/RES/78/1",
        "A/C.3/79/L.991",
        (ParagraphLink("A/RES/78/1", "pp1", "A/C.3/79/L.991", "pp1", ParagraphRelation.SAME, 1.0),),
    ),
    Aligned(
        "A/RES/78/1",
        "A/RES/79/990",
        (
            ParagraphLink("A/RES/78/1", "pp1", "A/RES/79/990", "op1", ParagraphRelation.MERGED, 0.5),
            ParagraphLink("A/RES/78/1", "pp1", "A/RES/79/990", "op2", ParagraphRelation.SPLIT, 0.25),
        ),
    ),
)
CHAIN = MandateChain(
    "A/RES/79/990#0",
    (UNODC.label, STATES.label),
    (
        MandateStep("A/RES/79/990", "op1(a)", 0, MandateChange.GIVEN, ("A/80/123",)),
        MandateStep("A/RES/80/18", "op4", -1, MandateChange.ENDED),
    ),
)
LINEAGE = Lineage(LINKS, (SERIES,), ALIGNED, (CHAIN,))


def lineage_parts() -> list[Graph]:
    """The graphs of the parts of lineage."""
    return [
        link_graph(LINKS, IRIS),
        series_graph(SERIES, IRIS),
        *(aligned_graph(pair, IRIS) for pair in ALIGNED),
        chain_graph(CHAIN, {RESOLUTION.identifier: RESOLUTION}, IRIS),
        first_appearance_graph(first_appearances(ALIGNED), IRIS),
    ]


def lineage_graph() -> Graph:
    """The graph of lineage."""
    graph = Graph()
    for part in lineage_parts():
        graph += part
    return graph


def a_store() -> LocalStore:
    """A store in memory that holds the specimens, their lineage and the registers."""
    store = LocalStore.in_memory()
    for document in DOCUMENTS:
        graph = document_graph(document, SOURCE, IRIS, REGISTERS)
        store.replace_graph(IRIS.document_graph(document.identifier), graph)
    store.replace_graph(IRIS.register_graph(), register_graph(REGISTERS, IRIS))
    store.replace_graph(IRIS.lineage_graph(), lineage_graph())
    return store
