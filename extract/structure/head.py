"""The head: what the lines above the opening formula tell of a document, and its closing lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.dates import DATE, MONTHS, ORDINAL, from_match, ordinal, parse_date
from extract.lexicon import Lexicon
from extract.model import DRAFTS, DocumentType, Head, Symbol
from extract.registers import Body, Form, Numbering
from extract.source import Span
from extract.structure.adoption import read_adoption
from extract.structure.amendment import says_so
from extract.structure.formula import Opening, OpeningKind
from extract.structure.lines import Line, LineKind
from extract.structure.states import names_of_states
from extract.structure.titles import DATED, DRAFT, NUMBER, number_and_title, unnumbered_title
from extract.symbols import parse_symbol, resolution

_MANNER = r"(?:unanimously\s+|without\s+a\s+vote\s+|by\s+consensus\s+)?"
_ADOPTED = re.compile(
    rf"(?:Resolutions?\s+a|Decisions?\s+a|A)dopted\s+{_MANNER}by\s+the\s+(?P<organ>[A-Z][^.\[]+?)\s+on\s+(?:\w+,\s+)?{DATE}",
    re.DOTALL,
)
_ADOPTED_AT = re.compile(
    rf"[Aa]dopted\s+{_MANNER}by\s+the\s+(?P<organ>[A-Z][\w ,-]+?)\s+at\s+its\s+"
    rf"(?P<meeting>\S+(?:\s\S+)?\s+(?:plenary\s+)?meeting)\s*,?\s+(?:held\s+)?on\s+(?:\w+,\s+)?{DATE}",
    re.DOTALL,
)
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
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[AESTC]|ST|HSP|UNEP|CTOC|CAC|CEDAW|ECE)/(?:[A-Z0-9][\w.-]*/)*[A-Z0-9][\w.-]*"
    r"(?:\s?\((?:\d{4}|[IVXLC]+|S-[IVX]+)\)\s?(?:[A-Z]\b)?|\s[A-Z]\b)?"
)
_HEALTH = re.compile(r"WHA\d{1,3}(?:\.\d{1,3}|\(\d{1,3}\))")
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
_STATEMENT = re.compile(
    r"Statement by the President of the (?P<organ>[A-Z][\w ]+)|President[’']s [Ss]tatement|\bPRST\b"
)
_AT_SESSION = re.compile(rf"At the\s+(?:organizational\s+)?session\s+of\s+the\s+[\w ]+?,?\s+held\s+on\s+{DATE}")
_STATEMENT_NUMBER = re.compile(r"PRST[ /](?P<number>(?:OS/)?\d{1,4}/\d{1,3})")
_DATED_TITLE = re.compile(
    rf"^[\d() .*_]*(?:Resolutions?|RESOLUTION)\s+(?:\d+\s?\(\d{{4}}\)\s+)?of\s+{DATE}", re.MULTILINE
)
"""The Security Council's resolutions have no title; early ones bear the date in its place."""

_REPORT_TITLE = re.compile(r"^Reports? of the\s", re.MULTILINE)
_RECOMMENDED = re.compile(r"adoption\s+(?:\w+\s+){0,6}of\s+the\s+following\s+draft\s+(?:resolution|decision)")
_DECISION_ADOPTED = re.compile(r"\bDecisions?\s+adopted\s+by\b")
_ADOPTED_BY = re.compile(r"\bResolutions?\s+adopted\s+by\b")
_OF_YEAR = re.compile(r"\d{1,4} \((?:19|20)\d\d\)")
"""The year in brackets: one organ alone numbers so."""


@dataclass(frozen=True, slots=True)
class HeadReading:
    """A head with the identity of its document: ``symbols`` has one entry, or one for each part that a joint text
    carries; empty where no symbol is known."""

    head: Head
    symbols: tuple[Symbol, ...]


