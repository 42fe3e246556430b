"""The same words as plain text, as a Word file and as a web page: the same findings, places apart."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from office_specimens import as_docx, as_html
from reading_laws import breaches

from extract.pipeline import extract
from extract.read.source_formats import format_of
from extract.registers import load_registers
from specimens import ROOT

SPECIMENS = sorted((ROOT / "examples").glob("*.txt"))
FORMATS: dict[str, Callable[[str], bytes]] = {"Word": as_docx, "HTML": as_html}
WRITTEN = {
    "Word": "docx:MS Word 2007 XML",
    "HTML": "html:HTML (StarWriter)",
    "HTML, styled": "html:XHTML Writer File",
}
_PLACES = ("span", "spans", "title_span", "start", "end")


def test_there_are_specimens() -> None:
    assert len(SPECIMENS) >= 2


@pytest.mark.parametrize("specimen", [file.name for file in SPECIMENS])
@pytest.mark.parametrize("name", FORMATS)
def test_findings_are_the_same(name: str, specimen: str) -> None:
    text = (ROOT / "examples" / specimen).read_text("utf-8")
    expected, found = read("a.txt", text.encode()), read("a", FORMATS[name](text))
    assert found[0] == name
    assert expected[1:] == found[1:]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("name", "filter_"), WRITTEN.items())
def test_findings_are_the_same_in_files_that_libreoffice_writes(name: str, filter_: str, tmp_path: Path) -> None:
    for specimen in SPECIMENS:
        (tmp_path / f"{specimen.stem}.docx").write_bytes(as_docx(specimen.read_text("utf-8")))
    profile, out = f"-env:UserInstallation=file://{tmp_path / 'profile'}", tmp_path / "out"
    command = ["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", str(out)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=200)
    written = sorted(out.iterdir())
    assert len(written) == len(SPECIMENS)
    for specimen, file in zip(SPECIMENS, written, strict=True):
        expected, found = read("a.txt", specimen.read_bytes()), read("a", file.read_bytes())
        assert found[0] == name.partition(",")[0]
        assert expected[1:] == found[1:], specimen.name


def read(name: str, raw: bytes) -> tuple[object, ...]:
    """The format, the documents read and the diagnostics, without places."""
    format_ = format_of("", raw)
    assert format_ is not None
    reading = extract(format_.read(name, raw), load_registers())
    assert breaches(reading) == []
    assert any(document.citations and document.footnotes for document in reading.documents)
    return format_.name, *map(placeless, reading.documents), *map(placeless, reading.diagnostics)


def placeless(value: object) -> object:
    """A finding as plain values, offsets left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in _PLACES)
        return type(value).__name__, {field: placeless(getattr(value, field)) for field in fields}
    if isinstance(value, tuple | list | frozenset):
        return [placeless(one) for one in value]
    return value
