"""All registers together, with look-ups by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extract.registers.numbering import Numbering
from extract.registers.rows import (
    Body,
    Group,
    GroupForm,
    Instrument,
    Link,
    ListedWord,
    Names,
    NumberForm,
    Session,
    SymbolSeries,
    Treaty,
    Verb,
    VerbEffect,
)

NAMES_A_SET = re.compile(r"\b(?:conventions|covenants|protocols|agreements)\b", re.IGNORECASE)
"""In a name that stands for several treaties together."""

WORD_LISTS = ("organ", "own action", "instrument", "general purpose")
"""The lists of ``words.csv``."""


@dataclass(frozen=True, eq=False)
class Registers:
    """All registers, in file order, and look-ups by key."""

    treaties: tuple[Treaty, ...] = ()
    bodies: tuple[Body, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    verbs: tuple[Verb, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    links: tuple[Link, ...] = ()
    number_forms: tuple[NumberForm, ...] = ()
    series: tuple[SymbolSeries, ...] = ()
    effect_verbs: tuple[VerbEffect, ...] = ()
    group_forms: tuple[GroupForm, ...] = ()
    words: tuple[ListedWord, ...] = ()
    origins: Mapping[tuple[str, str], Names] = field(default_factory=dict)
    """``(file, key)`` of each row that a user's folder adds or changes (``bodies.csv``, slug) → the files that fill
    it, as ``folder/file``."""

    @cached_property
    def treaty(self) -> Mapping[str, Treaty]:
        return {row.id: row for row in self.treaties}

    @cached_property
    def body(self) -> Mapping[str, Body]:
        return {row.slug: row for row in self.bodies}

    @cached_property
    def instrument(self) -> Mapping[str, Instrument]:
        return {row.slug: row for row in self.instruments}

    @cached_property
    def session_years(self) -> Mapping[tuple[str, str], range]:
        """``(prefix, number)`` of a session, the body by what its identifiers begin with → the calendar
        years in which it met, its resumed parts included. A session with an open end is left out."""
        found: dict[tuple[str, str], range] = {}
        for row in self.sessions:
            body = self.body.get(row.body)
            if body and body.prefix and row.opened and row.closed:
                key = (body.prefix, row.number)
                first, last = int(row.opened[:4]), int(row.closed[:4])
                before = found.get(key, range(first, last + 1))
                found[key] = range(min(first, before.start), max(last + 1, before.stop))
        return found

    @cached_property
    def numbering(self) -> Numbering:
        """How organs number, and when their sessions were."""
        return Numbering(self.number_forms, self.series, self.session_years)

    @cached_property
    def word_lists(self) -> Mapping[str, tuple[str, ...]]:
        """The words of each list, in register order."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(WORD_LISTS, ())
        for row in self.words:
            found[row.list] += (row.word,)
        return found

    @cached_property
    def by_prefix(self) -> Mapping[str, Body]:
        """Bodies by what the identifiers of their resolutions begin with."""
        return {row.prefix: row for row in self.bodies if row.prefix}

    @cached_property
    def by_short_form(self) -> Mapping[str, Treaty]:
        """Head words in lower case → the treaty that each stands for though it was not named before."""
        return {word.lower(): row for row in self.treaties for word in row.short_forms}

    @cached_property
    def protocols(self) -> Mapping[str, tuple[Treaty, ...]]:
        """The protocols of each treaty, oldest first. One without a parent belongs to every treaty of the set that its
        title names ("Protocol Additional to the Geneva Conventions …")."""
        found: dict[str, list[Treaty]] = {}
        sets: dict[str, list[str]] = {}
        for row in self.treaties:
            for alias in row.aliases:
                if NAMES_A_SET.search(alias):
                    sets.setdefault(alias, []).append(row.id)
        for row in self.treaties:
            if row.kind != "protocol":
                continue
            named = {key for alias, keys in sets.items() if len(keys) > 1 and alias in row.title for key in keys}
            for key in (row.parent,) if row.parent else sorted(named):
                found.setdefault(key, []).append(row)
        return {key: tuple(sorted(rows, key=lambda t: (t.adopted, t.id))) for key, rows in found.items()}
