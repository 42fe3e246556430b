"""Editors' links: evidence for what the words leave open, and nothing against what they say."""

from __future__ import annotations

import pytest
from reading_cases import registers
from reading_laws import breaches
from toy_reader import Page

from extract.citations.editors_links import symbol_of
from extract.model import Citation, Reading
from extract.pipeline import extract
from extract.source import Block, BlockKind, Source, Span

UNDOCS = "https://undocs.org/en/"


def read(text: str, *links: tuple[str, str], note: str = "") -> Reading:
    """A resolution of the Assembly with the paragraph ``text``, in which words lead to addresses."""
    page = Page()
    page.head("United Nations A/RES/79/991", "General Assembly", "17 December 2024")
    page.formula()
    page.paragraph(text, number="1.")
    if note:
        page.note(note, number="1")
    bare = page.source()
    blocks = [_link(bare.text, words, address) for words, address in links]
    every = sorted((*bare.blocks, *blocks), key=lambda block: (block.span.start, -block.span.end))
    reading = extract(Source(bare.name, bare.text, bare.sha256, tuple(every), language="en"), registers())
    assert breaches(reading) == []
    return reading


def _link(text: str, words: str, address: str) -> Block:
    start = text.index(words)
    return Block(Span(start, start + len(words)), BlockKind.LINK, target=address)


def cited(reading: Reading) -> list[Citation]:
    (document,) = reading.documents
    return [one for one in document.citations if one.unit == "op1"]


def disagreements(reading: Reading) -> list[str]:
    return [one.message for one in reading.diagnostics if one.code == "link-disagrees"]


def test_a_link_that_says_what_the_words_say_changes_nothing() -> None:
    words = "Recalls its resolution 55/25 of 15 November 2000;"
    assert cited(read(words, ("55/25", f"{UNDOCS}A/RES/55/25"))) == cited(read(words))


def test_a_number_that_the_words_leave_bare_gets_its_target_from_the_link() -> None:
    words = "Recalls what was agreed in 55/25 and later;"
    (one,) = cited(read(words, ("55/25", f"{UNDOCS}A/RES/55/25")))
    assert cited(read(words)) == []
    assert (str(one.target), one.rule, one.method, one.confidence) == ("A/RES/55/25", "link", "text", 0.9)
    assert (one.mention, one.verb) == ("55/25", "Recalls")


def test_in_a_note_too() -> None:
    reading = read("Recalls lamps;[1]", ("42/12", f"{UNDOCS}A/HRC/RES/42/12"), note="See chap. III, at 42/12.")
    (one,) = cited(reading)
    assert (str(one.target), one.method, one.footnote, one.rule) == ("A/HRC/RES/42/12", "footnote", "fn1", "link")


def test_an_organ_that_the_words_do_not_name_is_that_of_the_address() -> None:
    words = "Recalls what resolution 42/12 says of lamps;"
    (one,) = cited(read(words, ("42/12", f"{UNDOCS}A/HRC/RES/42/12")))
    assert [str(other.target) for other in cited(read(words))] == ["A/RES/42/12"]
    assert (str(one.target), one.rule, one.confidence) == ("A/HRC/RES/42/12", "link", 0.9)


def test_an_organ_that_the_words_name_stays() -> None:
    reading = read("Recalls Human Rights Council resolution 42/12;", ("42/12", f"{UNDOCS}A/RES/42/12"))
    assert [str(one.target) for one in cited(reading)] == ["A/HRC/RES/42/12"]
    assert disagreements(reading) == [
        "the words “42/12” (read as A/HRC/RES/42/12) link to A/RES/42/12; the words were followed"
    ]


def test_other_numbers_in_the_address_are_an_error_of_the_link() -> None:
    reading = read("Recalls the report in A/78/302;", ("A/78/302", f"{UNDOCS}A/77/512"))
    (one,) = cited(reading)
    assert (str(one.target), one.rule) == ("A/78/302", "symbol")
    assert len(disagreements(reading)) == 1


def test_a_wrong_link_where_nothing_was_read_adds_nothing() -> None:
    reading = read("Recalls what was agreed in 55/25 and later;", ("55/25", f"{UNDOCS}A/RES/56/25"))
    assert cited(reading) == []
    assert disagreements(reading) == ["the words “55/25” link to A/RES/56/25; the words were followed"]


@pytest.mark.parametrize("address", ["A/75/3", "A/75/3/Rev.1", "A/75/3(SUPP)"])
def test_a_link_to_the_document_without_its_addition_is_no_error(address: str) -> None:
    reading = read("Recalls the report in A/75/3/Rev.1;", ("A/75/3", f"{UNDOCS}{address}"))
    assert [str(one.target) for one in cited(reading)] == ["A/75/3/Rev.1"]
    assert disagreements(reading) == []


def test_words_without_a_number_say_nothing_of_an_address() -> None:
    reading = read("Recalls the annex;", ("annex", f"{UNDOCS}A/RES/55/25"))
    assert (cited(reading), disagreements(reading)) == ([], [])


@pytest.mark.parametrize(
    ("address", "symbol"),
    [
        ("https://undocs.org/A/RES/55/25", "A/RES/55/25"),
        ("http://undocs.org/fr/S/RES/1373%20(2001)", "S/RES/1373(2001)"),
        ("https://docs.un.org/en/A/75/3(SUPP)", "A/75/3"),
        ("https://documents.un.org/api/symbol/access?l=en&s=E/CN.15/2010/4&t=pdf", "E/CN.15/2010/4"),
        ("https://documents.un.org/api/symbol/access?j=N9576819&t=pdf", None),
        ("https://undocs.org/A/RES/19/29", None),
        ("https://undocs.org/", None),
        ("https://example.org/A/RES/55/25", None),
        ("javascript:A/RES/55/25", None),
        ("", None),
    ],
)
def test_addresses_of_the_document_services_name_symbols(address: str, symbol: str | None) -> None:
    found = symbol_of(address, registers().numbering)
    assert (str(found) if found else None) == symbol
