"""Names of states in a row: "Chad, Trinidad and Tobago and Fiji"."""

from __future__ import annotations

import re

# "Germany, Federal Republic of" is one name; a full stop between two names is a comma misread.
_BETWEEN = re.compile(
    r"(?:[,;]|(?<=[a-z])\.)\s+(?![A-Z][\w’']+(?: [A-Z][\w’']+)* Republic of(?:[,;.]|$| and\b))(?:and\s+)?"
    r"|\s+and\s+(?!Northern|Grenadin|Nevis|Tobago|Barbuda|Herzegovina|Principe|Príncipe|Montenegro|the Grenadines)"
)


def names_of_states(text: str) -> tuple[str, ...]:
    """The names in ``text``, one line of words, as printed and in order."""
    return tuple(name for part in _BETWEEN.split(text) if (name := part.strip(" .,;*")))
