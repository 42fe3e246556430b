"""What a source states of its structure is used, and never guessed over. Each test gives blocks by hand, and shows that
the text alone would be read otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from reading_cases import registers
from reading_laws import breaches
from toy_reader import ALL, Page, bare

from extract.metadata import AgendaItem, Metadata, Vote
from extract.model import DiscardReason, Document, DocumentType, Manner, UnitKind
from extract.pipeline import extract
from extract.source import BlockKind, Source
from extract.structure import (
    acts,
    head_end,
    languages,
    lines,
    marks,
    openings,
    paragraphs,
)

HEAD = ("United Nations A/RES/79/191", "General Assembly", "79/191. Lamps in reading rooms")


def act(write: Callable[[Page], None], between: str = "\n\n") -> Page:
    """A page with a resolution's head and formula, then what ``write`` adds."""
    page = Page(between)
    page.head(*HEAD)
    page.formula()
    write(page)
    return page


def read(source: Source) -> Document:
    """The only document of ``source``, whose reading keeps the laws."""
    reading = extract(source, registers())
    assert breaches(reading) == []
    (document,) = reading.documents
    return document


def units(document: Document) -> dict[str, str]:
    """The words of each unit but the head, by name."""
    return {unit.name: unit.text for unit in document.units if unit.kind is not UnitKind.HEAD}


def stated(source: Source) -> dict[str, str]:
    """The units as stated, once it is sure that the bare text yields others."""
    found = units(read(source))
    assert units(read(bare(source))) != found
    return found


def operative(*items: tuple[str, str]) -> Page:
    """A resolution of one recital and these (number, words)."""

    def write(page: Page) -> None:
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Recalling the lamps,")
        with page.part(BlockKind.OPERATIVE):
            for number, text in items:
                page.paragraph(text, number=number)

    return act(write)


# paragraphs, headings, numbers, levels


def test_a_heading_that_looks_like_a_paragraph() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.heading("Requests for lamps:")
            page.paragraph("Requests States to lend lamps;", number="1.")

    assert stated(act(write).source()) == {
        "section0": "Requests for lamps:",
        "op1": "Requests States to lend lamps;",
    }


def test_a_paragraph_that_looks_like_a_heading() -> None:
    page = Page()
    page.head(*HEAD)
    page.formula()
    with page.part(BlockKind.PREAMBLE):
        page.paragraph("Lamps of the world")
        page.paragraph("Recalling the lamps,")
    with page.part(BlockKind.OPERATIVE):
        page.paragraph("Requests lamps;", number="1.")
    assert stated(page.source()) == {
        "pp1": "Lamps of the world",
        "pp2": "Recalling the lamps,",
        "op1": "Requests lamps;",
    }


def test_operative_paragraphs_without_numbers() -> None:
    found = stated(operative(("", "Lamplights the halls;"), ("", "Glows at night.")).source())
    assert found == {"pp1": "Recalling the lamps,", "op1": "Lamplights the halls;", "op2": "Glows at night."}


def test_what_bears_no_number_among_numbered_paragraphs_is_more_of_the_one_above() -> None:
    page = operative(("1.", "Requests lamps:"), ("", "Lamps for all."), ("2.", "Decides to lend lamps."))
    assert units(read(page.source())) == {
        "pp1": "Recalling the lamps,",
        "op1": "Requests lamps: Lamps for all.",
        "op2": "Decides to lend lamps.",
    }


def test_an_unnumbered_paragraph_in_the_place_of_a_number_takes_it() -> None:
    page = operative(("1.", "Requests lamps;"), ("", "Glows at night;"), ("3.", "Decides to lend lamps."))
    assert stated(page.source())["op2"] == "Glows at night;"


def test_a_number_that_the_text_does_not_print() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests States:", number="7.", label=0)
            page.point("To lend lamps;", number="(a)", level=2, label=0)
            page.point("To mend lamps.", number="(b)", level=2, label=0)

    assert stated(act(write).source()) == {
        "op7": "Requests States:",
        "op7(a)": "To lend lamps;",
        "op7(b)": "To mend lamps.",
    }


