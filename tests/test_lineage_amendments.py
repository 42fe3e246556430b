"""Amendments to drafts: what they propose, and whether it stands in the adopted act."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Document
from graph import vocabulary as v
from graph.lineage.amendment_outcomes import AmendmentOutcome, outcomes
from graph.lineage.cache import LineageCache
from graph.lineage.features import features
from graph.lineage.links import DocumentLinks, find_links
from graph.lineage.prepared_text import PreparedDocument, PreparedUnit, prepare
from graph.lineage.proposed_changes import ProposedChange, read_changes
from graph.lineage.triples import link_graph
from graph.lineage.values import LineageRelation
from graph_specimen import IRIS
from lineage_specimen import LAMPS, adopted, amending, drafted, prefixes
from unmandates.pages.lineage_text import amended, tree_of
from unmandates.pages.lineage_view import view_of

DRAFT, AMENDMENT, ACT = "A/C.3/79/L.990", "A/C.3/79/L.995", "A/RES/79/395"
LAST = "Encourages librarians everywhere to trim the wick before the first reader of the morning has come"
TRIMMED = LAST.replace("morning", "evening")
REPLACED = "In operative paragraph 3, replace “reader of the morning” with “reader of the evening”."
DRAWN = "In the first preambular paragraph, delete “when nobody is asked to trim them”."
FERRYMEN = "Calls upon ferrymen to carry lamps unlit"
ADDED = f"After operative paragraph 3, insert the following operative paragraph: {FERRYMEN};"
AGAIN = f"Before operative paragraph 1, insert a new operative paragraph reading: {LAST};"
BELLS = "Asks ships to sound their bells in fog"
WORDS, PART = ("amendment", "text"), ("amendment", "text", "in part")


def linked(*documents: Document) -> DocumentLinks:
    known = {one.identifier: one for one in documents}
    by_features = {name: features(one) for name, one in known.items()}
    return find_links(by_features, prefixes(), lambda name: prepare(known[name]))


def stated(links: DocumentLinks) -> tuple[set[tuple[str, ...]], set[tuple[str, str, tuple[str, ...]]]]:
    """What amendments amend, with the evidence; and what was adopted of them."""
    amends = {(one.source, one.target, *one.evidence) for one in links.links if one.relation is LineageRelation.AMENDS}
    return amends, {(one.source, one.target, one.evidence) for one in links.links if one.of_amendment}


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        (REPLACED, [ProposedChange("op3", "reader of the morning", "reader of the evening")]),
        (DRAWN, [ProposedChange("pp1", "when nobody is asked to trim them")]),
        (
            "In operative paragraphs 4 and 12 (b), delete the words “in winter”.",
            [ProposedChange("op4", "in winter"), ProposedChange("op12(b)", "in winter")],
        ),
        (
            "In the twenty-first and thirtieth preambular paragraphs, delete “oil” and “wax”.",
            [ProposedChange(place, old) for place in ("pp21", "pp30") for old in ("oil", "wax")],
        ),
        (
            "In operative paragraph 7, after “lamps”, insert “and lanterns,”.",
            [ProposedChange("op7", new="and lanterns", beside="lamps")],
        ),
        (
            "In operative paragraph 7, insert “unlit” before “lamps”.",
            [ProposedChange("op7", new="unlit", beside="lamps", before=True)],
        ),
        ("At the end of operative paragraph 2, add “at night”.", [ProposedChange("op2", new="at night")]),
        (ADDED, [ProposedChange(new="calls upon ferrymen to carry lamps unlit", whole=True)]),
        (
            "Delete the third preambular paragraph and operative paragraph 2.",
            [ProposedChange("pp3", whole=True), ProposedChange("op2", whole=True)],
        ),
        (
            "Replace operative paragraph 2 with the following text: Asks for oil; * On behalf of the ferrymen.",
            [ProposedChange("op2", new="asks for oil", whole=True)],
        ),
        (
            "Delete operative paragraph 2 and insert “oil” after “lamps”.",
            [ProposedChange("op2", new="oil", beside="lamps"), ProposedChange()],
        ),
        (
            "In the second preambular paragraph, delete “oil”, and in paragraph 5, replace “wax” with “wick”.",
            [ProposedChange("pp2", "oil"), ProposedChange("op5", "wax", "wick")],
        ),
        ("Delete “oil” in operative paragraphs 3 and 4.", [ProposedChange("op3", "oil"), ProposedChange("op4", "oil")]),
        ("In the title, replace lamps with lanterns.", [ProposedChange()]),
    ],
)  # fmt: skip
def test_what_a_sentence_proposes(sentence: str, changes: list[ProposedChange]) -> None:
    assert list(read_changes(sentence)) == changes


@pytest.mark.parametrize(
    ("changes", "act", "fate", "evidence"),
    [
        ([REPLACED], {"changed": TRIMMED}, ("carried",), WORDS),
        ([REPLACED], {}, ("not carried",), None),
        ([DRAWN], {}, ("not carried",), None),
        ([ADDED], {"changed": f"{LAST};\n\n4. {FERRYMEN}"}, ("carried",), WORDS),
        ([ADDED], {}, ("not carried",), None),
        ([AGAIN], {}, ("not carried",), None),
        ([REPLACED, DRAWN], {"changed": TRIMMED}, ("carried", "in part"), PART),
        (["Delete operative paragraph 3."], {"changed": BELLS}, ("carried",), WORDS),
        (["Delete operative paragraph 3."], {"changed": TRIMMED}, ("not carried",), None),
        ([REPLACED, "Make the title longer."], {"changed": TRIMMED}, (), None),
        (["In operative paragraph 3, replace “come” with “left”."], {"changed": BELLS}, (), None),
    ],
)  # fmt: skip
def test_an_amendment_is_carried_where_the_act_has_its_words_and_the_draft_has_not(
    changes: list[str], act: dict[str, str], fate: tuple[str, ...], evidence: tuple[str, ...] | None
) -> None:
    links = linked(drafted(79, 990, LAMPS), amending(995, DRAFT, *changes), adopted(79, 395, LAMPS, **act))
    amends, carried = stated(links)
    assert amends == {(AMENDMENT, DRAFT, "head", *fate)}
    assert carried == ({(AMENDMENT, ACT, evidence)} if evidence else set())


def test_an_amendment_is_no_draft_and_is_not_aligned_with_the_act() -> None:
    links = linked(drafted(79, 990, LAMPS), amending(995, DRAFT, REPLACED), adopted(79, 395, LAMPS, changed=TRIMMED))
    assert links.pairs({DRAFT, AMENDMENT, ACT}) == ((DRAFT, ACT),)


def test_an_amendment_to_a_revised_draft_that_was_not_read_is_compared_with_the_one_before_it() -> None:
    later = f"{DRAFT}/Rev.1"
    links = linked(drafted(79, 990, LAMPS), amending(995, later, REPLACED), adopted(79, 395, LAMPS, changed=TRIMMED))
    amends, carried = stated(links)
    assert amends == {(AMENDMENT, later, "head", "carried")}
    assert {(source, target) for source, target, _ in carried} == {(AMENDMENT, ACT)}
    (revised,) = (one for one in links.links if one.relation is LineageRelation.REVISED_AS)
    assert (revised.source, revised.target, revised.evidence) == (DRAFT, later, ("symbol", "missing"))


def test_numbers_of_paragraphs_that_may_have_moved_say_nothing() -> None:
    act = adopted(79, 395, LAMPS, changed=BELLS)
    links = linked(drafted(79, 990, LAMPS), amending(995, f"{DRAFT}/Rev.1", "Delete operative paragraph 3."), act)
    assert stated(links) == ({(AMENDMENT, f"{DRAFT}/Rev.1", "head")}, set())


def test_an_amendment_whose_draft_or_act_was_not_read_is_undecided() -> None:
    amendment = amending(995, DRAFT, REPLACED)
    assert stated(linked(amendment)) == ({(AMENDMENT, DRAFT, "head")}, set())
    assert stated(linked(amendment, drafted(79, 990, LAMPS))) == ({(AMENDMENT, DRAFT, "head")}, set())


@pytest.mark.parametrize("name", [DRAFT, AMENDMENT, ACT])
def test_amendments_are_shown_with_the_draft_the_act_and_themselves(tmp_path: Path, name: str) -> None:
    documents = {
        one.identifier: one
        for one in (
            drafted(79, 990, LAMPS),
            amending(995, DRAFT, REPLACED),
            adopted(79, 395, LAMPS, changed=TRIMMED),
        )
    }
    with LineageCache.open(tmp_path / "lineage.sqlite") as cache:
        cache.update(dict.fromkeys(documents, "1"), documents.__getitem__, prefixes(), lambda _done, _total: None)
        found = cache.of(name)
    assert found is not None
    view = view_of(found, documents)
    (amendment,) = view.amendments
    assert (amendment.identifier, amended(amendment)) == (AMENDMENT, f"proposes to amend {DRAFT}: carried in {ACT}")
    assert [one.identifier for one in view.lines[0].columns] == [DRAFT, ACT]
    assert view.others == ()
    branches = [str(branch.label) for branch in tree_of(view).children]
    assert branches == ["Drafts", "Amendments"]


def test_an_act_is_derived_from_an_amendment_and_no_revision_of_it() -> None:
    links = linked(drafted(79, 990, LAMPS), amending(995, DRAFT, REPLACED), adopted(79, 395, LAMPS, changed=TRIMMED))
    graph = link_graph([one for one in links.links if AMENDMENT in (one.source, one.target)], IRIS)
    act, amendment, draft = (IRIS.document(one) for one in (ACT, AMENDMENT, DRAFT))
    assert (amendment, v.adoptedAs, act) in graph
    assert (act, v.prov_wasDerivedFrom, amendment) in graph
    assert (act, v.prov_wasRevisionOf, amendment) not in graph
    assert (amendment, v.amends, draft) not in graph  # it only proposes to
    relations = {
        (graph.value(node, v.later), graph.value(node, v.earlier))
        for node in graph.subjects(v.lineageRelation, v.lineage_amends)
    }
    assert relations == {(amendment, draft)}


# laws

_WORDS = [
    first + second for first in ("ka", "lo", "mi", "ne", "pu", "ra") for second in ("ba", "do", "fi", "gu", "she")
]


def text(name: str, paragraphs: list[list[str]]) -> PreparedDocument:
    units = (
        PreparedUnit(f"op{n}", "operative", "", "", (), " ".join(words))
        for n, words in enumerate(paragraphs, start=1)
        if words
    )
    return PreparedDocument(name, tuple(units))


@st.composite
def amendments(draw: st.DrawFn) -> tuple[list[list[str]], ProposedChange, list[list[str]]]:
    """Paragraphs without a word twice, a change of words in one, and the paragraphs as it would have them."""
    words = draw(st.permutations(_WORDS))
    paragraphs = [list(words[at : at + 8]) for at in (0, 8, 16)]
    place = draw(st.integers(0, 2))
    start = draw(st.integers(0, 6))
    end = draw(st.integers(start + 1, 7))
    new = draw(st.sampled_from(["", "zan", "zan zor zut"]))
    held, now = paragraphs[place][start:end], [list(one) for one in paragraphs]
    if draw(st.booleans()) or not new:
        change = ProposedChange(f"op{place + 1}", " ".join(held), new)
        now[place][start:end] = new.split()
    else:
        change = ProposedChange(f"op{place + 1}", "", new, " ".join(held))
        now[place][end:end] = new.split()
    return paragraphs, change, now


@given(case=amendments(), same=st.booleans())
@settings(deadline=None)
def test_a_change_that_was_made_is_carried_and_one_that_was_not_is_not(
    *, case: tuple[list[list[str]], ProposedChange, list[list[str]]], same: bool
) -> None:
    paragraphs, change, now = case
    draft = text("draft", paragraphs)
    assert outcomes([change], draft, text("act", now), same=same) == (AmendmentOutcome.CARRIED,)
    assert outcomes([change], draft, text("act", paragraphs), same=same) == (AmendmentOutcome.NOT_CARRIED,)


_phrases = st.lists(st.sampled_from(_WORDS[:6]), max_size=6).map(" ".join)


@given(
    paragraphs=st.lists(st.lists(st.sampled_from(_WORDS[:6]), max_size=8), max_size=4),
    change=st.builds(
        ProposedChange, st.sampled_from(["", "op1", "op2"]), _phrases, _phrases, _phrases, st.booleans(), st.booleans()
    ),
    same=st.booleans(),
)
@settings(deadline=None)
def test_an_act_with_the_words_of_the_draft_carries_nothing(
    *, paragraphs: list[list[str]], change: ProposedChange, same: bool
) -> None:
    assert outcomes([change], text("draft", paragraphs), text("act", paragraphs), same=same) != (
        AmendmentOutcome.CARRIED,
    )
