"""What cannot be answered, reported to programs (RFC 9457) and to people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec

from unmandates.answers.negotiation import PROBLEM
from unmandates.answers.response import Response


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


def problem(error: ProblemError, headers: Mapping[str, str] | None = None) -> Response:
    """The response that reports it."""
    members: dict[str, str | int | tuple[str, ...]] = {
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.detail,
    }
    if error.line is not None and error.column is not None:
        members |= {"line": error.line, "column": error.column}
    if error.nearest:
        members["nearest"] = error.nearest
    always = {"Cache-Control": "no-store"}
    return Response(error.status, PROBLEM, msgspec.json.encode(members), {**always, **(headers or {})})


def store_failure(error: Exception) -> ProblemError:
    """The problem of a store that fails while it answers."""
    return ProblemError(500, f"the store failed to answer: {error}")
