"""Specimens in the layout of United Nations documents, in words of our own, made into PDF by LibreOffice.

A specimen is a list of ``PrintedLine``: its words may hold ``{note}`` markers, which become footnotes, ``{=N}`` for
a marker printed a second time, ``{^x}`` for anything raised, ``{_x}`` for anything lowered and ``/words/`` for italics.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice")
_PATIENCE = 300

_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_STYLES = {
    "Head": ("", ""),
    "Bold": ("", 'fo:font-weight="bold"'),
    "Title": ('fo:margin-top="12pt" fo:margin-bottom="12pt"', 'fo:font-weight="bold" fo:font-size="12pt"'),
    "Body": ('fo:text-align="justify" fo:text-indent="24pt" fo:margin-bottom="6pt"', ""),
    "Plain": ('fo:text-align="justify" fo:margin-bottom="6pt"', ""),
    "Leftwards": ('fo:text-align="justify" fo:margin-bottom="6pt" style:writing-mode="rl-tb"', ""),
    "Tight": ('fo:text-align="justify" fo:text-indent="24pt"', ""),
    "Point": ('fo:text-align="justify" fo:margin-left="24pt" fo:margin-bottom="6pt"', ""),
    "Quote": ('fo:text-align="justify" fo:margin-left="36pt" fo:margin-right="24pt" fo:margin-bottom="6pt"', ""),
    "Heading": ('fo:margin-top="12pt" fo:margin-bottom="6pt"', 'fo:font-weight="bold"'),
    "Centred": ('fo:text-align="center" fo:margin-top="12pt" fo:margin-bottom="6pt"', ""),
    "Right": ('fo:text-align="end" fo:margin-top="0pt"', 'fo:font-style="italic"'),
    "Break": ('fo:break-before="page"', 'fo:font-weight="bold" fo:font-size="14pt"'),
}
_MARKUP = re.compile(
    r"\{=(?P<again>\d+)\}|\{\^(?P<raised>[^}]+)\}|\{_(?P<lowered>[^}]+)\}|\{(?P<note>[^}]+)\}|/(?P<italic>[^/\s][^/]*[^/\s]|\w)/(?=[\s,.;:]|$)"
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A paragraph of a specimen: its words with markup, and the name of its style."""

    words: str
    style: str = "Body"


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a specimen is set: columns on the page, size of the print, font, running head and page number."""

    columns: int = 1
    size: float = 10
    font: str = "Liberation Serif"
    head: str = ""
    foot: str = ""
    language: str = "en"
    hyphenate: bool = False
    raised_notes: bool = True  # whether the numbers before the notes are raised


def flat_document(lines: Sequence[PrintedLine | Sequence[Sequence[str]]], sheet: Sheet = Sheet()) -> str:
    """The specimen as a flat OpenDocument text; a sequence of rows among the lines is a table."""
    count = 0
    body: list[str] = []
    for line in lines:
        if isinstance(line, PrintedLine):
            words, count = _words(line.words, count)
            body.append(f'<text:p text:style-name="{line.style}">{words}</text:p>')
        else:
            body.append(_table(line))
    number_style = "Raised" if sheet.raised_notes else "Plain"
    columns = f'<style:columns fo:column-count="{sheet.columns}" fo:column-gap="18pt"/>'
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
        for name, (paragraph, text) in _STYLES.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        '<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties '
        'fo:line-height="120%"/><style:text-properties '
        f'style:font-name="{sheet.font}" fo:font-family="{sheet.font}" fo:font-size="{sheet.size}pt" '
        f'fo:language="{sheet.language}" fo:country="GB" fo:hyphenate="{str(sheet.hyphenate).lower()}"/></style:style>'
        '<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:text-properties fo:font-size="{sheet.size * 0.85}pt"/></style:style>'
        '<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="33% 65%"/>'
        f"</style:style>{styles}"
        '<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="Raised" '
        f'text:citation-style-name="{number_style}" style:num-format="1" text:start-numbering-at="document"/>'
        "</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties '
        'fo:page-width="612pt" fo:page-height="792pt" fo:margin-top="36pt" fo:margin-bottom="36pt" '
        f'fo:margin-left="123pt" fo:margin-right="123pt">{columns}'
        '<style:footnote-sep style:width="0.5pt" style:rel-width="25%" style:color="#000000" '
        'style:distance-before-sep="4pt" style:distance-after-sep="4pt" style:line-style="solid" '
        'style:adjustment="left"/></style:page-layout-properties>'
        '<style:header-style><style:header-footer-properties fo:min-height="30pt" fo:margin-bottom="16pt"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="24pt" '
        'fo:margin-top="12pt"/></style:footer-style></style:page-layout>'
        '<style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/>'
        '</style:style><style:style style:name="Lowered" style:family="text">'
        '<style:text-properties style:text-position="sub 65%"/></style:style></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">'
        f'<style:header><text:p text:style-name="Bold">{escape(sheet.head)}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Head"><text:page-number/>{escape(sheet.foot)}</text:p></style:footer>'
        "</style:master-page></office:master-styles><office:body><office:text>"
        f"{''.join(body)}</office:text></office:body></office:document>"
    )


def _words(words: str, count: int) -> tuple[str, int]:
    """The words as OpenDocument, and how many notes there are up to here."""
    parts: list[str] = []
    at = 0
    for match in _MARKUP.finditer(words):
        parts.append(escape(words[at : match.start()]))
        at = match.end()
        if match["again"]:
            parts.append(f'<text:span text:style-name="Raised">{match["again"]}</text:span>')
        elif match["raised"]:
            parts.append(f'<text:span text:style-name="Raised">{escape(match["raised"])}</text:span>')
        elif match["lowered"]:
            parts.append(f'<text:span text:style-name="Lowered">{escape(match["lowered"])}</text:span>')
        elif match["italic"]:
            parts.append(f'<text:span text:style-name="Italic">{escape(match["italic"])}</text:span>')
        else:
            count += 1
            parts.append(
                f'<text:note text:id="n{count}" text:note-class="footnote"><text:note-citation>{count}'
                f'</text:note-citation><text:note-body><text:p text:style-name="Footnote">{escape(match["note"])}'
                "</text:p></text:note-body></text:note>"
            )
    parts.append(escape(words[at:]))
    return "".join(parts), count


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell><text:p text:style-name="Head">{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{cells}</table:table>'


def make_pdfs(folder: Path, documents: Mapping[str, str]) -> dict[str, bytes]:
    """The PDF of each of the ``documents``, flat OpenDocument texts by name, made in ``folder``."""
    for name, document in documents.items():
        (folder / f"{name}.fodt").write_text(document, encoding="utf-8")
    _convert(folder, (folder / f"{name}.fodt" for name in documents))
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


def _convert(folder: Path, files: Iterable[Path]) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=_PATIENCE,
    )
