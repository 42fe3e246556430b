"""Word files and web pages made for tests, part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings", "header1", "header2")


def part(root: str, content: str) -> str:
    """An XML part of a Word file with that root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def docx(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A Word file with that content of ``w:body``; ``links`` are addresses by relationship identifier, ``parts`` the
    content of other parts by name. Relationship identifiers of parts are their names."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}/{name.rstrip("12")}" Target="{name}.xml"/>' for name in parts
    ) + "".join(
        f'<Relationship Id="{key}" Type="{_KIND}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    roots = {"header1": "hdr", "header2": "hdr"}
    assert set(parts) <= set(_PARTS)
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="d" Type="{_KIND}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">{related}</Relationships>',
        **{f"word/{name}.xml": part(roots.get(name, name), content) for name, content in parts.items()},
    }
    return zipped(files)


def _content_types(parts: Iterable[str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": f"{word}.document.main+xml"} | {name: f"{word}.{name.rstrip('12')}+xml" for name in parts}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of those files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of words; ``properties`` as in ``w:rPr``."""
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def p(*content: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain words; ``properties`` as in ``w:pPr``."""
    runs = (one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lists(*levels: tuple[str, str], more: str = "") -> str:
    """Numbering with one list, number 1, of levels given as number format and text; ``more`` are further lists."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    listed = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{listed}{more}'


def reference(key: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'


def footnote(key: int, *content: str) -> str:
    """A footnote with its own mark."""
    own = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{key}">{p(own, *content)}</w:footnote>'


_NOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+) (.*)", re.DOTALL)
_MARKER = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_NUMBERED = re.compile(r"\d+\. (.*)", re.DOTALL)
_LETTERED = re.compile(r"\([a-z]\) (.*)", re.DOTALL)


def as_docx(text: str) -> bytes:
    """A specimen in plain text as Word sets it: numbers are automatic, footnotes Word's own."""
    body, notes = [], []
    for paragraph in text.strip().split("\n\n"):
        if note := _NOTE.fullmatch(paragraph):
            notes.append(footnote(int(note[1].translate(_RAISED)), run(" " + note[2])))
        elif numbered := _NUMBERED.fullmatch(paragraph):
            body.append(item(numbered[1]))
        elif lettered := _LETTERED.fullmatch(paragraph):
            body.append(item(lettered[1], level=1))
        else:
            pieces = _MARKER.split(paragraph)
            body.append(
                p(*(reference(int(one.translate(_RAISED))) if at % 2 else run(one) for at, one in enumerate(pieces)))
            )
    numbering = lists(("decimal", "%1."), ("lowerLetter", "(%2)"))
    separator = f'<w:footnote w:id="0" w:type="separator">{p(run(""))}</w:footnote>'
    return docx("".join(body), numbering=numbering, footnotes=separator + "".join(notes))


def as_html(text: str) -> bytes:
    """A specimen in plain text as a page of a library sets it: navigation around it, linked footnotes at its end."""
    body, notes = [], []
    for paragraph in text.strip().split("\n\n"):
        words = escape(paragraph, quote=False).replace("\n", "<br>")
        if note := _NOTE.fullmatch(words):
            number = note[1].translate(_RAISED)
            notes.append(f'<p id="n{number}"><sup><a href="#m{number}">{number}</a></sup> {note[2]}</p>')
            continue
        body.append(f"<p>{_MARKER.sub(_linked, words)}</p>")
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Library</title><script>var a = 1;</script></head><body>"
        '<header><a href="/">Home</a></header><nav><ul><li>Search</li></ul></nav>'
        f"<main>{''.join(body)}<hr>{''.join(notes)}</main><footer>All rights reserved</footer></body></html>"
    ).encode()


def _linked(marker: re.Match[str]) -> str:
    number = marker[0].translate(_RAISED)
    return f'<sup id="m{number}"><a href="#n{number}">{number}</a></sup>'
