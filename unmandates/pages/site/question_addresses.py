"""The address of each question, of the example that comes with it, and its entry in the list of questions."""

from __future__ import annotations

import shlex
from urllib.parse import quote, urlencode

import msgspec

from graph.query import Question

KINDS = {
    "document": "a document, as A/RES/69/197, 69/197 or S/RES/1373 (2001)",
    "treaty": "a treaty, by title, acronym or number: UNTOC",
    "body": "a body or group, by name or acronym: UNODC, Member States",
    "thing": "a document, treaty, named instrument or body, by any of its names",
    "article": "an article, as 31, or article 31, paragraph 5",
    "unit": "a paragraph, as op3(a) or pp2",
    "integer": "a whole number",
    "date": "a day, as 2025-08-31",
    "verb": "a family of verbs, as request or recall",
}
"""How people write a value, by the type of its parameter."""


class ParameterEntry(msgspec.Struct, omit_defaults=True):
    """A parameter of a question in the list of questions."""

    name: str
    type: str
    description: str
    required: bool
    default: str | None = None


def address(question: Question, root: str, given: dict[str, str]) -> str:
    """Where a question with these arguments is answered."""
    where = f"{root}/questions/{quote(question.name)}"
    return f"{where}?{urlencode(given)}" if given else where


def example_address(question: Question, root: str) -> str:
    """The address of a question with the arguments of its example."""
    _, *values = shlex.split(question.example)
    return address(question, root, dict(zip((one.name for one in question.parameters), values, strict=False)))


def entry(question: Question, root: str) -> dict[str, object]:
    """A question as an object of the list in JSON."""
    return {
        "name": question.name,
        "title": question.title,
        "description": question.description,
        "parameters": [
            ParameterEntry(one.name, one.type, one.description, one.required, one.default)
            for one in question.parameters
        ],
        "columns": question.columns,
        "address": address(question, root, {}),
        "example": example_address(question, root),
    }
