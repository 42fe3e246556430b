"""Arguments of questions: what people write for a value becomes the term, or the text of one, that is asked for."""

from __future__ import annotations

from graph.iris import fragment_of
from graph.name_lookup import Names
from graph.query import Parameter
from graph.sparql import Term


def value(parameter: Parameter, text: str, names: Names) -> Term | str:
    """What ``graph.query.ask`` takes for ``parameter``. Raises ``UnknownNameError`` for a name of nothing known."""
    if parameter.type in {"integer", "date"}:
        return text
    if parameter.type == "unit":
        return fragment_of(text)
    return names.article(text) if parameter.type == "article" else names.find(text, parameter.type)
