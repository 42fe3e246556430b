"""Answers as tables of a page: terms as people write them, with links to what they name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib import URIRef

from graph.iris import ONTOLOGY, Iris
from unmandates.output import short_name

MOST_ROWS = 1000
"""On a page; the other forms hold them all."""

_LONGEST = 1000
"""Characters of a text in a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as people read it, and where it leads to (empty: nowhere)."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The first rows of an answer, and whether there are ``more``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool


def answer_table(found: ox.QuerySolutions, iris: Iris, root: str) -> AnswerTable:
    """The beginning of an answer. Raises ``OSError`` or ``RuntimeError`` where the store fails while it is read."""
    columns = tuple(variable.value for variable in found.variables)
    first = list(islice(found, MOST_ROWS + 1))
    rows = tuple(tuple(_cell(solution[name], iris, root) for name in columns) for solution in first[:MOST_ROWS])
    return AnswerTable(columns, rows, more=len(first) > MOST_ROWS)


def link(iri: str, iris: Iris, root: str) -> str:
    """Where an IRI leads to from a page: one of ours to the site that is served, others to themselves if they are web
    addresses; empty for the rest."""
    if iri.startswith(iris.base):
        return f"{root}/{iri.removeprefix(iris.base)}"
    if iri.startswith(ONTOLOGY):
        return f"{root}/ontology#{iri.removeprefix(ONTOLOGY)}"
    return iri if urlsplit(iri).scheme in {"http", "https"} else ""


def _cell(term: object, iris: Iris, root: str) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, ox.NamedNode):
        return Cell(short_name(URIRef(term.value), iris), link(term.value, iris, root))
    text = term.value if isinstance(term, ox.Literal) else str(term)
    return Cell(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
