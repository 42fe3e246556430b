"""What a user sees when something is wrong: one line, and an exit status that tells whose turn it is."""

from __future__ import annotations

import os
import sys
import traceback
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperGroup

from extract.registers import RegisterError
from graph.ledger_records import LedgerError
from graph.lineage.book import BookError
from graph.names import UnknownNameError
from graph.publication import PublicationError
from graph.sparql import QueryError
from graph.store import StoreError
from unmandates.config import Refusal
from unmandates.output import say


class Status(IntEnum):
    """Exit statuses of every command. A closed pipe and Ctrl-C give 141 and 130, as shells expect."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2
    PROGRAM_FAULT = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141


_REFUSALS = (
    *(Refusal, LedgerError, BookError, StoreError, PublicationError),
    *(QueryError, RegisterError, UnknownNameError),
)


class Commands(TyperGroup):
    """The group of commands, in which no exception gets past ``invoke``."""

    def invoke(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the class above has it
        """Run a command; every fault becomes a line on standard error and an exit status."""
        try:
            result = super().invoke(*args, **kwargs)
            sys.stdout.flush()
        except _REFUSALS as fault:
            say(f"unmandates: {fault}")
            raise typer.Exit(Status.REFUSED) from fault
        except BrokenPipeError as fault:
            # Whatever is still to be flushed when Python ends goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(Status.BROKEN_PIPE) from fault
        except OSError as fault:
            say(f"unmandates: {fault.filename or 'input or output'}: {fault.strerror or fault}")
            raise typer.Exit(Status.REFUSED) from fault
        except KeyboardInterrupt as fault:
            left = str(fault) or "what was done is kept, and the same command does the rest"
            say(f"unmandates: interrupted; {left}")
            raise typer.Exit(Status.INTERRUPTED) from fault
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as fault:
            if "--debug" in sys.argv:
                traceback.print_exc()
            else:
                said = " ".join(f"{type(fault).__name__}: {fault}".split())
                say(f"unmandates: a fault of the program ({said}); unmandates --debug … shows more")
            raise typer.Exit(Status.PROGRAM_FAULT) from fault
        return result
