"""The compiled form of the registers: what was made of their files, kept beside them, so that it is soon loaded.

It holds values only, is believed only where it was made from just these files by just this code, and is made anew
otherwise. Where it cannot be written beside the files, a cache folder of the user takes its place, and where that
cannot be either, the files are read each time; nothing of it is ever an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

_NAME = "registers.msgpack"
_MOST_BYTES = 64 << 20
_DIGEST = hashlib.sha256().digest_size

Value = TypeVar("Value")


def compiled(kind: type[Value], folder: Path, code: Iterable[Path], make: Callable[[], Value]) -> Value:
    """The value that ``make`` makes of the CSV files in ``folder``, from its compiled form where there is one.

    ``kind`` is its class, which msgspec can write and read; ``code`` the modules that it follows from.
    """
    try:
        key = _key(kind, folder, code)
    except OSError:
        return make()  # which says what is wrong
    for place in _places(folder):
        found = _read(place / _NAME, key, kind)
        if found is not None:
            return found
    value = make()
    payload = msgspec.msgpack.encode(value)
    content = key + hashlib.sha256(payload).digest() + payload
    any(_write(place, content) for place in _places(folder))
    return value


def _key(kind: type, folder: Path, code: Iterable[Path]) -> bytes:
    """Changes whenever the value could be another one, or be written otherwise."""
    digest = hashlib.sha256(f"{kind.__module__}.{kind.__qualname__} {msgspec.__version__}".encode())
    for file in (*sorted(folder.glob("*.csv")), *sorted(code), Path(__file__)):
        digest.update(hashlib.sha256(file.name.encode()).digest() + hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _places(folder: Path) -> Iterator[Path]:
    """Where it may lie: beside the files, as Python keeps compiled modules; then with the user."""
    yield folder / "__pycache__"
    given = os.environ.get("XDG_CACHE_HOME", "")
    with contextlib.suppress(RuntimeError):  # a user without a home
        yield (Path(given) if os.path.isabs(given) else Path.home() / ".cache") / "unmandates"  # noqa: PTH117


def _read(file: Path, key: bytes, kind: type[Value]) -> Value | None:
    """What ``file`` holds for ``key``; None where that is nothing, or damaged, or in a folder that others write to."""
    try:
        if not _is_ours(file.parent) or not _is_ours(file) or file.stat().st_size > _MOST_BYTES:
            return None
        content = file.read_bytes()
        payload = content[2 * _DIGEST :]
        if content[: 2 * _DIGEST] != key + hashlib.sha256(payload).digest():
            return None
        return msgspec.msgpack.decode(payload, type=kind)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def _write(place: Path, content: bytes) -> bool:
    """Put the file there in one step, so that no process ever sees half of it; say whether that could be done."""
    with contextlib.suppress(OSError):
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not _is_ours(place):
            return False
        descriptor, name = tempfile.mkstemp(dir=place, prefix=f"{_NAME}.")
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(place / _NAME)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return True
    return False


def _is_ours(path: Path) -> bool:
    """Whether only those write here who could change the program: its user, the superuser, the owner of the code."""
    if not hasattr(os, "geteuid"):
        return True
    status = path.stat()
    return status.st_uid in {0, os.geteuid(), Path(__file__).stat().st_uid} and not status.st_mode & 0o022
