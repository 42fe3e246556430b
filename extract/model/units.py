"""The structure of a document: its units and its footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.source import Span


class UnitKind(StrEnum):
    """What a unit is in the document's structure."""

    HEAD = "head"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, sub-paragraph, section heading, annex part, footnote, or the head.

    ``name`` is the unit of the exported tables (``pp3``, ``op12(a)(i)``, ``I.op3``, ``annex.p3``, ``fn6``, ``head``);
    ``text`` is normalized (line ends, furniture and footnote markers gone); ``spans`` are the source stretches that it
    was normalized from, in order; ``opening`` is the governing verb or opening as printed, empty where there is none;
    ``parent`` names the unit that holds this one, empty at the top.
    """

    name: str
    kind: UnitKind
    text: str
    spans: tuple[Span, ...]
    opening: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the document: its unit (``fn6``), its printed marker, and the unit in which the marker stands
    (empty where the marker is lost)."""

    unit: str
    marker: str
    anchored_in: str = ""
