"""The identity of an act: its organ, its type, its symbol and its number, from what its head prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.dates import DATE
from extract.lexicon import Lexicon
from extract.model import DRAFTS, DocumentType, Symbol
from extract.registers import Body, Form, Numbering
from extract.structure.lines import Line
from extract.structure.openings import Opening, OpeningKind
from extract.structure.titles import DRAFT, NUMBER, Title
from extract.symbols import parse_symbol, resolution

_MANNER = r"(?:unanimously\s+|without\s+a\s+vote\s+|by\s+consensus\s+)?"
ADOPTED = re.compile(
    rf"(?:Resolutions?\s+a|Decisions?\s+a|A)dopted\s+{_MANNER}by\s+the\s+(?P<organ>[A-Z][^.\[]+?)\s+on\s+(?:\w+,\s+)?{DATE}",
    re.DOTALL,
)
ADOPTED_AT = re.compile(
    rf"[Aa]dopted\s+{_MANNER}by\s+the\s+(?P<organ>[A-Z][\w ,-]+?)\s+at\s+its\s+"
    rf"(?P<meeting>\S+(?:\s\S+)?\s+(?:plenary\s+)?meeting)\s*,?\s+(?:held\s+)?on\s+(?:\w+,\s+)?{DATE}",
    re.DOTALL,
)
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[AESTC]|ST|HSP|UNEP|CTOC|CAC|CEDAW|ECE)/(?:[A-Z0-9][\w.-]*/)*[A-Z0-9][\w.-]*"
    r"(?:\s?\((?:\d{4}|[IVXLC]+|S-[IVX]+)\)\s?(?:[A-Z]\b)?|\s[A-Z]\b)?"
)
_HEALTH = re.compile(r"WHA\d{1,3}(?:\.\d{1,3}|\(\d{1,3}\))")
_STATEMENT = re.compile(
    r"Statement by the President of the (?P<organ>[A-Z][\w ]+)|President[’']s [Ss]tatement|\bPRST\b"
)
_STATEMENT_NUMBER = re.compile(r"PRST[ /](?P<number>(?:OS/)?\d{1,4}/\d{1,3})")
_REPORT_TITLE = re.compile(r"^Reports? of the\s", re.MULTILINE)
_RECOMMENDED = re.compile(r"adoption\s+(?:\w+\s+){0,6}of\s+the\s+following\s+draft\s+(?:resolution|decision)")
_DECISION_ADOPTED = re.compile(r"\bDecisions?\s+adopted\s+by\b")
_ADOPTED_BY = re.compile(r"\bResolutions?\s+adopted\s+by\b")
OF_YEAR = re.compile(r"\d{1,4} \((?:19|20)\d\d\)")
"""The year in brackets: one organ alone numbers so."""


def organ_in(text: str, lexicon: Lexicon, *, beside: bool = False) -> Body | None:
    """The organ that the head names, None where it names none. With ``beside``, the "United Nations" of the
    masthead does not count as one."""
    statement = _STATEMENT.search(text)
    adopted = ADOPTED.search(text) or ADOPTED_AT.search(text) or statement
    if adopted and adopted["organ"]:
        return lexicon.organ(" ".join(adopted["organ"].split()))
    found = [body for line in text.split("\n") if (body := lexicon.organ(line))]
    return next((body for body in found if not beside or body.kind != _MASTHEAD), None)


_MASTHEAD = "organization"


def type_of(text: str, title: Title, opening: Opening | None, numbering: Numbering, *, sponsored: bool) -> DocumentType:
    """The type of a document with ``text`` as its head, by its number and the word before that; ``sponsored``: the head
    names States that table it."""
    word, number = title.word, title.number
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
    if reported or is_decision_number(number, opening, numbering):
        return DocumentType.DECISION
    if opening:
        declared = opening.kind is OpeningKind.FORMULA and not opening.name
        return DocumentType.DECLARATION if declared else DocumentType.RESOLUTION
    return DocumentType.REPORT if _REPORT_TITLE.search(text) else DocumentType.DOCUMENT


def is_decision_number(number: str, opening: Opening | None, numbering: Numbering) -> bool:
    """Whether a number is beyond any that the organ's resolutions bear in a session, so that a decision bears it. The
    organ is the one whose numbers bear the session by default, the General Assembly."""
    organ = opening.body if opening else None
    match = re.match(r"\d+/(\d+)", number)
    default = numbering.default(Form.SESSION)
    last = numbering.resolutions_to(default, Form.SESSION)
    if match is None or last is None or int(match[1]) <= last:
        return False
    return organ is None or organ.prefix == default


def own_symbol(text: str) -> Symbol | None:
    """The document's own symbol: on a line of its own, or beside "United Nations" or "Distr."."""
    for line in text.split("\n"):
        rest = re.sub(
            r"^(?:United Nations|UNITED NATIONS|[A-Z-]+ WORLD HEALTH ASSEMBLY|Distr\.?:?|GENERAL|LIMITED)\s*", "", line
        ).strip("* ")
        match = _SYMBOL.fullmatch(rest) or _HEALTH.fullmatch(rest)
        if match:
            return parse_symbol(match[0])
    return None


def statement_symbol(text: str, organ: Body | None) -> Symbol | None:
    """A statement's symbol from its number: "PRST 15/2" of the Human Rights Council."""
    number = _STATEMENT_NUMBER.search(text)
    return parse_symbol(f"{organ.prefix}/PRST/{number['number']}") if number and organ else None


def symbol_and_number(
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


_DELIBERATIVE = frozenset(
    "principal-organ subsidiary-organ commission regional-commission committee conference-of-the-parties "
    "congress".split()
)


def tabled_in(lines: Sequence[Line], printed: Symbol | None, lexicon: Lexicon, adopting: Body | None) -> Body | None:
    """The body in which a draft is tabled, None where it is the adopting body or not known: the last deliberative organ
    on a line of its own above the title, else the one to whose series the symbol belongs (``A/C.3``)."""
    found = [body for line in lines if (body := lexicon.organ(line.text.strip("* ")))]
    others = [body for body in found if body is not adopting and body.kind in _DELIBERATIVE]
    if others or printed is None:
        return others[-1] if others else None
    body = lexicon.body_of_series(printed.text)
    return body if body is not adopting else None
