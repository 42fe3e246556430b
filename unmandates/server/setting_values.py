"""What people write for settings of a server, checked and read: sizes, addresses of proxies, IRIs, paths.

Each raises ``Refusal`` that names the option and says what to write.
"""

from __future__ import annotations

import ipaddress
import re

from unmandates.config import Refusal

_SIZE = re.compile(r"(?P<number>\d{1,12})(?P<unit>[KMG]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/]+(?:/[^\s<>\"{}|\\^`]*)?")
_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MOST_WORDS = 1000


def size(option: str, written: str, least: int) -> int:
    """Bytes of a size such as ``512M`` (K, M and G are powers of 1024), at least ``least``."""
    match = _SIZE.fullmatch(written.strip())
    if match is None:
        raise Refusal(f"{option} {written}: write a size, such as 512M or 2G")
    found = int(match["number"]) * _UNITS[match["unit"].upper()]
    if found < least:
        raise Refusal(f"{option} {written}: too small to serve anything, give it {least >> 20}M or more")
    return found


def web_address(option: str, written: str) -> str:
    """An IRI of the web, or nothing."""
    if written and not _WEB_ADDRESS.fullmatch(written):
        raise Refusal(f"{option} {written}: write a web address, such as https://example.org/{option.lstrip('-')}")
    return written


def words(option: str, written: str) -> str:
    """A line of words."""
    if _CONTROL.search(written) or len(written) > _MOST_WORDS:
        raise Refusal(f"{option}: write one line of at most {_MOST_WORDS} characters")
    return written.strip()


def root_path(option: str, written: str) -> str:
    """The path below which a site is served, without a slash at its end; empty for the root of its host."""
    path = written.rstrip("/")
    if path and not _ROOT.fullmatch(path):
        raise Refusal(f"{option} {written}: write a path that begins with a slash, such as /un")
    return path


def proxies(option: str, written: str) -> str:
    """Addresses and networks of proxies, commas between them."""
    found = [one.strip() for one in written.split(",") if one.strip()]
    for one in found:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            raise Refusal(
                f"{option} {one}: write addresses or networks of your proxies, such as 127.0.0.1 or 10.88.0.0/16; "
                "what they state as the client's address is believed"
            ) from None
    return ",".join(found)


def as_size(number: int) -> str:
    """A size as people write it, such as ``512M``: what ``size`` reads."""
    for unit in ("G", "M", "K"):
        if number % _UNITS[unit] == 0:
            return f"{number // _UNITS[unit]}{unit}"
    return str(number)
