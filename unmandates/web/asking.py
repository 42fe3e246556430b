"""The questions as their addresses: what each is called, takes and gives, and an example of how it is asked."""

from __future__ import annotations

import shlex
from urllib.parse import quote, urlencode

import msgspec
from rapidfuzz import process

from graph.query import Question, questions
from unmandates.web.problems import ProblemError

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


class Listed(msgspec.Struct, omit_defaults=True):
    """A parameter of a question in the list of questions."""

    name: str
    type: str
    description: str
    required: bool
    default: str | None = None


def called(name: str) -> Question:
    """The question of this name. Raises ``ProblemError`` 404 with those that are called alike."""
    known = {one.name: one for one in questions()}
    if name in known:
        return known[name]
    nearest = tuple(one for one, _, _ in process.extract(name, list(known), limit=3, score_cutoff=60))
    raise ProblemError(404, f"there is no question {name!r}: /questions lists them", nearest=nearest)


def address(asked: Question, root: str, given: dict[str, str]) -> str:
    """Where a question with these arguments is answered."""
    where = f"{root}/questions/{quote(asked.name)}"
    return f"{where}?{urlencode(given)}" if given else where


def example_address(asked: Question, root: str) -> str:
    """The address of the example that comes with a question."""
    _, *values = shlex.split(asked.example)
    return address(asked, root, dict(zip((one.name for one in asked.parameters), values, strict=False)))


def listed(asked: Question, root: str) -> dict[str, object]:
    """A question as JSON tells it."""
    return {
        "name": asked.name,
        "title": asked.title,
        "description": asked.description,
        "parameters": [
            Listed(one.name, one.type, one.description, one.required, one.default) for one in asked.parameters
        ],
        "columns": asked.columns,
        "address": address(asked, root, {}),
        "example": example_address(asked, root),
    }
