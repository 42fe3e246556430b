"""The ledger: what was read from which file, and which reading each graph of the store was made from.

One SQLite file beside the store. It remembers every file's digest, outcome and whole reading, so that a later build
re-reads only what changed, and so that tables can be written without reading anything again. Each step is one
transaction, and a graph counts as written only once the store holds it: whatever an interrupted build left undone,
the next one sees as undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from extract.model import Reading
from graph.ledger_records import (
    FailedFile,
    FileRow,
    FileStatus,
    LedgerError,
    ReadFile,
    Totals,
    Winner,
    unpack,
)

FORMAT = 4
"""Format of the ledger. A change of the tables below, or one that old readings cannot be decoded by, raises it."""

_APPLICATION_ID = 0x756E6D64  # "unmd", so that `file` and we ourselves know a ledger from another SQLite file

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    name TEXT PRIMARY KEY, path TEXT NOT NULL, stamp TEXT NOT NULL, sha256 TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, position INTEGER, reading BLOB
);
CREATE INDEX files_by_path ON files (path);
CREATE TABLE documents (
    file TEXT NOT NULL REFERENCES files (name) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    identifier TEXT NOT NULL, richness INTEGER NOT NULL, paragraphs INTEGER NOT NULL, PRIMARY KEY (file, ordinal)
) WITHOUT ROWID;
CREATE TABLE counts (
    file TEXT NOT NULL REFERENCES files (name) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    layer TEXT NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY (file, ordinal, layer)
) WITHOUT ROWID;
CREATE INDEX documents_by_identifier ON documents (identifier);
CREATE TABLE graphs (
    identifier TEXT PRIMARY KEY, file TEXT NOT NULL, ordinal INTEGER NOT NULL, stamp TEXT NOT NULL,
    run INTEGER NOT NULL, validation INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIEW winners AS
    SELECT identifier, file, ordinal, stamp, paragraphs FROM (
        SELECT d.*, f.stamp, row_number() OVER (
            PARTITION BY d.identifier ORDER BY d.richness DESC, d.file, d.ordinal) AS place
        FROM documents d JOIN files f ON f.name = d.file
    ) WHERE place = 1;
"""


