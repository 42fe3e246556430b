"""What a citation, a relation or a mandate points to: identifiers, places within them, and targets.

A target is resolved to an identifier, or unresolved for a reason; no value is both or neither. The values pack to
arrays, tagged where two could be confused, so that a ledger of many stays small.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import msgspec

from extract.model.document_types import DocumentType


class TargetKind(StrEnum):
    """What kind of thing a citation points to."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DOCUMENT = "document"
    TREATY = "treaty"
    INSTRUMENT = "instrument"


class Symbol(msgspec.Struct, frozen=True, eq=False, array_like=True):
    """The identifier of a document or treaty, in parts; ``str`` gives the canonical text.

    ``text`` is the canonical form (``A/RES/69/197``, ``MTDSG/XVIII-12``, ``file/3f9a1c08b2d47e65``); ``organ`` the
    prefix of the adopting body (``A``, ``S``, ``E``, ``A/HRC``, ``CCPCJ``), empty for treaties; ``session`` the
    session, or year, as printed (``69``, ``XXV``, ``2001``, ``S-13``); ``number`` and ``letter`` what follows. Parts
    that a document's symbol does not state are empty. Symbols are equal, and in order, by their text.
    ``extract.symbols`` parses what is printed.
    """

    text: str
    kind: TargetKind
    organ: str = ""
    session: str = ""
    number: str = ""
    letter: str = ""
    type: DocumentType | None = None

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Symbol) else NotImplemented

    def __lt__(self, other: Symbol) -> bool:
        return self.text < other.text

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place within a document or treaty: ``printed`` abbreviated as the UN does (``art. 30, para. 2 (c)``),
    ``fragment`` for identifiers (``art30.para2.c``)."""

    printed: str
    fragment: str

    def __str__(self) -> str:
        return self.printed


class UnresolvedReason(StrEnum):
    """Why a citation has no target. The scheme of reasons in ``ontology/`` defines each."""

    UNKNOWN_ORGAN = "unknown_organ"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    IBID_WITHOUT_ANTECEDENT = "ibid_without_antecedent"
    DATE_MISMATCH = "date_mismatch"
    PLACEHOLDER = "placeholder"
    UNKNOWN_INSTRUMENT = "unknown_instrument"
    NO_ANTECEDENT = "no_antecedent"
    SOURCE_WITHOUT_SYMBOL = "source_without_symbol"


class Resolved(msgspec.Struct, frozen=True, array_like=True, tag="resolved"):
    """A target that is known. ``str`` gives its identifier."""

    symbol: Symbol
    reason: ClassVar[None] = None

    def __str__(self) -> str:
        return self.symbol.text


class Unresolved(msgspec.Struct, frozen=True, array_like=True, tag="unresolved"):
    """A target that is not known, and why. ``str`` gives nothing, as the tables leave the cell empty."""

    reason: UnresolvedReason
    symbol: ClassVar[None] = None

    def __str__(self) -> str:
        return ""


Target = Resolved | Unresolved
"""``target.symbol`` and ``target.reason`` can be asked of both; one of the two is ``None``."""
