"""Document symbols in running text: ``A/C.3/65/L.6/Rev.1``, ``E/2013/30 and Corr.1``, two joined by a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.citations.mentions import SymbolMention
from extract.symbols import parse_symbol

_SERIES = (
    r"(?:A|E|S|ST|T|CAT|CRC|CEDAW|CCPR|CERD|CMW|CRPD|CED|CTOC|CAC|ECE|ESCAP|UNEP|HSP|UNW|JIU|ICCD|FCCC|APLC|BWC|CCW|CD"
    r"|DP|TD|HRI|LOS|NPT|PBC|SPLOS|ISBA|IDB|GC)"
)
_SYMBOL = re.compile(
    rf"(?<![\w/.-]){_SERIES}/(?=[A-Z0-9])[A-Za-z0-9./]*(?:(?<=/)\s(?=\d{{4}}/)[A-Za-z0-9./]+)?(?:-(?=[\dA-Z])[A-Za-z0-9./]+)*"
    r"(?:\s?\((?:19|20)\d\d\)|\s?\([IVXLC]+\)(?:\s?[A-Z]\b)?"
    r"|\s?\((?:Parts? [IVX]+|Sect\. ?\d+|Prog\. ?\d+|Plan outline|Vol\. ?[IVX]+|SUPP)\))?"
)
_MORE = re.compile(
    r"(?:,\s|\sand\s|,\sand\s|\s&\s)(?P<word>Add|Corr|Rev|Amend)\.\s?(?P<first>\d{1,3})"
    r"(?:\s?(?:–|-)\s?(?P<last>\d{1,3})|(?P<more>(?:(?:,\s|\sand\s)\d{1,3}\b)*))"
)
_HEALTH = re.compile(r"(?<![\w/])(?:WHA\d{1,3}(?:\.\d{1,3}|\(\d{1,3}\))|EB\d{1,3}\.R\d{1,3})(?!\w)")
_STATEMENT = re.compile(
    r"(?<![\w/])(?:PRST\s|President[’']s\s[Ss]tatements?\s(?:PRST\s)?)(?P<number>(?:OS/)?\d{1,3}/\d{1,2})(?![\w/])"
)
"""Statements of the President of the Human Rights Council, which alone numbers them so."""

_SERIES_ALONE = re.compile(r"[A-Z]+/(?:CN|C|CONF|AC|WG|SUB|EA|HA)\.\d+")
_SALES_NUMBER = re.compile(r"Sales No\.?:?\s*$")
_JOINED = re.compile(r"-(?=[A-Z]{1,6}/[A-Z0-9])")
_RANGE = re.compile(r"(?P<stem>.+/L\.)(?P<first>\d+)-(?P<last>\d+)")


def find_symbols(text: str) -> Iterator[SymbolMention]:
    """Every symbol that is one; "and Corr.1" behind one is a document of its own."""
    for match in _HEALTH.finditer(text) if "WHA" in text or "EB" in text else ():
        symbol = parse_symbol(match[0])
        if symbol:
            yield SymbolMention(match.start(), match.end(), symbol.text, "symbol")
    for match in _STATEMENT.finditer(text) if "PRST " in text or "s statement" in text else ():
        yield SymbolMention(match.start("number"), match.end(), f"A/HRC/PRST/{match['number']}", "symbol")
    for match in _SYMBOL.finditer(text) if "/" in text else ():
        if _SALES_NUMBER.search(text, max(0, match.start() - 12), match.start()):
            continue
        at = match.start()
        base = ""
        for piece in _JOINED.split(match[0]):
            printed = piece.rstrip("./-")
            symbol = parse_symbol(printed)
            if symbol and any(character.isdigit() for character in printed) and not _SERIES_ALONE.fullmatch(printed):
                base = symbol.text
                for target in _spread(base):
                    yield SymbolMention(at, at + len(printed), target, "symbol")
            at += len(piece) + 1
        if base:
            yield from _additions(text, match.start() + len(match[0].rstrip("./-")), base)


def _spread(target: str) -> list[str]:
    """L.2, L.3 and L.4 of ``…/L.2-4``."""
    match = _RANGE.fullmatch(target)
    if not match or not 0 < int(match["last"]) - int(match["first"]) < _LONGEST_RANGE:
        return [target]
    return [f"{match['stem']}{number}" for number in range(int(match["first"]), int(match["last"]) + 1)]


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
            yield SymbolMention(match.start("word"), match.end(), f"{root}/{match['word']}.{number}", "symbol-addition")
        at = match.end()
