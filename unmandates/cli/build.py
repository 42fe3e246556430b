"""The commands that make the graph and judge it: ``build`` and ``validate``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from unmandates import config, interrupts, sizes
from unmandates.build.file_limits import DEFAULT_LIMITS, FileLimits
from unmandates.cli.options import Data, Jobs, UserRegisters, examples

app = typer.Typer()

_LEAST_MEMORY = 64 << 20
"""Bytes that even a short document may need."""


@app.command(
    epilog=examples(
        "unmandates build resolutions/",
        "unmandates build session-79/ drafts/ --store un-data --jobs 4",
        "unmandates build resolutions/ --prune",
        "unmandates build resolutions/ --registers my-registers",
    )
)
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, and folders searched through.")],
    *,
    data: Data = config.DEFAULT_DATA,
    base: Annotated[
        str,
        typer.Option(envvar=config.BASE_VARIABLE, metavar="IRI", help="What all names begin with; kept by the store."),
    ] = "",
    jobs: Jobs = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but failures.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Forget files no longer on disk.")] = False,
    registers: UserRegisters = None,
    file_seconds: Annotated[
        int, typer.Option(envvar=config.FILE_SECONDS_VARIABLE, min=1, metavar="N", help="Seconds that a file may take.")
    ] = int(DEFAULT_LIMITS.seconds),
    file_memory: Annotated[
        str,
        typer.Option(envvar=config.FILE_MEMORY_VARIABLE, metavar="SIZE", help="Memory that a file may take."),
    ] = sizes.as_size(DEFAULT_LIMITS.memory),
) -> None:
    """Read documents into the graph.

    Files that did not change since the last build are not read again. A file that cannot be read, or that takes too
    much time or memory, is reported with its reason, and the others are built; the exit status is then 2.
    """
    interrupts.promise("what was done is kept, and the same command does the rest")
    from unmandates.build.builder import BuildRequest
    from unmandates.build.summary import build_and_report

    memory = sizes.size("--file-memory", file_memory, _LEAST_MEMORY, "to read anything")
    limits = FileLimits(file_seconds, file_seconds, memory)
    request = BuildRequest(tuple(paths), data, base, jobs, prune, tuple(registers or ()), limits)
    raise typer.Exit(build_and_report(request, quiet=quiet))


@app.command(
    epilog=examples(
        "unmandates validate",
        "unmandates validate --report findings.ttl",
    )
)
def validate(
    data: Data = config.DEFAULT_DATA,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report here: Turtle (.ttl), JSON (.json) or text (.txt)."),
    ] = None,
    jobs: Jobs = 0,
    registers: UserRegisters = None,
) -> None:
    """Validate the graph against its SHACL shapes, and registers of your own against the rules of registers.

    Findings are violations, warnings and notes; the exit status is 1 if there is a violation.
    """
    from extract.registers import load_registers
    from unmandates.validation import validate_and_report

    load_registers(None, *(registers or ()))
    raise typer.Exit(validate_and_report(data, report, jobs or os.cpu_count() or 1))
