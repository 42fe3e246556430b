"""A pool with real workers: who is answered, in which turn, and what becomes of workers that run on, crash or are
killed."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import random
import shutil
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from multiprocessing import forkserver
from pathlib import Path

import msgspec
import pytest

from specimens import EXAMPLES, built
from unmandates.answers.request import Request, SparqlTarget
from unmandates.answers.response import Response
from unmandates.answers.site_terms import SiteTerms
from unmandates.config import store_folder
from unmandates.server.settings import Settings
from unmandates.workers.fair_share import FairShare, client_of
from unmandates.workers.messages import WorkerConfiguration
from unmandates.workers.pool_limits import PoolLimits
from unmandates.workers.process import EndReason, NotReadyError
from unmandates.workers.worker_pool import WorkerPool

SHORT = Request(SparqlTarget("ASK { ?s ?p ?o }"))
ENDLESS = Request(SparqlTarget("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
TOO_DEEP = Request(SparqlTarget("ASK { FILTER(" + "!" * 200_000 + "true) }"))
LONG = 600.0


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> WorkerConfiguration:
    data = tmp_path_factory.mktemp("pool") / "data"
    built(data, EXAMPLES)
    return Settings().worker_configuration(store_folder(data), SiteTerms("https://w3id.org/unmandates/"))


def limits(**changed: float) -> PoolLimits:
    """The server's own limits for queries, but for what is changed."""
    return dataclasses.replace(Settings().query_pool, **changed)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(
    configuration: WorkerConfiguration, limits: PoolLimits, ended: list[EndReason] | None = None
) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(configuration, limits, ended.append if ended is not None else None)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def pids(pool: WorkerPool) -> set[int]:
    return {worker.process.pid or 0 for worker in (*pool._idle, *pool._assigned)}


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - of processes one can only ask
            await asyncio.sleep(0.01)


async def whole(pool: WorkerPool) -> None:
    """Wait until the pool is as it was when it was opened."""
    wanted = pool.limits.workers + pool.limits.spare
    await until(lambda: not pool.busy and not pool.waiting and len(pool._idle) == wanted and not pool._starting)


def yes(response: Response) -> bool:
    return response.status == 200 and msgspec.json.decode(response.body)["boolean"] is True


def detail(response: Response) -> str:
    assert response.status == 503
    return str(msgspec.json.decode(response.body)["detail"])


def played(scene: Awaitable[None]) -> None:
    async def within() -> None:
        async with asyncio.timeout(120):
            await scene

    asyncio.run(within())


def test_a_worker_answers_one_request_after_the_other(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, spare=0)) as pool:
            first = pids(pool)
            assert yes(await pool.answer(SHORT))
            assert all(yes(one) for one in await asyncio.gather(*(pool.answer(SHORT) for _ in range(20))))
            assert pids(pool) == first

    played(scene())


def test_at_the_deadline_it_is_ended(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        ended: list[EndReason] = []
        async with opened(configuration, limits(workers=1, slow=1, brief=0.1, deadline=0.5), ended) as pool:
            asked = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            (worker,) = pool._assigned
            assert "0.5 seconds" in detail(await asked)
            await until(lambda: not runs(worker.process.pid or 0))
            assert ended == [EndReason.DEADLINE]
            assert yes(await pool.answer(SHORT))

    played(scene())


def test_one_that_takes_long_stands_back(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(
            configuration, limits(workers=1, spare=0, slow=1, brief=0.1, deadline=LONG, patience=LONG)
        ) as pool:
            asked = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            assert yes(await pool.answer(SHORT))
            (slow,) = pool._assigned
            assert os.getpriority(os.PRIO_PROCESS, slow.process.pid or 0) > os.getpriority(os.PRIO_PROCESS, 0)
            assert not asked.done()
            asked.cancel()
            await whole(pool)

    played(scene())


def test_where_too_many_take_long_the_next_is_ended(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        ended: list[EndReason] = []
        async with opened(configuration, limits(workers=1, slow=1, brief=0.1, deadline=LONG), ended) as pool:
            first = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: any(worker.slow for worker in pool._assigned))
            second = await pool.answer(ENDLESS)
            assert "all places for such queries are taken" in detail(second)
            assert int(second.headers["Retry-After"]) > 0
            assert ended == [EndReason.CROWDED]
            assert not first.done()
            first.cancel()

    played(scene())


def test_who_had_much_gives_up_its_place_among_the_slow(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, slow=1, brief=0.1, deadline=LONG)) as pool:
            pool._fair_share.charge("greedy", 100)
            greedy = asyncio.create_task(pool.answer(ENDLESS, "greedy"))
            await until(lambda: any(worker.slow for worker in pool._assigned))
            modest = asyncio.create_task(pool.answer(ENDLESS, "modest"))
            assert "all places" in detail(await greedy)
            assert not modest.done()
            modest.cancel()

    played(scene())


def test_who_had_little_goes_first(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, spare=0, slow=0, brief=0.2, patience=LONG)) as pool:
            order: list[str] = []

            async def asking(client: str, what: Request) -> None:
                await pool.answer(what, client)
                order.append(client)

            await asking("greedy", ENDLESS)
            tasks = [asyncio.create_task(asking("greedy", ENDLESS)) for _ in range(3)]
            await until(lambda: pool.busy == 1)
            tasks.append(asyncio.create_task(asking("modest", SHORT)))
            tasks += [asyncio.create_task(asking("greedy", ENDLESS)) for _ in range(3)]
            await asyncio.gather(*tasks)
            assert order[:3] == ["greedy", "greedy", "modest"]  # the second was at work when the modest one came

    played(scene())


