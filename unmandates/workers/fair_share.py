"""How long each client has used the workers lately: clients that used them less are served first."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable

_HALF_LIFE = 30.0
"""Seconds after which what was used counts half."""

_MOST = 10_000
"""Clients that are remembered."""

_LITTLE = 0.05
"""Seconds that need not be remembered."""


class FairShare:
    """Seconds of workers by client; the longer ago, the less they count. ``now`` gives seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._used: dict[str, tuple[float, float]] = {}

    def used(self, client: str) -> float:
        """Seconds that a client used."""
        seconds, then = self._used.get(client, (0.0, 0.0))
        return seconds * 0.5 ** ((self._now() - then) / _HALF_LIFE) if seconds else 0.0

    def charge(self, client: str, seconds: float) -> None:
        """A client used ``seconds`` more."""
        if client not in self._used and len(self._used) >= self._most:
            self._forget()
        self._used[client] = (self.used(client) + seconds, self._now())

    def _forget(self) -> None:
        """Forget those who used least, at least half of them: that does the least harm."""
        kept = sorted(((self.used(client), client) for client in self._used), reverse=True)[: self._most // 2]
        now = self._now()
        self._used = {client: (seconds, now) for seconds, client in kept if seconds >= _LITTLE}


def client_of(address: str) -> str:
    """The client at an address: in IPv6 its first 64 bits, as whoever has one such address has them all (RFC 6177)."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed) >> 64 << 64, 64)))
