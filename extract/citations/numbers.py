"""Numbers of resolutions and decisions in running text, with the organ words and dates that stand around them.

"resolutions 46/152 of 18 December 1991, 60/1 of 16 September 2005, 67/186 and 67/192 of 20 December 2012": every
number counts, a date belongs to the numbers since the last one, the organ carries through. Numbers after a title
("…, and 67/80 of 12 December 2012 on …") belong to the list while its word is a plural, or a date follows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.bodies import OrganContext
from extract.citations.mentions import NumberList, NumberMention
from extract.dates import DATE, MONTHS, from_match
from extract.registers import ROMAN, SPECIAL, Body, Form, Numbering
from extract.scan import Scan

_ANCHOR = re.compile(r"[rd](?<![\w-].)(?:esolution|(?P<decision>ecision))(?P<plural>s)?\b")
_LETTERS = r"(?:\s?(?P<letters>[A-Z](?:(?:,\s|\sand\s|,\sand\s|\sto\s|\s?[–-]\s?)[A-Z])*)(?![\w’']))?"
_SLASHED = (
    rf"(?P<session>{SPECIAL}|SS\.[IVX]+|\d{{1,4}})\s?/\s?"
    r"(?:(?P<number>\d{1,4})(?![\w/])|(?P<blank>\[[^\]\d]{0,12}\]|[.…_]{2,6}|[X-Z]{1,3}\b))"
    rf"{_LETTERS}"
)
_BRACKETED = (
    rf"(?P<bare>\d{{1,4}})(?:\s?(?P<before>[A-Z](?:(?:,\s|\sand\s|,\sand\s|\sto\s)[A-Z])*))?\s?"
    rf"\((?P<bracket>{SPECIAL}|(?:{ROMAN})|(?:19|20)\d\d)\)(?:\s?(?P<after>[A-Z])(?![\w’']))?"
)
_NUMBER = re.compile(rf"(?<![\w/.])(?<![A-Za-z][–-])(?:{_SLASHED}|{_BRACKETED})")
_BEGINNING = re.compile(r"\d+|E?S[-–.S]")
_DIRECT = re.compile(r"\s*(?:(?:Nos?\.?|numbers?)\s*)?(?:entitled\s)?[\s(]*")
_AFTER_WORDS = re.compile(
    r"[^.;:“”\d]{0,160}\b(?:including|in particular|notably|especially|such as|namely|among others)[\s,:]*"
)
_CHAIN = re.compile(r"[\s,]*(?:and|or|as well as)?\s*(?:the\s)?")
_LIST = re.compile(
    # A footnote marker may be left after the comma.
    r"[\s,;]*(?:(?<=,)\d{1,2}\s)?"
    r"(?:(?:and|or|as well as|to|through|including|both|respectively|in particular|also|–|-)[\s,;]*)*(?:of\s)?"
    r"(?:(?:and|or|as well as|to|through|including|both|respectively|in particular|also|–|-)[\s,;]*)*(?:of\s)?"
    r"(?:its\s|the\s)?"
)
_AFTER_TITLE = re.compile(r"(?:,|;|\band|\bor|\bas well as|”,?)\s+(?:(?:and|as well as|its|in)\s+)*$")
_RANGE = re.compile(r"\s*(?:to|through|–|-)\s*")
_DATED = re.compile(rf"\s*,?\s*(?:\(|(?:both|all|each)\s+)?(?:adopted\s+)?(?:of|on|dated)\s+{DATE}\)?", re.IGNORECASE)
_SAME_MONTH = re.compile(
    rf"\s*,?\s*of\s+(?P<day>\d{{1,2}})(?=(?:,\s\d{{1,2}})*\sand\s\d{{1,2}}\s(?:{MONTHS})\s(?:19|20)\d\d)"
)
_FOLLOWED = re.compile(rf"\s*(?:of\s+\d{{1,2}}\s+(?:{MONTHS})|[,;.)]|on\s|entitled\s|concerning\s|$)")
_POSSESSIVE = re.compile(r"\b(?:its|their|his)\s+(?:own\s+)?(?:[a-z-]+\s+){0,3}$")
_LED_BY = re.compile(
    r"\s*,?\s(?:(?:submitted|presented|prepared|issued)\s)?"
    r"(?:pursuant to|in accordance with|in response to|as requested (?:by|in)|in)\s"
    r"(?:paragraphs?\s[\w\s]{1,20}\sof\s)?$"
)
_LED = 60
_IN_ITS = re.compile(
    r"(?:\bIn|\bthat,?\sin|\bagain\sin|,\sin|\bIn accordance with|\bPursuant to|\bBy)\s(?:its|their)\s"
    r"(?:earlier\s|previous\s)?$|(?:^|[.;:)]\s)In\s$"
)
_SUBJECT = re.compile(r"(?:\s\([^()]{1,80}\))?,\s(?:the\s)?")
_CLAUSE = re.compile(r"[;:]|,\s(?:and\s)?[a-z]+(?:s|ing)\s")
_FIRM_HYPHEN = "\u2011"
"""A hyphen at which no line may end; numbers of special sessions are printed with it."""

_LONGEST_TITLE = 700
_LONGEST_RANGE = 60


def find_numbers(scan: Scan, context: OrganContext) -> Iterator[NumberMention]:
    """Every number of a resolution or decision in the unit, in order."""
    if "resolution" not in scan.folded and "decision" not in scan.folded:
        return
    if _FIRM_HYPHEN in scan.text:
        scan = replace(scan, text=scan.text.replace(_FIRM_HYPHEN, "-"))
    text = scan.text
    anchors = list(_ANCHOR.finditer(scan.folded))
    spoken = [anchor for anchor in anchors if not scan.in_title(anchor.start())]
    quoted = [anchor for anchor in anchors if scan.in_title(anchor.start())]
    # A title quoted in a list has words and numbers of its own, and must not end the list around it.
    for group in (spoken, quoted):
        bounds = [*(anchor.start() for anchor in group[1:]), len(text)]
        lists: list[tuple[list[NumberMention], NumberList]] = []
        ends: list[int] = []
        for anchor, limit in zip(group, bounds, strict=False):
            tokens = _tokens(scan, anchor, limit)
            ends.append(tokens[-1].end if tokens else anchor.end())
            lists.append((tokens, _describe(scan, anchor, ends[-1], context)))
        _share_organs(text, group, ends, lists)
        earlier: tuple[Body, ...] = ()
        for tokens, listed in lists:
            shared = replace(listed, earlier=earlier)
            for token in _expanded(tokens):
                yield replace(token, listed=shared)
            earlier = (*listed.organs, *earlier)


def without_note(mention: NumberMention, markers: Collection[str], numbering: Numbering) -> NumberMention:
    """``mention`` without the footnote marker that conversion glued to it (55/891 where there is a note 1): recognized
    by a number beyond every series, if it comes apart in one way only."""
    digits = mention.number
    form = Form.YEARLY if len(mention.session) == 4 else Form.SESSION
    if mention.bracketed or mention.letter or not digits or int(digits) <= numbering.highest(form, decision=True):
        return mention
    highest = numbering.highest(form, decision=False)
    parts = [
        (digits[:-length], length)
        for length in (1, 2)
        if digits[-length:] in markers and 0 < int(digits[:-length] or 0) <= highest
    ]
    if len(parts) != 1:
        return mention
    number, length = parts[0]
    return replace(mention, number=number, end=mention.end - length)


def _share_organs(
    text: str,
    anchors: Sequence[re.Match[str]],
    ends: Sequence[int],
    lists: list[tuple[list[NumberMention], NumberList]],
) -> None:
    """An organ after the last list of a chain is that of all: "resolutions 5/1 and 5/4 and decision 5/2 of the …"."""
    for index in reversed(range(len(lists) - 1)):
        tokens, listed = lists[index]
        following = lists[index + 1][1]
        after = following.organs and not following.before
        chained = tokens and not listed.organs and not listed.possessive
        if after and chained and _CHAIN.fullmatch(text, ends[index], anchors[index + 1].start()):
            lists[index] = (tokens, replace(listed, organs=following.organs))


def _tokens(scan: Scan, anchor: re.Match[str], limit: int) -> list[NumberMention]:
    """The numbers that belong to ``anchor``, with their dates; ``limit`` is where the next such word begins."""
    text = scan.text
    in_title = scan.in_title(anchor.start())
    found: list[NumberMention] = []
    undated = 0
    at = anchor.end()
    for beginning in _BEGINNING.finditer(text, anchor.end(), limit):
        if found and beginning.start() - at > _LONGEST_TITLE:
            break
        match = _NUMBER.match(text, beginning.start(), limit) if beginning.start() >= at else None
        if match is None or scan.in_title(match.start()) != in_title:
            continue
        between = text[at : match.start()]
        rule = _belongs(text, between, match, found, plural=bool(anchor["plural"]))
        if not rule:
            if not found:
                return []
            continue
        if found and _RANGE.fullmatch(between):
            rule = "number-range"
        found.extend(_mentions(match, rule))
        at = match.end()
        dated = _DATED.match(text, at)
        if dated:
            day = from_match(dated)
            group = found[undated:]
            found[undated:] = [replace(m, dated=day, last_of_group=m is group[-1]) for m in group]
            undated = len(found)
            at = dated.end()
        elif partial := _SAME_MONTH.match(text, at):
            undated = len(found)
            at = partial.end()
    return found


def _belongs(text: str, between: str, match: re.Match[str], found: list[NumberMention], *, plural: bool) -> str:
    """The rule by which a number belongs to the list, empty where it does not."""
    if not found:
        if _DIRECT.fullmatch(between):
            return "number"
        return "number-after-words" if plural and _AFTER_WORDS.fullmatch(between) else ""
    if _LIST.fullmatch(between):
        return "number-in-list"
    last = found[-1]
    alike = last.bracketed == bool(match["bare"]) and len(last.session) == len(
        match["session"] or match["bracket"] or ""
    )
    if len(between) > _LONGEST_TITLE or not alike or not _AFTER_TITLE.search(between):
        return ""
    dated = _DATED.match(text, match.end())
    if dated or (plural and _FOLLOWED.match(text, match.end())):
        return "number-after-title"
    return ""


def _mentions(match: re.Match[str], rule: str) -> list[NumberMention]:
    bracketed = bool(match["bare"])
    session = match["bracket"] if bracketed else match["session"]
    number = match["bare"] or match["number"] or ""
    letters = _spread(match["before"] or match["after"] if bracketed else match["letters"])
    plain = number.lstrip("0")
    return [
        NumberMention(match.start(), match.end(), session, plain, letter, bracketed, rule) for letter in letters or [""]
    ]


def _spread(letters: str | None) -> list[str]:
    """``A``, ``B``, ``C`` of "A to C" or "A, B and C"."""
    if not letters:
        return []
    ends = re.split(r"\sto\s|\s?[–-]\s?", letters)
    if len(ends) == 2:
        return [chr(code) for code in range(ord(ends[0]), ord(ends[1]) + 1)]
    return re.findall(r"[A-Z]", letters)


def _expanded(tokens: list[NumberMention]) -> Iterator[NumberMention]:
    """The tokens, ranges filled: 2008/23 to 2008/25 stands for three."""
    for index, token in enumerate(tokens):
        if token.rule == "number-range" and index:
            first = tokens[index - 1]
            if first.session == token.session and first.number.isdigit() and token.number.isdigit():
                gap = range(int(first.number) + 1, int(token.number))
                if len(gap) < _LONGEST_RANGE:
                    for number in gap:
                        yield replace(token, start=first.start, number=str(number), letter="")
        yield token


def _describe(scan: Scan, anchor: re.Match[str], end: int, context: OrganContext) -> NumberList:
    text = scan.text
    possessive = _POSSESSIVE.search(text, max(0, anchor.start() - 60), anchor.start()) is not None
    dated = _DATED.match(text, end)
    before = context.before(scan, anchor.start())
    organs = before or context.after(scan, dated.end() if dated else end)
    if not organs:
        organs = context.after(scan, anchor.end())
    led = _LED_BY.search(text, max(0, anchor.start() - _LED), anchor.start())
    near = None
    if possessive:
        near = context.nearest(scan, anchor.start(), _clause_start(text, anchor.start()))
    elif led:  # "submitted to the Human Rights Council pursuant to resolution …"
        before_led = context.before(scan, led.start())
        near = before_led[0] if before_led else None
    if not organs and near is None and _IN_ITS.search(text, max(0, anchor.start() - _LED), anchor.start()):
        # "In its decision 1999/101, the Commission …"
        subject = _SUBJECT.match(text, dated.end() if dated else end)
        organs = tuple(body for body in context.named_at(scan, subject.end()) if body.prefix) if subject else ()
    return NumberList(anchor["decision"] is not None, organs, possessive and not organs, near, before=bool(before))


def _clause_start(text: str, end: int) -> int:
    start = max(0, end - 160)
    last = None
    for last in _CLAUSE.finditer(text, start, end):  # noqa: B007 - the last boundary counts
        pass
    return last.end() if last else start
