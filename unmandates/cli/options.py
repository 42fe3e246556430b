"""What several commands of the command line share: their options, and the examples below their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unmandates import config
from unmandates.output_formats import AnswerFormat


def examples(*commands: str) -> str:
    """Commands under a heading, for the end of a help text; the first sign keeps their lines apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


Jobs = Annotated[
    int, typer.Option(envvar=config.JOBS_VARIABLE, min=0, metavar="N", help="Processes; 0: one a processor.")
]
Data = Annotated[
    Path,
    typer.Option("--store", envvar=config.STORE_VARIABLE, metavar="DIR", help="The data folder.", show_default=True),
]
UserRegisters = Annotated[
    list[Path] | None,
    typer.Option(
        "--registers",
        envvar=config.REGISTERS_VARIABLE,
        metavar="DIR",
        help="Registers of your own, laid over the project's; may be given several times.",
        show_default=False,
    ),
]
TableForm = Annotated[
    AnswerFormat,
    typer.Option("--format", metavar="[table|csv|json]", help="How to write the answer, which is always a table."),
]
Form = Annotated[
    AnswerFormat,
    typer.Option("--format", help="How to write the answer: a table as table, csv or json; a graph as ttl."),
]
