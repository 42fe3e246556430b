"""The whole graph, its network, or its description, as one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from rdflib import Graph

from graph.census import census
from graph.dataset import dataset_graph
from graph.export.rdf import jsonld, turtle
from graph.iris import Iris
from graph.networks.network import network
from graph.networks.network_files import gexf, graphml
from graph.publication import Imprint
from graph.store import Store
from unmandates.config import Refusal
from unmandates.questions import opened

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class ExportFormat(StrEnum):
    """What a graph can be written as."""

    TURTLE = "turtle"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GEXF = "gexf"
    GRAPHML = "graphml"


class DescriptionFormat(StrEnum):
    """What a description of the dataset can be written as."""

    TURTLE = "turtle"
    JSONLD = "jsonld"


_WRITERS: Mapping[ExportFormat, Callable[[Store, Iris], bytes]] = {
    ExportFormat.TURTLE: lambda store, iris: turtle(merged(store, iris)),
    ExportFormat.NQUADS: lambda store, _iris: store.dump_nquads(),
    ExportFormat.JSONLD: lambda store, iris: jsonld(merged(store, iris)),
    ExportFormat.GEXF: lambda store, iris: gexf(network(store, iris)),
    ExportFormat.GRAPHML: lambda store, iris: graphml(network(store, iris)),
}


def write_export(data: Path, form: ExportFormat, out: Path) -> int:
    """Write the graph of ``data`` to ``out``; return the bytes written. Raises ``OSError`` where that cannot be."""
    with opened(data) as (store, iris):
        return out.write_bytes(_WRITERS[form](store, iris))


def described(data: Path, form: DescriptionFormat, imprint: Imprint) -> bytes:
    """The description of the graph of ``data``. Raises ``Refusal`` for an option that is no IRI."""
    checked_imprint(imprint)
    with opened(data) as (store, iris):
        graph = dataset_graph(census(store, iris), iris, imprint)
    return turtle(graph) if form is DescriptionFormat.TURTLE else jsonld(graph)


def checked_imprint(imprint: Imprint) -> Imprint:
    """The same imprint. Raises ``Refusal`` for an option that is no IRI."""
    for name, iri in (("licence", imprint.licence), ("endpoint", imprint.endpoint), ("dump", imprint.dump)):
        if iri and not _IRI.fullmatch(iri):
            raise Refusal(f"--{name} {iri}: write a web address, such as https://example.org/{name}")
    return imprint


def merged(store: Store, iris: Iris) -> Graph:
    """All graphs but those of runs, as one: formats without named graphs hold no time, so that they stay the same."""
    graph = Graph()
    for name in store.graph_names():
        if iris.run_number_of(name) is None:
            graph += store.graph(name)
    return graph
