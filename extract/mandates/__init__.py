"""Mandates: ``clauses`` of a paragraph, their ``addressees``, the ``tasks`` asked of them, with ``conditions`` and
``deadlines``."""

from __future__ import annotations

from extract.mandates.clauses import Clause, clauses, governing
from extract.mandates.deadlines import Limit, limit_of
from extract.mandates.tasks import OwnAction, Task, find_operative_actions, find_tasks, is_directive

__all__ = [
    "Clause", "Limit", "OwnAction", "Task", "clauses", "find_operative_actions", "find_tasks", "governing",
    "is_directive", "limit_of",
]  # fmt: skip
