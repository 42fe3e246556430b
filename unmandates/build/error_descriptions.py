"""Errors of the program as results of the file that they arose with."""

from __future__ import annotations

import traceback
from pathlib import Path


def described(error: BaseException) -> str:
    """An error of the program as one line, with the place in its code, for a report to its developers."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    message = ": ".join(filter(None, (f"{type(error).__name__}{place}", " ".join(str(error).split()))))
    return f"error of the program, please report it: {message}"
