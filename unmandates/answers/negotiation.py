"""Forms of an answer: media types, the names that they have in addresses, and which of them a client takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile

import mimeparse
import pyoxigraph as ox

_LONGEST = 2000
"""Of an Accept header, in characters; longer ones are answered as if there were none."""

_WEIGHT = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")

HTML = "text/html"
PROBLEM = "application/problem+json"
SPARQL_QUERY = "application/sparql-query"
FORM_DATA = "application/x-www-form-urlencoded"

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
"""Forms of what is known of a thing, by the extension of their addresses."""

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
"""What ``format=`` in an address may be, as clients send it; some names mean another form by the kind of answer. A
media type in full may be given too."""


@lru_cache(maxsize=1024)
def chosen(offered: tuple[str, ...], accept: str, form: str = "") -> str | None:
    """The one of ``offered`` (the preferred first) that a client takes, or None where it takes none of them.

    ``form`` is the format named in the address, and goes before ``accept``, the value of the header (RFC 9110, section
    12.5.1).
    """
    if form:
        return next((named for named in _NAMED.get(form.lower(), (form,)) if named in offered), None)
    if not accept or len(accept) > _LONGEST:
        return offered[0]
    try:
        # Of equals the library takes the last.
        return mimeparse.best_match(list(reversed(offered)), accept) or None
    except (mimeparse.MimeTypeParseException, ValueError):
        return offered[0]


def accepts_gzip(header: str) -> bool:
    """Whether a client takes gzip, by the value of its Accept-Encoding header (RFC 9110, section 12.5.3): named, or
    covered by ``*``, with a weight above 0. What is malformed counts as refused."""
    weights: dict[str, float] = {}
    for element in header[:_LONGEST].lower().split(","):
        coding, *parameters = (part.strip() for part in element.split(";"))
        weights[coding] = min(map(_weight, parameters), default=1.0)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _weight(parameter: str) -> float:
    match = _WEIGHT.fullmatch(parameter)
    return float(match[1]) if match else 0.0


def without_extension(path: str) -> tuple[str, str]:
    """``path`` without the extension of a format at its end, and that extension; empty where there is none."""
    stem, _, ending = path.rpartition(".")
    return (stem, ending) if stem and ending in EXTENSIONS else (path, "")


def with_sorted_prefixes(turtle: bytes) -> bytes:
    """Turtle with its prefixes sorted, which come in any order: equal graphs have equal bytes, and one entity tag."""
    lines = turtle.splitlines(keepends=True)
    prefixes = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join([*sorted(prefixes), *lines[len(prefixes) :]])


def typed(media: str) -> str:
    """The content type: text is in UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
