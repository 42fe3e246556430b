"""Laws of sources: whatever blocks state, sound or not, every character is read once; every span has a place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_cases import registers
from reading_laws import breaches
from test_laws import documents
from toy_reader import ALL, Page

from extract.pipeline import extract
from extract.read.text import read_text
from extract.source import Block, BlockKind, Place, PlacedSpan, Source, Span

NUMBERS = st.sampled_from((None, "", "1.", "2.", "3.", "(a)", "(b)", "(i)", "2 bis.", "II", "A", "*", "–"))
LEVELS = st.sampled_from((None, 1, 2, 3, 4))
REGIONS = (BlockKind.HEAD, BlockKind.PREAMBLE, BlockKind.OPERATIVE, BlockKind.CLOSING, BlockKind.ANNEX)
LINES = (
    *(BlockKind.TITLE, BlockKind.FORMULA, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.POINT),
    *(BlockKind.CONTINUATION, BlockKind.ROW, BlockKind.NOTE, BlockKind.FURNITURE),
)
WORDS = st.sampled_from(
    (
        *("Requests States to lend lamps;", "Recalling the lamps,", "The General Assembly,", "lamps", "Annex", "A"),
        *("Hall[1] of resolution 70/2^1^;", "halls[=k] and rooms[*]", "1. Decides to lend lamps.", "¹ See A/78/900."),
    )
)
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@st.composite
def pages(draw: st.DrawFn) -> Source:
    """Pages on which regions and lines of all kinds follow in any order, some of their text open."""
    page = Page(draw(st.sampled_from(("\n\n", "\n", " ", ""))))
    for _ in range(draw(st.integers(0, 5))):
        region = draw(st.sampled_from((None, BlockKind.DOCUMENT, BlockKind.TABLE, *REGIONS)))
        if region is None:
            _lines(draw, page)
        else:
            with page.part(region, number=draw(NUMBERS)):
                _lines(draw, page)
    exhaustive = draw(st.sampled_from(((), ALL, (BlockKind.SUPERSCRIPT,), (BlockKind.MARKER, BlockKind.DOCUMENT))))
    return page.source(exhaustive, draw(st.sampled_from(("", "en"))))


def _lines(draw: st.DrawFn, page: Page) -> None:
    for _ in range(draw(st.integers(0, 5))):
        words = draw(WORDS)
        kind = draw(st.sampled_from((None, *LINES)))
        if kind is None:
            page.open_text(words)
        else:
            language = draw(st.sampled_from(("", "", "", "en", "fr")))
            page.line(kind, words, number=draw(NUMBERS), level=draw(LEVELS), language=language)


@st.composite
def strewn(draw: st.DrawFn) -> Source:
    """A text with blocks strewn over it, nested and overlapping as it comes."""
    text = draw(documents)
    offsets = st.integers(0, len(text))
    blocks = []
    for _ in range(draw(st.integers(0, 12))):
        start, end = sorted((draw(offsets), draw(offsets)))
        kind = draw(st.sampled_from(ALL))
        blocks.append(Block(Span(start, end), kind, draw(NUMBERS), draw(LEVELS), label=draw(st.integers(0, 4))))
    exhaustive = tuple(draw(st.sets(st.sampled_from(ALL), max_size=4)))
    return Source("strewn.txt", text, "0" * 64, tuple(blocks), tuple(sorted(exhaustive)))


@quick
@given(pages())
def test_pages_in_any_order_are_read(source: Source) -> None:
    assert breaches(extract(source, registers())) == []


@quick
@given(strewn())
def test_blocks_that_contradict_each_other_are_read(source: Source) -> None:
    assert breaches(extract(source, registers())) == []


@st.composite
def placed(draw: st.DrawFn) -> Source:
    """A text whose stretches were taken from places in a file."""
    text = draw(st.text("ab \n\r", max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    places = tuple(PlacedSpan(Span(*pair), Place(path=f"/p[{at}]")) for at, pair in enumerate(pairs))
    return Source("placed.xml", text, "0" * 64, placed=places)


@quick
@given(placed(), st.data())
def test_every_span_has_a_place(source: Source, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source.text))] * 2)))
    places = source.locate(Span(start, end))
    assert len(places) >= 1
    if source.placed:
        touched = [one.place for one in source.placed if one.span.start < end and one.span.end > start]
        assert not touched or list(places) == touched
    else:
        before = source.text[:start].replace("\r\n", "\n").replace("\r", "\n") if start else ""
        if not source.text[:start].endswith("\r"):
            assert places == (Place(before.count("\n") + 1, len(before) - before.rfind("\n")),)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(line=12, column=4), "line 12, column 4"),
        (Place(page=3, box=(72.0, 90.5, 300.0, 102.0)), "page 3"),
        (Place(path="/akomaNtoso/statement"), "/akomaNtoso/statement"),
    ],
)
def test_a_place_in_words(place: Place, words: str) -> None:
    assert str(place) == words


def test_the_blocks_of_plain_text() -> None:
    source = read_text("a.txt", "Lamps¹² are\flit³\n\fagain".encode())
    assert [(block.kind, source.text[block.span.start : block.span.end]) for block in source.blocks] == [
        (BlockKind.PAGE, "Lamps¹² are\f"),
        (BlockKind.SUPERSCRIPT, "¹²"),
        (BlockKind.PAGE, "lit³\n\f"),
        (BlockKind.SUPERSCRIPT, "³"),
        (BlockKind.PAGE, "again"),
    ]


def test_plain_text_without_signs_has_no_blocks() -> None:
    assert read_text("a.txt", b"Lamps are\n\nlit").blocks == ()


@quick
@given(documents)
def test_the_blocks_of_plain_text_change_nothing(text: str) -> None:
    if text.strip():
        source = read_text("a.txt", text.encode())
        stated = extract(source, registers())
        assert stated.documents == extract(replace(source, blocks=()), registers()).documents
