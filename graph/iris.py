"""The names of things: the only place that mints IRIs, and reads them back.

Documents, treaties, bodies and instruments have an IRI each; what is inside a document is a fragment of its IRI, so
that one published file serves the document and all its parts.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from rdflib import URIRef

from extract.model import KINDS, FindingKind
from extract.slugs import slug

DEFAULT_BASE = "https://w3id.org/unmandates/"
"""Where things are published unless the user says otherwise."""

ONTOLOGY = "https://w3id.org/unmandates/ontology#"
"""The namespace of the ontology, whatever the base."""

UNDOCS = "https://undocs.org/"

# The characters of an IRI's path (RFC 3987, ipchar and "/"). "%" is left out, so that escaping can be undone.
_LEGAL = (
    r"A-Za-z0-9\-._~!$&'()*+,;=:@/\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U000e1000-\U000efffd"
)
_ILLEGAL = re.compile(f"[^{_LEGAL}]")

# First segments that belong to other things than documents and treaties.
_KINDS = frozenset({"body", "group", "instrument", "series", "verb"})

_NUMBERED = re.compile(r"(?:pp|op|p|art|para|fn)\d+\w*(?:~\d+)?")
"""The segment of a unit's name that bears the paragraph's number; what follows it stands in parentheses."""

_PART_OF_UNIT = re.compile(rf"(?:{'|'.join(kind.fragment for kind in KINDS)})\d+")
_NODE_OF_LINEAGE = re.compile(r"(?:lineage|chain)\.[0-9a-f]{12}(?:\.step\d+)?")
"""Fragments of links and chains, which hang on a document but are no part of it."""

_ESCAPED_FORM = re.compile(r"%2E|%28|%29")

_UN_SYMBOL = re.compile(r"(?:[AES]|ST|UNEP|CRC|CCPR|CEDAW|CAT|CERD|CTOC|CAC|TD|DP|FCCC|CBD|LOS|HSP|ICCD)/\S+")
# Canonical forms that the UN prints otherwise: no page of the document service answers to them.
_UNPRINTED = re.compile(r"[AE]/DEC/|(?:CTOC/COP|CAC/COSP)/(?:RES|DEC)/")


def _escape(text: str) -> str:
    return _ILLEGAL.sub(lambda m: quote(m[0], safe="", errors="surrogatepass"), text)


def _unescape(text: str) -> str:
    return unquote(text, errors="surrogatepass")


def fragment_of(unit: str) -> str:
    """The fragment of a unit of the exported tables: ``op12(a)(i)`` gives ``op12.a.i``.

    No two units share a fragment. Names that are no unit of a document are escaped throughout.
    """
    plain = _escape(re.sub(r"\(([^()]+)\)", r".\1", unit))
    parts = any(_PART_OF_UNIT.fullmatch(part) for part in plain.split("."))
    if unit_of(plain) == unit and not parts and not _NODE_OF_LINEAGE.fullmatch(plain):
        return plain
    return _escape(unit).replace(".", "%2E").replace("(", "%28").replace(")", "%29")


def unit_of(fragment: str) -> str:
    """The unit that a fragment names: the inverse of ``fragment_of``."""
    if _ESCAPED_FORM.search(fragment):
        return _unescape(fragment)
    outer: list[str] = []
    segments = fragment.split(".")
    while segments:
        outer.append(segments.pop(0))
        if _NUMBERED.fullmatch(outer[-1]):
            break
    items = (re.sub(r"^([^~]+)", r"(\1)", segment) for segment in segments)
    return _unescape(".".join(outer) + "".join(items))


def _digest(*values: str) -> str:
    return hashlib.sha256("\n".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of one publication. ``base`` ends with a slash."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", self.base):
            raise ValueError(f"{self.base!r} is not a base: write an http address that ends with a slash")

    def document(self, identifier: str) -> URIRef:
        """The IRI of a document or treaty, from its canonical identifier."""
        escaped = _escape(identifier)
        if identifier.partition("/")[0] in _KINDS:
            escaped = f"%{ord(identifier[0]):02X}{escaped[1:]}"
        return URIRef(f"{self.base}id/{escaped}")

    def identifier_of(self, iri: str) -> str | None:
        """The canonical identifier of the document or treaty that ``iri`` names or is a part of, else ``None``."""
        key = self._key(iri)
        if key is None or key.partition("/")[0] in _KINDS:
            return None
        return _unescape(key)

    def part(self, identifier: str, unit: str) -> URIRef:
        """The IRI of a unit of a document."""
        return URIRef(f"{self.document(identifier)}#{fragment_of(unit)}")

    def unit_of(self, iri: str) -> str | None:
        """The unit that ``iri`` names or whose part it names (``#op26.cite2`` gives ``op26``), else ``None``."""
        if self._key(iri) is None or "#" not in iri:
            return None
        fragment = iri.partition("#")[2]
        if _NODE_OF_LINEAGE.fullmatch(fragment):
            return None
        head, _, last = fragment.rpartition(".")
        return unit_of(head if head and _PART_OF_UNIT.fullmatch(last) else fragment)

    def finding(self, kind: FindingKind[Any], identifier: str, unit: str, n: int) -> URIRef:
        """The IRI of the ``n``-th finding of a kind (from 1, in text order) of a unit."""
        return URIRef(f"{self.part(identifier, unit)}.{kind.fragment}{n}")

    def provision(self, identifier: str, provision: str) -> URIRef:
        """The IRI of a part that a pinpoint names: ``art30.para2.c`` of a treaty."""
        return URIRef(f"{self.document(identifier)}#{_escape(provision)}")

    def body(self, key: str) -> URIRef:
        """The IRI of a body, from its slug."""
        return self._named("body", key)

    def group(self, key: str) -> URIRef:
        """The IRI of a group of addressees, from its slug."""
        return self._named("group", key)

    def instrument(self, key: str) -> URIRef:
        """The IRI of a named instrument, from its slug."""
        return self._named("instrument", key)

    def verb(self, family: str) -> URIRef:
        """The IRI of a verb family's concept."""
        return self._named("verb", family)

    def verb_scheme(self) -> URIRef:
        """The IRI of the scheme of verbs."""
        return URIRef(f"{self.base}id/verb")

    def session(self, holder: URIRef, number: str) -> URIRef:
        """The IRI of a session of a body (or, where the body is not known, of the document's own)."""
        return URIRef(f"{holder}#session{_escape(number)}")

    def meeting(self, session: URIRef, number: str) -> URIRef:
        """The IRI of a meeting in a session, from its number as printed (``73rd plenary meeting``)."""
        return URIRef(f"{session}.meeting-{slug(number)}")

    def agenda_item(self, session: URIRef, item: str) -> URIRef:
        """The IRI of an agenda item of a session, from the item as printed (``5 (a)``)."""
        levels = re.findall(r"[^\s().]+", item)
        return URIRef(f"{session}.item{_escape('.'.join(levels))}")

    def workflow_step(self, document: URIRef, order: int) -> URIRef:
        """The IRI of a step on a document's way to adoption, from its place in the order of steps."""
        return URIRef(f"{document}#workflow{order}")

    def lineage(self, later: str, *values: str) -> URIRef:
        """The IRI of a link that leads to the document ``later``; ``values`` are what makes it this one."""
        return URIRef(f"{self.document(later)}#lineage.{_digest(*values)}")

    def chain(self, identifier: str, key: str) -> URIRef:
        """The IRI of a chain of mandates, from the document in which it begins and its key."""
        return URIRef(f"{self.document(identifier)}#chain.{_digest(key)}")

    def chain_step(self, chain: URIRef, n: int) -> URIRef:
        """The IRI of the ``n``-th step (from 1) of a chain."""
        return URIRef(f"{chain}.step{n}")

    def series(self, key: str) -> URIRef:
        """The IRI of a series, from its key."""
        return self._named("series", key)

    def series_member(self, key: str, identifier: str) -> URIRef:
        """The IRI of a document's place in a series."""
        return URIRef(f"{self.series(key)}#{_digest(identifier)}")

    def slug_of(self, iri: str) -> tuple[str, str] | None:
        """Kind (``body``, ``group``, ``instrument``, ``series`` or ``verb``) and slug of what ``iri`` names, else
        ``None``."""
        key = self._key(iri)
        kind, _, rest = (key or "").partition("/")
        return (kind, _unescape(rest)) if kind in _KINDS and rest else None

    def document_graph(self, identifier: str) -> URIRef:
        """The named graph of a document."""
        return URIRef(f"{self.base}graph/doc/{_escape(identifier)}")

    def graph_identifier_of(self, iri: str) -> str | None:
        """The document whose named graph ``iri`` is, else ``None``."""
        start = f"{self.base}graph/doc/"
        return _unescape(iri.removeprefix(start)) if iri.startswith(start) else None

    def register_graph(self) -> URIRef:
        """The named graph of the registers."""
        return URIRef(f"{self.base}graph/register")

    def learned_graph(self) -> URIRef:
        """The named graph of identities learned from documents."""
        return URIRef(f"{self.base}graph/learned")

    def lineage_graph(self) -> URIRef:
        """The named graph of lineage: drafts, revisions, successors."""
        return URIRef(f"{self.base}graph/lineage")

    def run_graph(self, number: int) -> URIRef:
        """The named graph of a run's provenance."""
        return URIRef(f"{self.base}graph/run/{number}")

    def run(self, number: int) -> URIRef:
        """The IRI of a run."""
        return URIRef(f"{self.base}run/{number}")

    def dataset(self, part: str = "") -> URIRef:
        """The IRI of the whole as a dataset, or of a part of its description."""
        return URIRef(f"{self.base}dataset" + (f"#{_escape(part)}" if part else ""))

    def run_number_of(self, graph: str) -> int | None:
        """The number of the run whose named graph ``graph`` is, else ``None``."""
        match = re.fullmatch(re.escape(f"{self.base}graph/run/") + r"(\d+)", graph)
        return int(match[1]) if match else None

    def page(self, identifier: str) -> URIRef | None:
        """The document service's page of a UN symbol; ``None`` where the identifier is not a printed symbol."""
        if not _UN_SYMBOL.fullmatch(identifier) or _UNPRINTED.match(identifier):
            return None
        return URIRef(UNDOCS + _escape(identifier))

    def _named(self, kind: str, key: str) -> URIRef:
        return URIRef(f"{self.base}id/{kind}/{_escape(key)}")

    def _key(self, iri: str) -> str | None:
        start = f"{self.base}id/"
        return iri.removeprefix(start).partition("#")[0] if iri.startswith(start) else None
