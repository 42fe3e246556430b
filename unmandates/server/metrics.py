"""Numbers about the server, for Prometheus. Labels take values from short lists, whatever is asked."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from unmandates.config import version

CONTENT_TYPE = "text/plain; version=0.0.4"

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The numbers of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        self._requests = self._counter("requests", "Requests answered", "route", "status")
        self._seconds = Histogram(
            "unmandates_request_seconds",
            "From a request's head to the end of its answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._workers_ended = self._counter("workers_ended", "Workers that ended at their work", "pool", "reason")
        self.switches = self._counter("switches", "Switches to another store", "outcome")
        self.errors = self._counter("errors", "Errors of the program while it served")
        self.log_lines_lost = self._counter("log_lines_lost", "Lines of the log that could not be written")
        for outcome in ("done", "failed"):
            self.switches.labels(outcome)
        Gauge("unmandates_build_info", "Always 1", ("version",), registry=self._registry).labels(version()).set(1)

    def gauge(self, name: str, text: str, value: Callable[[], float], **labels: str) -> None:
        """A number that is looked up when it is asked for; the same name may be used once for each value of
        ``labels``."""
        gauge = self._gauges.get(name)
        if gauge is None:
            gauge = self._gauges[name] = Gauge(f"unmandates_{name}", text, tuple(labels), registry=self._registry)
        (gauge.labels(**labels) if labels else gauge).set_function(value)

    def worker_ended(self, pool: str, reason: str) -> None:
        """A worker ended at its work."""
        self._workers_ended.labels(pool, reason).inc()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """A request was answered; ``status`` is 0 for a client that went before."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def exposition(self) -> bytes:
        """All numbers, in the text format of Prometheus."""
        return generate_latest(self._registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"unmandates_{name}", text, labels, registry=self._registry)
