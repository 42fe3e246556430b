"""Standard output and standard error: text, messages, tables and progress bars."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from rich.console import Console

# rich is imported where it is needed: loading it takes longer than most answers in CSV or JSON.

_PLAIN_WIDTH = 120
"""Columns of output that goes into a file or another program, unless ``COLUMNS`` says otherwise."""

Watch = Callable[[str, int, int], None]
"""Is called with the step of the work, how much of it is done, and how much there is to do."""


def say(message: str) -> None:
    r"""A line on standard error, whole however long it is; bytes of a file's name that are no UTF-8 as ``\xff``."""
    sys.stderr.write(message.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") + "\n")
    sys.stderr.flush()


def write(text: str) -> None:
    """``text`` on standard output as it is."""
    sys.stdout.write(text)


def console(*, error: bool = False) -> Console:
    """Standard output or error, made when it is needed; in colour on a terminal only (and not with ``NO_COLOR``)."""
    from rich.console import Console  # noqa: PLC0415 - see above

    class _Console(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError

    made = _Console(stderr=error, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = _PLAIN_WIDTH
    return made


def grid(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under their columns, wrapped to the width of the output; says so where there are none."""
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if not table.row_count:
        return "Nothing found in this graph.\n"
    screen = console()
    with screen.capture() as captured:
        screen.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def unwatched(_step: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Watch]:
    """A bar a step on standard error, where that is a terminal."""
    screen = console(error=True)
    if quiet or not screen.is_terminal:
        yield unwatched
        return
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as shown:
        bars: dict[str, TaskID] = {}

        def watch(step: str, done: int, total: int) -> None:
            if step not in bars:
                bars[step] = shown.add_task(step)
            shown.update(bars[step], completed=done, total=total)

        yield watch
