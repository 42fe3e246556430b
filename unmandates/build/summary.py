"""What ``build`` reports while it works and when it is done."""

from __future__ import annotations

from extract.model import finding_kinds
from graph.ledger_records import FileRow, FileStatus, Totals
from unmandates.build.builder import BuildRequest, build
from unmandates.build.worker_process import bounds_memory
from unmandates.status import Status
from unmandates.terminal import grid, progress, say, write


def build_and_report(request: BuildRequest, *, quiet: bool) -> Status:
    """Build, with a bar while it lasts, each failed file on a line of its own, and a table of what the graph holds."""
    if not (quiet or bounds_memory()):
        say("this system cannot bound the memory of a process: a file may take all there is")
    with progress(quiet=quiet) as watch:
        report = build(request, watch)
    for row in report.failed:
        say(failure(row))
    if not quiet:
        write(summary(report.totals))
    return Status.REFUSED if report.failed else Status.DONE


def failure(row: FileRow) -> str:
    """A failed file on one line: ``file: reason (byte 7)``."""
    return f"{row.name}: {row.reason}" + (f" (byte {row.position})" if row.position is not None else "")


def summary(totals: Totals) -> str:
    """What the graph holds, each document counted once, and what became of the files."""
    rows = [
        ("documents", totals.documents),
        ("paragraphs", totals.paragraphs),
        *((layer.counted, totals.findings.get(layer.name, 0)) for kind in finding_kinds.KINDS for layer in kind.layers),
        ("validation findings", totals.validation),
        *((f"files {status}", totals.files[status]) for status in FileStatus),
    ]
    return grid(("in the graph", "number"), [(name, f"{number:,}") for name, number in rows])
