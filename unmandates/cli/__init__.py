"""The command line, one module a group of commands; ``errors`` is what a user sees when something is wrong.

A module here imports at its top only what its options need: the rest is loaded when a command runs, so that
``--help`` and short answers come at once. ``main`` runs the command line; ``app`` is made when it is first asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes its time to load
if TYPE_CHECKING:
    from unmandates.cli.application import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    from unmandates import interrupts

    interrupts.watch()  # before all else: loading the rest can be interrupted, too
    from unmandates.cli.application import run

    try:
        run()
    finally:
        interrupts.done()


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(name)
    from unmandates.cli.application import app

    return app
