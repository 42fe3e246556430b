"""The cases of ``cases/``: every stated row is read, and no other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from reading_cases import Case, CaseError, differences, load_cases

ALL = load_cases()
PER_FILE = {}


@pytest.mark.parametrize("case", ALL, ids=[f"{case.subject}: {case.title}" for case in ALL])
def test_case(case: Case) -> None:
    assert differences(case) == []
