"""The laws of reading on real documents: a fixed sample of the corpus."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from reading_cases import registers
from reading_laws import breaches

from extract.model import UnitKind
from extract.pipeline import extract
from extract.read import read_source

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"
EVERY = 40
SIXTEENTH = 16

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no real documents in ../shared/corpus")


def test_every_fortieth_document_keeps_the_laws() -> None:
    with (CORPUS / "MANIFEST.csv").open(newline="", encoding="utf-8") as handle:
        listed = sorted(row["file"] for row in csv.DictReader(handle))
    sample = [name for name in listed[::EVERY] if name.endswith(".txt")]
    found = {name: breaches(extract(read_source(CORPUS / name, name), registers())) for name in sample}
    assert {name: broken for name, broken in found.items() if broken} == {}
    assert len(found) >= 100


def test_two_texts_of_one_document_are_read_alike() -> None:
    """A text from a word-processor file, and the text layer of the page as published with its headers and notes."""
    pairs = _pairs()[::SIXTEENTH]
    read = [(_words(typed), _words(published)) for typed, published in pairs]
    alike = [(one, other) for one, other in read if set(one) == set(other)]
    paragraphs = [(words, other[unit]) for one, other in alike for unit, words in one.items()]
    assert len(pairs) >= 20
    assert len(alike) >= 0.9 * len(pairs)
    assert sum(words == others for words, others in paragraphs) >= 0.98 * len(paragraphs) >= 500


def _pairs() -> list[tuple[str, str]]:
    """Documents of which the corpus has both texts."""
    texts: dict[str, dict[str, str]] = {}
    with (CORPUS / "MANIFEST.csv").open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            texts.setdefault(row["symbol"], {})[row["file"].partition("/")[0]] = row["file"]
    both = [found for _, found in sorted(texts.items()) if {"resolutions", "pdf-text"} <= set(found)]
    return [(found["resolutions"], found["pdf-text"]) for found in both]


def _words(name: str) -> dict[str, str]:
    """The paragraphs of a document, without white space, by unit."""
    (document, *_) = extract(read_source(CORPUS / name, name), registers()).documents
    kinds = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH)
    return {unit.name: "".join(unit.text.split()) for unit in document.units if unit.kind in kinds}
