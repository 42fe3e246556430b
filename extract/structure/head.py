"""The head: what the lines above the opening formula tell of a document, and its closing lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.dates import DATE, MONTHS, ORDINAL, from_match, ordinal, parse_date
from extract.lexicon import Lexicon
from extract.model import DocumentType, Head, Span
from extract.registers import Body
from extract.structure.formula import Opening, OpeningKind
from extract.structure.lines import Line, LineKind
from extract.symbols import ROMAN, SPECIAL, Symbol, parse_symbol, resolution

NUMBER = (
    rf"(?:(?P<slashed>(?:\d{{1,4}}|{SPECIAL})/(?:\d{{1,4}}))(?:\s?(?P<letter>[A-Z](?:\s?(?:,|and|to|–|-)\s?[A-Z])*)\b)?"
    rf"|(?P<bare>\d{{1,4}})\s?(?P<before>[A-Z](?:\s(?:and|to)\s[A-Z])?)?\s?"
    rf"\((?P<bracket>{SPECIAL}|(?:{ROMAN})|[1lI]{{1,3}}|(?:19|20)\d\d)\)\s?(?P<after>[A-Z])?)"
)
"""The number of a resolution or decision as printed: ``69/197``, ``67/234 B``, ``217 A (III)``, ``902 (1994)``."""

TITLE_LINE = re.compile(
    rf"[*_#\s]*{NUMBER}\.{{0,2}}[*_]*(?:\s+|(?<=\.))(?P<title>(?:[A-Z“\"‘*]|(?:19|20)\d\d\s[A-Z]).*)", re.DOTALL
)
NUMBER_LINE = re.compile(
    rf"[*_#\s]*(?P<word>Resolution|RESOLUTION|Decision|DECISION)\s+{NUMBER}[*_]*\.?(?P<title>.*)", re.DOTALL
)

_LETTER_BEHIND = re.compile(r"(?<=[a-z)])\s(?P<letter>[B-Z])\*?$")
_NUMBER_ALONE = re.compile(rf"[*_#\s]*{NUMBER}\.?[*_\s]*")

_ADOPTED = re.compile(
    rf"(?:Resolutions?\s+a|Decisions?\s+a|A)dopted\s+by\s+the\s+(?P<organ>[A-Z][^.\[]+?)\s+on\s+(?:\w+,\s+)?{DATE}",
    re.DOTALL,
)
_ADOPTED_AT = re.compile(
    r"[Aa]dopted\s+by\s+the\s+(?P<organ>[A-Z][\w ,-]+?)\s+at\s+its\s+"
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
    r"Agenda items?\s+(?P<item>\d+(?:\s*\([a-z]+\))*(?:(?:,|\s+and)\s+(?:\d+)?(?:\s*\([a-z]+\))*)*)", re.IGNORECASE
)
_REPORT = re.compile(
    r"\[\s*(?P<how>on the (?:report|recommendation) of|without reference to)\s+(?:the\s+|a\s+)?"
    r"(?P<who>[^\[\]]{3,160}?)\s*\(\s*(?P<symbol>[A-Z]+/[\w./-]+)[^)]*\)",
    re.DOTALL,
)
_DRAFT = re.compile(r"\b(?P<revised>[Rr]evised\s+)?[Dd]raft\s+(?P<word>resolution|decision)\b")
_SPONSORS = re.compile(
    r"(?P<who>[A-Z][^:;.\[\]]{2,2500}?):\s*\**\s*(?P<revised>revised\s+)?draft\s+(?P<word>resolution|decision)\b",
    re.DOTALL,
)
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
_STATEMENT_NUMBER = re.compile(r"PRST[ /](?P<number>(?:OS/)?\d{1,4}/\d{1,3})")
_DATED_TITLE = re.compile(
    rf"^[\d() .*_]*(?:Resolution|RESOLUTION)\s+(?:\d+\s?\(\d{{4}}\)\s+)?of\s+{DATE}", re.MULTILINE
)
"""The Security Council's resolutions have no title; early ones bear the date in its place."""

