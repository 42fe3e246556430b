"""Identifiers as values, from their text."""

from __future__ import annotations

from extract.model import Resolved, Symbol
from extract.symbols import parse_symbol


def symbol(text: str) -> Symbol:
    """The symbol that ``text`` spells. Raises ``ValueError`` where it spells none."""
    parsed = parse_symbol(text)
    if parsed is None:
        raise ValueError(text)
    return parsed


def resolved(text: str) -> Resolved:
    """The target that ``text`` spells."""
    return Resolved(symbol(text))
