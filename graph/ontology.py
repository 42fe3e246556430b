"""The ontology's files: the only module that reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import Graph


def ontology_folder() -> Path:
    """Where the ontology that comes with the project lies."""
    return Path(__file__).resolve().parent.parent / "ontology"


@cache
def ontology() -> Graph:
    """All terms: the ontology, its alignments and its schemes. Not to be changed by who gets it."""
    return _parsed(
        ontology_folder() / "unmandates.ttl",
        ontology_folder() / "alignments.ttl",
        *sorted((ontology_folder() / "schemes").glob("*.ttl")),
    )


@cache
def shapes() -> Graph:
    """All SHACL shapes, one file a class. Not to be changed by who gets it."""
    return _parsed(*sorted((ontology_folder() / "shapes").glob("*.ttl")))


def _parsed(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph
