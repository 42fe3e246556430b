"""Linked data: every IRI of ours leads to what is known of it, in the form that a client wants.

An IRI is answered at once (200) in the form negotiated, however its path is escaped: a client that always escapes
brackets would never come home by redirects. The address of that form stands in ``Content-Location``: the path with the
name of the form at its end. A path with a slash at its end leads to the one without with 308, as that holds for good
(RFC 9110, section 15.4.9); what people type leads home with 303, as what a name stands for can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox

from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.names import UnknownNameError
from unmandates.web.addresses import Addresses, as_uri, without_form
from unmandates.web.bounded import Bounded, TooMuchError, at_most
from unmandates.web.descriptions import Known
from unmandates.web.legislation import SCHEMA, as_block, as_triples, legislation
from unmandates.web.media import EXTENSIONS, GRAPHS, HTML, PROBLEM, chosen, typed
from unmandates.web.problems import ProblemError, problem
from unmandates.web.site import page
from unmandates.web.tasks import Order, Outcome
from unmandates.web.views import Link, View, Views, plain

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

_VARY = {"Vary": "Accept, Accept-Encoding"}
_MOST_TABLED = 1000
"""Triples on a page; the other forms hold all."""


def answer_resource(desk: Desk, path: str, order: Order) -> Outcome:
    """What is known of the thing behind ``path``, escapes as they came."""
    known, addresses = Known(desk.store, desk.iris), Addresses(desk.iris, desk.trade.root)
    iri, form = addresses.iri(path), ""
    if not known.is_known(iri):
        stem, form = without_form(path)
        iri = addresses.iri(stem)
        if not form or not known.is_known(iri):
            return _elsewhere(desk, path, order)
    media = EXTENSIONS[form] if form else chosen(tuple(EXTENSIONS.values()), order.accept)
    headers = forms(desk, iri, addresses.path(iri), media or "")
    if media is None:
        offered = ", ".join(EXTENSIONS.values())
        return problem(ProblemError(406, f"this can be had as {offered}"), {**_VARY, "Link": headers["Link"]})
    if media != HTML:
        return Outcome(200, media, _written(desk, known, iri, media), headers)
    return Outcome(200, HTML, _page(desk, known, addresses, iri), headers)


def answer_find(desk: Desk, text: str, order: Order) -> Outcome:
    """The way (303) to the thing that ``text`` names: a path as somebody typed it, or words."""
    words = text.strip().strip("/")
    known, addresses = Known(desk.store, desk.iris), Addresses(desk.iris, desk.trade.root)
    iri = words if words.startswith(desk.iris.base) else addresses.iri(f"id/{words}")
    if not words:
        return not_found(desk, "nothing to find: write a symbol, title or name", (), order)
    bare, form = without_form(words)
    try:
        found = iri if known.is_known(iri) else str(desk.names.find(bare))
    except UnknownNameError as fault:
        return not_found(desk, str(fault), fault.nearest, order, words)
    if not known.is_known(found):
        return not_found(desk, f"nothing is known as {plain(words)!r}", (), order, words)
    location = addresses.of(found) + (f".{form}" if form and found != iri else "")
    return Outcome(303, "", b"", {"Location": location, "Cache-Control": "no-cache"})


def not_found(desk: Desk, told: str, nearest: tuple[str, ...], order: Order, words: str = "") -> Outcome:
    """404, as a page or for programs."""
    if chosen((PROBLEM, "application/json", HTML), order.accept) != HTML:
        return problem(ProblemError(404, told, nearest=nearest), _VARY)
    body = page("missing.html", root=desk.trade.root, words=plain(words), nearest=nearest)
    return Outcome(404, typed(HTML), body, {**_VARY, "Cache-Control": "no-store"})


def written(
    triples: Iterable[ox.Triple], media: str, rows: int, size: int, more: Mapping[str, str] | None = None
) -> bytes:
    """Triples in order, each once. Raises ``TooMuchError`` for more than ``rows`` triples or ``size`` bytes."""
    out = Bounded(size, rows)
    prefixes = {**PREFIXES, **(more or {})} if GRAPHS[media] is not ox.RdfFormat.N_TRIPLES else None
    in_order = sorted(set(at_most(triples, rows, "triples")), key=str)
    ox.serialize(in_order, out.stream, format=GRAPHS[media], prefixes=prefixes)
    return out.value


def forms(desk: Desk, iri: str, path: str, media: str) -> dict[str, str]:
    """Headers of what stands at ``path`` in several forms, of which ``media`` (empty: none) is sent."""
    root, publication = desk.trade.root, desk.trade.publication
    ending = next((name for name, one in EXTENSIONS.items() if one == media), "")
    links = [f'<{root}/{path}.{name}>; rel="alternate"; type="{one}"' for name, one in EXTENSIONS.items()]
    links += [f'<{root}/.well-known/void>; rel="describedby"', f'<{as_uri(iri)}>; rel="canonical"']
    if publication.licence:
        links.append(f'<{as_uri(publication.licence)}>; rel="license"')
    located = {"Content-Location": f"{root}/{path}.{ending}"} if ending else {}
    return {**_VARY, **located, "Link": ", ".join(links)}


def table_page(desk: Desk, iri: str, path: str, triples: Iterable[ox.Triple]) -> bytes:
    """A page of triples, each once; no more of them than a page shows."""
    root = desk.trade.root
    views = Views(Known(desk.store, desk.iris), Addresses(desk.iris, root), texts=desk.trade.publication.texts)
    some = list(islice(dict.fromkeys(triples), _MOST_TABLED + 1))
    cut = len(some) > _MOST_TABLED
    rows = [
        tuple(_linked(views, term) for term in (one.subject, one.predicate, one.object)) for one in some[:_MOST_TABLED]
    ]
    others = {name: f"{root}/{path}.{name}" for name in EXTENSIONS if name != "html"}
    return page("triples.html", root=root, name=plain(iri), forms=others, rows=rows, cut=cut)


def _elsewhere(desk: Desk, path: str, order: Order) -> Outcome:
    """A thing under another spelling of its name, or nothing."""
    words = unquote(path).partition("/")[2].strip("/")
    addresses = Addresses(desk.iris, desk.trade.root)
    if path.endswith("/"):
        bare = addresses.iri(path.rstrip("/"))
        if Known(desk.store, desk.iris).is_known(bare):
            return Outcome(308, "", b"", {"Location": addresses.of(bare), "Cache-Control": "max-age=3600"})
    if not path.startswith("id/"):
        return not_found(desk, f"nothing is known as {plain(unquote(path))}", (), order, unquote(path))
    return answer_find(desk, words, order)


def _written(desk: Desk, known: Known, iri: str, media: str) -> bytes:
    trade = desk.trade
    try:
        triples = list(at_most(known.description(iri), 2 * trade.rows, "triples"))
        more: dict[str, str] = {}
        if media == EXTENSIONS["jsonld"] and desk.iris.identifier_of(iri):
            told = legislation(iri, *_told(iri, triples), desk.iris)
            triples += as_triples(told) if told else ()
            more = {"schema": SCHEMA}
        return written(triples, media, trade.rows, trade.bytes, more)
    except TooMuchError as fault:
        raise ProblemError(406, f"{fault}: take the dumps at {trade.root}/dumps/") from fault


def _told(iri: str, triples: Iterable[ox.Triple]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """What triples tell of a thing itself, and what it cites."""
    own: dict[str, set[str]] = {}
    for triple in triples:
        if getattr(triple.subject, "value", "") == iri:
            own.setdefault(triple.predicate.value, set()).add(getattr(triple.object, "value", ""))
    cited = own.get(str(v.cito_cites), set())
    return {predicate: tuple(sorted(values)) for predicate, values in own.items()}, tuple(sorted(cited))


def _page(desk: Desk, known: Known, addresses: Addresses, iri: str) -> bytes:
    root, path = desk.trade.root, addresses.path(iri)
    if not iri.startswith(f"{desk.iris.base}id/") or iri == str(desk.iris.verb_scheme()):
        return table_page(desk, iri, path, islice(known.description(iri), 2 * _MOST_TABLED))
    views = Views(known, addresses, texts=desk.trade.publication.texts)
    view = views.of(iri)
    told = legislation(iri, view.own, _cited(known, view), desk.iris)
    outside = sorted(one for one in view.own.get(str(v.foaf_page), ()) if one.startswith("https://"))
    others = {name: f"{root}/{path}.{name}" for name in EXTENSIONS if name != "html"}
    return page(
        "resource.html",
        root=root,
        view=view,
        outside=outside,
        forms=others,
        block=as_block(told) if told else "",
        publication=desk.trade.publication,
    )


def _cited(known: Known, view: View) -> tuple[str, ...]:
    quads = known.store.quads(subject=view.iri, predicate=str(v.cito_cites)) if view.paragraphs else ()
    return tuple(sorted({getattr(quad.object, "value", "") for quad in quads}))


def _linked(views: Views, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Link:
    return (
        views.link(term.value, _short(term.value))
        if isinstance(term, ox.NamedNode)
        else views.words(getattr(term, "value", ""))
    )


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
