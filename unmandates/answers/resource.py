"""Linked data: every IRI of ours leads to what is known of it, in the form that a client takes.

An IRI is answered at once (200) in the form negotiated, however its path is escaped: a client that always escapes
brackets would be redirected in circles. The address of that form is in ``Content-Location``: the path with the
extension of the form. A path that ends in a slash leads to the one without with 308, as that holds for good (RFC 9110,
section 15.4.9).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote

import pyoxigraph as ox

from graph import vocabulary as v
from unmandates.answers.bounded_buffer import AnswerTooLargeError, at_most
from unmandates.answers.context import Context
from unmandates.answers.legislation import SCHEMA, as_block, as_triples, legislation
from unmandates.answers.negotiation import EXTENSIONS, HTML, without_extension
from unmandates.answers.problems import ProblemError
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.answers.search import answer_search, not_found
from unmandates.answers.triples_document import (
    MOST_TABLED,
    alternates,
    not_offered,
    offered_media,
    other_forms,
    serialized_triples,
    triples_page,
)
from unmandates.pages.site.page_links import plain
from unmandates.pages.site.site_addresses import Addresses
from unmandates.pages.site.templates import site_page
from unmandates.pages.site.thing_page import ThingPage, ThingPages
from unmandates.pages.site.thing_reader import ThingReader


def answer_resource(context: Context, path: str, request: Request) -> Response:
    """What is known of the thing at ``path``, which is as received, with its escapes."""
    reader, addresses = ThingReader(context.store, context.iris), Addresses(context.iris, context.root)
    iri, extension = addresses.iri(path), ""
    if not reader.is_known(iri):
        stem, extension = without_extension(path)
        iri = addresses.iri(stem)
        if not extension or not reader.is_known(iri):
            return _elsewhere(context, path, request)
    media = offered_media(request, extension)
    headers = alternates(context, iri, addresses.path(iri), media or "")
    if media is None:
        return not_offered(headers)
    if media != HTML:
        return Response(200, media, _data(context, reader, iri, media), headers)
    return Response(200, HTML, _page(context, reader, addresses, iri), headers)


def _elsewhere(context: Context, path: str, request: Request) -> Response:
    """A thing under another spelling of its name, or nothing."""
    addresses = Addresses(context.iris, context.root)
    if path.endswith("/"):
        bare = addresses.iri(path.rstrip("/"))
        if ThingReader(context.store, context.iris).is_known(bare):
            return Response(308, "", b"", {"Location": addresses.of(bare), "Cache-Control": "max-age=3600"})
    words = unquote(path)
    if not path.startswith("id/"):
        return not_found(context, f"nothing is known as {plain(words)}", (), request, words)
    return answer_search(context, words.partition("/")[2].strip("/"), request)


def _data(context: Context, reader: ThingReader, iri: str, media: str) -> bytes:
    limits = context.limits
    try:
        triples = list(at_most(reader.description(iri), 2 * limits.rows, "triples"))
        prefixes: dict[str, str] = {}
        if media == EXTENSIONS["jsonld"] and context.iris.identifier_of(iri):
            described = legislation(iri, *_own_and_cited(iri, triples), context.iris)
            triples += as_triples(described) if described else ()
            prefixes = {"schema": SCHEMA}
        return serialized_triples(triples, media, limits.rows, limits.bytes, prefixes)
    except AnswerTooLargeError as error:
        raise ProblemError(406, f"{error}: take the dumps at {context.root}/dumps/") from error


def _own_and_cited(iri: str, triples: Iterable[ox.Triple]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """What triples state of a thing itself, and what it cites."""
    own: dict[str, set[str]] = {}
    for triple in triples:
        if getattr(triple.subject, "value", "") == iri:
            own.setdefault(triple.predicate.value, set()).add(getattr(triple.object, "value", ""))
    cited = own.get(str(v.cito_cites), set())
    return {predicate: tuple(sorted(values)) for predicate, values in own.items()}, tuple(sorted(cited))


def _page(context: Context, reader: ThingReader, addresses: Addresses, iri: str) -> bytes:
    path = addresses.path(iri)
    if not iri.startswith(f"{context.iris.base}id/") or iri == str(context.iris.verb_scheme()):
        return triples_page(context, iri, path, islice(reader.description(iri), 2 * MOST_TABLED))
    page = ThingPages(reader, addresses, texts=context.publication.texts).of(iri)
    described = legislation(iri, page.own, _cited(reader, page), context.iris)
    outside = sorted(one for one in page.own.get(str(v.foaf_page), ()) if one.startswith("https://"))
    return site_page(
        "resource.html",
        root=context.root,
        page=page,
        outside=outside,
        forms=other_forms(context, path),
        block=as_block(described) if described else "",
        publication=context.publication,
    )


def _cited(reader: ThingReader, page: ThingPage) -> tuple[str, ...]:
    quads = reader.store.quads(subject=page.iri, predicate=str(v.cito_cites)) if page.paragraphs else ()
    return tuple(sorted({getattr(quad.object, "value", "") for quad in quads}))
