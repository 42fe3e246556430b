"""One slug for one name, however it is printed, and one IRI for a body wherever it is named."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.bodies.groups import forms_of, group_key
from extract.registers import Registers, load_registers
from extract.slugs import slug
from graph.name_lookup import Names
from graph.quads.writer import Writer
from graph_specimen import IRIS

SPELT = {
    # English, French and Spanish: accents go, ligatures are taken apart.
    "Office of the Co-ordinator for Façades": "office-of-the-co-ordinator-for-facades",
    "Comité d’experts pour la Côte d'Ivoire": "comite-d-experts-pour-la-cote-d-ivoire",
    "Groupe de travail sur les cœurs, les îles, Noël et l'été à Zoé": (
        "groupe-de-travail-sur-les-coeurs-les-iles-noel-et-l-ete-a-zoe"
    ),
    "Comisión Económica y Pingüinos del Año": "comision-economica-y-pinguinos-del-ano",
    # Russian: й and ё are letters of their own.
    "Российский комитет по йодистым ёлкам": "российский-комитет-по-йодистым-ёлкам",
    # Arabic: vowel signs go, letters stay.
    "لَجْنَةُ الخُبَرَاء": "لجنة-الخبراء",
    # Chinese
    "联合国 大会": "联合国-大会",
}


@pytest.mark.parametrize(("name", "key"), SPELT.items())
def test_names_in_six_languages(name: str, key: str) -> None:
    assert slug(name) == key
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name)) == key


@pytest.mark.parametrize(
    "name", ["Côte d'Ivoire", "COTE D’IVOIRE", "Co\u0302te d\u2019Ivoire", "  Côte – d'Ivoire.", "Cô\u00adte d'Ivoire"]
)
def test_spellings_of_one_name(name: str) -> None:
    assert slug(name) == "cote-d-ivoire"


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert not re.search(r"--|^-|-$|\s|[A-Z]", slug(name))


@given(st.text(alphabet="éèêëàâîïôûùüçœÉÀÇñáíóúÑÁ abc", min_size=1))
def test_accents_make_no_other_slug(name: str) -> None:
    apart = unicodedata.normalize("NFD", name.replace("œ", "oe"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    assert slug(name) == slug(bare)


@pytest.fixture(scope="module")
def registers() -> Registers:
    return load_registers()


def test_every_slug_of_the_registers_is_its_own(registers: Registers) -> None:
    keys = [row.slug for rows in (registers.bodies, registers.instruments, registers.groups) for row in rows]
    keys += [row.family for row in registers.verbs]
    assert len(keys) > 1000
    assert [key for key in keys if slug(key) != key] == []


def test_no_two_bodies_differ_by_spelling_alone(registers: Registers) -> None:
    """What one spelling keeps apart, accents and punctuation must not bring together."""
    printed: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, set[str]] = defaultdict(set)
    for row in registers.bodies:
        for name in (row.name, *row.aliases):
            printed[name.casefold()].add(row.slug)
            spelt[slug(name)].add(row.slug)
    shared = {frozenset(rows) for rows in printed.values() if len(rows) > 1}
    assert [rows for rows in spelt.values() if len(rows) > 1 and frozenset(rows) not in shared] == []


def test_every_name_of_a_body_leads_to_one_iri(registers: Registers) -> None:
    """By a document's head, by what people type, with accents and without."""
    names, writer = Names(registers, IRIS), Writer(IRIS, registers)
    checked = 0
    for row in registers.bodies:
        if row.name.isascii():
            continue
        for name in {row.name, _bare(row.name), row.name.replace("'", "’"), row.name.upper()}:
            assert names.find(name, "body") == IRIS.body(row.slug), name
            assert writer.body_named(name) == IRIS.body(row.slug), name
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    "purpose",
    ["on the Situation in Côte d'Ivoire", "on the Situation in Cote d’Ivoire", "on the situation in CÔTE D'IVOIRE"],
)
def test_a_group_has_one_key_and_one_iri(purpose: str, registers: Registers) -> None:
    forms = forms_of(registers)
    form = forms.by_words["working group"]
    key = group_key(form, "", purpose.removeprefix("on the "), "security-council", forms.general)
    assert key == "working-group-situation-cote-d-ivoire"
    writer = Writer(IRIS, registers)
    assert writer.body_named("Working Group Situation Côte d’Ivoire") == writer.body(key) == IRIS.body(key)


def _bare(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
