"""Files that the server sends itself: what the pages need, and what crawlers ask for first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from unmandates.web.assets import assets
from unmandates.web.exchange import reply
from unmandates.web.media import typed
from unmandates.web.problems import ProblemError
from unmandates.web.tasks import Outcome

_FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"


def static(request: Request, name: str) -> Response:
    """A file that pages need. Raises ``ProblemError`` 404."""
    if name not in assets():
        raise ProblemError(404, "there is no such file")
    media, data, version = assets()[name]
    kept = _FOREVER if request.query_params.get("v") == version else _AN_HOUR
    headers = {"ETag": f'"{version}"', "Cache-Control": kept}
    if f'"{version}"' in request.headers.get("if-none-match", ""):
        return reply(Outcome(304, media, b"", headers))
    return reply(Outcome(200, typed(media), data, headers))


def robots(base: str, root: str) -> Response:
    """What crawlers may read: pages, but no queries."""
    told = [
        "User-agent: *",
        *(f"Disallow: {root}/{place}" for place in ("sparql", "questions/", "find", "dumps/")),
        f"Sitemap: {base}sitemap.xml",
        "",
    ]
    headers = {"Cache-Control": _AN_HOUR}
    return reply(Outcome(200, "text/plain; charset=utf-8", "\n".join(told).encode(), headers))
