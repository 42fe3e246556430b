"""The diagram of the classes as SVG: boxes in columns by who points to whom, lines for the properties that shapes hold
to a class. The same ontology gives the same bytes; colours follow the reader's light or dark screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import networkx as nx
import reference_terms as terms
from rdflib import URIRef

_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD = 210, 90, 26, 16, 8
_MARGIN = 12
_KINDS_SHOWN = 8

_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1b1f24 }
.name { font-weight: 600 } .kinds { fill: #57606a } .to { fill: #0a3069 }
rect { fill: #f6f8fa; stroke: #57606a } path { fill: none; stroke: #8c959f }
path:hover { stroke: #cf222e; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .kinds { fill: #9198a1 } .to { fill: #79c0ff }
rect { fill: #151b23; stroke: #9198a1 } path { stroke: #656c76 }
}
"""


@dataclass(frozen=True, slots=True)
class _Box:
    """A class with the properties that point to others, and its kinds; ``column`` and ``top`` place it."""

    term: URIRef
    rows: tuple[tuple[URIRef, URIRef], ...]
    kinds: tuple[str, ...]
    column: int
    top: int

    @property
    def left(self) -> int:
        return _MARGIN + self.column * (_WIDTH + _GAP_X)

    @property
    def height(self) -> int:
        return _LINE * (1 + len(self.kinds) + len(self.rows)) + 2 * _PAD

    def line(self, n: int) -> int:
        """Where the baseline of line ``n`` is."""
        return self.top + _PAD + _LINE * (n + 1) - 4


def diagram() -> str:
    """The diagram as an SVG document."""
    boxes = _placed()
    width = max(box.left for box in boxes.values()) + _WIDTH + _GAP_X // 2
    height = max(box.top + box.height for box in boxes.values()) + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Classes and what they point to</title>",
        f"<style>{_STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
        '<path d="M0 0 8 4 0 8" /></marker></defs>',
    ]
    parts += [line for box in boxes.values() for line in _lines(box, boxes)]
    parts += [line for box in boxes.values() for line in _drawn(box)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _root(term: URIRef) -> URIRef:
    """The class under which ``term`` is drawn."""
    for parent in terms.above(term):
        if terms.is_ours(parent):
            return _root(parent)
    return term


def _placed() -> Mapping[URIRef, _Box]:
    pointing: dict[URIRef, set[tuple[URIRef, URIRef]]] = {_root(term): set() for term in terms.classes()}
    for subject, path, value in terms.relations():
        if terms.is_ours(value):
            pointing[_root(subject)].add((path, _root(value)))
    columns = _columns(pointing)
    boxes: dict[URIRef, _Box] = {}
    tops = dict.fromkeys(columns.values(), _MARGIN)
    for term in sorted(pointing, key=lambda one: (columns[one], -_degree(one, pointing), terms.short(one))):
        rows = tuple(sorted(pointing[term], key=lambda row: (terms.short(row[0]), row[1])))
        kinds = tuple(terms.short(kind) for kind in terms.classes() if kind != term and _root(kind) == term)
        shown = kinds if len(kinds) <= _KINDS_SHOWN else (f"{len(kinds)} kinds",)
        box = _Box(term, rows, shown, columns[term], tops[columns[term]])
        boxes[term] = box
        tops[box.column] += box.height + _GAP_Y
    return boxes


def _degree(term: URIRef, pointing: Mapping[URIRef, set[tuple[URIRef, URIRef]]]) -> int:
    return sum(value == term for rows in pointing.values() for _, value in rows)


def _columns(pointing: Mapping[URIRef, set[tuple[URIRef, URIRef]]]) -> Mapping[URIRef, int]:
    """The column of each class: to the right of those that point to it. Classes that point to each other in a circle
    stand by their distance from the one that is pointed to first."""
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(pointing))
    graph.add_edges_from((s, o) for s in sorted(pointing) for _, o in sorted(pointing[s]) if s != o)
    circles = nx.condensation(graph)
    found: dict[URIRef, int] = {}
    after = 0
    for generation in nx.topological_generations(circles):
        deepest = 0
        for circle in sorted(generation):
            members = sorted(circles.nodes[circle]["members"])
            entry = max(members, key=lambda one: (sum(s not in members for s in graph.predecessors(one)), one))
            for term, steps in nx.single_source_shortest_path_length(graph.subgraph(members), entry).items():
                found[term] = after + steps
                deepest = max(deepest, steps)
        after += deepest + 1
    return found


def _lines(box: _Box, boxes: Mapping[URIRef, _Box]) -> list[str]:
    drawn = []
    for n, (path, value) in enumerate(box.rows, start=1 + len(box.kinds)):
        other = boxes[value]
        y, to_y = box.line(n) - 4, other.top + _PAD + _LINE // 2
        right, to_right = box.left + _WIDTH, other.left + _WIDTH
        if other.column > box.column:
            x, to_x, out, back = right, other.left, 1, -1
        elif other.column < box.column:
            x, to_x, out, back = box.left, to_right, -1, 1
        else:
            x, to_x, out, back = right, to_right, 1, 1
        bend = max(abs(to_x - x), _GAP_X) // 2
        curve = f"M{x} {y} C{x + out * bend} {y} {to_x + back * bend} {to_y} {to_x} {to_y}"
        title = f"{terms.short(box.term)} {terms.short(path)} {terms.short(value)}"
        drawn.append(f'<path d="{curve}" marker-end="url(#tip)"><title>{escape(title)}</title></path>')
    return drawn


def _drawn(box: _Box) -> list[str]:
    x = box.left + _PAD
    texts = [
        ("name", terms.short(box.term)),
        *(("kinds", kind) for kind in box.kinds),
        *(("to", f"{terms.short(path)} → {terms.short(value)}") for path, value in box.rows),
    ]
    return [
        f'<rect x="{box.left}" y="{box.top}" width="{_WIDTH}" height="{box.height}" rx="4" />',
        *(
            f'<text class="{kind}" x="{x}" y="{box.line(n)}">{escape(text)}</text>'
            for n, (kind, text) in enumerate(texts)
        ),
    ]
