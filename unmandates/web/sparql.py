"""A query of a client's own, answered whole or refused: parsed and judged first, bounded while it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from graph.export.rdf import PREFIXES
from graph.sparql import QueryError
from graph.store import Dataset, LocalStore, Solutions, StoreError
from unmandates.web.bounded import Bounded, TooMuchError, at_most
from unmandates.web.media import BOOLEANS, GRAPHS, TABLES, chosen, in_order
from unmandates.web.problems import ProblemError
from unmandates.web.tasks import Sparql, Trade

_POSITION = re.compile(r"\berror at (?P<line>\d+):(?P<column>\d+): ")
_LONG_LISTS = re.compile(r"expected one of .*", re.DOTALL)
_UPDATE = re.compile(
    r"\A(?:\s|#[^\n]*\n|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)


def answer_sparql(store: LocalStore, task: Sparql, trade: Trade, accept: str, form: str) -> tuple[str, bytes]:
    """Media type and body of the answer. Raises ``ProblemError``."""
    return written(solved(store, task, trade), trade, accept, form)


def solved(store: LocalStore, task: Sparql, trade: Trade) -> Solutions:
    """The solutions of a query, to be taken yet. Raises ``ProblemError``."""
    if _depth(task.query) > trade.nesting:
        raise ProblemError(400, f"this query is nested more than {trade.nesting} deep")
    try:
        return store.solve(task.query, Dataset(task.default_graphs, task.named_graphs))
    except QueryError as fault:
        raise _refusal(task.query, str(fault)) from fault
    except StoreError as fault:
        raise ProblemError(500, str(fault)) from fault


def written(found: Solutions, trade: Trade, accept: str, form: str) -> tuple[str, bytes]:
    """Solutions in the form that a client wants. Raises ``ProblemError``."""
    if isinstance(found, ox.QueryTriples):
        media = _media(tuple(GRAPHS), accept, form)
        out = Bounded(trade.bytes, trade.rows)
        prefixes = PREFIXES if GRAPHS[media] in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
        try:
            triples = at_most(found, trade.rows, "triples")
            ox.serialize(triples, out.stream, format=GRAPHS[media], prefixes=prefixes)
        except TooMuchError as fault:
            raise too_much(fault) from fault
        except (OSError, RuntimeError) as fault:
            raise ProblemError(500, f"the store failed to answer: {fault}") from fault
        return media, in_order(out.value) if prefixes else out.value
    if isinstance(found, ox.QueryBoolean):
        media = _media(BOOLEANS, accept, form)
        return media, found.serialize(format=TABLES[media]) or b""
    media = _media(tuple(TABLES), accept, form)
    out = Bounded(trade.bytes, trade.rows, TABLES[media])
    try:
        found.serialize(out.stream, format=TABLES[media])
    except TooMuchError as fault:
        raise too_much(fault) from fault
    except (OSError, RuntimeError) as fault:
        raise ProblemError(500, f"the store failed to answer: {fault}") from fault
    return media, out.value


def _media(offered: Sequence[str], accept: str, form: str) -> str:
    media = chosen(offered, accept, form)
    if media is None:
        raise ProblemError(406, f"this answer can be had as {', '.join(offered)}")
    return media


def too_much(fault: TooMuchError) -> ProblemError:
    """What a client is told of an answer that is too large."""
    return ProblemError(400, f"{fault}: ask for less (LIMIT), or take the dumps")


def _refusal(query: str, told: str) -> ProblemError:
    if _UPDATE.match(query):
        return ProblemError(400, "this is an update: queries only, the store is open for reading only")
    position = _POSITION.search(told)
    line, column = (int(position["line"]), int(position["column"])) if position else (None, None)
    # What the parser would have taken instead runs over pages.
    detail = _LONG_LISTS.sub("unexpected here", told) if len(told) > 200 else told
    return ProblemError(400, detail, line=line, column=column)


def _depth(query: str) -> int:
    """How deep brackets of any kind stand in one another, those in texts and remarks counted too: a parser that goes
    down into each can run out of stack."""
    depth = deepest = 0
    for sign in re.finditer(r"[({\[]|[)}\]]", query):
        depth = depth + 1 if sign[0] in "({[" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
