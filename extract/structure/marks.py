"""Footnote markers that no block states: found in the running text and tied to their notes.

Superscripts speak for themselves. Plain digits are found in the order of the notes ("Corruption3", "20064" = 2006 and
note 4, "2008,5"); where one is damaged ("Crime,*"), it is looked for between its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.source import Span
from extract.structure.lines import SUPERSCRIPTS


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker at ``span`` of the source (empty where it is not printed in the text), standing for the note with
    ``marker``."""

    span: Span
    marker: str


@dataclass(frozen=True, slots=True)
class MarkerForms:
    """Which forms of marker are looked for: superscript characters and signs such as ``[1]``, ``1/`` and ``*``; and
    ``plain`` digits, which are markers only where nothing shows what is raised."""

    signs: bool = True
    plain: bool = True


_ALL = MarkerForms()


_SUPER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹](?<![⁰¹²³⁴⁵⁶⁷⁸⁹].)[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SLASH = re.compile(
    r"[\d*](?:(?<=[\w,;.”\")’] .)(?:(?<=\d)\d{0,2}|(?<=\*)\*{0,2})|(?<=[A-Za-z,;.”\")’]\d)\d{0,2})/(?=[\s,;.)]|$)"
)
_BRACKET = re.compile(r"\[\d{1,3}\]")
_DAMAGED = re.compile(r"(?<=[a-z,;.)])(?:[*®°™©]|[”\"](?=[\s,;.]))|(?<=[a-z])\?(?=[\s,;])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])(\*{1,3})(?!\w)")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])([^_\n]{1,200}?)(?<=[^\s_])(_{1,2})(?![\w_])")
_STARS = re.compile(r"(?<=[\w,;.:”\")’])\*{1,3}(?![\w*])")
_BULLET = re.compile(r"[-•]\s+(?=\S)")


_N = r"\d{1,3}"
_AFTER_MARK = (
    # A comma or full stop between figures is a decimal sign, unless a year or a resolution's number ends there.
    r"(?:(?<=[A-Za-z”\"’)\]][,;.:])|(?<=\d[;:])|(?<=\b(?:19|20)\d\d[,.])|(?<=/\d\d\d[,.])|(?<=/\d\d[,.])|(?<=/\d[,.]))"
)
_PLAIN = re.compile(
    # Glued to a word or an end mark; after a year; loose after a word and before an end mark or a small word.
    rf"(?<=[A-Za-z”\"’)\]]){_N}(?![\w/])(?![.,]\d)"
    rf"|{_AFTER_MARK}{_N}(?![\w/.,])"
    rf"|{_AFTER_MARK}{_N}(?=[,.]?\s|$)"
    r"|(?<=\b(?:19|20)\d\d)\d{1,2}(?![\d/])"
    rf"|(?<=[A-Za-z”\"’)\]] ){_N}(?=[,;.:](?!\d)| ?(?:\n|$))"
    rf"|(?<=[a-z”\"’)\]\d][,;.] ){_N}"
    r"(?=\s+(?:and|which|in|as|with|to|of|or|the|that|by|on|for)\b|[,;.](?!\d)| ?(?:\n|$))"
    rf"|(?<=[A-Za-z”\"’)\]] ){_N}(?=\s+(?:and|which|in|as|with|through|adopted|on|to|or|of|the|that|by|for)\b)"
)
"""Where plain digits can be a marker."""

_AFTER_MARKER = re.compile(r"\s(\d{1,3})(?![\w/.,])")
_FIGURES = re.compile(r"\d+")