def test_a_number_without_words_of_its_own() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("", number="58.")
            page.point("Requests lamps;", number="(a)", level=2)

    document = read(act(write).source())
    assert units(document) == {"op58(a)": "Requests lamps;"}
    assert [unit.parent for unit in document.units] == ["", ""]


def test_a_number_that_is_none() -> None:
    found = stated(operative(("1.", "Requests lamps;"), ("", "2. Lamps are lit.")).source())
    assert found["op1"] == "Requests lamps; 2. Lamps are lit."


@pytest.mark.parametrize("number", ["II", "–", "*"])
def test_a_sign_that_is_no_number_of_a_paragraph(number: str) -> None:
    assert list(units(read(operative((number, "Requests lamps;")).source()))) == ["pp1", "op1"]


def test_a_number_that_is_left_open_is_read_from_the_words() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling the lamps,", number=None)
        page.paragraph("1. Requests States:", number=None)
        page.point("(a) To lend lamps;", number=None)
        page.paragraph("2. Decides to lend lamps.", number=None)

    assert units(read(act(write).source())) == {
        "pp1": "Recalling the lamps,",
        "op1": "Requests States:",
        "op1(a)": "To lend lamps;",
        "op2": "Decides to lend lamps.",
    }


def test_a_paragraph_that_begins_with_a_small_letter() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Recalling the lamps,")
            page.paragraph("deeply concerned about the dark,")
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("requests lamps.")

    assert stated(act(write).source()) == {
        "pp1": "Recalling the lamps,",
        "pp2": "deeply concerned about the dark,",
        "op1": "requests lamps.",
    }


def test_two_paragraphs_on_one_line() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests lamps;", number="1.")
            page.paragraph("Requests halls.", number="2.")

    assert stated(act(write, between=" ").source()) == {"op1": "Requests lamps;", "op2": "Requests halls."}


def test_two_paragraphs_with_nothing_between() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests lamps;[=n]", number="1.")
            page.paragraph("Requests halls.", number="2.")
        page.note("See A/78/900.", number="1", note="n")

    document = read(act(write, between="").source())
    assert units(document) == {"op1": "Requests lamps;", "op2": "Requests halls.", "fn1": "See A/78/900."}
    assert [note.anchored_in for note in document.footnotes] == ["op1"]


def test_a_paragraph_over_lines_that_look_like_paragraphs() -> None:
    page = operative(
        ("1.", "Requests States to lend, namely\n2. Lamps of glass;\n\n(a) Lamps of tin."),
    )
    assert stated(page.source())["op1"] == "Requests States to lend, namely 2. Lamps of glass; (a) Lamps of tin."


@pytest.mark.parametrize(("level", "name"), [(2, "op1(i)"), (3, "op1(h)(i)")])
def test_the_level_of_a_label_that_can_be_of_two(level: int, name: str) -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests States:", number="1.")
            for label in "abcdefgh":
                page.point("To lend lamps;", number=f"({label})", level=2)
            page.point("To mend lamps.", number="(i)", level=level)

    assert list(units(read(act(write).source())))[-1] == name


def test_levels_that_are_left_open_are_read_from_the_labels() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests States:", number="1.")
            for label in ("(a)", "(i)", "(ii)", "(b)"):
                page.point("To lend lamps;", number=label)

    assert list(units(read(act(write).source()))) == ["op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)"]


def test_points_without_labels_and_words_after_a_list() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests States:", number="1.")
            page.point("Lamps;", number="", level=2)
            page.point("To lend:", number="(a)", level=2)
            page.point("Lamps of tin;", number="", level=3)
            page.line(BlockKind.CONTINUATION, "and invites them to report;", level=1)
            page.paragraph("Decides to lend lamps.", number="2.")

    assert stated(act(write).source()) == {
        "op1": "Requests States: Lamps; and invites them to report;",
        "op1(a)": "To lend: Lamps of tin;",
        "op2": "Decides to lend lamps.",
    }


