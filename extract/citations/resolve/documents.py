"""Documents by their symbols, and what is the document itself and so no citation."""

from __future__ import annotations

import re

from extract.citations.mentions import Reference, SymbolMention
from extract.model import CitationMethod, Resolved
from extract.scan import Scan

_HEADING = re.compile(r"\W{0,4}(?:resolution|decision)\s{1,3}", re.IGNORECASE)
_PARTS = re.compile(r"(?<=\d)[A-Z]-[A-Z]$")
"""The letters of a joint text: A/RES/78/700A-B."""

_BELOW_HEADING = re.compile(r"\s+[A-Z]|\s*$")


def document_reference(mention: SymbolMention) -> Reference:
    """What a symbol cites: the document that bears it."""
    symbol = mention.symbol
    return Reference(mention.start, mention.end, symbol.kind, Resolved(symbol), CitationMethod.TEXT, mention.rule)


def is_itself(reference: Reference, identifier: str, *, in_head: bool) -> bool:
    """Whether a reference is to the document ``identifier`` that it stands in; in the head also where it names the
    series or joint text that the document is of."""
    target = str(reference.target)
    if target == identifier:
        return True
    return in_head and bool(target) and identifier.startswith(_PARTS.sub("", target))


def is_heading(reference: Reference, unit: Scan, identifier: str) -> bool:
    """Whether a number in the first unit is the heading of a document whose own symbol is not known."""
    return (
        identifier.startswith("file/")
        and _HEADING.fullmatch(unit.text[: reference.start]) is not None
        and _BELOW_HEADING.match(unit.text, reference.end) is not None
    )
