"""The endpoint for people: a form that works without a script, and what came of a query below it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.export.rdf import PREFIXES
from unmandates.web.bounded import TooMuchError
from unmandates.web.media import GRAPHS, HTML, TABLES, chosen, in_order, typed
from unmandates.web.problems import ProblemError, problem
from unmandates.web.site import page
from unmandates.web.sparql import solved, too_much
from unmandates.web.tables import MOST_ROWS, Shown, shown
from unmandates.web.tasks import Order, Outcome, Sparql, Trade

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

EXAMPLE = """PREFIX unm: <https://w3id.org/unmandates/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?document ?title ?adopted WHERE {
  ?document a unm:Resolution ; dcterms:title ?title ; unm:adopted ?adopted .
}
ORDER BY DESC(?adopted)
LIMIT 20"""

_TABLE_FORMS = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "XML": "xml"}
_GRAPH_FORMS = {"Turtle": "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld", "RDF/XML": "rdfxml"}


def wants_page(order: Order) -> bool:
    """Whether a page is what a client prefers, as browsers do."""
    return chosen((*TABLES, *GRAPHS, HTML), order.accept, order.form) == HTML


def answered_page(desk: Desk, task: Sparql) -> Outcome:
    """The page with the beginning of the answer to a query, or with what is wrong with it."""
    trade = desk.trade
    table: Shown | None = None
    boolean: bool | None = None
    triples = ""
    fault: ProblemError | None = None
    names = _TABLE_FORMS
    try:
        found = solved(desk.store, task, trade)
        if isinstance(found, ox.QueryBoolean):
            boolean, names = bool(found), {}
        elif isinstance(found, ox.QueryTriples):
            triples, names = _turtle(found), _GRAPH_FORMS
        else:
            table = shown(found, desk)
    except ProblemError as problematic:
        fault, names = problematic, {}
    given = [
        ("query", task.query),
        *(("default-graph-uri", one) for one in task.default_graphs),
        *(("named-graph-uri", one) for one in task.named_graphs),
    ]
    forms = [(name, f"{trade.root}/sparql?{urlencode([*given, ('format', form)])}") for name, form in names.items()]
    body = query_page(
        trade, task.query, table=table, boolean=boolean, triples=triples, forms=forms, fault=fault, graphs=given[1:]
    )
    if len(body) > trade.bytes:
        raise too_much(TooMuchError(f"the page has more than {trade.bytes:,} bytes"))
    headers = {"Vary": "Accept, Accept-Encoding"}
    if fault is None:
        return Outcome(200, HTML, body, headers)
    return Outcome(fault.status, typed(HTML), body, {**problem(fault).headers, **headers})


def query_page(trade: Trade, query: str = EXAMPLE, **values: object) -> bytes:
    """The page with the form for ``query``, and with ``values`` of what came of it."""
    nothing: dict[str, object] = {
        "table": None,
        "boolean": None,
        "triples": "",
        "forms": [],
        "fault": None,
        "graphs": [],
    }
    return page(
        "sparql.html",
        root=trade.root,
        query=query,
        limits=limits(trade),
        endpoint=f"{trade.publication.base}sparql",
        **{**nothing, **values},
    )


def limits(trade: Trade) -> tuple[str, ...]:
    """What one answer may cost, in words."""
    return (
        f"An answer has at most {trade.rows:,} rows or triples and {trade.bytes:,} bytes: more is refused, never cut.",
        f"A query that is not answered within {trade.deadline:g} seconds is ended.",
        f"Brackets may stand in one another {trade.nesting} deep.",
        "Updates and SERVICE are refused; FROM and FROM NAMED may name graphs of this store.",
    )


def _turtle(found: ox.QueryTriples) -> str:
    """The first triples, with a remark where there are more."""
    try:
        taken = list(islice(found, MOST_ROWS + 1))
    except (OSError, RuntimeError) as fault:
        raise ProblemError(500, f"the store failed to answer: {fault}") from fault
    written = ox.serialize(taken[:MOST_ROWS], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    more = f"# The first {MOST_ROWS:,} triples; take another form for the whole.\n" if len(taken) > MOST_ROWS else ""
    return more + in_order(written).decode()
