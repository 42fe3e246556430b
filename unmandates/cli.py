"""The command line: one function a command, which reads its options, calls what does the work, and prints."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from extract.registers import load_registers
from graph.export.tables import write_tables
from graph.ledger import Ledger
from graph.lineage.cache import LineageCache
from graph.publication import Imprint
from unmandates import config
from unmandates.build import Order
from unmandates.cli_options import Data, Form, Jobs, UserRegisters, examples
from unmandates.cli_release import RELEASE_EXAMPLES, release
from unmandates.cli_web import SERVE_EXAMPLES, serve
from unmandates.config import Refusal
from unmandates.exports import DescriptionFormat, ExportFormat, described, write_export
from unmandates.faults import Commands
from unmandates.lineage import ALL, LineageFormat, as_json, differences, find_lineage
from unmandates.output import Format, console, render, say, write
from unmandates.pages.document_html import page_of
from unmandates.pages.document_text import lines_of
from unmandates.pages.lineage_html import lineage_page
from unmandates.pages.lineage_text import differences_of
from unmandates.pages.lineage_text import lines_of as lineage_lines
from unmandates.questions import answer_question, find_document, list_questions, opened
from unmandates.report import build_and_tell, validate_and_tell
from unmandates.suggestions import RegisterAction, SuggestionFormat, learned_from, put_learned, suggestions

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 done, 1 findings, 2 wrong use or unreadable input, 3 a fault of the program.",
)


def _version(asked: bool) -> None:  # noqa: FBT001 - so it is called
    if asked:
        write(f"unmandates {config.version()}\n")
        raise typer.Exit


@app.callback()
def common(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program a fault arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """The knowledge graph of United Nations instruments, bodies and mandates."""


@app.command(
    epilog=examples(
        "unmandates build resolutions/",
        "unmandates build session-79/ drafts/ --store un-data --jobs 4",
        "unmandates build resolutions/ --prune",
        "unmandates build resolutions/ --registers my-registers",
    )
)
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, and folders searched through.")],
    *,
    data: Data = config.DEFAULT_DATA,
    base: Annotated[
        str,
        typer.Option(envvar=config.BASE_VARIABLE, metavar="IRI", help="What all names begin with; kept by the store."),
    ] = "",
    jobs: Jobs = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but failures.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Forget files no longer on disk.")] = False,
    registers: UserRegisters = None,
) -> None:
    """Read documents into the graph.

    Files that did not change since the last build are not read again. A file that cannot be read is told with its
    reason, and the others are built; the exit status is then 2.
    """
    order = Order(tuple(paths), data, base, jobs, prune, tuple(registers or ()))
    raise typer.Exit(build_and_tell(order, quiet=quiet))


@app.command(
    epilog=examples(
        "unmandates validate",
        "unmandates validate --report findings.ttl",
    )
)
def validate(
    data: Data = config.DEFAULT_DATA,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report here: Turtle (.ttl), JSON (.json) or text (.txt)."),
    ] = None,
    jobs: Jobs = 0,
    registers: UserRegisters = None,
) -> None:
    """Hold the graph against its shapes, and registers of your own against the rules of registers.

    Findings are violations, warnings and notes; the exit status is 1 if there is a violation.
    """
    load_registers(None, *(registers or ()))
    raise typer.Exit(validate_and_tell(data, report, jobs or os.cpu_count() or 1))


@app.command(
    epilog=examples(
        "unmandates ask",
        "unmandates ask cites A/RES/79/990",
        "unmandates ask cited-by UNTOC --format csv",
    )
)
def ask(
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help="Which one; all are listed where none is told.", show_default=False),
    ] = "",
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARG", help="Its arguments in order, or name=value.", show_default=False),
    ] = None,
    data: Data = config.DEFAULT_DATA,
    form: Form = Format.TABLE,
) -> None:
    """Answer one of the ready questions.

    Arguments may be written as people write them: 69/197, A/RES/69/197, UNTOC, "Organized Crime Convention", UNODC.
    """
    if question:
        write(answer_question(data, question, tuple(arguments or ()), form))
    else:
        write(list_questions(form))


@app.command(
    epilog=examples(
        'unmandates query "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"',
        "unmandates query who-cites-whom.rq --format csv",
    )
)
def query(
    sparql: Annotated[str, typer.Argument(metavar="SPARQL|FILE", help="A query, a file that holds one, or - .")],
    data: Data = config.DEFAULT_DATA,
    form: Form = Format.TABLE,
) -> None:
    """Answer a SPARQL 1.1 query.

    The default graph is the union of all graphs. CSV and JSON hold IRIs in full; a CONSTRUCT or DESCRIBE query answers
    in Turtle.
    """
    if sparql == "-":
        sparql = sys.stdin.read()
    elif "{" not in sparql:
        try:
            sparql = Path(sparql).read_text("utf-8")
        except (OSError, ValueError) as fault:
            raise Refusal(f"{sparql}: neither a query nor a file that can be read ({fault})") from None
    with opened(data) as (store, iris):
        write(render(store.query(sparql), form, iris, iris_in_full=form is not Format.TABLE))


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
    reading, document = find_document(data, identifier)
    if html is not None:
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
        typer.Option("--with", metavar="OTHER", help="The document to compare it with; the one before it if not told."),
    ] = "",
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page for a browser instead.")] = None,
    form: Annotated[LineageFormat, typer.Option("--format", help="How to write it.")] = LineageFormat.TEXT,
) -> None:
    """Show where a document comes from, and what became of it.

    Its drafts and its series, members that are missing among them; each paragraph through them; what became of its
    mandates; and, where asked, the words that changed: {+added+} and [-removed-].
    """
    view, other = find_lineage(data, identifier, beside)
    if html is not None:
        say(f"{html}: {html.write_bytes(lineage_page(view).encode()):,} bytes")
        return
    wordings = differences(view, other, diff or ALL) if diff or beside else None
    if form is LineageFormat.JSON:
        write(as_json(view, wordings))
        return
    screen = console()
    for line in lineage_lines(view) if wordings is None else differences_of(wordings):
        screen.print(line, soft_wrap=not screen.is_terminal and isinstance(line, Text))


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
    with (
        Ledger.open_read_only(config.ledger_file(data)) as ledger,
        LineageCache.open_read_only(config.lineage_file(data)) as book,
    ):
        for name, count in write_tables(ledger, out, book.lineage()).items():
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
        Path | None, typer.Option(metavar="FILE", help="The file to write; printed where none is told.")
    ] = None,
    licence: Annotated[str, typer.Option(metavar="IRI", help="The licence of what is published.")] = "",
    endpoint: Annotated[str, typer.Option(metavar="IRI", help="Where SPARQL queries are answered.")] = "",
    dump: Annotated[str, typer.Option(metavar="IRI", help="Where the N-Quads of the graph can be had.")] = "",
) -> None:
    """Describe the graph as a dataset, in VoID and DCAT.

    How much it holds, by class, property and kind of graph; whose terms it uses; what it links to.
    """
    written = described(data, form, Imprint(licence=licence, endpoint=endpoint, dump=dump))
    if out is None:
        write(written.decode())
    else:
        say(f"{out}: {out.write_bytes(written):,} bytes")


app.command(epilog=RELEASE_EXAMPLES)(release)
app.command(epilog=SERVE_EXAMPLES)(serve)


@app.command(
    epilog=examples(
        "unmandates register suggest",
        "unmandates register suggest --min 5 --format csv",
        "unmandates register learn",
    )
)
def register(
    action: Annotated[RegisterAction, typer.Argument(metavar="ACTION", help="suggest or learn.")],
    *,
    data: Data = config.DEFAULT_DATA,
    least: Annotated[
        int, typer.Option("--min", min=1, metavar="N", help="Documents that must agree.", show_default=True)
    ] = 2,
    form: Annotated[SuggestionFormat, typer.Option("--format", help="A table, or rows of instruments.csv.")] = (
        SuggestionFormat.TABLE
    ),
    registers: UserRegisters = None,
) -> None:
    """Suggest rows for the register of instruments, or learn them into a graph of their own.

    Names that no register holds, with the document that notes give as their source: how many documents say so, and
    how many say otherwise. Rows in CSV are for an expert to check and complete. What is learned stands in graph/learned
    with the documents that teach it, until it is learned anew; the next build uses it where the registers are silent.
    """
    own = tuple(registers or ())
    found = learned_from(data, least, own)
    write(suggestions(found, form) if action is RegisterAction.SUGGEST else put_learned(data, found, own))


def main() -> None:
    """Run the command line."""
    os.environ["PYTHONSAFEPATH"] = "1"  # or our processes would import whatever lies in the folder we are called from
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without curly quotes is no reason to stop
    app(prog_name="unmandates")
