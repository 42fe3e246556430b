"""What a page shows of one thing: values for the templates, read by queries that decode no more than is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from rdflib import RDF, RDFS

from graph import vocabulary as v
from graph.iris import ONTOLOGY
from graph.query import questions
from unmandates.pages.site.document_paragraphs import MOST_UNITS, PageParagraph, document_paragraphs
from unmandates.pages.site.page_labels import inverse_label, label
from unmandates.pages.site.page_links import PageLink, PageLinks, plain
from unmandates.pages.site.question_addresses import address
from unmandates.pages.site.site_addresses import Addresses
from unmandates.pages.site.thing_reader import MOST_OF_A_KIND, ThingReader

_MOST_SHOWN = 50
_MOST_EACH = 12

_NOT_FACTS = frozenset(
    map(str, (v.cites, v.cito_cites, v.namesBody, v.sourceDigest, v.revised, v.hasMember, *v.CITING.values()))
)

_HEAD = "SELECT ?p ?o WHERE { GRAPH OWN { THING ?p ?o } FILTER(?p NOT IN (SKIPPED)) } ORDER BY ?p ?o LIMIT 200"

_LINEAGE = """
SELECT ?way ?kind ?other ?evidence WHERE { GRAPH LINEAGE {
  { ?link <LATER> THING ; <EARLIER> ?other . BIND("before" AS ?way) }
  UNION { ?link <EARLIER> THING ; <LATER> ?other . BIND("after" AS ?way) }
  ?link <LINEAGE_KIND> ?kind . OPTIONAL { ?link <EVIDENCE> ?evidence }
} } LIMIT 100"""

_CITED_BY = """
SELECT ?document ?date WHERE {
  GRAPH ?g { ?document <CITES> THING . OPTIONAL { ?document <ADOPTED> ?date } }
} ORDER BY DESC(?date) LIMIT 51"""


@dataclass(frozen=True, slots=True)
class PageFact:
    name: str
    values: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """One page. ``number`` of documents cite the thing; ``cited_by`` are the newest of them."""

    iri: str
    name: str
    title: str
    kind: str
    facts: tuple[PageFact, ...]
    paragraphs: tuple[PageParagraph, ...] = ()
    cut: bool = False
    before: tuple[PageLink, ...] = ()
    after: tuple[PageLink, ...] = ()
    cited_by: tuple[PageLink, ...] = ()
    number: int = 0
    parts: tuple[tuple[str, PageLink], ...] = ()
    pointing: tuple[tuple[str, int, tuple[PageLink, ...]], ...] = ()
    asked: tuple[PageLink, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ThingPages:
    """Makes pages from what is known; ``texts`` says whether words of documents may be shown."""

    def __init__(self, reader: ThingReader, addresses: Addresses, *, texts: bool) -> None:
        self._reader = reader
        self._addresses = addresses
        self._texts = texts
        self._links = PageLinks(reader, addresses)

    def of(self, iri: str) -> ThingPage:
        """The page of a document, treaty, body, group, instrument, series or verb."""
        graph = self._reader.graph_of(iri)
        own = self._document_head(iri, graph) if graph else self._thing_head(iri)
        identifier = self._reader.iris.identifier_of(iri)
        title = next(
            iter(
                (*own.get(str(v.dcterms_title), ()), *own.get(str(RDFS.label), ()), *own.get(str(v.skos_prefLabel), ()))
            ),
            "",
        )
        cited_by, number = self._cited_by(iri) if identifier else ((), 0)
        before, after = self._lineage(iri) if identifier else ((), ())
        paragraphs, cut = (
            document_paragraphs(self._reader, self._links, iri, graph, texts=self._texts) if graph else ((), False)
        )
        return ThingPage(
            iri=iri,
            name=plain(identifier or title or self._links.text(iri)),
            title=plain(title) if identifier and title != identifier else "",
            kind=self._kind(own),
            facts=tuple(self._facts(own)),
            paragraphs=paragraphs,
            cut=cut,
            before=before,
            after=after,
            cited_by=cited_by,
            number=number,
            parts=() if graph else self._parts(iri),
            pointing=() if graph else tuple(self._pointing(iri)),
            asked=tuple(self._asked(iri, own, read=bool(graph))),
            own=own,
        )

    def _document_head(self, iri: str, graph: str) -> dict[str, tuple[str, ...]]:
        skipped = ", ".join(f"<{term}>" for term in sorted(_NOT_FACTS))
        return _gathered(self._reader.rows(_HEAD.replace("SKIPPED", skipped), iri, graph))

    def _thing_head(self, iri: str) -> dict[str, tuple[str, ...]]:
        own = islice(self._reader.own(iri), MOST_UNITS)
        stated = {(one.predicate.value, getattr(one.object, "value", "")) for one in own}
        return _gathered(row for row in sorted(stated) if row[0] not in _NOT_FACTS)

    def _kind(self, own: Mapping[str, tuple[str, ...]]) -> str:
        kinds = [term for term in own.get(str(RDF.type), ()) if term.startswith(ONTOLOGY)]
        general = set(map(str, (v.Document, v.Treaty, v.Body, v.NamedInstrument)))
        return label(next(iter(sorted(kinds, key=lambda term: term in general)), "thing"))

    def _facts(self, own: Mapping[str, tuple[str, ...]]) -> Iterator[PageFact]:
        shown = {str(RDF.type), str(RDFS.label), str(v.dcterms_title), str(v.skos_prefLabel)}
        for predicate, values in own.items():
            if predicate not in shown:
                yield PageFact(label(predicate), tuple(self._value(one) for one in values[:_MOST_SHOWN]))

    def _value(self, value: str) -> PageLink:
        return self._links.link(value) if re.match(r"https?://", value) else PageLink(plain(value))

    def _lineage(self, iri: str) -> tuple[tuple[PageLink, ...], tuple[PageLink, ...]]:
        found: dict[str, list[PageLink]] = {"before": [], "after": []}
        for way, kind, other, evidence in sorted(self._rows(_LINEAGE, iri)):
            title = self._links.first(other, str(v.dcterms_title))
            note = label(kind) + (f", by {evidence}" if evidence else "")
            found[way].append(self._links.link(other, " ".join(filter(None, (self._links.text(other), title))), note))
        return tuple(found["before"]), tuple(found["after"])

    def _cited_by(self, iri: str) -> tuple[tuple[PageLink, ...], int]:
        rows = self._rows(_CITED_BY, iri)
        dated = {row[0]: row[1] for row in rows[:_MOST_SHOWN]}
        newest = sorted(dated.items(), key=lambda row: (row[1], row[0]), reverse=True)
        number = len(newest) if len(rows) <= _MOST_SHOWN else self._reader.citing_number(iri)
        return tuple(self._links.link(document, "", date) for document, date in newest), number

    def _parts(self, iri: str) -> tuple[tuple[str, PageLink], ...]:
        """Parts by their fragments."""
        if self._reader.iris.slug_of(iri) and "/id/series/" not in iri:
            return ()
        found = []
        for part in self._reader.parts(iri)[: 4 * _MOST_SHOWN]:
            member = self._links.first(part, str(v.ofDocument))
            when = self._links.first(part, str(v.orderedBy)) if member else ""
            fragment = part.partition("#")[2]
            found.append((when, fragment, self._links.link(member or part, "" if member else fragment, when)))
        return tuple((fragment, link) for _, fragment, link in sorted(found, key=lambda one: (one[0], one[2].text)))

    def _pointing(self, iri: str) -> Iterator[tuple[str, int, tuple[PageLink, ...]]]:
        cited = {str(v.cito_cites), str(v.cites), str(v.dcterms_isPartOf), *map(str, v.CITING.values())}
        document = bool(self._reader.iris.identifier_of(iri))
        for predicate, number in sorted(self._reader.pointing(iri).items(), key=lambda one: (-one[1], one[0])):
            if document and predicate in cited:
                continue
            some = islice(self._reader.store.quads(predicate=predicate, value=iri), MOST_OF_A_KIND)
            subjects = dict.fromkeys(getattr(quad.subject, "value", "") for quad in some)
            yield inverse_label(predicate), number, tuple(map(self._links.link, islice(subjects, _MOST_EACH)))

    def _asked(self, iri: str, own: Mapping[str, tuple[str, ...]], *, read: bool) -> Iterator[PageLink]:
        """Questions of the project in which the thing is the first value."""
        slug = self._reader.iris.slug_of(iri)
        types = {"body"} if slug and slug[0] in {"body", "group"} else set()
        if str(v.Treaty) in own.get(str(RDF.type), ()) or (slug and slug[0] == "instrument") or not slug:
            types |= {"thing"}
        types |= {"document"} if read else set()
        value = self._reader.iris.identifier_of(iri) or iri
        for one in questions():
            first, *others = one.parameters or (None,)
            if first and first.type in types and not any(other.required for other in others):
                yield PageLink(one.title, address(one, self._addresses.root, {first.name: value}))

    def _rows(self, sparql: str, iri: str, graph: str = "") -> list[tuple[str, ...]]:
        return self._reader.rows(sparql, iri, graph)


def _gathered(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, tuple[str, ...]] = {}
    for predicate, value in rows:
        gathered[predicate] = (*gathered.get(predicate, ()), value)
    return gathered
