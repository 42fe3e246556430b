"""What the measure of the registers' coverage takes for explained, and what it does not."""

from __future__ import annotations

import pytest

from extract.lexicon import Lexicon, lexicon_of
from extract.registers import load_registers
from extract.source import Source
from extract.structure import lay_out
from register_coverage import is_english, tally


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(load_registers())


def _unexplained(sentence: str, lexicon: Lexicon) -> list[str]:
    text = f"The General Assembly,\n\n1. Requests Member States to note what follows: {sentence};\n"
    (layout,) = lay_out(Source("a.txt", text, "0" * 64), lexicon).layouts
    return sorted(name for _, name in tally(layout, lexicon).unexplained)


@pytest.mark.parametrize(
    "sentence",
    [
        "the Convention on Biological Diversity",
        "the Convention on Biological Diversity7 in force",
        "the Convention on the Rights of the Child, and what the Optional Protocols thereto ask",
        "the Convention on the Contract for the International Carriage of Goods by Road, and the 1956 Convention",
        "the Main Committees of the Assembly",
        "the Multilateral Treaties Deposited with the Secretary-General",
    ],
)
def test_what_the_registers_explain(sentence: str, lexicon: Lexicon) -> None:
    assert _unexplained(sentence, lexicon) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("the Convention on Quiet Harbours", "Convention on Quiet Harbours"),
        ("the Optional Protocols of Lunden", "Optional Protocols of Lunden"),
        ("the Convention on Biological Diversity, and the 1956 Convention", "1956 Convention"),
        ("the Charter of Lunden Pilots", "Charter of Lunden Pilots"),
    ],
)
def test_what_they_do_not(sentence: str, name: str, lexicon: Lexicon) -> None:
    assert _unexplained(sentence, lexicon) == [name]


def test_other_languages_are_left_out() -> None:
    assert is_english("the harbour of Lunden and its pilots")
    assert not is_english("le port de Lunden et les pilotes du port")
    assert is_english("Lunden")
