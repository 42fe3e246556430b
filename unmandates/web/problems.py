"""What cannot be answered, told to programs (RFC 9457) and to people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec

from unmandates.web.media import PROBLEM
from unmandates.web.tasks import Outcome


class ProblemError(Exception):
    """A request that ends with ``status``, and why; ``line`` and ``column`` (from 1) where a query is wrong,
    ``nearest`` what may have been meant where a name is."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        line: int | None = None,
        column: int | None = None,
        nearest: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.line = line
        self.column = column
        self.nearest = nearest


def problem(fault: ProblemError, headers: Mapping[str, str] | None = None) -> Outcome:
    """The answer that tells of it."""
    told: dict[str, str | int | tuple[str, ...]] = {
        "title": HTTPStatus(fault.status).phrase,
        "status": fault.status,
        "detail": fault.detail,
    }
    if fault.line is not None and fault.column is not None:
        told |= {"line": fault.line, "column": fault.column}
    if fault.nearest:
        told["nearest"] = fault.nearest
    always = {"Cache-Control": "no-store"}
    return Outcome(fault.status, PROBLEM, msgspec.json.encode(told), {**always, **(headers or {})})
