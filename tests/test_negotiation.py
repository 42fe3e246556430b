"""Which form of an answer a client takes, by its headers."""

from __future__ import annotations

import pytest

from unmandates.answers.negotiation import accepts_gzip


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;Q=0.5", True),
        ("br;q=1.0, gzip;q=0.001", True),
        ("x-gzip", True),
        ("*", True),
        ("identity, *;q=0.2", True),
        ("", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br, gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("gzipped", False),
        ("gzip;q=soon", False),
        ("gzip;q=2", False),
    ],
)
def test_gzip_is_sent_to_those_that_take_it(header: str, taken: bool) -> None:  # noqa: FBT001 - a case
    assert accepts_gzip(header) is taken
