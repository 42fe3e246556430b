"""Identifiers: every spelling met in print is parsed once into a value, and printed in one canonical way.

Canonical forms carry no spaces: ``A/RES/69/197``, ``A/RES/217(III)A``, ``S/RES/1373(2001)``, ``CCPCJ/RES/20/4``,
``E/CN.15/2010/4``, ``MTDSG/XVIII-12-a``. Parse, print and parse again changes nothing.
"""

from __future__ import annotations

import re

from extract.model import DocumentType, Symbol, TargetKind

ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
"""A Roman number to 99, as sessions to 1977 bear it."""

SPECIAL = r"(?:ES|S)-(?:\d{1,2}|[IVX]{1,5})"
"""A special or emergency special session: ``S-13``, ``ES-10``, ``S-VI``."""


def resolution(organ: str, number: str, session: str = "", letter: str = "", *, decision: bool = False) -> Symbol:
    """The identifier of a resolution or decision of the body with prefix ``organ``.

    ``session`` is what stands before the slash (``69``, ``2012``), or in parentheses behind the number where it is
    Roman or, for the Security Council, the year.
    """
    word = "DEC" if decision else "RES"
    if organ == "S" or re.fullmatch(ROMAN, session) or re.fullmatch(r"(?:ES|S)-[IVX]+", session):
        text = f"{organ}/{word}/{number}({session}){letter}"
    else:
        text = f"{organ}/{word}/{session}/{number}{letter}"
    kind = TargetKind.DECISION if decision else TargetKind.RESOLUTION
    kind_of_document = DocumentType.DECISION if decision else DocumentType.RESOLUTION
    return Symbol(text, kind, organ, session, number, letter, kind_of_document)


_SLASHED = re.compile(rf"(?P<session>\d{{1,4}}|{SPECIAL})/(?P<number>\d{{1,4}})(?P<letter>[A-Z])?", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"(?P<number>\d{{1,4}})(?P<before>[A-Z])?\((?P<session>(?:{ROMAN})|{SPECIAL}|(?:19|20)\d\d)\)(?P<after>[A-Z])?",
    re.IGNORECASE,
)
_ACT = re.compile(r"(?P<organ>[A-Z][A-Z0-9./-]*?)/(?P<word>RES|DEC)/(?P<rest>.+)", re.IGNORECASE)
_STATEMENT = re.compile(r"(?P<organ>S|A/HRC)/PRST/(?P<rest>(?:OS/)?[\w-]+/\d+)", re.IGNORECASE)
_ASSEMBLY_ACT = re.compile(
    r"(?P<body>UNEP/EA|HSP/HA)\.(?P<session>\d+)/(?P<word>RES|DEC)\.(?P<number>\d+)", re.IGNORECASE
)
_HEALTH = re.compile(
    r"(?P<organ>WHA|EB)(?P<session>\d{1,3})(?:\.R?(?P<number>\d{1,3})|\((?P<decision>\d{1,3})\))", re.IGNORECASE
)
_TREATY = re.compile(
    r"MTDSG/(?P<chapter>[IVX]+(?:-[A-Z])?)-(?P<rest>\d+(?:-?[a-z])?)|(?:UNTS|LNTS)/\d+|treaty/[a-z0-9-]+"
)
_FILE = re.compile(r"file/[0-9a-f]{16}")
_SERIES = (
    r"(?:A|E|S|T|ST|L|DP|TD|ID|CAT|CRC|CEDAW|CCPR|CERD|CMW|CRPD|CED|CTOC|CAC|ECE|ESCAP|UNEP|HSP|UNW|JIU|ICCD|FCCC|APLC|BWC|CCW|CD"
    r"|CERD|DC|GC|HRI|IDB|LOS|NPT|PBC|SPLOS|TRANS|UNCTAD|UNFPA|UNICEF|WFP|WGAP|CPR)"
)
_DOCUMENT = re.compile(rf"{_SERIES}(?:/[A-Z0-9][A-Z0-9.,*()-]*)+", re.IGNORECASE)

_ORGANS = {
    "general assembly": "A",
    "assembly": "A",
    "ga": "A",
    "security council": "S",
    "sc": "S",
    "unsc": "S",
    "economic and social council": "E",
    "ecosoc": "E",
    "human rights council": "A/HRC",
    "hrc": "A/HRC",
    "commission on human rights": "CHR",
    "chr": "CHR",
}
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


