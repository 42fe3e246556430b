"""Lines of JSON for the events of the server and, where wanted, for requests.

A line holds printable ASCII alone, whatever a client sent, and at most some kilobytes. A line that cannot be written is
lost and counted: a full disk, or a reader that is gone, stops no service.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from datetime import UTC, datetime
from typing import TextIO

from unmandates.server.metrics import Metrics

_LONGEST = 500
"""Characters of an address, or of the name of a client's program, that a line holds."""

_LONGEST_CLIENT = 50
_LONGEST_FACT = 2000


class AccessLog:
    """Writes events to ``out``; with ``requests``, these too. ``metrics`` counts the lines that are lost."""

    def __init__(self, out: TextIO, metrics: Metrics, *, requests: bool) -> None:
        self._out = out
        self._metrics = metrics
        self._requests = requests

    def request(
        self, *, route: str, method: str, target: str, status: int, sent: int, seconds: float, client: str, agent: str
    ) -> None:
        """A request was answered; ``status`` is 0 for a client that went before."""
        if self._requests:
            self._write(
                client=client[:_LONGEST_CLIENT],
                method=method[:_LONGEST_CLIENT],
                target=target[:_LONGEST],
                route=route,
                status=status,
                bytes=sent,
                ms=round(seconds * 1000, 1),
                agent=agent[:_LONGEST],
            )

    def event(self, name: str, **facts: str | float) -> None:
        """Something happened to the server itself."""
        limited = {key: fact[-_LONGEST_FACT:] if isinstance(fact, str) else fact for key, fact in facts.items()}
        self._write(event=name, **limited)

    def close(self) -> None:
        """Drop what could not be written, so that the end of the process does not fail for it."""
        try:
            self._out.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())

    def _write(self, **facts: str | float) -> None:
        line = json.dumps(
            {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **facts}, separators=(",", ":")
        )
        try:
            self._out.write(line.replace("\x7f", "\\u007f") + "\n")
            self._out.flush()
        except (OSError, ValueError):
            self._metrics.log_lines_lost.inc()


class ErrorEvents(logging.Handler):
    """Takes what uvicorn logs: errors become events; warnings about what clients do wrong are left out, or a flood of
    them would flood the log."""

    def __init__(self, log: AccessLog, metrics: Metrics) -> None:
        super().__init__(logging.ERROR)
        self._log = log
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        """Log an error as an event."""
        self._metrics.errors.inc()
        self._log.event("error", message=self.format(record))