def test_sections_that_count_anew() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.heading("Lamps", number="I", label=0)
            page.paragraph("Requests lamps;", number="1.")
            page.heading("Halls", number="II", label=0)
            page.paragraph("Requests halls.", number="1.")

    assert stated(act(write).source()) == {
        "section0": "Lamps",
        "I.op1": "Requests lamps;",
        "section2": "Halls",
        "II.op1": "Requests halls.",
    }


def test_a_table() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Approves this table:", number="1.")
            with page.part(BlockKind.TABLE):
                page.line(BlockKind.ROW, "2. Requests\tLamps")
                page.line(BlockKind.ROW, "3. Decides\tHalls")
            page.paragraph("Decides to lend lamps.", number="2.")

    assert stated(act(write).source()) == {
        "op1": "Approves this table: 2. Requests Lamps 3. Decides Halls",
        "op2": "Decides to lend lamps.",
    }


def test_a_table_of_which_no_rows_are_stated() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Approves this table:", number="1.")
            with page.part(BlockKind.TABLE):
                page.open_text("2. Requests\tLamps\n3. Decides\tHalls")
            page.paragraph("Decides to lend lamps.", number="2.")

    assert list(stated(act(write).source())) == ["op1", "op2"]


# parts of the document


def test_the_preamble_ends_where_it_is_stated() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Requests of States being many,")
            page.open_text("Decides lamps to be good,")
            page.paragraph("Lamps are lit,", number="1.")
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Recalling lamps is requested;")

    assert stated(act(write).source()) == {
        "pp1": "Requests of States being many,",
        "pp2": "Decides lamps to be good,",
        "pp3": "Lamps are lit,",
        "op1": "Recalling lamps is requested;",
    }


def test_an_annex_without_the_word() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Adopts the rules of lamps below.", number="1.")
        with page.part(BlockKind.ANNEX, number="II"):
            page.heading("Rules of lamps")
            page.paragraph("Lamps are lit.", number="1.")
            page.point("Those of tin.", number="(a)", level=2)
            page.heading("Of tin lamps")
            page.paragraph("Lamps are lent.", number="2.")

    assert stated(act(write).source()) == {
        "op1": "Adopts the rules of lamps below.",
        "annexII": "Rules of lamps",
        "annexII.p1": "Lamps are lit.",
        "annexII.p1(a)": "Those of tin.",
        "section4": "Of tin lamps",
        "annexII.p2": "Lamps are lent.",
    }


def test_an_annex_without_numbers() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.ANNEX):
            page.heading("Annex I", number="")
            page.heading("Rules of lamps", number="")
            page.paragraph("Lamps are lit.")
            page.paragraph("Lamps are lent.")

    found = stated(act(write).source())
    assert found == {"annexI": "Rules of lamps", "annexI.p1": "Lamps are lit.", "annexI.p2": "Lamps are lent."}


def test_articles_of_an_annex() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.ANNEX):
            page.paragraph("Lamps are lit.", number="Article 1")
            page.paragraph("Lamps are lent.", number="Article 2")

    assert stated(act(write).source()) == {"annex.art1": "Lamps are lit.", "annex.art2": "Lamps are lent."}


def test_the_word_annex_within_a_paragraph_begins_none() -> None:
    found = stated(operative(("", "Requests lamps;"), ("", "Annex"), ("", "Decides to lend lamps.")).source())
    assert list(found) == ["pp1", "op1", "op2", "op3"]


def test_closing_lines() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests lamps;", number="1.")
            page.paragraph("54th plenary meeting", number="2.", label=0)
        with page.part(BlockKind.CLOSING):
            page.open_text("Lamps were out by then")

    source = act(write).source()
    assert stated(source) == {"op1": "Requests lamps;", "op2": "54th plenary meeting"}
    closing = [one.span for one in extract(source, registers()).discarded if one.kind is DiscardReason.CLOSING]
    assert [source.text[span.start : span.end] for span in closing] == ["Lamps were out by then"]


