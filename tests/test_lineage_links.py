"""Drafts and what was adopted of them; series of acts; what is known only by name."""

from __future__ import annotations

from extract.model import Document
from graph.lineage.features import features
from graph.lineage.links import DocumentLinks, find_links
from graph.lineage.prepared_text import prepare
from graph.lineage.values import LineageRelation
from lineage_specimen import LAMPS, MAPS, adopted, drafted, prefixes


def linked(*documents: Document, heads: bool = True) -> DocumentLinks:
    known = {one.identifier: one for one in documents}
    return find_links(
        {name: features(one) for name, one in known.items()},
        prefixes(),
        lambda name: prepare(known[name]),
        heads=heads,
    )


def stated(links: DocumentLinks, relation: LineageRelation) -> set[tuple[str, str]]:
    return {(link.source, link.target) for link in links.links if link.relation is relation}


def test_a_draft_is_adopted_in_its_session_under_its_title() -> None:
    links = linked(drafted(79, 990, LAMPS), adopted(78, 391, LAMPS), adopted(79, 395, LAMPS), adopted(80, 393, LAMPS))
    assert stated(links, LineageRelation.ADOPTED_AS) == {("A/C.3/79/L.990", "A/RES/79/395")}
    (link,) = (one for one in links.links if one.relation is LineageRelation.ADOPTED_AS)
    assert {"title", "text", "session"} <= set(link.evidence)


def test_the_head_of_the_adopted_text_is_given_as_evidence_and_can_be_left_out() -> None:
    draft, act = (
        drafted(79, 990, LAMPS),
        adopted(79, 395, LAMPS, head="without reference to a Main Committee (A/79/L.9)"),
    )
    assert ("A/C.3/79/L.990", "A/RES/79/395") in stated(linked(draft, act, heads=False), LineageRelation.ADOPTED_AS)


def test_another_title_and_text_is_not_what_became_of_a_draft() -> None:
    assert stated(linked(drafted(79, 990, LAMPS), adopted(79, 396, MAPS)), LineageRelation.ADOPTED_AS) == set()


def test_two_acts_alike_in_one_session_leave_a_draft_untied() -> None:
    links = linked(drafted(79, 990, LAMPS), adopted(79, 395, LAMPS), adopted(79, 396, LAMPS))
    assert stated(links, LineageRelation.ADOPTED_AS) == set()


def test_a_revised_draft_and_one_on_the_basis_of_consultations_come_of_the_first() -> None:
    basis = (
        "Draft resolution submitted by the Vice-Chair of the Committee, Ada Reader (Malta), on the basis of informal\n"
        "consultations on draft resolution A/C.3/79/L.990"
    )
    first, revised = drafted(79, 990, LAMPS), drafted(79, 990, LAMPS, rev=1)
    second = drafted(79, 998, LAMPS, line=basis)
    links = linked(first, revised, second, adopted(79, 395, LAMPS))
    assert ("A/C.3/79/L.990", "A/C.3/79/L.990/Rev.1") in stated(links, LineageRelation.REVISED_AS)
    assert ("A/C.3/79/L.990", "A/C.3/79/L.998") in stated(links, LineageRelation.REVISED_AS)


def test_successive_acts_of_one_title_are_a_series_and_follow_each_other() -> None:
    links = linked(adopted(77, 391, LAMPS), adopted(78, 392, LAMPS), adopted(79, 395, LAMPS), adopted(79, 396, MAPS))
    (series,) = links.series
    assert [(m.identifier, m.present) for m in series.members] == [
        ("A/RES/77/391", True), ("A/RES/78/392", True), ("A/RES/79/395", True),
    ]  # fmt: skip
    assert stated(links, LineageRelation.FOLLOWS) == {
        ("A/RES/78/392", "A/RES/77/391"),
        ("A/RES/79/395", "A/RES/78/392"),
    }
    assert list(links.lines()) == [("A/RES/77/391", "A/RES/78/392", "A/RES/79/395")]


def test_a_member_that_others_only_name_is_missing() -> None:
    recalls = f"its resolution 78/392 of 17 December 2023, entitled “{LAMPS}”"
    links = linked(adopted(77, 391, LAMPS), adopted(79, 395, LAMPS, recalls=recalls))
    (series,) = links.series
    assert [(m.identifier, m.present) for m in series.members] == [
        ("A/RES/77/391", True), ("A/RES/78/392", False), ("A/RES/79/395", True),
    ]  # fmt: skip
    assert list(links.lines()) == [("A/RES/77/391", "A/RES/79/395")]
    assert links.pairs({"A/RES/77/391", "A/RES/79/395"}) == (("A/RES/77/391", "A/RES/79/395"),)


def test_acts_listed_with_members_one_a_session_are_missing_members() -> None:
    recalls = "its resolutions 76/393 of 17 December 2021, 77/391 of 17 December 2022 and 78/392 of 17 December 2023"
    links = linked(adopted(77, 391, LAMPS), adopted(78, 392, LAMPS), adopted(79, 395, LAMPS, recalls=recalls))
    (series,) = links.series
    assert [m.identifier for m in series.members if not m.present] == ["A/RES/76/393"]
    assert series.members[0].evidence == ("listed", "A/RES/79/395")


def test_a_list_that_names_acts_of_another_item_gives_no_members() -> None:
    recalls = "its resolutions 76/393 of 17 December 2021, 77/391 of 17 December 2022 and 78/392 of 17 December 2023"
    other = adopted(76, 393, MAPS), adopted(77, 394, MAPS)
    links = linked(adopted(77, 391, LAMPS), adopted(78, 392, LAMPS), adopted(79, 395, LAMPS, recalls=recalls), *other)
    lamps = next(one for one in links.series if LAMPS in one.titles)
    assert "A/RES/76/393" not in [member.identifier for member in lamps.members]


def test_gaps_are_reported_where_the_rhythm_has_a_member_and_none_is_known() -> None:
    links = linked(adopted(76, 390, LAMPS), adopted(77, 391, LAMPS), adopted(79, 395, LAMPS))
    assert links.series[0].gaps == ("78",)


def test_a_draft_is_tied_to_the_act_that_others_name() -> None:
    recalls = f"its resolution 79/395 of 17 December 2024, entitled “{LAMPS}”"
    links = linked(drafted(79, 990, LAMPS), adopted(80, 393, LAMPS, recalls=recalls))
    (link,) = (one for one in links.links if one.relation is LineageRelation.ADOPTED_AS)
    assert (link.target, "missing" in link.evidence) == ("A/RES/79/395", True)


def test_a_draft_stands_for_its_missing_text_beside_the_next_member() -> None:
    recalls = f"its resolution 78/395 of 17 December 2023, entitled “{LAMPS}”"
    links = linked(drafted(78, 990, LAMPS), adopted(80, 393, LAMPS, recalls=recalls))
    assert links.pairs({"A/C.3/78/L.990", "A/RES/80/393"}) == (("A/C.3/78/L.990", "A/RES/80/393"),)
