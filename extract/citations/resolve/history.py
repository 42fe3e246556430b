"""What a document has named so far, to resolve names that several treaties bear, references back, and protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.dates import dates_in
from extract.lexicon import Lexicon, fold
from extract.registers import Body, Registers, Treaty
from extract.structure import Layout
from extract.symbols import parse_symbol

_Named = dict[str, Treaty]
"""By id, each once, in the order last named."""


@dataclass(slots=True)
class TreatyHistory:
    """Treaties in the order in which the document names them. ``default`` is what the organ makes plain: the treaty
    whose parties meet in it; ``titled`` the treaties that the title names; ``date`` the document's own (ISO 8601),
    empty where it is not known."""

    registers: Registers
    default: Treaty | None
    titled: tuple[Treaty, ...]
    date: str
    otherwise: set[str] = field(default_factory=set)
    """Short forms of treaties that an instrument which is none bears in its name ("charter")."""

    defined: dict[str, Treaty] = field(default_factory=dict)
    """Words that the text itself gives a treaty for ("(the Convention)")."""

    paragraph: _Named = field(default_factory=dict)
    """What the paragraph has named."""

    before: _Named = field(default_factory=dict)
    """What earlier paragraphs have named."""

    @classmethod
    def of(cls, layout: Layout, lexicon: Lexicon, adopting: Body | None) -> TreatyHistory:
        """The history of a document at its beginning, with what its head makes plain."""
        registers, head = lexicon.registers, layout.head
        default = registers.treaty.get(adopting.treaty) if adopting and adopting.treaty else None
        day = str(head.date or head.issued or _latest_possible(layout, adopting, registers))
        return cls(registers, default, tuple(_treaties_in(head.title, lexicon)), day)

    def next_unit(self) -> None:
        """Begin a unit: what was named in the last one is no longer near."""
        for row in self.paragraph.values():
            _name(row, self.before)
        self.paragraph = {}

    def named(self, treaty: Treaty, defines: str = "") -> None:
        """Take note of a treaty named here, and of the word that shall stand for it."""
        _name(treaty, self.paragraph)
        if defines:
            self.defined.setdefault(defines, treaty)

    def named_otherwise(self, instruments: Iterable[str]) -> None:
        """Take note of the names of instruments that are no treaties: their head words no longer speak for themselves
        ("the Charter" once a charter of another kind was named)."""
        for name in instruments:
            words = name.lower()
            self.otherwise.update(form for form in self.registers.by_short_form if form in words)

    def protocols(self, rows: tuple[Treaty, ...], *, plural: bool) -> tuple[Treaty, ...]:
        """The protocols that existed on the document's date; a single one meant must be the only one."""
        of_all = {p.id: p for row in rows for p in self.registers.protocols.get(row.id, ())}
        found = [p for p in of_all.values() if self.existed(p)]
        return tuple(found) if plural or len(found) == 1 else ()

    def existed(self, treaty: Treaty) -> bool:
        """Whether the treaty had been adopted on the document's date, as far as both are known."""
        return not self.date or not treaty.adopted or treaty.adopted <= self.date


def _name(row: Treaty, among: _Named) -> None:
    among.pop(row.id, None)
    among[row.id] = row


def _latest_possible(layout: Layout, adopting: Body | None, registers: Registers) -> str:
    """The end of the year from which an undated document must be: that of its session, else of the latest day that it
    mentions (ISO 8601), empty where it states neither."""
    symbol = parse_symbol(layout.identifier, registers.numbering)
    years = registers.numbering.years_of(symbol.organ, symbol.session) if symbol else None
    if years is None and adopting and layout.head.session:
        years = registers.numbering.years_of(adopting.prefix, layout.head.session)
    if years is not None:
        return f"{years[-1]}-12-31"
    days = [day for paragraph in layout.paragraphs for day in dates_in(paragraph.text)]
    return f"{max(days).year}-12-31" if days else ""


def _treaties_in(title: str, lexicon: Lexicon) -> Iterator[Treaty]:
    for name in lexicon.names(title, fold(title)):
        if len(name.rows) == 1 and isinstance(name.rows[0], Treaty):
            yield name.rows[0]
