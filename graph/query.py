"""The questions that come with the project: one file a question in ``queries/``, listed from its header.

A header is a block of comments at the top of the file::

    # title: What a document cites
    # description: Every resolved citation of a document, in text order.
    # parameter document (document): the citing document
    # parameter verb (verb, optional): only under verbs of this family
    # parameter depth (integer, default 3): how far to go
    # columns: unit, verb, target
    # example: cites A/RES/69/197
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rdflib import XSD, Literal, URIRef

from graph.sparql import QueryError, Term
from graph.store import Store, Table

PARAMETER_TYPES = frozenset({"document", "treaty", "body", "thing", "article", "unit", "integer", "date", "verb"})
"""What a parameter can be. ``thing`` is whatever has an IRI; ``article`` a provision's fragment (``art31.para5``),
``unit`` that of a paragraph (``op3.a``), ``integer`` a whole number, ``date`` a day in ISO 8601; the others are
IRIs."""

_LITERALS = {"article": None, "unit": None, "integer": XSD.integer, "date": XSD.date}

_LINE = re.compile(r"# (?P<key>title|description|columns|example): (?P<value>.+)")
_PARAMETER = re.compile(
    r"# parameter (?P<name>\w+) \((?P<type>\w+)(?:, (?:(?P<optional>optional)|default (?P<default>[^)]+)))?\): "
    r"(?P<text>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question asks for: left out where ``optional``, or replaced by ``default`` where there is one."""

    name: str
    type: str
    description: str
    optional: bool = False
    default: str | None = None

    @property
    def required(self) -> bool:
        return not self.optional and self.default is None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its SPARQL text; ``columns`` name those of the answer, ``example`` is a call that answers."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sparql: str
    example: str = ""


def queries_folder() -> Path:
    """Where the questions that come with the project lie."""
    return Path(__file__).resolve().parent.parent / "queries"


@cache
def questions() -> tuple[Question, ...]:
    """All questions, by name. Raises ``ValueError`` for a file whose header lacks what it must have."""
    return tuple(parse_question(file.stem, file.read_text("utf-8")) for file in sorted(queries_folder().glob("*.rq")))


def question(name: str) -> Question:
    """The question of this name. Raises ``QueryError`` where there is none."""
    for one in questions():
        if one.name == name:
            return one
    raise QueryError(f"there is no question {name!r}: choose one of {', '.join(q.name for q in questions())}")


def parse_question(name: str, text: str) -> Question:
    """Read a question from the text of its file."""
    stated: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _LINE.fullmatch(line):
            stated[match["key"]] = match["value"]
        elif match := _PARAMETER.fullmatch(line):
            if match["type"] not in PARAMETER_TYPES:
                raise ValueError(f"{name}: there is no type of parameter called {match['type']}")
            parameters.append(
                Parameter(match["name"], match["type"], match["text"], bool(match["optional"]), match["default"])
            )
        else:
            raise ValueError(f"{name}: this line of the header is not understood: {line}")
    missing = [key for key in ("title", "description", "columns", "example") if key not in stated]
    if missing:
        raise ValueError(f"{name}: the header lacks: {', '.join(missing)}")
    return Question(
        name=name,
        title=stated["title"],
        description=stated["description"],
        parameters=tuple(parameters),
        columns=tuple(column.strip() for column in stated["columns"].split(",")),
        sparql=text,
        example=stated["example"],
    )


def ask(store: Store, question: Question, values: Mapping[str, Term | str | int]) -> Table:
    """Answer ``question``. IRIs are given as ``URIRef`` or text, whole numbers as ``int`` or text.

    Raises ``QueryError`` where a value is missing, unknown or of the wrong type.
    """
    answer = store.query(question.sparql, substitutions=terms(question, values))
    if not isinstance(answer, Table):
        raise QueryError(f"{question.name} is not a SELECT query")
    return answer


def terms(question: Question, values: Mapping[str, Term | str | int]) -> dict[str, Term]:
    """The terms that go into the slots of ``question``, for ``values`` as ``ask`` takes them. Raises ``QueryError``
    likewise."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise QueryError(f"{question.name} has no parameter {name}: it takes {', '.join(known) or 'none'}")
    bound: dict[str, Term] = {}
    for parameter in question.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            bound[parameter.name] = _term(parameter, value)
        elif parameter.required:
            raise QueryError(f"{question.name} needs {parameter.name}: {parameter.description}")
    return bound


def _term(parameter: Parameter, value: Term | str | int) -> Term:
    text = str(value)
    if parameter.type not in _LITERALS:
        if not re.match(r"[a-z][a-z0-9+.-]*:", text):
            raise QueryError(f"{parameter.name} must be an IRI, not {text!r}")
        return URIRef(text)
    if parameter.type == "integer" and not re.fullmatch(r"[0-9]{1,9}", text):
        raise QueryError(f"{parameter.name} must be a whole number, not {text!r}")
    if parameter.type == "date" and not _is_day(text):
        raise QueryError(f"{parameter.name} must be a day such as 2025-08-31, not {text!r}")
    return Literal(text, datatype=_LITERALS[parameter.type])


def _is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False
