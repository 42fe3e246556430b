"""What the files get wrong about their own lines, put right by the words: headings set as paragraphs, recitals in the
operative part, labels that stand in the text, annexes without an element of their own.

Source of the rules: the published files, where printed numbers and labels decide.
"""

from __future__ import annotations

import re

from extract.read.akoma_ntoso.page_lines import PARAGRAPH_NUMBER, ActLines, PageLine, heading_by_style
from extract.source import BlockKind

_LABEL = re.compile(
    r"[“\"‘]?\s*(?P<label>\((?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2}|[A-Z])\)|[a-z]\)|[a-h]\.(?=\s)|[ivx]+\))\s*"
)
_BULLET = re.compile(r"[–—•·*-](?=\s)\s*")
_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\s?(?:bis|ter))?\.)\s+(?=[“\"]?[A-Z])")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_SECTION_NUMBER = re.compile(r"[IVXL]{2,}\.?|[IVX]\.?")
_LETTER = re.compile(r"[A-H]\.?")
_SECTION = re.compile(r"(?P<number>[IVXLC]+|[A-H])\.?(?:\s*$|\n|(?<=\.)\s)")
_RECITAL = re.compile(r"[A-Z]\w+(?:ing|ed)\b")
_PARTICIPLE = re.compile(r"[A-Z]\w+ing\b")
_STATEMENT = re.compile(r"\bstatement on behalf of the Council|\bmade the following statement|\bfollowing statement:")
_NUMBER_OF_ACT = re.compile(r"(?P<number>(?:[\dSE-]+/\d+|[A-Z])\.?)\s+(?=\S)")
_ANNEX = re.compile(
    r"(?:Annex|Appendix|Enclosure|Attachment)(?:\s+(?P<number>[IVX]+|\d+|[A-Z]))?\s*[*†]*(?:$|\n|[:.–—]|\s+[A-Z])"
)
_ENDS = re.compile(r"[;.,:]\s*$")
_MARKERS = "¹²³⁴⁵⁶⁷⁸⁹⁰ "
_SHORT = 150
_SHORTEST = 30


def correct(part: ActLines) -> None:
    """Put right the entries of one act, each rule in its turn."""
    entries = part.entries
    _titles(entries)
    statement = _statement(entries)
    _labels(entries)
    _recitals(entries)
    _headings(entries)
    _annexes(entries)
    _continuations(entries)
    if not statement:
        _unspoken(entries)


def annex_number(text: str) -> str | None:
    """The number of an annex whose heading is ``text``, empty where it has none; None for what is no such heading."""
    match = _ANNEX.match(text)
    return (match["number"] or "") if match and len(text) < _SHORT else None


def _titles(entries: list[PageLine]) -> None:
    """The number of the act before its title is its label."""
    for entry in entries:
        match = _NUMBER_OF_ACT.match(entry.text) if entry.kind is BlockKind.TITLE else None
        if match:
            entry.number = match["number"]
            _cut(entry, match.end())


def _statement(entries: list[PageLine]) -> bool:
    """Whether the act is a statement of a president; the sentence that introduces it and all above it are its head."""
    spoken = (i for i, one in enumerate(entries) if one.region is BlockKind.OPERATIVE and _STATEMENT.search(one.text))
    at = next(spoken, None)
    if at is None:
        return False
    for entry in entries[: at + 1]:
        entry.region = BlockKind.HEAD
        entry.kind = None
    return True


def _labels(entries: list[PageLine]) -> None:
    """Points and paragraphs by their label, whether it is an element or stands in the text."""
    for entry in entries:
        if entry.kind not in (BlockKind.PARAGRAPH, BlockKind.POINT):
            continue
        if not entry.number and entry.first:
            match = _LABEL.match(entry.text) or (
                _NUMBERED.match(entry.text) if entry.region is BlockKind.OPERATIVE else None
            )
            if match:
                entry.number = match.groupdict().get("label") or match["number"]
                _cut(entry, match.end())
            elif _BULLET.match(entry.text):
                entry.kind = BlockKind.POINT
        if _SECTION_NUMBER.fullmatch(entry.number) or (heading_by_style(entry) and _LETTER.fullmatch(entry.number)):
            entry.kind = BlockKind.HEADING
        elif entry.number:
            entry.kind = BlockKind.PARAGRAPH if PARAGRAPH_NUMBER.fullmatch(entry.number) else BlockKind.POINT


def _cut(entry: PageLine, size: int) -> None:
    """Leave out the first characters of the words: they are the label."""
    line = entry.line
    line.text = line.text[size:]
    line.inline = [(max(start - size, 0), max(end - size, 0), *rest) for start, end, *rest in line.inline if end > size]  # type: ignore[misc]


def _recitals(entries: list[PageLine]) -> None:
    """Recitals that were put into the operative part, while the preamble goes on after them."""
    last = max((i for i, entry in enumerate(entries) if entry.region is BlockKind.PREAMBLE), default=-1)
    for entry in entries[:last]:
        if (
            entry.region is BlockKind.OPERATIVE
            and entry.kind is BlockKind.PARAGRAPH
            and not entry.number
            and _RECITAL.match(entry.words.italic)
        ):
            entry.region = BlockKind.PREAMBLE
    for entry in entries:
        if entry.region is not BlockKind.OPERATIVE or entry.kind is not BlockKind.PARAGRAPH:
            continue
        if entry.number or not _PARTICIPLE.match(entry.words.italic):
            break
        entry.region = BlockKind.PREAMBLE


def _headings(entries: list[PageLine]) -> None:
    """Headings by their style, by a number of a section, or, among numbered paragraphs, by their form."""
    numbered = any(
        entry.region is BlockKind.OPERATIVE and PARAGRAPH_NUMBER.fullmatch(entry.number or "-") for entry in entries
    )
    before: PageLine | None = None
    for entry in entries:
        if entry.kind in (BlockKind.PARAGRAPH, BlockKind.POINT) and _heads(entry, before, numbered=numbered):
            entry.kind = BlockKind.HEADING
        if entry.kind is BlockKind.HEADING and not entry.number:
            section = _SECTION.match(entry.text.strip(" ="))
            if section and len(entry.text) < _SHORT:
                entry.number = section["number"]
        before = entry


def _heads(entry: PageLine, before: PageLine | None, *, numbered: bool) -> bool:
    text = entry.text.rstrip(_MARKERS)
    if entry.number.startswith("(") or PARAGRAPH_NUMBER.fullmatch(entry.number or "-") or not entry.first:
        return False
    if _ROMAN.fullmatch(text.strip(" =")) and not entry.number:
        return True
    if heading_by_style(entry):
        return _ENDS.search(text) is None
    if entry.region is BlockKind.PREAMBLE:
        return not entry.words.italic and len(text) < 90 and re.search(r"[,;:.…”\d]$", text) is None
    return (
        numbered
        and entry.region is BlockKind.OPERATIVE
        and entry.kind is BlockKind.PARAGRAPH
        and len(text) < _SHORT
        and entry.words.italic in ("", " ".join(text.split()))
        and re.match(r"[(“]*[A-Z]", text) is not None
        and _ENDS.search(text) is None
        and not (before is not None and before.text.endswith(":"))
    )


def _annexes(entries: list[PageLine]) -> None:
    """What follows a heading "Annex" in the operative part is an annex."""
    annex = max((entry.annex for entry in entries), default=0)
    inside = False
    for entry in entries:
        begins = entry.region is BlockKind.OPERATIVE and not entry.number and annex_number(entry.text) is not None
        if begins and (entry.kind is BlockKind.HEADING or len(entry.text) < _SHORTEST):
            inside = True
            annex += 1
            entry.kind = BlockKind.HEADING
        if inside and entry.region in (BlockKind.OPERATIVE, BlockKind.PREAMBLE):
            entry.region = BlockKind.ANNEX
            entry.annex = annex


def _continuations(entries: list[PageLine]) -> None:
    """Further lines of a paragraph go on in it: lines after its first, and those that begin with a small letter."""
    before: PageLine | None = None
    for entry in entries:
        goes_on = not entry.first or (entry.text[:1].islower() and before is not None and before.region is entry.region)
        if (entry.kind is BlockKind.PARAGRAPH and not entry.number and goes_on) or (
            entry.kind is BlockKind.POINT and not entry.number and not entry.first
        ):
            entry.kind = BlockKind.CONTINUATION
        before = entry


def _unspoken(entries: list[PageLine]) -> None:
    """Paragraphs without a number go on in the one before where others are known by their number, or by a verb in
    italics that they lack."""
    own = [one for one in entries if one.region is BlockKind.OPERATIVE and one.kind is BlockKind.PARAGRAPH]
    if not any(one.number or one.words.italic for one in own):
        return
    begun = False
    for entry in own:
        if begun and not entry.number and not entry.words.italic:
            entry.kind = BlockKind.CONTINUATION
        begun = True
