"""The layout of a source: its acts with their heads, paragraphs in normalized text, footnotes with their anchors."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Diagnostic, DiscardedSpan, Head, UnitKind
from extract.normalized_text import NormalizedText
from extract.source import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a footnote in a paragraph: ``at`` is the offset in the normalized text after which its marker
    stands, ``note`` the ``marker`` of the ``FootnoteText``."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A unit with the way back to the source, and the footnotes anchored in it."""

    name: str
    kind: UnitKind
    parent: str
    normalized: NormalizedText
    anchors: tuple[Anchor, ...] = ()

    @property
    def text(self) -> str:
        return self.normalized.text


@dataclass(frozen=True, slots=True)
class FootnoteText:
    """A footnote: its unit, its marker, its normalized words, and the units where the marker stands. The marker is the
    printed one; where two notes of one act bear the same and it is stated which stands where, the second is ``1~2``."""

    unit: str
    marker: str
    normalized: NormalizedText
    anchored_in: tuple[str, ...]

    @property
    def printed(self) -> str:
        """The marker as printed."""
        return self.marker.partition("~")[0]


@dataclass(frozen=True, slots=True)
class Layout:
    """One act of a file, structured."""

    identifier: str
    head: Head
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteText, ...]
    part_of: str
    diagnostics: tuple[Diagnostic, ...]
    closing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A file's acts, and the discarded spans that are in none of their units."""

    layouts: tuple[Layout, ...]
    discarded: tuple[DiscardedSpan, ...]
    diagnostics: tuple[Diagnostic, ...]
