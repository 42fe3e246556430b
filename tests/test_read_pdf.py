"""PDFs become text with blocks: paragraphs, notes at their markers, what pages add, places; what cannot be read is
refused with a sentence."""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read.pdf import PdfLimits, looks_like_pdf, read_pdf, read_scanned_pdf
from extract.read.unreadable_source import UnreadableSource
from extract.source import Block, BlockKind, Source, Span
from pdf_files import lines_of_words, pdf_of, picture, rule, words
from pdf_specimens import OFFICE, PrintedLine, Sheet, flat_document, make_pdfs

_LINES = frozenset(
    (
        *(BlockKind.TITLE, BlockKind.FORMULA, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.POINT),
        *(BlockKind.CONTINUATION, BlockKind.ROW, BlockKind.NOTE, BlockKind.FURNITURE),
    )
)


def _blocks(source: Source, *kinds: BlockKind) -> list[Block]:
    return [block for block in source.blocks if block.kind in kinds]


def _texts(source: Source, *kinds: BlockKind) -> list[str]:
    return [source.text[block.span.start : block.span.end] for block in _blocks(source, *kinds)]


def _act(*extra: str) -> str:
    """A page with a formula, a recital with a note and an operative paragraph, laid out as resolutions are."""
    return "".join(
        (
            words(123, 740, "76/999. On the use of water", 12, "bold"),
            words(147, 700, "The Assembly of Rivers", font="italic") + words(237.5, 700, ","),
            words(147, 680, "Recalling", font="italic") + words(191, 680, "its resolution 70/2"),
            words(270.5, 683.5, "1", 6.5) + words(277, 680, "and the many words of it that it takes to"),
            words(123, 668, "fill a line, and the rest of the line,"),
            words(147, 650, "1.")
            + words(171, 650, "Decides", font="italic")
            + words(204, 650, "to meet at the river;"),
            words(147, 632, "2.") + words(171, 632, "Requests", font="italic") + words(211, 632, "its Chair:"),
            words(147, 614, "(a)") + words(171, 614, "To write a report of no more than a page;"),
            rule(123, 200, 110),
            words(117, 103, "1", 5.5) + words(123, 100, "See A/1/2, annex.", 8.5),
            words(60, 40, "1/3", 8.5),
            *extra,
        )
    )


# paragraphs, notes, regions


def test_an_act_is_read_with_its_parts() -> None:
    source = read_pdf("a.pdf", pdf_of([_act()]))

    assert _texts(source, BlockKind.TITLE) == ["76/999. On the use of water"]
    assert _texts(source, BlockKind.FORMULA) == ["The Assembly of Rivers,"]
    assert [(block.number, block.kind) for block in _blocks(source, BlockKind.PARAGRAPH, BlockKind.POINT)] == [
        ("", BlockKind.PARAGRAPH),
        ("1.", BlockKind.PARAGRAPH),
        ("2.", BlockKind.PARAGRAPH),
        ("(a)", BlockKind.POINT),
    ]
    assert _texts(source, BlockKind.PARAGRAPH)[0] == (
        "Recalling its resolution 70/2¹ and the many words of it that it takes to"
        " fill a line, and the rest of the line,"
    )
    regions = _blocks(source, BlockKind.HEAD, BlockKind.PREAMBLE, BlockKind.OPERATIVE)
    assert [block.kind for block in regions] == [BlockKind.HEAD, BlockKind.PREAMBLE, BlockKind.OPERATIVE]
    assert "\n\n2. Requests its Chair:\n\n(a) To write a report" in source.text


def test_a_marker_and_its_note_are_tied() -> None:
    source = read_pdf("a.pdf", pdf_of([_act()]))

    (marker,) = _blocks(source, BlockKind.MARKER)
    (note,) = _blocks(source, BlockKind.NOTE)
    assert (marker.number, note.number) == ("1", "1")
    assert marker.note == note.note != ""
    assert source.text[note.span.start + note.label : note.span.end] == "See A/1/2, annex."
    assert "70/21" not in source.text
    assert BlockKind.MARKER in source.exhaustive


