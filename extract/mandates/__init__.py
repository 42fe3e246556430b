"""Mandates: ``clauses`` of a paragraph, their ``addressees``, the ``tasks`` asked of them, with ``conditions`` and
``deadlines``."""

from __future__ import annotations

from extract.mandates.clauses import Clause, clauses, governing
from extract.mandates.deadlines import Limit, limit_of
from extract.mandates.tasks import OWN_ACTS, OwnAct, Task, find_acts, find_tasks, is_directive

__all__ = [
    "OWN_ACTS", "Clause", "Limit", "OwnAct", "Task", "clauses", "find_acts", "find_tasks", "governing", "is_directive",
    "limit_of",
]  # fmt: skip
