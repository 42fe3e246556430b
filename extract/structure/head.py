"""The head: what the lines above the opening formula state of a document, and its closing lines.

What the format states beside the text (``Source.metadata``) comes first, then blocks, then what the lines print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.dates import DATE, MONTHS, ORDINAL, from_match, ordinal, parse_date
from extract.lexicon import Lexicon
from extract.metadata import Metadata
from extract.model import DRAFTS, Adoption, DocumentType, Head, Manner, Symbol
from extract.normalized_text import normalize
from extract.registers import Body, Form, Numbering
from extract.source import BlockKind, Source, Span
from extract.structure.adoption import read_adoption
from extract.structure.amendment import says_so
from extract.structure.blocks import BlockMap
from extract.structure.identity import (
    ADOPTED,
    ADOPTED_AT,
    OF_YEAR,
    is_decision_number,
    organ_in,
    own_symbol,
    statement_symbol,
    symbol_and_number,
    tabled_in,
    type_of,
)
from extract.structure.lines import Line, LineKind
from extract.structure.marks import without
from extract.structure.openings import Opening, OpeningKind
from extract.structure.state_names import names_of_states, spelled
from extract.structure.titles import DATED, Title, number_and_title, unnumbered_title
from extract.symbols import identified, parse_symbol

_ISSUED = re.compile(rf"Distr\.?:?\s*(?:General|Limited|GENERAL|LIMITED|Restricted)?\s*{DATE}", re.DOTALL)
_DISTRIBUTION = re.compile(r"Distr\b", re.IGNORECASE)
_SESSION = re.compile(
    rf"\b(?P<ordinal>{ORDINAL})(?:\s+(?P<kind>special|emergency special|resumed|regular|executive))?\s+session\b",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"Agenda items?\s+(?P<item>\d+(?:\.\d+)?(?:\s*\([a-z]+\))*(?:(?:,|\s+and)\s+(?:\d+)?(?:\s*\([a-z]+\))*)*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<=\d)[A-Z](?:\s?(?:-|–|,|and)\s?[A-Z])+$")
"""The letters of a joint text: A/RES/78/700A-B."""

_LETTER = re.compile(r"[A-Z]")
"""What stands before the title of a lettered part: no number of its own."""

_REPORT = re.compile(
    r"\[\s*(?P<how>on the (?:report|recommendation) of|without reference to)\s+(?:the\s+|a\s+)?"
    r"(?P<who>[^\[\]]{3,160}?)\s*\(\s*(?P<symbol>[A-Z]+/[\w./-]+)[^)]*\)",
    re.DOTALL,
)
_SPONSORS = re.compile(
    r"(?P<who>[A-Z][^:;.\[\]]{2,2500}?):\s*\**\s*(?:amendments?\s+to\s+(?:the\s+)?)?(?P<revised>revised\s+)?"
    r"draft\s+(?P<word>resolution|decision)\b",
    re.DOTALL,
)
_ABOVE_SPONSORS = re.compile(r"(?:Agenda items?|Items?)\s+\d|.*\b(?:session|Session|Committee|Commission)\b")
_GOES_ON = re.compile(r"and\b|[a-z]")
_MEETING = re.compile(
    r"(?P<meeting>(?:\d{1,4}(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+)*)\s+(?:\([a-z]+\)\s+)?(?:plenary\s+)?meeting)\b"
    rf"[\s,.]*(?P<date>\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}})?",
    re.DOTALL,
)
_AT_MEETING = re.compile(
    r"At (?:its|the)\s+(?P<meeting>\S+(?:\s\S+){0,3}?\s+meeting)(?:\s+of\s+the\s+[\w ]+?)?\s*,?"
    rf"\s+(?:held\s+)?on\s+{DATE}",
    re.DOTALL,
)
_AT_SESSION = re.compile(rf"At the\s+(?:organizational\s+)?session\s+of\s+the\s+[\w ]+?,?\s+held\s+on\s+{DATE}")
_DATED_TITLE = re.compile(
    rf"^[\d() .*_]*(?:Resolutions?|RESOLUTION)\s+(?:\d+\s?\(\d{{4}}\)\s+)?of\s+{DATE}", re.MULTILINE
)
"""The Security Council's resolutions have no title; early ones bear the date in its place."""


