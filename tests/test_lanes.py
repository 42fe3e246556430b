"""Lanes with real workers: who is answered, in which turn, and what becomes of workers that run on, crash or are
killed."""

from __future__ import annotations

import asyncio
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
from unmandates.config import store_folder
from unmandates.web.lanes import Bounds, Lane
from unmandates.web.processes import Ending, NotReadyError
from unmandates.web.shares import Shares, client_of
from unmandates.web.tasks import Order, Outcome, Publication, Sparql, Trade

SHORT = Order(Sparql("ASK { ?s ?p ?o }"))
ENDLESS = Order(Sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
TOO_DEEP = Order(Sparql("ASK { FILTER(" + "!" * 200_000 + "true) }"))
LONG = 600.0


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> Trade:
    data = tmp_path_factory.mktemp("lanes") / "data"
    built(data, EXAMPLES)
    return Trade(store=str(store_folder(data)), publication=Publication("https://w3id.org/unmandates/"))


@asynccontextmanager
async def opened(trade: Trade, bounds: Bounds, ended: list[Ending] | None = None) -> AsyncIterator[Lane]:
    lane = Lane(trade, bounds, ended.append if ended is not None else None)
    await lane.start()
    try:
        yield lane
    finally:
        await lane.close()


def pids(lane: Lane) -> set[int]:
    return {worker.process.pid or 0 for worker in (*lane._idle, *lane._turns)}


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - of processes one can only ask
            await asyncio.sleep(0.01)


async def whole(lane: Lane) -> None:
    """Wait until the lane is as it was when it was opened."""
    wanted = lane.bounds.workers + lane.bounds.spare
    await until(lambda: not lane.busy and not lane.waiting and len(lane._idle) == wanted and not lane._starting)


def yes(outcome: Outcome) -> bool:
    return outcome.status == 200 and msgspec.json.decode(outcome.body)["boolean"] is True


def detail(outcome: Outcome) -> str:
    assert outcome.status == 503
    return str(msgspec.json.decode(outcome.body)["detail"])


def played(scene: Awaitable[None]) -> None:
    async def within() -> None:
        async with asyncio.timeout(120):
            await scene

    asyncio.run(within())


def test_a_worker_answers_one_order_after_the_other(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, spare=0)) as lane:
            first = pids(lane)
            assert yes(await lane.ask(SHORT))
            assert all(yes(one) for one in await asyncio.gather(*(lane.ask(SHORT) for _ in range(20))))
            assert pids(lane) == first

    played(scene())


def test_at_the_deadline_it_is_ended(trade: Trade) -> None:
    async def scene() -> None:
        ended: list[Ending] = []
        async with opened(trade, Bounds(workers=1, slow=1, brief=0.1, deadline=0.5), ended) as lane:
            asked = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            (worker,) = lane._turns
            assert "0.5 seconds" in detail(await asked)
            await until(lambda: not runs(worker.process.pid or 0))
            assert ended == [Ending.DEADLINE]
            assert yes(await lane.ask(SHORT))

    played(scene())


def test_one_that_takes_long_stands_back(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, spare=0, slow=1, brief=0.1, deadline=LONG, patience=LONG)) as lane:
            asked = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            assert yes(await lane.ask(SHORT))
            (slow,) = lane._turns
            assert os.getpriority(os.PRIO_PROCESS, slow.process.pid or 0) > os.getpriority(os.PRIO_PROCESS, 0)
            assert not asked.done()
            asked.cancel()
            await whole(lane)

    played(scene())


def test_where_too_many_take_long_the_next_is_ended(trade: Trade) -> None:
    async def scene() -> None:
        ended: list[Ending] = []
        async with opened(trade, Bounds(workers=1, slow=1, brief=0.1, deadline=LONG), ended) as lane:
            first = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: any(worker.slow for worker in lane._turns))
            second = await lane.ask(ENDLESS)
            assert "all places for such queries are taken" in detail(second)
            assert int(second.headers["Retry-After"]) > 0
            assert ended == [Ending.CROWDED]
            assert not first.done()
            first.cancel()

    played(scene())


def test_who_had_much_gives_up_its_place_among_the_slow(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, slow=1, brief=0.1, deadline=LONG)) as lane:
            lane._shares.charge("greedy", 100)
            greedy = asyncio.create_task(lane.ask(ENDLESS, "greedy"))
            await until(lambda: any(worker.slow for worker in lane._turns))
            modest = asyncio.create_task(lane.ask(ENDLESS, "modest"))
            assert "all places" in detail(await greedy)
            assert not modest.done()
            modest.cancel()

    played(scene())