def test_an_act_that_opens_without_a_formula() -> None:
    page = Page()
    page.head(
        "United Nations S/PRST/2031/9", "Statement by the President of the Security Council", "He read these words:"
    )
    with page.part(BlockKind.OPERATIVE):
        page.paragraph("“Lamps are lit.")
        page.paragraph("“Recalling that lamps are lit, they glow.”")
    document = read(page.source())
    assert document.head.type is DocumentType.PRESIDENTIAL_STATEMENT
    assert document.identifier == "S/PRST/2031/9"
    assert stated(page.source()) == {"op1": "“Lamps are lit.", "op2": "“Recalling that lamps are lit, they glow.”"}


def test_a_formula_that_no_register_knows() -> None:
    page = Page()
    page.head("79/191. Lamps")
    page.formula("The lamplighters,")
    page.paragraph("Recalling lamps,")
    page.paragraph("Requests lamps.", number="1.")
    assert stated(page.source()) == {"pp1": "Recalling lamps,", "op1": "Requests lamps."}


def test_a_line_that_looks_like_a_formula() -> None:
    page = Page()
    page.head(*HEAD, "The Security Council,")
    page.formula()
    page.paragraph("Recalling lamps,")
    page.paragraph("Requests lamps.", number="1.")
    assert stated(page.source()) == {"pp1": "Recalling lamps,", "op1": "Requests lamps."}
    assert read(page.source()).head.adopted_by == "General Assembly"


def test_lettered_parts() -> None:
    page = Page()
    page.head("United Nations A/RES/79/191 A and B")
    page.line(BlockKind.TITLE, "Lamps", number="79/191.")
    for letter in "AB":
        with page.part(BlockKind.DOCUMENT, number=letter):
            page.formula()
            page.paragraph(f"Requests lamps of kind {letter}.", number="1.")
    source = page.source(metadata=Metadata(symbol="A/RES/79/191A-B"))
    reading = extract(source, registers())
    assert breaches(reading) == []
    assert [(one.identifier, units(one), one.head.title) for one in reading.documents] == [
        ("A/RES/79/191A", {"op1": "Requests lamps of kind A."}, "Lamps"),
        ("A/RES/79/191B", {"op1": "Requests lamps of kind B."}, "Lamps"),
    ]


# footnotes and what is raised


def _notes(document: Document) -> dict[str, str]:
    return {note.unit: note.anchored_in for note in document.footnotes}


def test_a_superscript_after_a_number_of_a_resolution() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Recalling its resolution 70/2^1^ on lamps,")
        page.note("See A/78/900.", number="1")

    source = act(write).source(exhaustive=(BlockKind.SUPERSCRIPT,))
    document = read(source)
    assert "A/RES/70/2" in {str(cited.target) for cited in document.citations if not cited.footnote}
    assert "A/RES/70/21" in {str(cited.target) for cited in read(bare(source)).citations}
    assert _notes(document) == {"fn1": "pp1"}


def test_a_superscript_whose_note_is_lost_is_no_digit_of_the_number() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling its resolution 70/2^1^ on lamps,")

    assert {str(cited.target) for cited in read(act(write).source()).citations} == {"A/RES/70/2"}


def test_digits_at_a_word_that_are_no_marker() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Recalling the lamps of Hall21, of tin^21^ and of glass,")
        page.note("See A/78/900.", number="21")

    source = act(write).source(exhaustive=(BlockKind.SUPERSCRIPT,))
    assert stated(source)["pp1"] == "Recalling the lamps of Hall21, of tin and of glass,"


def test_a_marker_that_looks_like_a_number() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling article 6[7] and chapter [8] of the rules,")
        page.note("See A/78/900.", number="7")
        page.note("See A/78/901.", number="8")

    document = read(act(write).source())
    assert units(document)["pp1"] == "Recalling article 6 and chapter of the rules,"
    assert _notes(document) == {"fn7": "pp1", "fn8": "pp1"}
    assert stated(act(write).source())["fn8"] == "See A/78/901."


