"""The first task of the build's processes: read files. Every error is a result of its file; nothing here raises but
``MemoryError``, where a file takes more than this process may have."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from extract.model import Document, DocumentType
from extract.pipeline import extract
from extract.read import UnreadableSource, preference, read_source
from extract.registers import Registers
from graph.ledger_records import FailedFile, ReadFile, count, pack
from unmandates.build.error_descriptions import described
from unmandates.build.file_limits import FileLimits
from unmandates.build.files import InputFile, actual_path


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read, unless its stamp is still ``known`` (empty: read it anyway)."""

    file: InputFile
    known: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is as it was when it was last read."""

    file: InputFile


class _Process:
    """What a process holds for all its tasks; ``prepare`` fills it."""

    registers: Registers
    stamp: str
    limits: FileLimits


def prepare(registers: Registers, stamp: str, limits: FileLimits) -> None:
    """Make this process ready; ``stamp`` changes whenever a file could be read otherwise than before."""
    _Process.registers = registers
    _Process.stamp = stamp
    _Process.limits = limits


def read_files(tasks: tuple[ReadTask, ...]) -> list[ReadFile | FailedFile | Unchanged]:
    """Read each file."""
    return [_read(task) for task in tasks]


def _read(task: ReadTask) -> ReadFile | FailedFile | Unchanged:
    file = task.file
    path = actual_path(file.path)
    try:
        status = path.stat()
        reason = _unfit(path, status)
        if reason:
            return FailedFile(file.name, file.path, reason)
        if task.known and task.known == _stamp(hashlib.sha256(path.read_bytes()).hexdigest()):
            return Unchanged(file)
        source = read_source(path, file.name)
        if _version(path.stat()) != _version(status):
            return FailedFile(file.name, file.path, "changed while it was read; build again when it is complete")
        reading = extract(source, _Process.registers)
        if not any(map(_is_recognised, reading.documents)):
            return FailedFile(file.name, file.path, "no document found in it: no symbol, no form, nothing cited")
        counts = tuple(count(document, preference(source)) for document in reading.documents)
        return ReadFile(file.name, file.path, _stamp(source.sha256), source.sha256, pack(reading), counts)
    except UnreadableSource as error:
        return FailedFile(file.name, file.path, error.reason, error.position)
    except MemoryError:
        raise  # the pool knows the limit, and replaces this process
    except OSError as error:
        return FailedFile(file.name, file.path, f"cannot be opened: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - whatever one file does to the program, the others are read
        return FailedFile(file.name, file.path, described(error))


def _is_recognised(document: Document) -> bool:
    """Whether anything shows that the file holds a document of ours: its form, its symbol, or what it names."""
    formless = document.head.type is DocumentType.DOCUMENT and document.identifier.startswith("file/")
    return not formless or bool(document.citations or document.bodies)


def _unfit(path: Path, status: os.stat_result) -> str:
    """Why a file is not read at all; empty where it may be."""
    if stat.S_ISDIR(status.st_mode):
        next(path.iterdir(), None)  # a folder is only handed on where it cannot be opened: this says why
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    return _Process.limits.too_large if status.st_size > _Process.limits.size else ""


def _version(status: os.stat_result) -> tuple[int, int, int]:
    """What differs where a file was written to or replaced."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def _stamp(sha256: str) -> str:
    return f"{_Process.stamp}:{sha256}"