_REPORT_TITLE = re.compile(r"^Reports? of the\s", re.MULTILINE)
_RECOMMENDED = re.compile(r"adoption\s+(?:\w+\s+){0,6}of\s+the\s+following\s+draft\s+(?:resolution|decision)")
_DECISION_ADOPTED = re.compile(r"\bDecisions?\s+adopted\s+by\b")
_ADOPTED_BY = re.compile(r"\bResolutions?\s+adopted\s+by\b")
_LAST_RESOLUTION = 400
_NO_TITLE = re.compile(
    r"United Nations|General Assembly|Security Council|Economic and Social Council|Human Rights Council|Distr|Original"
    r"|Agenda item|GENERAL|LIMITED|ENGLISH|English|\[|Resolution adopted|Decision adopted|RESOLUTION|DECISION"
    r"|Adopted by"
    r"|Draft resolution|Draft decision|Page \d|Vienna,|New York,|Geneva,|Nairobi,|Contents|Annex|Item \d"
    r"|Statement by the President"
)


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
    body_lines = [line for line in lines if line.kind is not LineKind.BLANK]
    text = "\n".join(line.text for line in body_lines)
    organ = organ or (opening.body if opening else None) or _organ_in(text, lexicon)
    number, title, title_span, word = _number_and_title(lines, source)
    if organ is None and _decision_number(number, opening):
        organ = lexicon.organ("General Assembly")
    organ_name = organ.name if organ else (opening.name if opening else "")
    dated = _DATED_TITLE.search(text)
    if dated:
        title, title_span = "", None
    draft = _sponsored(text)
    kind = _type(text, word, number, opening, sponsored=draft is not None)
    printed = _own_symbol(text) or _statement_symbol(text, organ)
    symbol, number = _identity(printed, number, organ, kind)
    if not title and not dated:
        title, title_span = _unnumbered_title(lines, source)
    adopted = _ADOPTED.search(text) or _ADOPTED_AT.search(text)
    report = _REPORT.search(text)
    report_symbol = parse_symbol(report["symbol"]) if report else None
    is_draft_source = bool(report and report["how"].startswith("without"))
    meeting, met = _meeting(text, closing)
    session = _SESSION.search(text)
    number_of_session = ordinal(session["ordinal"]) if session else None
    issued = _ISSUED.search(text)
    tabled = _tabled_in(body_lines, printed, lexicon, organ) if kind in _DRAFTS else None
    agenda = _AGENDA.search(text)
    head = Head(
        type=kind,
        adopted_by=organ_name,
        adopted_by_key=organ.slug if organ else "",
        symbol=printed.text if printed else "",
        number=number,
        title=title,
        title_span=title_span,
        date=_printed_date(adopted or dated) or met,
        issued=_iso(from_match(issued)) if issued else _issued_after(lines),
        session=_session(number_of_session, symbol),
        agenda_item=" ".join(agenda["item"].split()) if agenda else "",
        tabled_in=tabled.name if tabled else "",
        tabled_in_key=tabled.slug if tabled else "",
        sponsors=draft[0] if draft else (),
        committee="" if not report or is_draft_source else " ".join(report["who"].split()),
        committee_report=report_symbol.text if report_symbol and not is_draft_source else "",
        draft=report_symbol.text if report_symbol and is_draft_source else "",
        meeting=meeting,
        revised=bool(draft and draft[1]),
    )
    return HeadReading(head, (symbol,) if symbol else ())


_DRAFTS = (DocumentType.DRAFT_RESOLUTION, DocumentType.DRAFT_DECISION)


def _printed_date(match: re.Match[str] | None) -> str:
    return _iso(from_match(match)) if match else ""


def _iso(day: object) -> str:
    return str(day) if day else ""


def _organ_in(text: str, lexicon: Lexicon) -> Body | None:
    statement = _STATEMENT.search(text)
    adopted = _ADOPTED.search(text) or _ADOPTED_AT.search(text) or statement
    if adopted and adopted["organ"]:
        return lexicon.organ(" ".join(adopted["organ"].split()))
    first = next((line for line in text.split("\n") if lexicon.organ(line)), "")
    return lexicon.organ(first)


def _type(text: str, word: str, number: str, opening: Opening | None, *, sponsored: bool) -> DocumentType:
    if _STATEMENT.search(text):
        return DocumentType.PRESIDENTIAL_STATEMENT
    recommended = _RECOMMENDED.search(text)
    match = recommended or _DRAFT.search(text)
    if sponsored or recommended or (match and not number):
        is_decision = match is not None and "decision" in match[0]
        return DocumentType.DRAFT_DECISION if is_decision else DocumentType.DRAFT_RESOLUTION
    reported = opening is not None and opening.kind is OpeningKind.REPORTED
    if word.lower() == "decision" or _DECISION_ADOPTED.search(text):
        return DocumentType.DECISION
    if word or "(" in number or _ADOPTED_BY.search(text):
        return DocumentType.RESOLUTION  # decisions had no numbers while sessions were Roman
    if reported or _decision_number(number, opening):
        return DocumentType.DECISION
    if opening:
        return DocumentType.RESOLUTION
    return DocumentType.REPORT if _REPORT_TITLE.search(text) else DocumentType.DOCUMENT


