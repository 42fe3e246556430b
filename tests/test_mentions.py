"""What the detector takes for a mention, and what it leaves alone. It measures the registers, so it must not lean."""

from __future__ import annotations

import pytest

from mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling the Convention on Honest Weights and the Treaty of Lunden,",
         ["treaty: Convention on Honest Weights", "treaty: Treaty of Lunden"]),
        ("the Committee on Weights and Measures met", ["body: Committee on Weights and Measures"]),
        ("the Framework Convention for Quiet Harbours", ["treaty: Framework Convention for Quiet Harbours"]),
        ("the Plan of Action against Drought", ["instrument: Plan of Action against Drought"]),
        ("the 2041 Agenda for Rivers, and Agenda 91", ["instrument: 2041 Agenda for Rivers", "instrument: Agenda 91"]),
        ("the Secretary-General’s Special Envoy for Lakes", ["body: Special Envoy for Lakes"]),
        ("2. Requests the Office of Tides to help the Council of Ports;",
         ["body: Office of Tides", "body: Council of Ports"]),
        ("Welcomes Harbour Agency support for the Conference", ["body: Harbour Agency"]),
        ("the Protocol to the Agreement on Lighthouses", ["treaty: Protocol to the Agreement on Lighthouses"]),
        ("asks ZODCA and UN-Harbour (part XXIV) to carry out what A/RES/1/2 says",
         ["acronym: ZODCA", "acronym: UN-Harbour"]),
        ("the Rules for Pilots of the Organization", ["instrument: Rules for Pilots"]),
    ],
)  # fmt: skip
def test_names_are_found_by_form(text: str, expected: list[str]) -> None:
    assert [f"{m.kind}: {text[m.start : m.end]}" for m in find_mentions(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "the Convention and the Protocols thereto",
        "The Committee shall meet, and the Plan of Action is adopted",
        "States parties to the Convention",
        "Conference of the Parties to the Convention",
        "THE COUNCIL OF PORTS AND ITS COMMITTEE ON TIDES",
        "a committee on weights and measures",
        "part XXIV",
        "",
    ],
)
def test_what_names_nothing_is_no_mention(text: str) -> None:
    assert list(find_mentions(text)) == []


def test_words_lie_where_they_say() -> None:
    text = "Having met the Harbour Board of Lunden’s Committee on Tides, and OTHR"
    found = list(find_mentions(text))
    assert len(found) == 3
    for mention in found:
        assert text[mention.start : mention.end].split() == [text[w.start : w.end] for w in mention.words]
