"""The first page of the site: what it is, how much it holds, and where to begin."""

from __future__ import annotations

from graph.query import questions
from unmandates.answers.context import Context
from unmandates.answers.negotiation import HTML
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.pages.site.question_addresses import example_address
from unmandates.pages.site.templates import site_page

_SHOWN = ("cites", "cited-by", "asked-of", "lineage", "in-force", "reports-due")
"""Questions that the page puts first."""


def answer_home(context: Context, _request: Request) -> Response:
    """The page, for all who ask: there is no other form of it."""
    root = context.root
    first = [(one, example_address(one, root)) for one in questions() if one.name in _SHOWN]
    body = site_page(
        "home.html",
        root=root,
        counts=context.counts,
        questions=first,
        number=len(questions()),
        publication=context.publication,
    )
    described = f'<{root}/openapi.json>; rel="service-desc"; type="application/json"'
    return Response(200, HTML, body, {"Vary": "Accept-Encoding", "Link": described})
