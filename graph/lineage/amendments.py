"""Amendments to drafts: which draft each proposes to change, and whether its changes stand in the adopted act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from graph.lineage.amendment_outcomes import AmendmentOutcome, outcomes
from graph.lineage.features import Features
from graph.lineage.prepared_text import PreparedDocument
from graph.lineage.thresholds import share
from graph.lineage.values import AMENDMENT, HEAD, DocumentLink, LineageRelation

_PART = "in part"
_WHOLE, _PARTLY = share("amendments.sure_whole"), share("amendments.sure_partly")

_REVISION = re.compile(r"(?P<base>.+)/Rev\.(?P<number>\d+)")


def proposals(documents: Mapping[str, Features]) -> Iterator[DocumentLink]:
    """Each amendment with its draft; and a revised draft that was not read, but is to be amended, with the one before
    it that was."""
    for document in documents.values():
        if not document.amended:
            continue
        yield DocumentLink(LineageRelation.AMENDS, document.identifier, document.amended, 1.0, (HEAD,))
        before = _read_before(document.amended, documents)
        if document.amended not in documents and before:
            yield DocumentLink(LineageRelation.REVISED_AS, before, document.amended, 1.0, ("symbol", "missing"))


def decided(
    links: Iterable[DocumentLink], documents: Mapping[str, Features], prepared: Callable[[str], PreparedDocument]
) -> Iterator[DocumentLink]:
    """The links with what became of amendments: one says in its evidence that it was carried, carried in part or not
    carried, where the words of draft and act show that of every change; and what was carried of it is adopted as the
    act. ``prepared`` gives the text of a document that was read."""
    found = list(links)
    adopted = {link.source: link.target for link in found if link.relation is LineageRelation.ADOPTED_AS}
    for link in found:
        amendment = documents.get(link.source)
        if link.relation is not LineageRelation.AMENDS or amendment is None or link.target != amendment.amended:
            yield link
            continue
        draft = link.target if link.target in documents else _read_before(link.target, documents)
        act = adopted.get(link.target) or adopted.get(draft, "")
        if not draft or act not in documents:
            yield link
            continue
        found_outcomes = outcomes(amendment.changes, prepared(draft), prepared(act), same=draft == link.target)
        carried = found_outcomes.count(AmendmentOutcome.CARRIED)
        if not found_outcomes or AmendmentOutcome.UNKNOWN in found_outcomes:
            yield link
        elif not carried:
            yield replace(link, evidence=(HEAD, AmendmentOutcome.NOT_CARRIED.value))
        else:
            part = (_PART,) if carried < len(found_outcomes) else ()
            yield replace(link, evidence=(HEAD, AmendmentOutcome.CARRIED.value, *part))
            confidence = _PARTLY if part else _WHOLE
            yield DocumentLink(LineageRelation.ADOPTED_AS, link.source, act, confidence, (AMENDMENT, "text", *part))


def _read_before(draft: str, documents: Mapping[str, Features]) -> str:
    """The last version before a revised draft that was read, empty where none was."""
    revised = _REVISION.fullmatch(draft)
    if revised is None:
        return ""
    earlier = [f"{revised['base']}/Rev.{number}" for number in range(int(revised["number"]) - 1, 0, -1)]
    return next((one for one in (*earlier, revised["base"]) if one in documents and documents[one].is_draft), "")
