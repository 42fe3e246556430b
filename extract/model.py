"""The values that reading yields: frozen, ordered, free of RDF. Every span is a pair of offsets, in
Unicode code points, into the source text as decoded (line ends untouched)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a source text."""

    start: int
    end: int


class Severity(StrEnum):
    """How much a fault of a document matters to its reading."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault of a document: a stable code, where it stands, and a sentence for the reader."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as received: ``name`` relative to the inputs' common folder with ``/``, its decoded text and the
    SHA-256 of its raw bytes (64 hex digits)."""

    name: str
    text: str
    sha256: str


class DocumentType(StrEnum):
    """Kinds of document, as written in the exported tables."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DRAFT_RESOLUTION = "draft resolution"
    DRAFT_DECISION = "draft decision"
    DRAFT_AMENDMENT = "draft amendment"
    PRESIDENTIAL_STATEMENT = "presidential statement"
    DECLARATION = "declaration"
    REPORT = "report"
    DOCUMENT = "document"


DRAFTS = (DocumentType.DRAFT_RESOLUTION, DocumentType.DRAFT_DECISION, DocumentType.DRAFT_AMENDMENT)
"""Types of what is still to be adopted."""


class UnitKind(StrEnum):
    """What a unit is in the document's structure."""

    HEAD = "head"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, sub-paragraph, section heading, annex part, footnote, or the head.

    ``name`` is the unit of the exported tables (``pp3``, ``op12(a)(i)``, ``I.op3``, ``annex.p3``, ``fn6``, ``head``);
    ``text`` is healed (line ends, furniture and footnote markers gone); ``spans`` are the source stretches that it
    was healed from, in order; ``opening`` is the governing verb or opening as printed, empty where there is none;
    ``parent`` names the unit that holds this one, empty at the top.
    """

    name: str
    kind: UnitKind
    text: str
    spans: tuple[Span, ...]
    opening: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the document: its unit (``fn6``), its printed marker, and the unit in which the marker stands
    (empty where the marker is lost)."""

    unit: str
    marker: str
    anchored_in: str = ""


class CitationMethod(StrEnum):
    """How a citation is made in the text."""

    TEXT = "text"
    FOOTNOTE = "footnote"
    TITLE = "title"
    NAME = "name"
    ANAPHORA = "anaphora"


class TargetKind(StrEnum):
    """What kind of thing a citation points to."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DOCUMENT = "document"
    TREATY = "treaty"
    INSTRUMENT = "instrument"


class Unresolved(StrEnum):
    """Why a citation has no target. The scheme of reasons in ``ontology/`` defines each."""

    UNKNOWN_ORGAN = "unknown_organ"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    IBID_WITHOUT_ANTECEDENT = "ibid_without_antecedent"
    DATE_MISMATCH = "date_mismatch"
    PLACEHOLDER = "placeholder"
    UNKNOWN_INSTRUMENT = "unknown_instrument"
    NO_ANTECEDENT = "no_antecedent"
    SOURCE_WITHOUT_SYMBOL = "source_without_symbol"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one target in a unit.

    ``target`` is a canonical identifier, or empty with a ``reason``; ``pinpoint`` is abbreviated as the UN prints it
    (``art. 30, para. 2 (c)``), with ``provision`` its parts for a fragment (``art30.para2.c``); ``verb`` is the
    governing verb as printed; ``rule`` names the rule that found it; ``confidence`` is in ``(0, 1]``; ``footnote`` is
    the unit of the note it was made in (``fn6``), ``instrument`` the register key of a named instrument, both empty
    otherwise.
    """

    unit: str
    span: Span
    mention: str
    kind: TargetKind
    target: str
    method: CitationMethod
    rule: str
    verb: str = ""
    pinpoint: str = ""
    provision: str = ""
    reason: Unresolved | None = None
    confidence: float = 1.0
    footnote: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a unit: ``key`` is its slug under ``id/body/``, ``label`` its canonical English name;
    ``parent`` and ``kind`` are told for bodies recognised by form (``ad_hoc``), which no register lists."""

    unit: str
    span: Span
    mention: str
    key: str
    label: str
    rule: str
    ad_hoc: bool = False
    kind: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a directive is addressed to: a body (``key`` its slug) or a group such as Member States (``group``)."""

    label: str
    key: str
    group: bool


