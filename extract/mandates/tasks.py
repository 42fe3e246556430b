"""Directives: who is asked to do what, on which conditions, by when, reporting to whom; and the organ's own
operative actions.

Each present-tense verb of the adopting body with its own addressee is a clause; a list of sub-paragraphs under one
verb gives a task each, all of one clause. Preambular paragraphs give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.bodies import NamedBody
from extract.lexicon import Lexicon
from extract.mandates.addressees import NamedInUnit, addressees_in, group_called
from extract.mandates.clauses import Clause
from extract.mandates.conditions import conditions, last_deadline
from extract.model import Addressee, UnitKind
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a directive, offsets in the text of ``scan``; ``clause`` names the directive within its document."""

    scan: Scan
    start: int
    end: int
    clause: str
    verb: str
    addressees: tuple[Addressee, ...]
    task: str
    conditions: tuple[str, ...]
    deadline: str
    report_to: Addressee | None
    report_when: str


@dataclass(frozen=True, slots=True)
class OwnAction:
    """What the organ itself does in a clause."""

    scan: Scan
    start: int
    end: int
    verb: str
    object: str


_TASK = re.compile(
    r"t(?<!\w.)o\s+(?:,?\s?(?:inter alia|as appropriate|where appropriate|if necessary|in particular|further|also"
    r"|fully|jointly|urgently),?\s+)*(?=[a-z])"
    # What follows must be a verb: no article, pronoun or determiner, nor what is no verb by its form or use.
    r"(?!(?:the|an?|its|their|all|this|that|these|those|which|whom|date|it|them|each|any|such|both|other|do so)\b)"
    r"(?!(?!bring\b)[a-z-]+ing\b|non-|be (?:held|convened)\b"
    r"|(?:armed|developed|least|nuclear|accurate|safe|sustainable|international|national|regional|human|peace|women|children|persons|people)\b)"
)
_LISTED_BELOW = re.compile(r"\bto:\s+(?=[A-Z])")
_THAT = re.compile(r"\s*,?\s*that\b")
_TO_SOMEBODY_THAT = re.compile(r"\s*to\s[^,;.:]{3,80}?\s(?=that\b)")
_ACTIVITY = re.compile(
    r"\s*(?:(?!(?:that|which|who|whose|to|of|in|for|on|with|by|as|have|has|are|is)\b)[a-z-]+,?\s+){0,5}?"
    r"(?:access|appointment|assistance|cessation|completion|compliance|conclusion|continuation|cooperation|deployment"
    r"|dialogue|efforts|elimination|engagement|implementation|investigations?|participation|progress|ratification"
    r"|release|respect|restoration|restraint|resumption|support|withdrawal)"
    r"(?=[,;.]|\s+(?:of|in|for|to|towards|with|by|at|on|between|among|and|from|through|within|as|that|aimed)\b|$)"
)
"""What is asked for as a thing to be done: "the immediate cessation", "renewed efforts"."""

_REPORTING = re.compile(
    r"\breport(?:s|ing)?\b(?:\s+(?:back|orally|annually|regularly|thereon|comprehensively|periodically))*\s+"
    r"(?:thereon\s+)?to\b"
    r"|\bto report on\b[^;.]{0,160}?\bto the "
    r"(?=(?:[A-Z]\w+ ){0,4}(?:Assembly|Council|Commission|Committee|Conference)\b)"
    r"|\b(?:submit|present|provide|transmit|deliver|make|prepare)s?\b[^;.]{0,200}?"
    r"\b(?:reports?|updates?|briefings?|recommendations|proposals|information|assessments?|statements?|summary|analysis)\b"
    r"|\b(?:brief|inform|update|keep)\b[^;.]{0,60}?\b(?:informed|on|of|about)\b"
)
_REPORTED_TO = re.compile(r"(?:\bto|\binform|\bbrief|\bupdate|\bkeep)\s+(?:the\s+|its\s+)?$")
_ITS_REQUEST = re.compile(
    r"\s*its\s+(?:\w+\s+)?(?:calls?|requests?|invitations?|appeals?|recommendations?|demands?|encouragement)\b"
    r"\s*(?:(?:to|upon|on|for)\b)?\s*",
    re.IGNORECASE,
)
_PROPOSING = ("recommends", "suggests", "proposes")
_REPEATING = ("reiterates", "renews", "reaffirms")
_REPEATED = re.compile(rf"((?:\w+,? )*?(?:{'|'.join(_REPEATING)}))\s+its\b", re.IGNORECASE)
_QUALIFIES = re.compile(
    # Words that take "to do …" themselves.
    r"\b(?:due|able|position|yet|wish|wishing|having|have|failed|invited|requested|committed|order|entitled|seeking"
    r"|continue|expert group|working group)$"
)
_JOINING_WORDS = re.compile(r"[,;]?\s+(?:and|as well as)(?:,?\s+(?:in|to) (?:this|that) (?:regard|end|respect))?,?$")
_JOINING = 40
"""More characters than what joins a clause to the next."""

