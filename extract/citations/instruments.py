"""Registered names of instruments that stand within something else: a longer name, a body's, a larger phrase."""

from __future__ import annotations

import re

from extract.citations.treaties import in_name_of_body
from extract.lexicon import Named, name_key
from extract.registers import Instrument

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
    # A note behind "report on the implementation of the …" sources the report.
    r"\b(?:report|note|review|progress|study|summary|statement|letter|meeting|summit|conference|session|plan|roadmap|guidance)s?\b"
    r"[^,;.()“”]{0,80}\b(?:on|towards|of|for|to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_PHRASE = 120
_WORD = 24


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
    """Whether a note behind the name at ``start`` sources something larger ("report on progress towards the …")."""
    return _LARGER_PHRASE.search(text, max(0, start - _PHRASE), start) is not None
