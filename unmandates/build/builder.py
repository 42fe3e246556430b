"""Build the graph: find files, read what changed, choose a file for each document, write the graphs that differ.

The ledger says what is done. Each step ends in one of its transactions, so that a build may be interrupted anywhere:
the next one does what is left. The graph depends on the files alone, neither on their order nor on what was built
before.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from extract.model import Document, Reading
from extract.registers import Registers, load_registers
from graph.iris import DEFAULT_BASE, Iris
from graph.ledger import Ledger
from graph.ledger_records import FailedFile, FileRow, FileStatus, ReadFile, Totals, unpack
from graph.lineage.cache import LineageCache
from graph.lineage.graph_parts import write_lineage
from graph.provenance import Input, Run, next_run_number, now, run_graph
from graph.quads import register_graph
from graph.store import LocalStore, nquads
from unmandates.build import stages
from unmandates.build.file_limits import DEFAULT_LIMITS, FileLimits
from unmandates.build.file_reading import ReadTask, Unchanged, read_files
from unmandates.build.files import InputFile, actual_path, find_inputs, shown_path
from unmandates.build.graphs import GraphTask, MadeGraph, UnmadeGraphs, make_graphs
from unmandates.build.pool import Lost, Pool
from unmandates.build.stages import Stage
from unmandates.build.worker import prepare
from unmandates.config import Refusal, ledger_file, lineage_file, store_folder, version
from unmandates.suggestions import learned_instruments
from unmandates.terminal import Watch, unwatched

_CHUNK = 32
"""Files a task: enough that sending them costs little beside the work, few enough that no process holds much."""

_DIED = "the process that read it died (killed, or out of memory)"

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came of a build: sums over the whole graph, and the files of this build that failed."""

    totals: Totals
    failed: tuple[FileRow, ...]
    written: int
    removed: int


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the files below ``paths`` into the data folder ``data``, with ``jobs`` processes. ``base`` may be
    left out for a data folder that has one. ``prune`` forgets files that are no longer on disk. ``registers`` are
    users' folders of registers, laid over the project's in request. ``limits`` hold for each file."""

    paths: tuple[Path, ...]
    data: Path
    base: str = ""
    jobs: int = 0
    prune: bool = False
    registers: tuple[Path, ...] = ()
    limits: FileLimits = DEFAULT_LIMITS


def build(request: BuildRequest, watch: Watch = unwatched) -> BuildReport:
    """Bring the data folder in step with the files.

    Raises ``Refusal``, ``RegisterError``, ``LedgerError`` or ``StoreError`` where that cannot be begun; errors of files
    are in the report.
    """
    inputs = find_inputs(request.paths)
    registers = load_registers(None, *request.registers)
    with _opened(request.data) as (ledger, store):
        base = _settled_base(ledger, request.base)
        _refuse_clashes(ledger, inputs)
        jobs = max(1, min(request.jobs or os.cpu_count() or 1, len(inputs)))
        builder = _Builder(ledger, store, Iris(base), jobs, watch)
        started = now()
        run = next_run_number(store, builder.iris)
        present = {file.name for file in inputs}
        gone = {
            name
            for name, path in ledger.paths().items()
            if name not in present and not os.path.lexists(actual_path(path))
        }
        if request.prune:
            ledger.drop(gone)
        learned = learned_instruments(request.data)
        stamp = stages.digest(Stage.READING, request.registers)
        if learned:
            stamp += f"-{hashlib.sha256(repr(learned).encode()).hexdigest()[:16]}"
        builder.begin_graphs(registers, stages.digest(Stage.GRAPHS, request.registers))
        given = (base, stamp, request.registers, learned, request.limits)
        with Pool(jobs, prepare, given, request.limits) as pool:
            builder.read(pool, inputs)
            written = builder.write(pool, run)
        removed = builder.remove_stale()
        builder.trace(lineage_file(request.data), registers)
        ledger.settle(run, () if request.prune else sorted(gone))
        if written:
            inputs_of_run = tuple(Input(name, sha256) for name, sha256 in ledger.run_inputs(run))
            record = Run(run, version(), started, now(), inputs_of_run, tuple(ledger.run_documents(run)))
            store.replace_graph(builder.iris.run_graph(run), run_graph(record, builder.iris))
        failed = tuple(row for row in ledger.files(FileStatus.FAILED) if row.name in present)
        return BuildReport(ledger.totals(), failed, written, removed)


@dataclass(frozen=True, slots=True)
class _Builder:
    ledger: Ledger
    store: LocalStore
    iris: Iris
    jobs: int
    watch: Watch

    def begin_graphs(self, registers: Registers, stage: str) -> None:
        """Where graphs were written otherwise before (``stage``: the digest of how it is done now), put the registers
        into their graph, and have every document's graph written anew."""
        if self.ledger.get("registers") != stage:
            graph = self.iris.register_graph()
            self.ledger.set("registers", "")
            self.ledger.open_graphs(self.ledger.winners())
            self.store.replace_graphs([graph], nquads(graph, register_graph(registers, self.iris)))
            self.ledger.set("registers", stage)

    def read(self, pool: Pool, inputs: list[InputFile]) -> None:
        """Read what is new or changed."""
        known = self.ledger.stamps()
        tasks = []
        for file in inputs:
            path, stamp = known.get(file.name, ("", ""))
            tasks.append(ReadTask(file, stamp if path == file.path else ""))
        done = 0
        for result in pool.run(read_files, _chunks(tasks, self._size(len(tasks)))):
            if isinstance(result, Lost):
                file = result.task.file
                reason = result.limit or _DIED
                results: list[ReadFile | FailedFile | Unchanged] = [FailedFile(file.name, file.path, reason)]
            else:
                results = result
            self.ledger.record(
                [one for one in results if isinstance(one, ReadFile)],
                [one for one in results if isinstance(one, FailedFile)],
            )
            done += len(results)
            self.watch("reading", done, len(tasks))

    def write(self, pool: Pool, run: int) -> int:
        """Write the graph of every document that has none, or another; return how many were written.

        A file that fails here is failed; where another file has its documents, the next round takes that one.
        """
        written = 0
        while pending := self.ledger.pending():
            total = len(pending)
            done = 0
            by_file = {file: tuple(group) for file, group in itertools.groupby(pending, key=lambda w: w.file)}
            tasks = (GraphTask(file, winners, self.ledger.packed(file)) for file, winners in by_file.items())
            for result in pool.run(make_graphs, _chunks(tasks, self._size(len(by_file)))):
                made = [_unmade(result)] if isinstance(result, Lost) else result
                graphs = [one for one in made if isinstance(one, MadeGraph)]
                self._store(graphs, run)
                for unmade in made:
                    if isinstance(unmade, UnmadeGraphs):
                        path = self.ledger.paths()[unmade.file]
                        self.ledger.record([], [FailedFile(unmade.file, path, unmade.reason)])
                        done += len(by_file[unmade.file])
                written += len(graphs)
                done += len(graphs)
                self.watch("writing", done, total)
        return written

    def remove_stale(self) -> int:
        """Remove the graphs that no file makes any longer; return how many."""
        stale = self.ledger.stale()
        self.store.replace_graphs([self.iris.document_graph(identifier) for identifier in stale], b"")
        self.ledger.forget_graphs(stale)
        return len(stale)

    def trace(self, file: Path, registers: Registers) -> None:
        """Bring lineage in step with the documents."""
        winners = {winner.identifier: winner for winner in self.ledger.winners()}

        @lru_cache(maxsize=_CHUNK)
        def reading(file: str) -> Reading:
            return unpack(self.ledger.packed(file))

        def load(identifier: str) -> Document:
            winner = winners[identifier]
            return reading(winner.file).documents[winner.ordinal]

        stage = stages.digest(Stage.LINEAGE)
        if self.ledger.get("lineage") != stage:
            self.store.remove_graph(self.iris.lineage_graph())  # all of it is written anew
            self.ledger.set("lineage", stage)
        stamps = {one: f"{stage}.{winner.stamp}.{winner.ordinal}" for one, winner in winners.items()}
        prefixes = {body.slug: body.prefix for body in registers.bodies if body.prefix}
        with LineageCache.open(file) as cache:
            cache.update(stamps, load, prefixes, lambda done, total: self.watch("tracing lineage", done, total))
            write_lineage(cache, self.store, self.iris, stamps, load)

    def _store(self, graphs: list[MadeGraph], run: int) -> None:
        self.ledger.open_graphs([made.document for made in graphs])
        self.store.replace_graphs(
            [self.iris.document_graph(made.document.identifier) for made in graphs],
            b"".join(made.nquads for made in graphs),
        )
        self.ledger.close_graphs([(made.document, made.findings) for made in graphs], run)

    def _size(self, tasks: int) -> int:
        return max(1, min(_CHUNK, tasks // (self.jobs * 4)))


def _unmade(lost: Lost[GraphTask]) -> UnmadeGraphs:
    return UnmadeGraphs(lost.task.file, f"its graph {lost.limit}" if lost.limit else _DIED)


@contextmanager
def _opened(data: Path) -> Iterator[tuple[Ledger, LocalStore]]:
    """The ledger and the store of a data folder, for one builder at a time."""
    try:
        os.fsencode(data).decode("utf-8")
        data.mkdir(parents=True, exist_ok=True)
    except UnicodeDecodeError:
        raise Refusal(f"{shown_path(data)}: choose a data folder whose name is UTF-8 (--store)") from None
    except OSError as error:
        raise Refusal(f"{data} cannot be made: {error.strerror}") from None
    fresh = not ledger_file(data).exists()
    empty = not store_folder(data).exists()
    if fresh and not empty:
        raise Refusal(f"{data} holds a store without its ledger: build into another folder, or remove this one")
    with Ledger.open(ledger_file(data)) as ledger:
        if empty:
            ledger.forget_all_graphs()
            ledger.set("registers", "")
        with closing(LocalStore.open(store_folder(data))) as store:  # its lock keeps a second builder out
            yield ledger, store


def _settled_base(ledger: Ledger, base: str) -> str:
    """The base IRI of the store, set by its first build."""
    kept = ledger.get("base")
    if base and kept and base != kept:
        raise Refusal(f"this store has the base {kept}: build with --base {kept}, or into another folder (--store)")
    chosen = base or kept or DEFAULT_BASE
    try:
        Iris(chosen)
    except ValueError as error:
        raise Refusal(str(error)) from None
    ledger.set("base", chosen)
    return chosen


def _refuse_clashes(ledger: Ledger, inputs: list[InputFile]) -> None:
    """Refuse a file whose name another file has, that is still there: one of them would vanish from the tables."""
    paths = ledger.paths()
    present = {file.path for file in inputs}
    for file in inputs:
        other = paths.get(file.name, file.path)
        if other != file.path and other not in present and os.path.lexists(actual_path(other)):
            raise Refusal(
                f"{file.path} has the name {file.name}, as has {other} in this store: "
                "build both folders in one command, or one of them into another store"
            )


def _chunks(tasks: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """``tasks`` in tuples of ``size``, the last one shorter."""
    waiting = iter(tasks)
    while chunk := tuple(itertools.islice(waiting, size)):
        yield chunk
