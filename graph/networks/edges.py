"""What ties things to each other in a network: findings, each kind by the words of its declaration, and the register.

Each entry is a query with ``?from ?to ?verb ?weight``: two things, the family of verbs where there is one, and how many
findings of the kind tie the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import BodyEventKind, RelationKind

_CITATIONS = """
SELECT ?from ?to ?verb (COUNT(?citation) AS ?weight) WHERE {
  GRAPH ?g {
    ?citation cito:hasCitingEntity ?from ; cito:hasCitedEntity|unm:citedInstrument ?to .
    OPTIONAL { ?citation unm:verb ?verb }
  }
} GROUP BY ?from ?to ?verb"""

_MANDATES = """
SELECT ?from ?to ?verb (COUNT(?mandate) AS ?weight) WHERE {
  GRAPH ?g {
    ?mandate unm:inDocument ?from ; unm:addressee ?to .
    OPTIONAL { ?mandate unm:verb ?verb }
  }
} GROUP BY ?from ?to ?verb"""

_BODIES = """
SELECT ?from ?to ?verb (COUNT(?mention) AS ?weight) WHERE {
  GRAPH ?g { ?mention unm:inDocument ?from ; unm:body ?to }
} GROUP BY ?from ?to ?verb"""

_ADOPTED = """
    FILTER NOT EXISTS { ?from a ?draft VALUES ?draft { unm:DraftResolution unm:DraftDecision unm:DraftAmendment } }"""
"""A draft does nothing yet."""

_RELATIONS = f"""
SELECT ?from ?to ?verb (COUNT(?relation) AS ?weight) WHERE {{
  GRAPH ?g {{
    ?relation unm:relationKind "%s" ; unm:inDocument ?from ; unm:target|unm:citedInstrument ?to .
    OPTIONAL {{ ?relation unm:verb ?verb }}{_ADOPTED}
  }}
  FILTER (?from != ?to)
}} GROUP BY ?from ?to ?verb"""

_BODY_EVENTS = f"""
SELECT ?from ?to ?verb (COUNT(?event) AS ?weight) WHERE {{
  GRAPH ?g {{
    ?event unm:eventKind "%s" ; unm:causedBy ?from ; unm:eventOf ?to .
    OPTIONAL {{ ?event unm:verb ?verb }}{_ADOPTED}
  }}
}} GROUP BY ?from ?to ?verb"""

FINDINGS: Mapping[str, Mapping[str, str]] = {
    "citation": {"cites": _CITATIONS},
    "mandate": {"asks": _MANDATES},
    "body": {"names": _BODIES},
    "operative-action": {},
    "relation": {kind.value: _RELATIONS % kind for kind in RelationKind},
    "body-event": {kind.done: _BODY_EVENTS % kind for kind in BodyEventKind},
}
"""The edges of each kind of finding, by the name of its declaration and the words of its ``edges``."""

_LINK = "SELECT DISTINCT ?from ?to ?verb (1 AS ?weight) WHERE { GRAPH ?g { ?from %s ?to } }"

OTHERS: Mapping[str, str] = {
    "adopted by": _LINK % "unm:adoptedBy",
    "draft": _LINK % "unm:draft",
    "part of": _LINK % "org:subOrganizationOf",
    "supplements": _LINK % "unm:supplements",
    "contained in": _LINK % "unm:containedIn",
}
"""Edges of the heads of documents and of the register."""
