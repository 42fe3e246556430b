"""Effect verbs: verbs in an organ's own operative actions that change something, each with the text that it acts on.

"Decides to extend …", "Extends …", "Decides, acting under …, to extend …", "Decides that … shall be extended".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extract.dates import DATE, SPAN, from_match, later
from extract.mandates import Clause, is_directive
from extract.model import BodyEventKind, RelationKind, UnitKind
from extract.registers import Registers, VerbEffect
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class EffectVerb:
    """A verb that changes something: ``effect`` is what the registers say of it, ``verb`` its words as printed. What it
    acts on stands in ``[start, end)`` of the unit's text; what is said with it in ``[clause_start, clause_end)``."""

    scan: Scan
    effect: VerbEffect
    verb: str
    start: int
    end: int
    clause_start: int
    clause_end: int

    @property
    def relation(self) -> RelationKind | None:
        """What it makes of a document that it acts on."""
        return RelationKind(self.effect.relation) if self.effect.relation else None

    @property
    def body_event(self) -> BodyEventKind | None:
        """What becomes of a body that it acts on."""
        return BodyEventKind(self.effect.body_event) if self.effect.body_event else None


@dataclass(frozen=True, slots=True)
class Patterns:
    """The verbs of the registers made ready: ``forms`` says whose a form is; ``beginnings`` finds, in folded text, what
    one of the others needs."""

    forms: Mapping[str, VerbEffect]
    beginnings: re.Pattern[str]
    verb: re.Pattern[str]
    infinitive: re.Pattern[str]
    passive: re.Pattern[str]
    replacing: re.Pattern[str]
    own_actions: frozenset[str]
    """Families of verbs with which an organ acts itself."""

    ends: VerbEffect
    """What "shall expire" does."""

    goes_on: VerbEffect
    """What "shall continue in force" does."""


@lru_cache(maxsize=4)
def patterns_of(registers: Registers) -> Patterns:
    """The patterns of these registers, compiled once a process."""
    rows = {row.stem.lower(): row for row in registers.effect_verbs}
    forms = {form: row for stem, row in rows.items() for form in _forms(stem)}
    form = "|".join(map(re.escape, sorted(forms, key=lambda one: (-len(one), one)))) or r"(?!)"
    replacing = "|".join(
        map(re.escape, (one for one, row in forms.items() if row.relation == "replaces" and not one.endswith("d")))
    )
    beginnings = sorted({stem[:-1] if stem.endswith(("e", "y")) else one for stem in rows for one in _forms(stem)})
    return Patterns(
        forms=forms,
        beginnings=re.compile("|".join(map(re.escape, (*beginnings, *_ENDING_WORDS)))),
        verb=re.compile(rf"\b(?P<form>{form})\b", re.IGNORECASE),
        infinitive=re.compile(
            rf"\bto\s+(?:(?:further|also|hereby|again|immediately|now|therefore)\s+)?(?P<form>{form})\b", re.IGNORECASE
        ),
        passive=re.compile(
            rf"\b(?:{_BE}\s+(?:(?:accordingly|further|thus|also|therefore|immediately)\s+)?(?P<form>{form})"
            rf"|(?P<ends>shall\s+{_ENDS})|(?P<goes>shall\s+continue\s+in\s+(?:force|effect)))\b"
        ),
        replacing=re.compile(rf"\b(?:shall|which|and|hereby)\s+(?:hereby\s+)?(?P<form>{replacing or '(?!)'})\b"),
        own_actions=frozenset(registers.word_lists["own action"]),
        ends=rows.get("terminate", VerbEffect("terminate", RelationKind.REVOKES, BodyEventKind.ENDED)),
        goes_on=rows.get("extend", VerbEffect("extend", RelationKind.EXTENDS, BodyEventKind.CONTINUED)),
    )


def _forms(stem: str) -> tuple[str, ...]:
    """The forms of a verb: ``extend``, ``extends``, ``extended``; of ``set up`` the first word is inflected."""
    first, _, rest = stem.partition(" ")
    if rest:
        return stem, f"{first}s {rest}"
    if stem.endswith("y"):
        return stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "s", stem + "es", stem + "ed"
    return (stem, stem + "s", stem + "d") if stem.endswith("e") else (stem, stem + "s", stem + "es", stem + "ed")


