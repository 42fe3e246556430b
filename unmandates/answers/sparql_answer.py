"""A query that a client wrote, answered whole or refused: judged when it is parsed, bounded while it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from graph.export.rdf import PREFIXES
from graph.sparql import QueryError
from graph.store import Dataset, Solutions, StoreError
from unmandates.answers.bounded_buffer import AnswerTooLargeError, BoundedBuffer, at_most
from unmandates.answers.context import Context
from unmandates.answers.negotiation import BOOLEANS, GRAPHS, TABLES, chosen, with_sorted_prefixes
from unmandates.answers.problems import ProblemError, store_failure
from unmandates.answers.request import Request, SparqlTarget
from unmandates.answers.response import Response
from unmandates.answers.site_terms import AnswerLimits

MOST_NESTED = 200
"""How deep brackets of a query may be nested: deeper, its parser may run out of stack."""

_POSITION = re.compile(r"\berror at (?P<line>\d+):(?P<column>\d+): ")
_LONG_LISTS = re.compile(r"expected one of .*", re.DOTALL)
_UPDATE = re.compile(
    r"\A(?:\s|#[^\n]*\n|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)


def answer_sparql(context: Context, target: SparqlTarget, request: Request) -> Response:
    """The answer to a query, for programs. Raises ``ProblemError``."""
    media, body = serialized(solutions(context, target), context.limits, request.accept, request.form)
    return Response(200, media, body, {"Vary": "Accept, Accept-Encoding"})


def solutions(context: Context, target: SparqlTarget) -> Solutions:
    """The solutions of a query, yet to be read. Raises ``ProblemError``."""
    if _nesting(target.query) > MOST_NESTED:
        raise ProblemError(400, f"this query is nested more than {MOST_NESTED} deep")
    try:
        return context.store.solve(target.query, Dataset(target.default_graphs, target.named_graphs))
    except QueryError as error:
        raise _refusal(target.query, str(error)) from error
    except StoreError as error:
        raise ProblemError(500, str(error)) from error


def serialized(found: Solutions, limits: AnswerLimits, accept: str, form: str) -> tuple[str, bytes]:
    """Media type and bytes of solutions, in the form that a client takes. Raises ``ProblemError``."""
    if isinstance(found, ox.QueryBoolean):
        media = _media(BOOLEANS, accept, form)
        return media, found.serialize(format=TABLES[media]) or b""
    try:
        if isinstance(found, ox.QueryTriples):
            media = _media(tuple(GRAPHS), accept, form)
            return media, _serialized_triples(found, limits, media)
        media = _media(tuple(TABLES), accept, form)
        out = BoundedBuffer(limits.bytes, limits.rows, TABLES[media])
        found.serialize(out.stream, format=TABLES[media])
    except AnswerTooLargeError as error:
        raise too_large(error) from error
    except (OSError, RuntimeError) as error:
        raise store_failure(error) from error
    return media, out.value


def too_large(error: AnswerTooLargeError) -> ProblemError:
    """The refusal of an answer that is too large."""
    return ProblemError(400, f"{error}: ask for less (LIMIT), or take the dumps")


def _serialized_triples(found: ox.QueryTriples, limits: AnswerLimits, media: str) -> bytes:
    out = BoundedBuffer(limits.bytes, limits.rows)
    prefixes = PREFIXES if GRAPHS[media] in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    ox.serialize(at_most(found, limits.rows, "triples"), out.stream, format=GRAPHS[media], prefixes=prefixes)
    return with_sorted_prefixes(out.value) if prefixes else out.value


def _media(offered: Sequence[str], accept: str, form: str) -> str:
    media = chosen(tuple(offered), accept, form)
    if media is None:
        raise ProblemError(406, f"this answer can be had as {', '.join(offered)}")
    return media


def _refusal(query: str, message: str) -> ProblemError:
    if _UPDATE.match(query):
        return ProblemError(400, "this is an update: queries only, the store is open for reading only")
    position = _POSITION.search(message)
    line, column = (int(position["line"]), int(position["column"])) if position else (None, None)
    # The list of all that the parser would have taken instead is pages long.
    detail = _LONG_LISTS.sub("unexpected here", message) if len(message) > 200 else message
    return ProblemError(400, detail, line=line, column=column)


def _nesting(query: str) -> int:
    """How deep brackets of any kind are nested, those in literals and comments counted too: a parser that descends
    into each can run out of stack."""
    depth = deepest = 0
    for bracket in re.finditer(r"[({\[]|[)}\]]", query):
        depth = depth + 1 if bracket[0] in "({[" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
