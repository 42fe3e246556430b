"""What a page adds to its words: running heads, page numbers, job numbers, bar codes.

It is looked for at the top and the bottom of pages alone, and what lies between words of the document is never it.
Source of the rules: the layouts of United Nations documents from the 1960s on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.read.pdf.glyphs import PrintedPage
from extract.read.pdf.text_lines import TextLine

_TOP = 0.84
_BOTTOM = 0.14
"""Above and below these parts of the page's height it may stand."""

_NEAR = 4.0
_EVERY_OTHER = 0.4
_SMALLER = 0.93
_LONGEST = 200

_CERTAIN = re.compile(
    r"(?i:page|página)\s+(?:\d{1,4}|[ivxlc]+)(?:\s*(?:of|/|de)\s*\d{1,4})?"
    r"|[-–—/(|]*\s*(?:\d{1,4}|[ivxlc]+)\s*[-–—/)|]*"  # page numbers by themselves
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:GE\.|V\.|N\s?|K\d?|NY|HQ|\.\.\.)?\s*\d{2}[-–]\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{6}\s*)*(?:\s*/?\.\.\.)?"
    r"|\*\s?[\dA-Z-]{6,}\s?\*"
    r"|/?\s*\.\.\.|(?i:please\s+recycle).*|(?i:job no\.).*"
)
"""What is furniture wherever it stands at the edge of a page."""

_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[\w.()-]+){1,7}\*{0,2}")
"""A document's symbol by itself: at the edge of the second page and after, it is a running head."""

_PAGE = re.compile(r"^\d{1,4}(?=\s|$)|(?<=\s)\d{1,4}$", re.ASCII)
"""A number with which a line begins or ends."""


@dataclass(slots=True)
class PageParts:
    """The lines of a page: ``top`` and ``bottom`` furniture, and the ``body`` between them."""

    page: PrintedPage
    top: list[TextLine] = field(default_factory=list)
    body: list[TextLine] = field(default_factory=list)
    bottom: list[TextLine] = field(default_factory=list)


def parted_pages(pages: Sequence[tuple[PrintedPage, list[TextLine]]], body_size: float) -> list[PageParts]:
    """The pages with their furniture taken apart; ``body_size`` is that of most words of the document."""
    repeated = _repeated(pages)
    return [_parted(page, lines, repeated, body_size, first=index == 0) for index, (page, lines) in enumerate(pages)]


def most_common_size(lines: Sequence[TextLine]) -> float:
    """The size of most words, in points."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _keys(page: PrintedPage, line: TextLine) -> list[tuple[str, int]]:
    """What a line at the edge of several pages has in common on all of them: its height and its words, but for a number
    that counts the pages; at the top that number alone, as the words may be those of the chapter."""
    height = round((page.height - line.baseline) / _NEAR)
    count = _PAGE.search(line.text)
    if count is None:
        return [(line.text, height)]
    number = f"#{int(count[0]) - page.number}"
    keys = [(f"{line.text[: count.start()]}{number}{line.text[count.end() :]}", height)]
    return [*keys, (number, height)] if line.baseline >= _TOP * page.height else keys


def _repeated(pages: Sequence[tuple[PrintedPage, list[TextLine]]]) -> set[tuple[str, int]]:
    """The keys of lines that stand at the same place of the edge of nearly every other page."""
    seen = Counter[tuple[str, int]]()
    for page, lines in pages:
        keys = {
            (words, height + shift)
            for line in lines
            if _edge(page, line)
            for words, height in _keys(page, line)
            for shift in (-1, 0, 1)
        }
        seen.update(keys)
    least = max(2, round(_EVERY_OTHER * len(pages)))
    return {key for key, count in seen.items() if count >= least}


def _edge(page: PrintedPage, line: TextLine) -> bool:
    return line.baseline >= _TOP * page.height or line.baseline <= _BOTTOM * page.height


def _parted(
    page: PrintedPage, lines: list[TextLine], repeated: set[tuple[str, int]], body_size: float, *, first: bool
) -> PageParts:
    parts = PageParts(page)
    rows: dict[float, list[TextLine]] = defaultdict(list)
    for line in lines:
        if not line.turned:
            rows[line.baseline].append(line)
    heights = sorted(rows, reverse=True)
    bound = page.height + 1
    under_rule = _rule_below_head(page) if not first else None

    def is_furniture(line: TextLine) -> bool:
        text = line.text.strip()
        if "barcode" in line.font.lower() or (len(text) <= _LONGEST and _CERTAIN.fullmatch(text)):
            return True
        if first or len(text) > _LONGEST:
            return False
        return _SYMBOL.fullmatch(text) is not None or any(key in repeated for key in _keys(page, line))

    top_bound = bound
    for height, below in pairwise((*heights, -page.height)) if not first else ():
        row = rows[height]
        if height < _TOP * page.height:
            break
        small = all(line.size < _SMALLER * body_size for line in row)
        under = under_rule is not None and height < under_rule
        if not under and (all(map(is_furniture, row)) or (under_rule is not None and small)):
            top_bound = height
        elif under_rule is not None or not small or _starts_words(row, height - below):
            break
    bottom_bound = -1.0
    for height in reversed(heights):
        row = rows[height]
        if height > _BOTTOM * page.height or not all(map(is_furniture, row)):
            break
        bottom_bound = height
    for line in lines:
        if line.turned:
            parts.bottom.append(line)
        elif line.baseline >= top_bound:
            parts.top.append(line)
        elif line.baseline <= bottom_bound:
            parts.bottom.append(line)
        else:
            parts.body.append(line)
    return parts


def _starts_words(row: list[TextLine], distance: float) -> bool:
    """Whether a small line that is no furniture by itself is more than part of a running head, of which another line
    has the symbol or the number: the next one is far below."""
    return distance > 1.8 * max(line.size for line in row)


def _rule_below_head(page: PrintedPage) -> float | None:
    """The height of the rule that runs across the page under its head."""
    across = [rule.height for rule in page.rules if rule.right - rule.left > 0.6 * page.width]
    return max((height for height in across if height > _TOP * page.height), default=None)
