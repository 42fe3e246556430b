"""What every answer depends on besides the content of the store: the terms of publication, and the limits on cost."""

from __future__ import annotations

import msgspec


class SiteTerms(msgspec.Struct, frozen=True):
    """How the store is published: names begin with ``base``; the rest is what the publisher states about it."""

    base: str
    licence: str = ""
    text_licence: str = ""
    publisher: str = ""
    texts: bool = True
    dumps: bool = False


class AnswerLimits(msgspec.Struct, frozen=True):
    """What one answer may cost: rows or triples, bytes, and seconds (whoever calls keeps the time)."""

    rows: int
    bytes: int
    deadline: float