def test_what_is_raised_without_a_note_is_no_marker() -> None:
    page = lines_of_words(["An area of 5 km", "was left in the", "air of it and so on, as before."])
    page += words(193, 703.5, "2", 6.5) + words(196, 688, "1") + words(201, 691.5, "st", 6.5) + words(210, 688, "year")
    source = read_pdf("a.pdf", pdf_of([page]))

    assert _texts(source, BlockKind.SUPERSCRIPT) == ["²", "st"]
    assert not _blocks(source, BlockKind.MARKER)
    assert "5 km²" in source.text
    assert "1st year" in source.text


def test_italics_are_stated_as_blocks() -> None:
    source = read_pdf("a.pdf", pdf_of([_act()]))

    assert _texts(source, BlockKind.ITALIC) == ["The Assembly of Rivers", "Recalling", "Decides", "Requests"]


def test_signs_lead_to_notes_of_their_page() -> None:
    page = lines_of_words(["Norland:* draft of the many", "words that it takes, and more of them, to fill it"])
    page += rule(123, 200, 110) + words(117, 100, "*", 8.5) + words(123, 100, "For the Group of Nine.", 8.5)
    source = read_pdf("a.pdf", pdf_of([page]))

    (marker,) = _blocks(source, BlockKind.MARKER)
    assert marker.number == "*"
    assert source.text[: marker.span.start] == "Norland:"


def test_typewritten_notes_stand_under_a_row_of_underscores() -> None:
    page = lines_of_words(["1.   Decides to meet, as in resolution 40/10, 1/ and to", "report on it. 2/"])
    page += lines_of_words(
        ["________________", "", "1/   See A/40/1, which is", "of another year.", "2/   Ibid."], top=200
    )
    source = read_pdf("a.pdf", pdf_of([page]))

    notes = [
        (block.number, source.text[block.span.start : block.span.end]) for block in _blocks(source, BlockKind.NOTE)
    ]
    assert notes == [("1", "1/ See A/40/1, which is of another year."), ("2", "2/ Ibid.")]
    assert "as in resolution 40/10, 1/ and to report on it. 2/" in source.text
    assert BlockKind.MARKER not in source.exhaustive  # they are not raised, and looked for in the text


def test_a_paragraph_goes_on_over_the_end_of_the_page() -> None:
    following = words(123, 700, "which ends on the second page, where it has one more") + words(123, 688, "line.")
    first = _act(
        words(147, 596, "3.") + words(171, 596, "Takes up", font="italic") + words(210, 596, "a matter of note")
    )
    source = read_pdf("a.pdf", pdf_of([first, following]))

    assert "3. Takes up a matter of note which ends on the second page, where it has one more line." in source.text
    assert source.text.index("where it has one more") < source.text.index("See A/1/2")


def test_real_hyphens_stay_at_the_end_of_a_line() -> None:
    page = lines_of_words(["The words are of information-", "sharing and of well-", "being, and of co-operation."])
    source = read_pdf("a.pdf", pdf_of([page]))

    assert source.text == "The words are of information-sharing and of well-being, and of co-operation.\n"


def test_hyphens_of_the_break_go_where_the_document_says_so() -> None:
    page = lines_of_words(["The cooperation of members and the coope-", "ration of others, which is cooperation."])
    source = read_pdf("a.pdf", pdf_of([page]))

    assert "the cooperation of others" in source.text


# what pages add


