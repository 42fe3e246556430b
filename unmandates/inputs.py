"""Which files a build reads, and what they are called.

Folders are searched through. Nothing is left out silently but hidden files and folders (a name that begins with a
dot), data folders of unmandates, and what was met before by another way (a link back into the same folders).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unmandates.config import Refusal, ledger_file


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """``name`` is the path relative to the common folder of all inputs, with ``/``; ``path`` is absolute."""

    name: str
    path: str


def find_inputs(paths: Iterable[Path]) -> list[InputFile]:
    """All files that ``paths`` (files and folders) hold, by name, whatever the order of ``paths``.

    Raises ``Refusal`` where a path does not exist, or no file is found at all.
    """
    given = sorted({Path(os.path.abspath(path)) for path in paths})  # noqa: PTH100 - resolve() would follow links
    missing = [path for path in given if not os.path.lexists(path)]
    if missing:
        raise Refusal("; ".join(f"{path}: no such file or folder" for path in missing))
    found = {file for path in given for file in (_walk(path) if path.is_dir() else (path,))}
    if not found:
        raise Refusal(f"no file in {', '.join(map(str, given))}")
    common = os.path.commonpath([path if path.is_dir() else path.parent for path in given])
    return sorted(InputFile(_printable(file.relative_to(common)), str(file)) for file in found)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below ``folder``. Linked folders come last, so that a file is named by the way that has no link."""
    linked = [folder]
    seen: set[str] = set()
    while linked:
        waiting = [linked.pop(0)]
        while waiting:
            here = waiting.pop()
            real = os.path.realpath(here)
            if real in seen or ledger_file(here).exists():
                continue
            seen.add(real)
            try:
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError:
                yield here  # reading it as a file will say why it cannot be opened
                continue
            for entry in entries:
                path = Path(entry.path)
                if entry.name.startswith("."):
                    continue
                if not path.is_dir():
                    yield path
                elif entry.is_symlink():
                    linked.append(path)
                else:
                    waiting.append(path)


def _printable(path: Path) -> str:
    r"""The name in Unicode; bytes that are none stand as ``\xff``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
