"""Answers are cache within bounds, and are those that were put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmandates.answers.request import QuestionTarget, Request, ResourceTarget
from unmandates.answers.response import Response, unless_cached
from unmandates.server.response_cache import ResponseCache, cache_key

MOST = 80
NAMES = "abcdefghijklmnop"
PUTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 20), st.sampled_from([200, 404, 503])), max_size=40)


@given(PUTS)
def test_no_more_is_cached_than_there_is_room_for(puts: list[tuple[str, int, int]]) -> None:
    cache = ResponseCache(MOST)
    for name, length, status in puts:
        cache.put(name.encode(), Response(status, "text/plain", name.encode() * length))
        there = {one: found for one in NAMES if (found := cache.get(one.encode()))}
        assert all(found.status == 200 and set(found.body.decode()) <= {one} for one, found in there.items())
        assert cache.size == sum(1 + len(found.body) for found in there.values()) <= MOST


def test_the_least_recently_used_goes_first() -> None:
    cache = ResponseCache(MOST)
    for name in NAMES:
        cache.put(name.encode(), Response(200, "text/plain", b"lamps"))
        cache.get(b"a")
    assert cache.get(b"a")
    assert not cache.get(b"b")
    assert cache.get(b"p")


def test_what_an_answer_depends_on_differs_between_requests() -> None:
    requests = [
        Request(ResourceTarget("id/A/RES/79/990")),
        Request(ResourceTarget("id/A/RES/79/991")),
        Request(ResourceTarget("id/A/RES/79/990"), accept="text/turtle"),
        Request(ResourceTarget("id/A/RES/79/990"), gzip=True),
        Request(QuestionTarget("cites", (("document", "79/990"),))),
        Request(QuestionTarget("cites", (("document", "79/991"),))),
        Request(QuestionTarget("cites", (("document", "79/990"),)), form="csv"),
    ]
    assert len({cache_key(request) for request in requests}) == len(requests) == 7


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
    response = Response(200, "text/html", b"light", {"ETag": 'W/"lamp"', "Content-Encoding": "gzip", "Vary": "Accept"})
    sent = unless_cached(response, known)
    assert sent.status == status
    assert (sent.body == b"light") == (status == 200)
    assert sent.headers["ETag"] == 'W/"lamp"'
    assert ("Content-Encoding" in sent.headers) == (status == 200)
