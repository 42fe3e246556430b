"""Akoma Ntoso: what the XML states is what is read, and what is no such XML is refused with its reason."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import akoma_ntoso_specimens as specimens
import pytest
from lxml import etree
from reading_cases import registers
from reading_laws import breaches

from extract.metadata import AgendaItem, Metadata, Subject, Vote, WorkflowStep
from extract.model import Document, DocumentType, Manner, Reading, UnitKind
from extract.pipeline import extract
from extract.read import UnreadableSource, read_source
from extract.read.akoma_ntoso import read_akoma_ntoso
from extract.read.akoma_ntoso.tree import mend_end_tags
from extract.source import BlockKind, Source, Span
from extract.structure.state_names import spelled
from unmandates.pages.document_html import page_of
from unmandates.pages.document_text import lines_of

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus-xml" / "en"
EVERY = 40


def source(raw: bytes) -> Source:
    return read_akoma_ntoso("lamps.xml", raw)


def metadata(raw: bytes) -> Metadata:
    stated = source(raw).metadata
    assert stated is not None
    return stated


def read(raw: bytes) -> Reading:
    """The reading, of which every law holds."""
    reading = extract(source(raw), registers())
    assert breaches(reading) == []
    return reading


def document(raw: bytes) -> Document:
    (one,) = read(raw).documents
    return one


def units(raw: bytes) -> dict[str, str]:
    return {unit.name: unit.text for unit in document(raw).units}


def body(*parts: str) -> bytes:
    """A resolution with these operative parts."""
    recitals = specimens.preamble("_Noting_ lamps,")
    return specimens.akoma_ntoso(
        specimens.meta(), specimens.cover(), recitals, f"<mainBody>{''.join(parts)}</mainBody>"
    )


# the text


def test_sections_lists_and_annexes_become_units() -> None:
    found = units(specimens.resolution())
    assert list(found) == [
        *("head", "pp1", "pp2", "section2", "section3", "op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)", "op2"),
        *("section10", "op3", "annex", "annex.p1", "annex.p2", "fn1", "fn2"),
    ]
    assert found["op1(a)(ii)"] == "By year;"
    assert found["op3"] == "Expresses its quiet hope that nobody falls asleep."
    assert found["annex"] == "Annex Rules for lamps"
    assert found["annex.p2"] == "Oil shall be pure."


def test_a_table_is_read_in_the_paragraph_that_it_stands_in() -> None:
    read_from = source(specimens.resolution())
    rows = [read_from.text[one.span.start : one.span.end] for one in read_from.blocks if one.kind is BlockKind.ROW]
    assert rows == ["Room\tLamps", "North\t12"]
    assert units(specimens.resolution())["op2"].endswith("as follows: Room Lamps North 12")


def test_footnotes_stand_at_their_markers_and_are_no_part_of_the_words() -> None:
    one = document(specimens.resolution())
    assert [(note.unit, note.marker, note.anchored_in) for note in one.footnotes] == [
        ("fn1", "1", "pp1"),
        ("fn2", "2", "op1"),
    ]
    assert (
        units(specimens.resolution())["pp1"] == "Recalling its resolution 55/25 of 15 November 2000, and later texts,"
    )
    assert [(cited.unit, str(cited.target), cited.footnote) for cited in one.citations if cited.unit == "pp1"] == [
        ("pp1", "A/RES/55/25", ""),
        ("pp1", "A/79/12", "fn1"),
    ]


def test_openings_stand_in_italics_where_no_register_knows_the_verb() -> None:
    openings = {unit.name: unit.opening for unit in document(specimens.resolution()).units if unit.opening}
    assert openings == {
        "pp1": "Recalling",
        "pp2": "Sharing the worry",
        "op1": "Requests",
        "op2": "Decides",
        "op3": "Expresses its quiet hope",
    }


def test_a_name_or_a_heading_in_italics_is_no_opening() -> None:
    found = document(
        body(
            specimens.paragraph("1.", "_Mare clausum_ stays closed."),
            specimens.paragraph("2.", "_Keeps the lamps of all of the reading rooms_ lit."),
            specimens.paragraph("3.", "Lamps _Shines_ brightly."),
        )
    )
    assert [unit.opening for unit in found.units if unit.kind is UnitKind.OPERATIVE] == ["", "", ""]


def test_a_heading_within_a_list_does_not_end_it() -> None:
    found = units(specimens.council_resolution())
    assert [name for name in found if name.startswith("op1")] == [
        *("op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(a)(iii)", "op1(b)"),
    ]
    assert found["section4"] == "By day:"


def test_points_without_a_list_of_their_own_are_nested_by_their_labels() -> None:
    flat = specimens.points(("(a)", "One:"), ("(i)", "Two;"), ("(ii)", "Three;"), ("(b)", "Four."))
    found = units(body(specimens.paragraph("1.", "_Decides:_", flat)))
    assert [name for name in found if "(" in name] == ["op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)"]


def test_lettered_parts_are_documents() -> None:
    first, second = read(specimens.lettered()).documents
    assert (first.identifier, second.identifier) == ("A/RES/79/992A", "A/RES/79/992B")
    assert (first.head.title, second.head.title) == ("Front doors", "Back doors")
    assert (first.head.number, second.part_of) == ("79/992 A", "A/RES/79/992")
    assert [unit.text for unit in second.units if unit.name == "op1"] == ["Welcomes oil for the back doors;"]
    assert not [cited for cited in first.citations if "79/992" in str(cited.target)]


def test_a_presidential_statement_begins_after_its_introduction() -> None:
    one = document(specimens.statement())
    assert (one.identifier, one.head.type) == ("S/PRST/2099/7", DocumentType.PRESIDENTIAL_STATEMENT)
    assert [unit.name for unit in one.units] == ["head", "op1", "op2"]
    assert one.head.meeting == "9990th meeting"


def test_every_span_has_the_path_of_its_element() -> None:
    read_from = source(specimens.resolution())
    at = read_from.text.index("Oil shall be pure")
    (place,) = read_from.locate(Span(at, at + 3))
    found = etree.fromstring(specimens.resolution()).xpath(place.path)
    assert isinstance(found, list)
    assert len(found) == 1
    assert isinstance(found[0], etree._Element)
    assert "Oil shall be pure" in "".join(map(str, found[0].itertext()))


def test_the_language_is_that_of_the_expression() -> None:
    french = specimens.akoma_ntoso(specimens.meta(language="fra"), specimens.cover(), specimens.resolution_body())
    assert source(french).language == "fr"


# what is stated beside the text


def test_the_cover_states_dates_session_agenda_item_and_committee() -> None:
    head = document(specimens.resolution()).head
    assert (head.date, head.issued, head.session) == (dt.date(2024, 12, 17), dt.date(2025, 1, 8), "79")
    assert (head.title, head.number) == ("Lamps in reading rooms", "79/991")
    assert (head.committee, str(head.committee_report)) == ("Sixth Committee", "A/79/990")
    assert metadata(specimens.resolution()).agenda_items == (AgendaItem("108 (b)", "Light in public places"),)
    assert head.agenda_title == "Light in public places"


def test_the_workflow_states_draft_and_sponsors() -> None:
    head = document(specimens.resolution()).head
    assert str(head.draft) == "A/C.6/79/L.990"
    assert head.sponsors == ("Chad", "Fiji", "Trinidad and Tobago", "Peru")
    assert head.steps[2:] == (
        WorkflowStep("recommendedForAdoption", "A/79/990", date="2024-12-01"),
        WorkflowStep("adopted", "A/79/PV.53", date="2024-12-17"),
    )


@pytest.mark.parametrize(
    ("by", "sponsors"),
    [
        ("Côte d'Ivoire and Bosnia and Herzegovina", ("Côte d’Ivoire", "Bosnia and Herzegovina")),
        ("Chad (on behalf of the members of the Group of 77 and China)", ("Chad",)),
        ("Chad and Peru. - Fiji was removed from the list", ("Chad", "Peru")),
        ("Iran (Islamic Republic of), and Peru.", ("Iran (Islamic Republic of)", "Peru")),
        ("submitted by the Chair of the Committee, Ana Sand (Chad), and others", ()),
    ],
)
def test_sponsors_are_states_that_put_the_draft_forward(by: str, sponsors: tuple[str, ...]) -> None:
    steps = f'<workflow><step outcome="draftResolution" as="A/C.6/79/L.990" by="{by}"/></workflow>'
    raw = specimens.akoma_ntoso(specimens.meta(steps), specimens.cover(), specimens.resolution_body())
    assert document(raw).head.sponsors == sponsors
    assert document(raw).head.steps[0].by == by


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("PERU", "Peru"),
        ("TIMOR-LESTE", "Timor-Leste"),
        ("BOLIVIA (PLURINATIONAL STATE OF)", "Bolivia (Plurinational State of)"),
        ("NETHERLANDS (KINGDOM OF THE)", "Netherlands (Kingdom of the)"),
        ("LAO PEOPLE'S DEMOCRATIC REPUBLIC", "Lao People’s Democratic Republic"),
        ("CÔTE D'IVOIRE", "Côte d’Ivoire"),
        ("UNITED STATES", "United States of America"),
        ("Peru", "Peru"),
    ],
)
def test_names_of_states_in_capitals_are_spelt_as_in_documents(stated: str, name: str) -> None:
    assert spelled(stated) == name


def test_votes_are_stated_by_state() -> None:
    adoption = document(specimens.resolution()).head.adoption
    assert adoption is not None
    assert (adoption.manner, adoption.votes_for, adoption.votes_against, adoption.abstentions) == (
        Manner.RECORDED_VOTE,
        *(2, 1, 0),
    )
    assert adoption.in_favour == ("Chad", "Bosnia and Herzegovina")
    assert adoption.against == ("Côte d’Ivoire",)


def test_a_step_under_chapter_vii_that_was_taken_unanimously() -> None:
    stated = metadata(specimens.council_resolution())
    assert stated.chapter_vii is True
    assert stated.vote == Vote("unanimously")
    assert metadata(specimens.resolution()).chapter_vii is None
    assert document(specimens.council_resolution()).head.chapter_vii


def test_subjects_keep_their_address_and_say_who_assigned_them() -> None:
    assert metadata(specimens.resolution()).subjects == (
        Subject("http://metadata.un.org/thesaurus/1009999", "lighting", "UNBIS Thesaurus"),
        Subject("http://metadata.un.org/sdg/7", "goal 7", "SDGO", automatic=True),
    )


# what people see of it


def test_show_gives_the_element_in_the_place_of_a_line() -> None:
    reading = read(specimens.resolution())
    lines = [str(line) for line in lines_of(reading, reading.documents[0])]
    assert "agenda item: 108 (b): Light in public places" in lines
    assert "subjects: lighting" in lines
    assert "subjects assigned by machine: goal 7" in lines
    assert any(line.startswith("steps: draft resolution A/C.6/79/L.990, 2024-11-20, by Chad, Fiji") for line in lines)
    (first,) = (line for line in lines if line.startswith("pp1  "))
    assert re.fullmatch(r"pp1  \[/\S+, \d+–\d+\]\nRecalling .*", first)
    assert "Charter: under Chapter VII" in map(
        str, lines_of(read(specimens.council_resolution()), document(specimens.council_resolution()))
    )


def test_the_page_holds_the_text_and_a_wrong_link() -> None:
    wrong = body(specimens.paragraph("1.", "_Recalls_ [A/78/302](https://undocs.org/en/A/77/512);"))
    reading = read(wrong)
    page = page_of(reading, reading.documents[0], registers())
    assert "the words “A/78/302” (read as A/78/302) link to A/77/512; the words were followed" in page
    assert page.count("Light in public places") == 2, "among the facts and in the text"


# files that are not as they should be


def test_a_stray_end_tag_changes_nothing() -> None:
    sound = specimens.resolution()
    stray = sound.replace(b"</num><content>", b"</num></point><content>", 1)
    assert stray != sound
    assert units(stray) == units(sound)


def test_an_element_closed_under_another_name_ends_where_it_should() -> None:
    assert mend_end_tags("<a><b>one</c><b>two</b></a>") == "<a><b>one</b><b>two</b></a>"
    assert mend_end_tags("<a><b>one</a>") == "<a><b>one</b></a>"
    assert mend_end_tags("<a>one</a></b>") == "<a>one</a>"
    assert mend_end_tags("<a><!-- </a> --><b/>one") == "<a><!-- </a> --><b/>one</a>"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not well-formed"),
        (b"   \n", "not well-formed"),
        (b"1. Requests lamps;", "not well-formed"),
        (b"<html><body><p>Lamps</p></body></html>", "not Akoma Ntoso"),
        (specimens.akoma_ntoso(specimens.meta()), "no text"),
        (b'<!DOCTYPE a [<!ENTITY lamp "lamp">]>' + specimens.resolution(), "entities"),
        (b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + specimens.resolution(), "entities"),
        ("<!DOCTYPE a [<!ENTITY a 'lol'>]>".encode("utf-16") + specimens.resolution(), "not well-formed"),
        (f"<!DOCTYPE a [<!ENTITY a 'lol'>]>{specimens.resolution().decode()}".encode("utf-16"), "entities"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not well-formed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        source(raw)


def test_any_encoding_that_xml_states_is_read() -> None:
    text = specimens.resolution().decode()
    for encoding in ("utf-8-sig", "utf-16", "iso-8859-1"):
        stated = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{text}'
        assert units(stated.encode(encoding, "xmlcharrefreplace")) == units(specimens.resolution())


def test_entities_that_grow_without_bound_are_never_expanded() -> None:
    declared = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "lamp">{declared}]><akomaNtoso><p>&l11;</p></akomaNtoso>'
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with pytest.raises(UnreadableSource):
            source(bomb.encode(encoding))


@pytest.mark.parametrize("element", ["span", "point", "list", "paragraph", "section", "b", "content", "alinea"])
def test_deep_nesting_is_read_or_refused(element: str) -> None:
    for depth in (50, 240, 20_000):
        nested = f"<{element}>" * depth + "<p>lamps</p>" + f"</{element}>" * depth
        raw = body(f"<paragraph><num>1.</num><content><p>{nested}</p></content></paragraph>")
        try:
            assert "lamps" in source(raw).text
        except UnreadableSource as error:
            assert depth > 200, error  # noqa: PT017 - either is right


def test_many_stray_end_tags_take_no_longer_than_as_many_tags() -> None:
    raw = body("</point>" * 200_000, specimens.paragraph("1.", "_Requests_ lamps;"))
    assert units(raw)["op1"] == "Requests lamps;"


# real files


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no real XML in ../shared/corpus-xml")
def test_every_fortieth_file_keeps_the_laws_and_is_identified() -> None:
    sample = sorted(CORPUS.glob("*.xml"))[::EVERY]
    readings = {one.name: extract(read_source(one, one.name), registers()) for one in sample}
    assert {name: broken for name, reading in readings.items() if (broken := breaches(reading))} == {}
    identifiers = [document.identifier for reading in readings.values() for document in reading.documents]
    assert len(readings) >= 50
    assert not [one for one in identifiers if one.startswith("file/")]
