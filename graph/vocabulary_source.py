"""Writes ``graph/vocabulary.py`` and ``graph/term_labels.py`` from the ontology: ``python -m graph.vocabulary_source``.

A term misspelt in the code is then an error of import, and no name is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.iris import ONTOLOGY
from graph.ontology import ontology

TARGET = Path(__file__).with_name("vocabulary.py")
LABELS_TARGET = Path(__file__).with_name("term_labels.py")

PREFIXES = {
    "unm": ONTOLOGY,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
"""Prefixes for serialisation and for the names of outside terms."""

_KINDS = (
    *(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual),
    *(SKOS.Concept, SKOS.ConceptScheme),
)

_HEADER = '''"""The terms of the ontology as constants. ``python -m graph.vocabulary_source`` writes this file."""

# ruff: noqa: N816  # the ontology's own spelling

from rdflib import URIRef
'''

_LABELS_HEADER = (
    '"""What pages call the ontology\'s terms. ``python -m graph.vocabulary_source`` writes this file."""\n'
)

_INVERSE = "Property → what a page calls it on the side of its value."


def source(graph: Graph) -> str:
    """The text of ``graph/vocabulary.py`` for the terms of ``graph``."""
    return "\n".join([_HEADER, *_prefixes(), *_constants(graph), *_tables(graph), ""])


def _prefixes() -> Iterator[str]:
    yield "PREFIXES = {"
    yield from (f'    "{prefix}": "{iri}",' for prefix, iri in PREFIXES.items())
    yield "}"
    yield ""


def _constants(graph: Graph) -> Iterator[str]:
    terms = {term for kind in _KINDS for term in graph.subjects(RDF.type, kind)}
    yield from (f'{_constant(term)} = URIRef("{term}")' for term in sorted(terms, key=_constant))
    yield ""


def _tables(graph: Graph) -> Iterator[str]:
    for name, scheme, comment in (
        ("DOCUMENT_TYPES", "documentTypes", "Type of the exported tables → class."),
        ("BODY_KINDS", "kindsOfBody", "Kind of the register of bodies → class."),
        ("INSTRUMENT_KINDS", "kindsOfInstrument", "Kind of the register of instruments → class."),
        ("TREATY_KINDS", "kindsOfTreaty", "Kind of the register of treaties → class."),
        ("METHODS", "citationMethods", "Method of citation → concept."),
        ("MANNERS", "mannersOfAdoption", "Manner of adoption → concept."),
        ("LINEAGE_RELATIONS", "lineageRelations", "Relation of lineage → concept."),
        ("PARAGRAPH_RELATIONS", "paragraphRelations", "Relation of paragraphs → concept."),
        ("MANDATE_CHANGES", "mandateChanges", "Change of a mandate → concept."),
        ("REASONS", "reasonsUnresolved", "Reason for an unresolved citation → concept."),
    ):
        yield from _table(name, graph, graph.subjects(SKOS.inScheme, URIRef(ONTOLOGY + scheme)), comment)
    properties = graph.subjects(RDF.type, OWL.ObjectProperty)
    yield from _table("CITING", graph, properties, "Family of verbs → property by which a document cites under it.")
    phrases = sorted(
        (str(phrase), _constant(concept))
        for concept in graph.subjects(SKOS.inScheme, URIRef(ONTOLOGY + "conditions"))
        for phrase in graph.objects(concept, SKOS.altLabel)
    )
    yield "CONDITIONS = ("
    yield from (f'    ("{phrase}", {concept}),' for phrase, concept in phrases)
    yield ")"
    yield '"""Phrases of conditions, each with the concept that it names."""'


def _table(name: str, graph: Graph, terms: Iterator[object], comment: str) -> Iterator[str]:
    rows = sorted(
        (str(notation), _constant(term))
        for term in terms
        if isinstance(term, URIRef)
        for notation in graph.objects(term, SKOS.notation)
        if isinstance(notation, Literal)
    )
    yield f"{name} = {{"
    yield from (f'    "{notation}": {constant},' for notation, constant in rows)
    yield "}"
    yield f'"""{comment}"""'
    yield ""


def labels_source(graph: Graph) -> str:
    """The text of ``graph/term_labels.py`` for the terms of ``graph``."""
    return "\n".join(
        [
            _LABELS_HEADER,
            *_labels("LABELS", graph, RDFS.label, "Term → what a page calls it."),
            *_labels("INVERSE_LABELS", graph, URIRef(f"{ONTOLOGY}inverseLabel"), _INVERSE),
        ]
    )


def _labels(name: str, graph: Graph, predicate: URIRef, comment: str) -> Iterator[str]:
    rows = sorted((str(term), str(label)) for term, label in graph.subject_objects(predicate))
    yield f"{name} = {{"
    yield from (f'    "{term}": "{label}",' for term, label in rows)
    yield "}"
    yield f'"""{comment}"""'
    yield ""


def _constant(term: object) -> str:
    """``unm:cites`` → ``cites``; terms of others bear their prefix: ``cito_cites``."""
    text = str(term)
    prefix, iri = next((p, iri) for p, iri in PREFIXES.items() if text.startswith(iri))
    name = text.removeprefix(iri)
    return name if prefix == "unm" else f"{prefix}_{name}"


if __name__ == "__main__":
    TARGET.write_text(source(ontology()), encoding="utf-8")
    LABELS_TARGET.write_text(labels_source(ontology()), encoding="utf-8")
