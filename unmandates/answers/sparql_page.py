"""The endpoint for people: a form that works without a script, and the answer to a query below it."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.export.rdf import PREFIXES
from unmandates.answers.bounded_buffer import AnswerTooLargeError
from unmandates.answers.context import Context
from unmandates.answers.negotiation import GRAPHS, HTML, TABLES, chosen, typed, with_sorted_prefixes
from unmandates.answers.problems import ProblemError, problem, store_failure
from unmandates.answers.request import Request, SparqlTarget
from unmandates.answers.response import Response
from unmandates.answers.sparql_answer import MOST_NESTED, solutions, too_large
from unmandates.pages.site.answer_table import MOST_ROWS, AnswerTable, answer_table
from unmandates.pages.site.templates import site_page

EXAMPLE = """PREFIX unm: <https://w3id.org/unmandates/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?document ?title ?adopted WHERE {
  ?document a unm:Resolution ; dcterms:title ?title ; unm:adopted ?adopted .
}
ORDER BY DESC(?adopted)
LIMIT 20"""

_TABLE_FORMS = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "XML": "xml"}
_GRAPH_FORMS = {"Turtle": "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld", "RDF/XML": "rdfxml"}


def wants_page(request: Request) -> bool:
    """Whether a page is what a client prefers, as browsers do."""
    return chosen((*TABLES, *GRAPHS, HTML), request.accept, request.form) == HTML


def answer_sparql_page(context: Context, target: SparqlTarget, _request: Request) -> Response:
    """The page with the beginning of the answer to a query, or with what is wrong with it."""
    table: AnswerTable | None = None
    boolean: bool | None = None
    triples = ""
    error: ProblemError | None = None
    names = _TABLE_FORMS
    try:
        found = solutions(context, target)
        if isinstance(found, ox.QueryBoolean):
            boolean, names = bool(found), {}
        elif isinstance(found, ox.QueryTriples):
            triples, names = _turtle(found), _GRAPH_FORMS
        else:
            table = first_rows(found, context)
    except ProblemError as refusal:
        error, names = refusal, {}
    given = [
        ("query", target.query),
        *(("default-graph-uri", one) for one in target.default_graphs),
        *(("named-graph-uri", one) for one in target.named_graphs),
    ]
    forms = [(name, f"{context.root}/sparql?{urlencode([*given, ('format', form)])}") for name, form in names.items()]
    body = sparql_page(
        context, target.query, table=table, boolean=boolean, triples=triples, forms=forms, error=error, graphs=given[1:]
    )
    if len(body) > context.limits.bytes:
        raise too_large(AnswerTooLargeError(f"the page has more than {context.limits.bytes:,} bytes"))
    headers = {"Vary": "Accept, Accept-Encoding"}
    if error is None:
        return Response(200, HTML, body, headers)
    return Response(error.status, typed(HTML), body, {**problem(error).headers, **headers})


def sparql_page(context: Context, query: str = EXAMPLE, **values: object) -> bytes:
    """The page with the form for ``query``, and with ``values`` of the answer."""
    without_answer: dict[str, object] = {
        "table": None,
        "boolean": None,
        "triples": "",
        "forms": [],
        "error": None,
        "graphs": [],
    }
    return site_page(
        "sparql.html",
        root=context.root,
        query=query,
        limits=limits_in_words(context),
        endpoint=f"{context.publication.base}sparql",
        **{**without_answer, **values},
    )


def limits_in_words(context: Context) -> tuple[str, ...]:
    """What one answer may cost, in sentences."""
    limits = context.limits
    return (
        f"An answer has at most {limits.rows:,} rows or triples, {limits.bytes:,} bytes: more is refused, never cut.",
        f"A query that is not answered within {limits.deadline:g} seconds is ended.",
        f"Brackets may be nested {MOST_NESTED} deep.",
        "Updates and SERVICE are refused; FROM and FROM NAMED may name graphs of this store.",
    )


def first_rows(found: ox.QuerySolutions, context: Context) -> AnswerTable:
    """The beginning of an answer, for a page. Raises ``ProblemError`` where the store fails."""
    try:
        return answer_table(found, context.iris, context.root)
    except (OSError, RuntimeError) as error:
        raise store_failure(error) from error


def _turtle(found: ox.QueryTriples) -> str:
    """The first triples, with a comment where there are more."""
    try:
        first = list(islice(found, MOST_ROWS + 1))
    except (OSError, RuntimeError) as error:
        raise store_failure(error) from error
    written = ox.serialize(first[:MOST_ROWS], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    more = f"# The first {MOST_ROWS:,} triples; take another form for the whole.\n" if len(first) > MOST_ROWS else ""
    return more + with_sorted_prefixes(written).decode()
