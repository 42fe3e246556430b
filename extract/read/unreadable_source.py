"""The one error of reading a file."""

from __future__ import annotations


class UnreadableSource(Exception):  # noqa: N818 - it names the file's state, as the user sees it
    """A file that cannot be read: its name, the reason as a sentence, and the byte offset of the error if there is
    one."""

    def __init__(self, name: str, reason: str, position: int | None = None) -> None:
        super().__init__(f"{name}: {reason}" + (f" (byte {position})" if position is not None else ""))
        self.name = name
        self.reason = reason
        self.position = position
