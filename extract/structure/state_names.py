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


_SPELLED = {
    "COTE D'IVOIRE": "Côte d’Ivoire",
    "CÔTE D'IVOIRE": "Côte d’Ivoire",
    "TURKIYE": "Türkiye",
    "TÜRKIYE": "Türkiye",
    "TÜRKİYE": "Türkiye",
    "UNITED KINGDOM": "United Kingdom of Great Britain and Northern Ireland",
    "UNITED STATES": "United States of America",
}
"""Names that lists of votes print in another form than documents do."""

_SMALL = frozenset(("and", "of", "the"))


def spelled(name: str) -> str:
    """A State's name as documents print it, of one in capitals: "BOSNIA AND HERZEGOVINA"."""
    capitals = name.upper().replace("’", "'")
    if capitals in _SPELLED:
        return _SPELLED[capitals]
    plain = name.replace("'", "’")
    if not plain.isupper():
        return plain
    words = plain.lower().split(" ")
    return " ".join(_capital(word, small=at > 0 and word.rstrip(")") in _SMALL) for at, word in enumerate(words))


def _capital(word: str, *, small: bool) -> str:
    """A word with its first letter large, and that after a hyphen: ``(plurinational``, ``timor-leste``."""
    return word if small else re.sub(r"(?<![^\W\d_])(?<!’)[^\W\d_]", lambda letter: letter[0].upper(), word)
