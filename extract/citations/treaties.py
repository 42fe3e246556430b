"""Treaties and protocols by name, and references back to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.citations.mentions import BackReference, TreatyMention
from extract.lexicon import Lexicon, Named, Taken
from extract.registers import Treaty
from extract.scan import Scan

_THERETO = re.compile(
    r",?\s*(?:and|as well as|or)\s+(?:to\s+|of\s+)?"
    r"(?P<whole>(?:the|its|their)\s+(?:(?:first|second|two|three|four|relevant|additional)\s+)*"
    r"(?:(?:[Oo]ptional|[Aa]dditional|[Ss]upplementary|[Ss]upplementing)\s+)*[Pp]rotocol(?P<plural>s)?(?:\s+thereto)?)"
    r"(?!\s+(?:to|on|against|for|relating|of(?!\s+(?:\d{1,2}\s\w+\s)?(?:19|20)\d\d)|concerning)\b)"
)
_SUPPLEMENTED = re.compile(
    r"\b(?P<whole>(?:the\s+)?(?:(?:two|three|four)\s+)?(?:(?:Optional|Additional)\s+)?Protocols)"
    r"\s+(?:supplementing|to)\s+(?:the\s+)?$"
)
_SET = re.compile(r"\b(?:[Cc]onventions|Covenants|Protocols|Agreements)\b")
_OF_YEAR = re.compile(r",?\d{0,2},?\s(?:of\s)?(?:\d{1,2}\s[A-Z][a-z]+\s)?(?P<year>(?:19|20)\d\d)\b")
_TAIL = re.compile(r"\bsupplementing\s+(?:the|that)\s+", re.IGNORECASE)
_LEAD_WORDS = (
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese|[Ii]ts|[Ss]aid)\s+"
    r"(?:(?:said|above-mentioned|aforementioned|same|latter|three|two|four|other)\s+)*(?:(?:Optional|Additional)\s+)?"
)
_LEADS = re.compile(rf"{_LEAD_WORDS}$")
_BACK = re.compile(
    rf"{_LEAD_WORDS}"
    r"(?P<word>Convention|Covenant|Protocol|Treaty|Charter|Statute|Agreement)(?P<plural>s)?\b(?P<thereto>\s+thereto)?"
    # What follows must not go on to name another thing: "the Convention on …", "the Protocol of 1967".
    r"(?!\s+(?:(?:on|against|for|between|[Rr]elating to|concerning|supplementing|to)\s(?:the\s)?[A-Z]|[A-Z0-9(]"
    r"|of\s+(?!the\s+(?:Convention|Covenant|Treaty)\b)[A-Z1-9t]))"
)


_DEFINED = re.compile(
    r"[,\s\d]{0,4}(?:of \d{1,2} \w+ \d{4}\s*)?\(\s*(?:hereinafter[\s\w,]{0,30})?[“\"]?the\s+"
    r"(?P<word>Convention|Covenant|Protocol|Treaty|Charter|Statute|Agreement)[”\"]?\s*\)"
)
_BODY_OF = re.compile(
    r"\b(?:(?:Conference|Meeting)s? of (?:the )?(?:States |High |Contracting )*Parties to"
    r"|[Ss]ecretariats? (?:of|to|for)"
    r"|Executive Secretary of|Executive Body (?:of|for))\s+(?:the\s+|that\s+)?$"
)
_BODY_ON = re.compile(
    # "Conference to Review Progress Made in the Implementation of the …", "Meeting of the General Assembly on …"
    r"\b(?P<by>by\s(?:the\s|its\s)?(?:[A-Z][\w-]*\s){0,4})?"
    r"(?:Conferences?|Meetings?|Committee|Groups?|Board|Forum|Platform)\s(?:to\s[A-Z][a-z]+|of|on|for)\s"
    r"(?:(?:[A-Z][\w-]*|of|on|to|for|in|the)\s+){0,14}$"
)
_BODY = 130
_NAMES_ALONG = re.compile(r"Convention|Declaration|Covenant|Protocol|Agreement|Programme of Action|Platform for Action")
_QUALIFIES = re.compile(
    # "TIR Carnet", "AETR Expert Group": what an acronym only qualifies.
    r"\s(?:[Cc]arnets?|[Pp]rocedures?|operations?|transports?|[Ss]ystem|guarantees?|rope|[Hh]andbook|[Ss]ecretariat"
    r"|regimes?|website|workshops?|seminars?|practice|lines|inventory|safeguards|Administrative|Executive|Expert|Group|Committee"
    r"|Data|Trust|trust|Review|Coalition|Strategic|Road)\b"
)
_LEAD = 60
_HEAD_WORD = re.compile(
    r"Convention|Covenant|Protocol|Treaty|Charter|Statute|Agreement|treaties|instruments|conventions"
)
_TOGETHER = re.compile(
    r"[Tt](?<!\w.)h(?:(?:ose|ese|e)\s+(?:(?:two|three|four)\s+)?(?:treaties|[Cc]onventions)"
    r"|(?:ose|ese)\s+(?:legal\s+)?instruments)\b(?!\s+(?:on|of|against|for|and (?:agreements|protocols)))"
)


def find_treaties(scan: Scan, lexicon: Lexicon) -> Iterator[TreatyMention]:
    """Treaties named in the unit, in order; the protocols that go with them; the convention in a protocol's name."""
    for name in scan.names:
        rows = tuple(row for row in name.rows if isinstance(row, Treaty))
        if not rows or len(rows) != len(name.rows):
            continue
        if name.acronym and _QUALIFIES.match(scan.text, name.end):
            continue
        if in_name_of_body(scan.text, name.start):
            yield TreatyMention(name.start, name.end, rows, in_body=True)
            continue
        before = _SUPPLEMENTED.search(scan.text, max(0, name.start - 60), name.start)
        together = _together(scan, name, rows)
        if before and (len(rows) == 1 or together):
            start, end = before.span("whole")
            yield TreatyMention(start, end, rows, protocols=True, rule="protocols-of", together=together)
        yield from _with_tail(scan, name, rows, lexicon)
        thereto = _THERETO.match(scan.text, name.end)
        if thereto:
            start, end = thereto.span("whole")
            plural = bool(thereto["plural"])
            dated = _OF_YEAR.match(scan.text, end)
            yield TreatyMention(
                start, end, rows, protocols=True, plural=plural, rule="protocols-thereto", together=together,
                year=dated["year"] if dated else "",
            )  # fmt: skip


