"""Answers are bounded by their true number of rows, whatever stands in them and however they are cut in pieces."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmandates.answers.bounded_buffer import AnswerTooLargeError, BoundedBuffer

FORMS = (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV)
WORDS = st.lists(
    st.one_of(
        st.sampled_from(['},{"y":{', "},{", '"', "\n", "<result>", "\\", "},{}", ","]), st.characters(codec="utf-8")
    ),
    max_size=6,
).map("".join)


def solutions(rows: list[str]) -> ox.QuerySolutions:
    values = " ".join(str(ox.Literal(one)) for one in rows)
    found = ox.Store().query(f"SELECT ?name {{ VALUES ?name {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


def written(out: BoundedBuffer, pieces: list[bytes]) -> bytes:
    for piece in pieces:
        out.write(piece)
    return out.value


@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(FORMS), st.integers(1, 40))
def test_rows_are_counted_as_they_are(rows: list[str], form: ox.QueryResultsFormat, size: int) -> None:
    whole = solutions(rows).serialize(format=form)
    assert whole is not None
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert written(BoundedBuffer(10**6, len(rows), form), pieces) == whole
    if len(rows) > 1:
        with pytest.raises(AnswerTooLargeError, match="rows"):
            written(BoundedBuffer(10**6, len(rows) - 1, form), pieces)


@pytest.mark.parametrize("form", FORMS)
def test_bytes_are_bounded(form: ox.QueryResultsFormat) -> None:
    out = BoundedBuffer(200, 10**6, form)
    with pytest.raises(AnswerTooLargeError, match="200 bytes"):
        solutions(["lamp"] * 100).serialize(out.stream, format=form)
