"""Conditions on which a task is to be done, and the words of its deadline."""

from __future__ import annotations

import re

from extract.dates import MONTHS

_WITH = r"(?:consultation|cooperation|coordination|collaboration|conjunction|partnership) with"
_NO_GROUND = (
    r"(?!(?:an? |their |his |her )?(?:disab|gender|sex|rac(?:e|ial)|relig|belief|age\b|colour|ethnic|descent|national))"
)
"""On what no discrimination may be based."""

_CONDITION = re.compile(
    r"\b(?:within (?:its|their|existing|his|her|available|the (?:existing|limits?|framework|context|scope|purview))"
    r"[^,;.()]{0,80}\b"
    r"|(?:up)?on (?:their |the )?request\b(?: of[^,;.()]{0,60}\b)?|at the request of [^,;.()]{0,60}\b"
    r"|from within existing resources|where appropriate|as appropriate|on a voluntary basis"
    rf"|subject to [^,;.()]{{0,100}}\b|in (?:close )?{_WITH} [^,;.()]{{0,140}}\b|in accordance with [^,;.()]{{0,140}}\b"
    rf"|without prejudice to [^,;.()]{{0,80}}\b|on the basis of {_NO_GROUND}[^,;.()]{{0,80}}\b"
    r"|consistent with [^,;.()]{0,100}\b"
    r"|in conformity with [^,;.()]{0,100}\b)"
)
_CONDITION_WORDS = (
    "within", "request", "appropriate", "voluntary", "subject to", " with ", "prejudice", "on the basis",
)  # fmt: skip
"""Words of which every condition has one."""

_ORDINAL = (
    r"(?:(?:[a-z]+\sand\s|[a-z]+\shundred\sand\s)?(?:[a-z]+-)?(?:first|second|third|[a-z]+th)|\d{1,3}(?:st|nd|rd|th))"
)
_SESSION_KIND = (
    r"(?:resumed|substantive|annual|regular|organizational|special|intersessional|main|next|future|high-level|and)"
)
_PREPOSITION = r"(?:at|to|during|for|before|(?<!ed\s)by|in time for|no later than|not later than|prior to)"
_WHOSE = r"(?:its|their|each of its|every|the Council(?:’s)?|the Assembly(?:’s)?|the)"
_BY = (
    r"(?:by|before|no later than|not later than|until|prior to|on or before|by the end of|by mid-|within|every|during)"
)
_COUNT = r"[\w-]+\s(?:days|weeks|months?|years?)"
_DEADLINE = re.compile(
    rf"\b(?:{_BY}\s+(?:the\s(?:end|beginning)\sof\s)?(?:\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}}|(?:{MONTHS})\s+\d{{4}}|\d{{4}}\b"
    rf"|{_COUNT}(?:\s(?:of|from|after)[^,;.]{{0,60}})?)"
    rf"|{_PREPOSITION}\s+(?:the\s(?:(?:(?:{_ORDINAL}|main|early|resumed)\s)+part|end|beginning)\sof\s){{0,2}}{_WHOSE}\s+"
    rf"(?:(?:{_SESSION_KIND}|{_ORDINAL})\s+)*"
    r"(?:sessions?|meetings?|(?<!\bto the )Conference(?!\son\s[A-Z]))\b(?:\sin\s\d{4})?"
    r"|for a (?:further )?(?:final )?period of [^,;.]{1,60}"
    r"|(?:every|each) (?:two|three|four|five|six|\d+)?\s?(?:days|weeks|months|years?)|annually|biennially|quarterly"
    r"|on an annual basis|on a (?:regular|biennial|quarterly) basis)"
)
_DEADLINE_WORDS = (
    "ession", "eeting", "Conference", "nnual", "iennial", "uarterly", "period", "day", "week", "month", "year", "basis",
)  # fmt: skip
"""Parts of words of which every deadline without figures has one."""


def last_deadline(text: str) -> str:
    """The last deadline printed in ``text``, empty where there is none."""
    if not any(word in text for word in _DEADLINE_WORDS) and not any(map(str.isdigit, text)):
        return ""
    found = [match[0] for match in _DEADLINE.finditer(text)]
    return " ".join(found[-1].split()) if found else ""


def conditions(text: str) -> tuple[str, ...]:
    """The conditions printed in ``text``, in order and each once."""
    if not any(word in text for word in _CONDITION_WORDS):
        return ()
    found: list[str] = []
    for match in _CONDITION.finditer(text):
        words = " ".join(match[0].split())
        if words not in found:
            found.append(words)
    return tuple(found)
