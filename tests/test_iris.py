"""IRIs: the fixed forms, and the laws that no two things share one and that each can be read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import CITATIONS, MANDATES
from extract.slugs import slug
from graph.iris import Iris, fragment_of, unit_of

IRIS = Iris()
BASE = "https://w3id.org/unmandates/"

UNITS = {
    "op26": "op26",
    "pp3": "pp3",
    "op12(a)(i)": "op12.a.i",
    "op1(3)(a)": "op1.3.a",
    "op2bis": "op2bis",
    "I.op3": "I.op3",
    "A.op1": "A.op1",
    "op3(a)": "op3.a",
    "op3(a)~2": "op3.a~2",
    "annex.p3": "annex.p3",
    "annexII.art4": "annexII.art4",
    "fn6": "fn6",
    "head": "head",
}


@pytest.mark.parametrize(("unit", "fragment"), UNITS.items())
def test_units_of_the_tables_have_the_fragments_of_the_contract(unit: str, fragment: str) -> None:
    assert fragment_of(unit) == fragment
    assert unit_of(fragment) == unit


@pytest.mark.parametrize(
    ("identifier", "path"),
    [
        ("A/RES/69/197", "id/A/RES/69/197"),
        ("A/RES/217(III)A", "id/A/RES/217(III)A"),
        ("S/RES/1373(2001)", "id/S/RES/1373(2001)"),
        ("MTDSG/XVIII-12-a", "id/MTDSG/XVIII-12-a"),
        ("A/C.3/65/L.6/Rev.1", "id/A/C.3/65/L.6/Rev.1"),
        ("a b#c?", "id/a%20b%23c%3F"),
        ("body/x", "id/%62ody/x"),
    ],
)
def test_identifiers_keep_their_slashes_and_parentheses(identifier: str, path: str) -> None:
    assert str(IRIS.document(identifier)) == BASE + path
    assert IRIS.identifier_of(BASE + path) == identifier


def test_parts_are_fragments_of_the_document() -> None:
    assert str(IRIS.part("A/RES/69/197", "op12(a)")) == f"{BASE}id/A/RES/69/197#op12.a"
    assert str(IRIS.finding(CITATIONS, "A/RES/69/197", "op26", 2)) == f"{BASE}id/A/RES/69/197#op26.cite2"
    assert str(IRIS.finding(MANDATES, "A/RES/69/197", "op26", 1)) == f"{BASE}id/A/RES/69/197#op26.mandate1"
    assert str(IRIS.provision("MTDSG/XVIII-12", "art30.para2.c")) == f"{BASE}id/MTDSG/XVIII-12#art30.para2.c"
    assert IRIS.unit_of(IRIS.finding(CITATIONS, "A/RES/69/197", "op12(a)", 2)) == "op12(a)"
    assert IRIS.identifier_of(IRIS.finding(CITATIONS, "A/RES/69/197", "op26", 2)) == "A/RES/69/197"


def test_named_things_and_graphs() -> None:
    assert str(IRIS.body("unodc")) == f"{BASE}id/body/unodc"
    assert IRIS.slug_of(IRIS.instrument("harbours")) == ("instrument", "harbours")
    assert IRIS.slug_of(IRIS.document("A/RES/69/197")) is None
    assert IRIS.identifier_of(IRIS.body("unodc")) is None
    assert str(IRIS.document_graph("A/RES/69/197")) == f"{BASE}graph/doc/A/RES/69/197"
    assert IRIS.graph_identifier_of(IRIS.document_graph("A/RES/69/197")) == "A/RES/69/197"
    assert str(IRIS.register_graph()) == f"{BASE}graph/register"
    assert IRIS.run_number_of(IRIS.run_graph(12)) == 12
    assert IRIS.run_number_of(IRIS.register_graph()) is None


def test_pages_are_those_of_printed_symbols() -> None:
    assert str(IRIS.page("A/RES/69/197")) == "https://undocs.org/A/RES/69/197"
    assert str(IRIS.page("S/RES/1373(2001)")) == "https://undocs.org/S/RES/1373(2001)"
    assert [IRIS.page(i) for i in ("A/DEC/68/532", "CCPCJ/RES/20/4", "MTDSG/I-1", "file/3f9a1c08b2d47e65")] == [
        None
    ] * 4


@pytest.mark.parametrize("base", ["", "https://example.org", "ftp://example.org/", "https://exam ple.org/"])
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="not a base"):
        Iris(base)


@given(st.text(min_size=1))
def test_identifiers_are_read_back_so_no_two_share_an_iri(identifier: str) -> None:
    iri = IRIS.document(identifier)
    assert IRIS.identifier_of(iri) == identifier
    assert not re.search(r'[\x00-\x20<>"{}|\\^`#?]', iri)


UNIT_NAMES = st.one_of(
    st.text(min_size=1),
    st.from_regex(
        r"(?:(?:[IVX]+|[A-D]|annex[IVX]*)\.)?(?:pp|op|p|art|fn)\d{1,2}(?:\([a-z0-9]{1,3}\)(?:~\d)?){0,3}",
        fullmatch=True,
    ),
    st.text(alphabet="op1a().~2%E8", min_size=1, max_size=12),
)


@given(UNIT_NAMES)
def test_units_are_read_back_so_no_two_share_a_fragment(unit: str) -> None:
    assert unit_of(fragment_of(unit)) == unit


@given(UNIT_NAMES, UNIT_NAMES, st.integers(1, 40))
def test_a_unit_is_never_a_part_of_another(unit: str, other: str, n: int) -> None:
    assert IRIS.part("A/1", other) not in {
        IRIS.finding(CITATIONS, "A/1", unit, n),
        IRIS.finding(MANDATES, "A/1", unit, n),
    }


@given(st.sampled_from(["body", "group", "instrument", "verb"]), st.text(min_size=1))
def test_slugs_are_read_back(kind: str, key: str) -> None:
    iri = getattr(IRIS, kind)(key)
    assert IRIS.slug_of(iri) == (kind, key)


@given(st.text())
def test_slugs_are_stable(name: str) -> None:
    assert slug(slug(name)) == slug(name)