def test_furniture_is_set_apart() -> None:
    pages = [
        words(60, 735, f"A/RES/76/999{' ' * 4}", 8.5, "bold")
        + lines_of_words([f"Page {number} holds words of its own that go on", "for two lines, or nearly so."])
        + words(147, 660, "II", 10, "bold")
        + words(60, 40, f"{number}/3", 8.5)
        + words(520, 40, "22-01234", 7)
        for number in range(1, 4)
    ]
    source = read_pdf("a.pdf", pdf_of(pages))

    assert set(_texts(source, BlockKind.FURNITURE)) == {"A/RES/76/999", "1/3", "2/3", "3/3", "22-01234"}
    assert source.text.count("II\n") == 3


def test_a_section_number_at_the_top_is_no_page_number() -> None:
    pages = [
        lines_of_words(
            [
                "Words that fill a line of the page, and a second",
                "line of them, and a third line that is as long as",
                "need be.",
            ]
        ),
        words(300, 710, "II", 10, "bold") + lines_of_words(["More words of the document, of which there", "are some."]),
    ]
    source = read_pdf("a.pdf", pdf_of(pages))

    assert "II" in _texts(source, BlockKind.HEADING)


def test_words_that_run_up_the_page_are_furniture() -> None:
    page = lines_of_words(["Words that fill a line of the page, and a second", "line of them."])
    source = read_pdf("a.pdf", pdf_of([page + words(30, 100, "12-53123 (E)", 9, matrix="0 1 -1 0")]))

    assert _texts(source, BlockKind.FURNITURE) == ["12-53123 (E)"]


def test_a_page_on_its_side_is_read_upright() -> None:
    turned = "".join(
        words(100 + 12 * at, 90, line, matrix="0 1 -1 0")
        for at, line in enumerate(("The first line and", "the second."))
    )
    source = read_pdf("a.pdf", pdf_of([turned], rotate=90))

    assert source.text == "The first line and the second.\n"
    (place,) = source.locate(Span(0, 5))
    assert place.box is not None
    left, bottom, right, top = place.box
    assert left < 100 < right
    assert bottom == pytest.approx(90, abs=1)
    assert top > 150


# places


def test_every_span_has_its_page_and_box() -> None:
    source = read_pdf("a.pdf", pdf_of([_act(), lines_of_words(["Another page, with a line of words on it."])]))

    at = source.text.index("fill a line")
    (place,) = source.locate(Span(at, at + 4))
    assert place.page == 1
    assert place.box is not None
    left, bottom, right, top = place.box
    assert left == pytest.approx(123, abs=1)
    assert bottom < 668 < top < 680
    assert right > 250
    assert source.locate(Span(source.text.index("Another"), source.text.index("Another") + 3))[0].page == 2


def _assert_laws(source: Source) -> None:
    size = len(source.text)
    assert all(0 <= block.span.start <= block.span.end <= size for block in source.blocks)
    assert list(source.blocks) == sorted(source.blocks, key=lambda block: (block.span.start, -block.span.end))
    lines = _blocks(source, *_LINES)
    assert all(before.span.end <= after.span.start for before, after in pairwise(lines))
    assert all(before.span.end <= after.span.start for before, after in pairwise(source.placed))
    placed = {at for part in source.placed for at in range(part.span.start, part.span.end)}
    assert all(at in placed for at, character in enumerate(source.text) if not character.isspace())


def test_blocks_and_places_keep_their_laws() -> None:
    source = read_pdf("a.pdf", pdf_of([_act(), lines_of_words(["Another page."])]))

    _assert_laws(source)
    assert source.sha256
    assert len(source.placed) > 8


# what cannot be read


