"""Lineage as it is shown: lines of documents in columns, and what became of each paragraph and mandate along them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from extract.model import Document, Mandate, UnitKind
from graph.lineage.paragraph_alignment import align
from graph.lineage.values import (
    DocumentLineage,
    DocumentLink,
    LineageRelation,
    MandateChain,
    MandateStep,
    ParagraphLink,
    Series,
)
from graph.lineage.word_differences import DiffPiece, word_diff

LINEAL = (LineageRelation.REVISED_AS, LineageRelation.ADOPTED_AS, LineageRelation.TAKEN_UP_AS)
"""Relations from a draft to what became of it."""

_PARAGRAPHS = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH, UnitKind.PARAGRAPH)
_SESSION = re.compile(r"/(\d{1,3})/")
_YEAR = 4


class State(StrEnum):
    """How a paragraph stands in a document, beside the one before it on the line."""

    FIRST = "first"
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    ABSENT = "absent"
    UNKNOWN = "unknown"

    @property
    def reworded(self) -> bool:
        return self in (State.CHANGED, State.MERGED, State.SPLIT)


@dataclass(frozen=True, slots=True)
class LineageColumn:
    """A document on a line, or a gap (``identifier`` empty). ``when`` is its date, session or year; ``title`` is empty
    where it is the title of the column before; ``present`` says whether its text was read."""

    identifier: str
    when: str
    title: str = ""
    present: bool = True
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """Documents in their order, and for each that goes on from one before it, which."""

    name: str
    columns: tuple[LineageColumn, ...]
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ParagraphWording:
    """A paragraph in one document: its units and their text, and the text that it came of where it was reworded."""

    document: str
    units: tuple[str, ...]
    state: State
    text: str = ""
    earlier: str = ""
    earlier_units: tuple[str, ...] = ()
    earlier_text: str = ""

    @property
    def pieces(self) -> tuple[DiffPiece, ...]:
        return word_diff(self.earlier_text, self.text)


@dataclass(frozen=True, slots=True)
class Thread:
    """A paragraph of ``document``, and its wordings in each line of the view, one a column."""

    document: str
    unit: str
    text: str
    wordings: tuple[tuple[ParagraphWording, ...], ...]

    @property
    def first(self) -> str:
        """The document of the last line in which it stands first; empty where there is no line."""
        return next((one.document for one in self._along if one.units), "")

    @property
    def times_reworded(self) -> int:
        """How often it was reworded along the last line."""
        return sum(one.state.reworded for one in self._along)

    @property
    def next(self) -> State | None:
        """What it is in the next document read of the last line, None where there is none."""
        read = [one for one in self._along if one.state is not State.UNKNOWN]
        after = [two.state for one, two in pairwise(read) if one.document == self.document]
        return after[0] if after else None

    @property
    def _along(self) -> tuple[ParagraphWording, ...]:
        return self.wordings[-1] if self.wordings else ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a chain, with the mandate as its document words it, None at an end."""

    step: MandateStep
    when: str
    mandate: Mandate | None


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A chain of mandates with what its documents say. ``named`` is the last mandate of it."""

    chain: MandateChain
    steps: tuple[Step, ...]

    @property
    def named(self) -> Mandate | None:
        return next((one.mandate for one in reversed(self.steps) if one.mandate), None)


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment to a draft: ``outcome`` says what became of it (``carried``, ``carried in part``, ``not carried``;
    empty where the texts do not show it), ``act`` is the act with its words, if any."""

    identifier: str
    draft: str
    outcome: str
    act: str


@dataclass(frozen=True, slots=True)
class LineageView:
    """The lineage of a document as it is shown. ``document`` is None where only its name is known; ``documents`` are
    those read, by identifier; ``lines`` the one of its drafts, where there is one, and then its series; ``dropped`` the
    paragraphs that the documents before it have and it has not."""

    lineage: DocumentLineage
    document: Document | None
    documents: Mapping[str, Document]
    lines: tuple[DocumentLine, ...]
    threads: tuple[Thread, ...]
    dropped: tuple[Thread, ...]
    mandates: tuple[MandateRow, ...]

    @property
    def before(self) -> str:
        """The document that it is compared with unless another is named: the member before it, else its draft."""
        found = [line.before.get(self.lineage.identifier, "") for line in reversed(self.lines)]
        return next(filter(None, found), "")

    @property
    def others(self) -> tuple[DocumentLink, ...]:
        """Links of the document that make no line."""
        name = self.lineage.identifier
        return tuple(
            link
            for link in self.lineage.links
            if name in (link.source, link.target)
            and link.relation not in (*LINEAL, LineageRelation.FOLLOWS)
            and not link.proposes
        )

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """The amendments to the drafts on the document's line, or itself where it is one."""
        name = self.lineage.identifier
        acts = {link.source: link.target for link in self.lineage.links if link.of_amendment}
        proposed = [link for link in self.lineage.links if link.proposes]
        own = [link for link in proposed if link.source == name]
        return tuple(
            Amendment(link.source, link.target, " ".join(link.evidence[1:]), acts.get(link.source, ""))
            for link in own or proposed
        )


