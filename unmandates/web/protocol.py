"""SPARQL 1.1 Protocol, the query operation: what a request asks.

Source of the rules: https://www.w3.org/TR/sparql11-protocol/, section 2.1; statuses after section 2.1.6 and RFC 9110.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from urllib.parse import parse_qsl

from unmandates.web.problems import ProblemError
from unmandates.web.tasks import Sparql

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"

_MOST_PARAMETERS = 1000


def sparql_task(method: str, query_string: bytes, content_type: str, body: bytes) -> tuple[Sparql, str]:
    """The query that a request asks, and the format that it names (empty where it names none).

    ``body`` is that of a POST. Raises ``ProblemError``: 400 for what is no query operation, 403 for updates, 415 for
    bodies in another form.
    """
    parameters = parsed(query_string)
    if method == "POST":
        told = Message()
        told["Content-Type"] = content_type
        kind = told.get_content_type() if content_type else ""
        charset = told.get_content_charset("utf-8") or "utf-8"
        if kind == UPDATE:
            raise ProblemError(403, "updates are not taken: the store is open for reading only")
        if kind not in {QUERY, FORM}:
            raise ProblemError(415, f"send the query as {FORM} or as {QUERY}")
        if charset not in {"utf-8", "utf8", "us-ascii"}:
            raise ProblemError(415, "send the query in UTF-8")
        if kind == QUERY:
            parameters.append(("query", _text(body)))
        else:
            parameters += parsed(body)
    if _values(parameters, "update") or any(name.startswith("using-") for name, _ in parameters):
        raise ProblemError(403, "updates are not taken: the store is open for reading only")
    queries = _values(parameters, "query")
    if len(queries) != 1:
        raise ProblemError(
            400, "a request asks one query: " + ("none is there" if not queries else "several are there")
        )
    task = Sparql(
        queries[0],
        tuple(_values(parameters, "default-graph-uri")),
        tuple(_values(parameters, "named-graph-uri")),
    )
    form = [*_values(parameters, "format"), *_values(parameters, "output"), ""]
    return task, form[0]


def asks_nothing(query_string: bytes) -> str | None:
    """The format named (empty where none is) in an address that asks no query, only for the endpoint itself; None for
    others."""
    parameters = parsed(query_string)
    if any(name not in {"format", "output"} for name, _ in parameters):
        return None
    return next((value for _, value in parameters), "")


def parsed(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or form, in order. Raises ``ProblemError`` where it is no UTF-8."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as fault:
        raise ProblemError(400, "names and values must be in UTF-8") from fault
    except ValueError as fault:
        raise ProblemError(400, f"there are more than {_MOST_PARAMETERS} parameters") from fault


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ProblemError(400, f"the query is no UTF-8: byte {fault.start + 1} is wrong") from fault


def _values(parameters: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for one, value in parameters if one == name]
