"""The command with all its subcommands."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from unmandates.cli import build, documents, export, queries, register, serve
from unmandates.cli.error_reports import Commands
from unmandates.terminal import write

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 done, 1 findings, 2 wrong use or unreadable input, 3 an error of the program.",
)


def _version(asked: bool) -> None:  # noqa: FBT001 - so it is called
    if asked:
        from unmandates.config import version

        write(f"unmandates {version()}\n")
        raise typer.Exit


@app.callback()
def common(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """The knowledge graph of United Nations instruments, bodies and mandates."""


for group in (build, queries, documents, export, serve, register):
    app.add_typer(group.app)


def run() -> None:
    """Run the command line."""
    os.environ["PYTHONSAFEPATH"] = "1"  # or our processes would import whatever lies in the folder we are called from
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without curly quotes is no reason to stop
    app(prog_name="unmandates")
