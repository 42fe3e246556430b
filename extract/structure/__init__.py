"""The structure of a source, as its blocks state or its words show: acts, heads, paragraphs, footnotes."""

from extract.structure.layout import Anchor, FootnoteText, Layout, Paragraph
from extract.structure.source_layout import lay_out

__all__ = ["Anchor", "FootnoteText", "Layout", "Paragraph", "lay_out"]
