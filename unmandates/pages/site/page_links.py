"""Links of a page: what a thing is called there, and where its name leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import RDFS

from graph.iris import ONTOLOGY
from unmandates.pages.site.page_labels import label
from unmandates.pages.site.site_addresses import Addresses
from unmandates.pages.site.thing_reader import ThingReader

_LONGEST_NAME = 300

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
"""Characters that are not seen, but change how others are shown."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """Words, and where they lead (empty: nowhere)."""

    text: str
    href: str = ""
    note: str = ""


def plain(text: str, longest: int = _LONGEST_NAME) -> str:
    """A name on one line, without characters that steer others, cut where it is endless."""
    words = " ".join(_STEERING.sub(" ", text[: 4 * longest]).split())
    return words if len(words) <= longest else f"{words[:longest].rstrip()} …"


class PageLinks:
    """Makes links to things that ``reader`` knows."""

    def __init__(self, reader: ThingReader, addresses: Addresses) -> None:
        self._reader = reader
        self._addresses = addresses

    def link(self, iri: str, text: str = "", note: str = "") -> PageLink:
        """A link to a thing, by its name."""
        return PageLink(plain(text or self.text(iri)), self._addresses.of(iri), plain(note))

    def identifier(self, iri: str) -> str:
        """The identifier of a document or treaty, or the IRI of what has none."""
        return self._reader.iris.identifier_of(iri) or iri

    def words(self, text: str) -> PageLink:
        """Words that lead nowhere."""
        return PageLink(plain(text))

    def text(self, iri: str) -> str:
        """What a thing is called: a document by its identifier, others by their label."""
        whole, _, fragment = iri.partition("#")
        identifier = self._reader.iris.identifier_of(whole)
        if iri.startswith(ONTOLOGY):
            return label(iri)
        if not iri.startswith(self._reader.iris.base):
            return iri
        if identifier and not identifier.startswith(("MTDSG/", "UNTS/", "LNTS/", "treaty/")):
            return f"{identifier} {self._reader.iris.unit_of(iri) or fragment}".strip()
        name = self.first(whole, str(RDFS.label)) or identifier or whole.removeprefix(self._reader.iris.base)
        return f"{name} {fragment}".strip()

    def first(self, iri: str, predicate: str) -> str:
        """The first value of a property of a thing; empty where there is none."""
        for quad in self._reader.store.quads(subject=iri, predicate=predicate):
            return getattr(quad.object, "value", "")
        return ""
