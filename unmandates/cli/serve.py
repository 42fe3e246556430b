"""The command that puts the graph on the web: its options are those of the server's settings."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import typer

from unmandates.cli.options import examples
from unmandates.server.settings import Option, Settings

app = typer.Typer()

SERVE_EXAMPLES = examples(
    "unmandates serve",
    "unmandates serve --store releases/current --port 8080 --log-requests",
    "unmandates serve --store releases/current --root-path /un --workers 6 --memory 2G",
)


def _with_options_of_settings(command: Callable[..., None]) -> Callable[..., None]:
    """The command with a parameter for each option of the settings."""
    command.__signature__ = inspect.Signature(list(map(_parameter, Settings.options())))  # type: ignore[attr-defined]
    return command


def _parameter(option: Option) -> inspect.Parameter:
    declared = typer.Option(
        option.default,
        option.name,
        envvar=option.variable,
        metavar=option.metavar,
        min=option.least,
        max=option.most,
        help=option.help,
    )
    return inspect.Parameter(option.setting, inspect.Parameter.KEYWORD_ONLY, default=declared, annotation=option.kind)


@app.command(epilog=SERVE_EXAMPLES)
@_with_options_of_settings
def serve(**given: Any) -> None:  # noqa: ANN401 - see the settings
    """Put the graph on the web.

    A SPARQL endpoint, a page and data for each thing that has a name, and the predefined questions. Every query runs
    in a process of its own that can neither reach the network nor write, and that is ended when it takes too long or
    too much. SIGHUP makes it serve what the folder, or the link to it, is now; SIGTERM ends it when what is under way
    is done, Ctrl-C at once. Events are printed as lines of JSON. docs/deploy.md explains how to put it before the
    public.
    """
    settings = Settings.read(given)
    try:
        from unmandates.server.lifecycle import run

        run(settings)
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt("the server has ended") from interrupt
