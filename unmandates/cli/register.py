"""The command about registers: ``register``."""

from __future__ import annotations

from typing import Annotated

import typer

from unmandates import config
from unmandates.cli.options import Data, UserRegisters, examples
from unmandates.output_formats import RegisterAction, SuggestionFormat
from unmandates.terminal import write

app = typer.Typer()


@app.command(
    epilog=examples(
        "unmandates register suggest",
        "unmandates register suggest --min 5 --format csv",
        "unmandates register learn",
    )
)
def register(
    action: Annotated[RegisterAction, typer.Argument(metavar="ACTION", help="suggest or learn.")],
    *,
    data: Data = config.DEFAULT_DATA,
    least: Annotated[
        int, typer.Option("--min", min=1, metavar="N", help="Documents that must agree.", show_default=True)
    ] = 2,
    form: Annotated[SuggestionFormat, typer.Option("--format", help="A table, or rows of instruments.csv.")] = (
        SuggestionFormat.TABLE
    ),
    registers: UserRegisters = None,
) -> None:
    """Suggest rows for the register of instruments, or learn them into a graph of their own.

    Names that no register holds, with the document that notes give as their source: how many documents say so, and
    how many say otherwise. Rows in CSV are for an expert to check and complete. What is learned stands in graph/learned
    with the documents that teach it, until it is learned anew; the next build uses it where the registers are silent.
    """
    from unmandates.suggestions import learned_from, put_learned, suggestions

    own = tuple(registers or ())
    found = learned_from(data, least, own)
    write(suggestions(found, form) if action is RegisterAction.SUGGEST else put_learned(data, found, own))
