"""Names that documents teach and no register holds, shown for promotion into the register of instruments,
and kept in a graph of their own."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from pathlib import Path

from extract.lexicon import lexicon_of
from extract.lexicon.learned import Learned, learn, lessons
from extract.registers import Instrument, columns, load_registers
from extract.slugs import slug
from graph.iris import DEFAULT_BASE, Iris
from graph.ledger import Ledger
from graph.quads import learned_graph
from graph.store import LocalStore
from unmandates.config import learned_file, ledger_file, store_folder
from unmandates.output_formats import SuggestionFormat
from unmandates.terminal import grid

_COLUMNS = ("slug", "name", "document", "pinpoint")
_HEADINGS = ("name", "target", "pinpoint", "documents", "against")


def learned_from(data: Path, least: int, registers: tuple[Path, ...] = ()) -> tuple[Learned, ...]:
    """What at least ``least`` documents of a data folder agree on; each document counts once, however many files
    hold it."""
    lexicon = lexicon_of(load_registers(None, *registers))
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        return learn(
            (
                (document.identifier, lesson)
                for reading in ledger.readings()
                for document in reading.documents
                for lesson in lessons(document, reading.source, lexicon)
            ),
            least,
        )


def put_learned(data: Path, found: tuple[Learned, ...], registers: tuple[Path, ...] = ()) -> str:
    """Put what was learned into its own named graph, in place of what stood there, and say how much it is."""
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        iris = Iris(ledger.get("base") or DEFAULT_BASE)
    graph = learned_graph(found, iris, load_registers(None, *registers))
    with closing(LocalStore.open(store_folder(data))) as store:
        store.replace_graph(iris.learned_graph(), graph)
    with learned_file(data).open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows((slug(one.name), one.name, one.target, one.pinpoint) for one in found)
    return f"{iris.learned_graph()}: {len(found)} names\n"


def learned_instruments(data: Path) -> tuple[Instrument, ...]:
    """What a data folder has learned, for the next build to use where the registers are silent; empty before
    anything was learned."""
    file = learned_file(data)
    if not file.is_file():
        return ()
    with file.open(newline="", encoding="utf-8") as handle:
        return tuple(
            Instrument(
                row["slug"],
                row["name"],
                "other-instrument",
                document=row["document"],
                pinpoint=row["pinpoint"],
                learned=True,
            )
            for row in csv.DictReader(handle)
        )


def suggestions(found: tuple[Learned, ...], form: SuggestionFormat) -> str:
    """``found`` as text, what most documents support first."""
    ranked = sorted(found, key=lambda one: (-len(one.documents), len(one.against), one.name))
    if form is SuggestionFormat.TABLE:
        rows = [(o.name, o.target, o.pinpoint, str(len(o.documents)), str(len(o.against))) for o in ranked]
        return grid(_HEADINGS, rows) if rows else "nothing to suggest\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns(Instrument)), restval="", lineterminator="\n")
    writer.writeheader()
    for one in ranked:
        origin = f"learned from {', '.join(one.documents[:3])}" + (" and others" if len(one.documents) > 3 else "")
        row = {"slug": slug(one.name), "name": one.name, "kind": "other-instrument"}
        writer.writerow({**row, "document": one.target, "pinpoint": one.pinpoint, "source": origin})
    return out.getvalue()
