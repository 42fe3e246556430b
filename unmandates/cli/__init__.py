"""The command line, one module a group of commands.

``main`` runs it; ``app`` is the command with all its parts, made when it is first asked for, so that importing this
package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unmandates.cli.application import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    from unmandates.cli.application import run  # noqa: PLC0415 - see above

    run()


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(name)
    from unmandates.cli.application import app  # noqa: PLC0415 - see above

    return app
