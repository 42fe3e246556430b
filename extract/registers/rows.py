"""Rows of the registers, as values: one class a file, its fields the file's columns.

A cell that holds several values separates them with ``|``. A name may be followed by the years in which it was in use:
``Old Name [1990-2001]``, either year open.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A name with the years in which it was in use, in four digits; an open end is empty."""

    name: str
    since: str = ""
    until: str = ""


_NO_COLUMN = {"column": ""}
"""Marks a field that is read out of another one's cell."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty. ``id`` is canonical (``MTDSG/XVIII-12``); ``parent`` the treaty that a protocol supplements or
    amends; dates are ISO 8601; ``volumes`` those of the Treaty Series that hold this very text; ``short_forms`` head
    words that stand for it though it was not named before (``Charter``); ``periods`` the aliases that were in use for
    some years only."""

    id: str
    title: str
    kind: str
    aliases: Names = ()
    acronyms: Names = ()
    short_forms: Names = ()
    mtdsg: str = ""
    unts: str = ""
    volumes: Names = ()
    adopted: str = ""
    in_force: str = ""
    parent: str = ""
    depositary: str = ""
    adopted_by: str = ""
    overseen_by: Names = ()
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Body:
    """A body. ``short_forms`` are head words that stand for it once it was named ("Commission", "Office");
    ``symbols`` its series (``E/CN.15``); ``prefix`` what its resolutions' identifiers begin with (``CCPCJ``);
    ``treaty`` the treaty whose parties meet in it or whose implementation it oversees."""

    slug: str
    name: str
    kind: str
    aliases: Names = ()
    acronyms: Names = ()
    short_forms: Names = ()
    parent: str = ""
    symbols: Names = ()
    prefix: str = ""
    treaty: str = ""
    predecessor: str = ""
    successor: str = ""
    founded_by: str = ""
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A named instrument that is not a treaty, with the document that adopts or contains it. ``learned``: no row of a
    register, but what documents taught."""

    slug: str
    name: str
    kind: str
    aliases: Names = ()
    document: str = ""
    pinpoint: str = ""
    adopted: str = ""
    source: str = ""
    periods: tuple[Alias, ...] = field(default=(), metadata=_NO_COLUMN)
    learned: bool = field(default=False, metadata=_NO_COLUMN)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form without its adverbs, in lower case. ``position`` is ``preambular`` or ``operative``; ``family`` the
    concept it belongs to; ``force`` runs from 0 (states) to 5 (commands); ``directive`` says ``yes`` where it can ask
    somebody else to act."""

    form: str
    position: str
    family: str
    force: str
    intent: str
    directive: str = ""
    cito: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of addressees that is not a body, such as Member States."""

    slug: str
    label: str
    aliases: Names = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a body: ``kind`` is ``regular``, ``special``, ``emergency`` or ``resumed``; ``number`` as symbols
    print it (``69``, ``S-13``, ``2012``); ``opened`` and ``closed`` are ISO 8601 dates (columns ``from`` and ``to``),
    a month or year where the day is not known, empty where nothing is."""

    body: str
    kind: str
    number: str
    opened: str = field(default="", metadata={"column": "from"})
    closed: str = field(default="", metadata={"column": "to"})
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What others have of a row of ours. ``key`` is a treaty's id, or ``body/`` or ``instrument/`` and a slug;
    ``relation`` says whether ``iri`` is a page about it (``foaf:page``) or the same thing (``skos:exactMatch``)."""

    key: str
    relation: str
    iri: str
    source: str


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One way in which a body numbers what it adopts. ``prefix`` is what the body's identifiers begin with, ``*`` for
    every body without rows of its own; ``form`` says what is printed: ``number (session)`` with a Roman session,
    ``number (year)``, ``session/number``, ``special session/number``, ``year/number`` or ``statement``; ``names`` are
    what the body is called before a number.

    ``since`` and ``until`` are the first and last session or year of the form. In one session, numbers of resolutions
    do not go beyond ``resolutions_to``, those of decisions run from ``decisions_from`` to ``decisions_to``.
    ``exclusive``: the body uses no form but those listed, so that another one is not its number. ``default``: a number
    of this form without an organ's name is this body's. ``resolution`` and ``decision`` are identifiers with
    ``{session}`` and ``{number}``, where they are not made up in the usual way (``A/RES/69/197``).

    Sessions are dated by counting: session ``counted_from`` was in the year ``in_year``, with ``sessions_a_year`` from
    there on; ``opens`` is the month in which a session begins that runs into the next year. A session in
    ``sessions.csv`` needs no counting. ``example`` is an identifier."""

    prefix: str
    form: str
    names: Names = ()
    since: int | None = None
    until: int | None = None
    resolutions_to: int | None = None
    decisions_from: int | None = None
    decisions_to: int | None = None
    exclusive: bool = False
    default: bool = False
    resolution: str = ""
    decision: str = ""
    counted_from: int | None = None
    in_year: int | None = None
    sessions_a_year: int | None = None
    opens: int | None = None
    example: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SymbolSeries:
    """What symbols of documents begin with (``E``, ``CTOC``): ``name`` says whose documents they are, ``cited`` whether
    running text is searched for them, ``numbered`` whether the number of a session can follow (``GC.18/INF/4``)."""

    series: str
    name: str = ""
    cited: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class VerbEffect:
    """What a verb does in an organ's own operative action: ``stem`` is its infinitive (``extend``, ``set up``);
    ``relation`` what it makes of a document that it acts on (``amends``, ``replaces``, ``revokes``, ``extends``,
    ``endorses``, ``adopts``); ``body_event`` what becomes of a body (``established``, ``continued``, ``ended``)."""

    stem: str
    relation: str = ""
    body_event: str = ""


@dataclass(frozen=True, slots=True)
class GroupForm:
    """A form of ad hoc group that is recognized by its words though no register lists it: ``name`` is what it is called
    in its label, ``words`` what texts call it, in lower case; ``kind`` as of bodies."""

    name: str
    kind: str
    words: Names


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word of one of the lists that the reading knows.

    ``organ``: words that stand for an organ before a number ("Council resolution"). ``own action``: families of verbs
    with which an organ acts itself. ``instrument``: words in the names of instruments, by which a name is learned.
    ``general purpose``: words in the purpose of an ad hoc group that do not set it apart from another of its kind."""

    list: str
    word: str


RELATIONS = ("foaf:page", "skos:exactMatch")
"""What a link can say."""

FILES: Mapping[str, type] = {
    "treaties.csv": Treaty,
    "bodies.csv": Body,
    "instruments.csv": Instrument,
    "verbs.csv": Verb,
    "groups.csv": Group,
    "sessions.csv": Session,
    "links.csv": Link,
    "numbering.csv": NumberForm,
    "series.csv": SymbolSeries,
    "effect_verbs.csv": VerbEffect,
    "group_forms.csv": GroupForm,
    "words.csv": ListedWord,
}
"""The files of the registers, with the class of their rows."""


def columns(row_type: type) -> dict[str, str]:
    """The columns of a register, in order, with the field of the row that each fills."""
    named = ((f.metadata.get("column", f.name), f.name) for f in dataclasses.fields(row_type))
    return {column: name for column, name in named if column}
