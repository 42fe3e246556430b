"""What ``validate`` reports: the findings, for reading, as JSON, or as a SHACL validation report."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef

from graph.iris import Iris
from graph.validate import ValidationResult, validate_store
from unmandates.config import Refusal
from unmandates.questions import opened
from unmandates.status import Status
from unmandates.terminal import progress, say, write

VIOLATION = "violation"


def validate_and_report(data: Path, report: Path | None, jobs: int) -> Status:
    """Validate the store and print its findings, or write them to ``report``."""
    writer = _writer(report) if report else as_text
    with opened(data) as (store, iris), progress() as watch:
        findings = sorted(
            validate_store(store, jobs=jobs, on_progress=lambda done, total: watch("validating", done, total))
        )
    text = writer(findings, iris)
    if report:
        report.write_text(text, "utf-8")
    else:
        write(text)
    broken = sum(1 for finding in findings if finding.severity == VIOLATION)
    if findings:
        say(f"{len(findings)} findings, {broken} of them violations" + (f", in {report}" if report else ""))
    return Status.FINDINGS if broken else Status.DONE


def as_text(findings: Sequence[ValidationResult], iris: Iris) -> str:
    """Findings for reading: a line each, under the document that they are in."""
    if not findings:
        return "no findings\n"
    lines: list[str] = []
    document = None
    for finding in findings:
        if finding.document != document:
            document = finding.document
            lines.append(iris.graph_identifier_of(document) or document)
        place = finding.focus.rpartition("#")[2] if "#" in finding.focus else finding.focus
        path = f" {finding.path.rpartition('#')[2].rpartition('/')[2]}" if finding.path else ""
        value = f" = {finding.value}" if finding.value else ""
        lines.append(f"  {finding.severity}: {place}{path}{value}: {finding.message}")
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[ValidationResult], _iris: Iris) -> str:
    """Findings as a list of objects."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def as_turtle(findings: Sequence[ValidationResult], _iris: Iris) -> str:
    """Findings as a SHACL validation report; results are named, so that equal reports have equal bytes."""
    report = URIRef("urn:unmandates:report")
    graph = Graph()
    graph.bind("sh", SH)
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not findings)))
    for n, finding in enumerate(findings, start=1):
        result = URIRef(f"{report}#result{n}")
        graph.add((report, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(finding.focus)))
        graph.add((result, SH.resultSeverity, SH[finding.severity.capitalize()]))
        graph.add((result, SH.resultMessage, Literal(finding.message)))
        for predicate, iri in ((SH.resultPath, finding.path), (SH.sourceShape, finding.shape)):
            if iri.startswith(("http:", "https:", "urn:")):
                graph.add((result, predicate, URIRef(iri)))
        if finding.value:
            graph.add((result, SH.value, Literal(finding.value)))
    return graph.serialize(format="turtle")


def _writer(report: Path) -> Callable[[Sequence[ValidationResult], Iris], str]:
    """What writes a report of this suffix. Raises ``Refusal`` for another one."""
    writers = {".ttl": as_turtle, ".json": as_json, ".txt": as_text}
    if report.suffix.lower() not in writers:
        raise Refusal(f"{report}: a report is written as {', '.join(writers)}: choose one of these suffixes")
    return writers[report.suffix.lower()]
