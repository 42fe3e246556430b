"""Sizes in bytes as people write them for options, such as ``512M``."""

from __future__ import annotations

import re

from unmandates.config import Refusal

_SIZE = re.compile(r"(?P<number>\d{1,12})(?P<unit>[KMG]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def size(option: str, written: str, least: int, purpose: str) -> int:
    """Bytes of a size such as ``512M`` (K, M and G are powers of 1024), at least ``least``, which the ``purpose``
    needs.

    Raises ``Refusal`` that names the option and says what to write.
    """
    match = _SIZE.fullmatch(written.strip())
    if match is None:
        raise Refusal(f"{option} {written}: write a size, such as 512M or 2G")
    found = int(match["number"]) * _UNITS[match["unit"].upper()]
    if found < least:
        raise Refusal(f"{option} {written}: too small {purpose}, give it {least >> 20}M or more")
    return found


def as_size(number: int) -> str:
    """A size as people write it, such as ``512M``: what ``size`` reads."""
    for unit in ("G", "M", "K"):
        if number % _UNITS[unit] == 0:
            return f"{number // _UNITS[unit]}{unit}"
    return str(number)
