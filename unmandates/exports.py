"""The whole graph, its network, or its description, as one file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.export.rdf import Writer, Written, jsonld, turtle, write_jsonld, write_nquads, write_trig, write_turtle
from graph.networks.network import network
from graph.networks.network_files import gexf, graphml
from graph.publication import Imprint
from graph.publication.census import census
from graph.publication.description import dataset_graph
from unmandates.config import Refusal
from unmandates.output_formats import DescriptionFormat, ExportFormat
from unmandates.questions import opened

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


_WRITERS: Mapping[ExportFormat, Writer] = {
    ExportFormat.TURTLE: write_turtle,
    ExportFormat.NQUADS: write_nquads,
    ExportFormat.TRIG: write_trig,
    ExportFormat.JSONLD: write_jsonld,
}
_NETWORKS = {ExportFormat.GEXF: gexf, ExportFormat.GRAPHML: graphml}
_WITHOUT_GRAPHS = (ExportFormat.TURTLE, ExportFormat.JSONLD)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of ``size`` bytes in the format ``form``; ``counts`` of what is in it, None for a network."""

    form: ExportFormat
    size: int
    counts: Written | None

    @property
    def holdings(self) -> str:
        """One or two sentences on what the file holds of the store, and what not; empty for a network."""
        if self.counts is None:
            return ""
        counts = self.counts
        if self.form not in _WITHOUT_GRAPHS:
            return f"It holds all {counts.quads:,} quads of {counts.graphs:,} named graphs."
        repeated = counts.quads - counts.of_runs - counts.written
        return (
            f"It holds {counts.written:,} triples without the names of their graphs. Of the store's {counts.quads:,} "
            f"quads, {counts.of_runs:,} about runs are left out and {repeated:,} repeat a triple of another graph. "
            f"trig and nquads hold them all."
        )


class _Output:
    """A file that is written, and its size so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def write_export(data: Path, form: ExportFormat, out: Path) -> Exported:
    """Write the graph of ``data`` to ``out``, whole or not at all, in bounded memory (networks apart).

    Temporary files of the size of the result stand beside ``out`` meanwhile. Raises ``OSError`` where that cannot be
    written.
    """
    with opened(data) as (store, iris), _whole(out) as (output, folder):
        if form in _NETWORKS:
            output.write(_NETWORKS[form](network(store, iris)))
            return Exported(form, output.size, None)
        counts = _WRITERS[form](store, iris, output, folder)
        return Exported(form, output.size, counts)


@contextmanager
def _whole(out: Path) -> Iterator[tuple[_Output, Path | None]]:
    """A file that takes the place of ``out`` once the block is done, and the folder for temporary files beside it; a
    device or a pipe is written as it is."""
    if out.exists() and not out.is_file():
        with out.open("wb") as file:
            yield _Output(file), None
        return
    target = out.resolve()
    unfinished = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        with _created(unfinished, out) as file:
            yield _Output(file), target.parent
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _created(unfinished: Path, out: Path) -> IO[bytes]:
    """``unfinished``, opened anew. Where it cannot be, the error names the file that was asked for."""
    try:
        return unfinished.open("xb")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error


def described(data: Path, form: DescriptionFormat, imprint: Imprint) -> bytes:
    """The description of the graph of ``data``. Raises ``Refusal`` for an option that is not an IRI."""
    checked_imprint(imprint)
    with opened(data) as (store, iris):
        graph = dataset_graph(census(store, iris), iris, imprint)
    return turtle(graph) if form is DescriptionFormat.TURTLE else jsonld(graph)


def checked_imprint(imprint: Imprint) -> Imprint:
    """The same imprint. Raises ``Refusal`` for an option that is not an IRI."""
    for name, iri in (("licence", imprint.licence), ("endpoint", imprint.endpoint), ("dump", imprint.dump)):
        if iri and not _IRI.fullmatch(iri):
            raise Refusal(f"--{name} {iri}: write a web address, such as https://example.org/{name}")
    return imprint
