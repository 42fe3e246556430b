"""What can be asked for: one target each, and what the client says of the form that it takes."""

from __future__ import annotations

from typing import Literal

import msgspec


class SparqlTarget(msgspec.Struct, frozen=True, tag="sparql"):
    """A query that a client wrote, over the graphs named (over all, where none is)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class QuestionTarget(msgspec.Struct, frozen=True, tag="question"):
    """A predefined query, with its arguments as people write them, in order: a name can occur twice, and can be one
    that the question does not know."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()


class ResourceTarget(msgspec.Struct, frozen=True, tag="resource"):
    """What is known of the thing, graph or run with the IRI ``base`` + ``path``; ``path`` as received, with its
    escapes, perhaps with the extension of a format at its end (``.ttl``)."""

    path: str


class SearchTarget(msgspec.Struct, frozen=True, tag="search"):
    """The thing that ``text`` names, as people write it."""

    text: str


class DescriptionTarget(msgspec.Struct, frozen=True, tag="description"):
    """The description of the dataset (VoID and DCAT), given in Turtle; ``path`` is the address asked for."""

    path: str
    turtle: str


class OntologyTarget(msgspec.Struct, frozen=True, tag="ontology"):
    """The ontology; ``path`` is the address asked for."""

    path: str


class SiteMapTarget(msgspec.Struct, frozen=True, tag="site-map"):
    """The index of site maps, or the site map of this ``number`` (from 1)."""

    number: int | None = None


class OverviewTarget(msgspec.Struct, frozen=True, tag="overview"):
    """The home page, the list of questions, the endpoint's description, or the description for programs (OpenAPI)."""

    part: Literal["home", "questions", "service", "openapi"]


Target = (
    SparqlTarget
    | QuestionTarget
    | ResourceTarget
    | SearchTarget
    | DescriptionTarget
    | OntologyTarget
    | SiteMapTarget
    | OverviewTarget
)


class Request(msgspec.Struct, frozen=True):
    """A target, and the form in which a client takes it: ``accept`` is the value of the header, ``form`` the format
    named in the address (empty: none), ``gzip`` whether the client takes gzip."""

    target: Target
    accept: str = ""
    form: str = ""
    gzip: bool = False
