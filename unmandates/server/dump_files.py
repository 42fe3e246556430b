"""The dumps of a release, which the server sends itself: their list, and each whole or in ranges.

Ranges are sent where a client asks for them (RFC 9110, section 14), each file with its digest (RFC 9530).
"""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse
from starlette.responses import Response as HttpResponse

from graph.publication import DUMPS, FILE, Dump, PublicationError, read_publication
from unmandates.answers.negotiation import HTML, chosen, typed
from unmandates.answers.problems import ProblemError
from unmandates.answers.response import Response
from unmandates.pages.site.templates import site_page
from unmandates.server.responses import HEADERS, http_response


def dump_list(request: HttpRequest, folder: Path, root: str) -> HttpResponse:
    """The dumps of the release in ``folder``, as a page or as JSON; none where it is a data folder."""
    dumps = _dumps(folder)
    media = chosen((HTML, "application/json"), request.headers.get("accept", ""))
    if media is None:
        raise ProblemError(406, f"this can be had as {HTML}, application/json")
    if media == HTML:
        body = site_page("dumps.html", root=root, dumps=dumps)
    else:
        body = msgspec.json.encode(
            [{"address": f"{root}/{DUMPS}/{one.name}", **msgspec.to_builtins(one)} for one in dumps]
        )
    return http_response(Response(200, typed(media), body, {"Vary": "Accept", "Cache-Control": "no-cache"}))


def dump(request: HttpRequest, folder: Path, name: str) -> HttpResponse:
    """One dump, or ranges of it. Raises ``ProblemError`` 404 for what the release does not list."""
    listed = {one.name: one for one in _dumps(folder)}
    file = folder / DUMPS / name if name in listed else None
    if file is None or not file.is_file():
        raise ProblemError(404, f"there is no such dump: /{DUMPS}/ lists them")
    digest = listed[name].sha256
    encoded = base64.b64encode(bytes.fromhex(digest)).decode()
    headers = {**HEADERS, "ETag": f'"{digest}"', "Repr-Digest": f"sha-256=:{encoded}:", "Cache-Control": "no-cache"}
    if f'"{digest}"' in request.headers.get("if-none-match", ""):
        return HttpResponse(status_code=304, headers=headers)
    return FileResponse(file, media_type="application/gzip", headers=headers, filename=name)


def _dumps(folder: Path) -> tuple[Dump, ...]:
    try:
        return read_publication(folder).dumps if (folder / FILE).is_file() else ()
    except PublicationError as error:
        raise ProblemError(500, str(error)) from error
