"""Names of the registers, found in text: names in one automaton, acronyms and groups in tables, and the verb forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz

from extract.lexicon.folding import fold, name_key
from extract.lexicon.verb_forms import VerbForms, bounded
from extract.registers import Body, Group, Instrument, Registers, Treaty

_UNITED_NATIONS = "united nations"
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Named:
    """A registered name found in a text: where, and the rows that bear it (more than one where it is shared)."""

    start: int
    end: int
    rows: tuple[Treaty | Body | Instrument, ...]
    acronym: bool = False


class Taken:
    """Stretches of a text that are spoken for, none overlapping another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in ``[start, end)`` is taken."""
        index = bisect_left(self._starts, end)
        return index == 0 or self._ends[index - 1] <= start

    def take(self, start: int, end: int, *, together: bool = False) -> bool:
        """Take ``[start, end)`` if it is free, and say whether it was; ``together`` lets one stretch be taken again
        as a whole, for a phrase that stands for several things."""
        index = bisect_left(self._starts, start)
        if together and index < len(self._starts) and (self._starts[index], self._ends[index]) == (start, end):
            return True
        if not self.free(start, end):
            return False
        self._starts.insert(index, start)
        self._ends.insert(index, end)
        return True


_ACRONYM = re.compile(r"[A-Z](?<![\w/.-].)[A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?(?![\w/])")
_JOINT = re.compile(r"[a-z](?=[A-Z][a-z]{2})")
"""Where a space is lost between two words, the second with a capital."""

_LIKENESS = 92.0
_SHORTEST_NAME = 2
"""No name is hidden in a match of so few letters."""

_HOLDER = re.compile(r"(Special Rapporteur|Independent Expert|Special Representative|Working Group)( (?:on|in) .+)")
_PREPOSITION = re.compile(r"^(.*?\bconvention )(against|on|for|concerning|relating to)( .+)$")


class Lexicon:
    """What the registers hold, compiled once; shared by all rules of finding."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        names: dict[str, list[Treaty | Body | Instrument]] = {}
        for row, name in _all_names(registers):
            rows = names.setdefault(fold(" ".join(name.split())), [])
            if row not in rows:
                rows.append(row)
        for name, rows in list(names.items()):
            _add_misprints(names, name, rows)
        self._names = list(names)
        self._rows = [tuple(rows) for rows in names.values()]
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        self._acronyms: dict[str, tuple[Treaty | Body, ...]] = _acronyms(registers)
        self._organs = _organs(registers)
        shortened = {word for body in registers.bodies for word in body.short_forms}
        self.short_forms = tuple(sorted(shortened, key=lambda word: (-len(word), word)))
        """Head words that stand for a body once it was named, longest first."""
        self.heads = _heads(registers)
        """Slug of an office → the officer at its head, where the register lists one with a short form."""
        self.officers = {body.parent: body for body in registers.bodies if body.kind == "officer" and body.short_forms}
        self._conferences = _conferences(registers)
        self.verbs = VerbForms(registers)
        self.own_actions = frozenset(registers.word_lists["own action"])
        """Families of verbs with which an organ acts itself."""
        groups = {fold(name): group for group in registers.groups for name in (*group.aliases, group.label)}
        self._group_rows = list(groups.values())
        self._groups = AhoCorasick(list(groups), matchkind=MatchKind.LeftmostLongest)

    def organ(self, name: str) -> Body | None:
        """The body called ``name``; an ordinal before it ("Sixty-fifth World Health Assembly") is passed over."""
        key = name_key(name)
        return self._organs.get(key) or self._organs.get(
            re.sub(r"^(?:[a-z]+ )?[a-z]+(?:th|st|nd|rd|second|first) ", "", key)
        )

    def body_of_series(self, symbol: str) -> Body | None:
        """The body with the longest series that a document's symbol begins with."""
        matching = [(s, body) for body in self.registers.bodies for s in body.symbols if symbol.startswith(s + "/")]
        return max(matching, key=lambda entry: len(entry[0]))[1] if matching else None

    def conference(self, treaty: str) -> tuple[Body, int] | None:
        """The conference of the parties to the treaty with whose name ``treaty`` begins, if that is like enough, and
        the length of the name."""
        folded = fold(treaty)
        best, found = _LIKENESS, None
        for name, body in self._conferences.items():
            likeness = fuzz.ratio(folded[: len(name)], name, score_cutoff=best)
            if likeness > best:
                best, found = likeness, (body, min(len(name), len(treaty)))
        return found

    def conferences(self, treaties: set[str]) -> tuple[Body, ...]:
        """The conferences of the parties to these treaties (ids), in register order."""
        found = {body.slug: body for body in self._conferences.values() if body.treaty in treaties}
        return tuple(found[slug] for slug in sorted(found))

    def names(self, text: str, folded: str) -> Iterator[Named]:
        """Registered names and acronyms in ``text`` (``folded`` being ``fold(text)``), leftmost and longest first,
        none overlapping another. Names with a lost space ("againstCorruption") are read through it."""
        found = self._names_as_printed(text, folded)
        joints = [match.end() for match in _JOINT.finditer(text)]
        return iter(self._across(joints, text, found) if joints else found)

    def _across(self, joints: list[int], text: str, found: list[Named]) -> list[Named]:
        """``found`` with the names across ``joints``, offsets where a space is lost, instead of those they overlap."""
        pieces = [text[start:end] for start, end in zip([0, *joints], [*joints, len(text)], strict=True)]
        opened = " ".join(pieces)
        spaces = [joint + index for index, joint in enumerate(joints)]  # where each one stands in ``opened``
        across: list[Named] = []
        for name in self._names_as_printed(opened, fold(opened)):
            first, last = bisect_left(spaces, name.start), bisect_left(spaces, name.end)
            touches = first != last or (last < len(spaces) and spaces[last] == name.end)
            if touches or (first and spaces[first - 1] == name.start - 1):
                across.append(Named(name.start - first, name.end - last, name.rows, name.acronym))
        taken = Taken()
        for name in across:
            taken.take(name.start, name.end)
        return sorted((*across, *(name for name in found if taken.free(name.start, name.end))), key=_start)

    def _names_as_printed(self, text: str, folded: str) -> list[Named]:
        found: list[Named] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if found and start < found[-1].end:
                continue
            if end - start > len(_UNITED_NATIONS) and folded.endswith(_UNITED_NATIONS, start, end):
                longer = self._goes_on(folded, end - len(_UNITED_NATIONS), end)
                if longer:
                    found.append(longer)
                    continue
            if bounded(folded, start, end):
                found.append(Named(start, end, self._rows[index]))
            elif end - start > _SHORTEST_NAME:
                found.extend(self._shorter(folded, start, end))
        acronyms = [match for match in _ACRONYM.finditer(text) if match[0] in self._acronyms]
        if acronyms:
            taken = Taken()
            for name in found:
                taken.take(name.start, name.end)
            found.extend(
                Named(match.start(), match.end(), self._acronyms[match[0]], acronym=True)
                for match in acronyms
                if taken.free(match.start(), match.end())
            )
            found.sort(key=_start)
        return found

    def _goes_on(self, folded: str, start: int, end: int) -> Named | None:
        """The name of which a match's last words, "United Nations", are only the first: "the secretariat of the
        United Nations Conference on …"."""
        for index, s, e in self._automaton.find_matches_as_indexes(folded[start : end + _LONGEST_NAME]):
            whole = s == 0 and start + e > end and bounded(folded, start, start + e)
            return Named(start, start + e, self._rows[index]) if whole else None
        return None

    def _shorter(self, folded: str, start: int, end: int) -> Iterator[Named]:
        """Names hidden under a match that ended inside a word."""
        for index, s, e in self._automaton.find_matches_as_indexes(folded[start : end - 1]):
            if bounded(folded, start + s, start + e):
                yield Named(start + s, start + e, self._rows[index])

    def groups(self, folded: str) -> Iterator[tuple[int, int, Group]]:
        """Groups of addressees named in a folded text."""
        for index, start, end in self._groups.find_matches_as_indexes(folded):
            if bounded(folded, start, end):
                yield start, end, self._group_rows[index]