def test_one_worker_is_reserved_for_those_who_had_little(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=2, spare=0, brief=LONG, deadline=LONG, patience=LONG)) as pool:
            pool._fair_share.charge("greedy", 100)
            greedy = [asyncio.create_task(pool.answer(ENDLESS, "greedy")) for _ in range(3)]
            await until(lambda: pool.busy == 1)
            assert yes(await pool.answer(SHORT, "modest"))
            assert (pool.busy, pool.waiting) == (1, 2)
            for task in greedy:
                task.cancel()

    played(scene())


@pytest.mark.parametrize(("many", "first"), [(3, [0, 1, 2]), (7, [6, 5, 4])])
def test_of_equals_the_oldest_goes_first_and_under_a_flood_the_newest(
    configuration: WorkerConfiguration, many: int, first: list[int]
) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, spare=0, slow=0, brief=0.3, patience=LONG)) as pool:
            order: list[int] = []

            async def asking(number: int) -> None:
                await pool.answer(SHORT, f"client {number}")
                order.append(number)

            endless = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            tasks = []
            for number in range(many):
                tasks.append(asyncio.create_task(asking(number)))
                await asyncio.sleep(0)
            await asyncio.gather(endless, *tasks)
            assert order[:3] == first

    played(scene())


def test_where_too_many_wait_the_last_in_turn_is_turned_away(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        bounds = limits(workers=1, spare=0, slow=0, queue=2, brief=0.5, patience=LONG)
        async with opened(configuration, bounds) as pool:
            pool._fair_share.charge("greedy", 100)
            endless = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            waiting = [asyncio.create_task(pool.answer(SHORT, "greedy")) for _ in range(2)]
            await until(lambda: pool.waiting == 2)
            assert yes(await pool.answer(SHORT, "modest"))
            responses = [await one for one in waiting]
            assert [one.status for one in responses] == [200, 503]  # the newer of the two
            assert responses[1].headers["Retry-After"]
            await endless

    played(scene())


def test_patience_ends(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, spare=0, slow=1, brief=LONG, patience=0.1)) as pool:
            endless = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            assert "the server is busy" in detail(await pool.answer(SHORT))
            assert pool.waiting == 0
            endless.cancel()

    played(scene())


