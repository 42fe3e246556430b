"""Answers as text: tables, CSV, JSON and Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence

from rdflib import Graph, Literal, URIRef

from graph.iris import ONTOLOGY, Iris
from graph.sparql import Term
from graph.store import Answer, Table
from unmandates.config import Refusal
from unmandates.output_formats import AnswerFormat
from unmandates.terminal import grid


def short_name(term: Term | None, iris: Iris) -> str:
    """A term as people write it: identifiers for documents and treaties, slugs for bodies, text for literals."""
    if not isinstance(term, URIRef):
        return "" if term is None else str(term)
    named = iris.slug_of(term)
    if named is not None:
        return named[1]
    identifier = iris.identifier_of(term)
    if identifier is not None:
        fragment = term.partition("#")[2]
        return f"{identifier}#{fragment}" if fragment else identifier
    return f"unm:{term.removeprefix(ONTOLOGY)}" if term.startswith(ONTOLOGY) else str(term)


def full_name(term: Term | None) -> str:
    """A term as the graph holds it."""
    return "" if term is None else str(term)


def render(answer: Answer, form: AnswerFormat, iris: Iris, *, iris_in_full: bool = False) -> str:
    """An answer as text. Names are short (see ``short_name``) unless ``iris_in_full`` asks for those of the graph.

    Raises ``Refusal`` for a table as Turtle, or a graph as anything else.
    """
    if isinstance(answer, Graph):
        if form not in (AnswerFormat.TTL, AnswerFormat.TABLE):
            raise Refusal(f"this answer is a graph, which cannot be written as {form}: choose --format ttl")
        return answer.serialize(format="turtle")
    if form is AnswerFormat.TTL:
        raise Refusal("this answer is a table, which cannot be written as ttl: choose --format table, csv or json")
    if isinstance(answer, bool):
        return json.dumps(answer) + "\n"
    name: Callable[[Term | None], str] = full_name if iris_in_full else lambda term: short_name(term, iris)
    if form is AnswerFormat.JSON:
        return _json(answer, name)
    cells = [[name(term) for term in row] for row in answer.rows]
    return _csv(answer.columns, cells) if form is AnswerFormat.CSV else grid(answer.columns, cells)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _json(table: Table, name: Callable[[Term | None], str]) -> str:
    rows = [
        {column: _value(term, name) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _value(term: Term | None, name: Callable[[Term | None], str]) -> str | int | float | bool:
    value = term.toPython() if isinstance(term, Literal) else None
    return value if isinstance(value, bool | int | float) else name(term)
