"""Editors' links as evidence for what is cited. The words are the text: where an address contradicts them they win, and
a diagnostic says so; where they leave the target open, the address gives it.

Source of the rule: of the links in published files, three in a thousand lead to another document than their words name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from extract.citations.mentions import Reference
from extract.dates import DATE, from_match
from extract.model import (
    CitationMethod,
    Diagnostic,
    Resolved,
    Severity,
    Symbol,
    TargetKind,
    UnresolvedReason,
)
from extract.normalized_text import NormalizedText
from extract.registers import Numbered, Numbering
from extract.source import Block, BlockKind, Source
from extract.symbols import parse_symbol

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:undocs\.org|docs\.un\.org|documents\.un\.org)/"
    r"(?:api/symbol/access\?(?:[^#]*&)?s=(?P<asked>[^&#]+)|(?:(?:en|fr|es|sp|ru|ar|zh)/)?(?P<path>[^?#]+))",
    re.IGNORECASE,
)
_SUPPLEMENT = re.compile(r"\s*\(SUPP\)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_DATED = re.compile(rf"\s*,?\s*(?:of|on)\s+{DATE}")
_OF_LINK = 0.9
_AGAINST_DATE = 0.8
"""How sure a target is that only a link gives, and one that the date printed with the number speaks against."""

_ACTS = (TargetKind.RESOLUTION, TargetKind.DECISION)


@dataclass(frozen=True, slots=True)
class EditorsLink:
    """A link in a unit's text, with the document that its address names."""

    start: int
    end: int
    symbol: Symbol
    block: Block


@dataclass(frozen=True, slots=True)
class EditorsLinks:
    """The links of a source to documents of the United Nations, in order."""

    blocks: tuple[Block, ...] = ()
    symbols: tuple[Symbol, ...] = ()

    @classmethod
    def of(cls, source: Source, numbering: Numbering) -> EditorsLinks:
        """Those that the blocks of ``source`` state and whose address is a document's symbol."""
        found = [
            (block, symbol)
            for block in source.blocks
            if block.kind is BlockKind.LINK and (symbol := symbol_of(block.target, numbering))
        ]
        return cls(tuple(block for block, _ in found), tuple(symbol for _, symbol in found))

    def within(self, text: NormalizedText) -> Iterator[EditorsLink]:
        """Those in a unit with that text."""
        for span in text.spans() if self.blocks else ():
            index = bisect_left(self.blocks, span.start, key=lambda block: block.span.start)
            while index < len(self.blocks) and self.blocks[index].span.start < span.end:
                block = self.blocks[index]
                start, last = text.offset(block.span.start), text.offset(block.span.end - 1)
                if start is not None and last is not None:
                    yield EditorsLink(start, last + 1, self.symbols[index], block)
                index += 1


def symbol_of(address: str, numbering: Numbering) -> Symbol | None:
    """The symbol of the document that an address of the United Nations' document services names, else None."""
    match = _ADDRESS.match(address)
    if match is None:
        return None
    printed = _SUPPLEMENT.sub("", unquote(match["asked"] or match["path"]).rstrip("/. "))
    symbol = parse_symbol(printed, numbering)
    if symbol is None or symbol.kind is TargetKind.TREATY or not printed[:1].isalpha():
        return None
    if symbol.kind in _ACTS and not numbering.could_be(symbol.organ, _numbered(symbol)):
        return None
    return symbol


def with_links(
    text: str, references: Sequence[Reference], links: Sequence[EditorsLink], numbering: Numbering
) -> tuple[list[Reference], list[Diagnostic]]:
    """``references``, found in ``text``, with the targets that ``links`` give; and what is wrong with a link."""
    made = list(references)
    wrong: list[Diagnostic] = []
    for link in links:
        at = [index for index, one in enumerate(made) if one.start < link.end and link.start < one.end]
        if any(made[index].target.symbol == link.symbol for index in at):
            continue
        agrees = _agrees(text[link.start : link.end], link.symbol)
        if agrees is None or any(_of_one(made[index], link.symbol) for index in at):
            continue
        if agrees and not at:
            made.append(_new(link))
        elif agrees and len(at) == 1 and _open(made[at[0]], link.symbol, text, numbering):
            made[at[0]] = _given(made[at[0]], link.symbol)
        else:
            wrong.append(_disagreement(text[link.start : link.end], [made[index] for index in at], link))
    return made, wrong


def _agrees(words: str, symbol: Symbol) -> bool | None:
    """Whether the numbers in ``words`` stand in the symbol, in a row; None where the words have none."""
    printed, named = _NUMBER.findall(words), _NUMBER.findall(symbol.text)
    if not printed:
        return None
    return any(named[at : at + len(printed)] == printed for at in range(len(named) - len(printed) + 1))


def _open(reference: Reference, symbol: Symbol, text: str, numbering: Numbering) -> bool:
    """Whether the words leave the target open: unresolved, or of an organ that they do not name, though a date of
    adoption that the link's organ cannot have says that it is another."""
    stated = reference.target.symbol
    if stated is None:
        return reference.target.reason is not UnresolvedReason.PLACEHOLDER and reference.kind in (
            symbol.kind,
            TargetKind.DOCUMENT,
        )
    inferred = reference.confidence < 1 and stated.kind is symbol.kind and stated.kind in _ACTS
    same = (stated.session, stated.number, stated.letter) == (symbol.session, symbol.number, symbol.letter)
    if not inferred or not same or stated.organ == symbol.organ:
        return False
    dated = _DATED.match(text, reference.end)
    day = from_match(dated) if dated else None
    return day is None or numbering.fits(symbol.organ, symbol.session, day)


def _of_one(reference: Reference, symbol: Symbol) -> bool:
    """Whether one of the two is the other with a part, a letter or an addition: A/75/3 and A/75/3/Rev.1."""
    shorter, longer = sorted((str(reference.target), symbol.text), key=len)
    return bool(shorter) and longer.startswith(shorter) and not longer[len(shorter) :][:1].isdigit()


def _new(link: EditorsLink) -> Reference:
    target = Resolved(link.symbol)
    return Reference(link.start, link.end, link.symbol.kind, target, CitationMethod.TEXT, "link", confidence=_OF_LINK)


def _given(reference: Reference, symbol: Symbol) -> Reference:
    misdated = reference.target.reason is UnresolvedReason.DATE_MISMATCH
    confidence = _AGAINST_DATE if misdated else _OF_LINK
    return replace(reference, kind=symbol.kind, target=Resolved(symbol), rule="link", confidence=confidence)


def _disagreement(words: str, stated: Sequence[Reference], link: EditorsLink) -> Diagnostic:
    read = ", ".join(str(one.target) for one in stated if one.target.symbol)
    meant = f" (read as {read})" if read else ""
    message = f"the words “{words}”{meant} link to {link.symbol}; the words were followed"
    return Diagnostic("link-disagrees", Severity.INFO, message, link.block.span)


def _numbered(symbol: Symbol) -> Numbered:
    bracketed = f"({symbol.session})" in symbol.text
    return Numbered(symbol.session, symbol.number, bracketed, symbol.kind is TargetKind.DECISION)
