"""The ready questions over HTTP: their list, and their answers as a page, as plain JSON, or as SPARQL results.

Plain JSON (``application/json``, ``format=json``) is made for programs that know no SPARQL: an object with the name of
the question, its columns, and a row each an object from columns to values; numbers are numbers, all else is text, names
are whole IRIs, and what is not there is left out. The other forms are those of the SPARQL recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec
import pyoxigraph as ox
from rapidfuzz import process
from rdflib import URIRef

from graph.names import UnknownNameError
from graph.query import Parameter, Question, questions, terms
from graph.sparql import QueryError, Term, bind
from graph.store import StoreError
from unmandates.arguments import value
from unmandates.web.asking import KINDS, address, called, example_address, listed
from unmandates.web.bounded import Bounded, TooMuchError, at_most
from unmandates.web.media import HTML, TABLES, chosen, typed
from unmandates.web.problems import ProblemError, problem
from unmandates.web.site import page
from unmandates.web.sparql import too_much, written
from unmandates.web.tables import shown
from unmandates.web.tasks import AskQuestion, Order, Outcome

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

JSON = "application/json"

OFFERED = (JSON, HTML, *(media for media in TABLES if media.endswith(("+json", "+xml", "csv", "values"))))
"""Forms of an answer, the one preferred first."""

_FORMS = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "SPARQL JSON": "srj", "SPARQL XML": "srx"}
"""Forms that a page leads to, with their names in addresses."""

_VARY = {"Vary": "Accept, Accept-Encoding"}
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_FRACTION = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_KNOWN = "ASK { VALUES ?thing { UNDEF } GRAPH ?g { ?thing ?p ?o } }"


def list_of_questions(desk: Desk, order: Order) -> Outcome:
    """All questions: a page, or JSON. Raises ``ProblemError``."""
    media = chosen((JSON, HTML), order.accept, order.form)
    if media is None:
        raise ProblemError(406, f"the questions can be had as {JSON}, {HTML}")
    root = desk.trade.root
    if media == JSON:
        return Outcome(200, JSON, msgspec.json.encode([listed(one, root) for one in questions()]), _VARY)
    rows = [(one, example_address(one, root)) for one in questions()]
    return Outcome(200, HTML, page("questions.html", root=root, rows=rows), _VARY)


def answer_question(desk: Desk, task: AskQuestion, order: Order) -> Outcome:
    """The answer to a question. Raises ``ProblemError``: 404 for a question or a name of nothing known, 400 for
    arguments that the question does not take, 406 for other forms. For browsers such a problem is a page too."""
    media = chosen(OFFERED, order.accept, JSON if order.form == "json" else order.form)
    if media is None:
        raise ProblemError(406, f"this answer can be had as {', '.join(OFFERED)}")
    asked = called(task.name)
    if media == HTML:
        return _page(desk, asked, task)
    found = _solutions(desk, asked, task)
    if media == JSON:
        return Outcome(200, JSON, _plain(asked, found, desk), _VARY)
    return Outcome(200, *written(found, desk.trade, "", media), _VARY)


def _solutions(desk: Desk, asked: Question, task: AskQuestion) -> ox.QuerySolutions:
    try:
        bound = terms(asked, _values(desk, asked, task.arguments))
        found = desk.store.solve(bind(asked.sparql, bound))
    except QueryError as fault:
        raise ProblemError(400, str(fault)) from fault
    except StoreError as fault:
        raise ProblemError(500, str(fault)) from fault
    assert isinstance(found, ox.QuerySolutions), f"{asked.name} is no SELECT query"
    return found


def _values(desk: Desk, asked: Question, arguments: Iterable[tuple[str, str]]) -> dict[str, Term | str | int]:
    """What the question is asked with. An empty argument is one left out, as forms send it."""
    known = {one.name: one for one in asked.parameters}
    given: dict[str, str] = {}
    for name, text in arguments:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            nearest = tuple(one for one, _, _ in process.extract(name, list(known), score_cutoff=60))
            raise ProblemError(400, f"{asked.name} has no parameter {name!r}: {takes}", nearest=nearest)
        if name in given:
            raise ProblemError(400, f"{name} is given more than once")
        given[name] = text
    return {name: _value(desk, known[name], text) for name, text in given.items() if text.strip()}


def _value(desk: Desk, parameter: Parameter, text: str) -> Term | str:
    try:
        named = value(parameter, text, desk.names)
    except UnknownNameError as fault:
        raise ProblemError(404, f"{parameter.name}: {fault}", nearest=fault.nearest) from fault
    # A name that is written out as an IRI is taken as it is.
    if isinstance(named, URIRef) and text.strip().startswith(desk.iris.base) and not _is_known(desk, named):
        raise ProblemError(404, f"{parameter.name}: nothing is known of {text!r}")
    return named


def _is_known(desk: Desk, iri: URIRef) -> bool:
    try:
        return bool(desk.store.query(_KNOWN, substitutions={"thing": iri}))
    except QueryError:
        return False


def _plain(asked: Question, found: ox.QuerySolutions, desk: Desk) -> bytes:
    """The answer as plain JSON. Raises ``ProblemError`` where it is too large."""
    trade = desk.trade
    out = Bounded(trade.bytes, trade.rows)
    told: Mapping[str, object] = {"question": asked.name, "columns": asked.columns}
    try:
        out.write(msgspec.json.encode(told)[:-1] + b',"rows":[')
        for number, solution in enumerate(at_most(found, trade.rows, "rows")):
            row = {name: _json(solution[name]) for name in asked.columns if solution[name] is not None}
            out.write((b"," if number else b"") + msgspec.json.encode(row))
        out.write(b"]}")
    except TooMuchError as fault:
        raise too_much(fault) from fault
    except (OSError, RuntimeError) as fault:
        raise ProblemError(500, f"the store failed to answer: {fault}") from fault
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


def _page(desk: Desk, asked: Question, task: AskQuestion) -> Outcome:
    """The page of a question: a form, and below it the answer where one was asked for, or what is wrong."""
    root = desk.trade.root
    given = {name: text for name, text in task.arguments if text.strip()}
    fault: ProblemError | None = None
    table = None
    if given or not any(one.required for one in asked.parameters):
        try:
            table = shown(_solutions(desk, asked, task), desk)
        except ProblemError as problematic:
            fault = problematic
    body = page(
        "question.html",
        root=root,
        asked=asked,
        given=dict(task.arguments),
        example=example_address(asked, root),
        fault=fault,
        table=table,
        forms=[(name, address(asked, root, {**given, "format": form})) for name, form in _FORMS.items() if table],
        kinds=KINDS,
    )
    if len(body) > desk.trade.bytes:
        raise too_much(TooMuchError(f"the page has more than {desk.trade.bytes:,} bytes"))
    if fault is None:
        return Outcome(200, HTML, body, _VARY)
    return Outcome(fault.status, typed(HTML), body, {**problem(fault).headers, **_VARY})