def view_of(lineage: DocumentLineage, documents: Mapping[str, Document]) -> LineageView:
    """What is shown of ``lineage``. ``documents``: those of its documents that were read, by identifier."""
    name = lineage.identifier
    pairs = {(one.earlier, one.later): one.paragraphs for one in lineage.aligned}
    lines = (*_draft_lines(lineage, documents), *(_series_line(one, name, documents, pairs) for one in lineage.series))
    document, known = documents.get(name), _Known(documents, pairs)
    befores = dict.fromkeys(line.before[name] for line in lines if name in line.before)
    return LineageView(
        lineage,
        document,
        documents,
        lines,
        tuple(known.thread(document, unit, lines) for unit in paragraphs(document)) if document else (),
        tuple(
            known.thread(documents[before], unit, lines)
            for before in befores
            for unit in _unlinked(documents[before], pairs[before, name])
        ),
        tuple(_row(chain, documents) for chain in lineage.chains),
    )


def paragraphs(document: Document) -> dict[str, str]:
    """The text of each paragraph by its unit, in order."""
    return {unit.name: unit.text for unit in document.units if unit.kind in _PARAGRAPHS}


def compare(view: LineageView, other: str) -> tuple[ParagraphWording, ...]:
    """What the later of the document and ``other`` made of the paragraphs of the earlier: those that it has in their
    order, then those it dropped. ``other`` is the identifier of one of ``view.documents``, as is the document's."""
    name = view.lineage.identifier
    known = {(one.earlier, one.later): one.paragraphs for one in view.lineage.aligned}
    dated = {one.identifier: one.when for line in view.lines for one in line.columns}
    when = {one: dated.get(one) or _when(view.documents[one]) for one in (name, other)}
    earlier, later = (name, other) if (name, other) in known or when[name] < when[other] else (other, name)
    if (later, earlier) in known:
        earlier, later = later, earlier
    old, new = view.documents[earlier], view.documents[later]
    links = known.get((earlier, later))
    links = align(old, new) if links is None else links
    texts = paragraphs(old)
    pair = _Known(view.documents, {(earlier, later): links})
    came = {unit: _ordered(link.source_unit for link in links if link.target_unit == unit) for unit in paragraphs(new)}
    found = [pair.wording(later, (unit,), earlier, units) for unit, units in came.items()]
    found += [
        ParagraphWording(later, (), State.ABSENT, "", earlier, (unit,), texts[unit]) for unit in _unlinked(old, links)
    ]
    return tuple(found)


def _when(document: Document) -> str:
    return str(document.head.date or document.head.issued or "")


def _column(identifier: str, order: str, documents: Mapping[str, Document], evidence: tuple[str, ...]) -> LineageColumn:
    document = documents.get(identifier)
    when = (_when(document) if document else "") or order
    return LineageColumn(identifier, when, document.head.title if document else "", document is not None, evidence)


def _draft_lines(lineage: DocumentLineage, documents: Mapping[str, Document]) -> Iterator[DocumentLine]:
    """The line from the first draft to the adopted text and to who took it up, where there is one."""
    links = [link for link in lineage.links if link.relation in LINEAL and not link.of_amendment]
    depth = dict.fromkeys((one for link in links for one in (link.source, link.target)), 0)
    for _ in depth:  # as long as the longest way through them
        for link in links:
            depth[link.target] = max(depth[link.target], depth[link.source] + 1)
    names = sorted(depth, key=lambda one: (depth[one], one))
    if not names:
        return
    evidence = {link.target: link.evidence for link in links}
    columns = [_column(one, "", documents, evidence.get(one, ())) for one in names]
    pairs = {(one.earlier, one.later) for one in lineage.aligned}
    yield DocumentLine(
        "Drafts", _retitled(columns), _before(names, pairs & {(link.source, link.target) for link in links})
    )


