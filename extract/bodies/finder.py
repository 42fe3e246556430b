"""Bodies named in a unit: registered ones, short forms of those named before, and ad hoc groups recognized by their
form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from ahocorasick_rs import AhoCorasick

from extract.bodies.groups import Forms, forms_of, group_key, group_label
from extract.bodies.organs import OrganContext
from extract.lexicon import Lexicon, Named, Taken, fold
from extract.registers import Body, Treaty
from extract.scan import Scan
from extract.slugs import slug


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body at ``[start, end)`` of a unit's text; ``parent`` and ``kind`` are known of ad hoc groups and officers."""

    start: int
    end: int
    key: str
    label: str
    rule: str
    ad_hoc: bool = False
    kind: str = ""
    parent: str = ""


def _any(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


_CONFERENCE_WORDS = r"Conference(?: of the (?:States )?Parties(?: to the Convention| thereto)?)?"
_SHORT_ORGAN = re.compile(
    r"\b(?P<word>Assembly|Council|Commission|Conference)(?:[’']s)?\s+(?=resolutions?\b|decisions?\b)"
)
_LEAD_WORDS = _any(
    "[Aa]d hoc", "[Oo]pen-ended", "[Ii]ntergovernmental", "[Ii]nter-agency", "[Ii]nterim", "[Jj]oint", "[Ii]nformal",
    "[Ii]ndependent", "[Hh]igh-level", "[Tt]echnical", "[Ee]xpert", "[Ii]nternational", "[Ii]nter-?sessional",
    "[Gg]overnmental", "[Cc]ore", "United Nations system", "United Nations", "[Ss]pecial", "[Ss]tanding",
)  # fmt: skip
_LEAD = re.compile(rf"\b(?:{_LEAD_WORDS},?\s+(?:and\s+)?)+$")
_LONGEST_LEAD = 120
_FOUNDED = re.compile(
    r"\s+(?:established|convened|constituted|set up|created)\s+(?:by|pursuant to|under|in accordance with)\s+"
    r"[^,;]{3,120}?(?=\sto\s)"
)
_PURPOSE = re.compile(
    r"\s+(?P<purpose>(?:on|for|to|in charge of|concerning|regarding|with regard to)\s+"
    # A verb here says what the group is asked, not what it is for.
    r"(?!(?:be|present|enhance|continue|submit|meet|hold|report|its|their|complete|prepare|finalize)\b|the Secretary"
    r"|that end|Member States).+)",
    re.DOTALL,
)
_STOP = re.compile(
    r"[;:.]|(?<!\bto)(?<!\bof)(?<!\bfor)(?<!\bwith),|\s"
    + _any(
        r"at (?:its|their|the)", "held", "which", "that", "in accordance", "pursuant", "in order", "with a view",
        "as well as", "as soon as", r"in (?:19|20)\d\d",
        r"as (?:threats|mandated|requested|established)", "and of", r"in (?:its|their|the work)",
        "during", r"by (?:Member|the)",
        "established", "convened", "prepared", "to be held", "for the purpose", r"from \d",
        "on its", "whose", "will", "shall", "should", "has", "have", "was", "is", "through", "within",
        r"to (?:enhance|submit|present|report|complete)",
        r"and (?:its|the (?:holding|convening|report|outcome|work|recommendations)|to (?:present|submit|report))",
        "and (?:requests?|invites?|welcomes|encourages|recommends|underlines|notes|urges)",
    )
    + r"\b"
)  # fmt: skip
_DANGLING = re.compile(r"(?:\s(?:and|or|on|for|to|of|by|with|the|an?))+\s*$")
"""What leads on to words that are no part of a group's purpose."""

_CONFERENCE = re.compile(
    r"(?:Conference of the (?:States )?Parties to the )"
    r"(?P<treaty>(?:United Nations )?(?:Convention|Treaty)\b(?:\s(?:[A-Z][\w’-]*|of|on|the|and|against|to|in|for|or))*)"
)
_CONFERENCES = re.compile(
    r"\b[Cc]onferences of (?:the )?(?:States )?[Pp]arties to (?:the|those|these) [Cc]onventions\b"
)
_OFFICER = re.compile(
    r"\b(?P<title>Executive Director|Executive Secretary|Director-General|Administrator|Executive Head"
    r"|Chair(?:person|man)?|President|Secretary-General)\s+of\s+the\s+$"
)
_LONGER = re.compile(
    r"\s(?:Committee|Working Group|Subsidiary|Advisory Committee|Mission)\b"
    r"|(?<=of the United Nations)(\s)(?!System\b)[A-Z][a-z]"  # the secretariat of the United Nations Conference on …
    r"|(?<=Secretary-General)\sof\sthe\s(?:[A-Z][a-z]+\s){0,3}"
    r"(?:Organi[sz]ation|Association|League|Commonwealth|Community|Union|Forum|Cooperation Council)\b"
)
_LOWER_RANK = re.compile(r"\b(?:Under|Assistant|Deputy|[Nn]on)[- ]$")
_SEGMENT = 300
_MOST_WORDS = 24


@dataclass(slots=True)
class BodyFinder:
    """Finds the bodies of a document, unit by unit in order: what was named before gives short forms their sense."""

    lexicon: Lexicon
    organs: OrganContext
    _groups: dict[str, NamedBody] = field(default_factory=dict)
    _forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        """The head of the adopting body's own office is "the Executive Director" there, though never named in full."""
        self._forms = forms_of(self.lexicon.registers)
        office = self.organs.adopting.parent if self.organs.adopting else ""
        if head := self.lexicon.officers.get(office):
            for word in head.short_forms:
                self.organs.last.setdefault(word, head)

    def find(self, scan: Scan) -> tuple[NamedBody, ...]:
        """All bodies named in the unit, in order, none inside another's name."""
        self.organs.learn(scan.names)
        for name in scan.names:
            head = self.lexicon.heads.get(row.slug) if isinstance(row := name.rows[0], Body) else None
            if head:
                for word in head.short_forms:
                    self.organs.last.setdefault(word, head)
        found: list[NamedBody] = []
        taken = Taken()
        for bodies in (
            self._conferences(scan),
            self._registered(scan),
            self._by_form(scan),
            self._short(scan),
        ):
            found.extend(
                body
                for body in bodies
                if taken.take(body.start, body.end, together=body.rule == "conferences-of-parties")
            )
        return tuple(sorted(found, key=lambda body: body.start))

    def _registered(self, scan: Scan) -> Iterator[NamedBody]:
        for name in scan.names:
            row = name.rows[0]
            if not isinstance(row, Body) or scan.in_title(name.start) or _goes_on(scan.text, name):
                continue
            if _LOWER_RANK.search(scan.text, max(0, name.start - 10), name.start):
                continue
            officer = _OFFICER.search(scan.text, max(0, name.start - 40), name.start)
            if officer:
                title = officer["title"]
                yield NamedBody(
                    officer.start(), name.end, f"{row.slug}.{slug(title)}", f"{title} of the {row.name}", "officer",
                    kind="officer", parent=row.slug,
                )  # fmt: skip
            else:
                rule = "body-acronym" if name.acronym else "body-name"
                yield NamedBody(name.start, name.end, row.slug, row.name, rule)

    def _conferences(self, scan: Scan) -> Iterator[NamedBody]:
        """Conferences of parties whose treaty is misprinted, recognized by likeness; "the conferences of the parties
        to the conventions" are those of the conventions that the paragraph names."""
        if "onference" not in scan.text:
            return
        for start, end, body in conferences_in(scan.text, self.lexicon):
            yield NamedBody(start, end, body.slug, body.name, "conference-of-parties")
        together = _CONFERENCES.search(scan.text)
        if together:
            treaties = {row.id for name in scan.names for row in name.rows if isinstance(row, Treaty)}
            for body in self.lexicon.conferences(treaties):
                yield NamedBody(together.start(), together.end(), body.slug, body.name, "conferences-of-parties")

    def _by_form(self, scan: Scan) -> Iterator[NamedBody]:
        """Groups that no register knows: "open-ended intergovernmental expert group to …"."""
        if not self._forms.may_stand_in(scan.folded):
            return
        for match in self._forms.pattern.finditer(scan.text):
            if scan.in_title(match.start()):
                continue
            form = self._forms.by_words[match[0].lower()]
            kind = form.kind
            before = _LEAD.search(scan.text, max(0, match.start() - _LONGEST_LEAD), match.start())
            start = before.start() if before else match.start()
            lead = " ".join(before[0].split()) if before else ""
            end, purpose = _purpose(scan.text, match.end())
            if not purpose:
                known = self._groups.get(kind)
                if known and re.search(r"\b[Tt]h(?:e|at)\s+$", scan.text[max(0, start - 5) : start]):
                    rule = "group-again" if known.rule != "group-unnamed" else known.rule
                    yield replace(known, start=start, end=match.end(), rule=rule)
                    continue
                if not lead:
                    continue
            parent = self.organs.adopting.slug if self.organs.adopting else ""
            group = NamedBody(
                start, end, group_key(form, lead, purpose, parent, self._forms.general),
                group_label(form, lead, purpose),
                "group-by-form" if purpose else "group-unnamed", ad_hoc=True, kind=kind, parent=parent,
            )  # fmt: skip
            self._groups[kind] = group
            yield group

    def _short(self, scan: Scan) -> Iterator[NamedBody]:
        """Short forms ("the Office", "the Commission"): the body last named that is shortened so."""
        short, starts = _short(self.lexicon.short_forms)
        found = (
            short.match(scan.text, start)
            for _, start, _ in starts.find_matches_as_indexes(scan.folded)
            if start == 0 or not scan.folded[start - 1].isalnum()
        )
        of_organ = "resolution" in scan.folded or "decision" in scan.folded
        for match in (*found, *(_SHORT_ORGAN.finditer(scan.text) if of_organ else ())):
            if match is None:
                continue
            if scan.in_title(match.start()):
                continue
            word = match["word"]
            body = self.organs.short("Conference" if word.startswith("Conference") else word)
            if body:
                yield NamedBody(match.start("word"), match.end("word"), body.slug, body.name, "short-form")


def _goes_on(text: str, name: Named) -> bool:
    """Whether a longer name, of another body, begins with this one."""
    match = _LONGER.match(text, name.end)
    own = text[name.start : name.end]
    return match is not None and (own != "United Nations" or match[1] is None)


@cache
def _short(words: tuple[str, ...]) -> tuple[re.Pattern[str], AhoCorasick]:
    """The registered short forms after "the", "its" and the like, and what finds where in folded text they begin."""
    first = sorted({"conference", *(fold(word).split()[0] for word in words)})
    starts = AhoCorasick([f"{lead} {word}" for lead in ("the", "that", "its", "this") for word in first])
    word = _any(_CONFERENCE_WORDS, *map(re.escape, words))
    pattern = re.compile(
        rf"(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]his)\s+(?P<word>{word})(?:[’']s)?\b"
        # What follows must not go on with the name of another body, nor speak of a meeting of some other kind.
        r"(?!\s+(?:[A-Z]|(?:of|on|for|to)\s(?:the\s)?[A-Z]|hosted\b|held\b))"
    )
    return pattern, starts


def conferences_in(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Body]]:
    """Conferences of parties in ``text``, also where the treaty's name is misprinted: start, end, body."""
    for match in _CONFERENCE.finditer(text) if "Conference" in text else ():
        found = lexicon.conference(match["treaty"])
        if found:
            body, length = found
            yield match.start(), match.start("treaty") + length, body


def _purpose(text: str, at: int) -> tuple[int, str]:
    """What the group is for ("to …", "on …"), up to where the sentence turns to something else, and where its
    mention ends: before who founded it, where that is said in between."""
    founded = _FOUNDED.match(text, at)
    start = founded.end() if founded else at
    match = _PURPOSE.match(text[start : start + _SEGMENT])
    if not match:
        return at, ""
    purpose = match["purpose"]
    stop = next((m.start() for m in _STOP.finditer(purpose) if m.start() > 3), len(purpose))
    stop = len(_DANGLING.sub("", purpose[:stop]))
    words = purpose[:stop].split()
    if len(words) < 2:
        return at, ""
    end = at if founded else start + match.start("purpose") + len(purpose[:stop].rstrip())
    return end, " ".join(words[:_MOST_WORDS])
