"""The paragraphs of a document on its page, each with the findings in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from graph.iris import fragment_of
from unmandates.pages.site.page_links import PageLink, PageLinks, plain
from unmandates.pages.site.thing_reader import ThingReader

Item = TypeVar("Item")

MOST_UNITS = 400
"""Paragraphs, and findings of each kind in them, on one page; the data holds all."""

_UNITS = """
SELECT ?name ?text WHERE { GRAPH OWN {
  ?unit <NAME> ?name ; <ORDER> ?order . OPTIONAL { ?unit <TEXT> ?text }
} } ORDER BY ?order LIMIT 401"""

_CITATIONS = """
SELECT ?name ?verb ?target ?pinpoint ?label WHERE { GRAPH OWN {
  ?citation <CITING> THING ; <UNIT> ?unit ; <START> ?start . ?unit <NAME> ?name .
  OPTIONAL { ?citation <CITED> ?cited } OPTIONAL { ?citation <INSTRUMENT> ?instrument }
  OPTIONAL { ?citation <VERB> ?verb } OPTIONAL { ?citation <PINPOINT> ?pinpoint }
  BIND(COALESCE(?instrument, ?cited) AS ?target) FILTER(BOUND(?target))
  OPTIONAL { ?target <LABEL> ?label }
} } ORDER BY ?start LIMIT 401"""

_MANDATES = """
SELECT ?name ?verb ?addressees ?task ?deadline ?receiver WHERE { GRAPH OWN {
  ?mandate a <MANDATE> ; <UNIT> ?unit ; <START> ?start ; <VERB> ?verb . ?unit <NAME> ?name .
  OPTIONAL { ?mandate <ADDRESSEES> ?addressees } OPTIONAL { ?mandate <TASK> ?task }
  OPTIONAL { ?mandate <DEADLINE> ?deadline } OPTIONAL { ?mandate <REPORT> ?to . ?to <LABEL> ?receiver }
} } ORDER BY ?start LIMIT 401"""

_RELATIONS = """
SELECT ?name ?kind ?target ?pinpoint ?term ?until WHERE { GRAPH OWN {
  ?relation a <RELATION> ; <UNIT> ?unit ; <START> ?start ; <RELATION_KIND> ?kind ; <TARGET> ?document .
  ?unit <NAME> ?name .
  OPTIONAL { ?relation <INSTRUMENT> ?instrument } OPTIONAL { ?relation <PINPOINT> ?pinpoint }
  OPTIONAL { ?relation <TERM> ?term } OPTIONAL { ?relation <UNTIL> ?until }
  BIND(COALESCE(?instrument, ?document) AS ?target)
} } ORDER BY ?start ?target LIMIT 401"""

_BODY_EVENTS = """
SELECT ?name ?kind ?body ?by ?term ?until WHERE { GRAPH OWN {
  ?event a <EVENT> ; <UNIT> ?unit ; <START> ?start ; <EVENT_KIND> ?kind ; <EVENT_OF> ?body . ?unit <NAME> ?name .
  OPTIONAL { ?event <CAUSED_BY> ?document FILTER(?document != THING) BIND(STR(?document) AS ?by) }
  OPTIONAL { ?event <TERM> ?term } OPTIONAL { ?event <UNTIL> ?until }
} } ORDER BY ?start ?body LIMIT 401"""

_BODIES = """
SELECT DISTINCT ?name ?body ?label WHERE { GRAPH OWN {
  ?mention a <BODY_MENTION> ; <UNIT> ?unit ; <START> ?start ; <BODY> ?body . ?unit <NAME> ?name .
  OPTIONAL { ?body <LABEL> ?label }
} } ORDER BY ?start ?body LIMIT 401"""

_OPERATIVE_ACTIONS = """
SELECT ?name ?verb ?object WHERE { GRAPH OWN {
  ?action a <ACTION> ; <UNIT> ?unit ; <START> ?start ; <VERB> ?verb . ?unit <NAME> ?name .
  OPTIONAL { ?action <ACTION_OBJECT> ?object }
} } ORDER BY ?start LIMIT 401"""

FINDINGS: Mapping[str, str] = {
    "citation": _CITATIONS,
    "body": _BODIES,
    "mandate": _MANDATES,
    "operative-action": _OPERATIVE_ACTIONS,
    "relation": _RELATIONS,
    "body-event": _BODY_EVENTS,
}
"""By kind of finding (``extract.model.KINDS``), the query for a document; the unit's name comes first."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """What somebody is asked."""

    verb: str
    addressees: str
    task: str
    deadline: str
    receiver: str


