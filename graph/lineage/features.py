"""What lineage needs of a document, small enough to hold thousands at once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.dates import dates_in
from extract.lexicon import fold
from extract.model import Citation, Document, DocumentType, RelationKind, TargetKind, Unit, UnitKind
from extract.registers import project_numbering
from extract.symbols import parse_symbol
from graph.lineage.proposed_changes import ProposedChange, changes_of
from graph.lineage.thresholds import count
from graph.lineage.values import DocumentLink, LineageRelation

SKETCH = count("sketches.size")
"""Shingles kept of a document: the least of all by hash, so that two sketches show how much two texts share."""

_SHINGLE = count("sketches.shingle")
_DRAFTS = (DocumentType.DRAFT_RESOLUTION, DocumentType.DRAFT_DECISION)
_ACTS = (DocumentType.RESOLUTION, DocumentType.DECISION, DocumentType.PRESIDENTIAL_STATEMENT)
_PARAGRAPHS = (UnitKind.PREAMBULAR, UnitKind.OPERATIVE, UnitKind.SUBPARAGRAPH)
_WORD = re.compile(r"[^\W_]+")
_ENTITLED = re.compile(
    r"(?P<mention>[\w/.-]*\d[\w/.-]*(?: [A-Z]+)?(?: \([\w-]+\)(?: [A-Z]\b)?)?)"
    r"(?: of (?P<date>\d{1,2} [A-Z][a-z]+ \d{4}))?,? entitled [“\"](?P<title>[^“”\"]{8,400})[”\"]"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REVISION = re.compile(r"(?P<base>.+)/Rev\.(?P<number>\d+)")
_ON_THE_BASIS = re.compile(
    # "submitted by the Vice-Chair …, on the basis of informal consultations on draft resolution …"
    r"\bconsultations\s+(?:held\s+)?on\s+(?:the\s+)?draft\s+(?:resolution|decision)s?\s+(?P<symbol>[A-Z]+/[\w/.]+)"
)


@dataclass(frozen=True, slots=True)
class TitledAct:
    """An act as another document speaks of it: its identifier, its title as quoted, its date (ISO 8601, or empty)."""

    identifier: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Features:
    """``organ`` is the slug of the body that adopts (or is to adopt), ``prefix`` that of its symbols (``A``);
    ``session`` as in the symbol, else as printed in the head; ``date`` of adoption, ``issued``, ISO 8601; ``year`` the
    year it is of, 0 where none is known. ``title`` is printed, ``title_key`` its letters. ``origins`` are drafts that
    the head names; ``recalled`` the acts cited in each preambular paragraph; ``cited`` all acts cited; ``titled`` acts
    that the text gives a title to; ``effect_verbs`` what it does to others (amends, replaces …). ``amended`` is the
    draft that an amendment proposes to change, by ``changes``. ``sketch`` and ``shingles`` (their number) stand for the
    text of its paragraphs."""

    identifier: str
    type: DocumentType
    organ: str
    prefix: str
    session: str
    date: str
    issued: str
    year: int
    title: str
    title_key: str
    origins: tuple[str, ...]
    recommended: bool
    recalled: tuple[tuple[str, ...], ...]
    cited: tuple[str, ...]
    titled: tuple[TitledAct, ...]
    effect_verbs: tuple[DocumentLink, ...]
    amended: str
    changes: tuple[ProposedChange, ...]
    sketch: tuple[int, ...]
    shingles: int

    @property
    def is_act(self) -> bool:
        return self.type in _ACTS

    @property
    def is_draft(self) -> bool:
        return self.type in _DRAFTS

    @property
    def order(self) -> str:
        """What it is ordered by in time: its date, else its year; then its identifier."""
        return self.date or self.issued or (f"{self.year:04}" if self.year else "")


def title_key(title: str) -> str:
    """The letters and figures of a title: typesetting, articles and case make no other title."""
    return "".join(word for word in _WORD.findall(fold(title)) if word not in ("the", "a", "an"))


def features(document: Document) -> Features:
    """The features of ``document``."""
    head = document.head
    symbol = parse_symbol(document.identifier)
    known = symbol.session if symbol and symbol.organ and symbol.type in _ACTS else ""
    paragraphs = [unit for unit in document.units if unit.kind in _PARAGRAPHS]
    sketch, shingles = _sketch(paragraphs)
    acts = [c for c in document.citations if c.target.symbol and c.kind in (TargetKind.RESOLUTION, TargetKind.DECISION)]
    return Features(
        identifier=document.identifier,
        type=head.type,
        organ=head.adopted_by_key,
        prefix=symbol.organ if known and symbol else "",
        session=known or head.session,
        date=str(head.date or ""),
        issued=str(head.issued or ""),
        year=_year(document, symbol.organ if symbol else "", known),
        title=head.title,
        title_key=title_key(head.title),
        origins=tuple(_origins(document)),
        recommended=bool(head.tabled_in_key) and head.type in _DRAFTS and not head.tabled_in.endswith(_OF_ORGAN),
        recalled=tuple(_recalled(acts)),
        cited=tuple(dict.fromkeys(str(c.target) for c in acts)),
        titled=tuple(_titled(document, acts)),
        effect_verbs=tuple(_effects(document)),
        amended=_amended(document),
        changes=changes_of(document),
        sketch=sketch,
        shingles=shingles,
    )


_OF_ORGAN = ("Committee of the General Assembly", "General Assembly", "Human Rights Council")
"""Bodies whose drafts the organ takes up without anybody's recommendation."""