def find_marks(
    source: str,
    stretches: Sequence[Span],
    markers: Sequence[str],
    stated: Sequence[Mark] = (),
    forms: MarkerForms = _ALL,
) -> tuple[Mark, ...]:
    """Marks in the body's ``stretches`` (in order), each of one of ``markers``, those of the notes as printed; in text
    order, none overlapping, none at the place of a ``stated`` one. A note with a stated mark is looked for no more,
    unless as a superscript, which says itself what it is."""
    if not forms.signs:
        return ()
    if not markers:
        # The notes themselves are lost; their superscripts must not run into the words before them.
        return tuple(
            Mark(Span(*match.span()), match[0].translate(SUPERSCRIPTS))
            for stretch in stretches
            for match in _SUPER.finditer(source, stretch.start, stretch.end)
        )
    text, starts = _joined(source, stretches)
    known = set(markers)
    found: dict[int, tuple[int, str]] = {}  # offset in text → (end, marker)
    for match in _SUPER.finditer(text):
        marker = match[0].translate(SUPERSCRIPTS)
        if marker in known:
            found[match.start()] = (match.end(), marker)
    searched = known.difference(mark.marker for mark in stated)
    for pattern in (_SLASH, _BRACKET):
        for match in pattern.finditer(text):
            marker = match[0].strip("[/]")
            if marker in searched:
                found[match.start()] = (match.end(), marker)
    if any(marker.startswith("*") for marker in searched):
        _star_marks(text, searched, found)
    for mark in stated:
        at = _offset(starts, stretches, mark.span.start)
        found[at] = (at + mark.span.end - mark.span.start, mark.marker)
    if forms.plain:
        _plain_marks(text, searched, found)
    taken = {(mark.span.start, mark.span.end) for mark in stated}
    marks = (
        Mark(Span(_source(starts, stretches, at), _source(starts, stretches, end - 1) + 1), marker)
        for at, (end, marker) in sorted(found.items())
        if end > at
    )
    return tuple(mark for mark in marks if (mark.span.start, mark.span.end) not in taken)


def _star_marks(text: str, known: set[str], found: dict[int, tuple[int, str]]) -> None:
    """Asterisks that are no sign of emphasis."""
    emphasis = {at for match in _EMPHASIS.finditer(text) for at in (match.start(1), match.start(3))}
    for match in _STARS.finditer(text):
        if match[0] in known and match.start() not in emphasis:
            found[match.start()] = (match.end(), match[0])


def _plain_marks(text: str, markers: set[str], found: dict[int, tuple[int, str]]) -> None:
    """Plain digits, in the order of the notes that no other form of marker has claimed."""
    numbers = sorted({int(marker) for marker in markers if marker.isdigit()})
    first: dict[int, int] = {int(m): at for at, (_, m) in sorted(found.items(), reverse=True) if m.isdigit()}
    if all(number in first for number in numbers):
        return
    candidates = _candidates(text)
    places = _rising(first)
    known = sorted(places.items())
    start = 0
    for index, number in enumerate(numbers):
        if number in first:
            start = max(start, places.get(number, 0))
            continue
        following = bisect_right(known, (number, len(text)))
        limit = min((at for _, at in known[following : following + 1]), default=len(text))
        place = _between(candidates.get(number, ()), start, limit)
        if place is not None and not _too_far(numbers, index, place, start, candidates):
            end = place + len(str(number))
            found[place] = (end, str(number))
            places[number] = start = place
            _reused(text, place, end, found)
            second = _AFTER_MARKER.match(text, end)
            if second and int(second[1]) == number + 1 and number + 1 in numbers:  # "the Congo,28 29"
                found[second.start(1)] = (second.end(1), second[1])
                places[number + 1] = first[number + 1] = start = second.start(1)
    _damaged_marks(text, numbers, places, found)


def _candidates(text: str) -> dict[int, list[int]]:
    """Number → the places where it can be a marker: it counts nothing there ("article 6 of", "than 3 in")."""
    found: dict[int, list[int]] = {}
    for figures in _FIGURES.finditer(text):
        at, end = figures.span()
        while at < end:
            match = _PLAIN.match(text, at)
            if match is None:
                at += 1
                continue
            if not _NUMBERED_THING.search(text, max(0, at - 16), at):
                found.setdefault(int(match[0]), []).append(at)
            at = match.end()
    return found


