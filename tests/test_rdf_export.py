"""Serialisations: equal graphs give equal bytes, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from graph.export.rdf import jsonld, turtle
from graph.quads import document_graph
from graph.store import nquads
from graph_specimen import DOCUMENTS, IRIS, REGISTERS, SOURCE

GRAPH = document_graph(DOCUMENTS[0], SOURCE, IRIS, REGISTERS)


@pytest.mark.parametrize(("write", "form"), [(turtle, "turtle"), (jsonld, "json-ld")])
def test_what_is_written_is_read_back_whole(write: object, form: str) -> None:
    assert callable(write)
    again = Graph()
    again.parse(data=write(GRAPH), format=form)
    assert set(again) == set(GRAPH)


def test_nquads_are_read_back_whole() -> None:
    again = Dataset()
    again.parse(data=nquads("urn:g", GRAPH), format="nquads")
    assert {(s, p, o) for s, p, o, _ in again.quads()} == set(GRAPH)


SCRIPT = """
import sys
from graph.export.rdf import jsonld, turtle
from graph.quads import document_graph
from graph.store import nquads
from graph_specimen import DOCUMENTS, IRIS, REGISTERS, SOURCE
graph = document_graph(DOCUMENTS[0], SOURCE, IRIS, REGISTERS)
sys.stdout.buffer.write(turtle(graph) + jsonld(graph) + nquads("urn:g", graph))
"""


def test_another_process_writes_the_same_bytes() -> None:
    here = Path(__file__).parent
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=here, capture_output=True, check=True)
    assert run.stdout == turtle(GRAPH) + jsonld(GRAPH) + nquads("urn:g", GRAPH)