def parse_symbol(text: str) -> Symbol | None:
    """As ``parse_identifier``, in parts."""
    words = " ".join(text.replace("–", "-").replace("\u2011", "-").split()).strip(" .,;")
    if _TREATY.fullmatch(words):
        return Symbol(words, TargetKind.TREATY)
    if _FILE.fullmatch(words):
        return Symbol(words, TargetKind.DOCUMENT)
    spoken = _IN_WORDS.fullmatch(words)
    if spoken:
        return _spoken(spoken)
    compact = words.replace(" ", "")
    for parse in (_act, _assembly_act, _health, _statement, _bare, _document):
        symbol = parse(compact)
        if symbol:
            return symbol
    return None


def joint(identifier: str) -> str:
    """The joint resolution of which a lettered part is a part: ``A/RES/74/255`` of ``A/RES/74/255A``; empty where
    the identifier bears no letter."""
    symbol = parse_symbol(identifier)
    return symbol.text[: -len(symbol.letter)] if symbol and symbol.letter else ""


def _spoken(match: re.Match[str]) -> Symbol | None:
    name = (match["organ"] or "").strip()
    decision = match["word"].lower().startswith("dec")
    name = re.sub(r"^(?:the|united nations)\s+", "", name, flags=re.IGNORECASE)
    rest = match["rest"].replace(" ", "")
    organ = _ORGANS.get(name.lower()) or (name.upper() if name and " " not in name else "")
    if name and not organ:
        return None
    found = _numbered(rest)
    if not found:
        return None
    session, number, letter = found
    return resolution(organ or _default_organ(session), number, session, letter, decision=decision)


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


def _default_organ(session: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", session):
        return "E"
    return "A"


def _bare(compact: str) -> Symbol | None:
    found = _numbered(compact)
    if not found:
        return None
    session, number, letter = found
    if _BRACKETED.fullmatch(compact) and session.isdigit():
        return resolution("S", number, session, letter)
    return resolution(_default_organ(session), number, session, letter)


def _act(compact: str) -> Symbol | None:
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
    return resolution(organ, number, session, letter, decision=match["word"].upper() == "DEC")


def _assembly_act(compact: str) -> Symbol | None:
    match = _ASSEMBLY_ACT.fullmatch(compact)
    if not match:
        return None
    body = match["body"].upper()
    decision = match["word"].upper() == "DEC"
    word = {"RES": "RES" if body == "UNEP/EA" else "Res", "DEC": "Dec"}[match["word"].upper()]
    kind = TargetKind.DECISION if decision else TargetKind.RESOLUTION
    kind_of_document = DocumentType.DECISION if decision else DocumentType.RESOLUTION
    text = f"{body}.{match['session']}/{word}.{match['number']}"
    return Symbol(text, kind, body, match["session"], match["number"], "", kind_of_document)


def _health(compact: str) -> Symbol | None:
    match = _HEALTH.fullmatch(compact)
    if not match:
        return None
    organ = match["organ"].upper()
    decision = match["decision"]
    number = decision or match["number"]
    text = (
        f"{organ}{match['session']}({decision})"
        if decision
        else f"{organ}{match['session']}.{'R' * (organ == 'EB')}{number}"
    )
    kind = TargetKind.DECISION if decision else TargetKind.RESOLUTION
    kind_of_document = DocumentType.DECISION if decision else DocumentType.RESOLUTION
    return Symbol(text, kind, organ, match["session"], number, "", kind_of_document)


def _statement(compact: str) -> Symbol | None:
    match = _STATEMENT.fullmatch(compact)
    if not match:
        return None
    organ, rest = match["organ"].upper(), match["rest"].upper()
    session, _, number = rest.rpartition("/")
    text = f"{organ}/PRST/{rest}"
    return Symbol(text, TargetKind.DOCUMENT, organ, session, number, "", DocumentType.PRESIDENTIAL_STATEMENT)


_KEEP_CASE = re.compile(r"(Add|Rev|Corr|Amend|Res|Dec)\.", re.IGNORECASE)


def _document(compact: str) -> Symbol | None:
    if not _DOCUMENT.fullmatch(compact):
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