def test_no_other_marker_is_looked_for_where_all_are_stated() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling lamps,[1] halls¹ and rooms,1 [2]")
        page.note("See A/78/900.", number="1")

    source = act(write).source(exhaustive=(BlockKind.MARKER,))
    assert stated(source)["pp1"] == "Recalling lamps, halls¹ and rooms,1"


def test_two_notes_with_one_number() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling lamps,[1=a]")
        page.paragraph("Recalling halls,[1=b]")
        page.note("See A/78/900.", number="1", note="a")
        page.note("See A/78/901.", number="1", note="b")

    document = read(act(write).source())
    assert _notes(document) == {"fn1": "pp1", "fn1~2": "pp2"}
    assert [note.marker for note in document.footnotes] == ["1", "1"]
    assert {(cited.unit, str(cited.target)) for cited in document.citations} == {
        ("pp1", "A/78/900"),
        ("pp2", "A/78/901"),
    }


def test_a_note_of_the_title() -> None:
    page = Page()
    with page.part(BlockKind.HEAD):
        page.line(BlockKind.TITLE, "Lamps of 1979[1] and after", number="79/191.")
    page.formula()
    page.paragraph("Requests lamps.", number="1.")
    page.note("See A/78/900.", number="1")
    document = read(page.source())
    assert (document.head.number, document.head.title) == ("79/191", "Lamps of 1979 and after")
    assert _notes(document) == {"fn1": "head"}


def test_a_note_in_the_midst_of_a_paragraph_and_a_paragraph_that_looks_like_a_note() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests lamps[*] and", number="1.")
            page.note("Lamps of tin and", number="*", label=0)
            page.line(BlockKind.CONTINUATION, "1 See A/78/900 for halls;", level=1)

    assert stated(act(write).source()) == {
        "op1": "Requests lamps and 1 See A/78/900 for halls;",
        "fn*": "Lamps of tin and",
    }


# furniture and language


def test_furniture_that_looks_like_text_and_text_that_looks_like_furniture() -> None:
    def write(page: Page) -> None:
        with page.part(BlockKind.OPERATIVE):
            page.paragraph("Requests lamps of the kind", number="1.")
            page.line(BlockKind.FURNITURE, "2. Requests lamps")
            page.line(BlockKind.CONTINUATION, "24-24000", level=1)

    source = act(write).source()
    assert stated(source) == {"op1": "Requests lamps of the kind 24-24000"}


def test_nothing_is_furniture_where_all_of_it_is_stated() -> None:
    def write(page: Page) -> None:
        page.open_text("Recalling the lamps,\n24-24000\nand halls,")

    source = act(write).source(exhaustive=(BlockKind.FURNITURE,))
    assert stated(source)["pp1"] == "Recalling the lamps, 24-24000 and halls,"


FRENCH = "Rappelant les lampes de la salle et que les lampes sont dans la salle pour les États qui en ont besoin,"
LONG_FRENCH = " ".join([FRENCH] * 4)


def test_what_is_stated_to_be_english_is_read() -> None:
    assert stated(operative(("1.", LONG_FRENCH)).source(language="en-GB"))["op1"] == LONG_FRENCH


def test_what_is_stated_to_be_in_another_language_is_left_unread() -> None:
    def write(page: Page) -> None:
        page.paragraph("Recalling lamps,", language="sw")
        page.paragraph("Requests lamps.", number="1.")

    source = act(write).source()
    assert stated(source) == {"op1": "Requests lamps."}
    (left,) = [one for one in extract(source, registers()).diagnostics if one.code == "foreign-language"]
    assert left.message.startswith("sw: ")


def test_a_source_in_another_language() -> None:
    assert read(operative(("1.", "Requests lamps.")).source(language="fr")).head.language == "fr"


# metadata


