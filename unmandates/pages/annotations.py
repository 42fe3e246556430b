"""What is said of each thing found in a document: its target or addressee, and how it was read; for any page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.model import Document, Fact, Finding, FindingKind, Layer, Reading, finding_kinds
from extract.registers import Registers
from extract.source import Span
from graph.iris import Iris
from unmandates.pages.marked_text import Highlight


@dataclass(frozen=True, slots=True)
class AnnotationEntry:
    """One target, body, task or action: the word that leads ("cites"), what it is, its identifier (``body/…`` for a
    body) where that is not its title, where more of it is to be read, and what else is known of it."""

    says: str
    title: str
    identifier: str
    href: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All entries of one layer over the same words, as "the Protocols thereto" stands for three treaties."""

    mark: Highlight
    unit: str
    words: str
    entries: tuple[AnnotationEntry, ...]

    @property
    def says(self) -> str:
        """The words that lead the entries, each once."""
        return ", ".join(dict.fromkeys(entry.says for entry in self.entries))


def annotations_of(reading: Reading, document: Document, registers: Registers) -> tuple[Annotation, ...]:
    """All that was found in ``document``, in the order of the text."""
    titles = _titles(registers)
    depths = {layer.name: depth for depth, layer in enumerate(layers_of_marks())}
    together: dict[tuple[Span, str], tuple[str, list[AnnotationEntry]]] = {}
    for kind in finding_kinds.KINDS:
        for finding in kind.of(document):
            place = (finding.span, kind.layer(finding).name)
            together.setdefault(place, (kind.place(finding), []))[1].append(entry_of(kind, finding, titles))
    text = reading.source.text
    in_order = sorted(together.items(), key=lambda item: (item[0][0].start, -item[0][0].end, depths[item[0][1]]))
    return tuple(
        Annotation(
            Highlight(f"found-{n}", layer, span, depths[layer]),
            unit,
            " ".join(text[span.start : span.end].split()),
            tuple(entries),
        )
        for n, ((span, layer), (unit, entries)) in enumerate(in_order, start=1)
    )


def layers_of_marks() -> Iterator[Layer]:
    """The layers, the outermost first where they are over the same words: clauses, then what is named within them."""
    for kind in sorted(finding_kinds.KINDS, key=lambda kind: kind.extent):
        yield from kind.layers


def entry_of(kind: FindingKind[Any], finding: Finding, titles: Mapping[str, str]) -> AnnotationEntry:
    """What is said of one finding; ``titles`` are those of treaties, by identifier, and of named instruments."""
    wording, facts = kind.wording(finding), kind.known_facts(finding)
    identifier = wording.identifier
    if not identifier:
        return AnnotationEntry(wording.says, wording.title, "", "", facts)
    title = titles.get(wording.instrument) or titles.get(identifier) or wording.title
    page = "" if identifier.startswith("body/") else Iris().page(identifier) or ""
    return AnnotationEntry(wording.says, title, identifier if title != identifier else "", str(page), facts)


def _titles(registers: Registers) -> Mapping[str, str]:
    return {row.id: row.title for row in registers.treaties} | {row.slug: row.name for row in registers.instruments}