@dataclass(frozen=True, slots=True)
class HeadReading:
    """A head with the identity of its document: ``symbols`` has one entry, or one for each part that a joint text
    carries; empty where no symbol is known."""

    head: Head
    symbols: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class HeadReader:
    """Reads the head of an act of ``source`` that begins to speak with ``opening``; ``organ`` is that of an earlier
    part of the same number, where there is one."""

    source: Source
    blocks: BlockMap
    lexicon: Lexicon
    opening: Opening | None
    organ: Body | None = None

    def read(self, lines: Sequence[Line], closing: Sequence[Line]) -> HeadReading:
        """The head that ``lines``, those above the opening, and the ``closing`` lines state."""
        printed_lines = [line for line in lines if line.kind is not LineKind.BLANK]
        text = "\n".join(line.text for line in printed_lines)
        dated = _DATED_TITLE.search(text)
        title = self._title(lines, dated=dated is not None)
        organ = self._organ(text, title)
        draft = _sponsored(lines)
        numbering = self.lexicon.registers.numbering
        kind = self._type(text, title, sponsored=draft is not None)
        printed = self._stated_symbol() or own_symbol(text) or statement_symbol(text, organ)
        symbol, number = symbol_and_number(printed, title.number, organ, kind, numbering)
        tabled = tabled_in(printed_lines, printed, self.lexicon, organ) if kind in DRAFTS else None
        head = Head(
            type=kind,
            adopted_by=organ.name if organ else (self.opening.name if self.opening else ""),
            adopted_by_key=organ.slug if organ else "",
            symbol=printed,
            number=number,
            title=title.text,
            title_span=title.span,
            issued=_issued(text, lines),
            session=_session(_session_printed(printed_lines, title.span), symbol, numbering),
            agenda_item=_agenda_item(text),
            tabled_in=tabled.name if tabled else "",
            tabled_in_key=tabled.slug if tabled else "",
            sponsors=draft[0] if draft else (),
            revised=bool(draft and draft[1]) and kind is not DocumentType.DRAFT_AMENDMENT,
            no_main_committee="without reference to a Main Committee" in " ".join(text.split()),
        )
        head = _with_committee(head, text)
        head = self._with_adoption(head, text, closing, dated)
        return HeadReading(_with_metadata(head, self.source.metadata), (symbol,) if symbol else ())

    def _title(self, lines: Sequence[Line], *, dated: bool) -> Title:
        """The title, with the number before it; none where a date stands in its place."""
        title = self._stated_title(lines)
        if title is not None:
            return title
        title = number_and_title(lines, self.source.text)
        if dated and (title.span is None or DATED.match(title.text)):
            return replace(title, text="", span=None)
        if title.text or dated:
            return title
        text, span = unnumbered_title(lines, self.source.text)
        return replace(title, text=text, span=span)

    def _stated_title(self, lines: Sequence[Line]) -> Title | None:
        """The last title that blocks state, markers taken out of it."""
        stated = [line for line in lines if line.stated(BlockKind.TITLE)]
        block = stated[-1].block if stated else None
        if block is None:
            return None
        stretches = [Span(line.start + line.content, line.end) for line in stated if line.block is block]
        marks = sorted(mark.span for mark in (*self.blocks.markers, *self.blocks.superscripts))
        text = normalize(self.source.text, without(stretches, marks)).text.strip(" .")
        span = Span(stretches[0].start, stretches[-1].end)
        printed = number_and_title([line for line in lines if line.block is not block], self.source.text)
        stated_number = (block.number or "").strip(" .")
        number = printed.number if not stated_number or _LETTER.fullmatch(stated_number) else stated_number
        return Title(number, text, span if text else None, printed.word)

    def _organ(self, text: str, title: Title) -> Body | None:
        """The organ that adopts: stated, of an earlier part, of the formula, named in the head, or known from the
        number."""
        metadata = self.source.metadata
        if metadata and metadata.organ and (stated := self.lexicon.organ(metadata.organ)):
            return stated
        organ = self.organ or (self.opening.body if self.opening else None)
        organ = organ or organ_in(text, self.lexicon, beside=self._proposes(text))
        registers = self.lexicon.registers
        if organ is None and is_decision_number(title.number, self.opening, registers.numbering):
            return registers.by_prefix.get(registers.numbering.default(Form.SESSION))
        may_be_council = (organ is None or self.opening is None) and title.word.lower() != "decision"
        if may_be_council and OF_YEAR.fullmatch(title.number):
            return registers.by_prefix.get(registers.numbering.default(Form.YEAR))
        return organ

    def _type(self, text: str, title: Title, *, sponsored: bool) -> DocumentType:
        if self._proposes(text):
            return DocumentType.DRAFT_AMENDMENT
        stated = self._stated_symbol()
        if stated and stated.type and stated.type is not DocumentType.DOCUMENT:
            return stated.type
        return type_of(text, title, self.opening, self.lexicon.registers.numbering, sponsored=sponsored)

    def _proposes(self, text: str) -> bool:
        """Whether the head says that the document proposes to amend a draft."""
        return self.opening is None and says_so(text)

    def _stated_symbol(self) -> Symbol | None:
        """The symbol in the metadata; of several lettered parts the joint one."""
        metadata = self.source.metadata
        if not metadata or not metadata.symbol:
            return None
        joint = _LETTERS.sub("", metadata.symbol) if self.blocks.documents else metadata.symbol
        return parse_symbol(joint)

    def _with_adoption(self, head: Head, text: str, closing: Sequence[Line], dated: re.Match[str] | None) -> Head:
        """The head with date, meeting and manner of adoption."""
        adopted = ADOPTED.search(text) or ADOPTED_AT.search(text)
        meeting, met = _meeting(text, closing)
        tail = "\n".join(line.text for line in closing)
        above = text[adopted.start() : adopted.end()] if adopted else ""
        reported = self.opening is not None and self.opening.kind is OpeningKind.REPORTED
        return replace(
            head,
            date=_printed_date(adopted or dated) or met or _printed_date(_AT_SESSION.search(text)),
            meeting=meeting,
            adoption=None if head.type in DRAFTS else read_adoption(tail, above, tail if reported else ""),
        )


