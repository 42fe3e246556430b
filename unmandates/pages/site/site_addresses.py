"""Addresses of the site, and IRIs of the data: which IRI the path of a request means, and where a thing is served.

IRIs keep the base under which the data is published, wherever it is served; links lead to the site that is served.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from graph.iris import ONTOLOGY, Iris

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))

ONTOLOGY_DOCUMENT = ONTOLOGY.removesuffix("#")


def as_uri(iri: str) -> str:
    """An IRI as headers and requests have it (RFC 3987, section 3.1): what is not ASCII is escaped."""
    return quote(iri, safe=_PRINTABLE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """``root`` is the path at which the site begins, without a slash at its end."""

    iris: Iris
    root: str = ""

    def iri(self, path: str) -> str:
        """The IRI that ``path`` means, however it is escaped; ``path`` is relative to the root, without a slash at its
        beginning. Its first segments alone decide on the kind, as received."""
        area, _, rest = path.partition("/")
        if unquote(area) == "id":
            return self._thing(rest)
        if unquote(area) == "graph" and unquote(rest.partition("/")[0]) == "doc":
            return str(self.iris.document_graph(unquote(rest.partition("/")[2])))
        return self.iris.base + self._escaped(path)

    def path(self, iri: str) -> str:
        """The path, relative to the root, at which the thing with an IRI of ours is served without a redirect."""
        return as_uri(iri.removeprefix(self.iris.base).partition("#")[0])

    def of(self, iri: str) -> str:
        """Where a page links to for ``iri``: the site for what is ours, elsewhere for other web addresses, and nowhere
        (empty) for what is none."""
        if iri.startswith(self.iris.base) and not iri.startswith(ONTOLOGY_DOCUMENT):
            return f"{self.root}/{as_uri(iri.removeprefix(self.iris.base))}"
        if iri.startswith(ONTOLOGY_DOCUMENT):
            return f"{self.root}/ontology{as_uri(iri.removeprefix(ONTOLOGY_DOCUMENT))}"
        return as_uri(iri) if iri.startswith(("https://", "http://")) else ""

    def _thing(self, rest: str) -> str:
        kind, _, key = rest.partition("/")
        named = {
            "body": self.iris.body,
            "group": self.iris.group,
            "instrument": self.iris.instrument,
            "series": self.iris.series,
            "verb": self.iris.verb,
        }
        if kind in named and key:
            return str(named[kind](unquote(key)))
        return str(self.iris.verb_scheme() if rest == "verb" else self.iris.document(unquote(rest)))

    def _escaped(self, path: str) -> str:
        # Names of documents and of all else are escaped alike.
        return self.iris.document_graph(unquote(path)).removeprefix(f"{self.iris.base}graph/doc/")
