"""A toy format for tests: a page written down line by line, each with what its format would know of it.

    page = Page()
    page.head("United Nations A/RES/79/991")
    with page.part(BlockKind.OPERATIVE):
        page.paragraph("Requests lamps;[1]", number="1.")
    page.note("See A/78/900.", number="1")
    source = page.source()

In a line, ``[1]`` is a footnote marker, of which the digit alone is printed, ``[1=k]`` one with the key ``k``, and
``[=k]`` one that the text does not print; ``^1^`` is a superscript, of which again the digit alone is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

from extract.metadata import Metadata
from extract.source import Block, BlockKind, Source, Span

ALL = tuple(BlockKind)

_INLINE = re.compile(r"\[(?P<marker>[\d*]*)(?:=(?P<key>\w+))?\]|\^(?P<raised>[^^]+)\^")


class Page:
    """A page while it is written; ``between`` stands between its lines."""

    def __init__(self, between: str = "\n\n") -> None:
        self._text = ""
        self._blocks: list[Block] = []
        self._between = between

    def open_text(self, text: str) -> None:
        """Text of which nothing is stated."""
        self._text += text + self._between

    def line(self, kind: BlockKind, text: str, **stated: object) -> None:
        """A line of that kind; ``stated`` are other fields of its block. A number is printed before its words unless
        ``label`` is 0."""
        number, label = stated.get("number"), stated.pop("label", None)
        printed = f"{number} " if number and label is None else ""
        start = len(self._text)
        self._text += printed
        self._inline(text)
        self._blocks.append(Block(Span(start, len(self._text)), kind, label=len(printed), **stated))  # type: ignore[arg-type]
        self._text += self._between

    def _inline(self, text: str) -> None:
        at = 0
        for match in _INLINE.finditer(text):
            self._text += text[at : match.start()]
            start, at = len(self._text), match.end()
            raised = match["raised"]
            self._text += raised or match["marker"]
            span = Span(start, len(self._text))
            if raised:
                self._blocks.append(Block(span, BlockKind.SUPERSCRIPT))
            else:
                number = match["marker"] or None
                self._blocks.append(Block(span, BlockKind.MARKER, number, note=match["key"] or ""))
        self._text += text[at:]

    def paragraph(self, text: str, **stated: object) -> None:
        self.line(BlockKind.PARAGRAPH, text, **{"number": "", **stated})

    def point(self, text: str, **stated: object) -> None:
        self.line(BlockKind.POINT, text, **stated)

    def heading(self, text: str, **stated: object) -> None:
        self.line(BlockKind.HEADING, text, **stated)

    def note(self, text: str, **stated: object) -> None:
        self.line(BlockKind.NOTE, text, **stated)

    def head(self, *lines: str) -> None:
        """Lines of the head."""
        with self.part(BlockKind.HEAD):
            for text in lines:
                self.open_text(text)

    def formula(self, text: str = "The General Assembly,") -> None:
        self.line(BlockKind.FORMULA, text)

    @contextmanager
    def part(self, kind: BlockKind, **stated: object) -> Iterator[None]:
        """A region that holds all that is written within it."""
        start = len(self._text)
        yield
        self._blocks.append(Block(Span(start, len(self._text)), kind, **stated))  # type: ignore[arg-type]

    def source(
        self, exhaustive: tuple[BlockKind, ...] = (), language: str = "en", metadata: Metadata | None = None
    ) -> Source:
        blocks = sorted(self._blocks, key=lambda block: (block.span.start, -block.span.end))
        digest = sha256(self._text.encode()).hexdigest()
        return Source("toy.txt", self._text, digest, tuple(blocks), exhaustive, language=language, metadata=metadata)


def bare(source: Source) -> Source:
    """The same text, of which nothing is stated."""
    return replace(source, blocks=(), exhaustive=(), language="", metadata=None)
