"""What the reference says of the ontology, read from its files: terms, shapes and their relations, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from graph.export.rdf import PREFIXES as EXPORTED
from graph.iris import ONTOLOGY
from graph.ontology import ontology, shapes_as_written

SHAPES = "https://w3id.org/unmandates/shapes#"

PREFIXES = {
    **EXPORTED,
    "unms": SHAPES,
    "c4o": "http://purl.org/spar/c4o/",
    "doco": "http://purl.org/spar/doco/",
    "owl": str(OWL),
    "sh": str(SH),
    "undo": "https://w3id.org/un/ontology/undo/",
}

_COUNTS = {(1, 1): "exactly one", (1, None): "at least one", (None, 1): "at most one", (None, None): "any number"}

_LIMITS = (
    (SH.minInclusive, "from {}"),
    (SH.minExclusive, "above {}"),
    (SH.maxInclusive, "up to {}"),
    (SH.lessThan, "less than {}"),
    (SH.lessThanOrEquals, "not more than {}"),
    (SH.pattern, "matching {}"),
    (SH.hasValue, "one is {}"),
    (SH.nodeKind, "{}"),
)


def short(term: object) -> str:
    """A term with its prefix (``cito:Citation``), one of ours without, another IRI as it is."""
    text = str(term)
    if text.startswith(ONTOLOGY):
        return text.removeprefix(ONTOLOGY)
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text


def is_ours(term: object) -> bool:
    """Whether the ontology itself defines ``term``."""
    return isinstance(term, URIRef) and term.startswith(ONTOLOGY)


def in_order(terms: Iterable[Node]) -> tuple[URIRef, ...]:
    """IRIs by the name that is shown."""
    found = {term for term in terms if isinstance(term, URIRef)}
    return tuple(sorted(found, key=lambda term: (short(term).casefold(), term)))


@cache
def classes() -> tuple[URIRef, ...]:
    """Our classes, those that are kinds of a scheme among them."""
    return tuple(term for term in in_order(ontology().subjects(RDF.type, OWL.Class)) if is_ours(term))


@cache
def properties() -> tuple[URIRef, ...]:
    """Our properties."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    found = in_order(s for kind in kinds for s in ontology().subjects(RDF.type, kind))
    return tuple(term for term in found if is_ours(term))


@cache
def deprecated() -> tuple[tuple[URIRef, URIRef], ...]:
    """Our deprecated terms, each with what replaces it."""
    found = in_order(ontology().subjects(OWL.deprecated))
    return tuple((term, new) for term in found for new in in_order(ontology().objects(term, DCTERMS.isReplacedBy)))


@cache
def schemes() -> tuple[URIRef, ...]:
    """Our SKOS schemes."""
    return in_order(ontology().subjects(RDF.type, SKOS.ConceptScheme))


@cache
def concepts(scheme: URIRef) -> tuple[URIRef, ...]:
    """The concepts of a scheme, by notation."""
    found = in_order(ontology().subjects(SKOS.inScheme, scheme))
    return tuple(sorted(found, key=lambda term: stated(term, SKOS.notation)))


@cache
def outside_terms() -> tuple[URIRef, ...]:
    """Terms of others that the alignments name."""
    ours = {term for term in ontology().all_nodes() if is_ours(term)}
    aligned = {
        target for p in (RDFS.subClassOf, RDFS.subPropertyOf) for term in ours for target in ontology().objects(term, p)
    }
    return in_order(term for term in aligned | set(ontology().subjects(RDFS.isDefinedBy)) if not is_ours(term))


def stated(term: Node, predicate: URIRef) -> str:
    """What the ontology states of ``term``, several values in order; empty where it states nothing."""
    return "; ".join(sorted(str(value) for value in ontology().objects(term, predicate)))


@cache
def above(term: Node) -> tuple[URIRef, ...]:
    """What ``term`` is a kind of, directly."""
    return in_order(o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology().objects(term, p))


@cache
def below(term: Node) -> tuple[URIRef, ...]:
    """The kinds of ``term``, directly."""
    return in_order(s for p in (RDFS.subClassOf, RDFS.subPropertyOf) for s in ontology().subjects(p, term))


