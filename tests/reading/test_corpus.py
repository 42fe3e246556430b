"""The laws of reading on real documents: a fixed sample of the corpus."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from reading_cases import registers
from reading_laws import breaches

from extract.pipeline import extract
from extract.read import read_source

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"
EVERY = 40

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no real documents in ../shared/corpus")


def test_every_fortieth_document_keeps_the_laws() -> None:
    with (CORPUS / "MANIFEST.csv").open(newline="", encoding="utf-8") as handle:
        listed = sorted(row["file"] for row in csv.DictReader(handle))
    sample = [name for name in listed[::EVERY] if name.endswith(".txt")]
    found = {name: breaches(extract(read_source(CORPUS / name, name), registers())) for name in sample}
    assert {name: broken for name, broken in found.items() if broken} == {}
    assert len(found) >= 100
