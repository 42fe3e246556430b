"""The languages of a source, as its blocks state them or as its words show. What is not English is reported and left
unread: whole files, pages of a bilingual scan, an annex in the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.language import ENGLISH, NAMES, UNDETERMINED, judge, plainly_english
from extract.model import Diagnostic, Severity
from extract.source import Span
from extract.structure.blocks import NO_BLOCKS, BlockMap
from extract.structure.lines import Line, LineKind

_WINDOW = 2000
_PIECE = 800
_PLAIN = 150
_LEAST = 40
"""Words of a stretch that proves its language in a file: a title or a quotation is shorter."""


@dataclass(slots=True)
class Piece:
    """Lines ``[first, last)`` without a blank between, long ones cut: a paragraph, or a part of a page. ``language``
    is ``stated``, or settled by its neighbours where its own words do not show it."""

    first: int
    last: int
    language: str
    lean: str
    words: int
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a file: ``pieces`` in order, or none where all of it is English."""

    pieces: tuple[Piece, ...]

    def of(self, first: int, last: int) -> str:
        """The language of lines ``[first, last)``: English if any of it is, else that of most words."""
        if not self.pieces:
            return ENGLISH
        start = bisect_left(self.pieces, first, key=lambda piece: piece.first)
        words: dict[str, int] = {}
        for piece in self.pieces[start:]:
            if piece.first >= last:
                break
            code = piece.language or piece.lean
            words[code] = words.get(code, 0) + piece.words
        if ENGLISH in words:
            return ENGLISH
        words.pop("", None)
        return max(words, key=lambda code: words[code], default=UNDETERMINED)


def find_languages(source: str, lines: Sequence[Line], blocks: BlockMap = NO_BLOCKS) -> Languages:
    """The languages of the lines of ``source``; the kind of lines that are not English is set, in place."""
    pieces = _pieces_of(source, lines, blocks)
    for piece in pieces:
        if piece.language not in ("", ENGLISH):
            for line in lines[piece.first : piece.last]:
                line.kind = LineKind.FOREIGN
    return Languages(tuple(pieces))


def _pieces_of(source: str, lines: Sequence[Line], blocks: BlockMap) -> list[Piece]:
    """The pieces with their languages settled; none where all is English."""
    if blocks.languages or blocks.language:
        stated = [blocks.language_at(line.start) for line in lines]
        if all(code == ENGLISH for code, line in zip(stated, lines, strict=True) if line.text):
            return []
        clean = [False] * (len(source) // _WINDOW + 1)
        pieces = list(_pieces(source, lines, clean, stated))
        _settle(pieces)
        return pieces
    clean = [plainly_english(source[at : at + _WINDOW]) for at in range(0, len(source), _WINDOW)]
    if clean and all(clean):
        return []
    pieces = list(_pieces(source, lines, clean))
    _settle(pieces)
    if any(piece.language not in ("", ENGLISH) for piece in pieces):
        pieces = list(_pieces(source, lines, [False] * len(clean)))  # short stretches hide where most is English
        _settle(pieces)
    return pieces


def report_foreign(lines: Sequence[Line], languages: Languages) -> Iterator[Diagnostic]:
    """A diagnostic for each stretch in one language other than English."""
    open_span: Span | None = None
    code = ""
    for piece in languages.pieces:
        span = Span(lines[piece.first].start, lines[piece.last - 1].end)
        if piece.language == code and open_span:
            open_span = Span(open_span.start, span.end)
            continue
        if open_span:
            yield _left_unread(code, open_span)
        code = piece.language
        open_span = span if code not in ("", ENGLISH) else None
    if open_span:
        yield _left_unread(code, open_span)


def _left_unread(code: str, span: Span) -> Diagnostic:
    size = span.end - span.start
    return Diagnostic(
        "foreign-language",
        Severity.WARNING,
        f"{code}: {size} characters in {NAMES.get(code, code)} were left unread",
        span,
    )


def _pieces(
    source: str, lines: Sequence[Line], clean: Sequence[bool], stated: Sequence[str] | None = None
) -> Iterator[Piece]:
    """The pieces, judged one by one. ``clean`` are the windows of the source that are plainly English, ``stated`` the
    languages stated of the lines."""
    first = 0
    while first < len(lines):
        if not lines[first].text:
            first += 1
            continue
        last = first + 1
        limit = lines[first].start + _PIECE
        while last < len(lines) and lines[last].text and lines[last].end <= limit:
            if stated and stated[last] != stated[first]:
                break
            last += 1
        start, end = lines[first].start, lines[last - 1].end
        plain = all(clean[start // _WINDOW : (end - 1) // _WINDOW + 1])
        if stated and (code := stated[first]):
            yield Piece(first, last, code, code, (end - start) // 6, stated=True)
        elif plain or (end - start > _PLAIN and plainly_english(source[start:end])):
            yield Piece(first, last, ENGLISH, ENGLISH, (end - start) // 6)
        else:
            judgement = judge(source[start:end])
            yield Piece(first, last, judgement.language, judgement.lean, judgement.words)
        first = last


def _settle(pieces: list[Piece]) -> None:
    """Give pieces whose own words do not show it the language of those around them; languages that no stretch proves
    are taken back."""
    _join(pieces)
    proved = set(_proved(pieces))
    taken_back = False
    for piece in pieces:
        if piece.language not in ("", ENGLISH) and piece.language not in proved and not piece.stated:
            piece.language = piece.lean = ""
            taken_back = True
    if taken_back:
        _join(pieces)


def _proved(pieces: Sequence[Piece]) -> Iterator[str]:
    alone = {piece.language for piece in pieces if piece.language}
    if len(alone) == 1:
        yield from alone  # a short file, all of it in one language
    code, words = "", 0
    for piece in pieces:
        words = words + piece.words if piece.language == code else piece.words
        code = piece.language
        if words >= _LEAST:
            yield code


def _join(pieces: Sequence[Piece]) -> None:
    """Settle what does not show its language: what leans to English is English; else it is of the languages on both
    sides, and where these differ, the foreign one goes as far as something leans to it."""
    for piece in pieces:
        if piece.lean == ENGLISH:
            piece.language = ENGLISH
    known = [index for index, piece in enumerate(pieces) if piece.language]
    if not known:
        return
    _fill(pieces[: known[0]], pieces[known[0]].language)
    _fill(pieces[known[-1] + 1 :], pieces[known[-1]].language)
    for left, right in pairwise(known):
        before, after = pieces[left].language, pieces[right].language
        between = pieces[left + 1 : right]
        turn = 0
        if before == ENGLISH != after:
            turn = next((at for at, piece in enumerate(between) if piece.lean == after), len(between))
        elif before != after:
            turn = next((at for at in range(len(between), 0, -1) if between[at - 1].lean == before), 0)
        _fill(between[:turn], before)
        _fill(between[turn:], after)


def _fill(pieces: Sequence[Piece], language: str) -> None:
    for piece in pieces:
        piece.language = language
