"""Triples as a document with an address: in the forms that it is offered in, with the headers that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

import pyoxigraph as ox

from graph.export.rdf import PREFIXES
from unmandates.answers.bounded_buffer import BoundedBuffer, at_most
from unmandates.answers.context import Context
from unmandates.answers.negotiation import EXTENSIONS, GRAPHS, HTML, chosen, without_extension
from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.pages.site.page_links import PageLink, PageLinks, plain
from unmandates.pages.site.site_addresses import Addresses, as_uri
from unmandates.pages.site.templates import site_page
from unmandates.pages.site.thing_reader import ThingReader

VARY = {"Vary": "Accept, Accept-Encoding"}

MOST_TABLED = 1000
"""Triples on a page; the other forms hold all."""


def answer_triples(context: Context, request: Request, path: str, iri: str, triples: list[ox.Triple]) -> Response:
    """The document ``iri`` at ``path``, which may end in the extension of a format; 406 where a client takes none.

    Raises ``AnswerTooLargeError``."""
    stem, extension = without_extension(path)
    media = offered_media(request, extension)
    headers = alternates(context, iri, stem, media or "")
    if media is None:
        return not_offered(headers)
    if media == HTML:
        return Response(200, HTML, triples_page(context, iri, stem, triples), headers)
    limits = context.limits
    return Response(200, media, serialized_triples(triples, media, limits.rows, limits.bytes), headers)


def offered_media(request: Request, extension: str) -> str | None:
    """The media type that an extension or, without one, the client asks for; None where that is not offered."""
    return EXTENSIONS[extension] if extension else chosen(tuple(EXTENSIONS.values()), request.accept)


def not_offered(headers: Mapping[str, str]) -> Response:
    """406, with the headers that lead to what is offered."""
    error = ProblemError(406, f"this can be had as {', '.join(EXTENSIONS.values())}")
    return problem(error, {"Vary": headers["Vary"], "Link": headers["Link"]})


def serialized_triples(
    triples: Iterable[ox.Triple], media: str, rows: int, size: int, more: Mapping[str, str] | None = None
) -> bytes:
    """Triples in order, each once; ``more`` prefixes. Raises ``AnswerTooLargeError`` for more than ``rows`` triples or
    ``size`` bytes."""
    out = BoundedBuffer(size, rows)
    prefixes = {**PREFIXES, **(more or {})} if GRAPHS[media] is not ox.RdfFormat.N_TRIPLES else None
    in_order = sorted(set(at_most(triples, rows, "triples")), key=str)
    ox.serialize(in_order, out.stream, format=GRAPHS[media], prefixes=prefixes)
    return out.value


def alternates(context: Context, iri: str, path: str, media: str) -> dict[str, str]:
    """Headers of a document at ``path`` that is offered in several forms, of which ``media`` (empty: none) is sent."""
    root, publication = context.root, context.publication
    extension = next((name for name, one in EXTENSIONS.items() if one == media), "")
    links = [f'<{root}/{path}.{name}>; rel="alternate"; type="{one}"' for name, one in EXTENSIONS.items()]
    links += [f'<{root}/.well-known/void>; rel="describedby"', f'<{as_uri(iri)}>; rel="canonical"']
    if publication.licence:
        links.append(f'<{as_uri(publication.licence)}>; rel="license"')
    located = {"Content-Location": f"{root}/{path}.{extension}"} if extension else {}
    return {**VARY, **located, "Link": ", ".join(links)}


def other_forms(context: Context, path: str) -> dict[str, str]:
    """Where a page leads for the same as data, by extension."""
    return {name: f"{context.root}/{path}.{name}" for name in EXTENSIONS if name != "html"}


def triples_page(context: Context, iri: str, path: str, triples: Iterable[ox.Triple]) -> bytes:
    """A page of triples, each once; no more of them than a page shows."""
    links = PageLinks(ThingReader(context.store, context.iris), Addresses(context.iris, context.root))
    some = list(islice(dict.fromkeys(triples), MOST_TABLED + 1))
    rows = [
        tuple(_link(links, term) for term in (one.subject, one.predicate, one.object)) for one in some[:MOST_TABLED]
    ]
    return site_page(
        "triples.html",
        root=context.root,
        name=plain(iri),
        forms=other_forms(context, path),
        rows=rows,
        cut=len(some) > MOST_TABLED,
    )


def _link(links: PageLinks, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> PageLink:
    if isinstance(term, ox.NamedNode):
        return links.link(term.value, _prefixed(term.value))
    return links.words(getattr(term, "value", ""))


def _prefixed(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