_ENDING_WORDS = ("no longer", "cease", "expire")
_BEFORE_INFINITIVE = re.compile(
    r"\s*(?:(?:,|(?:in|on|under|as|with|pursuant|acting|consistent|following|for|upon|at|until|also|further)\b)"
    r"(?:(?!\bthat\b)[^.;:])*)?"
)
_ANOTHER = re.compile(r"\band\s+(?:further\s+|also\s+)?$", re.IGNORECASE)
_BE = r"(?:shall\s+(?:hereby\s+)?be|(?:is|are)\s+hereby|be|is|are)"
_ENDS = (
    r"(?:no\s+longer\s+(?:apply|be\s+in\s+force|be\s+applicable)"
    r"|cease\s+to\s+(?:apply|exist|have\s+effect|be\s+in\s+force)|expire)"
)
_DOUBTED = re.compile(r"\b(?:may|might|could|should|can|to|not|would|if|whether|when|until|which|who|as)\s+$")
_THAT = re.compile(r"\bthat\s+")
_FAR = 400
"""Characters to which what a verb acts on is looked for."""

_NO = re.compile(r"\b(?:not|against|never)\b")
_UNTIL = re.compile(
    rf"\b(?:until|through|up\s+to|(?:end|expir|terminat)(?:ing|es?)(?:\s+on)?|that\s+is,?\s+to)\s+(?P<date>{DATE})"
    r"|\buntil\s+(?P<at_its>(?:its|the|their)\s+[a-z-]+\s+(?:\w+\s+)?session)\b"
    r"|\bfor\s+(?:a|an|one)\s+(?:(?:further|additional|final|new|initial|interim|extended)\s+)*period\s+of\s+"
    r"(?:[\w-]+\s+){1,2}?(?:\(\d+\)\s+)?(?:days|weeks|months?|years?)\b"
    r"|\bfor\s+(?:a\s+further\s+|an\s+additional\s+)?[\w-]+\s+(?:months?|years?)\b"
    r"|\bfor\s+(?:a\s+further|an\s+additional)\s+period\b(?=\s*,?\s*ending)"
)
_EFFECT = re.compile(rf"\b(?:with\s+effect\s+from|as\s+of|as\s+from|effective(?:\s+as\s+of)?)\s+(?P<date>{DATE})")
_DATED = re.compile(DATE)
_COUNTED = re.compile(
    rf"for\s+(?:(?:a|an|one)\s+)?(?:(?:further|additional|final|new|initial|interim|extended)\s+)*(?:period\s+of\s+)?{SPAN}"
)
_FROM_ADOPTION = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?,?\s*(?:(?:starting|beginning|commencing|effective)\s+)?(?:from|after|of)\s+"
    r"(?:the\s+date\s+of\s+)?(?:the\s+)?(?:adoption\s+of\s+)?(?:the\s+present|this)\s+(?:resolution|decision)\b"
)
_LEADS_ON = re.compile(r"\s*,?\s*(?:starting|beginning|commencing|effective|with\s+effect|from|after|as)\b")


def find_effect_verbs(units: Sequence[tuple[Scan, Sequence[Clause]]], registers: Registers) -> Iterator[EffectVerb]:
    """The effect verbs of a document's operative paragraphs, in order."""
    patterns = patterns_of(registers)
    by_name = {scan.unit: (scan, clauses) for scan, clauses in units}
    for scan, clauses in units:
        if scan.paragraph.kind not in (UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH):
            continue
        own = any(clause.verb.family in patterns.own_actions for clause in clauses)
        if not (own or (not clauses and _is_decided(scan, by_name))) or not patterns.beginnings.search(scan.folded):
            continue
        for clause in _whole(clauses):
            if clause.verb.family in patterns.own_actions and not is_directive(clause, scan.text):
                yield from _in_clause(scan, clause, patterns)
        if not clauses:
            yield from _after(scan, 0, len(scan.text), patterns)


def until(effect_verb: EffectVerb, adopted: date | None) -> tuple[str, date | None]:
    """Until when, in the words of the text (empty where it is not stated), and the day where one is named or counted
    from the day on which the document was ``adopted``."""
    found = list(_UNTIL.finditer(effect_verb.scan.text, effect_verb.clause_start, effect_verb.clause_end))
    dated = next((match for match in found if match["date"]), None)
    match = dated or next(iter(found), None)
    if match is None:
        return "", None
    day = _day(match["date"]) or _counted(effect_verb, match, adopted)
    return " ".join(match[0].split()), day


