"""The commands that show one document: ``show`` and ``lineage``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unmandates import config
from unmandates.cli.options import Data, examples
from unmandates.output_formats import LineageFormat
from unmandates.terminal import console, say, write

app = typer.Typer()


@app.command(
    epilog=examples(
        "unmandates show A/RES/79/990",
        "unmandates show 79/990",
        "unmandates show 79/990 --html 79-990.html",
    )
)
def show(
    identifier: Annotated[str, typer.Argument(metavar="IDENTIFIER", help="A document, such as A/RES/69/197.")],
    data: Data = config.DEFAULT_DATA,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with the marked text, for a browser, instead.")
    ] = None,
) -> None:
    """Show what was read of a document.

    Its head, and each paragraph with what it cites, names, asks and does, and where that stands: lines, and offsets in
    characters, of the file that was read. The page shows the same in the text as received; it is one file and asks
    nothing of the network.
    """
    from unmandates.pages.document_text import lines_of
    from unmandates.questions import find_document

    reading, document = find_document(data, identifier)
    if html is not None:
        from extract.registers import load_registers
        from unmandates.pages.document_html import page_of

        say(f"{html}: {html.write_bytes(page_of(reading, document, load_registers()).encode()):,} bytes")
        return
    screen = console()
    for line in lines_of(reading, document):
        screen.print(line, soft_wrap=not screen.is_terminal)


@app.command(
    epilog=examples(
        "unmandates lineage E/RES/2025/90",
        "unmandates lineage E/RES/2025/90 --diff op1",
        "unmandates lineage E/RES/2024/90 --diff all --with E/CN.15/2024/L.990",
        "unmandates lineage E/RES/2025/90 --html lineage.html",
    )
)
def lineage(
    identifier: Annotated[str, typer.Argument(metavar="IDENTIFIER", help="A document, such as A/RES/69/197.")],
    data: Data = config.DEFAULT_DATA,
    *,
    diff: Annotated[
        str, typer.Option(metavar="UNIT", help="Show what changed in a paragraph, such as op3, or in all.")
    ] = "",
    beside: Annotated[
        str,
        typer.Option("--with", metavar="OTHER", help="The document to compare it with; by default the one before it."),
    ] = "",
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page for a browser instead.")] = None,
    form: Annotated[LineageFormat, typer.Option("--format", help="How to write it.")] = LineageFormat.TEXT,
) -> None:
    """Show where a document comes from, and what became of it.

    Its drafts and its series, members that are missing among them; each paragraph through them; what became of its
    mandates; and, where asked, the words that changed: {+added+} and [-removed-].
    """
    from rich.text import Text

    from unmandates.lineage import ALL, as_json, differences, find_lineage

    view, other = find_lineage(data, identifier, beside)
    if html is not None:
        from unmandates.pages.lineage_html import lineage_page

        say(f"{html}: {html.write_bytes(lineage_page(view).encode()):,} bytes")
        return
    wordings = differences(view, other, diff or ALL) if diff or beside else None
    if form is LineageFormat.JSON:
        write(as_json(view, wordings))
        return
    from unmandates.pages.lineage_text import differences_of
    from unmandates.pages.lineage_text import lines_of as lineage_lines

    screen = console()
    for line in lineage_lines(view) if wordings is None else differences_of(wordings):
        screen.print(line, soft_wrap=not screen.is_terminal and isinstance(line, Text))
