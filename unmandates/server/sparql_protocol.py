"""SPARQL 1.1 Protocol, the query operation: which query a request asks.

Source of the rules: https://www.w3.org/TR/sparql11-protocol/, section 2.1; statuses after section 2.1.6 and RFC 9110.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from urllib.parse import parse_qsl

from unmandates.answers.negotiation import FORM_DATA, SPARQL_QUERY
from unmandates.answers.problems import ProblemError
from unmandates.answers.request import SparqlTarget

_UPDATE = "application/sparql-update"

_MOST_PARAMETERS = 1000


def sparql_target(method: str, query_string: bytes, content_type: str, body: bytes) -> tuple[SparqlTarget, str]:
    """The query that a request asks, and the format that it names (empty where it names none).

    ``body`` is that of a POST. Raises ``ProblemError``: 400 for what is no query operation, 403 for updates, 415 for
    bodies in another form.
    """
    parameters = parameters_of(query_string)
    if method == "POST":
        header = Message()
        header["Content-Type"] = content_type
        kind = header.get_content_type() if content_type else ""
        charset = header.get_content_charset("utf-8") or "utf-8"
        if kind == _UPDATE:
            raise ProblemError(403, "updates are not taken: the store is open for reading only")
        if kind not in {SPARQL_QUERY, FORM_DATA}:
            raise ProblemError(415, f"send the query as {FORM_DATA} or as {SPARQL_QUERY}")
        if charset not in {"utf-8", "utf8", "us-ascii"}:
            raise ProblemError(415, "send the query in UTF-8")
        if kind == SPARQL_QUERY:
            parameters.append(("query", _text(body)))
        else:
            parameters += parameters_of(body)
    if _values(parameters, "update") or any(name.startswith("using-") for name, _ in parameters):
        raise ProblemError(403, "updates are not taken: the store is open for reading only")
    queries = _values(parameters, "query")
    if len(queries) != 1:
        raise ProblemError(
            400, "a request asks one query: " + ("none is there" if not queries else "several are there")
        )
    target = SparqlTarget(
        queries[0],
        tuple(_values(parameters, "default-graph-uri")),
        tuple(_values(parameters, "named-graph-uri")),
    )
    form = [*_values(parameters, "format"), *_values(parameters, "output"), ""]
    return target, form[0]


def format_without_query(query_string: bytes) -> str | None:
    """The format named (empty where none is) in an address without a query, which asks for the endpoint's description;
    None for other addresses."""
    parameters = parameters_of(query_string)
    if any(name not in {"format", "output"} for name, _ in parameters):
        return None
    return next((value for _, value in parameters), "")


def parameters_of(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or form, in order. Raises ``ProblemError`` where it is not in UTF-8."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise ProblemError(400, "names and values must be in UTF-8") from error
    except ValueError as error:
        raise ProblemError(400, f"there are more than {_MOST_PARAMETERS} parameters") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the query is not in UTF-8: byte {error.start + 1} is wrong") from error


def _values(parameters: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for one, value in parameters if one == name]