@dataclass(frozen=True, slots=True)
class Mandate:
    """One task of a directive clause. ``clause`` is shared by the tasks of one verb (``op3.1``). Of the deadline,
    ``due`` is the day (ISO 8601), ``due_session`` the session (``A/80``: the prefix of a body's resolutions and a
    number) and ``frequency`` how often it comes back (an ISO 8601 duration), where they can be known; ``rests_on``
    are the targets cited inside the clause."""

    unit: str
    clause: str
    span: Span
    verb: str
    addressees: tuple[Addressee, ...]
    task: str
    conditions: tuple[str, ...] = ()
    deadline: str = ""
    due: str = ""
    report_to: Addressee | None = None
    report_when: str = ""
    rests_on: tuple[str, ...] = ()
    due_session: str = ""
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What the organ itself does in a clause ("Decides to establish …"): verb as printed and its object's words."""

    unit: str
    span: Span
    verb: str
    object: str


class Manner(StrEnum):
    """How a document was adopted, as written in the exported tables. ``VOTE`` is one whose kind is not printed."""

    WITHOUT_VOTE = "without a vote"
    CONSENSUS = "by consensus"
    ACCLAMATION = "by acclamation"
    UNANIMOUS = "unanimously"
    RECORDED_VOTE = "recorded vote"
    ROLL_CALL = "roll-call vote"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a document was adopted. Counts are None, and the states of a side empty, where they are not printed; states
    are named as printed. ``absent`` are those said to have been absent or not to have taken part."""

    manner: Manner
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class RelationKind(StrEnum):
    """What a document does to another, as written in ``relations.csv``."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REVOKES = "revokes"
    EXTENDS = "extends"
    ENDORSES = "endorses"
    ADOPTS = "adopts"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a clause does to a document, a part of it (``pinpoint``, ``provision`` as in ``Citation``), or measures or a
    mandate set out there. ``target`` is canonical, and the document itself where it adopts its own annex. ``term`` is
    how long it holds, in words, ``until`` the day where one is named or counted from adoption, and ``since`` the day
    from which it holds where that is not the day of adoption, both ISO 8601."""

    unit: str
    span: Span
    kind: RelationKind
    target: str
    verb: str
    pinpoint: str = ""
    provision: str = ""
    instrument: str = ""
    term: str = ""
    until: str = ""
    since: str = ""


class BodyEventKind(StrEnum):
    """What becomes of a body, as written in ``body_events.csv``."""

    ESTABLISHED = "established"
    CONTINUED = "continued"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class BodyEvent:
    """A body established, continued (its mandate extended) or ended: ``key`` and ``label`` as in ``BodyMention``,
    ``by`` the identifier of the document that does it, this one or one that it names for it; ``term``, ``until``
    and ``since`` as in ``Relation``."""

    unit: str
    span: Span
    kind: BodyEventKind
    key: str
    label: str
    by: str
    verb: str
    term: str = ""
    until: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the opening formula, and the closing lines, tell. Bodies are canonical English names, dates
    ISO 8601, numbers without their words (``session`` is ``69``); whatever is not printed is empty.
    ``language`` is a BCP 47 code, ``und`` where the words do not tell; ``no_main_committee`` is for what the plenary
    took up without reference to a Main Committee."""

    type: DocumentType
    adopted_by: str = ""
    adopted_by_key: str = ""
    symbol: str = ""
    number: str = ""
    title: str = ""
    title_span: Span | None = None
    date: str = ""
    issued: str = ""
    session: str = ""
    agenda_item: str = ""
    tabled_in: str = ""
    tabled_in_key: str = ""
    sponsors: tuple[str, ...] = ()
    committee: str = ""
    committee_report: str = ""
    draft: str = ""
    meeting: str = ""
    revised: bool = False
    adoption: Adoption | None = None
    no_main_committee: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One act of a file with all that was read of it. ``identifier`` is canonical (``A/RES/69/197``, or ``file/…``
    where no symbol is known); ``part_of`` is the joint resolution of a lettered part, empty otherwise."""

    identifier: str
    head: Head
    units: tuple[Unit, ...]
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    acts: tuple[Act, ...] = ()
    relations: tuple[Relation, ...] = ()
    body_events: tuple[BodyEvent, ...] = ()
    part_of: str = ""


class DropKind(StrEnum):
    """Why characters of a source are in no unit."""

    FURNITURE = "furniture"
    FOREIGN = "foreign"
    FORMULA = "formula"
    CLOSING = "closing"
    SIGN = "sign"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Drop:
    """A stretch of the source that is in no unit: page furniture, another language than English, an opening formula,
    closing lines (meeting, date and vote, which the head tells), signs (printed numbers and labels, footnote markers,
    emphasis), or text left unread."""

    kind: DropKind
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All documents read from one file, the faults met on the way, and the account of what is in no unit: units and
    drops together hold every character that is not white space, each once."""

    source: SourceDocument
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    drops: tuple[Drop, ...] = field(default=())
