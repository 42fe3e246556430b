"""Answers are kept within bounds, and are those that were put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmandates.web.kept import Kept, key_of, unless_known
from unmandates.web.tasks import AskQuestion, Order, Outcome, Resource

MOST = 80
NAMES = "abcdefghijklmnop"
PUTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 20), st.sampled_from([200, 404, 503])), max_size=40)


@given(PUTS)
def test_no_more_is_kept_than_there_is_room_for(puts: list[tuple[str, int, int]]) -> None:
    kept = Kept(MOST)
    for name, length, status in puts:
        kept.put(name.encode(), Outcome(status, "text/plain", name.encode() * length))
        there = {one: found for one in NAMES if (found := kept.get(one.encode()))}
        assert all(found.status == 200 and set(found.body.decode()) <= {one} for one, found in there.items())
        assert kept.size == sum(1 + len(found.body) for found in there.values()) <= MOST


def test_the_longest_unasked_goes_first() -> None:
    kept = Kept(MOST)
    for name in NAMES:
        kept.put(name.encode(), Outcome(200, "text/plain", b"lamps"))
        kept.get(b"a")
    assert kept.get(b"a")
    assert not kept.get(b"b")
    assert kept.get(b"p")


def test_what_an_answer_depends_on_tells_orders_apart() -> None:
    orders = [
        Order(Resource("id/A/RES/79/990")),
        Order(Resource("id/A/RES/79/991")),
        Order(Resource("id/A/RES/79/990"), accept="text/turtle"),
        Order(Resource("id/A/RES/79/990"), gzip=True),
        Order(AskQuestion("cites", (("document", "79/990"),))),
        Order(AskQuestion("cites", (("document", "79/991"),))),
        Order(AskQuestion("cites", (("document", "79/990"),)), form="csv"),
    ]
    assert len({key_of(order) for order in orders}) == len(orders) == 7
    assert key_of(Order(Resource("x"), known='"a"')) == key_of(Order(Resource("x")))


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("", 200),
        ('W/"lamp"', 304),
        ('"lamp"', 304),
        ('"door", W/"lamp"', 304),
        ("*", 304),
        ('"door"', 200),
        ("lamp", 200),
    ],
)
def test_what_the_client_has_is_not_sent_again(known: str, status: int) -> None:
    outcome = Outcome(200, "text/html", b"light", {"ETag": 'W/"lamp"', "Content-Encoding": "gzip", "Vary": "Accept"})
    told = unless_known(outcome, known)
    assert told.status == status
    assert (told.body == b"light") == (status == 200)
    assert told.headers["ETag"] == 'W/"lamp"'
    assert ("Content-Encoding" in told.headers) == (status == 200)