def _decision_number(number: str, opening: Opening | None) -> bool:
    """The General Assembly numbers its decisions from 401 on in each session, beyond any of its resolutions."""
    organ = opening.body if opening else None
    match = re.match(r"\d+/(\d+)", number)
    return match is not None and int(match[1]) > _LAST_RESOLUTION and (organ is None or organ.prefix == "A")


def _number_and_title(lines: Sequence[Line], source: str) -> tuple[str, str, Span | None, str]:
    """Number, title with its span, and the word (Resolution, Decision) before the number, from the last line that
    bears a number: earlier ones are running headers or contents."""
    for index in reversed(range(len(lines))):
        text = lines[index].text
        match = NUMBER_LINE.fullmatch(text) or TITLE_LINE.fullmatch(text) or _NUMBER_ALONE.fullmatch(text)
        if not match:
            continue
        word = match.groupdict().get("word") or ""
        alone = match.re is _NUMBER_ALONE
        inline = match["title"].strip(" .*_:") if not alone else ""
        span: Span | None = None
        if inline:
            span = _grow(lines, index, lines[index].start + match.start("title"))
        elif word or alone:
            span = _block_after(lines, index + 1)
        else:
            continue
        title = _clean_title(source, span) if span is not None else ""
        number = _printed_number(match)
        lettered = _LETTER_BEHIND.search(title) if match["slashed"] and not match["letter"] else None
        if lettered:  # "66/253. The situation in … B"
            return f"{number} {lettered['letter']}", title[: lettered.start()], span, word
        return number, title, span, word
    return "", "", None, ""


def _printed_number(match: re.Match[str]) -> str:
    if match["slashed"]:
        return match["slashed"] + (f" {match['letter']}" if match["letter"] else "")
    letter = match["before"] or match["after"]
    # In scanned text the first sessions' Roman numbers come out as figures: 13(1) for 13 (I).
    session = "I" * len(match["bracket"]) if re.fullmatch(r"[1lI]+", match["bracket"]) else match["bracket"]
    return f"{match['bare']}{f' {letter}' if letter else ''} ({session})"


def _grow(lines: Sequence[Line], index: int, start: int) -> Span:
    """The title's span: its line and those that follow without a blank."""
    end = lines[index].end
    for line in lines[index + 1 :]:
        if line.kind is not LineKind.BODY or _NO_TITLE.match(line.text) or line.text.startswith(("The ", "[")):
            break
        end = line.end
    return Span(start, end)


def _block_after(lines: Sequence[Line], index: int) -> Span | None:
    """The next block that can be a title; one that cannot is passed over whole."""
    while index < len(lines):
        if lines[index].kind is LineKind.BODY:
            if not _NO_TITLE.match(lines[index].text) and not lines[index].text[0].islower():
                return _grow(lines, index, lines[index].start)
            while index + 1 < len(lines) and lines[index + 1].kind is LineKind.BODY:
                index += 1
        index += 1
    return None


def part_title(lines: Sequence[Line], source: str) -> tuple[str, Span] | None:
    """The title of a lettered part, behind its letter, if it has one of its own."""
    for index, line in enumerate(lines):
        if line.kind is not LineKind.BODY:
            continue
        letter = re.match(r"[*_]*[A-Z][*_.]*(?:\s+|$)", line.text)
        inline = letter is not None and len(line.text) > letter.end()
        span = _grow(lines, index, line.start + letter.end()) if letter and inline else _block_after(lines, index + 1)
        return (_clean_title(source, span), span) if span is not None else None
    return None


def _clean_title(source: str, span: Span) -> str:
    text = re.sub(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", "", source[span.start : span.end])
    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[a-z])\d{1,2}$", "", " ".join(text.split())).strip(" .")


def _unnumbered_title(lines: Sequence[Line], source: str) -> tuple[str, Span | None]:
    """A draft's title: the last block above the formula that is neither sponsors nor a recommending sentence."""
    for index in reversed(range(len(lines))):
        line = lines[index]
        if line.kind is not LineKind.BODY:
            continue
        start = index
        while start and lines[start - 1].kind is LineKind.BODY:
            start -= 1
        block = " ".join(part.text for part in lines[start : index + 1])
        if _DRAFT.search(block) or re.search(r"\brecommends\b.*:$", block) or _NO_TITLE.match(block):
            return "", None
        if len(block) < 600 and index + 1 >= 1 and re.match(r"[A-Z“\"*]", block):
            span = Span(lines[start].start, line.end)
            return _clean_title(source, span), span
        return "", None
    return "", None


