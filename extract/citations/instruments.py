"""Named instruments: registered names that stand for themselves, not within a longer name or a body's, each with the
footnote that sources it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.citations.mentions import InstrumentMention
from extract.citations.treaties import in_name_of_body
from extract.lexicon import Named, name_key
from extract.registers import Instrument
from extract.scan import Scan
from extract.structure.layout import Anchor

_LONGER_NAME = re.compile(
    # The name goes on, and is another's: "… Goals Summit", "Beijing Declaration on …".
    r"\s(?:Summit|Conference|Fund|Forum|Working Group|Committee|Partnership|Unit|Task Force|Review Conference|Index"
    r"|Report|Moments?|Pulse|Investment|Indicators|Gap|Acceleration|Monitor)\b"
    r"|(?<=Declaration)\s(?:on|for)\s(?:the\s)?[A-Z]"
)
_OTHER_NAME = re.compile(
    # The name begins earlier, and is another's: "New Agenda for …", "Second International Decade …".
    r"\b(?P<word>New|First|Second|Third|Fourth|Fifth|post-\d{4}|Connect|Education)\s$"
)
_OTHER_DECLARATION = re.compile(r"(?<![.;:]\s)\b(?!Nations|The|This|That)[A-Z][a-z]+\s$")
_OF_ANOTHER = re.compile(r"\sof\sthe\s(?P<word>[A-Z][\w-]*)")
_LARGER_PHRASE = re.compile(
    # A note after "report on the implementation of the …" sources the report.
    r"\b(?:report|note|review|progress|study|summary|statement|letter|meeting|summit|conference|session|plan|roadmap|guidance)s?\b"
    r"[^,;.()“”]{0,80}\b(?:on|towards|of|for|to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_PHRASE = 120
_WORD = 24
_NEAR = 3
"""How far after a name, in characters, its footnote marker may stand."""

_QUALIFIED = 59
"""How far it may stand where what lies between still qualifies the name."""


def find_instruments(scan: Scan) -> Iterator[InstrumentMention]:
    """The instruments named in a unit, in order."""
    for index, name in enumerate(scan.names):
        row = name.rows[0]
        if not isinstance(row, Instrument) or in_another_name(scan.text, name, row):
            continue
        limit = scan.names[index + 1].start if index + 1 < len(scan.names) else len(scan.text)
        note = _marker_after(scan, name.end, limit)
        if note and in_larger_phrase(scan.text, name.start):
            note = ""
        yield InstrumentMention(name.start, name.end, row, note)


def _marker_after(scan: Scan, end: int, limit: int) -> str:
    """The marker of the note after a name: right after it, or at the end of what still qualifies it ("…, adopted on
    8 September 2006⁷") before the next name, comma or sentence."""
    anchors = scan.paragraph.anchors
    index = bisect_left(anchors, end, key=_at)
    if index == len(anchors) or anchors[index].at > min(limit, end + _QUALIFIED):
        return ""
    between = scan.text[end : anchors[index].at]
    if len(between) <= _NEAR or (between.lstrip(", ").startswith("adopted") and ";" not in between):
        return anchors[index].note
    return ""


def _at(anchor: Anchor) -> int:
    return anchor.at


def in_another_name(text: str, name: Named, row: Instrument) -> bool:
    """Whether the words of a registered name are part of a longer one that is not the instrument's."""
    if _LONGER_NAME.match(text, name.end) or in_name_of_body(text, name.start):
        return True
    other = _OTHER_NAME.search(text, max(0, name.start - 12), name.start)
    if other and other["word"].lower() not in name_key(row.name):
        return True
    before = max(0, name.start - _WORD)
    if text.startswith("Declaration", name.start) and _OTHER_DECLARATION.search(text, before, name.start):
        return True
    of = _OF_ANOTHER.match(text, name.end)
    if not of:
        return False
    printed = name_key(text[name.start : name.end]) + " of the "
    longer = [key for alias in (row.name, *row.aliases) if (key := name_key(alias)).startswith(printed)]
    return bool(longer) and not any(key.startswith(printed + name_key(of["word"])) for key in longer)


def in_larger_phrase(text: str, start: int) -> bool:
    """Whether a note after the name at ``start`` sources something larger ("report on progress towards the …")."""
    return _LARGER_PHRASE.search(text, max(0, start - _PHRASE), start) is not None
