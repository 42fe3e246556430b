"""The way from what people type to the thing that it names, or to a page with what may have been meant.

It is a redirect with 303, as the meaning of a name can change.
"""

from __future__ import annotations

from graph.name_lookup import UnknownNameError
from unmandates.answers.context import Context
from unmandates.answers.negotiation import HTML, PROBLEM, chosen, typed, without_extension
from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.answers.triples_document import VARY
from unmandates.pages.site.page_links import plain
from unmandates.pages.site.site_addresses import Addresses
from unmandates.pages.site.templates import site_page
from unmandates.pages.site.thing_reader import ThingReader


def answer_search(context: Context, text: str, request: Request) -> Response:
    """The way (303) to the thing that ``text`` names: a path as somebody typed it, or words; otherwise 404."""
    words = text.strip().strip("/")
    reader, addresses = ThingReader(context.store, context.iris), Addresses(context.iris, context.root)
    iri = words if words.startswith(context.iris.base) else addresses.iri(f"id/{words}")
    if not words:
        return not_found(context, "nothing to find: write a symbol, title or name", (), request)
    bare, extension = without_extension(words)
    try:
        found = iri if reader.is_known(iri) else str(context.names.find(bare))
    except UnknownNameError as error:
        return not_found(context, str(error), error.nearest, request, words)
    if not reader.is_known(found):
        return not_found(context, f"nothing is known as {plain(words)!r}", (), request, words)
    location = addresses.of(found) + (f".{extension}" if extension and found != iri else "")
    return Response(303, "", b"", {"Location": location, "Cache-Control": "no-cache"})


def not_found(context: Context, detail: str, nearest: tuple[str, ...], request: Request, words: str = "") -> Response:
    """404, as a page or for programs."""
    if chosen((PROBLEM, "application/json", HTML), request.accept) != HTML:
        return problem(ProblemError(404, detail, nearest=nearest), VARY)
    body = site_page("missing.html", root=context.root, words=plain(words), nearest=nearest)
    return Response(404, typed(HTML), body, {**VARY, "Cache-Control": "no-store"})