def _bomb() -> bytes:
    return pdf_of([b" " * 20_000_000], packed=True)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"", "an empty file", id="empty"),
        pytest.param(b"plain words", "no PDF", id="text"),
        pytest.param(b"%PDF-1.7\nand nothing", "damaged", id="damaged"),
        pytest.param(pdf_of([_act()], encrypted=True), "encrypted", id="encrypted"),
        pytest.param(pdf_of([]), "damaged", id="no pages"),
        pytest.param(pdf_of([""]), "no text in it", id="blank"),
        pytest.param(pdf_of([picture(612, 792)]), "scan without a text layer; read it with --ocr", id="scan"),
        pytest.param(
            pdf_of([picture(612, 792), picture(612, 792), _act()]), "2 of its 3 pages", id="scan with a cover sheet"
        ),
        pytest.param(pdf_of([_act()] * 11), "11 pages, more than the limit of 10", id="pages"),
        pytest.param(pdf_of([words(9, 9, "a" * 1001)]), "1,001 characters on page 1", id="characters"),
        pytest.param(pdf_of([words(9, 9, "a" * 900)] * 4), "more than 3,000 characters", id="characters in all"),
        pytest.param(pdf_of([rule(1, 9, 9) * 101]), "101 objects on page 1", id="objects"),
        pytest.param(pdf_of([b"%" + b"x" * 100_000]), "more than the limit of 50,000", id="bytes"),
        pytest.param(_bomb(), "unpacks to more than the limit", id="bomb"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    limits = PdfLimits(
        bytes=50_000, pages=10, page_characters=1000, characters=3000, page_objects=100, stream_bytes=1_000_000
    )
    with pytest.raises(UnreadableSource) as caught:
        read_pdf("a.pdf", raw, limits)

    assert reason in str(caught.value)
    assert str(caught.value).startswith("a.pdf: ")


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    assert looks_like_pdf(pdf_of([_act()]))
    assert looks_like_pdf(b"\n\n%PDF-1.2")
    assert not looks_like_pdf(b"words about %PDF".ljust(2000) + b"%PDF-1.2")


_WHOLE = pdf_of([_act(), lines_of_words(["Another page."])])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_WHOLE) - 1), st.binary(min_size=0, max_size=8)), min_size=1, max_size=6))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(_WHOLE)
    for at, put in changes:
        raw[at : at + len(put) or at + 1] = put
    with suppress(UnreadableSource):
        _assert_laws(read_pdf("a.pdf", bytes(raw)))


# scans


