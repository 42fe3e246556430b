"""The cases of ``cases/``: every stated row is read, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_cases import Case, CaseError, differences, load_cases

ALL = load_cases()
SUBJECTS = {
    *(
        "adoption",
        "bodies",
        "deadlines",
        "head",
        "instruments",
        "mandates",
        "markers",
        "notes",
        "paragraphs",
        "pinpoints",
        "relations",
        "resolutions",
    ),
    *("symbols", "treaties"),
}


@pytest.mark.parametrize("case", ALL, ids=[f"{case.subject}: {case.title}" for case in ALL])
def test_case(case: Case) -> None:
    assert differences(case) == []


def test_cases_of_every_subject_are_run() -> None:
    assert {case.subject for case in ALL} == SUBJECTS
    assert len(ALL) >= 300
    assert len({(case.subject, case.title) for case in ALL}) == len(ALL)


CASE = """# Lamps

```frame
The General Assembly,

{}
```

## A lamp

```text
1. Welcomes the lamp;
```

"""


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        ("mandates: none\n", []),
        ("paragraphs:\n\n| unit |\n|---|\n| op1 |\n", []),
        ("paragraphs:\n\n| unit |\n|---|\n| op2 |\n", ["paragraphs lacks unit=op2", "paragraphs has   unit=op1"]),
        ("paragraphs, among others:\n\n| unit |\n|---|\n| op2 |\n", ["paragraphs lacks unit=op2"]),
        ("paragraphs:\n\n| unit | text |\n|---|---|\n| op1 | Welcomes the lamp; |\n", []),
    ],
)
def test_differences_are_reported(tmp_path: Path, tables: str, found: list[str]) -> None:
    (tmp_path / "lamps.md").write_text(CASE + tables, "utf-8")
    (case,) = load_cases(tmp_path)
    assert differences(case) == found


@pytest.mark.parametrize(
    "tables",
    [
        "",
        "lamps: none\n",
        "paragraphs:\n",
        "paragraphs: none\n\n| unit |\n|---|\n| op1 |\n",
        "paragraphs:\n\n| lamp |\n|---|\n| op1 |\n",
        "paragraphs:\n\n| unit | text |\n|---|---|\n| op1 |\n",
        "mandates: none\n\n| unit |\n|---|\n| op1 |\n",
        "```text\n2. Welcomes the shelf;\n```\n\nmandates: none\n",
    ],
)
def test_what_is_no_case_is_refused(tmp_path: Path, tables: str) -> None:
    (tmp_path / "lamps.md").write_text(CASE + tables, "utf-8")
    with pytest.raises(CaseError, match=r"^lamps\.md: A lamp: "):
        load_cases(tmp_path)