def read_head(
    lines: Sequence[Line],
    source: str,
    lexicon: Lexicon,
    opening: Opening | None,
    closing: Sequence[Line],
    *,
    organ: Body | None = None,
) -> HeadReading:
    """Read the head from its lines (those above the opening) and the closing lines. ``organ`` is that of an earlier
    part of the same number, where there is one."""
    registers = lexicon.registers
    body_lines = [line for line in lines if line.kind is not LineKind.BLANK]
    text = "\n".join(line.text for line in body_lines)
    proposes = opening is None and says_so(text)
    organ = organ or (opening.body if opening else None) or _organ_in(text, lexicon, beside=proposes)
    number, title, title_span, word = number_and_title(lines, source)
    if organ is None and _decision_number(number, opening, registers.numbering):
        organ = registers.by_prefix.get(registers.numbering.default(Form.SESSION))
    if (organ is None or opening is None) and word.lower() != "decision" and _OF_YEAR.fullmatch(number):
        organ = registers.by_prefix.get(registers.numbering.default(Form.YEAR))
    organ_name = organ.name if organ else (opening.name if opening else "")
    dated = _DATED_TITLE.search(text)
    if dated and (title_span is None or DATED.match(title)):
        title, title_span = "", None
    draft = _sponsored(lines)
    kind = _type(text, word, number, opening, registers.numbering, sponsored=draft is not None)
    if proposes:
        kind = DocumentType.DRAFT_AMENDMENT
    printed = _own_symbol(text) or _statement_symbol(text, organ)
    symbol, number = _identity(printed, number, organ, kind, registers.numbering)
    if not title and not dated:
        title, title_span = unnumbered_title(lines, source)
    adopted = _ADOPTED.search(text) or _ADOPTED_AT.search(text)
    report = _REPORT.search(text)
    report_symbol = parse_symbol(report["symbol"]) if report else None
    is_draft_source = bool(report and report["how"].startswith("without"))
    meeting, met = _meeting(text, closing)
    session = _SESSION.search("\n".join(line.text for line in body_lines if not _within(line, title_span)))
    number_of_session = ordinal(session["ordinal"]) if session else None
    issued = _ISSUED.search(text)
    tabled = _tabled_in(body_lines, printed, lexicon, organ) if kind in DRAFTS else None
    agenda = _AGENDA.search(text)
    reported = opening is not None and opening.kind is OpeningKind.REPORTED
    tail = "\n".join(line.text for line in closing)
    above = text[adopted.start() : adopted.end()] if adopted else ""
    head = Head(
        type=kind,
        adopted_by=organ_name,
        adopted_by_key=organ.slug if organ else "",
        symbol=printed,
        number=number,
        title=title,
        title_span=title_span,
        date=_printed_date(adopted or dated) or met or _printed_date(_AT_SESSION.search(text)),
        issued=from_match(issued) if issued else _issued_after(lines),
        session=_session(number_of_session, symbol, registers.numbering),
        agenda_item=" ".join(agenda["item"].split()) if agenda else "",
        tabled_in=tabled.name if tabled else "",
        tabled_in_key=tabled.slug if tabled else "",
        sponsors=draft[0] if draft else (),
        committee="" if not report or is_draft_source else " ".join(report["who"].split()),
        committee_report=None if is_draft_source else report_symbol,
        draft=report_symbol if is_draft_source else None,
        meeting=meeting,
        revised=bool(draft and draft[1]) and not proposes,
        adoption=None if kind in DRAFTS else read_adoption(tail, above, tail if reported else ""),
        no_main_committee="without reference to a Main Committee" in " ".join(text.split()),
    )
    return HeadReading(head, (symbol,) if symbol else ())


def _printed_date(match: re.Match[str] | None) -> date | None:
    return from_match(match) if match else None


def _organ_in(text: str, lexicon: Lexicon, *, beside: bool = False) -> Body | None:
    """The organ that the head tells of; ``beside``: the masthead's "United Nations" is none."""
    statement = _STATEMENT.search(text)
    adopted = _ADOPTED.search(text) or _ADOPTED_AT.search(text) or statement
    if adopted and adopted["organ"]:
        return lexicon.organ(" ".join(adopted["organ"].split()))
    found = [body for line in text.split("\n") if (body := lexicon.organ(line))]
    return next((body for body in found if not beside or body.kind != _MASTHEAD), None)


_MASTHEAD = "organization"


