"""What one file may take of the machine, and how it is reported that it took more."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Limits of the work on one file, which hold for reading it and again for making its graphs.

    ``seconds`` by the clock; ``processor_seconds`` of all its threads together; ``memory`` in bytes of address space,
    beside what the program takes itself; ``size`` of the file in bytes.
    """

    seconds: float = 60.0
    processor_seconds: int = 60
    memory: int = 512 * _MB
    size: int = 64 * _MB

    @property
    def too_long(self) -> str:
        """The reason of a file that took more than ``seconds``."""
        return f"took longer than {self.seconds:g} s"

    @property
    def too_busy(self) -> str:
        """The reason of a file that took more than ``processor_seconds``."""
        return f"took more than {self.processor_seconds} s of processor time"

    @property
    def too_hungry(self) -> str:
        """The reason of a file that took more than ``memory``."""
        return f"took more than {self.memory // _MB} MB of memory"

    @property
    def too_large(self) -> str:
        """The reason of a file that is larger than ``size``."""
        return f"larger than {self.size // _MB} MB"


DEFAULT_LIMITS = FileLimits()
"""Where nothing else is asked for: some twenty times what the longest documents of the United Nations take."""
