"""What the server and its workers say to each other: a task there, an outcome back, as MessagePack in frames."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import msgspec

LENGTH = struct.Struct(">I")
"""Before each frame: how many bytes it has."""


class Sparql(msgspec.Struct, frozen=True, tag="sparql"):
    """A query of a client's own, over the graphs named (all, where none is)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class AskQuestion(msgspec.Struct, frozen=True, tag="question"):
    """One of the questions that come with the project, with its arguments as people write them, in order: a name can
    stand there twice, and be one that the question does not know."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()


class Resource(msgspec.Struct, frozen=True, tag="resource"):
    """What is known of the thing, graph or run with the IRI ``base`` + ``path``; ``path`` as it came, escapes and
    all, perhaps with the name of a form at its end (``.ttl``)."""

    path: str


class Find(msgspec.Struct, frozen=True, tag="find"):
    """The thing that ``text`` names, as people write it."""

    text: str


class Overview(msgspec.Struct, frozen=True, tag="overview"):
    """What is not about one thing: ``part`` is ``home``, ``description`` (VoID and DCAT), ``service`` (the endpoint's
    description), ``ontology``, ``questions``, ``openapi`` or ``sitemap``; ``argument`` what more its address says."""

    part: str
    argument: str = ""


Task = Sparql | AskQuestion | Resource | Find | Overview


class Order(msgspec.Struct, frozen=True):
    """A task with what the client told of the answer that it takes: ``accept`` is the header's value, ``form`` the
    name of a format asked for in the address."""

    task: Task
    accept: str = ""
    form: str = ""
    gzip: bool = False
    known: str = ""  # If-None-Match


class Outcome(msgspec.Struct, frozen=True):
    """A whole answer to an HTTP request."""

    status: int
    media: str
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Publication(msgspec.Struct, frozen=True):
    """How the store is published: names begin with ``base``; the rest is what the publisher says of it."""

    base: str
    licence: str = ""
    text_licence: str = ""
    publisher: str = ""
    texts: bool = True
    dumps: bool = False


class Trade(msgspec.Struct, frozen=True):
    """What a worker must know: where the store lies, how it is published, at which path of its address the site begins
    (``root``, without a slash at its end), what one answer may cost (the server keeps
    ``deadline``, in seconds, that of clients' own queries)."""

    store: str
    publication: Publication
    root: str = ""
    rows: int = 100_000
    bytes: int = 64 << 20
    deadline: float = 30.0
    memory: int = 2 << 30
    nesting: int = 200
    sandboxed: bool = True


def framed(message: Order | Outcome) -> bytes:
    """A message with its length before it."""
    encoded = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(encoded)) + encoded