def test_metadata_goes_before_what_is_printed() -> None:
    page = operative(("1.", "Requests lamps."))
    vote = Vote("recorded vote", 2, 1, 0, in_favour=("Chad", "Fiji"), against=("Peru",))
    metadata = Metadata(
        symbol="A/RES/79/192",
        organ="Security Council",
        date="2031-02-03",
        issued="2031-02-04",
        session="85",
        agenda_items=(AgendaItem("5 (a)", "Lamps"),),
        draft="A/85/L.7",
        sponsors=("Chad", "Fiji"),
        vote=vote,
    )
    document = read(page.source(metadata=metadata))
    head = document.head
    assert document.identifier == "A/RES/79/192"
    assert (head.adopted_by, head.date, head.issued) == ("Security Council", date(2031, 2, 3), date(2031, 2, 4))
    assert (head.session, head.agenda_item, head.sponsors) == ("85", "5 (a)", ("Chad", "Fiji"))
    assert str(head.draft) == "A/85/L.7"
    assert head.adoption is not None
    assert (head.adoption.manner, head.adoption.votes_for, head.adoption.against) == (
        Manner.RECORDED_VOTE,
        2,
        ("Peru",),
    )
    assert head.title == read(page.source()).head.title == "Lamps in reading rooms"


# no guess at all


def _whole() -> Page:
    page = Page()
    with page.part(BlockKind.DOCUMENT):
        with page.part(BlockKind.HEAD):
            page.line(BlockKind.TITLE, "Lamps", number="79/191.")
        page.formula()
        with page.part(BlockKind.PREAMBLE):
            page.paragraph("Recalling its resolution 70/2[1],")
        with page.part(BlockKind.OPERATIVE):
            page.heading("Lamps", number="I")
            page.paragraph("Requests States:", number="1.")
            page.point("To lend lamps;", number="(a)", level=2)
            page.line(BlockKind.ROW, "Tin\tGlass")
            page.line(BlockKind.FURNITURE, "Page one")
        with page.part(BlockKind.CLOSING):
            page.paragraph("54th plenary meeting")
        with page.part(BlockKind.ANNEX, number=""):
            page.heading("Rules")
            page.paragraph("Lamps are lit.", number="1.")
        page.note("See A/78/900.", number="1")
    return page


GUESSES = (
    (acts, "_starts"),
    (head_end, "first_change"),
    (languages, "judge"),
    (languages, "plainly_english"),
    (lines, "_find_furniture"),
    (lines, "_find_footnotes"),
    (marks, "_plain_marks"),
    (marks, "_star_marks"),
    (marks, "decoration"),
    (openings, "_formula_at"),
    (openings, "bare_opening"),
    (openings, "declaring"),
    *((paragraphs.ParagraphReader, f"_take_{what}") for what in "number label section text annex annexed".split()),
    (paragraphs.ParagraphReader, "_in_closing"),
)
"""Where the structure is guessed from the text."""


def test_a_source_that_states_all_needs_no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    def guess(*_: object, **__: object) -> None:
        raise AssertionError("a guess")

    for owner, name in GUESSES:
        monkeypatch.setattr(owner, name, guess)
    document = read(_whole().source(exhaustive=ALL, metadata=Metadata(symbol="A/RES/79/191")))
    assert units(document) == {
        "pp1": "Recalling its resolution 70/2,",
        "section1": "I Lamps",
        "op1": "Requests States:",
        "op1(a)": "To lend lamps; Tin Glass",
        "annex": "Rules",
        "annex.p1": "Lamps are lit.",
        "fn1": "See A/78/900.",
    }
    assert _notes(document) == {"fn1": "pp1"}


def test_the_guesses_are_made_of_bare_text(monkeypatch: pytest.MonkeyPatch) -> None:
    called: set[str] = set()
    for owner, name in GUESSES:
        original = getattr(owner, name)

        def noted(
            *args: object, _name: str = name, _original: Callable[..., object] = original, **named: object
        ) -> object:
            called.add(_name)
            return _original(*args, **named)

        monkeypatch.setattr(owner, name, noted)
    read(bare(_whole().source()))
    extract(Source("a.txt", f"{FRENCH}\n\n{FRENCH}", "0" * 64), registers())
    assert called >= {"_starts", "judge", "_find_furniture", "_find_footnotes", "_formula_at", "_take_text"}
