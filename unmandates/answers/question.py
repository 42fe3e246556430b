"""The predefined queries: their list, and their answers as a page, as plain JSON, or as SPARQL results.

Plain JSON (``application/json``, ``format=json``) is made for programs that know no SPARQL: an object with the name of
the question, its columns, and a row each an object from columns to values; numbers are numbers, all else is text, names
are whole IRIs, and what has no value is left out. The other forms are those of the SPARQL recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec
import pyoxigraph as ox
from rapidfuzz import process
from rdflib import URIRef

from graph.name_lookup import UnknownNameError
from graph.query import Parameter, Question, questions, terms
from graph.sparql import QueryError, Term, bind
from graph.store import StoreError
from unmandates.answers.bounded_buffer import AnswerTooLargeError, BoundedBuffer, at_most
from unmandates.answers.context import Context
from unmandates.answers.negotiation import HTML, TABLES, chosen, typed
from unmandates.answers.problems import ProblemError, problem, store_failure
from unmandates.answers.request import QuestionTarget, Request
from unmandates.answers.response import Response
from unmandates.answers.sparql_answer import serialized, too_large
from unmandates.answers.sparql_page import first_rows
from unmandates.arguments import value
from unmandates.pages.site.question_addresses import KINDS, address, entry, example_address
from unmandates.pages.site.templates import site_page

JSON = "application/json"

OFFERED = (JSON, HTML, *(media for media in TABLES if media.endswith(("+json", "+xml", "csv", "values"))))
"""Forms of an answer, the one preferred first: questions select rows, so no form of graphs is among them."""

FORM_NAMES = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "SPARQL JSON": "srj", "SPARQL XML": "srx"}
"""Forms that a page leads to, with their names in addresses."""

_VARY = {"Vary": "Accept, Accept-Encoding"}
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_FRACTION = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_IS_KNOWN = "ASK { VALUES ?thing { UNDEF } GRAPH ?g { ?thing ?p ?o } }"


def answer_question_list(context: Context, request: Request) -> Response:
    """All questions: a page, or JSON. Raises ``ProblemError``."""
    media = chosen((JSON, HTML), request.accept, request.form)
    if media is None:
        raise ProblemError(406, f"the questions can be had as {JSON}, {HTML}")
    root = context.root
    if media == JSON:
        return Response(200, JSON, msgspec.json.encode([entry(one, root) for one in questions()]), _VARY)
    rows = [(one, example_address(one, root)) for one in questions()]
    return Response(200, HTML, site_page("questions.html", root=root, rows=rows), _VARY)


def answer_question(context: Context, target: QuestionTarget, request: Request) -> Response:
    """The answer to a question. Raises ``ProblemError``: 404 for a question or a name that is not known, 400 for
    arguments that the question does not take, 406 for other forms. For browsers such a problem is a page too."""
    media = chosen(OFFERED, request.accept, JSON if request.form == "json" else request.form)
    if media is None:
        raise ProblemError(406, f"this answer can be had as {', '.join(OFFERED)}")
    question = _named(target.name)
    if media == HTML:
        return _page(context, question, target)
    found = _solutions(context, question, target)
    if media == JSON:
        return Response(200, JSON, _plain_json(question, found, context), _VARY)
    return Response(200, *serialized(found, context.limits, "", media), _VARY)


def _named(name: str) -> Question:
    """The question of this name. Raises ``ProblemError`` 404 with those of similar names."""
    known = {one.name: one for one in questions()}
    if name in known:
        return known[name]
    nearest = tuple(one for one, _, _ in process.extract(name, list(known), limit=3, score_cutoff=60))
    raise ProblemError(404, f"there is no question {name!r}: /questions lists them", nearest=nearest)


def _solutions(context: Context, question: Question, target: QuestionTarget) -> ox.QuerySolutions:
    try:
        bound = terms(question, _values(context, question, target.arguments))
        found = context.store.solve(bind(question.sparql, bound))
    except QueryError as error:
        raise ProblemError(400, str(error)) from error
    except StoreError as error:
        raise ProblemError(500, str(error)) from error
    assert isinstance(found, ox.QuerySolutions), f"{question.name} is no SELECT query"
    return found


def _values(context: Context, question: Question, arguments: Iterable[tuple[str, str]]) -> dict[str, Term | str | int]:
    """Values by parameter. An empty argument counts as left out, as forms send it."""
    known = {one.name: one for one in question.parameters}
    given: dict[str, str] = {}
    for name, text in arguments:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            nearest = tuple(one for one, _, _ in process.extract(name, list(known), score_cutoff=60))
            raise ProblemError(400, f"{question.name} has no parameter {name!r}: {takes}", nearest=nearest)
        if name in given:
            raise ProblemError(400, f"{name} is given more than once")
        given[name] = text
    return {name: _value(context, known[name], text) for name, text in given.items() if text.strip()}


def _value(context: Context, parameter: Parameter, text: str) -> Term | str:
    try:
        named = value(parameter, text, context.names)
    except UnknownNameError as error:
        raise ProblemError(404, f"{parameter.name}: {error}", nearest=error.nearest) from error
    # A name that is written out as an IRI is taken as it is.
    if isinstance(named, URIRef) and text.strip().startswith(context.iris.base) and not _is_known(context, named):
        raise ProblemError(404, f"{parameter.name}: nothing is known of {text!r}")
    return named


def _is_known(context: Context, iri: URIRef) -> bool:
    try:
        return bool(context.store.query(_IS_KNOWN, substitutions={"thing": iri}))
    except QueryError:
        return False


def _plain_json(question: Question, found: ox.QuerySolutions, context: Context) -> bytes:
    """The answer as plain JSON. Raises ``ProblemError`` where it is too large."""
    limits = context.limits
    out = BoundedBuffer(limits.bytes, limits.rows)
    head: Mapping[str, object] = {"question": question.name, "columns": question.columns}
    try:
        out.write(msgspec.json.encode(head)[:-1] + b',"rows":[')
        for number, solution in enumerate(at_most(found, limits.rows, "rows")):
            row = {name: _json(solution[name]) for name in question.columns if solution[name] is not None}
            out.write((b"," if number else b"") + msgspec.json.encode(row))
        out.write(b"]}")
    except AnswerTooLargeError as error:
        raise too_large(error) from error
    except (OSError, RuntimeError) as error:
        raise store_failure(error) from error
    return out.value


def _json(term: object) -> str | int | float | bool:
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "integer" and _WHOLE_NUMBER.fullmatch(term.value):
        return int(term.value)
    if kind in {"decimal", "double", "float"} and _FRACTION.fullmatch(term.value):
        return float(term.value)
    return term.value == "true" if kind == "boolean" else term.value


def _page(context: Context, question: Question, target: QuestionTarget) -> Response:
    """The page of a question: a form, and below it the answer where one was asked for, or what is wrong."""
    root = context.root
    given = {name: text for name, text in target.arguments if text.strip()}
    error: ProblemError | None = None
    table = None
    if given or not any(one.required for one in question.parameters):
        try:
            table = first_rows(_solutions(context, question, target), context)
        except ProblemError as refusal:
            error = refusal
    forms = [(name, address(question, root, {**given, "format": form})) for name, form in FORM_NAMES.items() if table]
    body = site_page(
        "question.html",
        root=root,
        question=question,
        given=dict(target.arguments),
        example=example_address(question, root),
        error=error,
        table=table,
        forms=forms,
        kinds=KINDS,
    )
    if len(body) > context.limits.bytes:
        raise too_large(AnswerTooLargeError(f"the page has more than {context.limits.bytes:,} bytes"))
    if error is None:
        return Response(200, HTML, body, _VARY)
    return Response(error.status, typed(HTML), body, {**problem(error).headers, **_VARY})
