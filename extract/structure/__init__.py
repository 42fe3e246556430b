"""Structure: lines told apart, acts, heads, paragraphs, footnotes."""

from extract.structure.layout import FootnoteText, Layout, Paragraph, lay_out

__all__ = ["FootnoteText", "Layout", "Paragraph", "lay_out"]
