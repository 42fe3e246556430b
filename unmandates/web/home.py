"""The first page of the site: what it is, how much it holds, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import vocabulary as v
from graph.iris import Iris
from graph.query import questions
from graph.store import Store, Table
from unmandates.web.asking import example_address
from unmandates.web.media import HTML
from unmandates.web.site import page
from unmandates.web.tasks import Order, Outcome

if TYPE_CHECKING:
    from unmandates.web.desk import Desk

_REGISTERED = {"treaties": v.Treaty, "bodies": v.Body, "instruments": v.NamedInstrument}
"""What is counted in the registers, which are small however large the store."""

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


def counted(store: Store, iris: Iris) -> dict[str, int]:
    """How much the store holds, by what it is. No count goes through the documents themselves."""
    start = f"{iris.base}graph/doc/"
    read = f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ }} FILTER (STRSTARTS(STR(?g), "{start}")) }}'
    registered = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?thing a <{}> }} }}"
    return {
        "documents": _count(store, read),
        **{name: _count(store, registered.format(iris.register_graph(), kind)) for name, kind in _REGISTERED.items()},
    }


def _count(store: Store, query: str) -> int:
    answer = store.query(query)
    assert isinstance(answer, Table)
    return int(str(answer.rows[0][0]))
