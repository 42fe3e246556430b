"""The sponsors of a draft, which no table shows: not to be mixed up with the agenda item that stands above them."""

from __future__ import annotations

import hashlib

import pytest

from extract.pipeline import extract
from extract.registers import load_registers
from extract.source import Source

DRAFT = """United Nations A/80/L.914

General Assembly

Eightieth session
Agenda item 38

{}

2028 Conference on Lamps

The General Assembly,

1. Welcomes the lamps.
"""


@pytest.mark.parametrize(
    ("above", "sponsors"),
    [
        ("Lending, mending and\ncounting of lamps\n\nCuba: draft resolution", ("Cuba",)),
        ("Lamps of the sea\n\nChad and Cuba:* draft resolution", ("Chad", "Cuba")),
        (
            "Lamps\n\nChad, Cuba, Democratic\nPeople’s Republic of Korea and Peru: draft resolution",
            ("Chad", "Cuba", "Democratic People’s Republic of Korea", "Peru"),
        ),
    ],
)
def test_sponsors_are_not_the_agenda_item(above: str, sponsors: tuple[str, ...]) -> None:
    text = DRAFT.format(above)
    source = Source("draft.txt", text, hashlib.sha256(text.encode()).hexdigest())
    (draft,) = extract(source, load_registers()).documents
    assert draft.head.sponsors == sponsors
    assert draft.head.title == "2028 Conference on Lamps"