def test_who_had_little_goes_first(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, spare=0, slow=0, brief=0.2, patience=LONG)) as lane:
            order: list[str] = []

            async def asking(client: str, what: Order) -> None:
                await lane.ask(what, client)
                order.append(client)

            await asking("greedy", ENDLESS)
            tasks = [asyncio.create_task(asking("greedy", ENDLESS)) for _ in range(3)]
            await until(lambda: lane.busy == 1)
            tasks.append(asyncio.create_task(asking("modest", SHORT)))
            tasks += [asyncio.create_task(asking("greedy", ENDLESS)) for _ in range(3)]
            await asyncio.gather(*tasks)
            assert order[:3] == ["greedy", "greedy", "modest"]  # the second was at work when the modest one came

    played(scene())


def test_one_worker_is_kept_for_those_who_had_little(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=2, spare=0, brief=LONG, deadline=LONG, patience=LONG)) as lane:
            lane._shares.charge("greedy", 100)
            greedy = [asyncio.create_task(lane.ask(ENDLESS, "greedy")) for _ in range(3)]
            await until(lambda: lane.busy == 1)
            assert yes(await lane.ask(SHORT, "modest"))
            assert (lane.busy, lane.waiting) == (1, 2)
            for task in greedy:
                task.cancel()

    played(scene())


@pytest.mark.parametrize(("many", "first"), [(3, [0, 1, 2]), (7, [6, 5, 4])])
def test_of_equals_the_oldest_goes_first_and_under_a_flood_the_newest(
    trade: Trade, many: int, first: list[int]
) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, spare=0, slow=0, brief=0.3, patience=LONG)) as lane:
            order: list[int] = []

            async def asking(number: int) -> None:
                await lane.ask(SHORT, f"client {number}")
                order.append(number)

            endless = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            tasks = []
            for number in range(many):
                tasks.append(asyncio.create_task(asking(number)))
                await asyncio.sleep(0)
            await asyncio.gather(endless, *tasks)
            assert order[:3] == first

    played(scene())


def test_where_too_many_wait_the_last_in_turn_is_turned_away(trade: Trade) -> None:
    async def scene() -> None:
        bounds = Bounds(workers=1, spare=0, slow=0, queue=2, brief=0.5, patience=LONG)
        async with opened(trade, bounds) as lane:
            lane._shares.charge("greedy", 100)
            endless = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            waiting = [asyncio.create_task(lane.ask(SHORT, "greedy")) for _ in range(2)]
            await until(lambda: lane.waiting == 2)
            assert yes(await lane.ask(SHORT, "modest"))
            outcomes = [await one for one in waiting]
            assert [one.status for one in outcomes] == [200, 503]  # the newer of the two
            assert outcomes[1].headers["Retry-After"]
            await endless

    played(scene())


def test_patience_ends(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, spare=0, slow=1, brief=LONG, patience=0.1)) as lane:
            endless = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            assert "too many are asking" in detail(await lane.ask(SHORT))
            assert lane.waiting == 0
            endless.cancel()

    played(scene())


def test_a_client_that_goes_ends_its_worker(trade: Trade) -> None:
    async def scene() -> None:
        ended: list[Ending] = []
        async with opened(trade, Bounds(workers=1), ended) as lane:
            asked = asyncio.create_task(lane.ask(ENDLESS))
            await until(lambda: lane.busy == 1)
            (worker,) = lane._turns
            asked.cancel()
            await until(lambda: not runs(worker.process.pid or 0))
            assert ended == [Ending.GONE]
            await whole(lane)

    played(scene())


def test_a_crash_is_told_and_made_good(trade: Trade) -> None:
    async def scene() -> None:
        ended: list[Ending] = []
        async with opened(trade, Bounds(workers=1), ended) as lane:
            assert "went deeper" in detail(await lane.ask(TOO_DEEP))
            assert ended == [Ending.CRASHED]
            assert yes(await lane.ask(SHORT))

    played(scene())


def test_workers_killed_while_free_are_replaced(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=2, spare=1, patience=LONG)) as lane:
            before = pids(lane)
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            await until(lambda: not any(worker.alive for worker in lane._idle))
            assert yes(await lane.ask(SHORT))
            await whole(lane)
            assert not pids(lane) & before

    played(scene())


