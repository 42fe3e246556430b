"""The registers of the comparison of mandates: light words, synonyms, stems."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.lexicon import fold
from extract.registers import registers_folder
from graph.lineage import mandate_words as module
from graph.lineage.mandate_words import WordRole, sense, words_of


def rows(name: str) -> list[dict[str, str]]:
    with (registers_folder() / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_role_has_words_and_no_row_stands_twice() -> None:
    listed = [(row["word"], row["role"]) for row in rows("mandate_words.csv")]
    assert len(listed) > 200
    assert len(set(listed)) == len(listed)
    assert {role for _, role in listed} == set(WordRole)
    assert [word for word, _ in listed if fold(word) != word or " " in word] == []
    assert sum(len(words_of(role)) for role in WordRole) == len(listed)


@pytest.mark.parametrize(
    "forms",
    [
        "implement implements implementing implemented implementation",
        "report reports reporting reported",
        "strategy strategies strategie strategy's",
        "combat combating fight fighting counter countering",
        "use using utilize utilization utilisation",
        "programme programmes program",
    ],
)
def test_forms_and_synonyms_have_one_sense(forms: str) -> None:
    assert len({sense(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("words", ["report record", "protect promote", "lamp harbour", "state station", "adopt adapt"])
def test_other_words_have_another(words: str) -> None:
    one, other = words.split()
    assert sense(one) != sense(other)


def test_every_synonym_stands_for_the_first_of_its_row() -> None:
    listed = rows("mandate_synonyms.csv")
    assert len(listed) > 15
    for row in listed:
        assert {sense(word) for word in row["synonyms"].split("|")} == {sense(row["word"])}, row


def test_registers_with_errors_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mandate_words.csv").write_text("word,role\nthe,mute\n", "utf-8")
    (tmp_path / "mandate_synonyms.csv").write_text("word,synonyms\nlamp,light\nlights,torch\n", "utf-8")
    monkeypatch.setattr(module, "registers_folder", lambda: tmp_path)
    for cached in (words_of, module._synonyms, sense):
        cached.cache_clear()
    with pytest.raises(ValueError, match="mute"):
        words_of(WordRole.LIGHT)
    with pytest.raises(ValueError, match="light stands in two rows"):
        sense("lamp")
    for cached in (words_of, module._synonyms, sense):
        cached.cache_clear()
