"""Exit statuses."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Exit statuses of every command. A closed pipe and Ctrl-C give 141 and 130, as shells expect."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2
    PROGRAM_ERROR = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141
