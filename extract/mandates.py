"""Directives: who is asked to do what, on which conditions, by when, reporting to whom; and the organ's own acts.

Each present-tense verb of the adopting organ with its own addressee is a clause; a list of sub-paragraphs under one
verb gives a task each, all of one clause. Preambular paragraphs give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.addressees import Party, addressees_in, party_of
from extract.bodies import NamedBody
from extract.clauses import Clause
from extract.dates import DATE, MONTHS, parse_date
from extract.lexicon import Lexicon
from extract.model import UnitKind
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a directive, offsets in the text of ``scan``; ``clause`` tells the directive within its document."""

    scan: Scan
    start: int
    end: int
    clause: str
    verb: str
    parties: tuple[Party, ...]
    task: str
    conditions: tuple[str, ...]
    deadline: str
    due: str
    report_to: Party | None
    report_when: str


@dataclass(frozen=True, slots=True)
class OwnAct:
    """What the organ itself does in a clause."""

    scan: Scan
    start: int
    end: int
    verb: str
    object: str


_ACTS = frozenset(
    (
        "decide", "adopt", "establish", "extend", "endorse", "approve", "authorize", "appoint", "elect", "proclaim",
        "amend", "terminate", "declare", "designate", "renew", "confirm", "accept", "determine", "appropriate", "convene",
        "continue", "transmit", "designates", "undertake", "resolve", "impose", "grant", "admit",
    )
)  # fmt: skip
"""Verb families with which an organ acts itself."""

_TASK = re.compile(
    r"(?:,\s)?\bto\s+(?:,?\s?(?:inter alia|as appropriate|where appropriate|if necessary|in particular|further|also|fully|jointly|urgently),?\s+)*"
    r"(?=[a-z])(?!the\b|a\b|an\b|its\b|their\b|all\b|this\b|that\b|these\b|those\b|which\b|whom\b|date\b|which\b|it\b|them\b|each\b|any\b|do so\b)"
)
_THAT = re.compile(r"\s*,?\s*that\b")
_CONDITION = re.compile(
    r"\b(?:within (?:its|their|the (?:existing|limits?|framework|context|scope|purview)|existing|his|her|available)[^,;.()]{0,80}"
    r"|(?:up)?on (?:their |the )?request\b(?: of[^,;.()]{0,60})?|at the request of [^,;.()]{0,60}|from within existing resources|where appropriate|as appropriate"
    r"|subject to [^,;.()]{0,100}|in (?:close )?(?:consultation|cooperation|coordination|collaboration|conjunction|partnership) with [^,;.()]{0,140}"
    r"|in accordance with [^,;.()]{0,140}|without prejudice to [^,;.()]{0,80}|on a voluntary basis|on the basis of [^,;.()]{0,80}|consistent with [^,;.()]{0,100}"
    r"|in conformity with [^,;.()]{0,100})"
)
_ORDINAL_SESSION = r"(?:[a-z]+(?:-[a-z]+)?(?:\s(?:and|hundred)\s[a-z-]+)?|\d{1,3}(?:st|nd|rd|th))"
_DEADLINE = re.compile(
    rf"\b(?:(?:by|before|no later than|not later than|until|prior to|on or before|by the end of|by mid-|within|for a (?:further )?(?:final )?period of|every|during)\s+"
    rf"(?:the\s(?:end|beginning)\sof\s)?(?:\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}}|(?:{MONTHS})\s+\d{{4}}|\d{{4}}\b|[\w-]+\s(?:days|weeks|months?|years?)(?:\s(?:of|from|after)[^,;.]{{0,60}})?)"
    rf"|(?:at|to|during|for|before|by|in time for|no later than|not later than|prior to)\s+(?:its|their|the(?:\s\w+(?:\s\w+){{0,6}}\sat\sits)?|each of its|every|the Council(?:’s)?|the Assembly(?:’s)?)\s+(?:next\s|(?:resumed|substantive|annual|regular|main|special)\s)*"
    rf"(?:{_ORDINAL_SESSION}\s+)?(?:(?:resumed|substantive|annual|regular|organizational|special|and|intersessional|{_ORDINAL_SESSION})\s+)*(?:sessions?|meetings?|Conference)\b(?:\sin\s\d{{4}})?"
    rf"|for a (?:further )?(?:final )?period of [^,;.]{{1,60}}|(?:every|each) (?:two|three|four|five|six|\d+)?\s?(?:days|weeks|months|years?)|annually|biennially|quarterly|on an annual basis|on a (?:regular|biennial|quarterly) basis)",
)
_REPORT = re.compile(r"\b(?:report|update|brief|inform|present|submit|provide|transmit|keep)\b", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?=(?:the\s+)?[A-Z])")
_REPORTING = re.compile(
    r"\breport(?:s|ing)?\b(?:\s+(?:back|orally|annually|regularly|thereon|comprehensively|periodically))*\s+(?:thereon\s+)?to\b"
    r"|\b(?:submit|present|provide|transmit|deliver|make|prepare)s?\b[^;.]{0,200}?\b(?:reports?|updates?|briefings?|recommendations|proposals|information|assessments?|statements?|summary|analysis)\b"
    r"|\b(?:brief|inform|update|keep)\b[^;.]{0,60}?\b(?:informed|on|of|about)\b"
)
_WORDS_LONG = 1200


