"""What a document has named so far, to resolve references back and protocols."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.citations.mentions import BackReference, TreatyMention
from extract.registers import Registers, Treaty

_KINDS = {
    "convention": ("convention",),
    "covenant": ("covenant",),
    "protocol": ("protocol",),
    "treaty": ("treaty",),
    "charter": ("charter",),
    "statute": ("statute",),
    "agreement": ("agreement",),
}
_CHARTER = "MTDSG/I-1"

_Named = dict[str, Treaty]
"""By id, each once, in the order last named."""


@dataclass(slots=True)
class TreatyHistory:
    """Treaties in the order in which the document names them. ``default`` is what the organ makes plain: the treaty
    whose parties meet in it; ``titled`` the treaties that the title names; ``date`` the document's own (ISO 8601)."""

    registers: Registers
    default: Treaty | None
    titled: tuple[Treaty, ...]
    date: str
    other_charter: bool = False
    """Whether a charter that is no treaty was named."""

    _defined: dict[str, Treaty] = field(default_factory=dict)
    _paragraph: _Named = field(default_factory=dict)
    _before: _Named = field(default_factory=dict)

    def next_unit(self) -> None:
        """Begin a unit: what was named in the last one is no longer near."""
        for row in self._paragraph.values():
            _name(row, self._before)
        self._paragraph = {}

    def named(self, treaty: Treaty, defines: str = "") -> None:
        """Take note of a treaty named here, and of the word that shall stand for it."""
        _name(treaty, self._paragraph)
        if defines:
            self._defined.setdefault(defines, treaty)

    def choose(self, mention: TreatyMention) -> tuple[Treaty, ...]:
        """The treaty that a name stands for, or the set of its protocols; empty where none is left."""
        rows = mention.rows
        if mention.together:  # "Geneva Conventions": one name for all of them
            rows = tuple(row for row in rows if self._existed(row))
        elif len(rows) > 1:
            known = [row for row in rows if row.id in self._paragraph or row.id in self._before]
            in_time = [row for row in rows if self._existed(row)]
            rows = tuple(known[-1:] or (in_time if len(in_time) == 1 else ()))
        if not mention.protocols:
            return rows
        found = self._protocols(rows, plural=mention.plural)
        return tuple(row for row in found if row.adopted.startswith(mention.year))

    def resolve(self, back: BackReference) -> tuple[Treaty, ...]:
        """The treaties that a reference back means; empty where more than one would fit, or none."""
        if back.together:
            return tuple(self._paragraph.values())
        if back.protocols:
            base = self._antecedents(back.word, plural=False)
            return self._protocols(base, plural=back.plural)
        found = self._antecedents(back.word, plural=back.plural)
        if not found and back.word == "charter" and not self.other_charter:
            charter = self.registers.treaty.get(_CHARTER)
            return (charter,) if charter else ()
        if not found and back.word == "protocol" and back.plural:
            return self._protocols(self._antecedents("convention", plural=False), plural=True)
        return found

    def _antecedents(self, word: str, *, plural: bool) -> tuple[Treaty, ...]:
        kinds = _KINDS[word]
        near = tuple(row for row in self._paragraph.values() if row.kind in kinds)
        if plural:
            return near if len(near) > 1 else ()
        if word in self._defined and (not near or self._defined[word] in near):
            return (self._defined[word],)
        if near:
            return (near[-1],)
        if self.default and self.default.kind in kinds:
            return (self.default,)
        titled = [row for row in self.titled if row.kind in kinds]
        if len(titled) == 1:
            return tuple(titled)
        before = tuple(row for row in self._before.values() if row.kind in kinds)
        return before if len(before) == 1 else ()

    def _protocols(self, rows: tuple[Treaty, ...], *, plural: bool) -> tuple[Treaty, ...]:
        """The protocols that existed on the document's date; a single one meant must be the only one."""
        of_all = {p.id: p for row in rows for p in self.registers.protocols.get(row.id, ())}
        found = [p for p in of_all.values() if self._existed(p)]
        return tuple(found) if plural or len(found) == 1 else ()

    def _existed(self, treaty: Treaty) -> bool:
        return not self.date or not treaty.adopted or treaty.adopted <= self.date


def _name(row: Treaty, among: _Named) -> None:
    among.pop(row.id, None)
    among[row.id] = row
