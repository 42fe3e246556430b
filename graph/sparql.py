"""SPARQL texts: bind values into their slots, and refuse what would leave the store.

A query offers a slot for a value by the line ``VALUES ?name { UNDEF }``, which any SPARQL processor reads as "whatever
fits"; binding puts a term there in its serialised form. No text of a user enters a query otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rdflib import BNode, Literal, URIRef

Term = URIRef | Literal | BNode

_SLOT = r"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}"
_FORBIDDEN_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NO_KEYWORD = re.compile(r"\A(?:[ \t\n]*#[^\n]*\n)+|:[A-Za-z]+")
"""Where no keyword can stand: comments before all else, and letters right after a colon, which go on with its name
(``prov:wasDerivedFrom``). What is looked for elsewhere need not be parsed to know that it is not there."""


class QueryError(Exception):
    """A query that cannot be answered: says what is wrong with it."""


def bind(sparql: str, values: Mapping[str, Term]) -> str:
    """``sparql`` with every slot ``VALUES ?name { UNDEF }`` of a bound name filled.

    Raises ``QueryError`` where a name has no slot or an IRI is none.
    """
    for name, value in values.items():
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise QueryError(f"{name!r} is not the name of a variable")
        filled = f"VALUES ?{name} {{ {serialised(value)} }}".replace("\\", r"\\")
        sparql, count = re.subn(_SLOT.format(name=name), filled, sparql)
        if not count:
            raise QueryError(f"the query has no slot for ?{name}: write VALUES ?{name} {{ UNDEF }}")
    return sparql


def serialised(term: Term) -> str:
    """A term as SPARQL writes it, on one line."""
    if isinstance(term, URIRef):
        if _FORBIDDEN_IN_IRI.search(term) or ":" not in term:
            raise QueryError(f"{str(term)!r} is not an IRI")
        return f"<{term}>"
    if isinstance(term, BNode):
        raise QueryError("a blank node cannot be asked for: it has no name")
    text = str(term)
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"^^{serialised(term.datatype)}' if term.datatype else f'"{text}"'


@dataclass(frozen=True, slots=True)
class Examined:
    """A query that may be run, and whether it says itself which graphs it asks (``FROM``)."""

    text: str
    dataset: bool = False


def checked(sparql: str) -> str:
    """``sparql`` as it may be run: it parses, it reads, and it calls no other endpoint (``SERVICE``, ``FROM``).

    Escapes are resolved and line ends made plain first, so that what is checked is what is run. Raises ``QueryError``.
    """
    return examined(sparql).text


def examined(sparql: str, own: Callable[[str], bool] | None = None) -> Examined:
    """As ``checked``, but that ``FROM`` may name graphs of which ``own`` says that they are the store's."""
    plain = _ESCAPE.sub(_character, sparql).replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"service|from", _NO_KEYWORD.sub(" ", plain), re.IGNORECASE):
        return Examined(plain)
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415 - loading the parser takes longer
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415 - than most answers

    try:
        parsed = parseQuery(plain)
        algebra = translateQuery(parsed).algebra
    except Exception as error:  # the parser raises whatever its parts raise
        raise QueryError(f"this query cannot be read: {error}") from error
    if _calls_out(parsed) or _calls_out(algebra):
        raise QueryError("SERVICE is not allowed: a query stays in the store")
    clauses = algebra.get("datasetClause") or ()
    if clauses and own is None:
        raise QueryError("FROM is not allowed: a query asks the graphs of the store")
    for clause in clauses:
        graph = clause.default or clause.named
        if own is None or not isinstance(graph, URIRef) or not own(str(graph)):
            raise QueryError(f"FROM {graph} is not allowed: it is not a graph of this store")
    return Examined(plain, dataset=bool(clauses))


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise QueryError(f"{match[0]} is not a character")
    return chr(number)


def _calls_out(node: object) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415 - as above

    if isinstance(node, CompValue):
        return node.name == "ServiceGraphPattern" or any(_calls_out(part) for part in node.values())
    if isinstance(node, Mapping):
        return any(_calls_out(part) for part in node.values())
    if isinstance(node, str | bytes):
        return False
    if hasattr(node, "__iter__"):
        return any(_calls_out(part) for part in node)
    return False
