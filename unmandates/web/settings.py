"""How a server runs: what the command line and the environment set."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from unmandates.web.lanes import Bounds


@dataclass(frozen=True, slots=True)
class Settings:
    """One server. Times in seconds, sizes in bytes.

    ``data`` is a data folder or a release; a link is followed anew at each switch. ``open_lane`` answers queries that
    clients write, ``own_lane`` everything that the project itself asks the store: pages, data, questions.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base: str = ""
    root_path: str = ""
    licence: str = ""
    text_licence: str = ""
    publisher: str = ""
    texts: bool = True
    open_lane: Bounds = field(default_factory=Bounds)
    own_lane: Bounds = field(default_factory=lambda: Bounds(workers=3, slow=1, brief=2.0, deadline=15.0))
    rows: int = 100_000
    bytes: int = 32 << 20
    memory: int = 1 << 30
    most_request: int = 256 * 1024
    most_outgoing: int = 512 << 20
    kept: int = 64 << 20
    connections: int = 1000
    proxies: str = "127.0.0.1"
    sandboxed: bool = True
    log: bool = True
