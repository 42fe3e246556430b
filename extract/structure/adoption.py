"""How a document was adopted: without a vote, unanimously, or by how many votes and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Adoption, Diagnostic, Manner, Severity
from extract.source import Span
from extract.structure.lines import SUPERSCRIPTS
from extract.structure.state_names import names_of_states

_FEW = r"(?:\d{1,3}|none|no|zero|nil|one|two|three|four|five|[IlO])"
_COUNTS = re.compile(
    rf"\b(?P<votes_for>\d{{1,3}})(?P<votes> votes?)?(?: in favour)?,? ?(?:to|against) (?P<votes_against>{_FEW})"
    r"s?(?:(?<=[a-z])\d{1,2})?\b(?: votes?| against)?"  # a marker, well or badly read, at "none"
    r"(?:\s?\((?![Ss]ee\b|Footnote)(?P<against>[^()]*(?:\([^()]*\)[^()]*)*)\))?"
    rf"(?:,?\s*[;,]? (?:with|and) ?(?P<abstentions>{_FEW}) ?(?:abstentions?|abstaining|members? abstain\w+)\b"
    r"(?:\s?\((?![Ss]ee\b|Footnote)(?P<abstaining>[^()]*(?:\([^()]*\)[^()]*)*)\))?)?"
)
_ADOPTED = re.compile(r"\b[Aa]dopted\b|\bADOPTED\b|^by (?=\d{1,3} votes)")
_REACH = 160
"""Characters after "Adopted" within which its manner is stated: meeting and date can stand between."""

_MANNER = re.compile(
    r"\b(?:(?P<roll>roll-?call vote)|(?P<recorded>recorded vote)|(?P<unanimous>unanimously|by a unanimous vote"
    r"|by unanimity)|(?P<without>without (?:a |being put to (?:a|the) )?vote)|(?P<acclaimed>by acclamation)"
    r"|(?P<consensus>by consensus)"
    r"|(?P<counted>(?:non-recorded vote|vote of|by) ?(?=\d{1,3}(?: votes?)? (?:to|in) )))"
)
_MANNERS = {
    "roll": Manner.ROLL_CALL,
    "recorded": Manner.RECORDED_VOTE,
    "unanimous": Manner.UNANIMOUS,
    "without": Manner.WITHOUT_VOTE,
    "acclaimed": Manner.ACCLAMATION,
    "consensus": Manner.CONSENSUS,
    "counted": Manner.VOTE,
}
_VOTED = frozenset((Manner.RECORDED_VOTE, Manner.ROLL_CALL, Manner.VOTE))
_OWN_WORDS = re.compile(
    r",\s+(?P<before>without a vote|unanimously|by consensus|by acclamation|by a (?:recorded|roll-?call) vote\b)"
    r"|\b(?:decided|adopted|approved|elected|appointed),?\s+"
    r"(?:without a vote|unanimously|by consensus|by acclamation)\b"
)
_MAIN_VERB = re.compile(r"\b(?:decided|adopted|took note|approved|elected|appointed|noted|endorsed|requested)\b")
_SIDE = re.compile(
    r"\b(?:(?P<in_favour>In favour)|(?P<against>Against)|(?P<abstaining>Abstain(?:ing|ed)|Abstentions?)"
    r"|(?P<absent>Absent|Non-participating|Not (?:voting|participating)|Did not (?:vote|participate)))\s?:\s*",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b[Mm]embers? \((?P<who>[^()]*(?:\([^()]*\)[^()]*)*)\) (?:did not participate|was absent|were absent|absent)"
)
_MARKER = re.compile(r"(?<=[\w,)]) \d{1,3}(?= [A-Z])|[¹²³⁴⁵⁶⁷⁸⁹⁰*]+")
_WORDS = {"none": 0, "no": 0, "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MISREAD = {"O": 0, "I": 1, "l": 1}
_NUMBERS = _WORDS | _MISREAD

_BRACES = str.maketrans("{}", "()")  # round brackets misread in scans
_LAST_MARKER = re.compile(r"(?P<marker>\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\W*$")


def read_adoption(closing: str, above: str = "", reported: str = "") -> Adoption | None:
    """How a document was adopted, as its lines state: ``closing`` those after its text, ``above`` those over it,
    ``reported`` the first words of a decision that reports its own adoption. None where nothing is stated."""
    for text in (closing, above):
        if "dopted" in text or "votes" in text or "DOPTED" in text:
            stated = _stated(_MARKER.sub("", " ".join(text.translate(_BRACES).split())))
            if stated:
                return stated
    if "vote" in reported or "unanim" in reported or "consensus" in reported or "acclam" in reported:
        return _reported(" ".join(reported.split()))
    return None


def last_marker(closing: str) -> str:
    """The marker of the note at the end of closing lines that state a vote: early volumes say there who did not take
    part. Empty where there is none."""
    match = _LAST_MARKER.search(closing) if "votes" in closing else None
    return match["marker"].translate(SUPERSCRIPTS) if match else ""


def absent_in(text: str) -> tuple[str, ...]:
    """The states that ``text`` says to have been absent or not to have taken part in the vote."""
    match = _ABSENT.search(" ".join(text.split()))
    return names_of_states(match["who"]) if match else ()


def disagreements(adoption: Adoption, place: Span) -> Iterator[Diagnostic]:
    """A diagnostic for each side with another number of states than its count."""
    sides: Sequence[tuple[str, int | None, tuple[str, ...]]] = (
        ("in favour", adoption.votes_for, adoption.in_favour),
        ("against", adoption.votes_against, adoption.against),
        ("abstaining", adoption.abstentions, adoption.abstaining),
    )
    for side, count, states in sides:
        if states and count is not None and count != len(states):
            message = f"{count} {side} by the count, {len(states)} by name"
            yield Diagnostic("votes-disagree", Severity.INFO, message, place)


def _stated(flat: str) -> Adoption | None:
    for adopted in _ADOPTED.finditer(flat):
        match = _MANNER.search(flat, adopted.start(), adopted.end() + _REACH)
        if match:
            return _adoption(match, flat)
    return None


def _reported(flat: str) -> Adoption | None:
    """From a decision's own words, ahead of its main verb or right at it: what it decided further on may be about
    votes to come."""
    verb = _MAIN_VERB.search(flat)
    own = _OWN_WORDS.search(flat)
    if own is None or verb is None or own.start() > verb.start():
        return None
    match = _MANNER.search(flat, own.start())
    return _adoption(match, flat[: verb.start()]) if match else None


def _adoption(match: re.Match[str], flat: str) -> Adoption:
    manner = _MANNERS[str(match.lastgroup)]
    if manner not in _VOTED:
        return Adoption(manner)
    counts = _COUNTS.search(flat, match.start(), match.end() + _REACH * 4)
    printed = counts.groupdict(default="") if counts else {}
    names = {side: names_of_states(printed.get(side, "")) for side in ("against", "abstaining")}
    names |= _listed(flat[match.start() :])
    return Adoption(
        manner,
        votes_for=_number(printed.get("votes_for", "")),
        votes_against=_number(printed.get("votes_against", "")),
        abstentions=_number(printed.get("abstentions", "")),
        in_favour=names.get("in_favour", ()),
        against=names["against"],
        abstaining=names["abstaining"],
        absent=names.get("absent", ()) or absent_in(flat[match.start() :]),
    )


def _listed(flat: str) -> dict[str, tuple[str, ...]]:
    """The states of each side, listed under its name: "In favour: Chad, Fiji and Peru Against: …"."""
    sides = list(_SIDE.finditer(flat))
    ends = [side.start() for side in sides[1:]] + [len(flat)] * bool(sides)
    return {
        str(side.lastgroup): names_of_states(re.split(r"[\]]|\.\s", flat[side.end() : end], maxsplit=1)[0])
        for side, end in zip(sides, ends, strict=True)
        if not _nobody(flat[side.end() : end])
    }


def _nobody(text: str) -> bool:
    return text.strip(" .]–-—").lower() in ("", "none") or text.strip(" .]").isdigit()


def _number(word: str) -> int | None:
    return _NUMBERS.get(word, int(word) if word.isdigit() else None)
