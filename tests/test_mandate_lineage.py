"""Chains of mandates: what is asked one year, and what became of it the next."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import (
    Addressee,
    BodyMention,
    Citation,
    CitationMethod,
    Document,
    DocumentType,
    Head,
    Mandate,
    OperativeAction,
    Pinpoint,
    TargetKind,
    Unit,
    UnitKind,
)
from extract.source import Span
from graph.lineage import mandate_chains
from graph.lineage.values import MandateChain, MandateChange, ParagraphLink, ParagraphRelation
from identifiers import resolved, symbol

SG = Addressee("Secretary-General of the United Nations", "secretary-general", group=False)
STATES = Addressee("Member States", "member-states", group=True)
PARTNERS = Addressee("development partners", "development-partners", group=True)
NOT_PARTIES = Addressee("States not parties", "states-not-parties", group=True)
ACTORS = Addressee("other actors", "actors", group=True)
PANEL = Addressee("Panel on Reading Lamps", "panel-on-reading-lamps", group=False)
ASSEMBLY = Addressee("General Assembly", "general-assembly", group=False)

LAMPS = "to keep a register of the lamps of public reading rooms"
REPORT = "to submit to the General Assembly at its {} session a report on the lamps of reading rooms"

_NOWHERE = Span(0, 0)


def asks(
    unit: str, verb: str, addressees: tuple[Addressee, ...] | Addressee, task: str, *, to: Addressee | None = None
) -> Mandate:
    """A mandate of ``unit``, whose text is its verb and task."""
    parties = addressees if isinstance(addressees, tuple) else (addressees,)
    return Mandate(unit, f"{unit}.1", _NOWHERE, verb, parties, task, report_to=to)


def member(
    session: int,
    *mandates: Mandate,
    others: tuple[Unit, ...] = (),
    acts: tuple[OperativeAction, ...] = (),
    **more: object,
) -> Document:
    """The resolution of a session: paragraphs that ask and ``others``; acts by their words."""
    units: dict[str, Unit] = {}
    for mandate in mandates:
        top = mandate.unit.split("(")[0]
        if top != mandate.unit:
            units.setdefault(top, Unit(top, UnitKind.OPERATIVE, f"{mandate.verb}:", ()))
        kind = UnitKind.SUBPARAGRAPH if top != mandate.unit else UnitKind.OPERATIVE
        text = f"{mandate.verb} {mandate.task}"
        if mandate.unit in units:
            text = f"{units[mandate.unit].text}, and {text}"
        units[mandate.unit] = Unit(mandate.unit, kind, text, (), parent=top if top != mandate.unit else "")
    for act in acts:
        units[act.unit] = Unit(act.unit, UnitKind.OPERATIVE, f"{act.verb} {act.object}", ())
    head = Head(
        DocumentType.RESOLUTION,
        "General Assembly",
        "general-assembly",
        title="Lamps in reading rooms",
        date=date(session + 1945, 12, 17),
        session=str(session),
    )
    read = Document(f"A/RES/{session}/990", head, (*others, *units.values()), mandates=mandates, operative_actions=acts)
    return Document(**{name: more.get(name, getattr(read, name)) for name in Document.__dataclass_fields__})  # type: ignore[arg-type]


def linked(earlier: Document, later: Document, *units: str | tuple[str, str]) -> list[ParagraphLink]:
    """Links between paragraphs of the same name, or of the two names given."""
    pairs = [(unit, unit) if isinstance(unit, str) else unit for unit in units]
    return [
        ParagraphLink(earlier.identifier, one, later.identifier, other, ParagraphRelation.CHANGED, 0.8)
        for one, other in pairs
    ]


def by_name(*members: Document) -> dict[tuple[str, str], list[ParagraphLink]]:
    """Links of neighbours: paragraphs of one name."""
    return {
        (one.identifier, other.identifier): linked(
            one, other, *({unit.name for unit in one.units} & {unit.name for unit in other.units})
        )
        for one, other in pairwise(members)
    }


def chains(
    years: Sequence[Document],
    links: Mapping[tuple[str, str], Sequence[ParagraphLink]],
    *,
    missing: tuple[Document, ...] = (),
) -> tuple[MandateChain, ...]:
    """The chains of ``years``, each right after the one before but for those in ``missing``."""
    return mandate_chains.chains(years, links, {year.identifier for year in years if year not in missing})


def changes(chain: MandateChain) -> list[str]:
    return [step.change.value for step in chain.steps]


def became(earlier: Mandate, later: Mandate) -> list[str]:
    """What a mandate of one paragraph, linked, became."""
    first, second = member(68, earlier), member(69, later)
    (chain,) = chains((first, second), by_name(first, second))
    return changes(chain)


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        pytest.param(
            asks("op1", "Requests", SG, LAMPS), asks("op1", "Also requests", SG, LAMPS), "continued", id="same"
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, LAMPS.replace("keep", "continue to keep")),
            "continued",
            id="to continue",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Reiterates", SG, f"its request {LAMPS}"),
            "continued",
            id="reiterated",
        ),
        pytest.param(
            asks("op1", "Calls on", STATES, LAMPS),
            asks("op1", "Further calls upon", STATES, LAMPS),
            "continued",
            id="one verb in two forms",
        ),
        pytest.param(
            asks("op1", "Requests", SG, REPORT.format("sixty-ninth")),
            asks("op1", "Requests", SG, REPORT.format("seventieth")),
            "continued",
            id="next session",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} and of their shades"),
            asks("op1", "Requests", SG, f"{LAMPS}, of their shades and of their switches"),
            "widened",
            id="task enlarged",
        ),
        pytest.param(
            asks("op1", "Invites", STATES, LAMPS),
            asks("op1", "Invites", (STATES, PARTNERS), LAMPS),
            "widened",
            id="more addressees",
        ),
        pytest.param(
            asks("op1", "Requests", SG, "to report on the lamps of reading rooms biennially"),
            asks("op1", "Requests", SG, "to report on the lamps of reading rooms annually"),
            "widened",
            id="more often",
        ),
        pytest.param(
            asks("op1", "Requests", PANEL, "to inspect the lamps of reading rooms for a period of one year"),
            asks("op1", "Requests", PANEL, "to inspect the lamps of reading rooms for a further period of six months"),
            "narrowed",
            id="shorter term",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} and of their switches"),
            asks("op1", "Requests", SG, LAMPS),
            "narrowed",
            id="task reduced",
        ),
        pytest.param(
            asks("op1", "Invites", (STATES, PARTNERS), LAMPS),
            asks("op1", "Invites", STATES, LAMPS),
            "narrowed",
            id="fewer addressees",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, f"{LAMPS}, but only of those with wooden feet"),
            "changed",
            id="limited",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, f"{LAMPS}, where possible, within existing resources"),
            "continued",
            id="hedged",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, f"{LAMPS}, noting with concern that many burned out in the winter of 2021"),
            "continued",
            id="remark",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS}, in view of the festival of lanterns planned for that autumn"),
            asks("op1", "Requests", SG, LAMPS),
            "continued",
            id="reason that is past",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} lit by oil and to mend those that flicker in draughty corridors"),
            asks("op1", "Requests", SG, f"{LAMPS} lit by petroleum and to mend those that flicker in windy corridors"),
            "continued",
            id="a word swapped",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} and the public reading rooms and lamps, including lamps of rooms"),
            asks("op1", "Requests", SG, f"{LAMPS}, including lamps of rooms"),
            "continued",
            id="said twice",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} with the help of the WLC"),
            asks("op1", "Requests", SG, f"{LAMPS} with the help of the World Lantern Club"),
            "continued",
            id="acronym",
        ),
        pytest.param(
            asks("op1", "Requests", SG, "to decide on unplugging of lamps without delay"),
            asks("op1", "Requests", SG, "to decide on plugging and unplugging of lamps without delay"),
            "widened",
            id="a word that stands inside another",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, f"to lend lanterns to travellers and {LAMPS}, as appropriate"),
            "widened",
            id="a task beside",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} of the worst known kinds"),
            asks("op1", "Requests", SG, LAMPS),
            "changed",
            id="a qualification gone",
        ),
        pytest.param(
            asks("op1", "Calls on", (SG, PARTNERS), f"{LAMPS} together with libraries"),
            asks("op1", "Calls on", (SG, ACTORS), f"{LAMPS} together with libraries"),
            "continued",
            id="whoever else",
        ),
        pytest.param(
            asks("op1", "Requests", SG, f"{LAMPS} and of the shades, wicks and candles of travellers"),
            asks("op1", "Requests", SG, f"to burn{LAMPS[7:]} and of the shades, wicks and candles of travellers"),
            "changed",
            id="another effect_verb",
        ),
        pytest.param(
            asks("op1", "Calls on", SG, LAMPS),
            asks("op1", "Calls on", PANEL, LAMPS),
            "changed",
            id="another addressee",
        ),
        pytest.param(asks("op1", "Invites", STATES, LAMPS), asks("op1", "Urges", STATES, LAMPS), "changed", id="verb"),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS),
            asks("op1", "Requests", SG, LAMPS.replace("public reading rooms", "school libraries")),
            "changed",
            id="other words",
        ),
        pytest.param(
            asks("op1", "Urges", STATES, f"{LAMPS} under the 2030 Agenda for Sustainable Development"),
            asks("op1", "Urges", STATES, f"{LAMPS} under the 2030 Agenda"),
            "continued",
            id="short name",
        ),
        pytest.param(
            asks("op1", "Requests", SG, LAMPS.replace("register", "healthcare register")),
            asks("op1", "Requests", SG, LAMPS.replace("register", "health-care register7")),
            "continued",
            id="spelling and note mark",
        ),
        pytest.param(
            asks("op1", "Invites", (STATES, PARTNERS), LAMPS),
            asks("op1", "Invites", STATES, f"{LAMPS} and of their switches"),
            "changed",
            id="wider and narrower",
        ),
    ],
)
def test_what_became_of_a_mandate(earlier: Mandate, later: Mandate, change: str) -> None:
    assert became(earlier, later) == ["given", change]


def test_tasks_of_a_list_go_on_each_by_its_words() -> None:
    first = member(
        68,
        asks("op2(a)", "Calls upon", STATES, "To mend the lamps of public reading rooms"),
        asks("op2(b)", "Calls upon", STATES, "To teach children how to read by night"),
    )
    second = member(
        69,
        asks("op3(a)", "Calls upon", STATES, "To lend caches to travellers without a fee"),
        asks("op3(b)", "Calls upon", STATES, "To teach children how to read by night"),
        asks("op3(c)", "Calls upon", STATES, "To mend the lamps and shades of public reading rooms"),
    )
    found = chains((first, second), {(first.identifier, second.identifier): linked(first, second, ("op2", "op3"))})
    assert {(chain.key, tuple((step.unit, step.change.value) for step in chain.steps)) for chain in found} == {
        ("A/RES/68/990#0", (("op2(a)", "given"), ("op3(c)", "widened"))),
        ("A/RES/68/990#1", (("op2(b)", "given"), ("op3(b)", "continued"))),
        ("A/RES/69/990#0", (("op3(a)", "given"),)),
    }


def test_a_mandate_known_again_needs_no_link() -> None:
    first, second = member(68, asks("op1", "Requests", SG, LAMPS)), member(69, asks("op9", "Requests", SG, LAMPS))
    (chain,) = chains((first, second), {})
    assert changes(chain) == ["given", "continued"]


def test_several_mandates_of_a_paragraph_keep_to_their_addressees() -> None:
    first = member(68, asks("op1", "Requests", SG, LAMPS), asks("op1", "invites", STATES, LAMPS))
    second = member(69, asks("op1", "Invites", STATES, LAMPS), asks("op1", "requests", SG, LAMPS))
    found = chains((first, second), by_name(first, second))
    assert {chain.addressees for chain in found} == {(SG.label,), (STATES.label,)}
    assert [changes(chain) for chain in found] == [["given", "continued"]] * 2


GOING_ON = asks("op1", "Requests", SG, LAMPS)
LEFT_OUT = asks("op2", "Invites", STATES, "to open their reading rooms on every evening of the winter")


def test_a_mandate_without_counterpart_is_dropped_and_taken_up_again_with_its_gap() -> None:
    years = (member(68, GOING_ON, LEFT_OUT), member(69, GOING_ON), member(70, GOING_ON, LEFT_OUT))
    found = {chain.key: chain for chain in chains(years, by_name(*years))}
    assert changes(found["A/RES/68/990#1"]) == ["given", "dropped", "continued"]
    dropped = found["A/RES/68/990#1"].steps[1]
    assert (dropped.document, dropped.unit, dropped.mandate) == ("A/RES/69/990", "", -1)
    assert set(found) == {"A/RES/68/990#0", "A/RES/68/990#1"}


def test_a_mandate_missed_for_longer_is_still_taken_up() -> None:
    years = (member(68, GOING_ON, LEFT_OUT), member(69, GOING_ON), member(70, GOING_ON), member(71, GOING_ON, LEFT_OUT))
    found = chains(years, by_name(*years))
    assert [changes(chain) for chain in found] == [["given", *["continued"] * 3], ["given", "dropped", "continued"]]


def test_a_text_on_something_else_between_breaks_no_chain() -> None:
    between = member(69, asks("op1", "Requests", SG, "to count all umbrellas lost in tramways"))
    years = (member(68, GOING_ON), between, member(70, GOING_ON))
    found = [chain for chain in chains(years, {}) if len(chain.steps) > 1]
    assert [[step.document for step in chain.steps] for chain in found] == [["A/RES/68/990", "A/RES/70/990"]]
    assert changes(found[0]) == ["given", "continued"]


def test_what_an_act_ended_is_not_taken_up() -> None:
    ending = OperativeAction("op7", _NOWHERE, "Decides", "to terminate the mandate of the Panel on Reading Lamps")
    asked = asks("op2", "Requests", PANEL, "to meet twice in every winter beside the largest lamp")
    years = (member(68, GOING_ON, asked), member(69, GOING_ON, acts=(ending,)), member(70, GOING_ON, asked))
    assert ["given", "ended"] in [changes(chain) for chain in chains(years, by_name(*years))]


def test_a_task_cut_short_or_carried_further_is_known_by_its_opening() -> None:
    opening = "To count, clean, mend and polish the brass lamps of public reading rooms"
    rest = (
        ", to see that readers in the mountains have light through long evenings, including by lending wax candles and"
        " matches free of charge, and to teach wardens, porters and travellers how wicks are trimmed and glass is blown"
    )
    long = asks("op2(d)", "Calls upon", STATES, opening + rest)
    first, second = member(68, GOING_ON, long), member(69, GOING_ON, asks("op5(c)", "Calls upon", STATES, opening))
    found = chains((first, second), by_name(first, second))
    assert ["given", "narrowed"] in [changes(chain) for chain in found]


def test_a_call_to_do_so_is_one_to_join_the_treaty_named_before() -> None:
    said = replace(asks("op2", "Urges", STATES, "to consider doing so"), rests_on=(symbol("MTDSG/IV-11"),))
    spelt = "to consider ratifying the Convention on Lanterns and Candles"
    named = replace(asks("op9", "Urges", NOT_PARTIES, spelt), rests_on=(symbol("MTDSG/IV-11"),))
    first, second = member(68, GOING_ON, said), member(69, GOING_ON, named)
    found = {chain.key: changes(chain) for chain in chains((first, second), {})}
    assert found["A/RES/68/990#1"][1:] == ["continued"]


def test_a_chain_goes_on_over_a_member_that_is_not_at_hand() -> None:
    first, third = member(68, GOING_ON), member(70, GOING_ON)
    (chain,) = chains((first, third), by_name(first, third))
    assert [step.document for step in chain.steps] == ["A/RES/68/990", "A/RES/70/990"]


def test_a_task_still_said_in_another_form_is_not_called_dropped() -> None:
    welcome = Unit("pp1", UnitKind.PREAMBULAR, "Welcoming that States open reading rooms on every winter evening,", ())
    years = (member(68, GOING_ON, LEFT_OUT), member(69, GOING_ON, others=(welcome,)))
    found = {chain.key: changes(chain) for chain in chains(years, by_name(*years))}
    assert found["A/RES/68/990#1"] == ["given"]


def test_a_task_that_goes_on_in_parts_is_not_called_dropped() -> None:
    long = asks(
        "op2", "Invites", STATES, "to mend kerosene lanterns, polish brass railings and sweep marble staircases"
    )
    parts = (
        Unit("op5", UnitKind.OPERATIVE, "Encourages porters to look after lanterns of kerosene in every hall;", ()),
        Unit("op6", UnitKind.OPERATIVE, "Encourages clerks who like brass to see to railings of all galleries;", ()),
        Unit("op7", UnitKind.OPERATIVE, "Encourages visitors not to sit on staircases of marble during storms;", ()),
    )
    for others, ends in ((parts, ["given"]), (parts[:1], ["given", "dropped"])):
        years = (member(68, GOING_ON, long), member(69, GOING_ON, others=others))
        found = {chain.key: changes(chain) for chain in chains(years, by_name(*years))}
        assert found["A/RES/68/990#1"] == ends


def test_a_mandate_whose_paragraph_is_named_again_is_not_called_dropped() -> None:
    named = Unit("op5", UnitKind.OPERATIVE, "Looks forward to what paragraph 2 of resolution 68/990 is about;", ())
    for pinpoint, ends in (("para. 2", ["given"]), ("para. 12", ["given", "dropped"])):
        cited = Citation(
            "op5",
            _NOWHERE,
            "68/990",
            TargetKind.RESOLUTION,
            resolved("A/RES/68/990"),
            CitationMethod.TEXT,
            "r",
            pinpoint=Pinpoint(pinpoint, "") if pinpoint else None,
        )
        years = (member(68, GOING_ON, LEFT_OUT), member(69, GOING_ON, others=(named,), citations=(cited,)))
        found = {chain.key: changes(chain) for chain in chains(years, by_name(*years))}
        assert found["A/RES/68/990#1"] == ends


def test_a_mandate_of_a_text_that_is_to_be_carried_out_is_not_called_dropped() -> None:
    for verb, ends in (("implement", ["given"]), ("read", ["given", "dropped"])):
        named = Unit("op5", UnitKind.OPERATIVE, f"Calls upon States to {verb} its resolution 68/990 in full;", ())
        cited = Citation(
            "op5", _NOWHERE, "68/990", TargetKind.RESOLUTION, resolved("A/RES/68/990"), CitationMethod.TEXT, "r"
        )
        years = (member(68, GOING_ON, LEFT_OUT), member(69, GOING_ON, others=(named,), citations=(cited,)))
        found = {chain.key: changes(chain) for chain in chains(years, by_name(*years))}
        assert found["A/RES/68/990#1"] == ends


def test_a_text_that_does_not_go_on_drops_nothing() -> None:
    years = (member(68, LEFT_OUT), member(69, asks("op1", "Requests", SG, "to count all umbrellas lost in tramways")))
    assert [changes(chain) for chain in chains(years, {})] == [["given"], ["given"]]


@pytest.mark.parametrize(
    ("mandate", "act", "ends"),
    [
        (
            asks("op2", "Requests", PANEL, "to meet twice"),
            ("Decides", "to terminate the mandate of the Panel on Reading Lamps"),
            True,
        ),
        (
            asks("op2", "Requests", PANEL, "to meet twice"),
            ("Decides", "to terminate the Panel on Reading Lamps and Shades"),
            False,
        ),
        (
            asks("op2", "Invites", STATES, "to contribute to the work of the Panel on Reading Lamps"),
            ("Decides", "to conclude the mandate of the Panel on Reading Lamps, established in 1990"),
            True,
        ),
        (
            asks("op2", "Requests", PANEL, "to meet twice"),
            ("Decides not to", "terminate the Panel on Reading Lamps"),
            False,
        ),
        (
            asks("op2", "Requests", SG, "to publish a yearly list of broken lamps"),
            ("Also decides", "to discontinue the yearly list of broken lamps"),
            True,
        ),
        (
            asks("op2", "Requests", SG, "to publish a yearly list of broken lamps"),
            ("Decides", "to conclude the review of tramways"),
            False,
        ),
        (
            asks("op2", "Requests", SG, "to publish a bulletin"),
            ("Decides", "to discontinue the reporting requirement contained in paragraph 2 of resolution 68/990"),
            True,
        ),
        (
            asks("op2", "Requests", SG, "to publish a bulletin"),
            ("Decides", "to discontinue the reporting requirement contained in paragraph 7 of resolution 68/990"),
            False,
        ),
    ],
)
def test_an_act_ends_what_it_names(mandate: Mandate, act: tuple[str, str], *, ends: bool) -> None:
    recalled = Citation(
        "op7", _NOWHERE, "68/990", TargetKind.RESOLUTION, resolved("A/RES/68/990"), CitationMethod.TEXT, "r"
    )
    years = (
        member(68, GOING_ON, mandate),
        member(69, GOING_ON, acts=(OperativeAction("op7", _NOWHERE, *act),), citations=(recalled,)),
    )
    found = {chain.key: chain for chain in chains(years, by_name(*years))}
    last = found["A/RES/68/990#1"].steps[-1]
    assert ((last.unit, last.mandate, last.change) == ("op7", -1, MandateChange.ENDED)) is ends


def reporting(text: str, name: str, *, mention: str = "", acts: tuple[str, ...] = (), session: int = 69) -> Document:
    """A member whose first preambular paragraph is ``text``, citing ``name``: in the text, or in a note."""
    method = CitationMethod.TEXT if mention else CitationMethod.FOOTNOTE
    cited = [Citation("pp1", _NOWHERE, mention or name, TargetKind.DOCUMENT, resolved(name), method, "r")]
    cited += [
        Citation("pp1", _NOWHERE, act, TargetKind.RESOLUTION, resolved(act), CitationMethod.TEXT, "r") for act in acts
    ]
    body = BodyMention("pp1", _NOWHERE, "Secretary-General", SG.key, SG.label, "r")
    paragraph = Unit("pp1", UnitKind.PREAMBULAR, text, ())
    return member(session, GOING_ON, others=(paragraph,), citations=tuple(cited), bodies=(body,))


ASKED = asks("op2", "Requests", SG, REPORT.format("sixty-ninth"), to=ASSEMBLY)
NOTED = "Taking note of the report of the Secretary-General "


@pytest.mark.parametrize(
    ("later", "answered"),
    [
        pytest.param(
            reporting(
                NOTED + "submitted pursuant to resolution 68/990 (A/69/94),",
                "A/69/94",
                mention="A/69/94",
                acts=("A/RES/68/990",),
            ),
            ("A/69/94",),
            id="says which resolution",
        ),
        pytest.param(
            reporting(NOTED + "on the lamps of reading rooms,", "A/69/94"), ("A/69/94",), id="same subject, in a note"
        ),
        pytest.param(reporting(NOTED + "on umbrellas in tramways,", "A/69/95"), (), id="another subject"),
        pytest.param(
            reporting(
                NOTED + "on the lamps of reading rooms, pursuant to resolution 60/1,", "A/69/94", acts=("A/RES/60/1",)
            ),
            (),
            id="another resolution",
        ),
        pytest.param(reporting(NOTED + "on the lamps of reading rooms,", "A/67/94"), (), id="issued before"),
        pytest.param(
            reporting(NOTED + "on the lamps of reading rooms and of his report on tramways,", "A/69/94"),
            (),
            id="a note after one of two reports",
        ),
    ],
)
def test_reports_answer_what_was_asked_where_it_is_plain(later: Document, answered: tuple[str, ...]) -> None:
    first = member(68, GOING_ON, ASKED)
    found = {chain.key: chain for chain in chains((first, later), by_name(first, later))}
    assert found["A/RES/68/990#1"].steps[0].answered_by == answered
    assert not any(step.answered_by for step in found["A/RES/68/990#0"].steps)


_VERBS = ("Requests", "Invites", "Reiterates", "Urges")
_WORDS = ("lamps", "caches", "shades", "rooms", "evening", "and", "mend", "count", "lend", "annually", "register")
_TASKS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(lambda words: f"to {' '.join(words)}")
_UNITS = st.sampled_from(["op1", "op2", "op3", "op3(a)", "op3(b)"])
_MANDATES = st.builds(
    asks, _UNITS, st.sampled_from(_VERBS), st.lists(st.sampled_from([SG, STATES, PANEL]), max_size=2).map(tuple), _TASKS
)
_YEARS = st.lists(st.lists(_MANDATES, max_size=5), min_size=1, max_size=5).map(
    lambda years: tuple(member(60 + at, *mandates) for at, mandates in enumerate(years))
)


@given(_YEARS)
def test_each_mandate_is_one_step_of_one_chain(years: tuple[Document, ...]) -> None:
    steps = Counter(
        (step.document, step.mandate)
        for chain in chains(years, by_name(*years))
        for step in chain.steps
        if step.mandate >= 0
    )
    assert steps == Counter((year.identifier, at) for year in years for at in range(len(year.mandates)))


@given(_YEARS)
def test_a_chain_has_one_step_in_each_of_its_years_in_their_order(years: tuple[Document, ...]) -> None:
    order = {year.identifier: at for at, year in enumerate(years)}
    found = chains(years, by_name(*years))
    assert len({chain.key for chain in found}) == len(found)
    for chain in found:
        places = [order[step.document] for step in chain.steps]
        assert places == sorted(set(places))
        assert chain.steps[0].mandate >= 0
        ends = [step.change for step in chain.steps if step.mandate < 0]
        assert set(ends) <= {MandateChange.ENDED, MandateChange.DROPPED}


@given(_YEARS, st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(years: tuple[Document, ...], chance: random.Random) -> None:
    links = by_name(*years)
    shuffled = {pair: chance.sample(found, len(found)) for pair, found in reversed(links.items())}
    assert chains(years, links) == chains(years, shuffled)


NEW = asks("op2", "Invites", STATES, "to open their reading rooms on every evening of the winter")


def begins(first: Document, second: Document, *, missing: tuple[Document, ...] = ()) -> str:
    """How the chain of the last mandate of ``second`` begins."""
    found = chains((first, second), by_name(first, second), missing=missing)
    return changes(next(chain for chain in found if chain.key == f"{second.identifier}#{len(second.mandates) - 1}"))[0]


def test_a_mandate_is_given_where_nothing_speaks_for_an_earlier_one() -> None:
    first, second = member(68, GOING_ON), member(69, GOING_ON, NEW)
    assert begins(first, second) == "given"
    assert begins(first, second, missing=(second,)) == "first_known"


def test_a_mandate_near_to_what_was_said_before_is_first_known() -> None:
    welcome = Unit("pp1", UnitKind.PREAMBULAR, "Welcoming that some rooms are open on winter evenings,", ())
    assert begins(member(68, GOING_ON, others=(welcome,)), member(69, GOING_ON, NEW)) == "first_known"


@pytest.mark.parametrize(
    "mandate",
    [
        pytest.param(asks("op2", "Invites", STATES, "to continue to lend umbrellas to travellers"), id="to continue"),
        pytest.param(asks("op2", "Reiterates", STATES, "its call to lend umbrellas to travellers"), id="reiterated"),
        pytest.param(
            replace(
                asks("op2", "Invites", STATES, "to lend umbrellas to travellers, as set out in resolution 60/1"),
                rests_on=(symbol("A/RES/60/1"),),
            ),
            id="named ground",
        ),
    ],
)
def test_a_mandate_that_speaks_of_an_earlier_one_is_first_known(mandate: Mandate) -> None:
    assert begins(member(68, GOING_ON), member(69, GOING_ON, mandate)) == "first_known"


def test_the_first_of_a_series_that_recalls_others_on_its_subject_gives_nothing_for_certain() -> None:
    recalled = Citation(
        "pp1", _NOWHERE, "60/1", TargetKind.RESOLUTION, resolved("A/RES/60/1"), CitationMethod.TEXT, "r"
    )
    for text, change in (
        ("Recalling its resolution 60/1 on lamps,", "first_known"),
        ("Recalling its resolution 60/1 on umbrellas,", "given"),
    ):
        first = member(68, GOING_ON, others=(Unit("pp1", UnitKind.PREAMBULAR, text, ()),), citations=(recalled,))
        assert changes(chains((first,), {})[0]) == [change]


def test_the_first_of_a_series_that_recalls_unnamed_acts_gives_nothing_for_certain() -> None:
    for text, change in (
        ("Recalling its previous resolutions and all others on lamps,", "first_known"),
        ("Recalling the long winter of 2010,", "given"),
    ):
        first = member(68, GOING_ON, others=(Unit("pp1", UnitKind.PREAMBULAR, text, ()),))
        assert changes(chains((first,), {})[0]) == [change]


def test_an_act_recalled_between_two_members_may_have_asked_before() -> None:
    for target, change in (("A/RES/69/995", "first_known"), ("A/RES/68/995", "given"), ("A/RES/60/1", "given")):
        unit = Unit("pp1", UnitKind.PREAMBULAR, "Reaffirming its resolutions,", ())
        cited = tuple(
            Citation("pp1", _NOWHERE, act, TargetKind.RESOLUTION, resolved(act), CitationMethod.TEXT, "r")
            for act in ("A/RES/68/990", target)
        )
        assert begins(member(68, GOING_ON), member(70, GOING_ON, NEW, others=(unit,), citations=cited)) == change


def test_after_a_long_silence_nothing_is_given_for_certain() -> None:
    for session, change in ((72, "given"), (73, "first_known")):
        assert begins(member(68, GOING_ON), member(session, GOING_ON, NEW)) == change


def test_a_point_under_a_chapeau_that_goes_on_is_first_known() -> None:
    for chapeau, change in (("to step up its help:", "first_known"), ("to help:", "given")):
        later = member(69, GOING_ON, asks("op2(a)", "Invites", STATES, "to lend umbrellas to travellers of all ages"))
        units = tuple(
            replace(unit, text=f"Invites States {chapeau}") if unit.name == "op2" else unit for unit in later.units
        )
        assert begins(member(68, GOING_ON), replace(later, units=units)) == change


def test_what_any_earlier_member_says_may_be_the_beginning() -> None:
    welcome = Unit("pp1", UnitKind.PREAMBULAR, "Welcoming that some rooms are open on winter evenings,", ())
    years = (member(67, GOING_ON, others=(welcome,)), member(68, GOING_ON), member(69, GOING_ON, NEW))
    assert changes(chains(years, by_name(*years))[-1]) == ["first_known"]


def test_over_a_member_that_is_missing_nothing_is_dropped() -> None:
    years = (member(68, GOING_ON, LEFT_OUT), member(70, GOING_ON))
    found = {chain.key: changes(chain) for chain in chains(years, by_name(*years), missing=years[1:])}
    assert found["A/RES/68/990#1"] == ["given"]


def test_a_report_of_years_later_answers_who_asked_again() -> None:
    first = member(68, GOING_ON, ASKED)
    later = reporting(NOTED + "on the lamps of reading rooms,", "A/76/94", session=76)
    assert not any(step.answered_by for chain in chains((first, later), {}) for step in chain.steps)
