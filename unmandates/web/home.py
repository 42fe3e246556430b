"""The first page of the site: what it is, how much it holds, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import vocabulary as v
from graph.query import questions
from graph.store import Store, Table
from unmandates.web.asking import example_address
from unmandates.web.media import HTML
from unmandates.web.site import page
from unmandates.web.tasks import Order, Outcome

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

_COUNTED = {
    "documents read": f"?thing <{v.sourceFile}> ?file ; a <{v.Document}>",
    "documents known": f"?thing a <{v.Document}>",
    "treaties": f"?thing a <{v.Treaty}>",
    "bodies": f"?thing a <{v.Body}>",
    "mandates": f"?thing a <{v.Mandate}>",
    "citations": f"?thing a <{v.cito_Citation}>",
}
"""What is counted, each by a pattern that is quick in a large store."""

_SHOWN = ("cites", "cited-by", "asked-of", "lineage", "in-force", "reports-due")
"""Questions that the page puts first."""

_DESCRIBED = '</openapi.json>; rel="service-desc"; type="application/json"'


def home(desk: Desk, _order: Order) -> Outcome:
    """The page, for all who ask: there is no other form of it."""
    root = desk.trade.root
    first = [(one, example_address(one, root)) for one in questions() if one.name in _SHOWN]
    body = page(
        "home.html",
        root=root,
        counts=desk.counts,
        questions=first,
        number=len(questions()),
        publication=desk.trade.publication,
    )
    headers = {"Vary": "Accept-Encoding", "Link": _DESCRIBED.replace("</", f"<{root}/", 1)}
    return Outcome(200, HTML, body, headers)


def counted(store: Store) -> dict[str, int]:
    """How much the store holds, by what it is."""
    return {name: _count(store, pattern) for name, pattern in _COUNTED.items()}


def _count(store: Store, pattern: str) -> int:
    answer = store.query(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ GRAPH ?g {{ {pattern} }} }}")
    assert isinstance(answer, Table)
    return int(str(answer.rows[0][0]))
