"""PDF: the characters of its pages, by place and style, become text with blocks; ``locate`` leads back to the page."""

from extract.read.pdf.limits import LIMITS, PdfLimits
from extract.read.pdf.pdf_reader import looks_like_pdf, read_pdf
from extract.read.pdf.scans import read_scanned_pdf

__all__ = ["LIMITS", "PdfLimits", "looks_like_pdf", "read_pdf", "read_scanned_pdf"]
