"""Processor time of each question over a store, for values drawn from it and for those that most is known of.

    python bench/questions.py DATA [--calls 40] [QUESTION …]

``DATA`` is a data folder. A question with a value that may be left out is asked with it and without. The values are the
same at each run over the same store. What is timed is the engine's answer, written as CSV; a question that is asked of
the whole store, or for long, is asked less often.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from graph.iris import Iris
from graph.query import Question, questions, terms
from graph.sparql import Term, bind
from graph.store import LocalStore, Table
from unmandates.questions import opened

_PREFIXES = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX unm: <https://w3id.org/unmandates/ontology#>
"""
_DRAWN = {
    "document": "{ GRAPH ?g { ?one unm:revised ?revised } }",
    "draft": "{ VALUES ?kind { unm:DraftResolution unm:DraftDecision unm:DraftAmendment } GRAPH ?g { ?one a ?kind } }",
    "thing": "{ GRAPH ?g { ?document cito:cites ?one } }",
    "body": "{ GRAPH ?g { ?mandate unm:addressee ?one } }",
    "founded": "{ GRAPH ?g { ?event unm:eventOf ?one } }",
    "adopter": "{ GRAPH ?g { ?document unm:adoptedBy ?one } }",
    "receiver": "{ GRAPH ?g { ?mandate unm:reportTo ?one } }",
    "paragraph": "{ GRAPH ?g { ?one unm:firstAppearance ?oldest } }",
    "step": "{ GRAPH ?g { ?step unm:inUnit ?one ; unm:ofMandate ?mandate } }",
    "provision": "{ GRAPH ?g { ?citation unm:provision ?one } }",
    "family": "{ GRAPH ?g { ?mandate unm:addressee ?body ; unm:verb ?one } }",
}
"""What values are drawn from."""

_BODIES = {"body-history": "founded", "dormant": "adopter", "votes": "adopter", "reports-due": "receiver"}
"""What bodies a question is asked about, where not those that are asked to do something."""

_HEAVY_DOCUMENTS = ("A/RES/70/1", "MTDSG/I-1")
_HEAVY_THINGS = ("MTDSG/I-1", "A/RES/70/1", "MTDSG/XVIII-12")
_ENOUGH = 20.0
"""Seconds of processor time after which a question is asked no more."""

_Values = Mapping[str, Term | str | int]


@dataclass(frozen=True, slots=True)
class QuestionTime:
    """Processor time in milliseconds and rows of each call."""

    times: tuple[float, ...]
    rows: tuple[int, ...]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder that is asked")
    parser.add_argument("names", nargs="*", help="questions (default all)", metavar="QUESTION")
    parser.add_argument("--calls", type=int, default=40, help="of each question (default %(default)s)")
    args = parser.parse_args()
    head = f"{'question':28} {'calls':>5} {'median':>8} {'p95':>8} {'worst':>8} {'rows':>6} {'most':>6}  worst for"
    print(head, flush=True)
    with opened(args.data) as (store, iris):
        drawn = Drawn(store, iris, args.calls)
        for one in questions():
            if args.names and one.name not in args.names:
                continue
            for label, calls in drawn.calls(one):
                measured = measure(store, one, calls)
                print(_line(label, measured, calls, iris), flush=True)


class Drawn:
    """Values for questions, drawn from a store."""

    def __init__(self, store: LocalStore, iris: Iris, calls: int) -> None:
        self._store = store
        self._iris = iris
        self._calls = calls
        self._known: dict[str, list[URIRef]] = {}

    def calls(self, one: Question) -> Iterator[tuple[str, list[_Values]]]:
        """Labels, and what the question is asked with: all its values, and only those that it needs."""
        full = [p.name for p in one.parameters if p.default is None]
        needed = [p.name for p in one.parameters if p.required]
        rows = list(self._rows(one))
        if full:
            yield " ".join((one.name, *full)), [{name: row[name] for name in full} for row in rows]
        if needed != full or not full:
            label = " ".join((one.name, *needed))
            kept = [{name: row[name] for name in needed} for row in rows] if needed else [{}]
            yield label, list({tuple(row.values()): row for row in kept}.values())

    def _rows(self, one: Question) -> Iterator[_Values]:
        names = {parameter.name for parameter in one.parameters}
        if "unit" in names:
            for paragraph in self.some("paragraph" if one.name == "paragraph-history" else "step"):
                document, _, unit = paragraph.partition("#")
                yield {"document": URIRef(document), "unit": unit}
        elif "article" in names:
            for provision in self.some("provision"):
                thing, _, article = provision.partition("#")
                yield {"thing": URIRef(thing), "article": article}
            for thing in [*map(self._iris.document, _HEAVY_THINGS), *self.some("thing")]:
                yield {"thing": thing, "article": "art1"}
        elif "source" in names:
            things = [*map(self._iris.document, _HEAVY_THINGS), *self.some("thing")]
            for document, thing in zip(self.some("document"), things, strict=False):
                yield {"source": document, "target": thing}
        elif "draft" in names:
            yield from ({"draft": draft} for draft in self.some("draft"))
        elif "body" in names:
            heavy = [self._iris.body("unodc"), self._iris.body("secretary-general"), self._iris.group("member-states")]
            families = [*self.some("family")] * self._calls
            for body, family in zip([*heavy, *self.some(_BODIES.get(one.name, "body"))], families, strict=False):
                yield {"body": body, "family": family}
        elif names:
            for document in [*map(self._iris.document, _HEAVY_DOCUMENTS), *self.some("document")]:
                yield {"document": document, "on": "2025-06-30"}

    def some(self, kind: str) -> list[URIRef]:
        """Some of a kind, the same at each run."""
        if kind not in self._known:
            found = self._store.query(f"{_PREFIXES} SELECT DISTINCT ?one WHERE {_DRAWN[kind]}")
            assert isinstance(found, Table)
            names = sorted(row[0] for row in found.rows if isinstance(row[0], URIRef))
            self._known[kind] = random.Random(1).sample(names, min(self._calls, len(names)))
        return self._known[kind]


def measure(store: LocalStore, one: Question, calls: list[_Values]) -> QuestionTime:
    """Ask the question with each of these."""
    times: list[float] = []
    rows: list[int] = []
    for values in calls:
        query = bind(one.sparql, terms(one, values))
        start = time.process_time()
        solutions = store.solve(query)
        assert isinstance(solutions, ox.QuerySolutions)
        answer = solutions.serialize(format=ox.QueryResultsFormat.TSV)
        times.append((time.process_time() - start) * 1000)
        assert answer is not None
        rows.append(answer.count(b"\n") - 1)
        if sum(times) > _ENOUGH * 1000:
            break
    return QuestionTime(tuple(times), tuple(rows))


def _line(label: str, measured: QuestionTime, calls: list[_Values], iris: Iris) -> str:
    times, rows = sorted(measured.times), sorted(measured.rows)
    worst = measured.times.index(times[-1])
    given = " ".join(re.sub(f"^{iris.base}(id/)?", "", str(value)) for value in calls[worst].values())
    median, p95 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
    figures = f"{len(times):5} {median:8.1f} {p95:8.1f} {times[-1]:8.1f} {rows[len(rows) // 2]:6} {rows[-1]:6}"
    return f"{label:28} {figures}  {given} ({measured.rows[worst]} rows)"


if __name__ == "__main__":
    main()
