"""Provenance of runs: when which program made which graphs of which files. Time stands here alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rdflib import RDFS, XSD, Graph, Literal, URIRef

from extract.registers import Registers
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.writer import Writer
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a run read: its name relative to the inputs' common folder, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``number`` from 1, version of the program, times with their zone, files read, and identifiers of the
    documents whose graphs were written."""

    number: int
    version: str
    started: datetime
    ended: datetime
    inputs: tuple[Input, ...]
    documents: tuple[str, ...]


def now() -> datetime:
    """The time of day, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def next_run_number(store: Store, iris: Iris) -> int:
    """The number of the next run: one more than the highest in the store."""
    numbers = (iris.run_number_of(name) for name in store.graph_names())
    return max((number for number in numbers if number is not None), default=0) + 1


def run_graph(run: Run, iris: Iris) -> Graph:
    """The graph of a run, for ``iris.run_graph(run.number)``."""
    writer = Writer(iris, Registers())
    activity = iris.run(run.number)
    agent = URIRef(f"{activity}#software")
    writer.typed(activity, v.ExtractionRun, v.prov_Activity)
    writer.english(activity, RDFS.label, f"run {run.number}")
    writer.graph.add((activity, v.prov_startedAtTime, _time(run.started)))
    writer.graph.add((activity, v.prov_endedAtTime, _time(run.ended)))
    writer.link(activity, v.prov_wasAssociatedWith, agent)
    writer.typed(agent, v.prov_SoftwareAgent)
    writer.english(agent, RDFS.label, "unmandates")
    writer.text(agent, v.softwareVersion, run.version)
    for n, file in enumerate(sorted(run.inputs, key=lambda one: (one.name, one.sha256)), start=1):
        entity = URIRef(f"{activity}#input{n}")
        writer.typed(entity, v.prov_Entity)
        writer.text(entity, v.sourceFile, file.name)
        writer.text(entity, v.sourceDigest, file.sha256)
        writer.link(activity, v.prov_used, entity)
    for identifier in run.documents:
        writer.link(activity, v.prov_generated, iris.document_graph(identifier))
    return writer.graph


def _time(value: datetime) -> Literal:
    return Literal(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime, normalize=False)
