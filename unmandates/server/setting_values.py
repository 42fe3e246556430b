"""What people write for settings of a server, checked and read: addresses of proxies, IRIs, paths.

Each raises ``Refusal`` that names the option and says what to write.
"""

from __future__ import annotations

import ipaddress
import re

from unmandates.config import Refusal

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/]+(?:/[^\s<>\"{}|\\^`]*)?")
_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MOST_WORDS = 1000


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
