"""Effect verbs: the verbs in an organ's own acts that change something, each with the stretch of text that it acts on.

"Decides to extend …", "Extends …", "Decides, acting under …, to extend …", "Decides that … shall be extended".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.dates import DATE, SPAN, from_match, later
from extract.mandates import OWN_ACTS, Clause, is_directive
from extract.model import UnitKind
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class EffectVerb:
    """A verb that changes something: ``word`` is its stem (``extend``), ``verb`` its words as printed. What it acts on
    stands in ``[start, end)`` of the unit's text; all that is told with it in ``[clause_start, clause_end)``."""

    scan: Scan
    word: str
    verb: str
    start: int
    end: int
    clause_start: int
    clause_end: int


_STEMS = (
    "amend", "modify", "replace", "supersede", "revoke", "rescind", "repeal", "annul", "abrogate", "terminate", "lift",
    "extend", "renew", "prolong", "endorse", "adopt", "establish", "create", "constitute", "set up", "convene",
    "continue", "dissolve", "disband", "abolish", "discontinue", "delete",
)  # fmt: skip
_WORDS = {
    form: stem
    for stem in _STEMS
    for form in (
        stem,
        *(("sets up", "set up") if stem == "set up" else ()),
        *((stem[:-1] + "ies", stem[:-1] + "ied") if stem.endswith("y") else ()),
        *((stem + "s", stem + "d") if stem.endswith("e") else (stem + "s", stem + "es", stem + "ed")),
    )
}
_FORM = "|".join(sorted(_WORDS, key=lambda form: (-len(form), form)))
_CHEAP = re.compile(
    r"amend|modif|repla|supersed|revo|resci|repeal|annul|abrog|termin|lift|exten|renew|prolong|endors|adopt|establish"
    r"|creat|constitut|set up|sets up|conven|continu|dissol|disband|abolish|discontin|delet|no longer|cease|expire"
)
_VERB = re.compile(rf"\b(?P<form>{_FORM})\b", re.IGNORECASE)
_INFINITIVE = re.compile(
    rf"\bto\s+(?:(?:further|also|hereby|again|immediately|now|therefore)\s+)?(?P<form>{_FORM})\b", re.IGNORECASE
)
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
_PASSIVE = re.compile(
    rf"\b(?:{_BE}\s+(?:(?:accordingly|further|thus|also|therefore|immediately)\s+)?(?P<form>{_FORM})"
    rf"|(?P<ends>shall\s+{_ENDS})|(?P<goes>shall\s+continue\s+in\s+(?:force|effect)))\b"
)
_DOUBTED = re.compile(r"\b(?:may|might|could|should|can|to|not|would|if|whether|when|until|which|who|as)\s+$")
_THAT = re.compile(r"\bthat\s+")
_NEW = re.compile(r"\b(?:shall|which|and|hereby)\s+(?:hereby\s+)?(?P<form>replaces?|supersedes?)\b")
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
_BEGINS = frozenset(("establish", "create", "constitute", "set up"))


def find_effect_verbs(units: Sequence[tuple[Scan, Sequence[Clause]]]) -> Iterator[EffectVerb]:
    """The effect_verbs of an act's operative paragraphs, in order."""
    by_name = {scan.unit: (scan, clauses) for scan, clauses in units}
    for scan, clauses in units:
        if scan.paragraph.kind not in (UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH):
            continue
        own = any(clause.verb.family in OWN_ACTS for clause in clauses)
        if not (own or (not clauses and _is_decided(scan, by_name))) or not _CHEAP.search(scan.folded):
            continue
        for clause in _whole(clauses):
            if clause.verb.family in OWN_ACTS and not is_directive(clause, scan.text):
                yield from _in_clause(scan, clause)
        if not clauses:
            yield from _after(scan, 0, len(scan.text))


def until(effect_verb: EffectVerb, adopted: date | None) -> tuple[str, date | None]:
    """Until when, in the words of the text (empty where it is not stated), and the day where one is named or counted
    from the day on which the act was ``adopted``."""
    found = list(_UNTIL.finditer(effect_verb.scan.text, effect_verb.clause_start, effect_verb.clause_end))
    dated = next((match for match in found if match["date"]), None)
    match = dated or next(iter(found), None)
    if match is None:
        return "", None
    day = _day(match["date"]) or _counted(effect_verb, match, adopted)
    return " ".join(match[0].split()), day


def _counted(effect_verb: EffectVerb, term: re.Match[str], adopted: date | None) -> date | None:
    """The end of a term of so many months that runs from adoption: by its own words, or because it begins something.
    What is extended runs from its former end, which the act need not tell."""
    counted = _COUNTED.fullmatch(term[0])
    if counted is None or adopted is None:
        return None
    told = _FROM_ADOPTION.match(effect_verb.scan.text, term.end())
    begins = effect_verb.word in _BEGINS and not _LEADS_ON.match(effect_verb.scan.text, term.end())
    return later(adopted, counted["count"], counted["unit"]) if told or begins else None


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


def _in_clause(scan: Scan, clause: Clause) -> Iterator[EffectVerb]:
    printed = clause.printed(scan.text)
    if _NO.search(printed):
        return
    own = [match["form"].lower() for match in _VERB.finditer(printed)]
    if own:
        yield EffectVerb(scan, _WORDS[own[-1]], printed, clause.verb_end, clause.end, clause.start, clause.end)
    yield from _after(scan, clause.verb_end, clause.end, named=bool(own))


def _after(scan: Scan, start: int, end: int, *, named: bool = False) -> Iterator[EffectVerb]:
    """Effect verbs in the words behind the verb of an act."""
    text = scan.text
    for match in _INFINITIVE.finditer(text, start, end):
        joined = _ANOTHER.search(text, max(start, match.start() - 20), match.start())
        if joined or (not named and _BEFORE_INFINITIVE.fullmatch(text, start, match.start())):
            verb = " ".join(match[0].split())
            yield EffectVerb(scan, _WORDS[match["form"].lower()], verb, match.end(), end, match.start(), end)
    for match in _PASSIVE.finditer(text, start, end):
        thats = [that.end() for that in _THAT.finditer(text, max(start, match.start() - _FAR), match.start())]
        if not thats or _DOUBTED.search(text, max(start, match.start() - 12), match.start()):
            continue
        word = "terminate" if match["ends"] else "extend" if match["goes"] else _WORDS[match["form"].lower()]
        yield EffectVerb(scan, word, " ".join(match[0].split()), thats[-1], match.start(), thats[-1], end)
    for match in _NEW.finditer(text, start, end):
        form = match["form"].lower()
        yield EffectVerb(scan, _WORDS[form], " ".join(match[0].split()), match.end(), end, match.start(), end)