def known_year(identifier: str) -> int:
    """The year that an act's symbol gives, the first where a session lies in two; 0 where it gives none."""
    symbol = parse_symbol(identifier)
    if symbol is None or not symbol.session:
        return 0
    years = project_numbering().years_of(symbol.organ, symbol.session)
    if years is None:
        return 0
    return int(symbol.session) if symbol.session.isdigit() and len(symbol.session) == len("2026") else years[0]


def _year(document: Document, organ: str, session: str) -> int:
    """The year of a document; of a draft without a date the last that its text mentions."""
    dated = document.head.date or document.head.issued
    if dated:
        return dated.year
    year = known_year(document.identifier) if organ and session else 0
    if year or document.head.type not in _DRAFTS:
        return year
    mentioned = [int(year) for unit in document.units if unit.kind in _PARAGRAPHS for year in _YEAR.findall(unit.text)]
    # What is asked for lies ahead; what is recalled has a full date.
    days = [day.year for unit in document.units if unit.kind in _PARAGRAPHS for day in dates_in(unit.text)]
    return max(days or mentioned, default=0)


def _origins(document: Document) -> Iterator[str]:
    """Drafts that the head names: of an act the one it is adopted from, of a draft those it comes from."""
    if document.head.draft and document.head.type in _ACTS:
        yield document.head.draft.text
    if document.head.type in _DRAFTS:
        printed = next((unit.text for unit in document.units if unit.kind is UnitKind.HEAD), "")
        for match in _ON_THE_BASIS.finditer(printed):
            symbol = parse_symbol(match["symbol"].rstrip("."))
            if symbol and symbol.text != document.identifier:
                yield symbol.text
        revised = _REVISION.fullmatch(document.identifier)
        if revised:
            number = int(revised["number"])
            yield f"{revised['base']}/Rev.{number - 1}" if number > 1 else revised["base"]


def _recalled(acts: Iterable[Citation]) -> Iterator[tuple[str, ...]]:
    by_unit: dict[str, list[str]] = {}
    for citation in acts:
        if citation.unit.startswith("pp") and not citation.footnote:
            by_unit.setdefault(citation.unit, []).append(str(citation.target))
    yield from (tuple(dict.fromkeys(targets)) for targets in by_unit.values())


def _titled(document: Document, acts: Iterable[Citation]) -> Iterator[TitledAct]:
    """Acts with the titles by which the text speaks of them: "resolution 65/232 of …, entitled “…”"."""
    texts = {unit.name: unit.text for unit in document.units}
    by_unit: dict[str, dict[str, str]] = {}
    for citation in acts:
        by_unit.setdefault(citation.unit, {})[" ".join(citation.mention.split())] = str(citation.target)
    for unit, mentions in by_unit.items():
        if "entitled" not in texts.get(unit, ""):
            continue
        for match in _ENTITLED.finditer(texts[unit]):
            target = mentions.get(match["mention"])
            if target:
                days = dates_in(match["date"]) if match["date"] else []
                yield TitledAct(target, match["title"], str(days[0]) if days else "")


def _effects(document: Document) -> Iterator[DocumentLink]:
    """What clauses of an act do to other documents, as links of their own."""
    if document.head.type not in _ACTS:
        return
    seen: set[tuple[str, str]] = set()
    for relation in document.relations:
        target = relation.target.text
        known = relation.kind in {*LineageRelation} and target != document.identifier
        if known and (relation.kind, target) not in seen:
            seen.add((relation.kind, target))
            evidence = ("clause", relation.unit)
            yield DocumentLink(LineageRelation(relation.kind), document.identifier, target, 1.0, evidence)


def _amended(document: Document) -> str:
    """The draft that an amendment's head says it is to."""
    if document.head.type is not DocumentType.DRAFT_AMENDMENT:
        return ""
    proposed = (one.target.text for one in document.relations if one.kind is RelationKind.AMENDS and one.unit == "head")
    return next((target for target in proposed if target != document.identifier), "")


def _sketch(paragraphs: Iterable[Unit]) -> tuple[tuple[int, ...], int]:
    """The least hashes of the shingles of four words, and how many shingles there are."""
    crc = zlib.crc32
    hashes: set[int] = set()
    for unit in paragraphs:
        words = _WORD.findall(fold(unit.text))
        hashes.update(
            crc(" ".join(words[at : at + _SHINGLE]).encode()) for at in range(max(len(words) - _SHINGLE + 1, 1))
        )
    return tuple(sorted(hashes)[:SKETCH]), len(hashes)
