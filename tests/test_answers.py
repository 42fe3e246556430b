"""Answers without a server: what a site written to files would hold."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extract.model import KINDS
from extract.registers import load_registers
from graph.query import Question, questions
from graph.store import LocalStore
from specimens import built, resolution, write
from unmandates.answers.context import Context
from unmandates.answers.dispatch import answer
from unmandates.answers.question import FORM_NAMES, OFFERED
from unmandates.answers.request import QuestionTarget, Request, ResourceTarget
from unmandates.answers.site_terms import SiteTerms
from unmandates.config import store_folder
from unmandates.pages.site.document_paragraphs import FINDINGS
from unmandates.server.settings import Settings

BASE = "https://w3id.org/unmandates/"
LIMITS = Settings().worker_configuration(Path("store"), SiteTerms(BASE)).limits
ACTIONS = (
    "Decides to establish, for one year, an open-ended working group on quiet harbours;",
    "Decides to extend the authorizations set out in resolution 78/240 until 31 August 2026;",
    "Requests the Secretary-General to count the lamps of the reading room by 1 June 2026;",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    place = tmp_path_factory.mktemp("answers")
    built(place / "data", write(place / "in", lamps=resolution("79/991", *ACTIONS)))
    with closing(LocalStore.open_read_only(store_folder(place / "data"))) as opened:
        yield opened


def context(store: LocalStore, *, texts: bool = True) -> Context:
    return Context(store, load_registers(), SiteTerms(BASE, texts=texts), "", LIMITS)


def paragraph(store: LocalStore, unit: str, *, texts: bool = True) -> str:
    """What the page shows under a paragraph, without tags."""
    response = answer(context(store, texts=texts), Request(ResourceTarget("id/A/RES/79/991"), accept="text/html"))
    assert response.status == 200
    (section,) = re.findall(rf'<section [^>]*id="{unit}">(.*?)</section>', response.body.decode(), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", section)).split())


def test_a_page_shows_what_becomes_of_bodies(store: LocalStore) -> None:
    assert "established Working Group on Quiet Harbours for one year" in paragraph(store, "op1")
    assert "for one year" not in paragraph(store, "op1", texts=False)
    assert "established Working Group on Quiet Harbours" in paragraph(store, "op1", texts=False)


def test_a_page_shows_what_a_document_does_to_others(store: LocalStore) -> None:
    assert "extends A/RES/78/240 until 31 August 2026" in paragraph(store, "op2")
    assert "extends A/RES/78/240 until 2026-08-31" in paragraph(store, "op2", texts=False)


def test_a_deadline_keeps_its_preposition_and_is_labelled_so_that_it_reads(store: LocalStore) -> None:
    shown = paragraph(store, "op3")
    assert "deadline: by 1 June 2026" in shown
    assert "by: by" not in shown


def test_a_page_speaks_the_words_of_lawyers(store: LocalStore) -> None:
    page = answer(context(store), Request(ResourceTarget("id/body/general-assembly"), accept="text/html")).body.decode()
    names = set(re.findall(r"<dt>([^<]*)</dt>", page)) | {
        name.strip() for name in re.findall(r"<h2>([^<]*)<span", page)
    }
    assert {"also known as", "adopted", "has the parts"} <= names
    assert not names & {"alt label", "exact match", "names body", "sub organization of", "is part of"}


def test_a_page_shows_every_kind_of_finding(store: LocalStore) -> None:
    assert set(FINDINGS) == {kind.name for kind in KINDS}
    assert paragraph(store, "pp1").endswith("cites A/RES/55/25 Recalling")
    assert "Decides to establish" in paragraph(store, "op1", texts=False)
    assert "names Working Group on Quiet Harbours" in paragraph(store, "op1")
    assert re.search(
        r"Requests Secretary-General[^:]*: to count the lamps of the reading room", paragraph(store, "op3")
    )


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.name)
def test_a_question_offers_the_forms_that_it_has_and_no_other(store: LocalStore, question: Question) -> None:
    here = context(store)
    values = dict(zip((one.name for one in question.parameters), shlex.split(question.example)[1:], strict=False))
    # Of names only those in the registers are known here, and of the rest only whether the form is offered is tried.
    for name in FORM_NAMES.values():
        response = answer(here, Request(QuestionTarget(question.name, tuple(values.items())), form=name))
        assert response.status in {200, 404}
        assert response.status == 404 or response.media.partition(";")[0] in OFFERED
    for other in ("ttl", "turtle", "nt", "jsonld", "rdf"):
        assert answer(here, Request(QuestionTarget(question.name, tuple(values.items())), form=other)).status == 406
