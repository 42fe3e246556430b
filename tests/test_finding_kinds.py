"""Every kind of finding reaches every output: graph, tables, terminal, page, network, summary, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from extract.model import (
    KINDS,
    Column,
    Document,
    Extent,
    Fact,
    FindingKind,
    Layer,
    Reading,
    Wording,
    address_of,
    finding_kinds,
    locate,
)
from extract.pipeline import extract
from extract.registers import load_registers
from extract.source import Source, Span
from graph.export.tables import COLUMNS, reading_rows
from graph.ledger_records import FileStatus, Totals, count
from graph.networks.edges import FINDINGS
from graph.networks.network import network
from graph.quads import document_graph
from graph.quads.findings import WRITERS
from graph_specimen import DOCUMENTS, IRIS, a_store
from graph_specimen import REGISTERS as SPECIMEN_REGISTERS
from graph_specimen import SOURCE as SPECIMEN_SOURCE
from specimens import EXAMPLES, ROOT, resolution
from unmandates.build.summary import summary
from unmandates.pages.annotations import annotations_of
from unmandates.pages.document_html import page_of
from unmandates.pages.document_text import lines_of

REGISTERS = load_registers()
SPECIMEN = DOCUMENTS[0]
TEMPLATES = ROOT / "unmandates" / "pages" / "templates"
LIGHTS = resolution(
    "79/991",
    "Decides to establish the Working Group on Harbour Lights;",
    "Decides to extend the mandate of the Working Group on Harbour Lights, as set out in resolution 78/1, until 31 "
    "August 2026;",
    "Endorses resolution 2012/12 of the Economic and Social Council;",
    "Requests the Secretary-General to report to the General Assembly on the quays at its eighty-first session;",
)


@dataclass(frozen=True, slots=True)
class Toy:
    """A kind of finding that no output knows of."""

    unit: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class DocumentWithToys(Document):
    toys: tuple[Toy, ...] = ()


TOYS: FindingKind[Toy] = FindingKind(
    name="toy",
    plural="toys",
    table="toys",
    columns=(Column("unit", lambda one: one.unit), Column("words", lambda one: one.words)),
    order=lambda one: (one.span,),
    fragment="toy",
    number_by=lambda one: one.words,
    extent=Extent.MENTION,
    layers=(Layer("toy", "toys", "toys in all"),),
    wording=lambda one: Wording("plays with", one.words),
    facts=lambda one: (Fact("size", str(len(one.words)), "size"), Fact("colour", "")),
    edges=("plays with",),
)

STYLE = (TEMPLATES / "document.css").read_text("utf-8")
COLOURS = (TEMPLATES / "page.css").read_text("utf-8")


def styled(layer: Layer) -> bool:
    """Whether a layer has a colour, marks drawn with it, and can be hidden in the text and in the list."""
    rules = (
        rf"^\.{layer.name} {{",
        rf"^mark\.{layer.name}\b|[, ]mark\.{layer.name}[ ,{{]",
        rf"\.without-{layer.name} mark\.{layer.name}\b",
        rf"\.without-{layer.name} li\.{layer.name}\b",
    )
    return f"--{layer.name}:" in COLOURS and all(re.search(rule, STYLE, re.MULTILINE) for rule in rules)


def missing(kinds: tuple[FindingKind[Any], ...]) -> Iterator[tuple[str, str]]:
    """The kinds that an output does not hold, with the output."""
    held = {field.name for field in fields(Document)}
    for kind in kinds:
        reached = {
            "document": kind.plural in held,
            "graph": kind.name in WRITERS,
            "tables": COLUMNS.get(kind.table) == ("file", "document", *(column.name for column in kind.columns)),
            "network": set(FINDINGS.get(kind.name, ("",))) == set(kind.edges),
            "page": all(map(styled, kind.layers)),
        }
        yield from ((kind.name, output) for output, there in reached.items() if not there)


def test_every_kind_reaches_every_output() -> None:
    assert len(KINDS) == 6
    assert list(missing(KINDS)) == []
    assert set(WRITERS) == set(FINDINGS) == {kind.name for kind in KINDS}


def test_a_kind_that_an_output_lacks_is_found_out() -> None:
    outputs = [output for name, output in missing((*KINDS, TOYS)) if name == "toy"]
    assert outputs == ["document", "graph", "tables", "network", "page"]


@pytest.mark.parametrize("key", ["name", "plural", "table", "fragment"])
def test_kinds_are_told_apart_by_each_of_their_keys(key: str) -> None:
    assert len({getattr(kind, key) for kind in KINDS}) == len(KINDS)
    names = [layer.name for kind in KINDS for layer in kind.layers]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_finding_is_in_each_output(kind: FindingKind[Any]) -> None:
    found = kind.of(SPECIMEN)
    assert found
    reading = Reading(SPECIMEN_SOURCE, (SPECIMEN,))
    graph = document_graph(SPECIMEN, SPECIMEN_SOURCE, IRIS, SPECIMEN_REGISTERS)
    rows = list(reading_rows(reading)[kind.table])
    shown = "\n".join(line.plain for line in lines_of(reading, SPECIMEN))
    page = page_of(reading, SPECIMEN, SPECIMEN_REGISTERS)
    edges = {words for *_, words in network(a_store(), IRIS).edges(data="kind")}
    counts = count(SPECIMEN).findings
    for n, finding in kind.numbered(SPECIMEN):
        assert (IRIS.finding(kind, SPECIMEN.identifier, finding.unit, n), None, None) in graph
        assert kind.wording(finding).title in shown
        assert f'class="{kind.layer(finding).name}"' in page
        assert counts[kind.layer(finding).name] > 0
    assert len(rows) == len(found)
    assert edges & set(kind.edges) or not kind.edges


def test_the_summary_counts_every_layer() -> None:
    counts = {layer.name: n for n, layer in enumerate((one for kind in KINDS for one in kind.layers), start=1001)}
    shown = summary_of(counts)
    for kind in KINDS:
        for layer in kind.layers:
            assert re.search(rf"{layer.counted}\W+{counts[layer.name]:,}\b", shown)


def summary_of(counts: dict[str, int]) -> str:
    return summary(Totals(dict.fromkeys(FileStatus, 0), 1, 1, counts, 0))


def test_what_follows_from_a_declaration_holds_a_new_kind_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_kinds, "KINDS", (*KINDS, TOYS))
    reading = extract(Source("in.txt", LIGHTS, "0" * 64), REGISTERS)
    at = LIGHTS.index("Harbour Lights")
    toy = Toy("op1", Span(at, at + 14), "Harbour Lights")
    values: dict[str, Any] = {field.name: getattr(reading.documents[0], field.name) for field in fields(Document)}
    document = DocumentWithToys(**values, toys=(toy,))
    reading = replace(reading, documents=(document,))
    assert list(TOYS.rows(document)) == [("op1", "Harbour Lights")]
    shown = "\n".join(line.plain for line in lines_of(reading, document))
    assert "plays with Harbour Lights | size: 14  [" in shown
    (annotation,) = (one for one in annotations_of(reading, document, REGISTERS) if one.mark.layer == "toy")
    assert (annotation.says, annotation.words) == ("plays with", "Harbour Lights")
    page = page_of(reading, document, REGISTERS)
    assert '<input type="checkbox" data-layer="toy" checked> <span>toys</span> <b>1</b>' in page
    assert '<mark class="toy"' in page
    assert "<dt>size</dt><dd>14</dd>" in page
    assert "<dt>colour</dt>" not in page
    assert count(document).findings["toy"] == 1
    assert "toys in all" in summary_of({"toy": 1})
    address = address_of(TOYS, toy, document)
    assert (address.unit, address.words, address.occurrence) == ("op1", "Harbour Lights", 1)
    with pytest.raises(KeyError, match="toy"):
        document_graph(document, reading.source, IRIS, REGISTERS)


def readings() -> Iterator[tuple[str, Reading]]:
    for file in sorted(EXAMPLES.glob("*.txt")):
        text = file.read_text("utf-8")
        yield file.name, extract(Source(file.name, text, "0" * 64), REGISTERS)
    yield "lights", extract(Source("in.txt", LIGHTS, "0" * 64), REGISTERS)


def test_an_address_leads_back_to_the_finding() -> None:
    met = set()
    for name, reading in readings():
        for document in reading.documents:
            for kind in KINDS:
                for finding in kind.of(document):
                    address = address_of(kind, finding, document)
                    assert locate(address, document) == finding.span, (name, address)
                    assert address.words
                    met.add(kind.name)
    assert met == {kind.name for kind in KINDS}


def test_an_address_counts_the_times_that_words_stand_in_a_unit() -> None:
    text = resolution("79/991", "Requests the Secretary-General to show the Secretary-General the lamps;")
    (document,) = extract(Source("in.txt", text, "0" * 64), REGISTERS).documents
    (bodies,) = (kind for kind in KINDS if kind.name == "body")
    addresses = [address_of(bodies, one, document) for one in bodies.of(document) if one.unit == "op1"]
    assert [(one.words, one.occurrence) for one in addresses] == [("Secretary-General", 1), ("Secretary-General", 2)]
    assert locate(replace(addresses[0], occurrence=3), document) is None
    assert locate(replace(addresses[0], unit="op9"), document) is None
    assert locate(replace(addresses[0], document="A/RES/1/1"), document) is None


def test_what_is_done_to_documents_and_bodies_is_on_the_page_with_its_facts() -> None:
    reading = extract(Source("in.txt", LIGHTS, "0" * 64), REGISTERS)
    page = page_of(reading, reading.documents[0], REGISTERS)
    for says in ("endorses", "established", "continued"):
        assert f'<span class="says">{says}</span>' in page
    assert '<mark class="relation"' in page
    assert '<mark class="body-event"' in page
    assert "<dt>until</dt><dd>2026-08-31</dd>" in page


def test_what_an_amendment_proposes_in_its_head_is_shown() -> None:
    text = (
        "United Nations A/C.3/79/L.995\n\nGeneral Assembly\n\nDistr.: Limited\n8 November 2024\n\n"
        "Seventy-ninth session\nThird Committee\n\nChad: amendment to draft resolution A/C.3/79/L.990\n\n"
        "Lamps in reading rooms\n\nDelete operative paragraph 2.\n"
    )
    reading = extract(Source("in.txt", text, "0" * 64), REGISTERS)
    (document,) = reading.documents
    assert [relation.unit for relation in document.relations] == ["head"]
    shown = "\n".join(line.plain for line in lines_of(reading, document))
    assert "amends A/C.3/79/L.990  [line " in shown


def test_a_deadline_has_no_second_preposition() -> None:
    reading = extract(Source("in.txt", LIGHTS, "0" * 64), REGISTERS)
    shown = "\n".join(line.plain for line in lines_of(reading, reading.documents[0]))
    assert " | at its eighty-first session" in shown
    assert "by: at" not in shown
