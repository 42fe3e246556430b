"""The commands that ask the graph: ``ask`` and ``query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from unmandates import config
from unmandates.cli.options import Data, Form, TableForm, examples
from unmandates.output_formats import AnswerFormat
from unmandates.terminal import write

app = typer.Typer()


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
        typer.Argument(metavar="QUESTION", help="Which one; all are listed where none is given.", show_default=False),
    ] = "",
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARG", help="Its arguments in order, or name=value.", show_default=False),
    ] = None,
    data: Data = config.DEFAULT_DATA,
    form: TableForm = AnswerFormat.TABLE,
) -> None:
    """Answer one of the predefined questions.

    Arguments may be written as people write them: 69/197, A/RES/69/197, UNTOC, "Organized Crime Convention", UNODC.
    """
    if form is AnswerFormat.TTL:
        raise config.Refusal("questions are answered with tables, not graphs: choose --format table, csv or json")

    from unmandates.questions import answer_question, list_questions

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
    form: Form = AnswerFormat.TABLE,
) -> None:
    """Answer a SPARQL 1.1 query.

    The default graph is the union of all graphs. CSV and JSON hold IRIs in full; a CONSTRUCT or DESCRIBE query answers
    in Turtle.
    """
    from unmandates.output import render
    from unmandates.questions import opened

    if sparql == "-":
        sparql = sys.stdin.read()
    elif "{" not in sparql:
        try:
            sparql = Path(sparql).read_text("utf-8")
        except (OSError, ValueError) as error:
            raise config.Refusal(f"{sparql}: neither a query nor a file that can be read ({error})") from None
    with opened(data) as (store, iris):
        write(render(store.query(sparql), form, iris, iris_in_full=form is not AnswerFormat.TABLE))
