"""Questions to a data folder: what people typed becomes terms, the answer becomes text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rdflib import Literal

from extract.model import Document, Reading
from extract.registers import load_registers
from graph.iris import Iris
from graph.ledger import Ledger
from graph.ledger_records import unpack
from graph.name_lookup import Names
from graph.query import Question, ask, question, questions
from graph.sparql import QueryError
from graph.store import LocalStore, Table
from unmandates.arguments import value
from unmandates.config import Refusal, ledger_file
from unmandates.output import render
from unmandates.output_formats import AnswerFormat
from unmandates.published import open_published
from unmandates.terminal import grid


@contextmanager
def opened(data: Path) -> Iterator[tuple[LocalStore, Iris]]:
    """The store of a data folder or a release, for reading, and the names it gives. Raises ``LedgerError``,
    ``PublicationError`` or ``StoreError``."""
    published = open_published(data)
    with closing(LocalStore.open_read_only(published.store)) as store:
        yield store, published.iris


def list_questions(form: AnswerFormat) -> str:
    """All questions with their arguments and an example."""
    if form is AnswerFormat.TABLE:
        rows = [(f"{usage(one)}\n  {one.title}", f"unmandates ask {one.example}") for one in questions()]
        return grid(("question", "example"), rows)
    listed = Table(
        ("question", "title", "description", "example"),
        tuple(tuple(map(Literal, (usage(q), q.title, q.description, q.example))) for q in questions()),
    )
    return render(listed, form, Iris())


def usage(asked: Question) -> str:
    """The name of a question with its arguments; those that may be left out in brackets."""
    arguments = (one.name.upper() if one.required else f"[{one.name.upper()}]" for one in asked.parameters)
    return " ".join((asked.name, *arguments))


def answer_question(data: Path, name: str, arguments: tuple[str, ...], form: AnswerFormat) -> str:
    """The answer to the question ``name``, as text.

    Raises ``QueryError`` for a question or an argument that there is not, ``UnknownNameError`` for a value that
    names nothing.
    """
    asked = question(name)
    given = _assigned(asked, arguments)
    with opened(data) as (store, iris):
        names = Names(load_registers(), iris, store)
        values = {one.name: value(one, given[one.name], names) for one in asked.parameters if one.name in given}
        return render(ask(store, asked, values), form, iris)


def find_document(data: Path, text: str) -> tuple[Reading, Document]:
    """The document that ``text`` names, in the reading that makes its graph.

    Raises ``UnknownNameError`` for a name of nothing known, ``Refusal`` for a document that is only cited.
    """
    with opened(data) as (store, iris), Ledger.open_read_only(ledger_file(data)) as ledger:
        identifier = iris.identifier_of(Names(load_registers(), iris, store).find(text, "document")) or text
        winner = ledger.winner(identifier)
        if winner is None:
            raise Refusal(
                f"{identifier} is cited in this store, but none of its files holds it: ask cited-by {identifier}"
            )
        reading = unpack(ledger.packed(winner.file))
        return reading, reading.documents[winner.ordinal]


def _assigned(asked: Question, arguments: tuple[str, ...]) -> dict[str, str]:
    """Values by parameter: ``name=value`` wherever it stands, the others in order."""
    names = [one.name for one in asked.parameters]
    given: dict[str, str] = {}
    in_order = []
    for argument in arguments:
        name, sign, value = argument.partition("=")
        if sign and name in names:
            given[name] = value
        else:
            in_order.append(argument)
    left = [name for name in names if name not in given]
    if len(in_order) > len(left):
        raise QueryError(f"too many arguments: unmandates ask {usage(asked)} (words of one name go in quotes)")
    return {**given, **dict(zip(left, in_order, strict=False))}
