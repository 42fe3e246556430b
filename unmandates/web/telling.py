"""What the server tells its keepers: numbers for Prometheus, and lines of JSON for events and requests.

A line holds printable ASCII alone, whatever a client sent, and at most some kilobytes. A line that cannot be written
is lost and counted: a full disk or a reader that is gone takes no service down.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from unmandates.config import version
from unmandates.web.processes import Ending

_LONGEST = 500
"""Characters of an address, or of what a client calls itself, that are kept in a line."""

_LONGEST_CLIENT = 50
_LONGEST_FACT = 2000

CONTENT_TYPE = "text/plain; version=0.0.4"

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Telling:
    """Counts and logs. Events are written to ``out``, none where it is None; with ``requests``, these too."""

    def __init__(self, out: TextIO | None = sys.stdout, *, requests: bool = True) -> None:
        self._out = out
        self._log_requests = requests
        self.registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        self.requests = self._counter("requests", "Requests answered", "route", "status")
        self.seconds = Histogram(
            "unmandates_request_seconds",
            "From a request's head to the end of its answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.endings = self._counter("workers_ended", "Workers that ended at their work", "lane", "reason")
        self.switches = self._counter("switches", "Switches to another store", "outcome")
        self.faults = self._counter("faults", "Faults of the program while it served")
        self.lost = self._counter("log_lines_lost", "Lines of the log that could not be written")
        for outcome in ("done", "failed"):
            self.switches.labels(outcome)
        Gauge("unmandates_build_info", "Always 1", ("version",), registry=self.registry).labels(version()).set(1)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"unmandates_{name}", text, labels, registry=self.registry)

    def gauge(self, name: str, text: str, value: Callable[[], float], **labels: str) -> None:
        """A number that is looked up when it is asked for; the same name may be used once for each value of
        ``labels``."""
        gauge = self._gauges.get(name)
        if gauge is None:
            gauge = self._gauges[name] = Gauge(f"unmandates_{name}", text, tuple(labels), registry=self.registry)
        (gauge.labels(**labels) if labels else gauge).set_function(value)

    def ended(self, lane: str, why: Ending) -> None:
        """A worker ended at its work."""
        self.endings.labels(lane, str(why)).inc()

    def answered(
        self, *, route: str, method: str, target: str, status: int, sent: int, seconds: float, client: str, agent: str
    ) -> None:
        """A request was answered; ``status`` is 0 for a client that went before."""
        self.requests.labels(route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        if self._log_requests:
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

    def said(self, event: str, **facts: str | float) -> None:
        """Something happened to the server itself."""
        bounded = {name: fact[-_LONGEST_FACT:] if isinstance(fact, str) else fact for name, fact in facts.items()}
        self._write(event=event, **bounded)

    def metrics(self) -> bytes:
        """All numbers, as Prometheus reads them."""
        return generate_latest(self.registry)

    def _write(self, **facts: str | float) -> None:
        if self._out is None:
            return
        line = json.dumps(
            {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **facts}, separators=(",", ":")
        )
        try:
            self._out.write(line.replace("\x7f", "\\u007f") + "\n")
            self._out.flush()
        except (OSError, ValueError):
            self.lost.inc()

    def end(self) -> None:
        """Let go of what could not be written, so that the end of the process does not fail for it."""
        if self._out is None:
            return
        try:
            self._out.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())


class Faults(logging.Handler):
    """Takes what uvicorn logs: faults become events, and warnings about what clients do wrong are left out, or a flood
    of them would flood the log."""

    def __init__(self, telling: Telling) -> None:
        super().__init__(logging.ERROR)
        self._telling = telling

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a fault."""
        self._telling.faults.inc()
        self._telling.said("fault", what=self.format(record))