class Ledger:
    """An open ledger. Use as a context manager; see ``open`` and ``open_read_only``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open ``file`` for building, made anew where it is missing.

        Raises ``LedgerError`` where it is no ledger, or one of another format.
        """
        fresh = not file.exists() or file.stat().st_size == 0
        connection = _connect(file, "rwc")
        try:
            if fresh:
                connection.executescript(
                    f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID};"
                    f"PRAGMA user_version = {FORMAT}; COMMIT;"
                )
            _check(connection, file)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    @classmethod
    def open_read_only(cls, file: Path) -> Self:
        """Open ``file`` for questions. Raises ``LedgerError`` where there is none, or none that can be used."""
        if not file.is_file():
            raise LedgerError(f"no ledger at {file}: build first (unmandates build PATH...)")
        connection = _connect(file, "ro")
        try:
            _check(connection, file)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # what the whole store was made with

    def get(self, key: str) -> str:
        """A setting of the store, such as its base IRI; empty where it was never set."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # files

    def stamps(self) -> dict[str, tuple[str, str]]:
        """Path and stamp of every file that was read well, by name."""
        rows = self._connection.execute("SELECT name, path, stamp FROM files WHERE status <> ?", (FileStatus.FAILED,))
        return {name: (path, stamp) for name, path, stamp in rows}

    def paths(self) -> dict[str, str]:
        """Absolute path of every file, by name."""
        return dict(self._connection.execute("SELECT name, path FROM files"))

    def record(self, read: Iterable[ReadFile], failed: Iterable[FailedFile] = ()) -> None:
        """Put what became of some files in place of what was known of them, under whatever name, in one step."""
        with self._step() as run:
            for good in read:
                self._forget(good.name, good.path)
                run.execute(
                    "INSERT INTO files VALUES (?, ?, ?, ?, ?, '', NULL, ?)",
                    (good.name, good.path, good.stamp, good.sha256, FileStatus.BUILT, good.reading),
                )
                run.executemany(
                    "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                    [
                        (good.name, ordinal, counts.identifier, counts.richness, counts.paragraphs)
                        for ordinal, counts in enumerate(good.documents)
                    ],
                )
                run.executemany(
                    "INSERT INTO counts VALUES (?, ?, ?, ?)",
                    [
                        (good.name, ordinal, layer, number)
                        for ordinal, counts in enumerate(good.documents)
                        for layer, number in counts.findings.items()
                    ],
                )
            for bad in failed:
                self._forget(bad.name, bad.path)
                run.execute(
                    "INSERT INTO files VALUES (?, ?, '', '', ?, ?, ?, NULL)",
                    (bad.name, bad.path, FileStatus.FAILED, bad.reason, bad.position),
                )

    def drop(self, names: Iterable[str]) -> None:
        """Forget files; their graphs become stale."""
        with self._step() as run:
            run.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def settle(self, run_number: int, gone: Iterable[str] = ()) -> None:
        """Give every file that was read its status after the run: built where the run wrote a graph from it,
        duplicate where richer files make all its graphs, else unchanged. ``gone`` are files no longer on disk."""
        with self._step() as run:
            run.execute(
                """
                UPDATE files SET reason = '', status = CASE
                    WHEN name NOT IN (SELECT file FROM winners) THEN ?
                    WHEN name IN (SELECT file FROM graphs WHERE run = ?) THEN ? ELSE ? END
                WHERE status <> ?""",
                (FileStatus.DUPLICATE, run_number, FileStatus.BUILT, FileStatus.UNCHANGED, FileStatus.FAILED),
            )
            run.execute(
                """
                UPDATE files SET reason = (
                    SELECT group_concat(said, '; ') FROM (
                        SELECT d.identifier || ' is built from ' || w.file AS said
                        FROM documents d JOIN winners w ON w.identifier = d.identifier
                        WHERE d.file = files.name ORDER BY d.ordinal))
                WHERE status = ?""",
                (FileStatus.DUPLICATE,),
            )
            run.executemany(
                "UPDATE files SET reason = 'kept, though no longer on disk' WHERE name = ? AND reason = ''",
                [(name,) for name in gone],
            )

    def files(self, status: FileStatus | None = None) -> Iterator[FileRow]:
        """All files, or those of one status, by name."""
        rows = self._connection.execute(
            """
            SELECT name, status, reason, position,
                (SELECT json_group_array(identifier) FROM
                    (SELECT identifier FROM documents WHERE file = files.name ORDER BY ordinal))
            FROM files WHERE ?1 IS NULL OR status = ?1 ORDER BY name""",
            (status,),
        )
        for name, found, reason, position, documents in rows:
            identifiers = msgspec.json.decode(documents, type=tuple[str, ...])
            yield FileRow(name, FileStatus(found), reason, position, identifiers)

    # readings

    def readings(self) -> Iterator[Reading]:
        """All readings, by name of file, one in memory at a time."""
        for (packed,) in self._connection.execute("SELECT reading FROM files WHERE reading NOTNULL ORDER BY name"):
            yield unpack(packed)

    def packed(self, name: str) -> bytes:
        """The packed reading of a file. Raises ``KeyError`` for one that was not read."""
        row = self._connection.execute(
            "SELECT reading FROM files WHERE name = ? AND reading NOTNULL", (name,)
        ).fetchone()
        if row is None:
            raise KeyError(name)
        return bytes(row[0])

    def winner(self, identifier: str) -> Winner | None:
        """Which file's document makes the graph of ``identifier`` (case does not matter)."""
        row = self._connection.execute(
            "SELECT identifier, file, ordinal, stamp FROM winners WHERE identifier = ? COLLATE NOCASE", (identifier,)
        ).fetchone()
        return None if row is None else Winner(*row)

    def winners(self) -> list[Winner]:
        """Every document of the graph with the file that makes it, in order of identifiers."""
        rows = self._connection.execute("SELECT identifier, file, ordinal, stamp FROM winners ORDER BY identifier")
        return [Winner(*row) for row in rows]

    # graphs

    def pending(self) -> list[Winner]:
        """Documents whose graph is missing in the store, or made from another reading than the winner's; by file."""
        rows = self._connection.execute(
            """
            SELECT w.identifier, w.file, w.ordinal, w.stamp FROM winners w
            LEFT JOIN graphs g ON g.identifier = w.identifier
            WHERE g.stamp IS NOT w.stamp OR g.file <> w.file OR g.ordinal <> w.ordinal
            ORDER BY w.file, w.ordinal"""
        )
        return [Winner(*row) for row in rows]

    def stale(self) -> list[str]:
        """Identifiers of graphs that no file makes any longer, in order."""
        rows = self._connection.execute(
            "SELECT identifier FROM graphs WHERE identifier NOT IN (SELECT identifier FROM documents) ORDER BY 1"
        )
        return [row[0] for row in rows]

    def open_graphs(self, winners: Iterable[Winner]) -> None:
        """Say that the store is about to change for these documents: until ``close_graphs`` they are pending."""
        with self._step() as run:
            run.executemany(
                "INSERT OR REPLACE INTO graphs VALUES (?, ?, ?, '', 0, 0)",
                [(winner.identifier, winner.file, winner.ordinal) for winner in winners],
            )

    def close_graphs(self, written: Iterable[tuple[Winner, int]], run_number: int) -> None:
        """Say that the store holds the graphs of these documents, each with the number of its validation
        findings."""
        with self._step() as run:
            run.executemany(
                "UPDATE graphs SET stamp = ?, run = ?, validation = ? WHERE identifier = ?",
                [(winner.stamp, run_number, number, winner.identifier) for winner, number in written],
            )

    def forget_graphs(self, identifiers: Iterable[str]) -> None:
        """Say that the store no longer holds these graphs."""
        with self._step() as run:
            run.executemany("DELETE FROM graphs WHERE identifier = ?", [(identifier,) for identifier in identifiers])

    def forget_all_graphs(self) -> None:
        """Say that the store is empty: every document is pending."""
        self._connection.execute("DELETE FROM graphs")

    def run_documents(self, run_number: int) -> list[str]:
        """Identifiers of the documents whose graphs a run wrote, in order."""
        rows = self._connection.execute("SELECT identifier FROM graphs WHERE run = ? ORDER BY 1", (run_number,))
        return [row[0] for row in rows]

    def run_inputs(self, run_number: int) -> list[tuple[str, str]]:
        """Names and SHA-256 of the files that the graphs of a run were made from, in order."""
        return self._connection.execute(
            "SELECT DISTINCT name, sha256 FROM files JOIN graphs ON file = name WHERE run = ? ORDER BY name",
            (run_number,),
        ).fetchall()

    def totals(self) -> Totals:
        """What the graph holds, each document counted once."""
        documents, paragraphs, validation = self._connection.execute(
            """
            SELECT count(*), total(w.paragraphs), total(g.validation)
            FROM winners w LEFT JOIN graphs g ON g.identifier = w.identifier"""
        ).fetchone()
        layers = self._connection.execute(
            "SELECT layer, sum(findings) FROM winners JOIN counts USING (file, ordinal) GROUP BY layer"
        )
        counted = dict(self._connection.execute("SELECT status, count(*) FROM files GROUP BY status"))
        files = {status: counted.get(status, 0) for status in FileStatus}
        return Totals(files, documents, int(paragraphs), dict(layers), int(validation))

    def _forget(self, name: str, path: str) -> None:
        self._connection.execute("DELETE FROM files WHERE name = ? OR path = ?", (name, path))

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise LedgerError(f"{file} cannot be opened: {error}") from None
    return connection


def _check(connection: sqlite3.Connection, file: Path) -> None:
    again = "build into another folder (--store), or remove this one and build again"
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        found = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise LedgerError(f"{file} is not a ledger of unmandates ({error}): {again}") from None
    if application != _APPLICATION_ID:
        raise LedgerError(f"{file} is not a ledger of unmandates: {again}")
    if found != FORMAT:
        raise LedgerError(f"{file} has ledger format {found}, this version reads format {FORMAT}: {again}")
