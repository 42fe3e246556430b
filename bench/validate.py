"""What validation costs, against what it is a part of, and what more processes gain.

    python bench/validate.py [COPIES]

The examples are copied under other numbers (by default 60 documents of each) and built into one store. Everything is
measured in the same run, so that the ratios hold where the seconds do not. Processor time counts all processes; times
are the best of three rounds.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from rdflib import Graph

from build import copies
from extract.model import Document
from extract.pipeline import extract
from extract.read import read_source
from extract.registers import load_registers
from extract.source import Source
from graph.iris import Iris
from graph.ontology import shapes, shapes_as_written
from graph.quads import document_graph
from graph.store import LocalStore, nquads
from graph.validate import validate_document, validate_store

ROUNDS = 3


def processor_seconds() -> float:
    """Processor time of this process and of those that it started and that ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Shortest processor time and shortest time by the clock of some rounds of ``work``."""
    took = []
    for _ in range(ROUNDS):
        processor, clock = processor_seconds(), time.perf_counter()
        work()
        took.append((processor_seconds() - processor, time.perf_counter() - clock))
    return min(one for one, _ in took), min(one for _, one in took)


def _exhaust(store: LocalStore, jobs: int) -> None:
    deque(validate_store(store, jobs=jobs), maxlen=0)


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    registers, iris = load_registers(), Iris()
    with tempfile.TemporaryDirectory() as root:
        files = copies(Path(root) / "in", number)
        read: list[tuple[Document, Source]] = []
        graphs: list[Graph] = []

        def reading() -> None:
            sources = [read_source(file, file.name) for file in files]
            read[:] = [(found, source) for source in sources for found in extract(source, registers).documents]

        def writing() -> None:
            graphs[:] = [document_graph(document, source, iris, registers) for document, source in read]

        def judging(by: Graph) -> Callable[[], object]:
            return lambda: [validate_document(graph, by) for graph in graphs]

        measured = {
            "reading": best(reading),
            "writing the graphs": best(writing),
            "validation": best(judging(shapes())),
            "validation, shapes as written": best(judging(shapes_as_written())),
        }
        whole = Graph()
        for graph in graphs:
            whole += graph
        measured["validation, all in one graph"] = best(lambda: validate_document(whole, shapes()))
        with closing(LocalStore.open(Path(root) / "store")) as store:
            names = [iris.document_graph(document.identifier) for document, _ in read]
            quads = b"".join(nquads(name, graph) for name, graph in zip(names, graphs, strict=True))
            store.replace_graphs(names, quads)
            for jobs in sorted({1, 2, os.cpu_count() or 1}):
                work = partial(_exhaust, store, jobs)
                measured[f"a store, {jobs} process{'es' if jobs > 1 else ''}"] = best(work)
    processor, clock = measured["validation"]
    print(f"{len(read)} documents, {len(whole)} triples in one graph")
    print(f"{'what':32} {'ms a document':>14} {'of validation':>14} {'by the clock':>14}")
    for name, (one, other) in measured.items():
        print(f"{name:32} {one / len(read) * 1000:14.1f} {one / processor:14.2f} {other / clock:14.2f}")


if __name__ == "__main__":
    main()
