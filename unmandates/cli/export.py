"""The commands that write what others work on with: ``tables``, ``export``, ``describe`` and ``release``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unmandates import config
from unmandates.cli.options import Data, examples
from unmandates.output_formats import DescriptionFormat, ExportFormat
from unmandates.terminal import say, write

app = typer.Typer()


@app.command(
    epilog=examples(
        "unmandates tables --out tables/",
    )
)
def tables(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write into.")],
    data: Data = config.DEFAULT_DATA,
) -> None:
    """Write what was read as CSV tables.

    One file each for files, documents, paragraphs, citations, bodies, mandates, acts, relations, body events, lineage
    and paragraph lineage.
    """
    from graph.export.tables import write_tables
    from graph.ledger import Ledger
    from graph.lineage.cache import LineageCache

    with (
        Ledger.open_read_only(config.ledger_file(data)) as ledger,
        LineageCache.open_read_only(config.lineage_file(data)) as cache,
    ):
        for name, count in write_tables(ledger, out, cache.lineage()).items():
            say(f"{out / name}.csv: {count} rows")


@app.command(
    epilog=examples(
        "unmandates export nquads --out un.nq",
        "unmandates export gexf --out citations.gexf",
    )
)
def export(
    form: Annotated[
        ExportFormat, typer.Argument(metavar="FORMAT", help="nquads, trig, turtle, jsonld, gexf or graphml.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")],
    data: Data = config.DEFAULT_DATA,
) -> None:
    """Write the graph or its network to a file.

    The whole store as nquads or trig. Its triples as turtle or jsonld, which have no named graphs: each triple once,
    without those about runs. Who cites, asks and names whom as gexf or graphml.
    """
    from unmandates.exports import write_export

    written = write_export(data, form, out)
    say(f"{out}: {written.size:,} bytes")
    if written.holdings:
        say(written.holdings)


@app.command(
    epilog=examples(
        "unmandates describe",
        "unmandates describe --licence https://creativecommons.org/publicdomain/zero/1.0/ --out void.ttl",
    )
)
def describe(
    data: Data = config.DEFAULT_DATA,
    *,
    form: Annotated[DescriptionFormat, typer.Option("--format", help="How to write it.")] = DescriptionFormat.TURTLE,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file to write; printed where none is given.")
    ] = None,
    licence: Annotated[str, typer.Option(metavar="IRI", help="The licence of what is published.")] = "",
    endpoint: Annotated[str, typer.Option(metavar="IRI", help="Where SPARQL queries are answered.")] = "",
    dump: Annotated[str, typer.Option(metavar="IRI", help="Where the N-Quads of the graph can be had.")] = "",
) -> None:
    """Describe the graph as a dataset, in VoID and DCAT.

    How much it holds, by class, property and kind of graph; whose terms it uses; what it links to.
    """
    from graph.publication import Imprint
    from unmandates.exports import described

    written = described(data, form, Imprint(licence=licence, endpoint=endpoint, dump=dump))
    if out is None:
        write(written.decode())
    else:
        say(f"{out}: {out.write_bytes(written):,} bytes")


@app.command(
    epilog=examples(
        "unmandates release --out releases/2026-01",
        "unmandates release --out public --no-text --licence https://creativecommons.org/publicdomain/zero/1.0/",
    )
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
        str, typer.Option(metavar="IRI", help="Where SPARQL queries are answered; sparql below the base if not given.")
    ] = "",
) -> None:
    """Make a folder to publish: the graph to serve, dumps to download, and their description.

    store/ is read by unmandates serve; dumps/ holds sorted N-Quads, all of them and by kind of graph, with their
    checksums; description.nt is VoID and DCAT; publication.json says what was released. The folder is written whole or
    not at all.
    """
    from graph.publication import Imprint
    from unmandates.release import ReleaseOrder
    from unmandates.release import release as make_release

    made = make_release(ReleaseOrder(data, out, Imprint(licence, text_licence, publisher, endpoint), texts=not no_text))
    words = "with" if made.texts else "without"
    say(f"{out}: {made.documents:,} documents, {made.quads:,} quads, {words} texts")
