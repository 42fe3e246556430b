"""The check of the project's words finds what it is to find, and nothing else."""

from __future__ import annotations

import pytest
from word_check import GLOSSARY, ROOT, Misuse, files, misuses, read_glossary, table_rows

TABLES = """
| module | why |
|---|---|
| `__init__`, `mandates` | names of kinds |
| `bench/*` | named after what it measures |

| retired | write instead | where | still right |
|---|---|---|---|
| `quoth`, `quoths` | says | anywhere | `quoth the raven`, `docs/history/*` |
| `weigh … upon` | compare | anywhere | |
| `gaffer` | addressee | identifiers | |
| `stored` | cache | modules and classes | `Stored Fish` |
"""
SMALL = read_glossary(TABLES)


def found(texts: dict[str, str]) -> list[str]:
    return [str(one) for one in misuses(texts, SMALL)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It quoth so.", [1]),
        ("all is well\nQUOTH\n", [2]),
        ("quoth_by = 1", [1]),
        ("_quoth", [1]),
        ("class QuothBy: ...", [1]),
        ("isQuoth", [1]),
        ("quoth and quoths", [1, 1]),
        ("unquoth", []),
        ("quothing", []),
        ("then quoth the raven, as all know", []),
        ("then quoth the\n# raven, as all know", []),
        ("quoth the hen", [1]),
        ("to weigh one thing upon another", [1]),
        ("to weigh\none thing\nupon another", [1]),
        ("to weigh one and the same thing twice upon another", []),
        ("gaffer, stored", []),
    ],
)
def test_words_are_found_anywhere(text: str, lines: list[int]) -> None:
    assert [one.line for one in misuses({"docs/page.md": text}, SMALL)] == lines


def test_a_misuse_has_file_line_and_replacement() -> None:
    assert found({"graph/page.py": "x = 1\n# It quoth so.\n"}) == ["graph/page.py:2: “quoth” is retired: write says"]


def test_file_names_are_words_too() -> None:
    assert found({"graph/quoth_page.py": ""}) == ["graph/quoth_page.py:1: “quoth_page.py” is retired: write says"]


def test_a_file_that_the_table_allows_is_left_alone() -> None:
    assert found({"docs/history/1.md": "It quoth so.", GLOSSARY: "quoth"}) == []


def test_identifiers_are_names_that_code_gives() -> None:
    code = """
def first(gaffer: int) -> int:  # a gaffer is an old man
    the_gaffer = other.gaffer
    return gaffers(gaffer)
def test_no_gaffer_is_left(): ...
class GafferOf: ...
"""
    assert [one.line for one in misuses({"extract/a.py": code}, SMALL)] == [2, 3, 6]


def test_modules_and_classes_are_retired_whole() -> None:
    code = "class Stored: ...\nclass _Stored: ...\nclass StoredFish: ...\ndef stored(): ...\nstored = 1\n"
    assert [one.line for one in misuses({"extract/a.py": code}, SMALL)] == [1, 2]
    assert [one.file for one in misuses({"graph/stored.py": "", "tests/test_stored.py": ""}, SMALL)] == [
        "graph/stored.py",
        "tests/test_stored.py",
    ]


def test_a_class_that_stands_twice_is_found_at_the_second() -> None:
    texts = {
        "extract/a.py": "class Line: ...\nclass _Private: ...\n",
        "graph/b.py": "x = 1\nclass Line: ...\nclass _Private: ...\n",
        "graph/c.py": "class Other: ...\n",
    }
    assert misuses(texts, SMALL) == [
        Misuse("graph/b.py", 2, "the class Line stands in extract/a.py too: give one of them another name")
    ]


def test_a_module_that_stands_twice_is_found_unless_its_name_is_shared() -> None:
    names = [
        "extract/a.py",
        "graph/a.py",
        "extract/mandates.py",
        "graph/mandates.py",
        "bench/a.py",
        "graph/__init__.py",
    ]
    assert found(dict.fromkeys([*names, "extract/__init__.py"], "")) == [
        "graph/a.py:1: the module a stands in extract/a.py too: give one of them another name"
    ]


def test_the_glossary_can_be_read() -> None:
    glossary = read_glossary((ROOT / GLOSSARY).read_text("utf-8"))
    assert len(glossary.retired) > 20
    assert {row.where for row in glossary.retired} == {"anywhere", "identifiers", "modules and classes"}
    assert all(row.words and row.replacement for row in glossary.retired)
    assert "__init__" in glossary.shared_names


def test_a_term_stands_once_in_the_glossary() -> None:
    text = (ROOT / GLOSSARY).read_text("utf-8")
    terms = [row[0] for row in table_rows(text, "term")]
    assert len(terms) > 60
    assert len(terms) == len(set(terms))
    words = [word for row in read_glossary(text).retired for word in row.words]
    assert len(words) == len(set(words))


def test_the_project_s_own_texts_are_read_and_facts_are_not() -> None:
    names = set(files(ROOT))
    assert {"Makefile", "README.md", "ontology/unmandates.ttl", "queries/cites.rq", "tests/test_word_check.py"} <= names
    assert [name for name in names if "registers/" in name and name.endswith(".csv")] == []
