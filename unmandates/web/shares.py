"""What each client had of the workers of late, so that who had little goes before who had much."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable

_HALVED = 30.0
"""Seconds after which what was had counts half."""

_MOST = 10_000
"""Clients that are remembered."""

_LITTLE = 0.05
"""Seconds that need not be remembered."""


class Shares:
    """Seconds of workers, by client; what lies back counts less. ``now`` gives seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._had: dict[str, tuple[float, float]] = {}

    def had(self, client: str) -> float:
        """Seconds that a client had."""
        seconds, then = self._had.get(client, (0.0, 0.0))
        return seconds * 0.5 ** ((self._now() - then) / _HALVED) if seconds else 0.0

    def charge(self, client: str, seconds: float) -> None:
        """A client had ``seconds`` more."""
        if client not in self._had and len(self._had) >= self._most:
            self._forget()
        self._had[client] = (self.had(client) + seconds, self._now())

    def _forget(self) -> None:
        """Those who had least, at least half of them: what is forgotten is the least of all wrongs."""
        kept = sorted(((self.had(client), client) for client in self._had), reverse=True)[: self._most // 2]
        now = self._now()
        self._had = {client: (seconds, now) for seconds, client in kept if seconds >= _LITTLE}


def client_of(address: str) -> str:
    """Who asks, by the address: of one in IPv6 the first 64 bits, since who has one has them all (RFC 6177)."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed) >> 64 << 64, 64)))
