"""Forms of an answer: media types, the names they have in addresses, and which of them a client wants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile

import mimeparse
import pyoxigraph as ox

_LONGEST = 2000
"""Of an Accept header, in characters; longer ones are answered as if there were none."""

HTML = "text/html"
PROBLEM = "application/problem+json"

TABLES: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
"""Forms of rows, the one preferred first."""

BOOLEANS = tuple(media for media, form in TABLES.items() if form.file_extension in {"srj", "srx"})
"""Forms of a yes or no."""

GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""Forms of graphs, the one preferred first."""

EXTENSIONS: Mapping[str, str] = {
    "html": HTML,
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""Forms of what is known of a thing, by the ending of their addresses."""

_NAMED: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/ld+json", "application/json"),
    "srj": ("application/sparql-results+json",),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "srx": ("application/sparql-results+xml",),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle",),
    "ttl": ("text/turtle",),
    "n3": ("text/turtle",),  # which is part of it
    "ntriples": ("application/n-triples",),
    "nt": ("application/n-triples",),
    "jsonld": ("application/ld+json",),
    "json-ld": ("application/ld+json",),
    "rdf": ("application/rdf+xml",),
    "rdfxml": ("application/rdf+xml",),
    "rdf+xml": ("application/rdf+xml",),
    "trig": ("application/trig",),
    "html": (HTML,),
}
"""What ``format=`` in an address may say, some of it by the kind of answer, as clients send it; media types in full
may stand there too."""


@lru_cache(maxsize=1024)
def chosen(offered: tuple[str, ...], accept: str, form: str = "") -> str | None:
    """The one of ``offered`` (the preferred first) that a client wants, or None where it takes none of them.

    ``form`` is what the address says, and goes before ``accept``, the header (RFC 9110, section 12.5.1).
    """
    if form:
        return next((named for named in _NAMED.get(form.lower(), (form,)) if named in offered), None)
    if not accept or len(accept) > _LONGEST:
        return offered[0]
    try:
        # Of equals the last wins there.
        return mimeparse.best_match(list(reversed(offered)), accept) or None
    except (mimeparse.MimeTypeParseException, ValueError):
        return offered[0]


def in_order(turtle: bytes) -> bytes:
    """Turtle with its prefixes sorted, which come in any order: what is equal has equal bytes, and one tag."""
    lines = turtle.splitlines(keepends=True)
    prefixes = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join([*sorted(prefixes), *lines[len(prefixes) :]])


def typed(media: str) -> str:
    """The content type: text is in UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
