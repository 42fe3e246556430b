"""What an AKN4UN file states of its document: cover, workflow, votes, subjects, as values of ``extract.metadata``.

Where an attribute and the words on the page disagree, the words are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.metadata import AgendaItem, Metadata, Subject, Vote, WorkflowStep
from extract.read.akoma_ntoso.tree import first, local_name, words_of

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_PRINTED_DAY = re.compile(rf"(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS)})\s(?P<year>\d{{4}})")
_DAY = re.compile(r"(?!0001)\d{4}-\d\d-\d\d")
_ITEM = re.compile(r"Agenda items?\s+(?P<numbers>.*)", re.DOTALL)
_ITEM_NUMBER = re.compile(r"\d{1,3}(?:\s?\([a-z]{1,2}\))*")
_MANNERS = {
    "adoptedWithoutVote": "without a vote",
    "adoptedByAcclamation": "by acclamation",
    "adoptedRecordedVote": "recorded vote",
}
_SIDES = {"inFavour": "in_favour", "against": "against", "abstaining": "abstaining", "absent": "absent"}
_UNANIMOUS = re.compile(r"\b[Aa]dopted unanimously\b")
_COUNTED = re.compile(r"\b[Aa]dopted (?P<votes_for>\d{1,3})-(?P<votes_against>\d{1,3})-(?P<abstentions>\d{1,3})\b")
_LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "fre": "fr"}
_AUTOMATIC = frozenset(("SDGO",))
"""Vocabularies whose terms a machine assigned."""

_KEPT = frozenset(("SDGO", "UNBIS Thesaurus", "UNBIST", "DHLAUTH"))
_COMMITTEE = re.compile(r"report of (?:the )?(?P<committee>[^(]+?(?:\([^()]*Committee\))?)\s*\(")
_ADDRESS_OF_SYMBOL = re.compile(r"[A-Z]+/\S+")


def read_metadata(root: etree._Element) -> Metadata:
    """All that the file states; what it does not is empty."""
    steps = tuple(_steps(root))
    draft = next((step for step in steps if step.outcome == "draftResolution"), None)
    return Metadata(
        symbol=_symbol(root),
        organ=_words(root, "docAuthority", refersTo="#issuingBody"),
        title=_words(root, "docTitle", refersTo="#resolutionTitle"),
        date=_adopted(root),
        issued=_printed_day(first(root, "docDate", refersTo="#dateOfIssuance")),
        session=_session(root),
        agenda_items=tuple(_agenda_items(root)),
        meeting=_words(root, "inline", name="adoptionMeeting"),
        draft=draft.symbol if draft and _ADDRESS_OF_SYMBOL.fullmatch(draft.symbol) else "",
        committee=_committee(root),
        committee_report=_report(root),
        sponsors=tuple(
            name for step in steps if step.outcome.startswith("draftResolution") for name in _names(step.by)
        ),
        vote=_vote(root, steps),
        chapter_vii=_chapter_vii(root),
        steps=steps,
        subjects=tuple(_subjects(root)),
    )


def language_of(root: etree._Element) -> str:
    """The language of the text as a BCP 47 code, empty where it is not stated."""
    stated = first(root, "FRBRlanguage")
    code = (stated.get("language") or "") if stated is not None else ""
    return _LANGUAGES.get(code, code)


def _words(root: etree._Element, element: str, **attributes: str) -> str:
    found = first(root, element, **attributes)
    return words_of(found) if found is not None else ""


def _symbol(root: etree._Element) -> str:
    printed = _words(root, "docNumber", refersTo="#symbol")
    return re.sub(r"[–—]", "-", re.sub(r"[\s*]+", "", printed))


def _printed_day(element: etree._Element | None) -> str:
    """The day in ISO 8601 that the words give, else the attribute."""
    if element is None:
        return ""
    printed = _PRINTED_DAY.search(words_of(element).replace("\xa0", " "))
    if printed:
        return f"{printed['year']}-{_MONTHS.index(printed['month']) + 1:02d}-{int(printed['day']):02d}"
    stated = element.get("date") or ""
    return stated if _DAY.fullmatch(stated) else ""


def _adopted(root: etree._Element) -> str:
    printed = _printed_day(first(root, "docDate", refersTo="#adoptionDate"))
    stated = first(root, "FRBRdate", name="adoption")
    day = (stated.get("date") or "") if stated is not None else ""
    return printed or (day if _DAY.fullmatch(day) else "")


def _session(root: etree._Element) -> str:
    stated = first(root, "session")
    value = (stated.get("value") or "") if stated is not None else ""
    return value if value.isdigit() else ""


def _agenda_items(root: etree._Element) -> Iterator[AgendaItem]:
    match = _ITEM.match(_words(root, "inline", name="agenda item"))
    if match:
        title = _words(root, "inline", name="agenda item name")
        for number in _ITEM_NUMBER.findall(match["numbers"]):
            yield AgendaItem(number, title)


def _committee(root: etree._Element) -> str:
    match = _COMMITTEE.search(_words(root, "docProponent"))
    return match["committee"].strip() if match else ""


def _report(root: etree._Element) -> str:
    """The symbol of the committee's report, where the originating document is one."""
    if not _committee(root):
        return ""
    symbol = _words(root, "inline", name="originating document").split(",")[0].strip()
    return symbol if _ADDRESS_OF_SYMBOL.fullmatch(symbol) else ""


