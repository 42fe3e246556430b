"""The life of bodies: established, continued or ended by an effect verb of the document ("Decides to establish …",
"Decides to extend the mandate of …"), or said to be established by another document ("established pursuant to
resolution …")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from extract.bodies import NamedBody
from extract.effects.effect_verbs import EffectVerb, effective, until
from extract.effects.relations import Cited
from extract.model import BodyEventKind, Symbol, TargetKind, UnitKind
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class Event:
    """What becomes of a body, said at ``[start, end)`` of the text of ``scan``."""

    scan: Scan
    start: int
    end: int
    kind: BodyEventKind
    body: NamedBody
    by: Symbol
    verb: str
    term: str = ""
    until: date | None = None
    since: date | None = None


_WHEN = (
    r"[\s,]*(?:once\s+(?:more|again)|further|also|immediately|hereby|until|through|for|from|up\s+to|starting|with\s+effect"
    r"|as\s+of|on\s+an?|in\s+(?:accordance|line|this)|under|pursuant|within|as|based|acting|by|at)\b"
    r"(?:(?!\bthat\b)[^;:.]){0,200}?"
)
_NEW = re.compile(
    rf"(?:{_WHEN},)?(?:\s+immediately)?(?:\s*\b(?:an?|the|its|one|this|that)\b)?"
    r"(?:\s+(?:new|additional|subsidiary|special\s+political\s+mission,\s+the|United\s+Nations))?\s*",
    re.IGNORECASE,
)
_MANDATE = (
    r"(?:mandates?|terms?(?:\s+of\s+office)?|stationing(?:\s+in\s+[A-Z]\w+)?|operations?|deployment|presence|existence"
    r"|authorization)"
)
_THE = r"(?:(?:the|its|that|this)\s+)?(?:(?:current|existing|present)\s+)?"
_OF_BODY = {
    word: re.compile(
        rf"(?:(?:{_WHEN})?[\s,]*{_THE}(?:{_MANDATE}{more})(?:\s+and\s+\w+)?\s+of\s+|(?:{_WHEN},)?\s*){_THE}"
    )
    for word, more in (("continue", "|work|activities"), ("", ""))
}
_OWNS = re.compile(rf"[’']s?\s+(?:\w+\s+)?{_MANDATE}\b")
_OTHERWISE = re.compile(
    r"[’']s?\b|\s+(?:posts?|positions?|secretariat|staff|regulations|budget|resolution|report)\b"
    r"|[\s-]+(?:(?:of|for|on|and)\s+(?:the\s+)?)?[A-Z](?!\w*\))\w*"
)
_WITHIN = re.compile(
    r"\b(?:[Ff]unds?\b[^,;.()]{0,120}"
    r"|(?:[Gg]roup|[Cc]ommittee|[Tt]eam|[Pp]anel|[Cc]ommission|[Ff]orum|[Uu]nit)\b[^,;.()]{0,60}\bof\s+(?:the\s+)?)$"
)
"""After "the fund of the body" or "the group of the body", either can be what was established."""

_MANDATE_OF = re.compile(r"\bmandates?\s+of\s+(?:the\s+)?$")

_FOUNDED = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*)?,?\s*(?:(?:which|that)\s+(?:was|were|had\s+been)\s+)?(?:as\s+)?(?:originally\s+|initially\s+)?"
    r"(?P<verb>established|created|set\s+up|constituted)\s+"
    r"(?:by|pursuant\s+to|under|in\s+accordance\s+with|in)\s+"
)
_LEADS = re.compile(
    r"(?:(?:by|in|under|pursuant to|as|of|the|its|and|(?:sub)?paragraphs?|section|chapter|part|annex|operative"
    r"|[A-Z][\w’-]*|[IVXL]+|\d+[\d ,–-]*|\([a-z0-9]+\))[\s,]+)*(?:resolution|decision)\s+"
)


def find_events(
    effect_verbs: Iterable[EffectVerb],
    named: Mapping[str, tuple[Scan, tuple[NamedBody, ...]]],
    cited: Mapping[str, list[Cited]],
    act: Symbol,
    adopted: date | None,
) -> Iterator[Event]:
    """What becomes of the bodies named in ``act``, by its effect verbs and then by the documents that it names as their
    founders; ``named`` and ``cited`` are its bodies and citations by unit, ``adopted`` its day."""
    for effect_verb in effect_verbs:
        kind = effect_verb.body_event
        if kind and effect_verb.scan.unit in named:
            body = _body_of(effect_verb, kind, named[effect_verb.scan.unit][1])
            if body:
                yield Event(
                    effect_verb.scan, effect_verb.clause_start, effect_verb.clause_end, kind, body, act,
                    effect_verb.verb, *until(effect_verb, adopted), effective(effect_verb),
                )  # fmt: skip
    for unit, (scan, bodies) in named.items():
        if unit in cited and scan.paragraph.kind is not UnitKind.HEAD:
            yield from _founded(scan, bodies, cited[unit])


def _body_of(effect_verb: EffectVerb, kind: BodyEventKind, bodies: tuple[NamedBody, ...]) -> NamedBody | None:
    """The body that an effect verb is about: the first that it names, if nothing else stands between."""
    text = effect_verb.scan.text
    body = next((one for one in bodies if effect_verb.start <= one.start and one.end <= effect_verb.end), None)
    if body is None or not _is_one(body):
        return None
    leads = _NEW if kind is BodyEventKind.ESTABLISHED else _OF_BODY.get(effect_verb.effect.stem, _OF_BODY[""])
    if not leads.fullmatch(text, effect_verb.start, body.start):
        return None
    if kind is not BodyEventKind.ESTABLISHED and _OWNS.match(text, body.end):
        return body
    return None if _OTHERWISE.match(text, body.end) else body


def _is_one(body: NamedBody) -> bool:
    """Whether the mention says which body it is; "an open-ended working group" alone does not."""
    return not body.ad_hoc or body.rule != "group-unnamed"


def _is_named(body: NamedBody) -> bool:
    """Whether the mention itself says which body it is."""
    return not body.ad_hoc or (body.rule == "group-by-form" and body.kind != "trust-fund")


def _founded(scan: Scan, bodies: tuple[NamedBody, ...], cited: list[Cited]) -> Iterator[Event]:
    """Bodies said to be established by one other document."""
    text = scan.text
    if "established" not in text and "set up" not in text and "created" not in text and "constituted" not in text:
        return
    for body in bodies:
        founded = _FOUNDED.match(text, body.end) if _is_named(body) else None
        if not founded or (not body.ad_hoc and _WITHIN.search(text, max(0, body.start - 160), body.start)):
            continue
        mandate = _MANDATE_OF.search(text, max(0, body.start - 24), body.start)
        if mandate and re.match(r"[\s,]*(?:\([^()]*\)\s*)?,?\s*as\b", founded[0]):
            continue  # the mandate was
        by = next((one for one in cited if one.start >= founded.end()), None)
        if (
            by is not None
            and not by.noted
            and by.kind in (TargetKind.RESOLUTION, TargetKind.DECISION)
            and _LEADS.fullmatch(text, founded.end(), by.start)
        ):
            verb = " ".join(founded[0][founded[0].index(founded["verb"]) :].split())
            yield Event(scan, body.start, by.end, BodyEventKind.ESTABLISHED, body, by.target, verb)
