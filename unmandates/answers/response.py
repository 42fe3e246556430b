"""A whole answer, and the shorter one for a client that has it already."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

_ENTITY_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Response(msgspec.Struct, frozen=True):
    """A whole answer: a status of HTTP, the content type (empty: no body), the body and more headers."""

    status: int
    media: str
    body: bytes = b""
    headers: Mapping[str, str] = {}


def unless_cached(response: Response, known: str) -> Response:
    """The response, or 304 where ``known`` (the value of If-None-Match) names its entity tag.

    Source of the rule: RFC 9110, section 13.1.2; tags are compared weakly.
    """
    tag = _ENTITY_TAG.search(response.headers.get("ETag", ""))
    if response.status != 200 or tag is None or not known:
        return response
    if known.strip() != "*" and tag[1] not in _ENTITY_TAG.findall(known):
        return response
    headers = {name: value for name, value in response.headers.items() if name != "Content-Encoding"}
    return Response(304, response.media, b"", headers)
