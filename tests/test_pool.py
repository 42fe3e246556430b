"""The pool gives every result, whatever dies."""

from __future__ import annotations

import os

import pytest

from unmandates.build.pool import Lost, Pool


def nothing() -> None:
    """No preparation."""


def squares(chunk: tuple[int, ...]) -> list[int]:
    if -1 in chunk:
        os._exit(9)
    return [number * number for number in chunk]


def raising(chunk: tuple[int, ...]) -> list[int]:
    raise LookupError(chunk)


def test_every_chunk_has_its_outcome() -> None:
    chunks = [(number, number + 1) for number in range(0, 20, 2)]
    with Pool(2, nothing) as pool:
        results = list(pool.run(squares, chunks))
    assert sorted(n for result in results if isinstance(result, list) for n in result) == [n * n for n in range(20)]


def test_only_the_task_that_kills_its_process_is_lost() -> None:
    chunks = [(1, 2), (3, -1, 4), (5,), (6, 7), (8,), (9,), (10,)]
    with Pool(2, nothing) as pool:
        results = list(pool.run(squares, chunks))
    assert [result for result in results if isinstance(result, Lost)] == [Lost(-1)]
    assert sorted(n for result in results if isinstance(result, list) for n in result) == [n * n for n in range(1, 11)]


def test_a_pool_works_on_after_a_death() -> None:
    with Pool(2, nothing) as pool:
        list(pool.run(squares, [(-1,)]))
        assert list(pool.run(squares, [(3,)])) == [[9]]


def test_an_exception_reaches_the_caller() -> None:
    with Pool(1, nothing) as pool, pytest.raises(LookupError):
        list(pool.run(raising, [(1,)]))
