"""A site below a path of its host."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Rooted:
    """Middleware that has the application know the ``root`` of its paths, such as ``/un`` (none: empty).

    A proxy in front may pass paths on as they came, which leaves their escapes alone and is advised, or with the root
    taken off: both are understood.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._root:
            path, raw = scope["path"], scope["raw_path"]
            under = path.startswith(f"{self._root}/")
            if not under and path != self._root:
                path, raw = self._root + path, self._root.encode() + raw
            elif not under:
                path, raw = f"{path}/", raw + b"/"
            scope = {**scope, "root_path": self._root, "path": path, "raw_path": raw}
        await self._app(scope, receive, send)
