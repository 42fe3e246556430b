"""What a user sees when something is wrong: one line, and an exit status that says whose turn it is."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from unmandates import interrupts
from unmandates.status import Status
from unmandates.terminal import say


class Commands(TyperGroup):
    """The group of commands, in which no exception gets past ``invoke``."""

    def invoke(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the class above has it
        """Run a command; every error becomes a line on standard error and an exit status."""
        try:
            with interrupts.raised():
                result = super().invoke(*args, **kwargs)
                sys.stdout.flush()
        except KeyboardInterrupt as interrupt:
            interrupts.report(str(interrupt))
            interrupts.end()
            raise typer.Exit(Status.INTERRUPTED) from interrupt
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            if interrupts.pending():  # some libraries turn an interrupt into an error of their own
                interrupts.report()
                interrupts.end()
                raise typer.Exit(Status.INTERRUPTED) from error
            raise typer.Exit(_reported(error)) from error
        return result


def _reported(error: Exception) -> Status:
    """Say what is wrong; return the exit status."""
    from unmandates.cli.refusals import REFUSALS

    if isinstance(error, REFUSALS):
        say(f"unmandates: {error}")
        return Status.REFUSED
    if isinstance(error, BrokenPipeError):
        # Whatever is still to be flushed when Python ends goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.BROKEN_PIPE
    if isinstance(error, OSError):
        say(f"unmandates: {error.filename or 'input or output'}: {error.strerror or error}")
        return Status.REFUSED
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    else:
        message = " ".join(f"{type(error).__name__}: {error}".split())
        say(f"unmandates: error of the program ({message}); unmandates --debug … shows more")
    return Status.PROGRAM_ERROR