@dataclass(frozen=True, slots=True)
class PageEffect:
    """What a paragraph does to a document or body: it "amends" or has "established" the ``target``."""

    kind: str
    target: PageLink


@dataclass(frozen=True, slots=True)
class PageAction:
    """What the organ itself does."""

    verb: str
    object: str


@dataclass(slots=True)
class PageParagraph:
    """A unit of a document; ``level`` counts the lists around it."""

    unit: str
    anchor: str
    text: str
    level: int
    cites: list[PageLink] = field(default_factory=list)
    names: list[PageLink] = field(default_factory=list)
    tasks: list[PageTask] = field(default_factory=list)
    actions: list[PageAction] = field(default_factory=list)
    effects: list[PageEffect] = field(default_factory=list)


def document_paragraphs(
    reader: ThingReader, links: PageLinks, iri: str, graph: str, *, texts: bool
) -> tuple[tuple[PageParagraph, ...], bool]:
    """The paragraphs of the document ``iri``, whose named graph is ``graph``, and whether there is more than is shown;
    ``texts`` says whether words of the document may be shown."""
    units = reader.rows(_UNITS, iri, graph)
    found = {kind: reader.rows(query, iri, graph) for kind, query in FINDINGS.items()}
    paragraphs = {
        name: PageParagraph(plain(name), fragment_of(name), text if texts else "", min(name.count("("), 3))
        for name, text in units[:MOST_UNITS]
    }
    for kind, rows in found.items():
        for name, *values in rows[:MOST_UNITS]:
            if name in paragraphs:
                _add(paragraphs[name], kind, values, links, texts=texts)
    return tuple(paragraphs.values()), max(map(len, (units, *found.values()))) > MOST_UNITS


def _add(paragraph: PageParagraph, kind: str, values: list[str], links: PageLinks, *, texts: bool) -> None:
    match kind, values:
        case "citation", [verb, target, pinpoint, name]:
            _add_once(
                paragraph.cites,
                links.link(target, name or links.identifier(target), " ".join(filter(None, (verb, pinpoint)))),
            )
        case "body", [body, name]:
            _add_once(paragraph.names, links.link(body, name))
        case "mandate", [verb, addressees, task, deadline, receiver]:
            words = (task, deadline) if texts else ("", "")
            paragraph.tasks.append(PageTask(verb, addressees, *words, receiver))
        case "operative-action", [verb, done]:
            paragraph.actions.append(PageAction(verb, done if texts else ""))
        case "relation", [effect, target, pinpoint, term, until]:
            notes = ", ".join(filter(None, (pinpoint, _ending(term, until, texts=texts))))
            _add_once(paragraph.effects, PageEffect(effect, links.link(target, "", notes)))
        case "body-event", [event, body, by, term, until]:
            cause = f"by {links.text(by)}" if by else ""
            notes = ", ".join(filter(None, (cause, _ending(term, until, texts=texts))))
            _add_once(paragraph.effects, PageEffect(event, links.link(body, "", notes)))


def _ending(term: str, until: str, *, texts: bool) -> str:
    """How long it holds: as printed, or where no words may be shown, by the date."""
    return term if term and texts else f"until {until}" if until else ""


def _add_once(found: list[Item], one: Item) -> None:
    if one not in found:
        found.append(one)
