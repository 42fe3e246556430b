"""Identifiers: every spelling met in print is parsed once into a value, and printed in one canonical way.

Canonical forms carry no spaces: ``A/RES/69/197``, ``A/RES/217(III)A``, ``S/RES/1373(2001)``, ``CCPCJ/RES/20/4``,
``E/CN.15/2010/4``, ``MTDSG/XVIII-12-a``. Parse, print and parse again changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.model import DocumentType, Symbol, TargetKind
from extract.registers import ROMAN, SPECIAL, Form, Numbered, Numbering, project_numbering


def resolution(
    organ: str, number: str, session: str = "", letter: str = "", *, decision: bool = False, by: Numbering | None = None
) -> Symbol:
    """The identifier of a resolution or decision of the body with prefix ``organ``.

    ``session`` is what stands before the slash (``69``, ``2012``), or in parentheses after the number where it is
    Roman or, for the Security Council, the year. ``by`` is how organs number, by the project's own registers if left
    out.
    """
    text = (by or project_numbering()).identifier(organ, Numbered(session, number, decision=decision), letter)
    kind = TargetKind.DECISION if decision else TargetKind.RESOLUTION
    kind_of_document = DocumentType.DECISION if decision else DocumentType.RESOLUTION
    return Symbol(text, kind, organ, session, number, letter if text.endswith(letter) else "", kind_of_document)


_SLASHED = re.compile(rf"(?P<session>\d{{1,4}}|{SPECIAL})/(?P<number>\d{{1,4}})(?P<letter>[A-Z])?", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"(?P<number>\d{{1,4}})(?P<before>[A-Z])?\((?P<session>(?:{ROMAN})|{SPECIAL}|(?:19|20)\d\d)\)(?P<after>[A-Z])?",
    re.IGNORECASE,
)
_ACT = re.compile(r"(?P<organ>[A-Z][A-Z0-9./-]*?)/(?P<word>RES|DEC)/(?P<rest>.+)", re.IGNORECASE)
_STATEMENT = re.compile(r"(?P<organ>[A-Z/]+)/PRST/(?P<rest>(?:OS/)?[\w-]+/\d+)", re.IGNORECASE)
_TREATY = re.compile(
    r"MTDSG/(?P<chapter>[IVX]+(?:-[A-Z])?)-(?P<rest>\d+(?:-?[a-z])?)|(?:UNTS|LNTS)/\d+|treaty/[a-z0-9-]+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILE = re.compile(r"file/[0-9a-f]{16}")
_IN_WORDS = re.compile(
    r"(?:(?P<organ>[A-Za-z/ ]+?)\s+)?(?P<word>resolution|decision|res\.?|dec\.?)\s+(?P<rest>\S.*)", re.IGNORECASE
)


def parse_identifier(text: str) -> str | None:
    """The canonical identifier that ``text`` spells, or None where it spells none.

    A number without an organ is read as the series that it can only belong to: ``69/197`` and ``2625 (XXV)`` the
    General Assembly's, ``1373 (2001)`` the Security Council's, ``2012/12`` the Economic and Social Council's.
    """
    symbol = parse_symbol(text)
    return symbol.text if symbol else None


def parse_symbol(text: str, by: Numbering | None = None) -> Symbol | None:
    """As ``parse_identifier``, in parts. ``by`` is how organs number, by the project's own registers if left out."""
    numbering = by or project_numbering()
    words = " ".join(text.replace("–", "-").replace("\u2011", "-").split()).strip(" .,;")
    if _TREATY.fullmatch(words):
        return Symbol(words, TargetKind.TREATY)
    if _FILE.fullmatch(words):
        return Symbol(words, TargetKind.DOCUMENT)
    spoken = _IN_WORDS.fullmatch(words)
    if spoken:
        return _spoken(spoken, numbering)
    compact = words.replace(" ", "")
    for parse in (_act, _unusual, _statement, _bare, _document):
        symbol = parse(compact, numbering)
        if symbol:
            return symbol
    return None


@lru_cache(maxsize=4096)
def identified(identifier: str) -> Symbol:
    """The symbol with this canonical identifier; one of a form that is not known is a document's."""
    return parse_symbol(identifier) or Symbol(identifier, TargetKind.DOCUMENT)


