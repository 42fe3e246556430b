"""Graphs as Turtle, N-Triples and JSON-LD, sorted: equal graphs give equal bytes. N-Quads come from ``graph.store``."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import Graph

from graph import vocabulary as v
from graph.store import to_oxigraph

PREFIXES = {
    **v.PREFIXES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def turtle(graph: Graph) -> bytes:
    """The graph as Turtle: prefixes, subjects and values in order."""
    lines = _serialised(graph, ox.RdfFormat.TURTLE).splitlines(keepends=True)
    prefixes = [line for line in lines[: len(PREFIXES)] if line.startswith(b"@prefix")]
    return b"".join(sorted(prefixes) + lines[len(prefixes) :])


def ntriples(graph: Graph) -> bytes:
    """The graph as N-Triples, in order."""
    return b"".join(sorted(_serialised(graph, ox.RdfFormat.N_TRIPLES).splitlines(keepends=True)))


def jsonld(graph: Graph) -> bytes:
    """The graph as JSON-LD: context, nodes and values in order."""
    read = json.loads(_serialised(graph, ox.RdfFormat.JSON_LD))
    return (json.dumps(read, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _serialised(graph: Graph, form: ox.RdfFormat) -> bytes:
    return ox.serialize(_triples(graph), format=form, prefixes=PREFIXES) or b""


def _triples(graph: Graph) -> Iterable[ox.Triple]:
    triples = (ox.Triple(to_oxigraph(s), to_oxigraph(p), to_oxigraph(o)) for s, p, o in graph)  # type: ignore[arg-type]
    return sorted(triples, key=str)
