"""What pages call terms, in the words of a lawyer: most names say it themselves, the others are listed here."""

from __future__ import annotations

import re

from rdflib import RDFS

from graph import vocabulary as v
from graph.iris import ONTOLOGY

_LABELS = {
    str(term): label
    for term, label in {
        v.skos_altLabel: "also known as",
        v.skos_closeMatch: "similar to",
        v.skos_exactMatch: "the same as",
        v.skos_notation: "number",
        v.skos_inScheme: "part of the list",
        v.skos_topConceptOf: "heads the list",
        v.dcterms_identifier: "symbol or number",
        v.dcterms_isPartOf: "part of",
        v.foaf_page: "published at",
        v.org_subOrganizationOf: "subsidiary of",
        v.mtdsgNumber: "number among the treaties deposited",
        v.untsRegistration: "registration in the Treaty Series",
        v.untsVolume: "volume of the Treaty Series",
        v.sourceFile: "read from the file",
        v.foundedBy: "established by",
        RDFS.seeAlso: "see also",
    }.items()
}
"""For a property of the thing that a page is about."""

_INVERSE = {
    str(term): label
    for term, label in {
        v.addressee: "addressed by mandates",
        v.adoptedBy: "adopted",
        v.adoptedIn: "adopted there",
        v.body: "mentioned",
        v.citedInstrument: "cited",
        v.cito_cites: "cited by",
        v.cito_hasCitedEntity: "cited",
        v.dcterms_isPartOf: "parts",
        v.eventOf: "events",
        v.foundedBy: "established",
        v.inSeries: "members of the series",
        v.namesBody: "named by",
        v.org_originalOrganization: "changed by",
        v.org_resultingOrganization: "created or continued by",
        v.org_subOrganizationOf: "subsidiary bodies",
        v.overseenBy: "oversees",
        v.reportTo: "receives reports under",
        v.reportedBy: "reported on",
        v.restsOn: "relied on by mandates",
        v.servesTreaty: "served by",
        v.sessionOf: "sessions",
        v.skos_inScheme: "terms of the list",
        v.succeeds: "succeeded by",
        v.supplements: "supplemented by",
        v.tabledIn: "drafts tabled there",
        v.target: "acted on",
        v.verb: "used in",
    }.items()
}
"""For the same property of others that point to the thing."""


_CITING = frozenset(map(str, v.CITING.values()))


def label(term: str) -> str:
    """What a page calls a property or class: ``…#adoptedBy`` gives "adopted by"."""
    if term in _LABELS:
        return _LABELS[term]
    name = re.split(r"[#/]", term)[-1]
    name = name.rpartition("_")[2] if term.startswith(ONTOLOGY) else name
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", name[:1].lower() + name[1:])


def inverse_label(term: str) -> str:
    """The heading over things whose property ``term`` points to the thing that a page is about."""
    return f"cited with “{label(term)}”" if term in _CITING else _INVERSE.get(term, label(term))