def find_tasks(
    units: Sequence[tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]], lexicon: Lexicon, adopting: str
) -> Iterator[Task]:
    """The tasks of an act's operative paragraphs, in order. ``adopting`` is the slug of the adopting organ."""
    children: dict[str, list[int]] = {}
    by_name = {unit.unit: index for index, (unit, _, _) in enumerate(units)}
    for index, (unit, _, _) in enumerate(units):
        if unit.paragraph.kind is UnitKind.SUBPARAGRAPH:
            children.setdefault(unit.paragraph.parent, []).append(index)
    for scan, clauses, bodies in units:
        if not _gives_mandates(scan, units, by_name):
            continue
        previous: tuple[Party, ...] = ()
        number = 0
        for position, clause in enumerate(clauses):
            if not is_directive(clause, scan.text):
                continue
            number += 1
            reading = _Directive(scan, clause, bodies, lexicon, adopting, f"{scan.unit}.{number}", previous)
            last = position + 1 == len(clauses)
            below = children.get(scan.unit, []) if last and scan.text.rstrip().endswith((":", ",", "—", "–")) else []
            tasks = list(reading.tasks([units[i] for i in below], children, units))
            previous = tasks[0].parties if tasks else previous
            yield from tasks


def find_acts(scan: Scan, clauses: Sequence[Clause]) -> Iterator[OwnAct]:
    """What the organ does itself: "Decides to establish …", "Endorses …"."""
    if scan.paragraph.kind not in (UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH):
        return
    for clause in clauses:
        if clause.verb.family in _ACTS and not is_directive(clause, scan.text):
            words = scan.text[clause.verb_end : clause.end].strip(" ,;.:")
            yield OwnAct(scan, clause.start, clause.end, clause.printed(scan.text), _trimmed(words))


def is_directive(clause: Clause, text: str) -> bool:
    """Whether a clause asks somebody to act: a directive verb, or one that repeats its own request."""
    if clause.verb.directive == "yes":
        return True
    rest = text[clause.verb_end : clause.verb_end + 40].lower().replace("’", "'")
    return clause.verb.form in ("reiterates", "renews", "reaffirms") and bool(_ITS_REQUEST.match(rest))


_ITS_REQUEST = re.compile(
    r"\s*its\s+(?:\w+\s+)?(?:call|request|invitation|appeal|recommendation|demand|encouragement|urgent)\b"
)
_FULL_REQUEST = re.compile(
    r"\s*its\s+(?:\w+\s+)?(?:call|request|invitation|appeal|recommendation|demand)s?\s*(?P<prep>to|upon|on|for|that)?\s*",
    re.IGNORECASE,
)


def _gives_mandates(
    scan: Scan,
    units: Sequence[tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]],
    by_name: Mapping[str, int],
) -> bool:
    name = scan.paragraph
    while name.kind is UnitKind.SUBPARAGRAPH and name.parent in by_name:
        name = units[by_name[name.parent]][0].paragraph
    return name.kind is UnitKind.OPERATIVE


