"""The dumps of a release, which the server sends itself: their list, and each whole or in parts.

Parts are sent where a client asks for them (RFC 9110, section 14), each file with its digest (RFC 9530).
"""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from graph.publication import DUMPS, FILE, Dump, PublicationError, read_publication
from unmandates.web.exchange import ALWAYS, reply
from unmandates.web.media import HTML, chosen, typed
from unmandates.web.problems import ProblemError
from unmandates.web.site import page
from unmandates.web.tasks import Outcome


def list_of_dumps(request: Request, folder: Path, root: str) -> Response:
    """The dumps of the release in ``folder``, as a page or as JSON; none where it is a data folder."""
    dumps = _dumps(folder)
    media = chosen((HTML, "application/json"), request.headers.get("accept", ""))
    if media is None:
        raise ProblemError(406, f"this can be had as {HTML}, application/json")
    if media == HTML:
        body = page("dumps.html", root=root, dumps=dumps)
    else:
        body = msgspec.json.encode(
            [{"address": f"{root}/{DUMPS}/{one.name}", **msgspec.to_builtins(one)} for one in dumps]
        )
    return reply(Outcome(200, typed(media), body, {"Vary": "Accept", "Cache-Control": "no-cache"}))


def dump(request: Request, folder: Path, name: str) -> Response:
    """One dump, or a part of it. Raises ``ProblemError`` 404 for what the release does not list."""
    listed = {one.name: one for one in _dumps(folder)}
    file = folder / DUMPS / name if name in listed else None
    if file is None or not file.is_file():
        raise ProblemError(404, f"there is no such dump: /{DUMPS}/ lists them")
    digest = listed[name].sha256
    packed = base64.b64encode(bytes.fromhex(digest)).decode()
    headers = {**ALWAYS, "ETag": f'"{digest}"', "Repr-Digest": f"sha-256=:{packed}:", "Cache-Control": "no-cache"}
    if f'"{digest}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(file, media_type="application/gzip", headers=headers, filename=name)


def _dumps(folder: Path) -> tuple[Dump, ...]:
    try:
        return read_publication(folder).dumps if (folder / FILE).is_file() else ()
    except PublicationError as fault:
        raise ProblemError(500, str(fault)) from fault