def _own_symbol(text: str) -> Symbol | None:
    """The document's own symbol: on a line of its own, or beside "United Nations" or "Distr."."""
    for line in text.split("\n"):
        rest = re.sub(r"^(?:United Nations|UNITED NATIONS|Distr\.?:?|GENERAL|LIMITED)\s*", "", line).strip("* ")
        match = _SYMBOL.fullmatch(rest) or _HEALTH.fullmatch(rest)
        if match:
            return parse_symbol(match[0])
    return None


def _statement_symbol(text: str, organ: Body | None) -> Symbol | None:
    """A statement's symbol from its number: "PRST 15/2" of the Human Rights Council."""
    number = _STATEMENT_NUMBER.search(text)
    return parse_symbol(f"{organ.prefix}/PRST/{number['number']}") if number and organ else None


def _identity(printed: Symbol | None, number: str, organ: Body | None, kind: DocumentType) -> tuple[Symbol | None, str]:
    """The document's symbol, from what is printed or from number and organ, and its number."""
    if printed and (printed.number or not number):
        if printed.number and not number:
            bracketed = f"({printed.session})" in printed.text
            number = f"{printed.number} ({printed.session})" if bracketed else f"{printed.session}/{printed.number}"
        return printed, number
    if not number or kind in _DRAFTS:
        return printed, number
    prefix = organ.prefix if organ else ""
    parts = re.fullmatch(NUMBER, number)
    if not parts or not prefix:
        return printed, number
    decision = kind is DocumentType.DECISION
    if parts["slashed"]:
        session, _, count = parts["slashed"].rpartition("/")
        return _series(prefix, session, count, parts["letter"] or "", decision=decision), number
    letter = parts["before"] or parts["after"] or ""
    return resolution(
        prefix, parts["bare"], parts["bracket"], letter if len(letter) == 1 else "", decision=decision
    ), number


def _series(prefix: str, session: str, count: str, letter: str, *, decision: bool) -> Symbol:
    if prefix in ("UNEP/EA", "HSP/HA"):
        word = "Dec" if decision else "Res"
        symbol = parse_symbol(f"{prefix}.{session}/{word}.{count}")
        if symbol:
            return symbol
    return resolution(prefix, count, session, letter if len(letter) == 1 else "", decision=decision)


def _sponsored(text: str) -> tuple[tuple[str, ...], bool] | None:
    """Sponsors and whether the draft is a revised one, from "Italy and Peru: revised draft resolution"."""
    last = None
    for last in _SPONSORS.finditer(text):  # noqa: B007 - the last one counts
        pass
    if not last:
        return None
    paragraph = re.split(r"\n\s*\n|[.:]\n", last["who"])[-1]
    who = re.sub(r"[*¹²³⁴⁵⁶⁷⁸⁹⁰]|\[.*?\]", "", paragraph)
    lines = who.split("\n")
    while len(lines) > 1 and not re.search(r"(?:,|\band)\s*$", lines[0]) and not re.match(r"(?:and\b|[a-z])", lines[1]):
        lines.pop(0)
    flat = " ".join(" ".join(lines).split())
    names = re.split(
        r",\s+(?!the\b)|\s+and\s+(?!Northern|Grenadin|Nevis|Tobago|Barbuda|Herzegovina|Principe|the Grenadines)", flat
    )
    return tuple(name.strip() for name in names if name.strip()), bool(last["revised"])


def _meeting(text: str, closing: Sequence[Line]) -> tuple[str, str]:
    """The meeting and the date printed with it: at the end, in a decision's own words, or in the head."""
    tail = "\n".join(line.text for line in closing)
    reported = _AT_MEETING.search(tail)
    if reported:
        return " ".join(reported["meeting"].split()), _iso(from_match(reported))
    match = _MEETING.search(tail)
    if match:
        day = parse_date(match["date"] or tail)
        return " ".join(match["meeting"].split()), _iso(day)
    match = _ADOPTED_AT.search(text) or _AT_MEETING.search(text)
    if match:
        return " ".join(match["meeting"].split()), _iso(from_match(match))
    return "", ""


def _issued_after(lines: Sequence[Line]) -> str:
    """The first date behind "Distr." within the next lines: the date of issue."""
    for index, line in enumerate(lines):
        if _DISTRIBUTION.search(line.text):
            near = "\n".join(part.text for part in lines[index : index + 6])
            return _iso(parse_date(near))
    return ""


def _session(number: int | None, symbol: Symbol | None) -> str:
    if number:
        return str(number)
    if symbol and symbol.organ in ("A", "A/HRC") and not re.fullmatch(r"[IVXLC]+", symbol.session):
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
