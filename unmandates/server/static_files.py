"""Files that the server sends itself: what the pages need, and what crawlers ask for first."""

from __future__ import annotations

from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse

from unmandates.answers.negotiation import typed
from unmandates.answers.problems import ProblemError
from unmandates.answers.response import Response
from unmandates.pages.site.assets import assets
from unmandates.server.responses import http_response

_FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"


def static_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file that pages need. Raises ``ProblemError`` 404."""
    if name not in assets():
        raise ProblemError(404, "there is no such file")
    media, data, version = assets()[name]
    caching = _FOREVER if request.query_params.get("v") == version else _AN_HOUR
    headers = {"ETag": f'"{version}"', "Cache-Control": caching}
    if f'"{version}"' in request.headers.get("if-none-match", ""):
        return http_response(Response(304, media, b"", headers))
    return http_response(Response(200, typed(media), data, headers))


def robots(base: str, root: str) -> HttpResponse:
    """What crawlers may read: pages, but no queries."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {root}/{place}" for place in ("sparql", "questions/", "find", "dumps/")),
        f"Sitemap: {base}sitemap.xml",
        "",
    ]
    headers = {"Cache-Control": _AN_HOUR}
    return http_response(Response(200, "text/plain; charset=utf-8", "\n".join(lines).encode(), headers))
