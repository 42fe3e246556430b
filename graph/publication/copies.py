"""Whole stores made from others, to be read only: a copy of one, or one of nothing but what a dump holds."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from graph.store import StoreError

if sys.platform != "win32":
    import fcntl


def copy_store(folder: Path, target: Path) -> None:
    """Copy the store in ``folder`` to ``target``, which must not be there yet, and order it for reading.

    Other readers do not matter. Files are shared with the store where both lie on one disk; neither changes by what
    becomes of the other. Raises ``StoreError`` where there is no store, or one that is being written.
    """
    if not (folder / "CURRENT").is_file():
        raise StoreError(f"{folder} holds no graph: build one first")
    with _errors_of_engine(folder):
        if _is_written(folder):
            raise StoreError(f"{folder} is being written by another process: wait until it ends")
        ox.Store.read_only(str(folder)).backup(str(target))
        _put_in_order(ox.Store(str(target)))
    _clean(target)


def load_store(dump: Path, target: Path) -> None:
    """Make a store in ``target`` of the quads in ``dump`` (gzipped N-Quads), ordered for reading.

    Its files hold these quads and nothing else; those of a copy can hold words of quads that were removed.
    """
    with _errors_of_engine(target), gzip.open(dump) as quads:
        store = ox.Store(str(target))
        store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
        _put_in_order(store)
        del store
    _clean(target)


def _put_in_order(store: ox.Store) -> None:
    store.flush()
    store.optimize()


def _clean(target: Path) -> None:
    """Remove the journals of the engine: they say nothing of the graph, but of the machine."""
    for journal in target.glob("LOG*"):
        journal.unlink()


def _is_written(folder: Path) -> bool:
    """Whether another process holds the lock that a store has while it is open for writing."""
    if sys.platform == "win32":
        return False
    lock = folder / "LOCK"
    if not lock.exists():
        return False
    with lock.open("rb") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


@contextmanager
def _errors_of_engine(folder: Path) -> Iterator[None]:
    """Raise errors of the engine as those of a store; what the system refuses (a full disk) stays as it is."""
    try:
        yield
    except (RuntimeError, SyntaxError, ValueError) as error:
        raise StoreError(f"{folder} cannot be written: {error}") from error
