"""How a kind of finding is declared: once, in the module of its value, and every output follows from it.

Rows of its table, its annotation in a terminal and on pages, its count in the build summary and the address for
corrections are made from the declaration alone. The graph and the networks need words of RDF, which this package does
not know: there a writer and an edge are hung on the declaration, and a test holds that none is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

from extract.source import Span

Cell = str | int | float
"""A value in a row of a table."""


class Finding(Protocol):
    """What all findings have: the unit they belong to and their words in the source."""

    @property
    def unit(self) -> str: ...
    @property
    def span(self) -> Span: ...


Found = TypeVar("Found", bound=Finding)


class Extent(IntEnum):
    """What the words of a finding are: a whole clause, or the words within it that name something."""

    CLAUSE = 0
    MENTION = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """What is marked in one way on a page, and counted as one in the summary: ``name`` for style sheets and
    addresses, ``label`` on the page's switch, ``counted`` in the summary."""

    name: str
    label: str
    counted: str


@dataclass(frozen=True, slots=True)
class Column(Generic[Found]):
    """A column of the exported table."""

    name: str
    cell: Callable[[Found], Cell]


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a finding: ``says`` leads ("cites", "asks"), ``title`` is what was found, ``more`` goes on after
    it on a line. ``identifier`` is that of the document, treaty or body (``body/…``) meant, ``instrument`` the key of
    a named instrument; both empty where there is none."""

    says: str
    title: str
    more: str = ""
    identifier: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What else is known of a finding. ``brief`` is its name where there is room for one line: empty where the value
    speaks for itself ("by 1 June"), None where it is left out there."""

    name: str
    value: str
    brief: str | None = None


@dataclass(frozen=True, slots=True)
class FindingKind(Generic[Found]):
    """A kind of finding.

    ``name`` is its key in every output, ``plural`` the attribute of ``Document`` that holds the findings, ``table`` and
    ``columns`` its exported table (after file and document), ``order`` that of the rows. ``fragment`` begins the
    names of its nodes (``op3.cite1``), which are numbered by unit; ``number_by`` orders those of one span.
    ``layer_of`` gives the place of a finding's layer among ``layers``. ``place`` is the unit whose words a finding's
    are, where that is not the unit it belongs to. ``edges`` are the ties that it makes in a network, in words.
    """

    name: str
    plural: str
    table: str
    columns: tuple[Column[Found], ...]
    order: Callable[[Found], tuple[Any, ...]]
    fragment: str
    number_by: Callable[[Found], str]
    extent: Extent
    layers: tuple[Layer, ...]
    wording: Callable[[Found], Wording]
    facts: Callable[[Found], tuple[Fact, ...]]
    edges: tuple[str, ...] = ()
    layer_of: Callable[[Found], int] = lambda _: 0
    place: Callable[[Found], str] = lambda finding: finding.unit

    def of(self, document: object) -> tuple[Found, ...]:
        """The findings of this kind in a ``Document``, in the order of the reading."""
        found: tuple[Found, ...] = getattr(document, self.plural)
        return found

    def layer(self, finding: Found) -> Layer:
        """The layer of a finding."""
        return self.layers[self.layer_of(finding)]

    def known_facts(self, finding: Found) -> tuple[Fact, ...]:
        """The facts of a finding that have a value."""
        return tuple(fact for fact in self.facts(finding) if fact.value)

    def rows(self, document: object) -> Iterator[tuple[Cell, ...]]:
        """The rows of the table, without file and document."""
        for finding in sorted(self.of(document), key=self.order):
            yield tuple(column.cell(finding) for column in self.columns)

    def numbered(self, document: object) -> Iterator[tuple[int, Found]]:
        """The findings in text order, each with its number (from 1) within its unit."""
        counts: dict[str, int] = {}
        for one in sorted(self.of(document), key=lambda item: (item.span, item.unit, self.number_by(item))):
            counts[one.unit] = counts.get(one.unit, 0) + 1
            yield counts[one.unit], one


SEPARATOR = "; "
"""Between the values of a cell that holds several."""


def text(value: object) -> str:
    """The text of a value in a cell or on a page, nothing for None."""
    return "" if value is None else str(value)
