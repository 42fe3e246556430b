"""Documents in the words of schema.org, for those who read the web by it (``schema:Legislation``).

Source of the terms: https://schema.org/Legislation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from markupsafe import Markup
from rdflib import RDF

from graph import vocabulary as v
from graph.iris import ONTOLOGY, Iris
from unmandates.pages.site.page_labels import label
from unmandates.pages.site.page_links import plain

SCHEMA = "https://schema.org/"

_LONGEST = 1000
_MOST_CITED = 200

_IN_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the element around a block of data, as JSON can write it otherwise."""

Facts = Mapping[str, tuple[str, ...]]
Value = str | dict[str, str] | list[dict[str, str]]


def legislation(iri: str, own: Facts, cited: tuple[str, ...], iris: Iris) -> dict[str, Value] | None:
    """What schema.org can say of a document, from what is stated of it; None for what is no document or treaty."""
    identifier = iris.identifier_of(iri)
    kinds = sorted(term for term in own.get(str(RDF.type), ()) if term.startswith(ONTOLOGY))
    if identifier is None or not {str(v.Document), str(v.Treaty)} & set(kinds):
        return None
    special = next((kind for kind in kinds if kind not in {str(v.Document), str(v.Treaty)}), kinds[0])
    described: dict[str, Value] = {
        "@context": SCHEMA,
        "@type": "Legislation",
        "@id": iri,
        "legislationIdentifier": identifier,
        "name": plain(_first(own, str(v.dcterms_title)) or identifier, _LONGEST),
        "legislationType": label(special),
    }
    described |= {
        name: value
        for name, term in (("legislationDate", v.adopted), ("datePublished", v.dcterms_issued))
        if (value := _first(own, str(term)))
    }
    described |= {
        name: {"@id": value}
        for name, term in (("legislationPassedBy", v.adoptedBy), ("url", v.foaf_page))
        if (value := _first(own, str(term)))
    }
    if cited:
        described["citation"] = [{"@id": one} for one in cited[:_MOST_CITED]]
    return described


def as_block(described: Mapping[str, Value]) -> Markup:
    """As the text of a ``script`` element that holds data: nothing in it can end the element."""
    text = json.dumps(described, ensure_ascii=False, sort_keys=True)
    return Markup("".join(_IN_JSON.get(sign, sign) for sign in text))  # noqa: S704 - see above


def as_triples(described: Mapping[str, Value]) -> Iterator[ox.Triple]:
    """As triples."""
    subject = ox.NamedNode(str(described["@id"]))
    yield ox.Triple(subject, ox.NamedNode(str(RDF.type)), ox.NamedNode(f"{SCHEMA}{described['@type']}"))
    for name, value in described.items():
        if name.startswith("@"):
            continue
        for one in value if isinstance(value, list) else [value]:
            object_ = ox.NamedNode(one["@id"]) if isinstance(one, dict) else ox.Literal(one)
            yield ox.Triple(subject, ox.NamedNode(SCHEMA + name), object_)


def _first(own: Facts, predicate: str) -> str:
    return next(iter(own.get(predicate, ())), "")
