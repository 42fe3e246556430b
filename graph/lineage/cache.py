"""The lineage cache: one SQLite file beside the ledger with what lineage was computed from, and what came of it.

Links between documents are computed anew from small features whenever anything changed; what is costly – paragraphs
aligned, chains of mandates – is kept for pairs and lines whose documents stayed the same. So lineage is the same in
whatever order documents came, and one more document costs little.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from extract.model import Document
from graph.lineage.features import Features, features
from graph.lineage.links import DocumentLinks, find_links
from graph.lineage.mandate_chains import chains
from graph.lineage.paragraph_alignment import align
from graph.lineage.prepared_text import PreparedDocument, prepare
from graph.lineage.values import Aligned, DocumentLineage, Lineage, LineageRelation, MandateChain, ParagraphLink

FORMAT = 7
"""Format of the cache. A change of the tables below, or of the values in them, raises it; a cache of another format is
made anew, since all in it follows from the ledger."""

_APPLICATION_ID = 0x756E6D6C  # "unml"

_SCHEMA = """
CREATE TABLE documents (
    identifier TEXT PRIMARY KEY, stamp TEXT NOT NULL, features BLOB NOT NULL, prepared BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE links (place INTEGER PRIMARY KEY CHECK (place = 0), links BLOB NOT NULL);
CREATE TABLE aligned (
    earlier TEXT NOT NULL, later TEXT NOT NULL, stamp TEXT NOT NULL, paragraphs BLOB NOT NULL,
    PRIMARY KEY (earlier, later)
) WITHOUT ROWID;
CREATE INDEX aligned_by_later ON aligned (later);
CREATE TABLE chains (line TEXT PRIMARY KEY, stamp TEXT NOT NULL, chains BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE line_members (identifier TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE parts (key TEXT PRIMARY KEY, digest TEXT NOT NULL, quads BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changing (place INTEGER PRIMARY KEY CHECK (place = 0));
INSERT INTO changing VALUES (0);
"""

Load = Callable[[str], Document]
"""What gives the document with an identifier."""


class LineageCacheError(Exception):
    """A cache that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did: documents taken in and out, pairs aligned and lines of mandates followed anew."""

    documents: int
    removed: int
    aligned: int
    lines: int


class LineageCache:
    """An open cache. Use as a context manager; see ``open`` and ``open_read_only``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open ``file`` for writing, made anew where it is missing or of another format."""
        connection = _connect(file, "rwc")
        try:
            if _format(connection) != FORMAT:
                connection.close()
                file.unlink()
                connection = _connect(file, "rwc")
                connection.executescript(
                    f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID};"
                    f"PRAGMA user_version = {FORMAT}; COMMIT;"
                )
        except (OSError, sqlite3.Error) as error:
            connection.close()
            raise LineageCacheError(f"{file} cannot be written: {error}") from None
        return cls(connection)

    @classmethod
    def open_read_only(cls, file: Path) -> Self:
        """Open ``file`` for reading. Raises ``LineageCacheError`` where there is none, or one of another format."""
        if not file.is_file():
            raise LineageCacheError(f"{file} is missing: build first")
        connection = _connect(file, "ro")
        if _format(connection) != FORMAT:
            connection.close()
            raise LineageCacheError(f"{file} is of another format: build again")
        return cls(connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # computing

    def update(
        self, stamps: Mapping[str, str], load: Load, prefixes: Mapping[str, str], watch: Callable[[int, int], None]
    ) -> Update:
        """Bring lineage in step with the documents. ``stamps``: identifier → what changes whenever the document does;
        ``load`` gives those that are new or changed, and the members of lines that are; ``prefixes``: slug of an organ
        → prefix of its symbols; ``watch(done, total)`` is called as it goes on."""
        known = dict(self._connection.execute("SELECT identifier, stamp FROM documents"))
        gone = sorted(set(known) - set(stamps))
        new = sorted(one for one, stamp in stamps.items() if known.get(one) != stamp)
        complete = self._connection.execute("SELECT count(*) FROM links").fetchone()[0] > 0
        if complete and not gone and not new:
            return Update(0, 0, 0, 0)
        with self._step() as run:
            run.execute("DELETE FROM links")  # until all is done, the cache answers nothing
            run.executemany("DELETE FROM documents WHERE identifier = ?", [(one,) for one in gone])
        for done, some in _batches(new):
            with self._step() as run:
                run.executemany(
                    "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)",
                    [_row(stamps[one], load(one)) for one in some],
                )
            watch(done, len(new))
        links = find_links(self._features(), prefixes, self._prepared)
        aligned = self._align(links, stamps)
        lines = self._follow_mandates(links, stamps, load)
        with self._step() as run:
            run.execute("INSERT INTO links VALUES (0, ?)", (_packed(links),))
        return Update(len(new), len(gone), aligned, lines)

    def _features(self) -> dict[str, Features]:
        rows = self._connection.execute("SELECT features FROM documents ORDER BY identifier")
        return {one.identifier: one for one in (_FEATURES.decode(packed) for (packed,) in rows)}

    def _align(self, links: DocumentLinks, stamps: Mapping[str, str]) -> int:
        """Align the pairs that are new or whose documents changed; forget those that are pairs no longer."""
        rows = self._connection.execute("SELECT earlier, later, stamp FROM aligned")
        known = {(earlier, later): stamp for earlier, later, stamp in rows}
        wanted = {pair: _digest(stamps[pair[0]], stamps[pair[1]]) for pair in links.pairs(stamps)}
        new = [pair for pair, stamp in wanted.items() if known.get(pair) != stamp]
        with self._step() as run:
            run.executemany("DELETE FROM aligned WHERE earlier = ? AND later = ?", sorted(set(known) - set(wanted)))
        for _, some in _batches(new):
            with self._step() as run:
                run.executemany(
                    "INSERT OR REPLACE INTO aligned VALUES (?, ?, ?, ?)",
                    [
                        (*pair, wanted[pair], _packed(align(self._prepared(pair[0]), self._prepared(pair[1]))))
                        for pair in some
                    ],
                )
        return len(new)

    def _prepared(self, identifier: str) -> PreparedDocument:
        row = self._connection.execute("SELECT prepared FROM documents WHERE identifier = ?", (identifier,)).fetchone()
        return _PREPARED.decode(zlib.decompress(row[0]))

    def _follow_mandates(self, links: DocumentLinks, stamps: Mapping[str, str], load: Load) -> int:
        """Follow the mandates along the lines that are new or whose members changed."""
        known = dict(self._connection.execute("SELECT line, stamp FROM chains"))
        unbroken = links.unbroken()
        wanted = {
            line: _digest(*(f"{one} {stamps[one]} {one in unbroken}" for one in line)) for line in _lines(links, stamps)
        }
        named = {line[0]: line for line in wanted}
        new = [line for line, stamp in wanted.items() if known.get(line[0]) != stamp]
        with self._step() as run:
            run.executemany("DELETE FROM chains WHERE line = ?", [(one,) for one in sorted(set(known) - set(named))])
            run.execute("DELETE FROM line_members")
            run.executemany(
                "INSERT INTO line_members VALUES (?, ?)", [(one, line[0]) for line in wanted for one in line]
            )
        for _, some in _batches(new):
            with self._step() as run:
                run.executemany(
                    "INSERT OR REPLACE INTO chains VALUES (?, ?, ?)",
                    [(line[0], wanted[line], _packed(self._chains(line, load, unbroken))) for line in some],
                )
        return len(new)

    def _chains(self, line: Sequence[str], load: Load, unbroken: Container[str]) -> tuple[MandateChain, ...]:
        members = [load(one) for one in line]
        linked = {pair: self._paragraphs(*pair) for pair in itertools.pairwise(line)}
        return tuple(chain for chain in chains(members, linked, unbroken) if len(chain.steps) > 1)

    def _paragraphs(self, earlier: str, later: str) -> tuple[ParagraphLink, ...]:
        row = self._connection.execute(
            "SELECT paragraphs FROM aligned WHERE earlier = ? AND later = ?", (earlier, later)
        ).fetchone()
        return _PARAGRAPHS.decode(zlib.decompress(row[0])) if row else ()

    # what it holds

    def links(self) -> DocumentLinks:
        """Links between documents, and series. Raises ``LineageCacheError`` where an update was interrupted."""
        row = self._connection.execute("SELECT links FROM links").fetchone()
        if row is None:
            raise LineageCacheError("lineage is not computed to its end: build again")
        return _LINKS.decode(zlib.decompress(row[0]))

    def aligned(self) -> Iterator[Aligned]:
        """All pairs with their paragraphs, in order, one in memory at a time."""
        rows = self._connection.execute("SELECT earlier, later, paragraphs FROM aligned ORDER BY earlier, later")
        return (Aligned(earlier, later, _PARAGRAPHS.decode(zlib.decompress(packed))) for earlier, later, packed in rows)

    def chains(self) -> Iterator[MandateChain]:
        """All chains of two steps and more, in order."""
        for (packed,) in self._connection.execute("SELECT chains FROM chains ORDER BY line"):
            yield from _CHAINS.decode(zlib.decompress(packed))

    def lineage(self) -> Lineage:
        """All of it."""
        links = self.links()
        return Lineage(links.links, links.series, tuple(self.aligned()), tuple(self.chains()))

    def of(self, identifier: str) -> DocumentLineage | None:
        """The lineage of a document (case does not matter), or None where it has none."""
        links = self.links()
        near = _nearby(identifier.casefold(), links)
        series = tuple(
            one for one in links.series if any(m.identifier.casefold() == identifier.casefold() for m in one.members)
        )
        members = {member.identifier for one in series for member in one.members}
        own = tuple(
            link
            for link in links.links
            if {link.source, link.target} <= members
            or (link.relation in _LINEAL and link.source in near)
            or ((link.proposes or link.of_amendment) and link.target in near)
            or identifier.casefold() in (link.source.casefold(), link.target.casefold())
        )
        names = {link.source for link in own} | {link.target for link in own} | members
        name = next((one for one in sorted(names) if one.casefold() == identifier.casefold()), "")
        if not name:
            return None
        row = self._connection.execute(
            "SELECT chains FROM chains JOIN line_members USING (line) WHERE identifier = ?", (name,)
        ).fetchone()
        followed = _CHAINS.decode(zlib.decompress(row[0])) if row else ()
        pairs = [
            Aligned(earlier, later, _PARAGRAPHS.decode(zlib.decompress(packed)))
            for earlier, later, packed in self._connection.execute(
                "SELECT earlier, later, paragraphs FROM aligned ORDER BY earlier, later"
            )
            if earlier in names and later in names
        ]
        order = {member.identifier: place for one in series for place, member in enumerate(one.members)}
        pairs.sort(key=lambda pair: (order.get(pair.later, -1), pair.earlier, pair.later))
        touching = tuple(chain for chain in followed if any(step.document == name for step in chain.steps))
        return DocumentLineage(name, own, series, tuple(pairs), touching)

    # what a store holds of it

    def parts(self) -> dict[str, str]:
        """The parts of the graph in the store: key → digest of what each was made from."""
        return dict(self._connection.execute("SELECT key, digest FROM parts ORDER BY key"))

    def part(self, key: str) -> bytes:
        """The quads of a part."""
        row = self._connection.execute("SELECT quads FROM parts WHERE key = ?", (key,)).fetchone()
        return zlib.decompress(row[0])

    def forget_parts(self) -> None:
        """Say that the store holds nothing of it."""
        self._connection.execute("DELETE FROM parts")

    @property
    def in_step(self) -> bool:
        """Whether the store is known to hold just these parts: not while they change, nor after that was cut short."""
        return bool(self._connection.execute("SELECT count(*) FROM changing").fetchone()[0] == 0)

    @contextmanager
    def changing_parts(self, removed: Iterable[str], added: Iterable[tuple[str, str, bytes]]) -> Iterator[None]:
        """Remember that the store gives up some parts and holds others (key, digest, quads) once the block is done."""
        self._connection.execute("INSERT OR REPLACE INTO changing VALUES (0)")
        yield
        with self._step() as run:
            run.executemany("DELETE FROM parts WHERE key = ?", [(key,) for key in removed])
            run.executemany(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
                ((key, digest, zlib.compress(quads, 1)) for key, digest, quads in added),
            )
            run.execute("DELETE FROM changing")

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


_FEATURES = msgspec.msgpack.Decoder(Features)
_PREPARED = msgspec.msgpack.Decoder(PreparedDocument)
_LINKS = msgspec.msgpack.Decoder(DocumentLinks)
_PARAGRAPHS = msgspec.msgpack.Decoder(tuple[ParagraphLink, ...])
_CHAINS = msgspec.msgpack.Decoder(tuple[MandateChain, ...])
_ENCODER = msgspec.msgpack.Encoder()
_BATCH = 200
_LINEAL = (LineageRelation.ADOPTED_AS, LineageRelation.REVISED_AS, LineageRelation.TAKEN_UP_AS)
"""Relations that lead from a text to what became of it, beside its series."""

Item = TypeVar("Item")


def _packed(value: object) -> bytes:
    return zlib.compress(_ENCODER.encode(value), 1)


def _row(stamp: str, document: Document) -> tuple[str, str, bytes, bytes]:
    return document.identifier, stamp, _ENCODER.encode(features(document)), _packed(prepare(document))


def _batches(items: Sequence[Item]) -> Iterator[tuple[int, Sequence[Item]]]:
    """Some at a time, with how many are done after them."""
    for start in range(0, len(items), _BATCH):
        some = items[start : start + _BATCH]
        yield start + len(some), some


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _lines(links: DocumentLinks, present: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The lines of all series along which mandates are followed."""
    return (line for line in links.lines() if len(line) > 1 and all(one in present for one in line))


def _nearby(key: str, links: DocumentLinks) -> set[str]:
    """A document, and what its line of drafts leads to, back and forth: of an amendment, that of the draft that it is
    to."""
    found: set[str] = set()
    waiting = {name for link in links.links for name in (link.source, link.target) if name.casefold() == key}
    waiting |= {link.target for link in links.links if link.proposes and link.source in waiting}
    lineal = [link for link in links.links if link.relation in _LINEAL and not link.of_amendment]
    while waiting:
        found |= waiting
        waiting = {
            other
            for link in lineal
            for one, other in ((link.source, link.target), (link.target, link.source))
            if one in waiting and other not in found
        }
    return found


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise LineageCacheError(f"{file} cannot be opened: {error}") from None


def _format(connection: sqlite3.Connection) -> int:
    """The format of a cache, -1 of anything else."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return int(connection.execute("PRAGMA user_version").fetchone()[0]) if application == _APPLICATION_ID else -1
    except sqlite3.Error:
        return -1
