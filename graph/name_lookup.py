"""What people type for a thing, and the IRI it stands for: symbols in any spelling, titles, acronyms, slugs."""

from __future__ import annotations

import re
from functools import cached_property

from rdflib import URIRef

from extract.registers import Registers
from extract.slugs import slug
from extract.symbols import parse_identifier
from graph.iris import Iris
from graph.store import Store, Table

_NEAREST = 5
_NEAR_ENOUGH = 60
"""Similarity, of 100, from which a known name is worth proposing."""

_KINDS = {
    "document": ("id/",),
    "treaty": ("id/",),
    "body": ("id/body/", "id/group/"),
    "verb": ("id/verb/",),
}

_ARTICLE = re.compile(
    r"(?:(?:articles?|arts?\.?)\s*)?(?P<article>\d+(?:\s?(?:bis|ter|quater)\b)?)(?P<rest>[\s,.()\w]*)", re.IGNORECASE
)
_PARAGRAPH_WORDS = frozenset({"paragraph", "paragraphs", "para", "paras", "subparagraph", "subparagraphs", "subpara"})
_LEVEL = re.compile(r"\d{1,3}|[a-z]|[ivxl]+", re.IGNORECASE)
_FRAGMENT = re.compile(r"(?:annex|(?:art|para|chap|annex|sect|rule|principle)(?:\d\w*|[A-Z]+))(?:\.\w+)*")

