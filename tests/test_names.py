"""What people type, and what it stands for."""

import pytest

from graph.name_lookup import Names, UnknownNameError
from graph_specimen import IRIS, REGISTERS, a_store

NAMES = Names(REGISTERS, IRIS, a_store())

THINGS = {
    "A/RES/79/990": "A/RES/79/990",
    "a/res/79/990": "A/RES/79/990",
    "79/990": "A/RES/79/990",
    "resolution 79/990": "A/RES/79/990",
    " General Assembly resolution  79/990 ": "A/RES/79/990",
    "MTDSG/XVIII-12": "MTDSG/XVIII-12",
    "UNTOC": "MTDSG/XVIII-12",
    "untoc": "MTDSG/XVIII-12",
    "Organized Crime Convention": "MTDSG/XVIII-12",
    "UNODC": "body/unodc",
    "office on drugs and crime": "body/unodc",
    "unodc": "body/unodc",
    "Working Group on Harbour Lights": "body/general-assembly-working-group-on-harbour-lights",
    "Member States": "group/member-states",
    "Declaration of the Harbours": "instrument/harbour-declaration",
    "https://w3id.org/unmandates/id/body/unodc": "body/unodc",
}


@pytest.mark.parametrize(("typed", "path"), THINGS.items())
def test_things_are_found_by_any_of_their_names(typed: str, path: str) -> None:
    assert str(NAMES.find(typed)) == f"{IRIS.base}id/{path}"


@pytest.mark.parametrize(
    ("typed", "kind", "path"),
    [
        ("requests", "verb", "verb/request"),
        ("take note", "verb", "verb/take-note"),
        ("unodc", "body", "body/unodc"),
        ("untoc", "treaty", "MTDSG/XVIII-12"),
        ("78/1", "document", "A/RES/78/1"),
    ],
)
def test_a_kind_narrows_the_search(typed: str, kind: str, path: str) -> None:
    assert str(NAMES.find(typed, kind)) == f"{IRIS.base}id/{path}"


@pytest.mark.parametrize(
    ("typed", "kind", "nearest"),
    [
        ("A/RES/79/991", "document", "A/RES/79/990"),
        ("unodcc", "body", "unodc"),
        ("Harbor Declaration", "thing", "harbour declaration"),
        ("untoc", "body", ""),
        ("xyzzy", "thing", ""),
    ],
)
def test_an_unknown_name_gives_the_nearest_known_ones(typed: str, kind: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError, match="is known as") as caught:
        NAMES.find(typed, kind)
    assert (not nearest) or caught.value.nearest[0] == nearest
    assert typed not in caught.value.nearest


def test_a_name_of_several_things_is_refused_with_all() -> None:
    import dataclasses

    from extract.registers import Body

    twin = Body(slug="other", name="Other Office", kind="office", acronyms=("UNODC",))
    registers = dataclasses.replace(REGISTERS, bodies=(*REGISTERS.bodies, twin))
    with pytest.raises(UnknownNameError, match="several things"):
        Names(registers, IRIS).find("UNODC")


def test_without_a_store_any_symbol_has_its_iri() -> None:
    assert Names(REGISTERS, IRIS).find("s/res/1373 (2001)") == IRIS.document("S/RES/1373(2001)")


@pytest.mark.parametrize(
    ("typed", "fragment"),
    [
        ("31", "art31"),
        ("art. 31", "art31"),
        ("Article 31", "art31"),
        ("article 31, paragraph 5", "art31.para5"),
        ("31 (5)", "art31.para5"),
        ("article 30, paragraph 2 (c)", "art30.para2.c"),
        ("art. 30, para. 2 (c) (i)", "art30.para2.c.i"),
        ("4 bis", "art4bis"),
        ("art30.para2.c", "art30.para2.c"),
    ],
)
def test_articles_are_read_as_fragments(typed: str, fragment: str) -> None:
    assert NAMES.article(typed) == fragment


@pytest.mark.parametrize("typed", ["", "the first", "31 foo", "article", "31 " + "a" * 5000 + "!"])
def test_what_names_no_article_is_refused(typed: str) -> None:
    with pytest.raises(UnknownNameError, match="names no article"):
        NAMES.article(typed)