def _type(
    text: str, word: str, number: str, opening: Opening | None, numbering: Numbering, *, sponsored: bool
) -> DocumentType:
    if _STATEMENT.search(text):
        return DocumentType.PRESIDENTIAL_STATEMENT
    recommended = _RECOMMENDED.search(text)
    match = recommended or DRAFT.search(text)
    if sponsored or recommended or (match and not number):
        is_decision = match is not None and "decision" in match[0]
        return DocumentType.DRAFT_DECISION if is_decision else DocumentType.DRAFT_RESOLUTION
    reported = opening is not None and opening.kind is OpeningKind.REPORTED
    if word.lower() == "decision" or _DECISION_ADOPTED.search(text):
        return DocumentType.DECISION
    if word or "(" in number or _ADOPTED_BY.search(text):
        return DocumentType.RESOLUTION  # decisions had no numbers while sessions were Roman
    if reported or _decision_number(number, opening, numbering):
        return DocumentType.DECISION
    if opening:
        declared = opening.kind is OpeningKind.FORMULA and not opening.name
        return DocumentType.DECLARATION if declared else DocumentType.RESOLUTION
    return DocumentType.REPORT if _REPORT_TITLE.search(text) else DocumentType.DOCUMENT


def _decision_number(number: str, opening: Opening | None, numbering: Numbering) -> bool:
    """Whether a number is beyond any that the organ's resolutions bear in a session, so that a decision bears it. The
    organ is the one whose numbers bear the session by default, the General Assembly."""
    organ = opening.body if opening else None
    match = re.match(r"\d+/(\d+)", number)
    default = numbering.default(Form.SESSION)
    last = numbering.resolutions_to(default, Form.SESSION)
    return (
        match is not None and last is not None and int(match[1]) > last and (organ is None or organ.prefix == default)
    )


def _own_symbol(text: str) -> Symbol | None:
    """The document's own symbol: on a line of its own, or beside "United Nations" or "Distr."."""
    for line in text.split("\n"):
        rest = re.sub(
            r"^(?:United Nations|UNITED NATIONS|[A-Z-]+ WORLD HEALTH ASSEMBLY|Distr\.?:?|GENERAL|LIMITED)\s*", "", line
        ).strip("* ")
        match = _SYMBOL.fullmatch(rest) or _HEALTH.fullmatch(rest)
        if match:
            return parse_symbol(match[0])
    return None


def _statement_symbol(text: str, organ: Body | None) -> Symbol | None:
    """A statement's symbol from its number: "PRST 15/2" of the Human Rights Council."""
    number = _STATEMENT_NUMBER.search(text)
    return parse_symbol(f"{organ.prefix}/PRST/{number['number']}") if number and organ else None


def _identity(
    printed: Symbol | None, number: str, organ: Body | None, kind: DocumentType, numbering: Numbering
) -> tuple[Symbol | None, str]:
    """The document's symbol, from what is printed or from number and organ, and its number."""
    if printed and (printed.number or not number):
        if printed.number and not number:
            bracketed = f"({printed.session})" in printed.text
            number = f"{printed.number} ({printed.session})" if bracketed else f"{printed.session}/{printed.number}"
        return printed, number
    if not number or kind in DRAFTS:
        return printed, number
    prefix = organ.prefix if organ else ""
    parts = re.fullmatch(NUMBER, number)
    if not parts or not prefix:
        return printed, number
    decision = kind is DocumentType.DECISION
    if parts["slashed"]:
        session, _, count = parts["slashed"].rpartition("/")
        letter = parts["letter"] or ""
    else:
        session, count, letter = parts["bracket"], parts["bare"], parts["before"] or parts["after"] or ""
    single = letter if len(letter) == 1 else ""
    return resolution(prefix, count, session, single, decision=decision, by=numbering), number


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
        return " ".join(match["meeting"].split()), parse_date(match["date"] or tail)
    match = _ADOPTED_AT.search(text) or _AT_MEETING.search(text)
    if match:
        return " ".join(match["meeting"].split()), from_match(match)
    return "", None


def _issued_after(lines: Sequence[Line]) -> date | None:
    """The first date behind "Distr." within the next lines: the date of issue."""
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


_DELIBERATIVE = frozenset(
    "principal-organ subsidiary-organ commission regional-commission committee conference-of-the-parties "
    "congress".split()
)


def _tabled_in(lines: Sequence[Line], printed: Symbol | None, lexicon: Lexicon, adopting: Body | None) -> Body | None:
    """The body before which a draft lies: the last organ that stands on a line of its own above the title, else the
    one to whose series the symbol belongs (``A/C.3``)."""
    found = [body for line in lines if (body := lexicon.organ(line.text.strip("* ")))]
    others = [body for body in found if body is not adopting and body.kind in _DELIBERATIVE]
    if others or printed is None:
        return others[-1] if others else None
    body = lexicon.body_of_series(printed.text)
    return body if body is not adopting else None
