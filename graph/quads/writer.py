"""The graph being written, and the short descriptions of what a document only points to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from extract.model import (
    BodyEvent,
    BodyMention,
    DocumentType,
    Interval,
    PartialDate,
    Pinpoint,
    Relation,
    Symbol,
    TargetKind,
)
from extract.registers import Registers
from extract.slugs import slug
from extract.symbols import parse_symbol
from graph import vocabulary as v
from graph.iris import Iris

_SURE_TYPES = (DocumentType.RESOLUTION, DocumentType.DECISION, DocumentType.PRESIDENTIAL_STATEMENT)
"""Types that an identifier alone shows: an L. symbol may be a draft of anything."""


@dataclass(frozen=True, slots=True)
class FindingContext:
    """Where a finding stands: the document and the unit as nodes, the document's identifier, and whether it is still to
    be adopted."""

    identifier: str
    document: URIRef
    unit: URIRef
    draft: bool


class Writer:
    """Adds to one graph. Things are described with type, identifier and label wherever they are pointed to, so that
    every graph can be read and checked on its own."""

    def __init__(self, iris: Iris, registers: Registers, bodies: Iterable[BodyMention] = ()) -> None:
        """``bodies`` state what the register does not: label, kind and parent of bodies recognised by form."""
        self.graph = Graph()
        self.iris = iris
        self.registers = registers
        self._families = {row.form: row.family for row in registers.verbs}
        self._characters = {row.family: row.cito for row in registers.verbs if row.cito}
        self._cited: dict[str, URIRef] = {}
        self._named: dict[tuple[str, str], URIRef] = {}
        self._stated = {mention.key: mention for mention in sorted(bodies, key=lambda one: one.span, reverse=True)}
        self._longest = max((form.count(" ") + 1 for form in self._families), default=0)

    def typed(self, subject: URIRef, *classes: URIRef) -> None:
        """Say what ``subject`` is."""
        for kind in classes:
            self.graph.add((subject, RDF.type, kind))

    def link(self, subject: URIRef, predicate: URIRef, target: URIRef | None) -> None:
        """Point from ``subject`` to ``target``, if there is one."""
        if target is not None:
            self.graph.add((subject, predicate, target))

    def text(self, subject: URIRef, predicate: URIRef, *values: str) -> None:
        """Say words of the document, as they stand. Empty ones are not said."""
        for value in filter(None, values):
            self.graph.add((subject, predicate, Literal(value)))

    def english(self, subject: URIRef, predicate: URIRef, *values: str) -> None:
        """Say names and titles, in English."""
        for value in filter(None, values):
            self.graph.add((subject, predicate, Literal(value, lang="en")))

    def date(self, subject: URIRef, predicate: URIRef, value: dt.date | PartialDate | None) -> None:
        """Say a day, month or year, if there is one."""
        if value is not None:
            datatype = XSD.date if isinstance(value, dt.date) else XSD.gYear if value.month is None else XSD.gYearMonth
            self.graph.add((subject, predicate, Literal(str(value), datatype=datatype, normalize=False)))

    def number(self, subject: URIRef, predicate: URIRef, value: int) -> None:
        """Say a whole number."""
        self.graph.add((subject, predicate, Literal(str(value), datatype=XSD.integer, normalize=False)))

    def decimal(self, subject: URIRef, predicate: URIRef, value: float) -> None:
        """Say a fraction, in its shortest form."""
        shortest = f"{Decimal(str(value)).normalize():f}"
        self.graph.add((subject, predicate, Literal(shortest, datatype=XSD.decimal, normalize=False)))

    def interval(self, subject: URIRef, predicate: URIRef, value: Interval | None) -> None:
        """Say how often something comes back, if it does."""
        if value is not None:
            self.graph.add((subject, predicate, Literal(str(value), datatype=XSD.duration, normalize=False)))

    def session(self, body: URIRef, number: str) -> URIRef:
        """The session of a body, described in short."""
        iri = self.iris.session(body, number)
        self.typed(iri, v.Session)
        self.text(iri, v.number, number)
        self.english(iri, RDFS.label, f"session {number}")
        self.link(iri, v.sessionOf, body)
        return iri

    def flag(self, subject: URIRef, predicate: URIRef, *, value: bool) -> None:
        """Say true or false."""
        self.graph.add((subject, predicate, Literal("true" if value else "false", datatype=XSD.boolean)))

    def term(self, node: URIRef, one: Relation | BodyEvent) -> None:
        """Say how long something holds."""
        self.text(node, v.term, one.term)
        self.date(node, v.until, one.until)
        self.date(node, v.since, one.since)

    def document(self, identifier: str) -> URIRef:
        """As ``cited``, for a canonical identifier; one that bears a number within its file has no parts."""
        return self.cited(parse_symbol(identifier) or Symbol(identifier, TargetKind.DOCUMENT))

    def cited(self, symbol: Symbol) -> URIRef:
        """The document or treaty with this identifier, described in short."""
        identifier = symbol.text
        if identifier in self._cited:
            return self._cited[identifier]
        iri = self._cited[identifier] = self.iris.document(identifier)
        self.text(iri, v.dcterms_identifier, identifier)
        if identifier in self.registers.treaty or symbol.kind is TargetKind.TREATY:
            treaty = self.registers.treaty.get(identifier)
            self.typed(iri, v.Treaty, v.eli_LegalResource)
            self.english(iri, RDFS.label, treaty.title if treaty else identifier)
            if treaty and treaty.kind in v.TREATY_KINDS:
                self.typed(iri, v.TREATY_KINDS[treaty.kind])
            return iri
        self.typed(iri, v.Document, v.eli_LegalResource)
        if symbol.type in _SURE_TYPES:
            self.typed(iri, v.DOCUMENT_TYPES[symbol.type])
        self.english(iri, RDFS.label, identifier)
        self.link(iri, v.foaf_page, self.iris.page(identifier))
        return iri

    def provision(self, symbol: Symbol, pinpoint: Pinpoint) -> URIRef:
        """A place within a document or treaty, described in short."""
        iri = self.iris.provision(symbol.text, pinpoint.fragment)
        self.typed(iri, v.Provision)
        self.link(iri, v.dcterms_isPartOf, self.cited(symbol))
        self.english(iri, RDFS.label, str(pinpoint))
        return iri

    def body(self, key: str, label: str = "") -> URIRef:
        """The body with this slug, described in short: by the register if it stands there, else as the document states
        it. A body has one label, the first that is stated."""
        if ("body", key) in self._named:
            return self._named["body", key]
        iri = self._named["body", key] = self.iris.body(key)
        known, stated = self.registers.body.get(key), self._stated.get(key)
        self.typed(iri, v.Body, v.org_Organization)
        self.text(iri, v.dcterms_identifier, key)
        self.english(
            iri, RDFS.label, known.name if known else stated.label if stated and stated.label else label or key
        )
        kind = known.kind if known else stated.kind if stated else ""
        if kind in v.BODY_KINDS:
            self.typed(iri, v.BODY_KINDS[kind])
        if not known and stated and stated.parent and stated.parent != key:
            self.link(iri, v.org_subOrganizationOf, self.body(stated.parent))
        return iri

    def body_named(self, name: str) -> URIRef | None:
        """The body that a head names, by the register if it stands there; ``None`` where it names none."""
        if not name:
            return None
        wanted = name.casefold()
        for row in self.registers.bodies:
            if wanted in {row.name.casefold(), *(alias.casefold() for alias in row.aliases)}:
                return self.body(row.slug)
        spelt = slug(name)
        for row in self.registers.bodies:
            if spelt in {row.slug, slug(row.name), *map(slug, row.aliases)}:
                return self.body(row.slug)
        return self.body(spelt, name)

    def group(self, key: str, label: str) -> URIRef:
        """The group of addressees with this slug, described in short."""
        if ("group", key) in self._named:
            return self._named["group", key]
        iri = self._named["group", key] = self.iris.group(key)
        self.typed(iri, v.Group)
        self.text(iri, v.dcterms_identifier, key)
        self.english(iri, RDFS.label, label)
        return iri

    def instrument(self, key: str) -> URIRef:
        """The named instrument with this slug, described in short."""
        iri = self.iris.instrument(key)
        known = self.registers.instrument.get(key)
        self.typed(iri, v.NamedInstrument)
        self.text(iri, v.dcterms_identifier, key)
        self.english(iri, RDFS.label, known.name if known else key)
        if known and known.kind in v.INSTRUMENT_KINDS:
            self.typed(iri, v.INSTRUMENT_KINDS[known.kind])
        return iri

    def verb(self, subject: URIRef, printed: str) -> str:
        """Say the verb as printed and its family; gives the family, empty where no register form stands in it."""
        self.text(subject, v.verbPrinted, printed)
        family = self.family(printed)
        if family:
            self.link(subject, v.verb, self.verb_family(family))
        return family

    def characterization(self, family: str) -> URIRef | None:
        """The term of CiTO for citing under verbs of a family, if the register gives one."""
        term = self._characters.get(family)
        return URIRef(v.PREFIXES["cito"] + term) if term else None

    def verb_family(self, family: str) -> URIRef:
        """The concept of a family of verbs, described in short."""
        iri = self.iris.verb(family)
        self.typed(iri, v.VerbFamily, v.skos_Concept)
        self.english(iri, v.skos_prefLabel, family.replace("-", " "))
        return iri

    def family(self, printed: str) -> str:
        """The family of the longest register form in ``printed``, the first one where several are as long."""
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", printed.casefold())
        for size in range(min(self._longest, len(words)), 0, -1):
            for form in _windows(words, size):
                if form in self._families:
                    return self._families[form]
        return ""


def _windows(words: list[str], size: int) -> Iterable[str]:
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