def _tesseract(folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\ncat >{folder}/image\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


_TABLE = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
5\t1\t1\t1\t1\t1\t500\t400\t200\t42\t96\tRecalling
5\t1\t1\t1\t1\t2\t720\t400\t100\t40\t95\tits
5\t1\t1\t1\t2\t1\t500\t450\t300\t42\t91\tresolution
5\t1\t1\t1\t2\t2\t820\t450\t100\t42\t90\t70/2"""


def test_a_scan_is_read_by_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tesseract(tmp_path, f"cat <<'END'\n{_TABLE}\nEND")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    source = read_scanned_pdf("a.pdf", pdf_of([picture(612, 792)]))

    assert source.text == "Recalling its resolution 70/2\n"
    (place,) = source.locate(Span(0, 4))
    assert place.page == 1
    assert place.box is not None
    assert place.box[0] == pytest.approx(120, abs=1)
    image = (tmp_path / "image").read_bytes()
    header, _, shades = image.partition(b" 255\n")
    kind, width, height = header.split()
    assert (kind, int(width)) == (b"P5", 2550)
    assert len(shades) == int(width) * int(height)
    assert BlockKind.MARKER not in source.exhaustive


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        pytest.param("echo no data >&2; exit 1", "tesseract failed on page 1: no data", id="fails"),
        pytest.param("true", "tesseract finds no words", id="no words"),
        pytest.param("sleep 30", "more than 1 seconds for page 1", id="too slow"),
    ],
)
def test_what_tesseract_cannot_read_is_refused(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tesseract(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(UnreadableSource, match=reason):
        read_scanned_pdf("a.pdf", pdf_of([picture(612, 792)]), PdfLimits(recognition_seconds=1))


def test_a_scan_needs_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableSource, match="tesseract, which --ocr needs, is not installed"):
        read_scanned_pdf("a.pdf", pdf_of([picture(612, 792)]))


# specimens in the layout of the United Nations, set by LibreOffice

_SYMBOLS = (
    *(f"resolution {session}/{number}" for session, number in zip(range(31, 81), range(2, 152, 3), strict=True)),
    *(f"decision {session}/{number}" for session, number in zip(range(50, 70), range(401, 421), strict=True)),
    *(f"resolution {number} ({year})" for number, year in zip(range(1200, 1240), range(1980, 2020), strict=True)),
    *(f"A/{session}/{number}" for session, number in zip(range(44, 74), range(1, 300, 10), strict=True)),
    *(f"E/CN.{number}/2019/{number + 3}" for number in range(1, 21)),
    *(f"A/C.{number}/65/L.{number + 9}/Rev.{number}" for number in range(1, 7)),
    *(f"of {day} May {2000 + day}" for day in range(1, 25)),
    *(
        f"article {number}, paragraph {number + 1} ({letter})"
        for number, letter in zip(range(1, 11), "abcdefghij", strict=True)
    ),
)
_FILLING = (
    "and the many words of it",
    "on the use of water by those who live near it",
    "as they were put before the members at their last meeting in the house by the river",
    "in full",
)


def _specimen() -> list[PrintedLine]:
    """A resolution whose 200 symbols are each followed by a marker."""
    lines = [
        PrintedLine("United Nations", "Head"),
        PrintedLine("76/999. On the use of water", "Title"),
        PrintedLine("/The Assembly of Rivers/,"),
    ]
    cited = [
        f"{symbol}{{PdfNote {index} on {symbol}.}} {_FILLING[index % len(_FILLING)]}"
        for index, symbol in enumerate(_SYMBOLS, 1)
    ]
    lines.extend(PrintedLine(f"/Recalling/ its {cited[at]} and {cited[at + 1]},") for at in range(0, 80, 2))
    for number, at in enumerate(range(80, 200, 3), 1):
        lines.append(PrintedLine(f"{number}. /Notes/ {cited[at]}, {cited[at + 1]} and {cited[at + 2]};"))
        if number % 10 == 0:
            lines.extend(
                PrintedLine(f"({letter}) A point of it that goes over the end of the line since it has words;")
                for letter in "ab"
            )
    return [*lines, PrintedLine("99th plenary meeting", "Right"), PrintedLine("3 March 2022", "Right")]


_SHEETS = {
    "modern": (Sheet(head="A/RES/76/999", foot="/9"), "Body"),
    "large": (Sheet(size=12, head="A/RES/76/999", raised_notes=False), "Plain"),
    "two columns": (Sheet(columns=2, size=9, head="A/RES/76/999"), "Tight"),
    "sans serif": (Sheet(size=11, font="Liberation Sans"), "Tight"),
}


@pytest.fixture(scope="module")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    """The specimen in each of the layouts."""
    if OFFICE is None:
        pytest.skip("LibreOffice (soffice), which sets the specimens, is not installed")
    lines = _specimen()
    documents = {
        name: flat_document([replace(line, style=style) if line.style == "Body" else line for line in lines], sheet)
        for name, (sheet, style) in _SHEETS.items()
    }
    documents["extras"] = flat_document(_extras())
    documents["arabic"] = flat_document([PrintedLine(_ARABIC, "Leftwards")], Sheet(font="DejaVu Sans", language="ar"))
    made = make_pdfs(tmp_path_factory.mktemp("specimens"), documents)
    return {name: read_pdf(f"{name}.pdf", raw) for name, raw in made.items()}


_ARABIC = (
    "إذ تشير إلى قرارها السابق والكلمات الكثيرة التي تزيد عن السطر الواحد من الصفحة وما بعده من الأسطر، "
    "وكذلك إلى ما جاء في النهر والبحر والبيت والطريق"
)


def _extras() -> list[PrintedLine | list[list[str]]]:
    return [
        PrintedLine("/The Assembly of Rivers/,"),
        PrintedLine(
            "/Noting/ an area of 5 km{^2} and the 1{^st} place, as in resolution 70/2{A note.} and again in 71/3,{=1}"
        ),
        PrintedLine("1. /Decides/ to meet and inter\u00adnational\u00adize " + "the many words of a line " * 9 + ";"),
        PrintedLine("Annex", "Break"),
        PrintedLine("Members", "Heading"),
        [["Member", "Votes"], ["Norland", "12"], ["Southland", "7"]],
        PrintedLine("Article 1", "Centred"),
        PrintedLine("Members meet in the house whenever they like, but for the days on which they do not like to."),
    ]


@pytest.mark.parametrize("layout", _SHEETS)
def test_symbols_before_a_marker_are_whole(specimens: dict[str, Source], layout: str) -> None:
    source = specimens[layout]
    markers = _blocks(source, BlockKind.MARKER)
    notes = {block.note: block for block in _blocks(source, BlockKind.NOTE)}

    assert len(_SYMBOLS) == len(markers) == len(notes) == 200
    for index, (symbol, marker) in enumerate(zip(_SYMBOLS, markers, strict=True), 1):
        note = notes[marker.note]
        assert source.text[: marker.span.start].endswith(symbol), symbol
        assert marker.number == note.number == str(index)
        assert source.text[marker.span.start : marker.span.end].isdigit()
        assert not source.text[marker.span.start : marker.span.end].isdecimal()
        assert source.text[note.span.start + note.label : note.span.end] == f"PdfNote {index} on {symbol}."


def _paragraphs(source: Source) -> list[tuple[BlockKind, str | None, str]]:
    kinds = (BlockKind.FORMULA, BlockKind.PARAGRAPH, BlockKind.POINT)
    return [
        (block.kind, block.number, source.text[block.span.start : block.span.end]) for block in _blocks(source, *kinds)
    ]


@pytest.mark.parametrize("layout", _SHEETS)
def test_every_layout_gives_the_same_paragraphs(specimens: dict[str, Source], layout: str) -> None:
    paragraphs = _paragraphs(specimens[layout])

    assert len(paragraphs) == 1 + 40 + 40 + 8
    assert paragraphs == _paragraphs(specimens["modern"])
    assert _blocks(specimens[layout], BlockKind.CLOSING)
    _assert_laws(specimens[layout])


def test_what_is_more_than_words_is_read(specimens: dict[str, Source]) -> None:
    source = specimens["extras"]

    assert "5 km² and the 1st place, as in resolution 70/2¹ and again in 71/3,¹" in source.text
    assert [block.number for block in _blocks(source, BlockKind.MARKER)] == ["1", "1"]
    assert _texts(source, BlockKind.SUPERSCRIPT) == ["²", "st"]
    assert "to meet and internationalize the many" in source.text
    assert _texts(source, BlockKind.ROW) == ["Member\tVotes", "Norland\t12", "Southland\t7"]
    assert len(_blocks(source, BlockKind.TABLE)) == 1
    assert _texts(source, BlockKind.HEADING) == ["Annex", "Members", "Article 1"]
    (annex,) = _blocks(source, BlockKind.ANNEX)
    assert source.text[annex.span.start :].startswith("Annex\n")


def test_a_script_that_runs_to_the_left_is_read_in_its_order(specimens: dict[str, Source]) -> None:
    source = specimens["arabic"]

    words_read = source.text.split("\n\n")[0].split()
    assert [
        word for word in ("قرارها", "السابق", "النهر", "والبحر", "والبيت", "والطريق") if word not in words_read
    ] == []
    assert words_read[-1] == "والطريق"
    assert words_read.index("قرارها") < words_read.index("النهر") < words_read.index("والبحر")
    (place,) = source.locate(Span(0, 5))
    assert place.box is not None
    assert place.box[2] == pytest.approx(612 - 123, abs=30)
