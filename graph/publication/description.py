"""The dataset described, as VoID and DCAT: what it holds and how much of it, by whose terms, linked to what.

Everything follows from what was counted and from what its publisher states: the same gives the same description, and
the only date in it is the end of the last run. Nothing in it is a blank node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import RDFS, XSD, Graph, Literal, URIRef

from extract.registers import Registers
from graph import vocabulary as v
from graph.export.rdf import PREFIXES
from graph.iris import ONTOLOGY, Iris
from graph.publication.census import Census
from graph.publication.record import DUMPS, Dump, Imprint
from graph.quads.writer import Writer

TITLE = "The knowledge graph of United Nations instruments, bodies and mandates"

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

_FORMS = {"nquads": "application/n-quads", "turtle": "text/turtle", "jsonld": "application/ld+json"}
"""Forms in which the graph is exported, with their media types."""

_KINDS = {
    "doc": "graphs of the documents that were read, one each",
    "register": "registers of treaties, bodies, instruments, groups and verbs",
    "learned": "identities learned from documents",
    "lineage": "drafts, revisions and successors of documents",
    "corrections": "corrections made by hand",
    "run": "provenance of the runs that made the graphs",
}
"""Kinds of named graphs, by the first part of their names after ``graph/``."""

_DUMPS = {"doc": "documents", "run": "runs"}
"""Kinds whose dump bears another name."""

ALL = "all"
"""The name of the dump that holds all graphs."""

SUFFIX = ".nq.gz"
"""What the names of dumps end on."""

_WITH_TEXTS = "The texts of the documents are included."
_WITHOUT_TEXTS = "The texts of the documents are not included, but for titles and names."


@dataclass(frozen=True, slots=True)
class Release:
    """What a release offers besides its imprint: files of N-Quads, and whether ``texts`` of documents are in them."""

    dumps: Sequence[Dump]
    texts: bool


def dataset_graph(census: Census, iris: Iris, imprint: Imprint | None = None, release: Release | None = None) -> Graph:
    """The description of what was counted."""
    return _Description(census, iris, imprint or Imprint(), release).graph()


class _Description:
    def __init__(self, census: Census, iris: Iris, imprint: Imprint, release: Release | None) -> None:
        self.census = census
        self.iris = iris
        self.imprint = imprint
        self.release = release
        self.writer = Writer(iris, Registers())
        self.subject = iris.dataset()

    def graph(self) -> Graph:
        self._head()
        self._rights()
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
        write.link(subject, v.dcat_landingPage, URIRef(self.iris.base))
        for iri, predicate in (
            (self.imprint.endpoint, v.void_sparqlEndpoint),
            (self.imprint.dump, v.void_dataDump),
        ):
            write.link(subject, predicate, URIRef(iri) if iri else None)
        for example in self.census.examples:
            write.link(subject, v.void_exampleResource, example)
        if self.census.last_run is not None:
            run, ended = self.census.last_run
            write.link(subject, v.prov_wasGeneratedBy, run)
            write.graph.add((subject, v.dcterms_modified, Literal(ended, datatype=XSD.dateTime, normalize=False)))

    def _rights(self) -> None:
        """Who publishes, under which licence, and what holds for the texts."""
        write, imprint = self.writer, self.imprint
        write.link(self.subject, v.dcterms_license, URIRef(imprint.licence) if imprint.licence else None)
        if imprint.publisher:
            publisher = self.iris.dataset("publisher")
            write.typed(publisher, v.foaf_Agent)
            write.text(publisher, v.foaf_name, imprint.publisher)
            write.link(self.subject, v.dcterms_publisher, publisher)
        if self.release is not None:
            rights = self.iris.dataset("texts")
            write.typed(rights, v.dcterms_RightsStatement)
            write.english(rights, RDFS.label, _WITH_TEXTS if self.release.texts else _WITHOUT_TEXTS)
            write.link(self.subject, v.dcterms_rights, rights)
            if imprint.text_licence.startswith(("https://", "http://")):
                write.link(self.subject, v.dcterms_rights, URIRef(imprint.text_licence))
            else:
                write.english(rights, v.dcterms_description, imprint.text_licence)

    def _catalogue(self) -> None:
        write, catalogue = self.writer, self.iris.dataset("catalogue")
        write.typed(catalogue, v.dcat_Catalog)
        write.english(catalogue, v.dcterms_title, f"{TITLE}: catalogue")
        write.link(catalogue, v.dcat_dataset, self.subject)
        if self.release is None:
            for form, media_type in _FORMS.items():
                distribution = self._distribution(form, f"the graph as {form}", media_type)
                if self.imprint.dump and form == "nquads":
                    write.link(distribution, v.dcat_downloadURL, URIRef(self.imprint.dump))
        else:
            for dump in self.release.dumps:
                self._dump(dump)
        if self.imprint.endpoint:
            service = self.iris.dataset("sparql")
            write.typed(service, v.dcat_DataService)
            write.english(service, v.dcterms_title, "SPARQL endpoint")
            write.link(service, v.dcat_endpointURL, URIRef(self.imprint.endpoint))
            write.link(service, v.dcat_servesDataset, self.subject)
            write.link(catalogue, v.dcat_service, service)

    def _distribution(self, name: str, title: str, media_type: str) -> URIRef:
        distribution = self.iris.dataset(name)
        self.writer.typed(distribution, v.dcat_Distribution)
        self.writer.english(distribution, v.dcterms_title, title)
        self.writer.link(distribution, v.dcat_mediaType, URIRef(_MEDIA_TYPES + media_type))
        self.writer.link(distribution, v.dcat_accessURL, URIRef(self.iris.base))
        self.writer.link(self.subject, v.dcat_distribution, distribution)
        return distribution

    def _dump(self, dump: Dump) -> None:
        name = dump.name.partition(".")[0]
        title = "all graphs" if name == ALL else next(text for kind, text in _KINDS.items() if dump_of(kind) == name)
        write, distribution = self.writer, self._distribution(f"dump-{name}", title, _FORMS["nquads"])
        address, checksum = self._address(dump.name), self.iris.dataset(f"dump-{name}-checksum")
        write.link(distribution, v.dcat_downloadURL, address)
        write.link(distribution, v.dcat_compressFormat, URIRef(f"{_MEDIA_TYPES}application/gzip"))
        size = Literal(str(dump.bytes), datatype=XSD.nonNegativeInteger, normalize=False)
        write.graph.add((distribution, v.dcat_byteSize, size))
        write.link(distribution, v.spdx_checksum, checksum)
        write.typed(checksum, v.spdx_Checksum)
        write.link(checksum, v.spdx_algorithm, v.spdx_checksumAlgorithm_sha256)
        value = Literal(dump.sha256, datatype=XSD.hexBinary, normalize=False)
        write.graph.add((checksum, v.spdx_checksumValue, value))
        write.link(self.subject, v.void_dataDump, address)

    def _address(self, file: str) -> URIRef:
        return URIRef(f"{self.iris.base}{DUMPS}/{file}")

    def _counts(self) -> None:
        counted = self.census
        for predicate, number in (
            (v.void_triples, counted.triples),
            (v.void_entities, counted.entities),
            (v.void_documents, counted.pages),
            (v.void_distinctSubjects, counted.subjects),
            (v.void_distinctObjects, counted.objects),
            (v.void_properties, len(counted.properties)),
            (v.void_classes, len(counted.classes)),
        ):
            self.writer.number(self.subject, predicate, number)

    def _partitions(self) -> None:
        used: set[str] = set()
        for numbers, holds, names, counts in (
            (self.census.classes, v.void_classPartition, v.void_class, v.void_entities),
            (self.census.properties, v.void_propertyPartition, v.void_property, v.void_triples),
        ):
            for term, number in numbers.items():
                prefix, namespace = _namespace(term)
                part = self.iris.dataset(f"{prefix}.{term.removeprefix(namespace)}")
                self.writer.typed(part, v.void_Dataset)
                self.writer.link(part, names, term)
                self.writer.number(part, counts, number)
                self.writer.link(self.subject, holds, part)
                used.add(namespace)
        for namespace in used:
            self.writer.link(self.subject, v.void_vocabulary, URIRef(namespace))

    def _subsets(self) -> None:
        offered = {dump.name for dump in self.release.dumps} if self.release else set()
        for kind, number in self.census.kinds.items():
            subset = self.iris.dataset(f"graph-{kind}")
            self.writer.typed(subset, v.void_Dataset)
            self.writer.english(subset, v.dcterms_title, _KINDS.get(kind, kind))
            self.writer.number(subset, v.void_triples, number)
            self.writer.link(self.subject, v.void_subset, subset)
            file = f"{dump_of(kind)}{SUFFIX}"
            self.writer.link(subset, v.void_dataDump, self._address(file) if file in offered else None)

    def _linksets(self) -> None:
        """A linkset for each property that leads out and each host that it leads to. What points to a vocabulary's
        term (a type, a characterization) is no link to another dataset."""
        for (predicate, host), number in self.census.links.items():
            place = urlsplit(host).netloc
            prefix, namespace = _namespace(predicate)
            target = self.iris.dataset(f"target-{place}")
            linkset = self.iris.dataset(f"links-{prefix}.{predicate.removeprefix(namespace)}-{place}")
            self.writer.typed(target, v.void_Dataset)
            self.writer.text(target, v.void_uriSpace, host)
            self.writer.typed(linkset, v.void_Linkset)
            self.writer.link(linkset, v.void_linkPredicate, predicate)
            self.writer.link(linkset, v.void_subjectsTarget, self.subject)
            self.writer.link(linkset, v.void_objectsTarget, target)
            self.writer.number(linkset, v.void_triples, number)
            self.writer.link(self.subject, v.void_subset, linkset)


def dump_of(kind: str) -> str:
    """The name of the dump that holds the graphs of one kind."""
    return _DUMPS.get(kind, kind)


def _namespace(term: str) -> tuple[str, str]:
    """Prefix and namespace of a term; for one of no known namespace, its host and what it ends on last."""
    for prefix, iri in PREFIXES.items():
        if term.startswith(iri):
            return prefix, iri
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    return urlsplit(term).netloc, term[:cut]