_NEAR = 24
"""An addressee this near after a word is what the word leads to."""

_BY_WHOM = re.compile(
    r"\b(?:by|among|between|from|(?:involvement|participation|engagement|efforts|contributions?|cooperation) of)\s"
)
_LEADING = 4
"""A verb this near to the start opens its unit."""

_JOINT = 60
_LISTED = re.compile(r"\s*(?:,|\b(?:and|or|as well as|of)\b)[\w\s,’'-]*")
_OF_NAME = re.compile(
    r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s(?:(?:and|of|the|of the)\s)?[A-Z][\w’'-]*|\sd[’'][A-Z]\w+)*"
)
"""Whose it is: "the Government of Lunden"."""

_TAKING_PART = re.compile(r"\s+(?:involved|concerned)\b")

_Read = tuple[Scan, tuple[Clause, ...], tuple[NamedBody, ...]]


def find_tasks(units: Sequence[_Read], lexicon: Lexicon, adopting: str) -> Iterator[Task]:
    """The tasks of a document's operative paragraphs, in order. ``adopting`` is the slug of the adopting body."""
    children: dict[str, list[int]] = {}
    by_name = {unit.unit: index for index, (unit, _, _) in enumerate(units)}
    for index, (unit, _, _) in enumerate(units):
        if unit.paragraph.kind is UnitKind.SUBPARAGRAPH:
            children.setdefault(unit.paragraph.parent, []).append(index)
    for scan, clauses, bodies in units:
        if not _gives_mandates(scan, units, by_name):
            continue
        directives = [clause for clause in clauses if is_directive(clause, scan.text)]
        if not directives:
            continue
        named = NamedInUnit(bodies, tuple(lexicon.groups(scan.folded)))
        previous: tuple[Addressee, ...] = ()
        waiting: list[_Directive] = []
        for number, clause in enumerate(directives, start=1):
            reading = _Directive(scan, clause, named, lexicon, adopting, f"{scan.unit}.{number}", previous)
            ends = scan.text.rstrip().endswith((":", ",", "—", "–"))
            below = [units[i] for i in children.get(scan.unit, ())] if clause is clauses[-1] and ends else []
            tasks = list(reading.tasks(below, children, units))
            previous = reading.addressees or previous
            # "Invites Member States and requests the Office … to strengthen …": one task, or one list, for both.
            for earlier in waiting:
                yield from earlier.tasks(below, children, units) if below else earlier.with_task(tasks)
            waiting = []
            if not below and tasks and not tasks[0].task:
                waiting = [reading]
            else:
                yield from tasks
        for left in waiting:
            yield from left.with_task(())


def find_operative_actions(scan: Scan, clauses: Sequence[Clause], lexicon: Lexicon) -> Iterator[OwnAction]:
    """What the organ does itself: "Decides to establish …", "Endorses …"."""
    if scan.paragraph.kind not in (UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH):
        return
    for clause in clauses:
        if clause.verb.family in lexicon.own_actions and not is_directive(clause, scan.text):
            words = scan.text[clause.verb_end : clause.end].strip(" ,;.:")
            yield OwnAction(scan, clause.start, clause.end, clause.printed(scan.text), _trimmed(words))


def is_directive(clause: Clause, text: str) -> bool:
    """Whether a clause asks somebody to act: a directive verb, or one that repeats a request made before."""
    if clause.verb.directive == "yes":
        return True
    first = clause.verb.form.split()[0]
    rest = text[clause.start + len(first) : clause.start + len(first) + 60]
    return first in _REPEATING and _ITS_REQUEST.match(rest) is not None


def _gives_mandates(scan: Scan, units: Sequence[_Read], by_name: Mapping[str, int]) -> bool:
    paragraph = scan.paragraph
    while paragraph.kind is UnitKind.SUBPARAGRAPH and paragraph.parent in by_name:
        paragraph = units[by_name[paragraph.parent]][0].paragraph
    return paragraph.kind is UnitKind.OPERATIVE


