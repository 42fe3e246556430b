"""A lock on a store while it is served, so that no build writes into it: the engine allows no reader beside a writer.

Source of the rules: the locks of open file descriptions, fcntl(2), which keep out the lock that the store takes on
its file ``LOCK`` when it is opened for writing.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
import sys
from pathlib import Path
from typing import Self

from unmandates.config import Refusal

_SHARED = struct.pack("hhqqi", fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)


class StoreLock:
    """A shared lock on the store in a folder, until ``close``. Raises ``Refusal`` where the store is being written.

    Where the system or the file system knows no such locks, none is taken.
    """

    def __init__(self, store: Path) -> None:
        self._file = -1
        if sys.platform != "linux":
            return
        try:
            self._file = os.open(store / "LOCK", os.O_RDONLY | os.O_CLOEXEC)
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _SHARED)
        except OSError as error:
            self.close()
            if error.errno in {errno.EAGAIN, errno.EACCES} and os.access(store / "LOCK", os.R_OK):
                raise Refusal(
                    f"{store} is being built: wait until that ends, or serve a release, which nobody builds into"
                ) from None

    def close(self) -> None:
        """Release it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
