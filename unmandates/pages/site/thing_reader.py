"""What the store states of one thing, as triples: each query is bound at one end, and what can be much is limited.

- a document: its named graph, what lineage and the registers state of it and of its parts, who cites it
- a treaty, body, group, instrument, series or verb: its own triples, those of its parts, and what points to it
- a named graph, a run: what it holds
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlencode

import pyoxigraph as ox
from rdflib import RDFS, URIRef

from graph import vocabulary as v
from graph.iris import Iris
from graph.sparql import Term, serialised
from graph.store import LocalStore

MOST_CITING = 200
"""Documents that cite a thing, listed with it; the question ``cited-by`` lists all."""

MOST_OF_A_KIND = 50
"""Triples of one property that point to a thing, listed with it."""

_MOST_SCATTERED = 2000
"""Quads read of a thing that only the graphs of documents know: many of them are repeated."""

_REST = """
CONSTRUCT { ?node ?p ?o } WHERE {
  { SELECT DISTINCT ?node WHERE {
    { GRAPH LINEAGE { ?node <LATER>|<EARLIER> THING } }
    UNION { GRAPH LINEAGE { ?node <OF> THING } }
    UNION { GRAPH LINEAGE { ?step <OF> THING . ?node <STEP> ?step } }
    UNION { GRAPH OWN { ?node <PART> THING } }
  } }
  GRAPH LINEAGE { ?node ?p ?o }
}"""

_PARTS = """
SELECT DISTINCT ?part ?p WHERE {
  { GRAPH ?g { ?part <PART> THING . BIND(<PART> AS ?p) } }
  UNION { GRAPH ?g { ?part <SESSION> THING . BIND(<SESSION> AS ?p) } }
  UNION { GRAPH ?g { THING <MEMBER> ?part . BIND(<MEMBER> AS ?p) } }
}
LIMIT 1000"""

_PARTS_OF_A_SESSION = """
SELECT DISTINCT ?part WHERE {
  GRAPH ?g { ?part <IN> THING }
  FILTER(STRSTARTS(STR(?part), CONCAT(STR(THING), ".")))
}
LIMIT 1000"""

_CITING = "SELECT DISTINCT ?document WHERE { GRAPH ?g { ?document <CITES> THING } } LIMIT 201"
_CITING_NUMBER = "SELECT (COUNT(DISTINCT ?document) AS ?n) WHERE { GRAPH ?g { ?document <CITES> THING } }"
_POINTING = "SELECT ?p (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p THING } } GROUP BY ?p"

# Queries of this module, of ``thing_page`` and of ``document_paragraphs`` write these terms in upper case.
_TERMS = {
    "LATER": v.later,
    "EARLIER": v.earlier,
    "OF": v.ofDocument,
    "STEP": v.hasStep,
    "PART": v.dcterms_isPartOf,
    "SESSION": v.sessionOf,
    "MEMBER": v.hasMember,
    "IN": v.inSession,
    "CITES": v.cito_cites,
    "ADOPTED": v.adopted,
    "NAME": v.unitName,
    "ORDER": v.order,
    "TEXT": v.text,
    "UNIT": v.inUnit,
    "START": v.oa_start,
    "CITING": v.cito_hasCitingEntity,
    "CITED": v.cito_hasCitedEntity,
    "INSTRUMENT": v.citedInstrument,
    "VERB": v.verbPrinted,
    "PINPOINT": v.pinpoint,
    "LABEL": RDFS.label,
    "MANDATE": v.Mandate,
    "ADDRESSEES": v.addressees,
    "TASK": v.task,
    "DEADLINE": v.deadline,
    "REPORT": v.reportTo,
    "LINEAGE_KIND": v.lineageRelation,
    "RELATION": v.Relation,
    "RELATION_KIND": v.relationKind,
    "TARGET": v.target,
    "BODY_MENTION": v.BodyMention,
    "BODY": v.body,
    "ACTION": v.OperativeAction,
    "ACTION_OBJECT": v.actionObject,
    "EVENT": v.BodyEvent,
    "EVENT_KIND": v.eventKind,
    "EVENT_OF": v.eventOf,
    "CAUSED_BY": v.causedBy,
    "TERM": v.term,
    "UNTIL": v.until,
    "EVIDENCE": v.evidence,
}

_PLACE = re.compile(r"<([A-Z_]+)>|\b(LINEAGE|THING|OWN)\b")


class ThingReader:
    """Reads from ``store`` what it states of things, by their IRIs."""

    def __init__(self, store: LocalStore, iris: Iris) -> None:
        self.store = store
        self.iris = iris
        self._shared = tuple(map(str, (iris.register_graph(), iris.learned_graph(), iris.lineage_graph())))

    def is_known(self, iri: str) -> bool:
        """Whether anything is stated of a thing or points to it, or a named graph bears the name."""
        if iri.startswith(f"{self.iris.base}graph/"):
            return any(True for _ in self.store.quads(graph=iri))
        return any(True for _ in self.store.quads(subject=iri)) or any(True for _ in self.store.quads(value=iri))

    def graph_of(self, iri: str) -> str:
        """The named graph of a document that was read; empty for all else."""
        identifier = self.iris.identifier_of(iri)
        graph = str(self.iris.document_graph(identifier)) if identifier else ""
        return graph if graph and any(True for _ in self.store.quads(graph=graph)) else ""

    def description(self, iri: str) -> Iterator[ox.Triple]:
        """All that is stated of the thing, some of it perhaps twice."""
        if iri.startswith(f"{self.iris.base}graph/"):
            yield from _triples(self.store.quads(graph=iri))
        elif iri.startswith(f"{self.iris.base}run/"):
            yield from _triples(self.store.quads(graph=iri.replace("/run/", "/graph/run/")))
        elif graph := self.graph_of(iri):
            yield from _triples(self.store.quads(graph=graph))
            for shared in self._shared:
                yield from _triples(self.store.quads(subject=iri, graph=shared))
            yield from self._constructed(_REST, iri, graph)
            yield from self._cited(iri)
        else:
            yield from self.own(iri)
            for part in self.parts(iri):
                yield from self.own(part)
            yield from self._pointing(iri)
            yield from self._cited(iri)

    def own(self, iri: str) -> Iterator[ox.Triple]:
        """Triples about a thing itself: those of the graphs that all documents share, or, where these do not know it,
        those of the documents that name it."""
        shared = [triple for graph in self._shared for triple in _triples(self.store.quads(subject=iri, graph=graph))]
        yield from shared or _triples(islice(self.store.quads(subject=iri), _MOST_SCATTERED))

    def parts(self, iri: str) -> list[str]:
        """The parts of a thing other than a document that was read: provisions, sessions with what belongs to them,
        places in a series."""
        found = self.rows(_PARTS, iri)
        sessions = [part for part, how in found if how == str(v.sessionOf)]
        inside = (part for session in sessions for (part,) in self.rows(_PARTS_OF_A_SESSION, session))
        return [part for part, _ in found] + list(inside)

    def pointing(self, iri: str) -> dict[str, int]:
        """How many statements point to a thing, by their property."""
        return {predicate: int(number) for predicate, number in self.rows(_POINTING, iri)}

    def citing(self, iri: str) -> tuple[list[str], int]:
        """Documents that cite a thing, at the most ``MOST_CITING``, and how many there are."""
        found = [row[0] for row in self.rows(_CITING, iri)]
        if len(found) <= MOST_CITING:
            return found, len(found)
        return found[:MOST_CITING], self.citing_number(iri)

    def citing_number(self, iri: str) -> int:
        """How many documents cite a thing."""
        ((number,),) = self.rows(_CITING_NUMBER, iri)
        return int(number)

    def rows(self, sparql: str, iri: str, graph: str = "") -> list[tuple[str, ...]]:
        """Rows of a query of the program's own about a thing: values as text, nothing as empty text."""
        found = self.store.answers(self._about(sparql, iri, graph))
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(getattr(value, "value", "") for value in row) for row in found]

    def about_citing(self, iri: str, number: int) -> Iterator[ox.Triple]:
        """Where all documents that cite a thing are listed."""
        address = f"{self.iris.base}questions/cited-by?{urlencode({'thing': self.iris.identifier_of(iri) or iri})}"
        comment = ox.Literal(
            f"{MOST_CITING} of the {number} documents that cite it are listed here: all there", language="en"
        )
        yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(str(RDFS.seeAlso)), ox.NamedNode(address))
        yield ox.Triple(ox.NamedNode(address), ox.NamedNode(str(RDFS.comment)), comment)

    def _cited(self, iri: str) -> Iterator[ox.Triple]:
        documents, number = self.citing(iri)
        for document in documents:
            yield ox.Triple(ox.NamedNode(document), ox.NamedNode(str(v.cito_cites)), ox.NamedNode(iri))
        if number > len(documents):
            yield from self.about_citing(iri, number)

    def _pointing(self, iri: str) -> Iterator[ox.Triple]:
        for predicate in self.pointing(iri):
            if predicate != str(v.cito_cites):
                yield from _triples(islice(self.store.quads(predicate=predicate, value=iri), MOST_OF_A_KIND))

    def _constructed(self, sparql: str, iri: str, graph: str) -> Iterable[ox.Triple]:
        found = self.store.answers(self._about(sparql, iri, graph))
        assert isinstance(found, ox.QueryTriples)
        return found

    def _about(self, sparql: str, iri: str, graph: str) -> str:
        terms: dict[str, Term] = dict(_TERMS)
        terms |= {
            "LINEAGE": self.iris.lineage_graph(),
            "THING": URIRef(iri),
            "OWN": URIRef(graph or iri),
        }
        return _PLACE.sub(lambda found: serialised(terms[found[1] or found[2]]), sparql)


def _triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    return (quad.triple for quad in quads)
