"""The registers as a graph: treaties, bodies, named instruments, groups and verbs in full."""

from __future__ import annotations

from rdflib import RDFS, Graph, URIRef

from extract.model import parse_iso
from extract.registers import Body, Instrument, Link, Registers, Treaty, Verb
from graph import vocabulary as v
from graph.iris import Iris
from graph.quads.writer import Writer

_RELATIONS = {"foaf:page": v.foaf_page, "skos:exactMatch": v.skos_exactMatch}


def register_graph(registers: Registers, iris: Iris) -> Graph:
    """All registers as one graph. The same registers give the same graph."""
    writer = Writer(iris, registers)
    for treaty in registers.treaties:
        _write_treaty(writer, treaty)
    for body in registers.bodies:
        _write_body(writer, body)
    for instrument in registers.instruments:
        _write_instrument(writer, instrument)
    for group in registers.groups:
        writer.english(writer.group(group.slug, group.label), v.skos_altLabel, *group.aliases)
    for link in registers.links:
        _write_link(writer, link)
    _write_verbs(writer, registers.verbs)
    return writer.graph


def _write_treaty(writer: Writer, treaty: Treaty) -> None:
    iri = writer.document(treaty.id)
    writer.english(iri, v.dcterms_title, treaty.title)
    writer.english(iri, v.skos_altLabel, *treaty.aliases)
    writer.text(iri, v.acronym, *treaty.acronyms)
    writer.text(iri, v.mtdsgNumber, treaty.mtdsg)
    writer.text(iri, v.untsRegistration, treaty.unts)
    writer.text(iri, v.untsVolume, *treaty.volumes)
    _write_date(writer, iri, v.adopted, treaty.adopted)
    _write_date(writer, iri, v.entryIntoForce, treaty.in_force)
    writer.text(iri, v.depositary, treaty.depositary)
    writer.text(iri, v.dcterms_source, treaty.source, *_files(writer, "treaties.csv", treaty.id))
    if treaty.parent:
        writer.link(iri, v.supplements, writer.document(treaty.parent))
    if treaty.adopted_by:
        writer.link(iri, v.adoptedIn, writer.document(treaty.adopted_by))
    for key in treaty.overseen_by:
        writer.link(iri, v.overseenBy, writer.body(key))


def _write_body(writer: Writer, body: Body) -> None:
    iri = writer.body(body.slug)
    writer.english(iri, v.skos_altLabel, *body.aliases)
    writer.text(iri, v.acronym, *body.acronyms)
    writer.english(iri, v.shortForm, *body.short_forms)
    writer.text(iri, v.symbolSeries, *body.symbols)
    writer.text(iri, v.resolutionPrefix, body.prefix)
    writer.text(iri, v.dcterms_source, body.source, *_files(writer, "bodies.csv", body.slug))
    if body.parent:
        writer.link(iri, v.org_subOrganizationOf, writer.body(body.parent))
    if body.treaty:
        writer.link(iri, v.servesTreaty, writer.document(body.treaty))
    if body.predecessor:
        writer.link(iri, v.succeeds, writer.body(body.predecessor))
    if body.successor:
        writer.link(writer.body(body.successor), v.succeeds, iri)
    if body.founded_by:
        writer.link(iri, v.foundedBy, writer.document(body.founded_by))


def _write_instrument(writer: Writer, instrument: Instrument) -> None:
    iri = writer.instrument(instrument.slug)
    writer.english(iri, v.skos_altLabel, *instrument.aliases)
    writer.text(iri, v.pinpoint, instrument.pinpoint)
    _write_date(writer, iri, v.adopted, instrument.adopted)
    writer.text(iri, v.dcterms_source, instrument.source, *_files(writer, "instruments.csv", instrument.slug))
    if instrument.document:
        writer.link(iri, v.containedIn, writer.document(instrument.document))


def _write_date(writer: Writer, subject: URIRef, predicate: URIRef, cell: str) -> None:
    """The date in a cell of a register; words that are none stay words."""
    day = parse_iso(cell)
    writer.date(subject, predicate, day)
    writer.text(subject, predicate, "" if day else cell)


def _write_link(writer: Writer, link: Link) -> None:
    kind, _, slug = link.key.partition("/")
    named = {"body": writer.body, "instrument": writer.instrument}
    subject = named[kind](slug) if kind in named else writer.document(link.key)
    writer.link(subject, _RELATIONS[link.relation], URIRef(link.iri))


def _files(writer: Writer, file: str, key: str) -> tuple[str, ...]:
    """The users' files that a row comes from, beside the project's."""
    return writer.registers.origins.get((file, key), ())


def _write_verbs(writer: Writer, verbs: tuple[Verb, ...]) -> None:
    scheme = writer.iris.verb_scheme()
    if verbs:
        writer.typed(scheme, v.skos_ConceptScheme)
        writer.english(scheme, v.skos_prefLabel, "verbs of United Nations resolutions")
    families: dict[str, list[Verb]] = {}
    for verb in verbs:
        families.setdefault(verb.family, []).append(verb)
    for family, forms in families.items():
        iri = writer.verb_family(family)
        writer.english(iri, RDFS.label, family.replace("-", " "))
        writer.link(iri, v.skos_inScheme, scheme)
        writer.link(iri, v.skos_topConceptOf, scheme)
        writer.text(iri, v.skos_notation, family)
        writer.english(iri, v.skos_altLabel, *(verb.form for verb in forms))
        writer.number(iri, v.force, max(int(verb.force) for verb in forms))
        writer.text(iri, v.intent, *(verb.intent for verb in forms))
        writer.flag(iri, v.directive, value=any(verb.directive == "yes" for verb in forms))
        writer.link(iri, v.skos_closeMatch, writer.characterization(family))
