"""Document symbols in running text: ``A/C.3/65/L.6/Rev.1``, ``E/2013/30 and Corr.1``, two joined by a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.citations.mentions import SymbolMention
from extract.model import Symbol
from extract.registers import Form, Numbering
from extract.symbols import identified, parse_symbol

_MORE = re.compile(
    r"(?:,\s|\sand\s|,\sand\s|\s&\s)(?P<word>Add|Corr|Rev|Amend)\.\s?(?P<first>\d{1,3})"
    r"(?:\s?(?:–|-)\s?(?P<last>\d{1,3})|(?P<more>(?:(?:,\s|\sand\s)\d{1,3}\b)*))"
)
_STATEMENT = re.compile(
    r"(?<![\w/])(?:PRST\s|President[’']s\s[Ss]tatements?\s(?:PRST\s)?)(?P<number>(?:OS/)?\d{1,3}/\d{1,2})(?![\w/])"
)
"""Statements cited by number alone: one body numbers them so by default."""

_SERIES_ALONE = re.compile(r"[A-Z]+/(?:CN|C|CONF|AC|WG|SUB|EA|HA)\.\d+")
_SALES_NUMBER = re.compile(r"Sales No\.?:?\s*$")
_JOINED = re.compile(r"(?<=[\d)*])-(?=[A-Z]{1,6}/[A-Z0-9])")
_RANGE = re.compile(r"(?P<stem>.+/L\.)(?P<first>\d+)-(?P<last>\d+)")


_PART = r"Parts?\s[IVX]+(?:(?:\sand\s|-|–)[IVX]+)?|Sect\. ?\d+[A-Z]?|Prog\. ?\d+|Plan outline|Vol\. ?[IVX]+|SUPP"
"""What a symbol can bear in brackets at its end, for a part of the document."""


@lru_cache(maxsize=8)
def _symbol_pattern(series: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.-])(?:{series})/(?=[A-Z0-9])[A-Za-z0-9./]*(?:\(\d{{1,3}}\)(?=/)[A-Za-z0-9./]+)?"
        r"(?:(?<=/)\s(?=\d{4}/)[A-Za-z0-9./]+)?(?:\*?-(?=[\dA-Z])[A-Za-z0-9./]+)*"
        r"(?:\s?\((?:19|20)\d\d\)|\s?\([IVXLC]+\)(?:\s?[A-Z]\b)?"
        rf"|\s?\((?:{_PART})\)(?:/(?:Add|Corr|Rev)\.\d+)*)?"
    )


@lru_cache(maxsize=8)
def _unslashed_pattern(identifiers: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/])(?:{identifiers})(?!\w)")


def find_symbols(text: str, numbering: Numbering) -> Iterator[SymbolMention]:
    """Every symbol that is one; "and Corr.1" after one is a document of its own."""
    if any(first in text for first in numbering.unslashed_beginnings):
        yield from _unslashed(text, numbering)
    if "/" not in text:
        return
    if "PRST " in text or "s statement" in text:
        yield from _statements(text, numbering)
    for match in _symbol_pattern(numbering.cited_series).finditer(text):
        if _SALES_NUMBER.search(text, max(0, match.start() - 12), match.start()):
            continue
        base = ""
        for begin, piece in _pieces(match[0]):
            at, printed = match.start() + begin, piece.rstrip("./-*")
            symbol = parse_symbol(printed, numbering)
            if symbol and any(character.isdigit() for character in printed) and not _SERIES_ALONE.fullmatch(printed):
                base = symbol.text
                for one in _spread(symbol):
                    yield SymbolMention(at, at + len(printed), one, "symbol")
        if base:
            yield from _additions(text, match.start() + len(match[0].rstrip("./-")), base)


def _pieces(printed: str) -> Iterator[tuple[int, str]]:
    """The symbols that a dash joins, each with its offset: "A/79/552*-S/2024/767"."""
    begin = 0
    for dash in _JOINED.finditer(printed):
        yield begin, printed[begin : dash.start()]
        begin = dash.end()
    yield begin, printed[begin:]


def _unslashed(text: str, numbering: Numbering) -> Iterator[SymbolMention]:
    """Identifiers that bear no slash: ``WHA65.21``."""
    for match in _unslashed_pattern(numbering.unslashed).finditer(text):
        if symbol := parse_symbol(match[0], numbering):
            yield SymbolMention(match.start(), match.end(), symbol, "symbol")


def _statements(text: str, numbering: Numbering) -> Iterator[SymbolMention]:
    organ = numbering.default(Form.STATEMENT)
    for match in _STATEMENT.finditer(text):
        if symbol := parse_symbol(f"{organ}/PRST/{match['number']}", numbering):
            yield SymbolMention(match.start("number"), match.end(), symbol, "symbol")


def _spread(symbol: Symbol) -> list[Symbol]:
    """L.2, L.3 and L.4 of ``…/L.2-4``."""
    match = _RANGE.fullmatch(symbol.text)
    if not match or not 0 < int(match["last"]) - int(match["first"]) < _LONGEST_RANGE:
        return [symbol]
    return [identified(f"{match['stem']}{number}") for number in range(int(match["first"]), int(match["last"]) + 1)]


_LONGEST_RANGE = 60


def _additions(text: str, at: int, base: str) -> Iterator[SymbolMention]:
    stem = re.sub(r"/(?:Add|Corr|Rev)\.\d+$", "", base)
    while match := _MORE.match(text, at):
        numbers = [int(match["first"])]
        if match["last"]:
            numbers = list(range(numbers[0], min(int(match["last"]), numbers[0] + 60) + 1))
        elif match["more"]:
            numbers.extend(int(n) for n in re.findall(r"\d+", match["more"]))
        root = base if match["word"] == "Corr" else stem
        for number in numbers:
            added = identified(f"{root}/{match['word']}.{number}")
            yield SymbolMention(match.start("word"), match.end(), added, "symbol-addition")
        at = match.end()
