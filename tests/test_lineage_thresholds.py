"""The thresholds of lineage: one table, each row in use, no number beside it, each sample at hand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from graph.lineage import thresholds as module
from graph.lineage.thresholds import ROLES, count, share, thresholds

ROOT = Path(__file__).parent.parent
LINEAGE = sorted((ROOT / "graph" / "lineage").glob("*.py"))
NAMED = re.compile(r"\b(?:share|count)\(\"([a-z_.]+)\"\)")
FACTS = {"FORMAT", "_APPLICATION_ID", "_BATCH", "_FIRST_SESSION", "_SESSIONS_A_YEAR", "_DAYS", "_PACES", "_NUMBERS"}
"""Constants that are no thresholds: of the cache's file, of the calendar, of organs."""


def test_every_row_is_used_and_every_name_is_a_row() -> None:
    used = [name for file in LINEAGE for name in NAMED.findall(file.read_text("utf-8"))]
    assert len(used) > 100
    assert sorted(set(used)) == list(thresholds())


def test_every_row_says_what_it_is_and_on_which_sample() -> None:
    judged = ROOT / "docs" / "judged"
    readme = (judged / "README.md").read_text("utf-8")
    for row in thresholds().values():
        assert len(row.meaning.split()) > 3, row
        assert row.role in ROLES, row
        assert (judged / row.sample).is_file() or "register of drafts" in row.sample, row
    assert "register of 229 rows" in readme


def test_no_rule_of_lineage_has_a_number_of_its_own() -> None:
    bare = []
    for file in LINEAGE:
        for node in ast.parse(file.read_text("utf-8")).body:
            names = {target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)}
            if names <= FACTS and names:
                continue
            bare += [f"{file.name}:{line}: {number}" for line, number in _thresholds_in(node)]
    assert bare == []


def _thresholds_in(node: ast.AST) -> list[tuple[int, float]]:
    """Numbers with a fraction, and whole ones above 2 that a constant is set to or something is compared with, each
    with its line."""
    compared = {id(part) for one in ast.walk(node) if isinstance(one, ast.Compare) for part in one.comparators}
    constant = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    found = []
    for one in ast.walk(node):
        if not isinstance(one, ast.Constant):
            continue
        value = one.value
        if (isinstance(value, float) and value not in {0.0, 1.0}) or (
            isinstance(value, int) and value > 2 and (constant or id(one) in compared)
        ):
            found.append((one.lineno, value))
    return found


def test_a_table_with_an_error_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "name,value,meaning,role,sample\n"
    for rows in ("a,1,m,set,s\na,2,m,set,s\n", "a,1,m,guessed,s\n", "a,much,m,set,s\n"):
        table = tmp_path / "thresholds.csv"
        table.write_text(head + rows, "utf-8")
        monkeypatch.setattr(module, "file", lambda table=table: table)
        thresholds.cache_clear()
        with pytest.raises(ValueError, match=r"a stands twice|could not convert"):
            thresholds()
    thresholds.cache_clear()


def test_a_count_is_whole() -> None:
    assert count("drafts.longest_way") == 2
    assert share("drafts.like_title") == 0.45
    with pytest.raises(ValueError, match="not a whole number"):
        count("drafts.like_title")
    with pytest.raises(KeyError):
        share("drafts.no_such_row")
