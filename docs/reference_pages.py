"""The pages of the reference, in Markdown, from the ontology, its shapes and the registers.

Each term has an anchor of its own name (``classes.md#Document``).
"""

from __future__ import annotations

import csv
import dataclasses
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import reference_terms as terms
from rdflib import OWL, RDF, RDFS, SH, SKOS, URIRef
from rdflib.term import Node

from extract import registers
from graph import vocabulary as v
from graph.iris import ONTOLOGY
from graph.ontology import ontology

DIAGRAM = "classes.svg"

_WRITTEN = "Written by `make docs` from `ontology/`."
_LONG = 80
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def pages() -> dict[str, str]:
    """The text of each page by its name; ``README.md`` is the first."""
    bodies = {
        "classes.md": _classes(),
        "properties.md": _properties(),
        "schemes.md": _schemes(),
        "shapes.md": _shapes(),
        "registers.md": _registers(),
        "outside.md": _outside(),
    }
    written = {"README.md": _start(), **bodies}
    return {name: "\n\n".join(parts) + "\n" for name, parts in written.items()}


def _start() -> Iterator[str]:
    title = terms.stated(URIRef(ONTOLOGY.removesuffix("#")), URIRef("http://purl.org/dc/terms/title"))
    constraints = sum(len(terms.property_shapes(shape)) for shape in terms.node_shapes())
    yield f"# {title}"
    yield f"{_WRITTEN} Terms without a prefix are ours: `{ONTOLOGY}`."
    yield _table(
        ("page", "what stands there"),
        [
            ("[Classes](classes.md)", f"{len(terms.classes())} kinds of things"),
            ("[Properties](properties.md)", f"{len(terms.properties())} properties"),
            ("[Schemes](schemes.md)", f"{len(terms.schemes())} closed lists, as SKOS"),
            (
                "[Shapes](shapes.md)",
                f"{constraints} property shapes of {len(terms.node_shapes())} node shapes, as SHACL",
            ),
            ("[Registers](registers.md)", f"{len(registers.FILES)} tables that experts edit"),
            ("[Terms of others](outside.md)", f"{len(terms.outside_terms())} terms that ours build on"),
        ],
    )
    yield "## Classes and what they point to"
    yield f"![Diagram of the classes]({DIAGRAM})"
    yield "Each line is a property whose values a shape restricts to a class; kinds stand in the box of their class."
    yield "## Deprecated terms"
    yield "They stay declared, but nothing is written with them any more."
    yield _table(("term", "write instead"), [(_code(terms.short(old)), _term(new)) for old, new in terms.deprecated()])
    yield "## Prefixes"
    yield _table(
        ("prefix", "namespace"), [(f"`{prefix}`", f"`{iri}`") for prefix, iri in sorted(terms.PREFIXES.items())]
    )


def _classes() -> Iterator[str]:
    yield "# Classes"
    yield _WRITTEN
    for term in terms.classes():
        yield _heading(term)
        yield from _explained(term)
        shapes = [_link(shape, terms.short(shape), "shapes.md") for shape in terms.shapes_of(term)]
        used = [p for p in terms.properties() if term in terms.subjects_of(p)]
        pointing = [p for p in terms.properties() if term in terms.values_of(p)]
        yield _facts(
            ("kind of", map(_term, terms.above(term))),
            ("kinds", map(_term, terms.below(term))),
            ("in the scheme", map(_term, terms.in_order(ontology().objects(term, SKOS.inScheme)))),
            ("notation", [_code(terms.stated(term, SKOS.notation))]),
            ("properties", map(_term, used)),
            ("value of", map(_term, pointing)),
            ("shape", shapes),
        )


def _properties() -> Iterator[str]:
    yield "# Properties"
    yield _WRITTEN
    for term in terms.properties():
        yield _heading(term)
        yield from _explained(term)
        relates = (term, RDF.type, OWL.ObjectProperty) in ontology()
        yield _facts(
            ("relates to", ["another thing" if relates else "a text, number, date or truth value"]),
            ("called on the page of its value", [_plain(terms.stated(term, v.inverseLabel))]),
            ("sub-property of", map(_term, terms.above(term))),
            ("sub-properties", map(_term, terms.below(term))),
            ("of", map(_term, terms.in_order([*ontology().objects(term, RDFS.domain), *terms.subjects_of(term)]))),
            ("values", map(_term, terms.values_of(term))),
            ("verb family", [_code(terms.stated(term, SKOS.notation))]),
        )


def _schemes() -> Iterator[str]:
    yield "# Schemes"
    yield f"{_WRITTEN} A notation is what the registers and the exported tables write."
    for scheme in terms.schemes():
        yield f'## <a id="{terms.short(scheme)}"></a>{_plain(terms.stated(scheme, RDFS.label))}'
        yield _plain(terms.stated(scheme, SKOS.definition))
        rows = []
        for concept in terms.concepts(scheme):
            name = terms.short(concept)
            term = _term(concept) if concept in terms.classes() else f'<a id="{name}"></a>{_plain(name)}'
            also = terms.stated(concept, SKOS.altLabel)
            rows.append(
                (
                    _code(terms.stated(concept, SKOS.notation)),
                    term,
                    _plain(terms.stated(concept, SKOS.definition))
                    + (f" Recognized by: {_plain(also)}." if also else ""),
                    _plain(terms.stated(concept, SKOS.example)),
                )
            )
        yield _table(("notation", "term", "definition", "example"), rows)


