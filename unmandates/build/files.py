"""Which files a build reads, and what they are called.

Folders are searched through. Nothing is left out silently but hidden files and folders (a name that begins with a
dot), data folders of unmandates, and what was met before by another way (a link back into the same folders).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unmandates.config import Refusal, ledger_file

_ESCAPED = re.compile(r"\\x[0-9a-f]{2}")
_ESCAPE = re.compile(rb"\\(?:\\|x([0-9a-f]{2}))")


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """``name`` is the path relative to the common folder of all inputs, with ``/``; ``path`` is absolute. Both are as
    ``shown_path`` writes them."""

    name: str
    path: str


def find_inputs(paths: Iterable[Path]) -> list[InputFile]:
    """All files that ``paths`` (files and folders) hold, by name, whatever the order of ``paths``.

    Raises ``Refusal`` where a path does not exist, or no file is found at all.
    """
    given = sorted({Path(os.path.abspath(path)) for path in paths})  # noqa: PTH100 - resolve() would follow links
    missing = [path for path in given if not os.path.lexists(path)]
    if missing:
        raise Refusal("; ".join(f"{shown_path(path)}: no such file or folder" for path in missing))
    found = {file for path in given for file in (_walk(path) if path.is_dir() else (path,))}
    if not found:
        raise Refusal(f"no file in {', '.join(map(shown_path, given))}")
    common = os.path.commonpath([path if path.is_dir() else path.parent for path in given])
    return sorted(InputFile(shown_path(file.relative_to(common)), shown_path(file)) for file in found)


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


def shown_path(path: Path) -> str:
    r"""A path as text that can be printed and stored, whatever bytes it is made of.

    Bytes that are no UTF-8 stand as ``\xff``. In such a path, and in one that holds such letters itself, a backslash
    is doubled; so no two paths look the same, and ``actual_path`` leads back.
    """
    name = path.as_posix()
    if name.isascii() and not _ESCAPED.search(name):
        return name
    encoded = os.fsencode(name)
    shown = encoded.decode("utf-8", "backslashreplace")
    if shown == name and not _ESCAPED.search(name):
        return name
    return encoded.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def actual_path(shown: str) -> Path:
    """The path that ``shown_path`` writes so."""
    encoded = shown.encode()
    if _ESCAPED.search(shown):
        encoded = _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()) if match[1] else b"\\", encoded)
    return Path(os.fsdecode(encoded))