def _between(places: Sequence[int], start: int, end: int) -> int | None:
    """The first place in ``[start, end)``."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < end else None


def _rising(first: dict[int, int]) -> dict[int, int]:
    """The longest run of markers whose places rise with their numbers: a note reused later, or printed out of order,
    must not stand in the way of the others."""
    best: list[list[int]] = []  # best[k]: the run of length k + 1 that ends earliest in the text
    for number in sorted(first):
        run = next((r for r in reversed(best) if first[r[-1]] < first[number]), [])
        extended = [*run, number]
        if len(extended) > len(best):
            best.append(extended)
        elif first[best[len(extended) - 1][-1]] > first[number]:
            best[len(extended) - 1] = extended
    return {number: first[number] for number in (best[-1] if best else [])}


def _reused(text: str, place: int, end: int, found: dict[int, tuple[int, str]]) -> None:
    """The same number after the same words further on is the same marker again."""
    words, marker = text[max(0, place - _CONTEXT) : place], text[place:end]
    at = text.find(words + marker, end, end + _REUSED_WITHIN)
    while len(words) == _CONTEXT and at >= 0:
        again = at + len(words)
        if not text[again + len(marker) : again + len(marker) + 1].isalnum():
            found.setdefault(again, (again + len(marker), marker))
        at = text.find(words + marker, again, end + _REUSED_WITHIN)


_CONTEXT = 14
_REUSED_WITHIN = 400_000
_NUMBERED_THING = re.compile(
    r"\b(?:articles?|paragraphs?|paras?|chapters?|sections?|annex|rules?|goals?|targets?|parts?|nos?|vols?|than|the"
    r"|of|from|to|and|by|about|in|at|under|over|resolutions?|decisions?|note|phase|level|pages?|items?|for|or|on"
    r"|between|least|most|some|all)\.? $",
    re.IGNORECASE,
)


def _too_far(numbers: list[int], index: int, place: int, start: int, candidates: dict[int, list[int]]) -> bool:
    """A place that would leap over those of the next two notes is another number that happens to look alike."""
    nearer = [_between(candidates.get(number, ()), start, place) for number in numbers[index + 1 : index + 3]]
    return len(nearer) == 2 and nearer[0] is not None and nearer[1] is not None and nearer[0] < nearer[1]


def _damaged_marks(text: str, numbers: list[int], places: dict[int, int], found: dict[int, tuple[int, str]]) -> None:
    for index, number in enumerate(numbers):
        if number in places:
            continue
        before = places.get(numbers[index - 1], -1) if index else 0
        after = places.get(numbers[index + 1], -1) if index + 1 < len(numbers) else -1
        if before < 0 or after < 0 or after - before > 20_000:
            continue
        odd = [
            m for m in _DAMAGED.finditer(text, before, after) if m.start() not in found and not _quoted(text, m.start())
        ]
        if len(odd) == 1:
            found[odd[0].start()] = (odd[0].end(), str(number))
            places[number] = odd[0].start()


def _quoted(text: str, at: int) -> bool:
    """Whether the sign at ``at`` closes a quotation that was opened shortly before it."""
    if text[at] not in '”"':
        return False
    before = text[max(0, at - 400) : at]
    return before.rfind("“") > before.rfind("”") or (text[at] == '"' and before.count('"') % 2 == 1)


def _joined(source: str, stretches: Sequence[Span]) -> tuple[str, list[int]]:
    """The stretches joined by line ends, and where each begins."""
    starts: list[int] = []
    size = 0
    for stretch in stretches:
        starts.append(size)
        size += stretch.end - stretch.start + 1
    return "\n".join(source[s.start : s.end] for s in stretches), starts


def _offset(starts: list[int], stretches: Sequence[Span], place: int) -> int:
    """The offset in the joined stretches of a place in the source."""
    index = max(bisect_right(stretches, place, key=lambda stretch: stretch.start) - 1, 0)
    return starts[index] + min(place - stretches[index].start, stretches[index].end - stretches[index].start)


def _source(starts: list[int], stretches: Sequence[Span], at: int) -> int:
    index = bisect_right(starts, at) - 1
    return stretches[index].start + min(at - starts[index], stretches[index].end - stretches[index].start)


def decoration(source: str, stretch: Span) -> Iterator[Span]:
    """Signs of emphasis and list bullets within a stretch, which are no words."""
    bullet = _BULLET.match(source, stretch.start, stretch.end)
    if bullet:
        yield Span(bullet.start(), bullet.end())
    for sign, pattern in (("*", _EMPHASIS), ("_", _UNDERLINED)):
        if source.find(sign, stretch.start, stretch.end) >= 0:
            for match in pattern.finditer(source, stretch.start, stretch.end):
                yield Span(match.start(1), match.end(1))
                yield Span(match.start(3), match.end(3))


def without(stretches: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """``stretches`` with ``holes`` cut out of them; both in order, holes without overlap."""
    if not holes:
        return list(stretches)
    kept: list[Span] = []
    for stretch in stretches:
        at = stretch.start
        first = bisect_right(holes, stretch.start, key=lambda hole: hole.end)
        for hole in holes[first : bisect_left(holes, stretch.end, key=lambda hole: hole.start)]:
            if hole.start > at:
                kept.append(Span(at, hole.start))
            at = max(at, hole.end)
        if at < stretch.end:
            kept.append(Span(at, stretch.end))
    return kept