@dataclass(frozen=True)  # without slots, to keep what it has read
class _Directive:
    """One directive clause being read; ``previous`` are the addressees of the clause before it."""

    scan: Scan
    clause: Clause
    named: NamedInUnit
    lexicon: Lexicon
    adopting: str
    name: str
    previous: tuple[Addressee, ...]

    @cached_property
    def _asks_for_activity(self) -> bool:
        """Whether the verb asks for a thing to be done ("calls for the immediate cessation"), not for somebody to do
        it."""
        start = self._after_verb
        named = next(iter(self._named_from(start)), (self.clause.end, 0))[0]
        if self.clause.verb.form == "calls for":
            return named - start >= _NEAR
        activity = _ACTIVITY.match(self.scan.text, start, self.clause.end)
        return activity is not None and named >= activity.end() and not self.clause.verb.form.endswith((" upon", " on"))

    @cached_property
    def addressees(self) -> tuple[Addressee, ...]:
        """The addressees between the verb and its task, or those by whom what is asked for is to be done."""
        start = self._addressed
        if start is None:
            return ()
        return addressees_in(
            self.scan,
            self.named,
            start,
            self._until if self._asks_for_activity else self._task_start,
            lexicon=self.lexicon,
            previous=self.previous,
            adopting=self.adopting,
        )

    @cached_property
    def _addressed(self) -> int | None:
        """Where the addressees can be named. Who is named in what is called for, or encouraged, is not addressed,
        unless it is to be done "by" them."""
        start = self._after_verb
        taskless = self.clause.verb.form == "encourages" and self._task_start == self.clause.end
        if not self._asks_for_activity and not taskless:
            return start
        named = [begin for begin, _ in self._named_from(start)]
        if not self._asks_for_activity and (not named or named[0] - start < _NEAR):
            return start
        leading = (by.end() for by in _BY_WHOM.finditer(self.scan.text, start, self._until))
        return next((at for at in leading if any(at <= begin < at + _NEAR for begin in named)), None)

    def tasks(
        self, below: Sequence[_Read], children: Mapping[str, Sequence[int]], units: Sequence[_Read]
    ) -> Iterator[Task]:
        """One task, or one for each sub-paragraph ``below`` that has no verb of its own."""
        task_start, addressees = self._task_start, self.addressees
        if not below:
            yield self._task(self.scan, self.named, (task_start, self.clause.end), addressees)
            return
        stem = self.scan.text[task_start : self.clause.end]
        # After "…, to:" the items are tasks, whoever is asked.
        asked = self.scan.text[self._after_verb : self.clause.end].rstrip(" :,—–").endswith(" to")
        for scan, clauses, bodies in below:
            if clauses and is_directive(clauses[0], scan.text) and clauses[0].start < _LEADING:
                continue
            named = NamedInUnit(bodies, tuple(self.lexicon.groups(scan.folded)))
            start, end = 0, len(scan.text)
            found = addressees
            if not addressees and not asked:
                start = _first_task(scan.text, 0, end, bodies)
                found = addressees_in(scan, named, 0, start, lexicon=self.lexicon, adopting=self.adopting)
                start = start if found and start < end else 0
            tail = " ".join(units[i][0].text for i in children.get(scan.unit, ()))
            yield self._task(scan, named, (start, end), found, around=(stem, tail))

    def with_task(self, others: Sequence[Task]) -> Iterator[Task]:
        """The directive with the task of the one that follows it, or with all words of its clause."""
        for task in self.tasks((), {}, ()):
            yield replace(task, task=others[0].task if others and others[0].task else _rest(task))

    @cached_property
    def _verb(self) -> str:
        """The finite verb as printed; "its request" belongs to the task."""
        printed = self.clause.printed(self.scan.text)
        match = _REPEATED.match(printed) if printed.endswith("its") or " its " in printed else None
        return match[1] if match else printed

    @cached_property
    def _after_verb(self) -> int:
        """Where the addressees begin: after the verb and what repeats a request in it."""
        at = self.clause.start + len(self._verb)
        repeated = _ITS_REQUEST.match(self.scan.text, at)
        if repeated and self.clause.verb.form.startswith(_REPEATING):
            return repeated.end()
        return self.clause.verb_end

    @cached_property
    def _task_start(self) -> int:
        start = self._after_verb
        that = _THAT.match(self.scan.text, start)
        if that:
            return self._after_subject(that.end())
        proposed = _TO_SOMEBODY_THAT.match(self.scan.text, start, self.clause.end)
        if proposed and self.clause.verb.form.endswith(_PROPOSING):
            return proposed.end()
        return start if self._asks_for_activity else self._until

    @cached_property
    def _until(self) -> int:
        """Where the first words "to do …" of the clause begin."""
        start = self._after_verb
        bodies = self.named.within(start, self.clause.end).bodies
        return _first_task(self.scan.text, start, self.clause.end, bodies)

    def _after_subject(self, start: int) -> int:
        """Where the task begins in "requests that the Office continue …": after the last name of its subject."""
        end = start
        for name_start, name_end in self._named_from(start):
            between = self.scan.text[end:name_start]
            if end > start and (len(between) > _JOINT or not _LISTED.fullmatch(between)):
                break
            end = max(end, name_end)
        name = _OF_NAME.match(self.scan.text, end) or _TAKING_PART.match(self.scan.text, end) if end > start else None
        return name.end() if name else end

    def _named_from(self, start: int) -> list[tuple[int, int]]:
        return [(s, e) for s, e in self.named.within(start, self.clause.end).spans() if s >= start]

    def _task(
        self,
        scan: Scan,
        named: NamedInUnit,
        place: tuple[int, int],
        addressees: tuple[Addressee, ...],
        around: tuple[str, str] = ("", ""),
    ) -> Task:
        """The task at ``place`` of ``scan``; ``around`` is what the chapeau and sub-paragraphs add to it."""
        start, end = place
        words = scan.text[start:end].strip(" ,;.:")
        words = words.removeprefix("that ").lstrip()
        lead, tail = around
        # A deadline can stand between the addressee and the task.
        between = scan.text[self.clause.verb_end : start] if scan is self.scan else ""
        deadline = next(filter(None, map(last_deadline, (words, lead, tail, between))), "")
        reporting = _REPORTING.search(f"{lead} {words} {tail}") is not None
        report_to = self._report_to(scan, named.within(start, end).bodies, start, end) if reporting else None
        begin = self.clause.start if scan is self.scan else 0
        return Task(
            scan=scan,
            start=begin,
            end=end,
            clause=self.name,
            verb=self._verb,
            addressees=addressees,
            task=_trimmed(words),
            conditions=conditions(scan.text[begin:end]),
            deadline=deadline,
            report_to=report_to,
            report_when=deadline if report_to else "",
        )

    def _report_to(self, scan: Scan, bodies: tuple[NamedBody, ...], start: int, end: int) -> Addressee | None:
        """Whom a report goes to: the body after "report … to", "submit … to", "inform"."""
        text = scan.text
        match = _REPORTING.search(text, start, end)
        if not match:
            return None
        for body in bodies:
            if match.start() < body.start < end and _REPORTED_TO.search(text, max(0, body.start - 24), body.start):
                return Addressee(body.label, body.key, group=False)
        members = re.search(
            r"\b(?:to|inform|brief|keep)\s+(?:all\s+)?(Member States|States parties|States)\b",
            text[match.start() : end],
        )
        return group_called(self.lexicon, members[1]) if members else None


