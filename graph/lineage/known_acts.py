"""All acts that lineage knows of: those that were read, and those that others only name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.symbols import parse_symbol
from graph.lineage.features import Features, known_year, title_key


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act: ``features`` where it was read; ``order`` is its date or year; ``prefix`` that of its organ's symbols,
    ``kind`` what it is ("resolution")."""

    identifier: str
    prefix: str
    kind: str
    session: str
    year: int
    order: str
    title: str
    title_key: str
    features: Features | None = None

    @property
    def session_place(self) -> tuple[int, str]:
        """Where its session stands among those of its organ: acts of one session share it."""
        return self.year, f"{len(self.session):03}{self.session}"

    @property
    def place(self) -> tuple[str, str]:
        """Acts of one year without a date stand in the order of their numbers."""
        return self.order, f"{len(self.identifier):03}{self.identifier}"


def all_acts(documents: Iterable[Features], prefixes: Mapping[str, str]) -> dict[str, KnownAct]:
    """Every act by identifier. ``prefixes``: slug of an organ → the prefix of its symbols."""
    acts: dict[str, KnownAct] = {}
    titled: dict[str, list[tuple[str, str]]] = {}
    for document in sorted(documents, key=lambda one: one.identifier):
        if document.is_act:
            acts[document.identifier] = KnownAct(
                identifier=document.identifier,
                prefix=document.prefix or prefixes.get(document.organ, document.organ),
                kind=document.type,
                session=document.session,
                year=document.year,
                order=document.order,
                title=document.title,
                title_key=document.title_key,
                features=document,
            )
        for one in document.titled:
            titled.setdefault(one.identifier, []).append((one.title, one.date))
    for identifier, titles in sorted(titled.items()):
        symbol = parse_symbol(identifier)
        if identifier in acts or symbol is None or not symbol.organ:
            continue
        keys = [title_key(title) for title, _ in titles]
        # Where texts give it several titles, the one most often given; the first of those in order.
        key = max(sorted(set(keys)), key=keys.count)
        title = next(title for title, _ in sorted(titles) if title_key(title) == key)
        date = max(date for _, date in titles)
        year = int(date[:4]) if date else known_year(identifier)
        acts[identifier] = KnownAct(
            identifier=identifier,
            prefix=symbol.organ,
            kind=symbol.type or "",
            session=symbol.session,
            year=year,
            order=date or (f"{year:04}" if year else ""),
            title=title,
            title_key=key,
        )
    return acts
