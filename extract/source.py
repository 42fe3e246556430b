"""A source: the text that everything is read from, and the stretches of it that everything leads back to.

Offsets are Unicode code points of the text as decoded, line ends untouched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received: ``name`` relative to the inputs' common folder with ``/``, its decoded text and the
    SHA-256 of its raw bytes (64 hex digits)."""

    name: str
    text: str
    sha256: str