def _first_task(text: str, start: int, end: int, bodies: Sequence[NamedBody] = ()) -> int:
    """Where the words "to do …" begin, outside names of bodies and what qualifies the addressee."""
    listed = _LISTED_BELOW.search(text, start, end)
    for match in _TASK.finditer(text, start, listed.start() if listed else end):
        inside = any(body.start < match.start() < body.end for body in bodies)
        before = text[max(start, match.start() - 40) : match.start()].rstrip()
        if inside or _QUALIFIES.search(before):
            continue
        at = match.start()
        if text.endswith("not ", start, at):
            at -= len("not ")
        return at - 2 if start <= at - 2 and text[at - 2] == "," else at
    return listed.end() if listed else end


def _rest(task: Task) -> str:
    """All words of the clause, where its task cannot be separated from its addressees."""
    return _trimmed(task.scan.text[task.start : task.end].strip(" ,;.:"))


def _trimmed(words: str) -> str:
    """The words without a conjunction that leads on to the next clause."""
    flat = " ".join(words.split())
    if flat.endswith("”") and "“" not in flat:
        flat = flat.rstrip("”.")
    end = max(0, len(flat) - _JOINING)
    joining = _JOINING_WORDS.search(flat, end) if any(word in flat[end:] for word in (" and", " as well as")) else None
    return flat[: joining.start()] if joining else flat