def _series_line(
    series: Series,
    name: str,
    documents: Mapping[str, Document],
    pairs: Mapping[tuple[str, str], tuple[ParagraphLink, ...]],
) -> DocumentLine:
    """The members on the line of the document, those missing and the gaps; parts adopted beside them stay out."""
    members = {member.identifier for member in series.members}
    tied = {name} if name in documents else members
    for _ in members:
        tied |= {one for pair in pairs if members.issuperset(pair) and tied & {*pair} for one in pair}
    columns = [
        _column(member.identifier, member.order, documents, member.evidence)
        for member in series.members
        if member.identifier in tied or not member.present
    ]
    for gap in reversed(series.gaps):
        later = (at for at, one in enumerate(columns) if _place(one, session=len(gap) < _YEAR) > int(gap))
        columns.insert(next(later, len(columns)), LineageColumn("", gap, present=False))
    names = [one.identifier for one in columns if one.identifier]
    return DocumentLine("Series", _retitled(columns), _before(names, pairs))


def _place(column: LineageColumn, *, session: bool) -> int:
    """The session or the year that a column stands in, to be compared with a gap."""
    if not column.identifier:
        return int(column.when)
    found = _SESSION.search(column.identifier) if session else None
    return int(found[1] if found else column.when[:_YEAR] or 0)


def _retitled(columns: Iterable[LineageColumn]) -> tuple[LineageColumn, ...]:
    """The columns with their titles only where these change."""
    found: list[LineageColumn] = []
    title = ""
    for column in columns:
        changed = column.title and column.title.casefold() != title.casefold()
        found.append(column if changed else replace(column, title=""))
        title = column.title or title
    return tuple(found)


def _before(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each name, the nearest before it of those that it is paired with."""
    place = {name: at for at, name in enumerate(names)}
    known = [pair for pair in pairs if pair[0] in place and pair[1] in place]
    known.sort(key=lambda pair: place[pair[0]])
    return {later: earlier for earlier, later in known if place[earlier] < place[later]}


@dataclass(frozen=True, slots=True)
class _Known:
    """Documents read, by identifier, and the links between paragraphs of pairs of them, earlier first."""

    documents: Mapping[str, Document]
    pairs: Mapping[tuple[str, str], tuple[ParagraphLink, ...]]

    def thread(self, document: Document, unit: str, lines: Iterable[DocumentLine]) -> Thread:
        """A paragraph through the lines."""
        wordings = tuple(tuple(self._along(document.identifier, unit, line)) for line in lines)
        return Thread(document.identifier, unit, paragraphs(document)[unit], wordings)

    def _along(self, name: str, unit: str, line: DocumentLine) -> Iterator[ParagraphWording]:
        """The wordings of a paragraph of ``name`` along a line, back to its first document and on to its last."""
        units: dict[str, tuple[str, ...]] = {name: (unit,)}
        at = name
        while at in line.before:
            before = line.before[at]
            links = self.pairs[before, at]
            units[before] = _ordered(link.source_unit for link in links if link.target_unit in units[at])
            at = before
        for column in line.columns:
            now = column.identifier
            before = line.before.get(now, "")
            if now not in units and before in units:
                links = self.pairs[before, now]
                units[now] = _ordered(link.target_unit for link in links if link.source_unit in units[before])
            if now in units and now in self.documents:
                yield self.wording(now, units[now], before, units.get(before, ()))
            else:
                yield ParagraphWording(now, (), State.UNKNOWN)

    def wording(self, name: str, units: tuple[str, ...], before: str, earlier: tuple[str, ...]) -> ParagraphWording:
        """The paragraph that ``units`` of a document are, which was ``earlier`` in the one ``before`` it."""
        text = _text(self.documents[name], units)
        if not before:
            return ParagraphWording(name, units, State.FIRST if units else State.ABSENT, text)
        links = self.pairs[before, name]
        kinds = {State(link.relation) for link in links if link.source_unit in earlier and link.target_unit in units}
        if not units or not earlier:
            state = State.NEW if units else State.ABSENT
        else:
            state = kinds.pop() if len(kinds) == 1 else State.CHANGED
        return ParagraphWording(name, units, state, text, before, earlier, _text(self.documents[before], earlier))


def _text(document: Document, units: Iterable[str]) -> str:
    texts = paragraphs(document)
    return "\n".join(texts[unit] for unit in units if unit in texts)


def _ordered(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units))


def _unlinked(document: Document, links: Iterable[ParagraphLink]) -> list[str]:
    carried = {link.source_unit for link in links}
    return [unit for unit in paragraphs(document) if unit not in carried]


def _row(chain: MandateChain, documents: Mapping[str, Document]) -> MandateRow:
    steps = []
    for step in chain.steps:
        document = documents.get(step.document)
        mandate = document.mandates[step.mandate] if document and step.mandate >= 0 else None
        steps.append(Step(step, _when(document) if document else "", mandate))
    return MandateRow(chain, tuple(steps))
