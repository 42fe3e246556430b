"""Which properties hold words of documents, and the graph without them."""

from __future__ import annotations

from graph import vocabulary as v

TEXT_PROPERTIES = frozenset(
    {
        v.text,
        v.oa_exact,
        v.task,
        v.condition,
        v.deadline,
        v.reportWhen,
        v.actionObject,
        v.term,
        v.opening,
    }
)
"""Properties whose values are words of a document's text as they stand there. Titles, names and verbs are not among
them: they say what something is called, or which of few words of art stands there."""

_PREDICATES = frozenset(f"<{term}>".encode() for term in TEXT_PROPERTIES)

_VERB = f"<{v.verbPrinted}>".encode()
_WORDS_OF_A_VERB = 5
"""A verb as printed that is longer has words of its sentence about it."""


def is_free_of_text(line: bytes) -> bool:
    """Whether a line of N-Quads holds no words of a document's text."""
    _, predicate, rest = line.split(b" ", 2)
    if predicate == _VERB:
        return rest[: rest.rindex(b'"')].count(b" ") < _WORDS_OF_A_VERB
    return predicate not in _PREDICATES
