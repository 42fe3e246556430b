"""The dataset described, as VoID and DCAT: what it holds and how much of it, by whose terms, linked to what.

Everything follows from the store: the same store gives the same description, and the only date in it is the end of the
last run. Nothing in it is a blank node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import RDF, Graph, URIRef

from extract.registers import Registers
from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.iris import ONTOLOGY, Iris
from graph.quads.writer import Writer
from graph.sparql import Term
from graph.store import Store, Table

TITLE = "The knowledge graph of United Nations instruments, bodies and mandates"

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

_FORMS = {"nquads": "application/n-quads", "turtle": "text/turtle", "jsonld": "application/ld+json"}
"""Forms in which the graph is exported, with their media types."""

_EXAMPLES = (v.sourceFile, v.entryIntoForce, v.resolutionPrefix, v.containedIn)
"""What has one of these properties makes a good example: a document that was read, a treaty, a body, an instrument."""

_KINDS = {
    "doc": "graphs of the documents that were read, one each",
    "register": "registers of treaties, bodies, instruments, groups and verbs",
    "learned": "identities learned from documents",
    "lineage": "drafts, revisions and successors of documents",
    "corrections": "corrections made by hand",
    "run": "provenance of the runs that made the graphs",
}
"""Kinds of named graphs, by the first part of their names behind ``graph/``."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What the store does not know: IRIs of the licence, of the SPARQL endpoint, and of the N-Quads that are offered.
    Empty ones are not told."""

    licence: str = ""
    endpoint: str = ""
    dump: str = ""


def dataset_graph(store: Store, iris: Iris, publication: Publication | None = None) -> Graph:
    """The description of what ``store`` holds."""
    return _Description(store, iris, publication or Publication()).graph()


class _Description:
    def __init__(self, store: Store, iris: Iris, publication: Publication) -> None:
        self.store = store
        self.iris = iris
        self.publication = publication
        self.writer = Writer(iris, Registers())
        self.subject = iris.dataset()
        self._ours = f'FILTER(STRSTARTS(STR(?s), "{iris.base}id/"))'

    def graph(self) -> Graph:
        self._head()
        self._catalogue()
        self._counts()
        self._partitions()
        self._subsets()
        self._linksets()
        return self.writer.graph

    def _head(self) -> None:
        write, subject = self.writer, self.subject
        write.typed(subject, v.void_Dataset, v.dcat_Dataset)
        write.english(subject, v.dcterms_title, TITLE)
        write.text(subject, v.void_uriSpace, f"{self.iris.base}id/")
        write.link(subject, v.dcterms_conformsTo, URIRef(ONTOLOGY.removesuffix("#")))
        for iri, predicate in (
            (self.publication.licence, v.dcterms_license),
            (self.publication.endpoint, v.void_sparqlEndpoint),
            (self.publication.dump, v.void_dataDump),
        ):
            write.link(subject, predicate, URIRef(iri) if iri else None)
        for example in self._examples():
            write.link(subject, v.void_exampleResource, example)
        last = self._last_run()
        if last is not None:
            run, ended = last
            write.link(subject, v.prov_wasGeneratedBy, run)
            write.graph.add((subject, v.dcterms_modified, ended))

    def _catalogue(self) -> None:
        write, catalogue = self.writer, self.iris.dataset("catalogue")
        write.typed(catalogue, v.dcat_Catalog)
        write.english(catalogue, v.dcterms_title, f"{TITLE}: catalogue")
        write.link(catalogue, v.dcat_dataset, self.subject)
        for form, media_type in _FORMS.items():
            distribution = self.iris.dataset(form)
            write.typed(distribution, v.dcat_Distribution)
            write.english(distribution, v.dcterms_title, f"the graph as {form}")
            write.link(distribution, v.dcat_mediaType, URIRef(_MEDIA_TYPES + media_type))
            write.link(distribution, v.dcat_accessURL, URIRef(self.iris.base))
            if self.publication.dump and form == "nquads":
                write.link(distribution, v.dcat_downloadURL, URIRef(self.publication.dump))
            write.link(self.subject, v.dcat_distribution, distribution)
        if self.publication.endpoint:
            service = self.iris.dataset("sparql")
            write.typed(service, v.dcat_DataService)
            write.english(service, v.dcterms_title, "SPARQL endpoint")
            write.link(service, v.dcat_endpointURL, URIRef(self.publication.endpoint))
            write.link(service, v.dcat_servesDataset, self.subject)
            write.link(catalogue, v.dcat_service, service)

    def _counts(self) -> None:
        distinct = "SELECT (COUNT(DISTINCT {}) AS ?n) WHERE {{ ?s ?p ?o {} }}"
        page = 'STRBEFORE(CONCAT(STR(?s), "#"), "#")'
        for predicate, query in (
            (v.void_triples, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"),
            (v.void_entities, distinct.format("?s", self._ours)),
            (v.void_documents, distinct.format(page, self._ours)),
            (v.void_distinctSubjects, distinct.format("?s", "")),
            (v.void_distinctObjects, distinct.format("?o", "")),
            (v.void_properties, distinct.format("?p", "")),
            (v.void_classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }"),
        ):
            ((count,),) = self._rows(query)
            self.writer.number(self.subject, predicate, int(str(count)))

    def _partitions(self) -> None:
        used: set[str] = set()
        for query, holds, names, counts in (
            (
                "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t",
                v.void_classPartition,
                v.void_class,
                v.void_entities,
            ),
            (
                "SELECT ?t (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?t ?o WHERE { ?s ?t ?o } } GROUP BY ?t",
                v.void_propertyPartition,
                v.void_property,
                v.void_triples,
            ),
        ):
            for term, count in self._rows(query):
                prefix, namespace = _namespace(str(term))
                part = self.iris.dataset(f"{prefix}.{str(term).removeprefix(namespace)}")
                self.writer.typed(part, v.void_Dataset)
                self.writer.link(part, names, URIRef(str(term)))
                self.writer.number(part, counts, int(str(count)))
                self.writer.link(self.subject, holds, part)
                used.add(namespace)
        for namespace in used:
            self.writer.link(self.subject, v.void_vocabulary, URIRef(namespace))

    def _subsets(self) -> None:
        counted = self._rows("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        start = f"{self.iris.base}graph/"
        triples = dict.fromkeys(_KINDS, 0)
        for name, count in counted:
            kind = str(name).removeprefix(start).partition("/")[0]
            triples[kind] = triples.get(kind, 0) + int(str(count))
        for kind, number in triples.items():
            if number:
                subset = self.iris.dataset(f"graph-{kind}")
                self.writer.typed(subset, v.void_Dataset)
                self.writer.english(subset, v.dcterms_title, _KINDS.get(kind, kind))
                self.writer.number(subset, v.void_triples, number)
                self.writer.link(self.subject, v.void_subset, subset)

    def _linksets(self) -> None:
        """A linkset for each property that leads out and each host that it leads to. What points to a vocabulary's
        term (a type, a characterization) is no link to another dataset."""
        rows = self._rows(
            "SELECT ?p ?host (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o ?host WHERE { ?s ?p ?o . "
            f'FILTER(ISIRI(?o) && ?p != <{RDF.type}> && !STRSTARTS(STR(?o), "{self.iris.base}")) '
            'BIND(REPLACE(STR(?o), "^([a-z]+://[^/]+/).*$", "$1") AS ?host) '
            f"{' '.join(_no_term_of(iri) for iri in PREFIXES.values())} }} }} GROUP BY ?p ?host"
        )
        for predicate, host, count in rows:
            place = urlsplit(str(host)).netloc
            prefix, namespace = _namespace(str(predicate))
            target = self.iris.dataset(f"target-{place}")
            linkset = self.iris.dataset(f"links-{prefix}.{str(predicate).removeprefix(namespace)}-{place}")
            self.writer.typed(target, v.void_Dataset)
            self.writer.text(target, v.void_uriSpace, str(host))
            self.writer.typed(linkset, v.void_Linkset)
            self.writer.link(linkset, v.void_linkPredicate, URIRef(str(predicate)))
            self.writer.link(linkset, v.void_subjectsTarget, self.subject)
            self.writer.link(linkset, v.void_objectsTarget, target)
            self.writer.number(linkset, v.void_triples, int(str(count)))
            self.writer.link(self.subject, v.void_subset, linkset)

    def _examples(self) -> Iterator[URIRef]:
        for predicate in _EXAMPLES:
            ((first,),) = self._rows(f"SELECT (MIN(STR(?s)) AS ?first) WHERE {{ ?s <{predicate}> ?o {self._ours} }}")
            if first is not None:
                yield URIRef(str(first))

    def _last_run(self) -> tuple[URIRef, Term] | None:
        rows = self._rows(
            f"SELECT ?run ?ended WHERE {{ ?run <{v.prov_endedAtTime}> ?ended }} "
            "ORDER BY DESC(?ended) DESC(?run) LIMIT 1"
        )
        for run, ended in rows:
            if isinstance(run, URIRef) and ended is not None:
                return run, ended
        return None

    def _rows(self, query: str) -> tuple[tuple[Term | None, ...], ...]:
        answer = self.store.query(query)
        assert isinstance(answer, Table)
        return answer.rows


def _namespace(term: str) -> tuple[str, str]:
    """Prefix and namespace of a term; for one of no known namespace, its host and what it ends on last."""
    for prefix, iri in PREFIXES.items():
        if term.startswith(iri):
            return prefix, iri
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    return urlsplit(term).netloc, term[:cut]


def _no_term_of(namespace: str) -> str:
    return f'FILTER(!STRSTARTS(STR(?o), "{namespace}"))'
