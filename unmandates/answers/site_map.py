"""The map of the site, for search engines (https://www.sitemaps.org/protocol.html).

Addresses begin with the base of the names, as the site knows no other address of its own.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from unmandates.answers.context import Context
from unmandates.answers.problems import ProblemError
from unmandates.answers.response import Response
from unmandates.pages.site.site_addresses import as_uri

MOST_IN_A_MAP = 50_000
"""Addresses in one file."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def answer_site_map(context: Context, number: int | None) -> Response:
    """The index of site maps (no ``number``), or one of them (from 1). Raises ``ProblemError`` 404."""
    base = escape(context.iris.base)
    listed = context.page_iris
    if number is None:
        files = range(1, -(-len(listed) // MOST_IN_A_MAP) + 1)
        return _xml("sitemapindex", "".join(f"<sitemap><loc>{base}sitemap-{n}.xml</loc></sitemap>" for n in files))
    first = (number - 1) * MOST_IN_A_MAP
    some = listed[first : first + MOST_IN_A_MAP] if first >= 0 else ()
    if not some:
        raise ProblemError(404, f"there is no site map {number}")
    return _xml("urlset", "".join(f"<url><loc>{escape(as_uri(iri))}</loc></url>" for iri in some))


def _xml(element: str, content: str) -> Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_XMLNS}">{content}</{element}>\n'
    return Response(200, "application/xml", body.encode(), {"Vary": "Accept-Encoding", "Cache-Control": "max-age=3600"})