def _counted(effect_verb: EffectVerb, term: re.Match[str], adopted: date | None) -> date | None:
    """The end of a term of so many months that runs from adoption: by its own words, or because it begins something.
    What is extended runs from its former end, which the document need not state."""
    counted = _COUNTED.fullmatch(term[0])
    if counted is None or adopted is None:
        return None
    text, founds = effect_verb.scan.text, effect_verb.body_event is BodyEventKind.ESTABLISHED
    begins = founds and not _LEADS_ON.match(text, term.end())
    stated = _FROM_ADOPTION.match(text, term.end())
    return later(adopted, counted["count"], counted["unit"]) if stated or begins else None


def effective(effect_verb: EffectVerb) -> date | None:
    """The day from which it holds, where one is named."""
    match = _EFFECT.search(effect_verb.scan.text, effect_verb.clause_start, effect_verb.clause_end)
    return _day(match["date"]) if match else None


def _day(text: str | None) -> date | None:
    match = _DATED.search(text or "")
    return from_match(match) if match else None


def _whole(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses with the ground they act on: "Decides, acting under …, to extend …" is one."""
    whole: list[Clause] = []
    for clause in clauses:
        if whole and clause.verb.family == "act-under":
            whole[-1] = replace(whole[-1], end=clause.end)
        else:
            whole.append(clause)
    return whole


def _is_decided(scan: Scan, by_name: Mapping[str, tuple[Scan, Sequence[Clause]]]) -> bool:
    """Whether a sub-paragraph says what its chapeau decides: "Decides: (a) To extend …"."""
    parent = by_name.get(scan.paragraph.parent)
    while parent and not parent[1] and parent[0].paragraph.kind is UnitKind.SUBPARAGRAPH:
        parent = by_name.get(parent[0].paragraph.parent)
    if not parent or not parent[1]:
        return False
    clause = parent[1][-1]
    words = parent[0].text[clause.verb_end : clause.end].strip(" ,;:.—–")
    return clause.verb.family == "decide" and not _NO.search(clause.printed(parent[0].text)) and len(words) < 80


def _in_clause(scan: Scan, clause: Clause, patterns: Patterns) -> Iterator[EffectVerb]:
    printed = clause.printed(scan.text)
    if _NO.search(printed):
        return
    own = [match["form"].lower() for match in patterns.verb.finditer(printed)]
    if own:
        effect = patterns.forms[own[-1]]
        yield EffectVerb(scan, effect, printed, clause.verb_end, clause.end, clause.start, clause.end)
    yield from _after(scan, clause.verb_end, clause.end, patterns, named=bool(own))


def _after(scan: Scan, start: int, end: int, patterns: Patterns, *, named: bool = False) -> Iterator[EffectVerb]:
    """Effect verbs in the words after the verb of a clause."""
    text = scan.text
    for match in patterns.infinitive.finditer(text, start, end):
        joined = _ANOTHER.search(text, max(start, match.start() - 20), match.start())
        if joined or (not named and _BEFORE_INFINITIVE.fullmatch(text, start, match.start())):
            verb = " ".join(match[0].split())
            effect = patterns.forms[match["form"].lower()]
            yield EffectVerb(scan, effect, verb, match.end(), end, match.start(), end)
    for match in patterns.passive.finditer(text, start, end):
        thats = [that.end() for that in _THAT.finditer(text, max(start, match.start() - _FAR), match.start())]
        if not thats or _DOUBTED.search(text, max(start, match.start() - 12), match.start()):
            continue
        effect = patterns.ends if match["ends"] else patterns.goes_on
        if match["form"]:
            effect = patterns.forms[match["form"].lower()]
        yield EffectVerb(scan, effect, " ".join(match[0].split()), thats[-1], match.start(), thats[-1], end)
    for match in patterns.replacing.finditer(text, start, end):
        effect = patterns.forms[match["form"].lower()]
        yield EffectVerb(scan, effect, " ".join(match[0].split()), match.end(), end, match.start(), end)