def _with_committee(head: Head, text: str) -> Head:
    """The head with the committee and its report, or with the draft that was taken up without one."""
    report = _REPORT.search(text)
    if not report:
        return head
    printed = parse_symbol(report["symbol"])
    if report["how"].startswith("without"):
        return replace(head, draft=printed)
    return replace(head, committee=" ".join(report["who"].split()), committee_report=printed)


def _with_metadata(head: Head, metadata: Metadata | None) -> Head:
    """The head with what the format states in the place of what was read."""
    if metadata is None:
        return head
    vote = metadata.vote
    adoption = head.adoption
    if vote:
        counts = (vote.votes_for, vote.votes_against, vote.abstentions)
        sides = (vote.in_favour, vote.against, vote.abstaining, vote.absent)
        adoption = Adoption(Manner(vote.manner), *counts, *(tuple(map(spelled, states)) for states in sides))
    return replace(
        head,
        date=_stated_day(metadata.date) or head.date,
        issued=_stated_day(metadata.issued) or head.issued,
        session=metadata.session or head.session,
        agenda_item=" and ".join(item.number for item in metadata.agenda_items) or head.agenda_item,
        meeting=metadata.meeting or head.meeting,
        draft=_stated_document(metadata.draft) or head.draft,
        committee=metadata.committee or head.committee,
        committee_report=_stated_document(metadata.committee_report) or head.committee_report,
        sponsors=tuple(map(spelled, metadata.sponsors)) or head.sponsors,
        adoption=adoption,
        agenda_title=_agenda_title(metadata),
        chapter_vii=metadata.chapter_vii or False,
        subjects=metadata.subjects,
        steps=metadata.steps,
    )


def _agenda_title(metadata: Metadata) -> str:
    return next((item.title for item in metadata.agenda_items if item.title), "")


def _stated_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _stated_document(text: str) -> Symbol | None:
    return identified(text) if text else None


def _issued(text: str, lines: Sequence[Line]) -> date | None:
    issued = _ISSUED.search(text)
    return from_match(issued) if issued else _issued_after(lines)


def _agenda_item(text: str) -> str:
    agenda = _AGENDA.search(text)
    return " ".join(agenda["item"].split()) if agenda else ""


def _session_printed(lines: Sequence[Line], title: Span | None) -> int | None:
    session = _SESSION.search("\n".join(line.text for line in lines if not _within(line, title)))
    return ordinal(session["ordinal"]) if session else None


def _printed_date(match: re.Match[str] | None) -> date | None:
    return from_match(match) if match else None


def _within(line: Line, span: Span | None) -> bool:
    return span is not None and span.start < line.end <= span.end


def _sponsored(head: Sequence[Line]) -> tuple[tuple[str, ...], bool] | None:
    """Sponsors and whether the draft is a revised one, from "Italy and Peru: revised draft resolution"."""
    last = None
    for last in _SPONSORS.finditer("\n".join(line.text for line in head)):  # noqa: B007 - the last one counts
        pass
    if not last:
        return None
    paragraph = re.split(r"(?<![,\n])(?<!\band)\n\s*\n|[.:]\n+", last["who"])[-1]
    who = re.sub(r"[*¹²³⁴⁵⁶⁷⁸⁹⁰]|\[.*?\]", "", paragraph)
    lines = [line for line in who.split("\n") if line]
    if _ABOVE_SPONSORS.match(lines[0]):  # no blank line stands between the agenda item and the sponsors
        while len(lines) > 1 and not re.search(r"(?:,|\band)\s*$", lines[0]) and not _GOES_ON.match(lines[1]):
            lines.pop(0)
    flat = " ".join(" ".join(lines).split())
    return names_of_states(flat), bool(last["revised"])


def _meeting(text: str, closing: Sequence[Line]) -> tuple[str, date | None]:
    """The meeting and the date printed with it: at the end, in a decision's own words, or in the head."""
    tail = "\n".join(line.text for line in closing)
    reported = _AT_MEETING.search(tail)
    if reported:
        return " ".join(reported["meeting"].split()), from_match(reported)
    match = _MEETING.search(tail)
    if match:
        day = parse_date(match["date"] or tail)
        return " ".join(match["meeting"].split()), day
    match = ADOPTED_AT.search(text) or _AT_MEETING.search(text)
    if match:
        return " ".join(match["meeting"].split()), from_match(match)
    return "", None


def _issued_after(lines: Sequence[Line]) -> date | None:
    """The first date after "Distr." within the next lines: the date of issue."""
    for index, line in enumerate(lines):
        if _DISTRIBUTION.search(line.text):
            near = "\n".join(part.text for part in lines[index : index + 6])
            return parse_date(near)
    return None


def _session(number: int | None, symbol: Symbol | None, numbering: Numbering) -> str:
    if number:
        return str(number)
    if symbol and symbol.organ in numbering.by_session and not re.fullmatch(r"[IVXLC]+", symbol.session):
        return symbol.session
    return ""