def _shapes() -> Iterator[str]:
    yield "# Shapes"
    yield (
        f"{_WRITTEN} What `unmandates validate` demands of the graph. A file in `ontology/examples/valid/` satisfies "
        "each shape; one in `ontology/examples/invalid/` breaks each constraint alone."
    )
    for shape in terms.node_shapes():
        name = terms.short(shape)
        yield f'## <a id="{_anchor(shape)}"></a>{name}'
        targets = [_term(t) for t in terms.in_order(terms.shapes().objects(shape, SH.targetClass))]
        objects = [_term(t) for t in terms.in_order(terms.shapes().objects(shape, SH.targetObjectsOf))]
        yield _facts(("for every", targets), ("for every value of", objects))
        rows = [
            (
                " or ".join(map(_term, terms.paths(one))),
                ", ".join(text.format(*map(_value, gaps)) for text, gaps in terms.demands(one)),
                _plain(terms.message(one)),
                terms.severity(one),
            )
            for one in terms.property_shapes(shape)
        ]
        yield _table(("property", "demands", "message", "severity"), rows)


def _registers() -> Iterator[str]:
    yield "# Registers"
    yield (
        f"{_WRITTEN} Several values in a cell stand apart by `|`. To look something up: `unmandates ask cited-by "
        "UNTOC`, or any spreadsheet on `ontology/registers/*.csv`."
    )
    for name, row_type in registers.FILES.items():
        with (registers.registers_folder() / name).open(newline="", encoding="utf-8") as handle:
            rows = list(csv.DictReader(handle))
        yield f'## <a id="{name.removesuffix(".csv")}"></a>{name}'
        yield _described(row_type)
        yield f"{len(rows)} rows."
        yield _table(("column", "rows that fill it", "first value"), _columns(row_type, rows))


def _columns(row_type: type, rows: list[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    several = {field.name for field in dataclasses.fields(row_type) if field.type == "Names"}
    for column, name in registers.columns(row_type).items():
        values = [row[column] for row in rows if row.get(column)]
        named = f"`{column}`" + (" (several)" if name in several else "")
        yield (named, str(len(values)), _plain(_cut(values[0])) if values else "")


def _outside() -> Iterator[str]:
    yield "# Terms of others"
    yield f"{_WRITTEN} Nothing is imported: each stands in the data beside ours, or above one of ours."
    rows = []
    for term in terms.outside_terms():
        home = terms.stated(term, RDFS.isDefinedBy)
        rows.append(
            (
                f'<a id="{_anchor(term)}"></a>[{_code(terms.short(term))}]({term})',
                "yes" if home else "",
                ", ".join(map(_term, (one for one in terms.below(term) if terms.is_ours(one)))),
            )
        )
    yield _table(("term", "stands in the data", "above"), rows)


def _heading(term: URIRef) -> str:
    return f'## <a id="{terms.short(term)}"></a>{terms.short(term)}'


def _explained(term: URIRef) -> Iterator[str]:
    yield f"**{_plain(terms.stated(term, RDFS.label))}**: {_plain(terms.stated(term, SKOS.definition))}"
    if note := terms.stated(term, SKOS.scopeNote):
        yield _plain(note)
    if example := terms.stated(term, SKOS.example):
        yield f"Example: *{_plain(example)}*"


def _facts(*facts: tuple[str, Iterable[str]]) -> str:
    filled = ((name, ", ".join(filter(None, values))) for name, values in facts)
    return "\n".join(f"- {name}: {values}" for name, values in filled if values)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _described(row_type: type) -> str:
    return " ".join((inspect.getdoc(row_type) or "").replace("``", "`").split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()} …"


@cache
def _homes() -> Mapping[Node, str]:
    """The page that explains each term; a class that is a concept as well stands among the classes."""
    concepts = (concept for scheme in terms.schemes() for concept in terms.concepts(scheme))
    return {
        **dict.fromkeys([*terms.schemes(), *concepts], "schemes.md"),
        **dict.fromkeys(terms.outside_terms(), "outside.md"),
        **dict.fromkeys(terms.properties(), "properties.md"),
        **dict.fromkeys(terms.classes(), "classes.md"),
    }


def _term(term: Node) -> str:
    """A term with a link to where it is explained."""
    page = _homes().get(term, "")
    return _link(term, terms.short(term), page) if page else _code(terms.short(term))


def _value(value: Node) -> str:
    return _term(value) if isinstance(value, URIRef) else _code(str(value))


def _link(term: Node, text: str, page: str) -> str:
    return f"[{_plain(text)}]({page}#{_anchor(term)})"


def _anchor(term: Node) -> str:
    return terms.short(term).replace(":", "-")


def _code(text: str) -> str:
    escaped = text.replace("|", "\\|")
    return f"`{escaped}`" if text else ""


def _plain(text: str) -> str:
    """Text as Markdown shows it unchanged."""
    return _SPECIAL.sub(r"\\\1", text)
