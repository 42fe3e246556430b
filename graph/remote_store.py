"""A store on a SPARQL 1.1 server, queried and changed over the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graph.sparql import QueryError, Term, bind, checked
from graph.store import Answer, StoreError, Table, nquads, quad_lines

_REMARKS_ABOVE = re.compile(r"\A(?:\s*#[^\n]*\n)+")

_RDF_FORMATS = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/rdf+xml": "xml",
}
"""Content types of graphs that servers send, with the name of their parser."""


class RemoteStore:
    """A store on a SPARQL 1.1 server: ``query_url`` answers queries, ``update_url`` (if any) takes updates."""

    def __init__(self, query_url: str, update_url: str | None = None, *, timeout: int = 120) -> None:
        self.query_url = query_url
        self.update_url = update_url
        self._timeout = timeout

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        text = bind(checked(sparql), substitutions or {})
        # SPARQLWrapper takes the first word that is a keyword for the query's form, also one in a remark above it.
        wrapper = self._wrapper(self.query_url, _REMARKS_ABOVE.sub("", text))
        if wrapper.queryType not in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            raise QueryError("only questions can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE")
        if wrapper.queryType in {"CONSTRUCT", "DESCRIBE"}:
            return self._graph_of(wrapper)
        wrapper.setReturnFormat(JSON)
        try:
            return _table(wrapper.query().convert())
        except (SPARQLWrapperException, OSError, ValueError) as error:
            raise StoreError(f"{self.query_url} did not answer: {error}") from error

    def replace_graph(self, iri: str, graph: Graph) -> None:
        self.replace_graphs([iri], nquads(iri, graph))

    def replace_graphs(self, iris: Iterable[str], nquads: bytes) -> None:
        self._change([*(f"DROP SILENT GRAPH {_n3(iri)}" for iri in iris), *_changes("INSERT DATA", nquads)])

    def change_quads(self, removed: bytes, added: bytes) -> None:
        self._change([*_changes("DELETE DATA", removed), *_changes("INSERT DATA", added)])

    def _change(self, updates: Sequence[str]) -> None:
        if updates:
            self._update(" ;\n".join(updates))

    def remove_graph(self, iri: str) -> None:
        self.replace_graphs([iri], b"")

    def graph_names(self) -> tuple[URIRef, ...]:
        answer = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        rows = answer.rows if isinstance(answer, Table) else ()
        return tuple(sorted(row[0] for row in rows if isinstance(row[0], URIRef)))

    def graph(self, iri: str) -> Graph:
        answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {_n3(iri)} {{ ?s ?p ?o }} }}")
        return answer if isinstance(answer, Graph) else Graph()

    def triples(self, iri: str) -> bytes:
        return self.graph(iri).serialize(format="nt", encoding="utf-8")

    def dump_nquads(self) -> bytes:
        return b"".join(sorted(line for iri in self.graph_names() for line in quad_lines(iri, self.graph(iri))))

    def close(self) -> None:
        """Nothing is held between requests."""

    def _update(self, text: str) -> None:
        if self.update_url is None:
            raise StoreError(f"{self.query_url} is open for reading only: give the address for updates as well")
        wrapper = self._wrapper(self.update_url, text)
        wrapper.setMethod(POST)
        try:
            wrapper.query()
        except (SPARQLWrapperException, OSError) as error:
            raise StoreError(f"{self.update_url} refused the update: {error}") from error

    def _wrapper(self, url: str, text: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(url)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(text)
        if len(text) > 2000:  # longer addresses are cut by some servers
            wrapper.setMethod(POST)
        return wrapper

    def _graph_of(self, wrapper: SPARQLWrapper) -> Graph:
        wrapper.setReturnFormat(TURTLE)
        try:
            result = wrapper.query()
            kind = result.info().get("content-type", "").partition(";")[0].strip()
            return Graph().parse(data=result.response.read(), format=_RDF_FORMATS[kind])
        except KeyError as error:
            raise StoreError(
                f"{self.query_url} answered with content of type {error}, which cannot be read as a graph"
            ) from error
        except (SPARQLWrapperException, OSError, ValueError, SyntaxError, ParserError) as error:
            raise StoreError(f"{self.query_url} did not answer: {error}") from error


def _changes(verb: str, nquads: bytes) -> Iterable[str]:
    """Updates that put quads in or take them out, one for each graph."""
    by_graph: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
            triple = f"{quad.subject} {quad.predicate} {quad.object} ."
            by_graph.setdefault(str(quad.graph_name), []).append(triple)
    except SyntaxError as error:
        raise StoreError(f"the quads cannot be stored: {error}") from error
    return (f"{verb} {{ GRAPH {name} {{\n{chr(10).join(t)}\n}} }}" for name, t in by_graph.items())


def _n3(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _table(parsed: object) -> Table | bool:
    if not isinstance(parsed, dict):
        raise StoreError("the server's answer is not a SPARQL result: check the address of the endpoint")
    if "boolean" in parsed:
        return bool(parsed["boolean"])
    columns = tuple(parsed.get("head", {}).get("vars", ()))
    bindings = parsed.get("results", {}).get("bindings", ())
    return Table(columns, tuple(tuple(_from_json(row.get(name)) for name in columns) for row in bindings))


def _from_json(value: Mapping[str, str] | None) -> Term | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return URIRef(value["value"])
    if value["type"] == "bnode":
        return BNode(value["value"])
    datatype = value.get("datatype")
    return Literal(
        value["value"],
        lang=value.get("xml:lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )
