"""Clauses of a paragraph: each begins with a verb of the organ that adopts, and runs to the next."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from extract.lexicon import ADVERBS, Lexicon, VerbAt
from extract.model import UnitKind
from extract.registers import Verb
from extract.scan import Scan


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at ``[start, end)``; its verb, as registered, stands at ``[start, verb_end)``."""

    start: int
    verb_end: int
    end: int
    verb: Verb
    damaged: bool = False

    def printed(self, text: str) -> str:
        """The verb as printed, adverbs included; a verb damaged by scanning in its proper spelling."""
        return self.verb.form.capitalize() if self.damaged else text[self.start : self.verb_end]


_PHRASES = (
    r"in (?:this|that) (?:regard|respect|connection|context)|to (?:this|that) (?:end|effect)|for (?:this|that) purpose"
    r"|at the same time|as appropriate|inter alia|with this in mind|while doing so|where appropriate|as well"
)
_PASSED_OVER = re.compile(rf"(?:\b(?:and|but|hereby|{_PHRASES})[,\s]+)+$", re.IGNORECASE)
_JOINING = (" and", " but", " or", " as well as")
_MARKS = ",;:.–—”\"'’“("
_SUBJECT = re.compile(
    r"(?:^|[.;:]\s+|,\s+and\s+)[“\"\d.\s]*(?:The|It|it|the)\b[^.;:“”]{0,90}?\s(?:(?:also|further|strongly|therefore)\s)*$"
)
_NOT_BEFORE_VERB = re.compile(
    r"\b(?:its|their|the|a|an|these|those|previous|repeated|earlier|all|any)$|\b(?:that|which|who|whose|whether)\s"
)
"""What makes the next word a noun, or the verb of a subordinate clause."""

_NEXT_SUBJECT = re.compile(r"[.;]\s+[“\"]?(?:The|It)\b[^.;:“”]{0,100}$")
_ORGAN_BEFORE = re.compile(
    # The organ, then nothing or what stands between commas or brackets.
    r"\b(?:Assembly|Council|Commission|Committee|Conference|Board|it)(?:\s*(?:\([^()]*\)|,[^;]*,|,[^;]*\)))?\s*$"
)
_LEAD = re.compile(r"[\W_]*")
_DAMAGED = re.compile(r"[\W_]*([A-Z][a-z]*)( [a-z]+)?")
_REACH = 900
_NOT_AFTER = re.compile(r"\s*(?:of|by|from|and|or|were|was|are|is|made|received|under)\b|\s*[.;)]|\s*$")
_WINDOW = 140
_LONGEST_ADVERB = 24
_PASSED_WORDS = frozenset(
    "and but hereby regard respect connection context end effect purpose time appropriate alia mind so well".split()
)
"""Last words of what ``_PASSED_OVER`` matches."""

_SUBJECT_WORDS = ("The", "It", "it", "the")


def clauses(scan: Scan, lexicon: Lexicon, *, reported: bool = False) -> tuple[Clause, ...]:
    """The clauses of a unit in order: participles of a preambular paragraph, finite verbs of any other.

    ``reported``: the unit reports what the organ did ("the General Assembly … decided"), as decisions do.
    """
    if scan.paragraph.kind in (UnitKind.HEAD, UnitKind.FOOTNOTE, UnitKind.SECTION):
        return ()
    position = "preambular" if scan.paragraph.kind is UnitKind.PREAMBULAR else "operative"
    found = _found(scan, lexicon, position)
    if reported and not found and position == "operative":
        found = _reported(scan, lexicon)
    ends = [*(_end(scan.text, one.end, two.start) for one, two in itertools.pairwise(found)), len(scan.text)]
    return tuple(
        Clause(verb.start, verb.end, end, verb.verb, verb.damaged) for verb, end in zip(found, ends, strict=False)
    )


def _end(text: str, start: int, following: int) -> int:
    """Where a clause ends whose verb ends at ``start``, before the verb of the next at ``following``: at its full stop,
    if a subject stands between ("… . The Council also requests")."""
    match = _NEXT_SUBJECT.search(text, max(start, following - _WINDOW), following)
    return match.start() + 1 if match else following


def _found(scan: Scan, lexicon: Lexicon, position: str) -> list[VerbAt]:
    text = scan.text
    found: list[VerbAt] = []
    first = lexicon.verbs.at(text, _lead(text), position) or _damaged(text, lexicon, position)
    listed = scan.paragraph.kind is UnitKind.SUBPARAGRAPH
    if first and not (listed and _NOT_AFTER.match(text, first.end)):
        found.append(first)
    for at in lexicon.verbs.starts(scan.folded, position):
        start = _with_adverbs(text, at)
        if (found and start < found[-1].end) or scan.in_title(at):
            continue
        window = text[max(0, start - _WINDOW) : start]
        if not _opens_clause(window, position):
            continue
        verb = lexicon.verbs.at(text, start, position)
        if verb and not _noun(text, verb):
            found.append(verb)
    return found


def _opens_clause(before: str, position: str) -> bool:
    """Whether a verb after ``before`` opens a clause: at the start, after a mark or a conjunction, or after a new
    subject; phrases such as "in this regard" are passed over."""
    plain = before.rstrip()
    if position == "preambular" and not plain.endswith((",", ";", "and")):
        return False
    if not plain or plain[-1] in _MARKS or plain.endswith(_JOINING):
        return True
    passed = _PASSED_OVER.search(before) if plain[plain.rfind(" ") + 1 :].lower() in _PASSED_WORDS else None
    if passed:
        plain = before[: passed.start()].rstrip()
        return (
            not plain or plain[-1] in _MARKS or passed[0].lower().startswith(("and", "but")) or plain.endswith(_JOINING)
        )
    sentence = plain[max(map(plain.rfind, ".;:")) + 1 :]
    subject = sentence.lstrip(' “"0123456789\n').startswith(_SUBJECT_WORDS) or ", and " in sentence
    return (
        position == "operative"
        and subject
        and _SUBJECT.search(before) is not None
        and not _NOT_BEFORE_VERB.search(sentence)
    )


def _lead(text: str) -> int:
    match = _LEAD.match(text)
    return match.end() if match else 0


def _reported(scan: Scan, lexicon: Lexicon) -> list[VerbAt]:
    """Past tense after the organ's name: "At its 64th plenary meeting, …, the General Assembly … decided to …"."""
    found: list[VerbAt] = []
    for at in lexicon.verbs.starts(scan.folded, "past"):
        start = _with_adverbs(scan.text, at)
        if found and start < found[-1].end:
            continue
        before = scan.text[:start].rstrip('“" (')
        reports = not before or _ORGAN_BEFORE.search(before[-_REACH:]) or (found and before.endswith(("and", ",")))
        verb = lexicon.verbs.at(scan.text, start, "past") if reports else None
        if verb and not _NOT_AFTER.match(scan.text, verb.end):
            found.append(verb)
    return found


def _with_adverbs(text: str, at: int) -> int:
    """Where the adverbs before the verb at ``at`` begin."""
    start = at
    while start > 1 and text[start - 1] == " ":
        begin = text.rfind(" ", max(0, start - _LONGEST_ADVERB), start - 1) + 1 or start - _LONGEST_ADVERB
        word = text[max(begin, 0) : start - 1].lstrip("(“\"'‘*_")
        if word.rstrip(",").lower() not in ADVERBS:
            break
        start -= len(word) + 1
    return start


def _noun(text: str, verb: VerbAt) -> bool:
    """Words such as "requests" and "calls" that stand as nouns here."""
    if _NOT_AFTER.match(text, verb.end):
        return True
    return verb.verb.form == "requests" and text.startswith(" for ", verb.end)


def _damaged(text: str, lexicon: Lexicon, position: str) -> VerbAt | None:
    """The opening verb through damage by scanning: "Reguests", "Reiteratesits request", "Wel coming"."""
    words = _DAMAGED.match(text)
    if not words:
        return None
    forms = lexicon.verbs.single_words(position)
    first = words[1].lower()
    split = first + (words[2] or "").strip()
    for word, end in ((split, words.end()), (first, words.end(1))):
        if word in forms and (word != first):
            return VerbAt(words.start(1), end, forms[word], damaged=True)
    for length in range(len(first) - 1, 5, -1):
        if first[:length] in forms and first[length:] in ("its", "the", "that", "all", "with"):
            return VerbAt(words.start(1), words.start(1) + length, forms[first[:length]], damaged=True)
    if len(first) > 5:
        best = process.extractOne(first, forms.keys(), scorer=fuzz.ratio, score_cutoff=86)
        alike = best and best[0][0] == first[0] and best[0][-1] == first[-1]
        if best and alike and abs(len(best[0]) - len(first)) <= 1:
            return VerbAt(words.start(1), words.end(1), forms[best[0]], damaged=True)
    return None


def governing(found: tuple[Clause, ...], at: int) -> Clause | None:
    """The clause in which an offset lies."""
    return next((clause for clause in reversed(found) if clause.start <= at), None)
