"""The ontology's files: the only module that reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import SH, Graph

_TARGETS = (SH.targetClass, SH.targetObjectsOf)


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


def shapes_as_written() -> Graph:
    """All SHACL shapes, one file a class."""
    return _parsed(*sorted((ontology_folder() / "shapes").glob("*.ttl")))


@cache
def shapes() -> Graph:
    """All SHACL shapes, in the form that is validated fastest. Not to be changed by who gets it.

    The property shapes of a node shape get its targets themselves. The meaning is the same, but a property shape then
    checks all nodes at once, and not each node anew, which takes pyshacl many times as long.
    """
    graph = shapes_as_written()
    for node, _, property_shape in list(graph.triples((None, SH.property, None))):
        for target in _TARGETS:
            for value in graph.objects(node, target):
                graph.add((property_shape, target, value))
        graph.remove((node, SH.property, property_shape))
    return graph


def _parsed(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph
