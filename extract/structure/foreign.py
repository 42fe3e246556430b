"""What is not English is told, and left unread: whole files, pages of a bilingual scan, an annex in the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.language import ENGLISH, NAMES, UNDETERMINED, judge, plainly_english
from extract.model import Diagnostic, Severity
from extract.source import Span
from extract.structure.lines import Line, LineKind

_WINDOW = 2000
_PIECE = 800
_PLAIN = 150
_LEAST = 40
"""Words of a stretch that proves its language in a file: a title or a quotation is shorter."""


@dataclass(slots=True)
class Piece:
    """Lines ``[first, last)`` without a blank between, long ones cut: a paragraph, or a part of a page. ``language``
    is settled by its neighbours where its own words do not tell."""

    first: int
    last: int
    language: str
    lean: str
    words: int


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


def tell_foreign(source: str, lines: Sequence[Line]) -> Languages:
    """Set the kind of lines that are not English, in place, and tell the languages of the file."""
    clean = [plainly_english(source[at : at + _WINDOW]) for at in range(0, len(source), _WINDOW)]
    if clean and all(clean):
        return Languages(())
    pieces = list(_pieces(source, lines, clean))
    _settle(pieces)
    if any(piece.language not in ("", ENGLISH) for piece in pieces):
        pieces = list(_pieces(source, lines, [False] * len(clean)))  # short stretches hide where most is English
        _settle(pieces)
    for piece in pieces:
        if piece.language not in ("", ENGLISH):
            for line in lines[piece.first : piece.last]:
                line.kind = LineKind.FOREIGN
    return Languages(tuple(pieces))


def foreign_faults(lines: Sequence[Line], languages: Languages) -> Iterator[Diagnostic]:
    """A fault for each stretch in one language other than English."""
    open_span: Span | None = None
    code = ""
    for piece in languages.pieces:
        span = Span(lines[piece.first].start, lines[piece.last - 1].end)
        if piece.language == code and open_span:
            open_span = Span(open_span.start, span.end)
            continue
        if open_span:
            yield _fault(code, open_span)
        code = piece.language
        open_span = span if code not in ("", ENGLISH) else None
    if open_span:
        yield _fault(code, open_span)


def _fault(code: str, span: Span) -> Diagnostic:
    size = span.end - span.start
    return Diagnostic(
        "foreign-language", Severity.WARNING, f"{code}: {size} characters in {NAMES[code]} were left unread", span
    )


def _pieces(source: str, lines: Sequence[Line], clean: Sequence[bool]) -> Iterator[Piece]:
    first = 0
    while first < len(lines):
        if not lines[first].text:
            first += 1
            continue
        last = first + 1
        limit = lines[first].start + _PIECE
        while last < len(lines) and lines[last].text and lines[last].end <= limit:
            last += 1
        start, end = lines[first].start, lines[last - 1].end
        plain = all(clean[start // _WINDOW : (end - 1) // _WINDOW + 1])
        if plain or (end - start > _PLAIN and plainly_english(source[start:end])):
            yield Piece(first, last, ENGLISH, ENGLISH, (end - start) // 6)
        else:
            judgement = judge(source[start:end])
            yield Piece(first, last, judgement.language, judgement.lean, judgement.words)
        first = last


def _settle(pieces: list[Piece]) -> None:
    """Give pieces that do not tell themselves the language of those around them; languages that no stretch proves are
    taken back."""
    _join(pieces)
    proved = set(_proved(pieces))
    taken_back = False
    for piece in pieces:
        if piece.language and piece.language != ENGLISH and piece.language not in proved:
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
    """Settle what does not tell its language: what leans to English is English; else it is of the languages on both
    sides, and where these differ, the foreign one goes as far as something leans to it."""
    for piece in pieces:
        if piece.lean == ENGLISH:
            piece.language = ENGLISH
    told = [index for index, piece in enumerate(pieces) if piece.language]
    if not told:
        return
    _fill(pieces[: told[0]], pieces[told[0]].language)
    _fill(pieces[told[-1] + 1 :], pieces[told[-1]].language)
    for left, right in pairwise(told):
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