# Each thing is looked up once, not once for every graph that knows it.
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX unm: <https://w3id.org/unmandates/ontology#>
SELECT DISTINCT ?thing ?label WHERE {
  { SELECT DISTINCT ?thing WHERE {
    VALUES ?kind { unm:Body unm:Group unm:NamedInstrument unm:Treaty }
    GRAPH ?g { ?thing a ?kind }
  } }
  VALUES ?named { rdfs:label skos:altLabel unm:acronym }
  GRAPH ?h { ?thing ?named ?label }
}"""

_IDENTIFIED = """
PREFIX unm: <https://w3id.org/unmandates/ontology#>
SELECT DISTINCT ?thing WHERE {
  VALUES ?kind { unm:Document unm:Treaty }
  GRAPH ?g { ?thing a ?kind }
}"""

_KNOWN = """
PREFIX dcterms: <http://purl.org/dc/terms/>
ASK { VALUES ?thing { UNDEF } GRAPH ?g { ?thing dcterms:identifier ?identifier } }"""


class UnknownNameError(Exception):
    """A name that stands for nothing known, or for several things; ``nearest`` are names that do."""

    def __init__(self, message: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"{message}{'; did you mean ' + ', '.join(nearest) + '?' if nearest else ''}")
        self.nearest = nearest


_Index = dict[str, set[URIRef]]


def _say(index: _Index, iri: URIRef, *texts: str) -> None:
    """Enter names for a thing."""
    for text in filter(None, texts):
        index.setdefault(text.casefold(), set()).add(iri)


class Names:
    """Finds what a name stands for among the registers and what the store holds.

    With a ``store``, a symbol must name something in it; without, any well-formed symbol has its IRI.
    """

    def __init__(self, registers: Registers, iris: Iris, store: Store | None = None) -> None:
        self._registers = registers
        self._iris = iris
        self._store = store

    def find(self, text: str, kind: str = "thing") -> URIRef:
        """The IRI that ``text`` stands for. ``kind`` is that of a question's parameter: ``document``, ``treaty``,
        ``body`` (a group too), ``verb``, or ``thing`` for any. Raises ``UnknownNameError``."""
        words = " ".join(text.split())
        if words.startswith(self._iris.base):
            return URIRef(words)
        if kind in {"document", "treaty", "thing"}:
            identifier = parse_identifier(words)
            if identifier is not None and self._is_known(identifier):
                return self._iris.document(identifier)
        found = self._called(words, kind)
        if len(found) == 1:
            return found[0]
        if found:
            several = tuple(iri.removeprefix(f"{self._iris.base}id/") for iri in found)
            raise UnknownNameError(f"{text!r} stands for several things", several)
        raise UnknownNameError(f"no {kind} is known as {text!r}", self._nearest(words, kind))

    def article(self, text: str) -> str:
        """The fragment of a provision: ``article 31, paragraph 5`` gives ``art31.para5``. Raises
        ``UnknownNameError``."""
        words = " ".join(text.split())
        if _FRAGMENT.fullmatch(words):
            return words
        match = _ARTICLE.fullmatch(words)
        parts = re.findall(r"\w+", match["rest"]) if match else []
        levels = [part for part in parts if part.lower() not in _PARAGRAPH_WORDS]
        if not match or not all(_LEVEL.fullmatch(level) for level in levels):
            raise UnknownNameError(f"{text!r} names no article", ())
        article = "".join(match["article"].split()).lower()
        paragraph, *items = levels or [""]
        if paragraph.isdigit():
            paragraph = f"para{paragraph}"
        return ".".join(filter(None, (f"art{article}", paragraph, *items)))

    def _called(self, words: str, kind: str) -> list[URIRef]:
        for index in (*self._registered, None):
            # What the store alone names is asked for last: it holds every label of the graph.
            called = (self._stored if index is None else index).get(words.casefold(), ())
            found = sorted(iri for iri in called if self._fits(iri, kind))
            if found:
                return found
        spelt = slug(words)
        return sorted(iri for iri in self._spelt.get(spelt, ()) if spelt and self._fits(iri, kind))

    @cached_property
    def _spelt(self) -> _Index:
        """All names by their slugs: a name is found without its accents, and with other signs between its words."""
        spelt: _Index = {}
        for index in (*self._registered, self._stored):
            for name, things in index.items():
                spelt.setdefault(slug(name), set()).update(things)
        return spelt

    def _is_known(self, identifier: str) -> bool:
        if self._store is None or identifier in self._registers.treaty:
            return True
        return bool(self._store.query(_KNOWN, substitutions={"thing": self._iris.document(identifier)}))

    def _fits(self, iri: URIRef, kind: str) -> bool:
        starts = _KINDS.get(kind)
        if starts is None:
            return "/id/verb/" not in iri
        if kind in {"document", "treaty"}:
            return self._iris.identifier_of(iri) is not None
        return iri.removeprefix(self._iris.base).startswith(starts)

    @cached_property
    def _registered(self) -> tuple[_Index, _Index]:
        """Names that the registers hold, in lower case, with what they stand for: names proper, then aliases. An alias
        that is another thing's name stands for that one."""
        names: _Index = {}
        aliases: _Index = {}
        for treaty in self._registers.treaties:
            iri = self._iris.document(treaty.id)
            _say(names, iri, treaty.id, treaty.title, *treaty.acronyms)
            _say(aliases, iri, *treaty.aliases)
        for body in self._registers.bodies:
            iri = self._iris.body(body.slug)
            _say(names, iri, body.slug, body.name, *body.acronyms)
            _say(aliases, iri, *body.aliases)
        for instrument in self._registers.instruments:
            iri = self._iris.instrument(instrument.slug)
            _say(names, iri, instrument.slug, instrument.name)
            _say(aliases, iri, *instrument.aliases)
        for group in self._registers.groups:
            iri = self._iris.group(group.slug)
            _say(names, iri, group.slug, group.label)
            _say(aliases, iri, *group.aliases)
        for verb in self._registers.verbs:
            iri = self._iris.verb(verb.family)
            _say(names, iri, verb.family, verb.family.replace("-", " "))
            _say(aliases, iri, verb.form)
        return names, aliases

    @cached_property
    def _stored(self) -> _Index:
        """Names that only the store has: those of a user's register rows, and of bodies known by their form."""
        aliases: _Index = {}
        for thing, label in self._rows(_LABELS):
            slug = self._iris.slug_of(thing)
            _say(aliases, URIRef(thing), label, slug[1] if slug else "")
        return aliases

    def _nearest(self, text: str, kind: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only where a name is not known

        known = [
            name
            for index in (*self._registered, self._stored)
            for name, found in index.items()
            if any(self._fits(iri, kind) for iri in found)
        ]
        if kind in {"document", "treaty", "thing"} and re.search(r"\d", text):
            # To list them takes most of the time, and they all have numbers.
            known += self._identifiers
        wanted = parse_identifier(text) if kind in {"document", "thing"} else None
        best = process.extract(
            wanted or text.casefold(), sorted(set(known)), scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_NEAR_ENOUGH
        )
        return tuple(name for name, _, _ in best)

    @cached_property
    def _identifiers(self) -> list[str]:
        """Those of the documents and treaties that the store knows."""
        return [identifier for (thing,) in self._rows(_IDENTIFIED) if (identifier := self._iris.identifier_of(thing))]

    def _rows(self, sparql: str) -> list[tuple[str, ...]]:
        answer = self._store.query(sparql) if self._store is not None else None
        if not isinstance(answer, Table):
            return []
        return [tuple(map(str, row)) for row in answer.rows]
