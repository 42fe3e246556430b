"""The blocks of a source in the order and by the place in which the structure asks for them."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.source import Block, BlockKind, Source

PARTS = frozenset(
    (BlockKind.HEAD, BlockKind.PREAMBLE, BlockKind.OPERATIVE, BlockKind.CLOSING, BlockKind.ANNEX),
)
"""Regions that say to which part of a document a line belongs."""

_LINES = frozenset(
    (
        *(BlockKind.TITLE, BlockKind.FORMULA, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.POINT),
        *(BlockKind.CONTINUATION, BlockKind.ROW, BlockKind.NOTE, BlockKind.FURNITURE),
    )
)

_Changes = tuple[tuple[int, Block | None], ...]


@dataclass(frozen=True, slots=True)
class BlockMap:
    """What the blocks of a source state: ``lines`` those that are lines of the page, in order, none overlapping (a
    table without rows is one), ``documents`` the acts, ``markers`` and ``superscripts`` in order. ``parts`` and
    ``languages`` are the offsets from which another block than before is the innermost, with that block."""

    lines: tuple[Block, ...] = ()
    documents: tuple[Block, ...] = ()
    markers: tuple[Block, ...] = ()
    superscripts: tuple[Block, ...] = ()
    parts: _Changes = ()
    languages: _Changes = ()
    exhaustive: frozenset[BlockKind] = frozenset()
    language: str = ""

    @classmethod
    def of(cls, source: Source) -> BlockMap:
        """The map of the blocks of ``source``."""
        by_kind: dict[BlockKind, list[Block]] = {}
        for block in sorted(source.blocks, key=_place):
            by_kind.setdefault(block.kind, []).append(block)
        lines = sorted((block for kind in _LINES for block in by_kind.get(kind, ())), key=_place)
        lines = list(_without_overlap(lines))
        tables = by_kind.get(BlockKind.TABLE, ())
        if tables:
            lines = sorted((*lines, *_without_lines(_without_overlap(tables), lines)), key=_place)
        return cls(
            lines=tuple(lines),
            documents=tuple(_without_overlap(by_kind.get(BlockKind.DOCUMENT, ()))),
            markers=tuple(by_kind.get(BlockKind.MARKER, ())),
            superscripts=tuple(by_kind.get(BlockKind.SUPERSCRIPT, ())),
            parts=_innermost(block for kind in PARTS for block in by_kind.get(kind, ())),
            languages=_innermost(block for block in source.blocks if block.language),
            exhaustive=frozenset(source.exhaustive),
            language=_primary(source.language),
        )

    def part_at(self, offset: int) -> Block | None:
        """The part in which the character at ``offset`` stands, None where none is stated."""
        return _at(self.parts, offset)

    def language_at(self, offset: int) -> str:
        """The language stated for the character at ``offset``, empty where none is."""
        block = _at(self.languages, offset)
        return _primary(block.language) if block else self.language

    def states_openings(self) -> bool:
        """Whether it is stated where acts begin to speak, so that no formula is to be looked for."""
        kinds = (BlockKind.PREAMBLE, BlockKind.OPERATIVE)
        return (
            BlockKind.FORMULA in self.exhaustive
            or any(block.kind is BlockKind.FORMULA for block in self.lines)
            or any(block is not None and block.kind in kinds for _, block in self.parts)
        )


NO_BLOCKS = BlockMap()
"""Of a text of which nothing is stated."""


def _place(block: Block) -> tuple[int, int]:
    return block.span.start, -block.span.end


def _primary(language: str) -> str:
    """The primary language of a BCP 47 code: ``en`` of ``en-GB``."""
    return language.partition("-")[0].lower()


def _without_overlap(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with words, those left out that begin within another."""
    end = 0
    for block in blocks:
        if block.span.start >= end and block.span.end > block.span.start:
            yield block
            end = block.span.end


def _without_lines(tables: Iterable[Block], lines: list[Block]) -> Iterator[Block]:
    for table in tables:
        index = bisect_right(lines, table.span.start, key=lambda block: block.span.end)
        if index == len(lines) or lines[index].span.start >= table.span.end:
            yield table


def _innermost(blocks: Iterable[Block]) -> _Changes:
    """Where the innermost of nested blocks changes: of those that hold a character, the one that begins last."""
    waiting = sorted((block for block in blocks if block.span.end > block.span.start), key=_place)
    bounds = sorted({bound for block in waiting for bound in (block.span.start, block.span.end)})
    waiting.reverse()
    open_blocks: list[tuple[int, int, int, Block]] = []
    changes: list[tuple[int, Block | None]] = []
    for order, bound in enumerate(bounds):
        while waiting and waiting[-1].span.start <= bound:
            block = waiting.pop()
            heapq.heappush(open_blocks, (-block.span.start, block.span.end, -order - len(waiting), block))
        while open_blocks and open_blocks[0][1] <= bound:
            heapq.heappop(open_blocks)
        innermost = open_blocks[0][3] if open_blocks else None
        if not changes or changes[-1][1] is not innermost:
            changes.append((bound, innermost))
    return tuple(changes)


def _at(changes: _Changes, offset: int) -> Block | None:
    index = bisect_right(changes, offset, key=lambda change: change[0])
    return changes[index - 1][1] if index else None
