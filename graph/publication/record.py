"""The record of a publication: the file beside a release that says what was released. The only module that reads and
writes that file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

FILE = "publication.json"
"""The name of the file in the folder of a release."""

DUMPS = "dumps"
"""Where the dumps stand: in the folder of a release, and below the base on the web."""


class PublicationError(Exception):
    """A file that is not the record of a publication; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What only the publisher knows: IRIs of the licence of the data, of the SPARQL endpoint, and of N-Quads that are
    offered elsewhere; the terms of the texts, in words or as an IRI; a name. Empty ones are left out."""

    licence: str = ""
    text_licence: str = ""
    publisher: str = ""
    endpoint: str = ""
    dump: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of compressed N-Quads: its name, its size in bytes, and the SHA-256 of these bytes (64 hex digits)."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is published under ``base``. ``texts`` says whether words of documents are in it, ``documents`` how many
    were read; ``digest`` is the SHA-256 of all quads as sorted N-Quads, uncompressed."""

    format: Literal[1] = 1
    base: str
    licence: str = ""
    text_licence: str = ""
    publisher: str = ""
    endpoint: str = ""
    texts: bool
    documents: int
    quads: int
    digest: str
    dumps: tuple[Dump, ...] = ()


def write_publication(publication: Publication, folder: Path) -> None:
    """Write ``publication`` into ``folder``."""
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(publication), indent=1) + b"\n")


def read_publication(folder: Path) -> Publication:
    """The publication that stands in ``folder``. Raises ``PublicationError`` where there is none that can be read."""
    file = folder / FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=Publication)
    except OSError as error:
        raise PublicationError(f"{file}: {error.strerror}: make a release first (unmandates release)") from error
    except msgspec.MsgspecError as error:
        raise PublicationError(
            f"{file} is not the record of a publication ({error}): make the release again"
        ) from error