def _start(name: Named) -> int:
    return name.start


def _all_names(registers: Registers) -> Iterator[tuple[Treaty | Body | Instrument, str]]:
    for treaty in registers.treaties:
        yield from ((treaty, name) for name in (treaty.title, *treaty.aliases))
    for body in registers.bodies:
        yield from ((body, name) for name in (body.name, *body.aliases))
        yield from ((body, name) for name in _with_organ(body))
    for instrument in registers.instruments:
        yield from ((instrument, name) for name in (instrument.name, *instrument.aliases))


def _with_organ(body: Body) -> Iterator[str]:
    """A mandate holder's organ may stand within the name: "Special Rapporteur of the Human Rights Council on …"."""
    match = _HOLDER.match(body.name) if body.kind == "mandate-holder" else None
    if match:
        for organ in ("Human Rights Council", "Commission on Human Rights"):
            yield f"{match[1]} of the {organ}{match[2]}"


def _add_misprints(
    names: dict[str, list[Treaty | Body | Instrument]], name: str, rows: list[Treaty | Body | Instrument]
) -> None:
    """A convention's preposition is what is misprinted most ("Convention on Transnational …" for "against")."""
    match = _PREPOSITION.match(name)
    if not match or not all(isinstance(row, Treaty) for row in rows):
        return
    for preposition in ("against", "on", "for", "concerning"):
        names.setdefault(f"{match[1]}{preposition}{match[3]}", list(rows))


def _acronyms(registers: Registers) -> dict[str, tuple[Treaty | Body, ...]]:
    table: dict[str, list[Treaty | Body]] = {}
    rows: list[Treaty | Body] = [*registers.bodies, *registers.treaties]
    for row in rows:
        for acronym in row.acronyms:
            table.setdefault(acronym, []).append(row)
    return {acronym: tuple(rows) for acronym, rows in table.items()}


def _organs(registers: Registers) -> dict[str, Body]:
    table: dict[str, Body] = {}
    for body in registers.bodies:
        for name in body.aliases:
            table.setdefault(name_key(name), body)
    table.update({name_key(body.name): body for body in registers.bodies})
    return table


def _heads(registers: Registers) -> dict[str, Body]:
    offices = {body.slug for body in registers.bodies if body.kind == "office"}
    officers = [body for body in registers.bodies if body.kind == "officer" and body.short_forms]
    return {body.parent: body for body in officers if body.parent in offices}


def _conferences(registers: Registers) -> dict[str, Body]:
    """Names of treaties → the conference of their parties."""
    table: dict[str, Body] = {}
    for body in registers.bodies:
        treaty = registers.treaty.get(body.treaty)
        if treaty and body.kind == "conference-of-the-parties":
            table.update({fold(name): body for name in (treaty.title, *treaty.aliases)})
    return table


@lru_cache(maxsize=4)
def lexicon_of(registers: Registers) -> Lexicon:
    """The lexicon of these registers, compiled once a process."""
    return Lexicon(registers)
