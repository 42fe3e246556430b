"""Values of citing: mentions, which say what is printed and decide nothing, and references, which have a target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.model import CitationMethod, Pinpoint, Symbol, Target, TargetKind
from extract.registers import Body, Instrument, Numbered, Treaty


@dataclass(frozen=True, slots=True)
class NumberList:
    """What stands around a list of numbers: the word ("resolution", "decision"), the bodies named for it (several
    where they share it), whether it is "its resolution", the body named last before it in the clause, and bodies named
    with such a word earlier in the paragraph, nearest first. ``before``: the bodies stand before the word."""

    decision: bool
    organs: tuple[Body, ...]
    possessive: bool
    near: Body | None
    earlier: tuple[Body, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number of a resolution or decision, as printed.

    ``session``, ``number`` and ``letter`` as in ``Symbol``, with ``bracketed`` to distinguish 1373 (2001) from 2001/12;
    ``number`` is empty for a placeholder; ``dated`` is the date of adoption printed with it or its group, whose
    last number it then is or is not.
    """

    start: int
    end: int
    session: str
    number: str
    letter: str
    bracketed: bool
    rule: str
    dated: date | None = None
    last_of_group: bool = True
    listed: NumberList = NumberList(decision=False, organs=(), possessive=False, near=None)

    @property
    def numbered(self) -> Numbered:
        """Its parts."""
        return Numbered(self.session, self.number, self.bracketed, self.listed.decision)


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A document's symbol as printed."""

    start: int
    end: int
    symbol: Symbol
    rule: str


@dataclass(frozen=True, slots=True)
class TreatyMention:
    """A treaty named in full (``rows``: the rows that bear the name), or the protocols of one ("and the Protocols
    thereto": ``protocols``). ``defines``: the word that stands for it from here on ("(the Convention)"). ``in_body``:
    the name is part of a body's, so it is remembered and not cited; ``together``: it stands for all the rows; ``year``:
    that of the protocols, empty where none is printed."""

    start: int
    end: int
    rows: tuple[Treaty, ...]
    protocols: bool = False
    plural: bool = True
    rule: str = "treaty-name"
    defines: str = ""
    in_body: bool = False
    together: bool = False
    year: str = ""


@dataclass(frozen=True, slots=True)
class BackReference:
    """A reference back ("the Convention", "those Protocols"): the head word in the singular and lower case.
    ``together``: one to all treaties that the paragraph has named ("those treaties")."""

    start: int
    end: int
    word: str
    plural: bool
    protocols: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A named instrument; ``note`` is the marker of the footnote after the name, empty without one."""

    start: int
    end: int
    row: Instrument
    note: str


@dataclass(frozen=True, slots=True)
class SeriesMention:
    """A registration in a treaty series: number and volumes as printed, the number empty where only volumes are.
    ``ibid``: the note begins so, and what it does not restate is that of the note before."""

    start: int
    end: int
    registration: str
    volumes: tuple[str, ...]
    ibid: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention with its target, known or not, in one unit or note; offsets are those of the text in which it was
    found. ``instrument`` is the register key of a named instrument, empty otherwise."""

    start: int
    end: int
    kind: TargetKind
    target: Target
    method: CitationMethod
    rule: str
    pinpoint: Pinpoint | None = None
    confidence: float = 1.0
    instrument: str = ""

    @property
    def place(self) -> str:
        """The pinpoint as printed, empty without one."""
        return str(self.pinpoint or "")


@dataclass(frozen=True, slots=True)
class NoteReferences:
    """What a note cites, offsets in the note's text; ``series`` is the treaty series registration that it gives, or
    that the note before gives where it says ``Ibid.``."""

    references: tuple[Reference, ...]
    series: SeriesMention | None
