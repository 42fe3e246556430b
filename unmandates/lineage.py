"""``lineage``: where a document's lineage is found, and how it is written."""

from __future__ import annotations

from pathlib import Path

import msgspec

from extract.model import Document
from extract.registers import load_registers
from graph.ledger import Ledger
from graph.ledger_records import unpack
from graph.lineage.cache import LineageCache
from graph.name_lookup import Names
from unmandates.config import Refusal, ledger_file, lineage_file
from unmandates.pages.lineage_view import LineageView, ParagraphWording, State, compare, view_of
from unmandates.questions import opened

ALL = "all"
"""What stands for every paragraph that was changed."""


def find_lineage(data: Path, text: str, beside: str = "") -> tuple[LineageView, str]:
    """The lineage of the document that ``text`` names, and the identifier of that to compare it with: what ``beside``
    names, else the one before it, empty where there is none.

    Raises ``UnknownNameError`` for a name of nothing known, ``Refusal`` for a document without lineage, or one to
    compare with that was not read.
    """
    with opened(data) as (store, iris):
        names = Names(load_registers(), iris, store)
        identifier, other = (one and (iris.identifier_of(names.find(one, "document")) or one) for one in (text, beside))
    with LineageCache.open_read_only(lineage_file(data)) as cache:
        found = cache.of(identifier)
    if found is None:
        raise Refusal(f"{identifier} has no lineage: this store holds no draft of it, and no series that it is in")
    wanted = {found.identifier, other}
    wanted |= {one for link in found.links for one in (link.source, link.target)}
    wanted |= {member.identifier for series in found.series for member in series.members}
    documents: dict[str, Document] = {}
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        for name in sorted(filter(None, wanted)):
            winner = ledger.winner(name)
            if winner:
                documents[winner.identifier] = unpack(ledger.packed(winner.file)).documents[winner.ordinal]
    if other and other not in documents:
        raise Refusal(f"{other} cannot be compared with: none of the files of this store holds it")
    view = view_of(found, documents)
    return view, other or view.before


def differences(view: LineageView, other: str, unit: str = ALL) -> tuple[ParagraphWording, ...]:
    """The paragraphs that differ between the document and ``other``; of one ``unit``, in whichever of the two.

    Raises ``Refusal`` where there is nothing to compare.
    """
    if view.document is None:
        raise Refusal(f"{view.lineage.identifier} cannot be compared: none of the files of this store holds it")
    if not other:
        raise Refusal(f"nothing before {view.lineage.identifier} was read: name a document to compare it with (--with)")
    compared = compare(view, other)
    if unit == ALL:
        return tuple(one for one in compared if one.state is not State.SAME)
    found = tuple(one for one in compared if unit in (*one.units, *one.earlier_units))
    if not found:
        raise Refusal(f"neither {view.lineage.identifier} nor {other} has a paragraph {unit}")
    return found


def as_json(view: LineageView, wordings: tuple[ParagraphWording, ...] | None) -> str:
    """Lineage as its values are, or the differences asked for, piece by piece."""
    shown: object = view.lineage
    if wordings is not None:
        shown = [{**msgspec.to_builtins(one), "pieces": msgspec.to_builtins(one.pieces)} for one in wordings]
    return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n"
