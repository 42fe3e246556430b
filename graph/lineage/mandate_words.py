"""What single words weigh when mandates are compared: the only module that reads ``mandate_words.csv`` and
``mandate_synonyms.csv`` among the registers, and that takes words to their stems."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache

import snowballstemmer

from extract.registers import registers_folder

_STEMMER = snowballstemmer.stemmer("english")


class WordRole(StrEnum):
    """What a word does in a task, as written in ``mandate_words.csv``."""

    SILENT = "silent"
    """Its coming and going leaves a task what it is: it is not compared at all."""
    LIGHT = "light"
    """It changes no sense: a word of grammar, of an ordinary phrase, of what soon is past."""
    ADDING = "adding"
    """It joins one more thing to others."""
    LIMITING = "limiting"
    """At the beginning of what is put in, it limits or qualifies the rest."""
    STRICT = "strict"
    """It limits wherever it stands."""
    REMARK = "remark"
    """It begins a remark, which asks nothing."""
    REASON = "reason"
    """It begins an aim or a reason, which asks nothing more."""


@cache
def words_of(role: WordRole) -> frozenset[str]:
    """The words of one role, folded, as tasks have them once in the singular. A word may have several roles."""
    return frozenset(row["word"] for row in _rows("mandate_words.csv") if WordRole(row["role"]) is role)


@lru_cache(maxsize=1 << 15)
def sense(word: str) -> str:
    """What the forms of a word have in common, and words for one thing: their stem (Porter's, for English), or that of
    the word that stands for them all. ``word`` may be a plural without its s (``minoritie``), as tasks have it."""
    bare = word.strip("'")
    stem: str = _STEMMER.stemWord(f"{bare}s" if bare.endswith("ie") else bare)
    return _synonyms().get(stem, stem)


@cache
def _synonyms() -> Mapping[str, str]:
    """Stem of each synonym → stem of the first word of its row. Raises ``ValueError`` for a stem in two rows."""
    found: dict[str, str] = {}
    for row in _rows("mandate_synonyms.csv"):
        head = _STEMMER.stemWord(row["word"])
        for stem in {head, *map(_STEMMER.stemWord, row["synonyms"].split("|"))}:
            if stem in found:
                raise ValueError(f"mandate_synonyms.csv: {stem} stands in two rows")
            found[stem] = head
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with registers_folder().joinpath(name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)
