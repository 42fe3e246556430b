"""Numbers of resolutions and decisions: whose they are.

The organ is the one named with them; else the body that "its" refers to; else the adopting body; else one named
earlier in the paragraph; else the one organ that numbers in this way. A date that does not fit the session rules a
candidate out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.bodies import OrganContext
from extract.citations.mentions import NumberList, NumberMention, Reference
from extract.model import CitationMethod, Resolved, Target, TargetKind, Unresolved, UnresolvedReason
from extract.registers import Body, Form, Numbering
from extract.symbols import resolution

_DATED_APART = frozenset(("A/HRC",))
"""Bodies that number as the one to which a number falls by default, but whose numbers a date sets apart."""

_OF_CONTEXT = 0.95
_OF_FORM = 0.9
"""How sure the organ is that the context gives, and the one that the form of the number alone gives."""


@dataclass(frozen=True, slots=True)
class NumberResolver:
    """Resolves the numbers of one document: ``organs`` is what it has named so far, ``day`` its own date."""

    organs: OrganContext
    numbering: Numbering
    day: date | None

    def references(self, mentions: Sequence[NumberMention]) -> Iterator[Reference]:
        """What the numbers of a unit stand for, one for each, in order. Numbers of one list share their organ if one
        fits them all."""
        for listed, group in itertools.groupby(mentions, key=lambda mention: mention.listed):
            numbers = list(group)
            candidates = self._candidates(listed)
            for_all = [
                body for body in candidates if all(self._fits(body, number) for number in numbers if number.number)
            ]
            for number in numbers:
                target, confidence = self._target(number, for_all[:1] or candidates)
                kind = TargetKind.DECISION if listed.decision else TargetKind.RESOLUTION
                yield Reference(
                    number.start, number.end, kind, target, CitationMethod.TEXT, number.rule, confidence=confidence
                )

    def _candidates(self, listed: NumberList) -> list[Body]:
        """Bodies that a list of numbers without a named organ can mean, the likeliest first. "Its resolution" names no
        organ, so the adopting body is a candidate; a body named before "its" in the same clause goes before it, and
        bodies named for numbers earlier in the paragraph come last."""
        adopting = self.organs.adopting
        near = [listed.near] if listed.near is not None and listed.near is not adopting else []
        return [*near, *([adopting] if adopting else []), *listed.earlier]

    def _target(self, mention: NumberMention, candidates: Sequence[Body]) -> tuple[Target, float]:
        if not mention.number:
            return Unresolved(UnresolvedReason.PLACEHOLDER), 1.0
        if mention.listed.organs:
            return self._of_named(mention, mention.listed.organs), 1.0
        fitting = [body for body in candidates if self._fits(body, mention)]
        if fitting:
            return self._symbol(fitting[0].prefix, mention), _OF_CONTEXT
        prefix = self._by_form(mention)
        if prefix and self._in_time(prefix, mention):
            return self._symbol(prefix, mention), _OF_FORM
        return Unresolved(self._why(mention, candidates, prefix)), 1.0

    def _of_named(self, mention: NumberMention, named: tuple[Body, ...]) -> Target:
        """Of the organs named, the one whose numbering this is. One alone is believed though its form be unusual."""
        prefixes = [body.prefix for body in named if body.prefix]
        if not prefixes:
            return Unresolved(UnresolvedReason.UNKNOWN_ORGAN)
        fitting = [prefix for prefix in prefixes if self.numbering.could_be(prefix, mention.numbered)]
        if not fitting and len(prefixes) == 1 and prefixes[0] not in self.numbering.exclusive:
            fitting = prefixes
        if not fitting:
            return Unresolved(UnresolvedReason.AMBIGUOUS_NUMBER)
        in_time = [prefix for prefix in fitting if self._in_time(prefix, mention)]
        if not in_time:
            return Unresolved(UnresolvedReason.DATE_MISMATCH)
        return self._symbol(in_time[0], mention)

    def _by_form(self, mention: NumberMention) -> str:
        """The prefix of the one organ that numbers like this, where organ words are lacking; empty where another one
        that the document has named numbers so too."""
        numbered = mention.numbered
        form = numbered.form
        default = self.numbering.default(form)
        if form is Form.YEAR:
            return default
        if form not in (Form.YEARLY, Form.SESSION) or not self.numbering.could_be(default, numbered):
            return ""
        named = {body.prefix for body in self.organs.last.values() if self.numbering.could_be(body.prefix, numbered)}
        if form is Form.YEARLY:
            return "" if named & self.numbering.by_year or self.organs.adopting is None else default
        others = named - {default}
        return "" if others - _DATED_APART or (others and not mention.dated) else default

    def _fits(self, body: Body, mention: NumberMention) -> bool:
        return self.numbering.could_be(body.prefix, mention.numbered) and self._in_time(body.prefix, mention)

    def _in_time(self, prefix: str, mention: NumberMention) -> bool:
        """Whether date of adoption, session and the citing document's own date agree. A date that stands after a group
        can belong to its last number alone, so it speaks only against that."""
        if mention.dated is None:
            return not self._yet_to_come(prefix, mention)
        if not self.numbering.fits(prefix, mention.session, mention.dated):
            return not mention.last_of_group
        return self.day is None or mention.dated <= self.day

    def _yet_to_come(self, prefix: str, mention: NumberMention) -> bool:
        """Whether the session opens only after the year of the citing document."""
        if self.day is None or mention.bracketed:
            return False
        years = self.numbering.years_of(prefix, mention.session)
        return years is not None and years[0] > self.day.year

    def _why(self, mention: NumberMention, candidates: Sequence[Body], by_form: str) -> UnresolvedReason:
        numbered, day = mention.numbered, mention.dated
        prefixes = [body.prefix for body in candidates if self.numbering.could_be(body.prefix, numbered)]
        prefixes += [by_form] if by_form else []
        if day and not all(self.numbering.fits(prefix, mention.session, day) for prefix in prefixes):
            return UnresolvedReason.DATE_MISMATCH
        return UnresolvedReason.AMBIGUOUS_NUMBER if prefixes or candidates else UnresolvedReason.UNKNOWN_ORGAN

    def _symbol(self, prefix: str, mention: NumberMention) -> Resolved:
        decision = mention.listed.decision
        return Resolved(
            resolution(prefix, mention.number, mention.session, mention.letter, decision=decision, by=self.numbering)
        )