def _together(scan: Scan, name: Named, rows: tuple[Treaty, ...]) -> bool:
    """Whether a name shared by several treaties stands for all of them ("Geneva Conventions")."""
    return len(rows) > 1 and _SET.search(scan.text, name.start, name.end) is not None


def _with_tail(scan: Scan, name: Named, rows: tuple[Treaty, ...], lexicon: Lexicon) -> Iterator[TreatyMention]:
    """A protocol's full name ("…, supplementing the … Convention …") cites its convention too."""
    together = _together(scan, name, rows)
    rule = "treaty-acronym" if name.acronym else "treaty-set" if together else "treaty-name"
    tail = _TAIL.search(scan.text, name.start, name.end)
    end = name.start + len(scan.text[name.start : tail.start()].rstrip(" ,")) if tail else name.end
    defined = _DEFINED.match(scan.text, name.end)
    yield TreatyMention(
        name.start, end, rows, rule=rule, defines=defined["word"].lower() if defined else "", together=together
    )
    if tail:
        inner = scan.text[tail.end() : name.end]
        for found in lexicon.names(inner, scan.folded[tail.end() : name.end]):
            parents = tuple(row for row in found.rows if isinstance(row, Treaty))
            if parents:
                start = tail.end() + found.start
                yield TreatyMention(start, tail.end() + found.end, parents, rule="treaty-in-name")


def find_back_references(scan: Scan) -> Iterator[BackReference]:
    """References such as "the Convention" or "those Protocols", to be resolved by what was named before."""
    if not _HEAD_WORD.search(scan.text):
        return
    taken = Taken()
    for name in scan.names:
        taken.take(name.start, name.end)
    for match in _TOGETHER.finditer(scan.text):
        yield BackReference(match.start(), match.end(), "treaty", plural=True, together=True)
    for match in _back(scan.text):
        if not taken.free(match.start("word"), match.end()) or _defining(scan.text, match):
            continue
        if _BODY_OF.search(scan.text, max(0, match.start("word") - _LEAD), match.start("word")):
            continue
        word = match["word"].lower()
        plural = bool(match["plural"])
        yield BackReference(match.start(), match.end(), word, plural)
        thereto = _THERETO.match(scan.text, match.end())
        if thereto and word in ("convention", "covenant", "treaty"):
            start, end = thereto.span("whole")
            yield BackReference(start, end, word, plural=bool(thereto["plural"]), protocols=True)


def _back(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``_BACK``, looked for where a head word stands, since those are few."""
    end = 0
    for word in _HEAD_WORD.finditer(text):
        lead = _LEADS.search(text, max(end, word.start() - _LEAD), word.start())
        match = _BACK.match(text, lead.start()) if lead else None
        if match and match.start("word") == word.start():
            end = match.end()
            yield match


def in_name_of_body(text: str, start: int) -> bool:
    """Whether the name at ``start`` is part of a body's or meeting's ("Conference of the Parties to the …")."""
    before = max(0, start - _BODY)
    if _BODY_OF.search(text, max(0, start - _LEAD), start):
        return True
    on = _BODY_ON.search(text, before, start)
    # What is adopted "by the Conference" is not part of its name, nor what another instrument stands before.
    return on is not None and not on["by"] and not _NAMES_ALONG.search(text, on.start(), start)


def _defining(text: str, match: re.Match[str]) -> bool:
    """Whether a reference stands in brackets, where it is only given its sense: "(the Convention)"."""
    before = text[max(0, match.start() - 2) : match.start()]
    return before.endswith(("(", "(“", '("')) and text.startswith((")", "”)", '")'), match.end())
