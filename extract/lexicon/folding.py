"""Folded text: lower case and plain signs, so that what differs in print alone is found alike."""

from __future__ import annotations

import re
from typing import Final

_TYPOGRAPHY: Final = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "\u2010": "-", "\xa0": " ",
    "\u02bc": "'",
}  # fmt: skip


_NO_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """``text`` in lower case with plain quotes and hyphens, character for character, so that offsets stay."""
    if text.isascii():
        return text.lower()
    plain = text
    for printed, sign in _TYPOGRAPHY.items():
        plain = plain.replace(printed, sign)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def name_key(name: str) -> str:
    """A name without case and punctuation, for equality of names."""
    return _NO_LETTERS.sub(" ", name).strip().lower()