def joint(identifier: str) -> str:
    """The joint resolution of which a lettered part is a part: ``A/RES/74/255`` of ``A/RES/74/255A``; empty where
    the identifier bears no letter."""
    symbol = parse_symbol(identifier)
    return symbol.text[: -len(symbol.letter)] if symbol and symbol.letter else ""


def _spoken(match: re.Match[str], by: Numbering) -> Symbol | None:
    name = (match["organ"] or "").strip()
    decision = match["word"].lower().startswith("dec")
    name = re.sub(r"^(?:the|united nations)\s+", "", name, flags=re.IGNORECASE)
    organ = by.called(name) or (name.upper() if name and " " not in name else "")
    if name and not organ:
        return None
    found = _numbered(match["rest"].replace(" ", ""))
    if not found:
        return None
    session, number, letter = found
    return resolution(organ or _default_organ(session, by), number, session, letter, decision=decision, by=by)


def _numbered(compact: str) -> tuple[str, str, str] | None:
    """``(session, number, letter)`` of ``69/197B``, ``217A(III)``, ``1373(2001)``."""
    match = _SLASHED.fullmatch(compact)
    if match:
        session = match["session"].upper()
        return session, match["number"].lstrip("0") or "0", (match["letter"] or "").upper()
    match = _BRACKETED.fullmatch(compact)
    if match:
        return match["session"].upper(), match["number"], (match["before"] or match["after"] or "").upper()
    return None


def _default_organ(session: str, by: Numbering) -> str:
    return by.default(Form.YEARLY if _YEAR.fullmatch(session) else Form.SESSION)


def _bare(compact: str, by: Numbering) -> Symbol | None:
    found = _numbered(compact)
    if not found:
        return None
    session, number, letter = found
    if _BRACKETED.fullmatch(compact) and session.isdigit():
        return resolution(by.default(Form.YEAR), number, session, letter, by=by)
    return resolution(_default_organ(session, by), number, session, letter, by=by)


def _act(compact: str, by: Numbering) -> Symbol | None:
    match = _ACT.fullmatch(compact)
    if not match:
        return None
    rest = match["rest"]
    organ = match["organ"].upper()
    year_and_roman = re.fullmatch(rf"(?:19|20)\d\d/(\d+\({ROMAN}\)[A-Z]?)", rest, re.IGNORECASE)
    found = _numbered(year_and_roman[1] if year_and_roman else rest)
    if not found:
        return None
    session, number, letter = found
    return resolution(organ, number, session, letter, decision=match["word"].upper() == "DEC", by=by)


def _unusual(compact: str, by: Numbering) -> Symbol | None:
    """Identifiers that a body makes up in its own way: ``UNEP/EA.2/RES.3``, ``WHA65.21``."""
    found = by.parse(compact)
    if not found:
        return None
    organ, numbered = found
    return resolution(organ, numbered.number, numbered.session, decision=numbered.decision, by=by)


def _statement(compact: str, by: Numbering) -> Symbol | None:
    match = _STATEMENT.fullmatch(compact)
    organ = match["organ"].upper() if match else ""
    if not match or organ not in by.statements:
        return None
    rest = match["rest"].upper()
    session, _, number = rest.rpartition("/")
    text = f"{organ}/PRST/{rest}"
    return Symbol(text, TargetKind.DOCUMENT, organ, session, number, "", DocumentType.PRESIDENTIAL_STATEMENT)


_KEEP_CASE = re.compile(r"(Add|Rev|Corr|Amend|Res|Dec)\.", re.IGNORECASE)


@lru_cache(maxsize=8)
def _document_pattern(series: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{series})(?:/[A-Z0-9][A-Z0-9.,*()-]*)+", re.IGNORECASE)


def _document(compact: str, by: Numbering) -> Symbol | None:
    if not _document_pattern(by.series).fullmatch(compact):
        return None
    body = compact.rstrip(".,*(-")
    if body.endswith(")") and "(" not in body:
        body = body.rstrip(")")
    text = _KEEP_CASE.sub(lambda m: m[1].capitalize() + ".", body.upper())
    return Symbol(text, TargetKind.DOCUMENT, type=_type_of(text))


def _type_of(text: str) -> DocumentType:
    if re.search(r"/L\.\d+", text):
        return DocumentType.DRAFT_RESOLUTION
    return DocumentType.DOCUMENT