def test_the_process_that_forks_them_is_replaced(trade: Trade) -> None:
    async def scene() -> None:
        async with opened(trade, Bounds(workers=1, patience=LONG)) as lane:
            before = pids(lane)
            os.kill(forking() or 0, signal.SIGKILL)
            await until(lambda: not any(runs(pid) for pid in before))  # they end with it
            await until(lambda: not any(worker.alive for worker in lane._idle))
            assert yes(await lane.ask(SHORT))

    played(scene())


def test_a_lane_gets_well_when_its_store_is_there_again(trade: Trade, tmp_path: Path) -> None:
    store, away = tmp_path / "store", tmp_path / "away"
    shutil.copytree(trade.store, store)

    async def scene() -> None:
        async with opened(msgspec.structs.replace(trade, store=str(store)), Bounds(patience=0.1)) as lane:
            store.rename(away)
            for pid in pids(lane):
                os.kill(pid, signal.SIGKILL)
            await until(lambda: not any(worker.alive for worker in lane._idle))
            assert "too many" in detail(await lane.ask(SHORT))
            await until(lambda: not lane.ready)
            away.rename(store)
            await until(lambda: lane.ready)
            await whole(lane)
            assert yes(await lane.ask(SHORT))

    played(scene())


def test_without_a_store_it_does_not_start(trade: Trade, tmp_path: Path) -> None:
    async def scene() -> None:
        lane = Lane(msgspec.structs.replace(trade, store=str(tmp_path)), Bounds(workers=1, spare=0))
        with pytest.raises(NotReadyError, match="holds no graph"):
            await lane.start()
        assert not lane.ready

    played(scene())


def test_closed_while_it_starts_it_leaves_no_process(trade: Trade) -> None:
    async def scene() -> None:
        lane = Lane(trade, Bounds(workers=3))
        starting = asyncio.create_task(lane.start())
        await asyncio.sleep(0.02)
        await lane.close()
        await starting
        assert not pids(lane)
        assert not lane.ready

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


def test_closing_answers_those_that_wait(trade: Trade) -> None:
    async def scene() -> None:
        lane = Lane(trade, Bounds(workers=1, spare=0, slow=1, brief=LONG, patience=LONG))
        await lane.start()
        asked = [asyncio.create_task(lane.ask(one)) for one in (ENDLESS, SHORT, SHORT)]
        await until(lambda: lane.waiting == 2)
        await lane.close()
        assert [outcome.status for outcome in await asyncio.gather(*asked)] == [503, 503, 503]
        assert (await lane.ask(SHORT)).status == 503

    played(scene())


def test_closing_lets_what_is_under_way_end(trade: Trade) -> None:
    async def scene() -> None:
        lane = Lane(trade, Bounds(workers=1, spare=0))
        await lane.start()
        asked = [asyncio.create_task(lane.ask(SHORT)) for _ in range(10)]
        await asyncio.sleep(0)
        await lane.close(within=LONG)
        assert all(yes(one) for one in await asyncio.gather(*asked))

    played(scene())


def test_no_worker_is_lost_however_orders_are_given_up(trade: Trade) -> None:
    """Orders are cancelled, and patience ends, at every point of their course."""
    chance = random.Random(4)

    async def scene() -> None:
        async with opened(trade, Bounds(workers=2, queue=20, patience=0.03)) as lane:

            async def fickle() -> None:
                asked = asyncio.create_task(lane.ask(SHORT, chance.choice("abc")))
                for _ in range(chance.randrange(12)):
                    await asyncio.sleep(chance.choice((0, 0, 0.001, 0.004)))
                asked.cancel()
                await asyncio.wait({asked})

            for _ in range(12):
                await asyncio.gather(*(fickle() for _ in range(25)))
            await whole(lane)
            assert all(worker.alive for worker in lane._idle)

    played(scene())


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_was_had_fades() -> None:
    clock = Clock()
    shares = Shares(clock)
    shares.charge("a", 8)
    clock.now = 30
    assert shares.had("a") == pytest.approx(4)
    shares.charge("a", 1)
    clock.now = 60
    assert shares.had("a") == pytest.approx(2.5)
    assert shares.had("b") == 0


def test_only_so_many_clients_are_remembered_those_who_had_most() -> None:
    shares = Shares(Clock(), most=10)
    for number in range(100):
        shares.charge(f"client {number}", 1000 if number == 3 else 1)
        assert len(shares._had) <= 10
    assert shares.had("client 3") == 1000


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
