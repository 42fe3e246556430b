"""Files that pages need, and the addresses at which they can be cached for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@cache
def assets() -> dict[str, tuple[str, bytes, str]]:
    """Media type, bytes and version of each file that pages need."""
    files = sorted((Path(__file__).parent / "static").iterdir())
    contents = {file: file.read_bytes() for file in files if file.suffix in _KINDS}
    return {
        file.name: (_KINDS[file.suffix], data, hashlib.sha256(data).hexdigest()[:12]) for file, data in contents.items()
    }


def asset_address(root: str, name: str) -> str:
    """Where a page finds a file: the address changes with its bytes, so that it can be cached for good."""
    return f"{root}/static/{name}?v={assets()[name][2]}"