def test_a_client_that_goes_ends_its_worker(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        ended: list[EndReason] = []
        async with opened(configuration, limits(workers=1), ended) as pool:
            asked = asyncio.create_task(pool.answer(ENDLESS))
            await until(lambda: pool.busy == 1)
            (worker,) = pool._assigned
            asked.cancel()
            await until(lambda: not runs(worker.process.pid or 0))
            assert ended == [EndReason.GONE]
            await whole(pool)

    played(scene())


def test_a_crash_is_reported_and_made_good(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        ended: list[EndReason] = []
        async with opened(configuration, limits(workers=1), ended) as pool:
            assert "went deeper" in detail(await pool.answer(TOO_DEEP))
            assert ended == [EndReason.CRASHED]
            assert yes(await pool.answer(SHORT))

    played(scene())


def test_workers_killed_while_free_are_replaced(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=2, spare=1, patience=LONG)) as pool:
            before = pids(pool)
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            await until(lambda: not any(worker.alive for worker in pool._idle))
            assert yes(await pool.answer(SHORT))
            await whole(pool)
            assert not pids(pool) & before

    played(scene())


def test_the_process_that_forks_them_is_replaced(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        async with opened(configuration, limits(workers=1, patience=LONG)) as pool:
            before = pids(pool)
            os.kill(forking() or 0, signal.SIGKILL)
            await until(lambda: not any(runs(pid) for pid in before))  # they end with it
            await until(lambda: not any(worker.alive for worker in pool._idle))
            assert yes(await pool.answer(SHORT))

    played(scene())


def test_a_pool_gets_well_when_its_store_is_there_again(configuration: WorkerConfiguration, tmp_path: Path) -> None:
    store, away = tmp_path / "store", tmp_path / "away"
    shutil.copytree(configuration.store, store)

    async def scene() -> None:
        async with opened(msgspec.structs.replace(configuration, store=str(store)), limits(patience=0.1)) as pool:
            store.rename(away)
            for pid in pids(pool):
                os.kill(pid, signal.SIGKILL)
            await until(lambda: not any(worker.alive for worker in pool._idle))
            assert "the server is busy" in detail(await pool.answer(SHORT))
            await until(lambda: not pool.ready)
            away.rename(store)
            await until(lambda: pool.ready)
            await whole(pool)
            assert yes(await pool.answer(SHORT))

    played(scene())


def test_without_a_store_it_does_not_start(configuration: WorkerConfiguration, tmp_path: Path) -> None:
    async def scene() -> None:
        pool = WorkerPool(msgspec.structs.replace(configuration, store=str(tmp_path)), limits(workers=1, spare=0))
        with pytest.raises(NotReadyError, match="holds no graph"):
            await pool.start()
        assert not pool.ready

    played(scene())


def test_closed_while_it_starts_it_leaves_no_process(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        pool = WorkerPool(configuration, limits(workers=3))
        starting = asyncio.create_task(pool.start())
        await asyncio.sleep(0.02)
        await pool.close()
        await starting
        assert not pids(pool)
        assert not pool.ready

    before = forked()
    played(scene())
    for _ in range(1000):
        if not forked() - before:
            return
        time.sleep(0.02)
    raise AssertionError("a process is left")


def forking() -> int | None:
    """The process that forks workers."""
    pid = vars(forkserver._forkserver)["_forkserver_pid"]
    assert pid is None or isinstance(pid, int)
    return pid


def forked() -> set[str]:
    """Processes that came of the one that forks workers."""
    parent = forking()
    return set(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()) if parent else set()


def test_closing_answers_those_that_wait(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        pool = WorkerPool(configuration, limits(workers=1, spare=0, slow=1, brief=LONG, patience=LONG))
        await pool.start()
        asked = [asyncio.create_task(pool.answer(one)) for one in (ENDLESS, SHORT, SHORT)]
        await until(lambda: pool.waiting == 2)
        await pool.close()
        assert [response.status for response in await asyncio.gather(*asked)] == [503, 503, 503]
        assert (await pool.answer(SHORT)).status == 503

    played(scene())


def test_closing_lets_what_is_under_way_end(configuration: WorkerConfiguration) -> None:
    async def scene() -> None:
        pool = WorkerPool(configuration, limits(workers=1, spare=0))
        await pool.start()
        asked = [asyncio.create_task(pool.answer(SHORT)) for _ in range(10)]
        await asyncio.sleep(0)
        await pool.close(within=LONG)
        assert all(yes(one) for one in await asyncio.gather(*asked))

    played(scene())


def test_no_worker_is_lost_however_requests_are_given_up(configuration: WorkerConfiguration) -> None:
    """Orders are cancelled, and patience ends, at every point of their course."""
    chance = random.Random(4)

    async def scene() -> None:
        async with opened(configuration, limits(workers=2, queue=20, patience=0.03)) as pool:

            async def fickle() -> None:
                asked = asyncio.create_task(pool.answer(SHORT, chance.choice("abc")))
                for _ in range(chance.randrange(12)):
                    await asyncio.sleep(chance.choice((0, 0, 0.001, 0.004)))
                asked.cancel()
                await asyncio.wait({asked})

            for _ in range(12):
                await asyncio.gather(*(fickle() for _ in range(25)))
            await whole(pool)
            assert all(worker.alive for worker in pool._idle)

    played(scene())


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_was_had_fades() -> None:
    clock = Clock()
    fair_share = FairShare(clock)
    fair_share.charge("a", 8)
    clock.now = 30
    assert fair_share.used("a") == pytest.approx(4)
    fair_share.charge("a", 1)
    clock.now = 60
    assert fair_share.used("a") == pytest.approx(2.5)
    assert fair_share.used("b") == 0


def test_only_so_many_clients_are_remembered_those_who_had_most() -> None:
    fair_share = FairShare(Clock(), most=10)
    for number in range(100):
        fair_share.charge(f"client {number}", 1000 if number == 3 else 1)
        assert len(fair_share._used) <= 10
    assert fair_share.used("client 3") == 1000


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no:address", "no:address"),
    ],
)
def test_who_asks(address: str, client: str) -> None:
    assert client_of(address) == client
