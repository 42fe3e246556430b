"""How lineage grows with the documents, and what one more costs.

    python bench/lineage.py DATA [--sizes 1000 2000 4000 20000]

``DATA`` is a data folder that was built. Where it holds fewer documents than a size asks for, they are taken again
with every letter replaced by another and other numbers, so that each copy has texts, titles and series of its own.
Prints CPU seconds on one core, those for each thousand documents, and what an update with one more document takes.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from extract.model import Citation, Document, Resolved, Symbol
from extract.registers import load_registers
from graph.ledger import Ledger
from graph.ledger_records import unpack
from graph.lineage.cache import LineageCache

_NUMBER = re.compile(r"\d+(?=\(|[A-Z]?$)")
_NUMBERED_BY = 2000
_SIZES = (1000, 2000, 4000, 20000)


def documents(data: Path) -> Iterator[Document]:
    """The documents of the graph, by identifier."""
    with Ledger.open_read_only(data / "ledger.sqlite") as ledger:
        for winner in ledger.winners():
            yield unpack(ledger.packed(winner.file)).documents[winner.ordinal]


def copied(document: Document, times: int) -> Document:
    """The document in other letters, with other numbers: nothing of it is in common with the ``times - 1``-th copy."""
    if not times:
        return document
    letters = string.ascii_lowercase
    table = str.maketrans(letters, letters[times:] + letters[:times])

    def other(text: str) -> str:
        return text.translate(table)

    def renumbered(identifier: str) -> str:
        return _NUMBER.sub(lambda match: str(int(match[0]) + _NUMBERED_BY * times), identifier, count=1)

    def cited(citation: Citation) -> Citation:
        symbol = citation.target.symbol
        return replace(citation, target=Resolved(Symbol(renumbered(symbol.text), symbol.kind))) if symbol else citation

    return replace(
        document,
        identifier=renumbered(document.identifier)
        if "file/" not in document.identifier
        else f"{document.identifier}{times}",
        head=replace(document.head, title=other(document.head.title), draft=None),
        units=tuple(replace(unit, text=other(unit.text)) for unit in document.units),
        citations=tuple(map(cited, document.citations)),
        mandates=tuple(replace(mandate, task=other(mandate.task)) for mandate in document.mandates),
        relations=(),
    )


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(found: list[Document], prefixes: dict[str, str], folder: Path) -> tuple[float, float]:
    """CPU seconds for all documents but the last, and for the last."""
    by_identifier = {document.identifier: document for document in found}
    stamps = dict.fromkeys(by_identifier, "1")
    last = stamps.popitem()
    file = folder / f"{len(found)}.sqlite"
    with LineageCache.open(file) as cache:
        whole = seconds(lambda: cache.update(stamps, by_identifier.__getitem__, prefixes, lambda _done, _all: None))
        stamps[last[0]] = last[1]
        one = seconds(lambda: cache.update(stamps, by_identifier.__getitem__, prefixes, lambda _done, _all: None))
    return whole, one


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="a data folder that was built")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=_SIZES, help="numbers of documents (default %(default)s)"
    )
    args = parser.parse_args()
    prefixes = {body.slug: body.prefix for body in load_registers().bodies if body.prefix}
    own = list(documents(args.data))
    random.Random(len(own)).shuffle(own)  # families of documents differ: each size is to have its share of all
    sys.stdout.write("documents    seconds   a thousand   one more\n")
    for size in args.sizes:
        found = [copied(own[place % len(own)], place // len(own)) for place in range(size)]
        with tempfile.TemporaryDirectory() as folder:
            whole, one = measure(found, prefixes, Path(folder))
        sys.stdout.write(f"{len(found):9,} {whole:10.1f} {1000 * whole / len(found):12.2f} {one:10.2f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
