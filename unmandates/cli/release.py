"""The command that makes what a publisher puts on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.publication import Imprint
from unmandates import config
from unmandates.cli.options import Data, examples
from unmandates.output import say
from unmandates.release import ReleaseOrder
from unmandates.release import release as make_release

RELEASE_EXAMPLES = examples(
    "unmandates release --out releases/2026-01",
    "unmandates release --out public --no-text --licence https://creativecommons.org/publicdomain/zero/1.0/",
)


def release(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to make; new or empty.")],
    *,
    data: Data = config.DEFAULT_DATA,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the words of documents out, but for titles and names.")
    ] = False,
    licence: Annotated[str, typer.Option(metavar="IRI", help="The licence of the data.")] = "",
    text_licence: Annotated[
        str, typer.Option(metavar="IRI|WORDS", help="What holds for the texts of the documents.")
    ] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Who publishes it.")] = "",
    endpoint: Annotated[
        str, typer.Option(metavar="IRI", help="Where SPARQL queries are answered; sparql below the base if not told.")
    ] = "",
) -> None:
    """Make a folder to publish: the graph to serve, dumps to download, and their description.

    store/ is read by unmandates serve; dumps/ holds sorted N-Quads, all of them and by kind of graph, with their
    checksums; description.nt is VoID and DCAT; publication.json says what was released. The folder is written whole or
    not at all.
    """
    told = make_release(ReleaseOrder(data, out, Imprint(licence, text_licence, publisher, endpoint), texts=not no_text))
    words = "with" if told.texts else "without"
    say(f"{out}: {told.documents:,} documents, {told.quads:,} quads, {words} texts")