@cache
def shapes() -> Graph:
    """All shapes as written. Not to be changed by who gets it."""
    return shapes_as_written()


@cache
def node_shapes() -> tuple[URIRef, ...]:
    """All node shapes."""
    return in_order(shapes().subjects(RDF.type, SH.NodeShape))


@cache
def property_shapes(shape: Node) -> tuple[URIRef, ...]:
    """The property shapes of a node shape."""
    return in_order(shapes().objects(shape, SH.property))


@cache
def targets(shape: Node) -> tuple[URIRef, ...]:
    """The classes whose instances a node shape judges: its targets, or the range of the property that it starts at."""
    ranges = (ontology().value(one, RDFS.range) for one in shapes().objects(shape, SH.targetObjectsOf))
    return in_order([*shapes().objects(shape, SH.targetClass), *(one for one in ranges if one is not None)])


@cache
def shapes_of(term: Node) -> tuple[URIRef, ...]:
    """The node shapes that judge the instances of a class."""
    return tuple(shape for shape in node_shapes() if term in targets(shape))


@cache
def paths(shape: Node) -> tuple[URIRef, ...]:
    """The property that a property shape is about, or the alternatives."""
    path = shapes().value(shape, SH.path)
    if isinstance(path, URIRef):
        return (path,)
    alternatives = shapes().value(path, SH.alternativePath)
    return () if alternatives is None else tuple(t for t in shapes().items(alternatives) if isinstance(t, URIRef))


@cache
def subjects_of(term: URIRef) -> tuple[URIRef, ...]:
    """The classes whose shapes speak of a property."""
    return in_order(
        target
        for shape in node_shapes()
        if any(term in paths(one) for one in property_shapes(shape))
        for target in targets(shape)
    )


@cache
def values_of(term: URIRef) -> tuple[URIRef, ...]:
    """The classes and datatypes of a property's values, by its range or by shapes."""
    by_shape = (
        value
        for shape in node_shapes()
        for one in property_shapes(shape)
        if paths(one) == (term,)
        for predicate in (SH["class"], SH.datatype)
        for value in shapes().objects(one, predicate)
    )
    return in_order([*ontology().objects(term, RDFS.range), *by_shape])


def relations() -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """Class, property, class: what shapes say things of a class point to."""
    for shape in node_shapes():
        for one in property_shapes(shape):
            for subject in targets(shape):
                for value in in_order(shapes().objects(one, SH["class"])):
                    yield from ((subject, path, value) for path in paths(one))


def demands(shape: Node) -> list[tuple[str, list[Node]]]:
    """What a property shape demands: texts, each with the terms that fill its gaps ``{}``."""
    least, most = (_number(shape, SH[name]) for name in ("minCount", "maxCount"))
    demanded: list[tuple[str, list[Node]]] = []
    if (least, most) != (None, None):
        demanded.append((_COUNTS.get((least, most), f"{least or 0} to {most or 'any number'}"), []))
    demanded += [("a {}", [value]) for value in in_order(shapes().objects(shape, SH["class"]))]
    demanded += [("{}", [value]) for value in in_order(shapes().objects(shape, SH.datatype))]
    for predicate, text in _LIMITS:
        demanded += [(text, [value]) for value in sorted(shapes().objects(shape, predicate), key=str)]
    for listed in shapes().objects(shape, SH["in"]):
        members = list(shapes().items(listed))
        demanded.append(("one of " + ", ".join("{}" for _ in members), members))
    return demanded


def severity(shape: Node) -> str:
    """``violation``, ``warning`` or ``info``."""
    value = shapes().value(shape, SH.severity)
    return "violation" if value is None else str(value).rpartition("#")[2].lower()


def message(shape: Node) -> str:
    """What a property shape asks to correct."""
    return str(shapes().value(shape, SH.message) or "")


def _number(shape: Node, predicate: URIRef) -> int | None:
    value = shapes().value(shape, predicate)
    return int(value) if isinstance(value, Literal) else None
