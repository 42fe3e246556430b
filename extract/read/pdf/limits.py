"""How much of a PDF is read: cheap bounds that are checked before and while its pages are taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """The most that one file may have: size in ``bytes``, ``pages``, ``characters`` on a page and in all, ``objects``
    (texts, paths, images) on a page, and ``stream_bytes`` to which one packed part unpacks. Where a scan is to be
    read: ``pixels`` of the image of a page, and ``recognition_seconds`` for reading it."""

    bytes: int = 100_000_000
    pages: int = 2_000
    page_characters: int = 60_000
    characters: int = 10_000_000
    page_objects: int = 50_000
    stream_bytes: int = 300_000_000
    pixels: int = 40_000_000
    recognition_seconds: int = 120


LIMITS = PdfLimits()
"""What applies where the caller says nothing else: the longest reports of the United Nations keep well within it."""