class _Directive:
    """One directive clause being read."""

    def __init__(
        self,
        scan: Scan,
        clause: Clause,
        bodies: tuple[NamedBody, ...],
        lexicon: Lexicon,
        adopting: str,
        name: str,
        previous: tuple[Party, ...],
    ) -> None:
        self.scan = scan
        self.clause = clause
        self.bodies = bodies
        self.lexicon = lexicon
        self.adopting = adopting
        self.name = name
        self.previous = previous

    def tasks(
        self,
        below: Sequence[tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]],
        children: Mapping[str, Sequence[int]],
        units: Sequence[tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]],
    ) -> Iterator[Task]:
        text = self.scan.text
        verb = self._verb()
        start = self._after_verb()
        task_start = self._task_start(start)
        parties = addressees_in(
            self.scan, self.bodies, start, task_start, self.lexicon, previous=self.previous, adopting=self.adopting
        )
        if not below:
            yield self._task(self.scan, self.bodies, task_start, self.clause.end, verb, parties)
            return
        stem = text[task_start : self.clause.end]
        for scan, clauses, bodies in below:
            if clauses and is_directive(clauses[0], scan.text) and clauses[0].start < 4:
                continue  # the sub-paragraph speaks with a verb of its own
            found = list(parties)
            if not found:
                found = list(
                    addressees_in(
                        scan, bodies, 0, _first_task(scan.text, 0, len(scan.text)), self.lexicon, adopting=self.adopting
                    )
                )
            tail = " ".join(units[i][0].text for i in children.get(scan.unit, ()))
            yield self._task(scan, bodies, 0, len(scan.text), verb, tuple(found), lead=stem, tail=tail)

    def _verb(self) -> str:
        printed = self.clause.printed(self.scan.text)
        match = re.match(r"(?i)((?:\w+,? )*?(?:reiterates|renews|reaffirms))\s+its\b", printed)
        return match[1] if match else printed

    def _after_verb(self) -> int:
        """Where the addressees begin: behind the verb and what repeats a request in it."""
        at = self.clause.start + len(self._verb())
        repeated = _FULL_REQUEST.match(self.scan.text, at)
        if repeated and self.clause.verb.form.split()[0] in ("reiterates", "renews", "reaffirms"):
            return repeated.end()
        return max(self.clause.verb_end, at)

    def _task_start(self, start: int) -> int:
        text = self.scan.text
        that = _THAT.match(text, start)
        if that:
            return self._behind_subject(that.end())
        return _first_task(text, start, self.clause.end, self.bodies)

    def _behind_subject(self, start: int) -> int:
        """ "Requests that the Office continue …": the task begins behind the last body or group of the subject."""
        end = start
        for party_start, party_end in self._parties(start):
            if party_start - end > 60 and end > start:
                break
            if end > start and not re.fullmatch(
                r"\s*(?:,|and|or|as well as|other|all|the)*[\w\s,]{0,24}", self.scan.text[end:party_start]
            ):
                break
            end = party_end
        return end

    def _parties(self, start: int) -> Iterator[tuple[int, int]]:
        spans = [(body.start, body.end) for body in self.bodies if body.start >= start]
        spans.extend((s, e) for s, e, _ in self.lexicon.groups(self.scan.folded) if s >= start)
        yield from sorted(spans)

    def _task(
        self,
        scan: Scan,
        bodies: tuple[NamedBody, ...],
        start: int,
        end: int,
        verb: str,
        parties: tuple[Party, ...],
        lead: str = "",
        tail: str = "",
    ) -> Task:
        words = scan.text[start:end].strip(" ,;.:")
        words = re.sub(r"^that\s+", "", words)
        region = f"{lead} {words} {tail}"
        deadline = _last_deadline(words) or _last_deadline(lead) or _last_deadline(tail)
        report_to = self._report_to(scan, bodies, start, end)
        reporting = _REPORTING.search(region) is not None
        begin = self.clause.start if scan is self.scan else 0
        return Task(
            scan, begin, end, self.name, verb, parties, _trimmed(words), _conditions(scan.text[begin:end]), deadline, _due(deadline),
            report_to if reporting else None, deadline if reporting and report_to else "",
        )  # fmt: skip

    def _report_to(self, scan: Scan, bodies: tuple[NamedBody, ...], start: int, end: int) -> Party | None:
        """Whom a report goes to: the body behind "report … to", "submit … to", "inform"."""
        text = scan.text
        match = _REPORTING.search(text, start, end)
        if not match:
            return None
        for body in bodies:
            if match.start() < body.start < end and re.search(
                r"(?:\bto|\binform|\bbrief|\bupdate|\bkeep)\s+(?:the\s+|its\s+)?$",
                text[max(0, body.start - 24) : body.start],
            ):
                return Party(body.label, body.key, group=False)
        members = re.search(
            r"\b(?:to|inform|brief|keep)\s+(?:all\s+)?(Member States|States parties|States)\b",
            text[match.start() : end],
        )
        return party_of(self.lexicon, members[1]) if members else None


def _first_task(text: str, start: int, end: int, bodies: Sequence[NamedBody] = ()) -> int:
    """Where the words "to do …" begin, outside names of bodies and what qualifies the addressee."""
    for match in _TASK.finditer(text, start, end):
        inside = any(body.start < match.start() < body.end for body in bodies)
        before = text[max(start, match.start() - 40) : match.start()]
        if inside or _QUALIFIES.search(before):
            continue
        return match.start()
    return end


_QUALIFIES = re.compile(
    r"\b(?:part(?:y|ies)|pursuant|according|related|relating|relevant|due|addressed|available|subject|access|able|position|so|responses?|threats?|"
    r"yet|need|efforts?|wish|wishing|having|have|failed|invited|requested|committed|contribut\w+|relation|respect|regard|prior|addition|annex|order|open|entitled|seeking|continue|expert group|working group)$"
)


def _last_deadline(text: str) -> str:
    found = [match[0] for match in _DEADLINE.finditer(text)]
    return " ".join(found[-1].split()) if found else ""


def _due(deadline: str) -> str:
    if not re.search(DATE, deadline):
        return ""
    day = parse_date(deadline)
    return str(day) if day else ""


def _conditions(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _CONDITION.finditer(text):
        words = " ".join(match[0].split())
        if words not in found:
            found.append(words)
    return tuple(found)


def _trimmed(words: str) -> str:
    """The words without a conjunction that leads on to the next clause."""
    flat = " ".join(words.split())
    return re.sub(r"[,;]?\s+(?:and|as well as)(?:,?\s+(?:in|to) (?:this|that) (?:regard|end|respect))?,?$", "", flat)
