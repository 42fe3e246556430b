"""What the server tells its keepers: numbers for Prometheus, and a line of JSON for each request."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from unmandates.web.processes import Ending

_LONGEST = 500
"""Characters of an address, or of what a client calls itself, that are kept in a line."""

CONTENT_TYPE = "text/plain; version=0.0.4"


class Telling:
    """Counts and logs. ``lines`` are written to ``out``, none where it is None."""

    def __init__(self, out: TextIO | None = sys.stdout) -> None:
        self._out = out
        self.registry = CollectorRegistry()
        self.requests = Counter("unmandates_requests", "Requests answered", ("route", "status"), registry=self.registry)
        self.seconds = Histogram(
            "unmandates_request_seconds",
            "From a request's head to the end of its answer",
            ("route",),
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
            registry=self.registry,
        )
        self.endings = Counter(
            "unmandates_workers_ended", "Workers that ended at their work", ("lane", "reason"), registry=self.registry
        )
        self.switches = Counter(
            "unmandates_switches", "Switches to another store", ("outcome",), registry=self.registry
        )

    def gauge(self, name: str, text: str, value: Callable[[], float]) -> None:
        """A number that is looked up when it is asked for."""
        Gauge(f"unmandates_{name}", text, registry=self.registry).set_function(value)

    def ended(self, lane: str, why: Ending) -> None:
        """A worker ended at its work."""
        self.endings.labels(lane, str(why)).inc()

    def answered(
        self, *, route: str, method: str, target: str, status: int, sent: int, seconds: float, client: str, agent: str
    ) -> None:
        """A request was answered."""
        self.requests.labels(route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        if self._out is not None:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": client,
                "method": method,
                "target": target[:_LONGEST],
                "route": route,
                "status": status,
                "bytes": sent,
                "ms": round(seconds * 1000, 1),
                "agent": agent[:_LONGEST],
            }
            self._out.write(msgspec.json.encode(line).decode() + "\n")
            self._out.flush()

    def said(self, event: str, **facts: str | float) -> None:
        """Something happened to the server itself."""
        if self._out is not None:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
            self._out.write(msgspec.json.encode(line).decode() + "\n")
            self._out.flush()

    def metrics(self) -> bytes:
        """All numbers, as Prometheus reads them."""
        return generate_latest(self.registry)