def _steps(root: etree._Element) -> Iterator[WorkflowStep]:
    for step in root.iter("{*}step"):
        day = step.get("date") or ""
        outcome, symbol, by = (" ".join((step.get(key) or "").split()) for key in ("outcome", "as", "by"))
        if outcome and (symbol or by or _DAY.fullmatch(day)):
            yield WorkflowStep(outcome, symbol, by, day if _DAY.fullmatch(day) else "")


_IN_BRACKETS = re.compile(r"\s*\([^()]*\bon behalf of\b[^()]*(?:\([^()]*\)[^()]*)*\)")
_BETWEEN_NAMES = re.compile(
    r"[,;]\s+(?:and\s+)?|\s+and\s+(?!Northern|the Grenadines|Nevis|Tobago|Barbuda|Herzegovina|Principe)"
)
_NO_STATE = re.compile(r"(?i)submitted by\b")
_NO_LONGER = re.compile(r"\.\s+-\s.*|\s-\s.*", re.DOTALL)


def _names(by: str) -> Iterator[str]:
    """The States that put a draft forward: none where an officer or a body did, none on whose behalf others did, none
    that withdrew ("… and Fiji. - Peru was removed")."""
    if _NO_STATE.match(by):
        return
    for name in _BETWEEN_NAMES.split(_IN_BRACKETS.sub("", _NO_LONGER.sub("", by))):
        if words := name.strip(" .,;*"):
            yield words


def _vote(root: etree._Element, steps: tuple[WorkflowStep, ...]) -> Vote | None:
    """The vote as counted, with the States of each side; its manner by the file's word or by the step of adoption."""
    adopted = next((step.by for step in steps if step.outcome == "adopted"), "")
    voting = first(root, "voting")
    outcome = (voting.get("outcome") or "") if voting is not None else ""
    states = dict.fromkeys(_SIDES.values(), ())  # type: dict[str, tuple[str, ...]]
    counts: dict[str, int | None] = {}
    for count in voting.iter("{*}count") if voting is not None else ():
        side = _SIDES.get((count.get("refersTo") or "").lstrip("#"))
        if side:
            value = count.get("value") or ""
            counts[side] = int(value) if value.isdigit() else None
            states[side] = tuple(filter(None, (words_of(one) for one in count.iter("{*}organization"))))
    counted = _COUNTED.search(adopted)
    if counted:
        for side, key in (("in_favour", "votes_for"), ("against", "votes_against"), ("abstaining", "abstentions")):
            counts.setdefault(side, int(counted[key]))
    manner = _MANNERS.get(outcome, "")
    if not manner and _UNANIMOUS.search(adopted):
        manner = "unanimously"
    if not manner and counts:
        manner = "recorded vote" if any(states.values()) else "vote"
    if not manner:
        return None
    return Vote(
        manner,
        votes_for=counts.get("in_favour"),
        votes_against=counts.get("against"),
        abstentions=counts.get("abstaining"),
        **states,
    )


def _chapter_vii(root: etree._Element) -> bool | None:
    """True where the file says so; None where it is silent, as files of organs without such powers always are."""
    stated = any(
        "refersTo" in step.attrib and "Chapter VII" in (step.get("refersTo") or "") for step in root.iter("{*}step")
    )
    return True if stated else None


def _subjects(root: etree._Element) -> Iterator[Subject]:
    seen: set[str] = set()
    for keyword in root.iter("{*}keyword"):
        scheme = keyword.get("dictionary") or ""
        iri = (keyword.get("href") or "").strip()
        label = " ".join((keyword.get("showAs") or keyword.get("value") or "").replace("_", " ").split())
        if scheme in _KEPT and (iri or label) and (key := iri or label) not in seen:
            seen.add(key)
            yield Subject(iri, label, scheme, automatic=scheme in _AUTOMATIC)


def component_letter(root: etree._Element, index: int) -> str:
    """The letter of the ``index``-th component (from 0) of a file of lettered parts, empty where it bears none."""
    components = [one for one in root.iter("{*}component") if any(local_name(child) == "statement" for child in one)]
    number = first(components[index], "docNumber") if index < len(components) else None
    match = re.match(r"([A-Z])\b", words_of(number)) if number is not None else None
    return match[1] if match else ""
