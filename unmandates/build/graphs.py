"""The second task of the build's processes: make the graphs of documents that were read. Every error is a result of
its file; nothing here raises but ``MemoryError``, where a document takes more than this process may have."""

from __future__ import annotations

from dataclasses import dataclass

from extract.registers import Registers
from graph.iris import Iris
from graph.ledger_records import Winner, unpack
from graph.ontology import shapes
from graph.quads import document_graph
from graph.store import nquads
from graph.validate import validate_document
from unmandates.build.error_descriptions import described


@dataclass(frozen=True, slots=True)
class GraphTask:
    """Documents of one file whose graphs are to be made from its packed reading."""

    file: str
    documents: tuple[Winner, ...]
    reading: bytes


@dataclass(frozen=True, slots=True)
class MadeGraph:
    """The graph of a document as N-Quads, and how many findings its validation has."""

    document: Winner
    nquads: bytes
    findings: int


@dataclass(frozen=True, slots=True)
class UnmadeGraphs:
    """A file whose documents could not be written as graphs."""

    file: str
    reason: str


class _Process:
    """What a process holds for all its tasks; ``prepare`` fills it."""

    registers: Registers
    iris: Iris


def prepare(registers: Registers, iris: Iris) -> None:
    """Make this process ready."""
    _Process.registers = registers
    _Process.iris = iris


def make_graphs(tasks: tuple[GraphTask, ...]) -> list[MadeGraph | UnmadeGraphs]:
    """Make and validate the graph of each document; all of a file's, or none."""
    return [made for task in tasks for made in _make(task)]


def _make(task: GraphTask) -> list[MadeGraph] | list[UnmadeGraphs]:
    try:
        reading = unpack(task.reading)
        made = []
        for winner in task.documents:
            document = reading.documents[winner.ordinal]
            graph = document_graph(document, reading.source, _Process.iris, _Process.registers)
            name = _Process.iris.document_graph(document.identifier)
            quads = nquads(name, graph)  # first: validation may add to the graph
            findings = validate_document(graph, shapes(), name)
            made.append(MadeGraph(winner, quads, len(findings)))
    except MemoryError:
        raise  # the pool knows the limit, and replaces this process
    except Exception as error:  # noqa: BLE001 - whatever one file does to the program, the others are built
        return [UnmadeGraphs(task.file, described(error))]
    return made
