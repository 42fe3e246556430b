"""Bodies named in a unit: registered ones, short forms of those named before, and ad hoc groups told by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.lexicon import Lexicon, name_key
from extract.organs import OrganContext
from extract.registers import Body
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body at ``[start, end)`` of a unit's text; ``parent`` and ``kind`` are told for ad hoc groups alone."""

    start: int
    end: int
    key: str
    label: str
    rule: str
    ad_hoc: bool = False
    kind: str = ""
    parent: str = ""


_SHORT = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]his)\s+(?P<word>(?:High Commissioner(?:’s Office)?|Secretary-General|Working Group|Task Force|Special Rapporteur|Advisory"
    r" Committee|Assembly|Council|Commission|Committee|Conference|Congress|Office|Programme|Fund|Institute|Agency|Organization|Mission|Court|Tribunal|Board"
    r"|Forum|Group|Institution|University|Centre|Authority|Union|Network|Partnership|Secretariat|secretariat))(?:[’']s)?(?!\s+(?:[A-Z]|of\s+(?:the\s)?[A-Z]|on\s|for\s|to\s(?:the\s)?[A-Z]|hosted|held\b))"
)
_GROUP = re.compile(
    r"\b(?P<lead>(?:(?:[Aa]d hoc|[Oo]pen-ended|[Ii]ntergovernmental|[Ii]nter-agency|[Ii]nterim|[Jj]oint|[Ii]nformal|[Ii]ndependent|[Hh]igh-level|[Tt]echnical|[Ee]xpert|"
    r"[Ii]nternational|[Ii]nter-sessional|[Ii]ntersessional|[Gg]overnmental|[Cc]ore|United Nations system|United Nations|[Ss]pecial|[Pp]ermanent|[Ss]tanding),?\s+(?:and\s+)?)*)"
    r"(?P<core>[Ww]orking [Gg]roups?(?: of (?:[Gg]overnment(?:al)? )?[Ee]xperts)?|[Ee]xperts? [Gg]roups?|[Gg]roups? of (?:[Gg]overnment(?:al)? )?[Ee]xperts|[Tt]ask [Ff]orce|[Pp]anel of [Ee]xperts"
    r"|[Pp]reparatory [Cc]ommittee|[Aa]d [Hh]oc [Cc]ommittee|[Cc]ommission of [Ii]nquiry|[Ff]act-finding [Mm]ission|[Tt]rust [Ff]und)\b(?!s)"
)
_PURPOSE = re.compile(
    r"\s+(?:(?:established|convened|constituted|set up|created)\s+(?:by|pursuant to|under|in accordance with)\s+[^,;]{3,120}?\s+)?(?P<purpose>(?:on|for|to|in charge of|concerning|regarding|with regard to)\s+(?!be\b|present\b|enhance\b|continue\b|submit\b|its\b|their\b|meet\b|hold\b|the Secretary|Member States\b|that end).+)",
    re.DOTALL,
)
_STOPS = re.compile(
    r"[;:.,]|\s(?:at (?:its|their|the)\b|held\b|which\b|that\b|in accordance\b|pursuant\b|and (?:its|the (?:holding|convening|report|outcome|work|recommendations)|requests?|invites?|welcomes|encourages|to (?:present|submit|report)|recommends|underlines|notes|urges)\b|in order\b|with a view\b|as well as\b|as (?:threats|mandated|requested|established)\b"
    r"|and of\b|in (?:its|their|the work)\b|during\b|by (?:Member|the)\b|established\b|convened\b|prepared\b|to be held\b|for the purpose\b|from \d|on its\b|whose\b|will\b|shall\b|should\b|has\b|have\b|was\b|is\b|through\b|within\b)"
)
_KINDS = {
    "working": "working-group", "expert": "expert-group", "experts": "expert-group", "group": "expert-group", "groups": "expert-group",
    "task": "task-force", "panel": "expert-group", "preparatory": "committee", "ad": "committee", "commission": "commission",
    "fact-finding": "mission", "trust": "trust-fund",
}  # fmt: skip
_GENERIC = re.compile(r"^(?:groups?|working groups?|expert groups?|trust fund|task force)$", re.IGNORECASE)
_CONFERENCE = re.compile(
    r"\b(?P<name>Conference of the (?P<states>States )?Parties to the )(?P<treaty>(?:United Nations )?(?:Convention|Treaty|Convention[a-z]*)\b(?:\s(?:[A-Z][\w’-]*|of|on|the|and|against|to|in|for|or))*)"
)
_OFFICER = re.compile(
    r"\b(?P<title>Executive Director|Executive Secretary|Director-General|Administrator|Executive Head|Chair(?:person|man)?|President|Secretary-General)\s+of\s+the\s+$"
)
_SEGMENT = 260
_WORDS = 22


def find_bodies(scan: Scan, lexicon: Lexicon, organs: OrganContext) -> tuple[NamedBody, ...]:
    """All bodies named in the unit, in order, none inside another's name."""
    found = list(_registered(scan))
    _add(found, _misread_conferences(scan, lexicon))
    _add(found, _groups(scan, organs))
    _add(found, _short(scan, organs))
    return tuple(sorted(found, key=lambda body: body.start))


def _add(found: list[NamedBody], more: Iterator[NamedBody]) -> None:
    for body in more:
        if not any(other.start < body.end and body.start < other.end for other in found):
            found.append(body)


def _registered(scan: Scan) -> Iterator[NamedBody]:
    for name in scan.names:
        row = name.rows[0]
        if not isinstance(row, Body) or (len(name.rows) > 1 and not all(isinstance(r, Body) for r in name.rows)):
            continue
        if scan.in_title(name.start):
            continue
        officer = _OFFICER.search(scan.text, max(0, name.start - 40), name.start)
        if officer:
            title = officer["title"]
            label = f"{title} of the {row.name}"
            yield NamedBody(
                officer.start(),
                name.end,
                f"{row.slug}.{_slug(title)}",
                label,
                "officer",
                kind="officer",
                parent=row.slug,
            )
        else:
            rule = "body-acronym" if name.acronym else "body-name"
            yield NamedBody(name.start, name.end, row.slug, row.name, rule)


def _misread_conferences(scan: Scan, lexicon: Lexicon) -> Iterator[NamedBody]:
    """A conference of parties whose treaty is misprinted or shortened, told by the likeness of the treaty's name."""
    for match in _CONFERENCE.finditer(scan.text):
        body = lexicon.conference(match["treaty"])
        if body:
            yield NamedBody(match.start(), match.end(), body.slug, body.name, "conference-of-parties")


def _groups(scan: Scan, organs: OrganContext) -> Iterator[NamedBody]:
    for match in _GROUP.finditer(scan.text):
        if scan.in_title(match.start()):
            continue
        end, purpose = _purpose(scan.text, match.end())
        lead = " ".join(match["lead"].split())
        label = f"{lead} {match['core']}".strip()
        if not purpose and _GENERIC.match(label):
            continue
        if purpose:
            label = f"{label} {purpose}"
        elif not lead:
            continue
        parent = organs.adopting.slug if organs.adopting else ""
        kind = _KINDS[match["core"].split()[0].lower()]
        yield NamedBody(
            match.start(), end, _group_key(match["core"], purpose or label), label[:1].upper() + label[1:], "group-by-form",
            ad_hoc=True, kind=kind, parent=parent,
        )  # fmt: skip


def _purpose(text: str, at: int) -> tuple[int, str]:
    """What the group is for: "to …", "on …", up to where the sentence turns to something else."""
    match = _PURPOSE.match(text[at : at + _SEGMENT])
    if not match:
        return at, ""
    purpose = match["purpose"]
    stop = next((m.start() for m in _STOPS.finditer(purpose) if m.start() > 3), len(purpose))
    words = purpose[:stop].split()
    if len(words) < 2:
        return at, ""
    kept = " ".join(words[:_WORDS])
    end = at + match.start("purpose") + len(purpose[:stop].rstrip())
    return end, kept


def _group_key(core: str, purpose: str) -> str:
    """One key for one group: its kind and the content words of its purpose, in the order printed."""
    words = [word for word in name_key(purpose).split() if word not in _SMALL][:10]
    return _slug(f"{_KINDS[core.split(maxsplit=1)[0].lower()]} {' '.join(words)}")


_SMALL = frozenset("a an the of on for to in and or by with its their at as".split())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _short(scan: Scan, organs: OrganContext) -> Iterator[NamedBody]:
    """Short forms ("the Office", "the Commission"): the body last named that is shortened so."""
    for match in _SHORT.finditer(scan.text):
        if scan.in_title(match.start()):
            continue
        body = organs.short(match["word"])
        if body:
            yield NamedBody(match.start("word"), match.end("word"), body.slug, body.name, "short-form")
