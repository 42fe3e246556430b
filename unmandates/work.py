"""What the build's processes do: read files, and make the graphs of documents. Every fault of one file is an outcome
of that file; nothing here raises."""

from __future__ import annotations

import hashlib
import stat
import traceback
from dataclasses import dataclass
from pathlib import Path

from extract.lexicon.learned import with_learned
from extract.model import Document, DocumentType
from extract.pipeline import extract
from extract.read import UnreadableSource, read_source
from extract.registers import Instrument, Registers, load_registers
from graph.iris import Iris
from graph.ledger_records import FailedFile, ReadFile, Winner, count, pack, unpack
from graph.ontology import shapes
from graph.quads import document_graph
from graph.store import nquads
from graph.validate import validate_document
from unmandates.inputs import InputFile

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is no document of ours; reading it could exhaust the machine."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read, unless its stamp is still ``known`` (empty: read it anyway)."""

    file: InputFile
    known: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is as it was when it was last read."""

    file: InputFile


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
    version: str


def prepare(base: str, version: str, registers: tuple[Path, ...] = (), learned: tuple[Instrument, ...] = ()) -> None:
    """Make this process ready; ``registers`` are users' folders, ``learned`` what documents taught."""
    _Process.registers = with_learned(load_registers(None, *registers), learned)
    _Process.iris = Iris(base)
    _Process.version = version


def read_files(tasks: tuple[ReadTask, ...]) -> list[ReadFile | FailedFile | Unchanged]:
    """Read each file."""
    return [_read(task) for task in tasks]


def make_graphs(tasks: tuple[GraphTask, ...]) -> list[MadeGraph | UnmadeGraphs]:
    """Make and validate the graph of each document; all of a file's, or none."""
    return [made for task in tasks for made in _make(task)]


def _read(task: ReadTask) -> ReadFile | FailedFile | Unchanged:
    file = task.file
    path = Path(file.path)
    try:
        reason = _unfit(path)
        if reason:
            return FailedFile(file.name, file.path, reason)
        if task.known and task.known == _stamp(hashlib.sha256(path.read_bytes()).hexdigest()):
            return Unchanged(file)
        source = read_source(path, file.name)
        reading = extract(source, _Process.registers)
        if not any(map(_is_recognised, reading.documents)):
            return FailedFile(file.name, file.path, "no document found in it: no symbol, no form, nothing cited")
        counts = tuple(count(document) for document in reading.documents)
        return ReadFile(file.name, file.path, _stamp(source.sha256), source.sha256, pack(reading), counts)
    except UnreadableSource as fault:
        return FailedFile(file.name, file.path, fault.reason, fault.position)
    except OSError as fault:
        return FailedFile(file.name, file.path, f"cannot be opened: {fault.strerror or fault}")
    except Exception as fault:  # noqa: BLE001 - whatever one file does to the program, the others are read
        return FailedFile(file.name, file.path, program_fault(fault))


def _is_recognised(document: Document) -> bool:
    """Whether anything shows that the file holds a document of ours: its form, its symbol, or what it names."""
    formless = document.head.type is DocumentType.DOCUMENT and document.identifier.startswith("file/")
    return not formless or bool(document.citations or document.bodies)


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
    except Exception as fault:  # noqa: BLE001 - as above
        return [UnmadeGraphs(task.file, program_fault(fault))]
    return made


def program_fault(fault: BaseException) -> str:
    """A fault of the program as one line, with the place in its code, for a report to its developers."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" at {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    said = " ".join(str(fault).split())
    return f"a fault of the program, please report it: {type(fault).__name__}{place}" + (f": {said}" if said else "")


def _unfit(path: Path) -> str:
    """Why a file is not read at all; empty where it may be."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        next(path.iterdir(), None)  # a folder is only handed on where it cannot be opened: this says why
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1024 // 1024} MB"
    return ""


def _stamp(sha256: str) -> str:
    return f"{_Process.version}:{sha256}"
