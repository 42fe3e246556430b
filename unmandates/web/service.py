"""What stands behind the routes: the store that is served now, its lanes, and the switch to another."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from unmandates.config import Refusal, store_folder
from unmandates.web.describing import Descriptions
from unmandates.web.exchange import Outgoing
from unmandates.web.holding import Hold
from unmandates.web.kept import Kept, key_of, unless_known
from unmandates.web.lanes import Lane
from unmandates.web.offering import Offer, offered
from unmandates.web.processes import NotReadyError
from unmandates.web.settings import Settings
from unmandates.web.tasks import Order, Outcome, Publication, Sparql, Trade
from unmandates.web.telling import Telling


@dataclass(frozen=True, slots=True)
class Generation:
    """What is served, and its workers."""

    offer: Offer
    hold: Hold
    open_lane: Lane
    own_lane: Lane
    kept: Kept

    @classmethod
    async def started(cls, settings: Settings, telling: Telling) -> Self:
        """The store of ``settings.data`` as it is now, with workers that are ready. Raises ``Refusal``,
        ``LedgerError`` or ``PublicationError``."""
        offer = await offered(settings)
        store = store_folder(offer.folder)
        trade = Trade(
            store=str(store),
            publication=offer.publication,
            root=settings.root_path.rstrip("/"),
            rows=settings.rows,
            bytes=settings.bytes,
            deadline=settings.open_lane.deadline,
            memory=settings.memory,
            sandboxed=settings.sandboxed,
        )
        made = cls(
            offer,
            Hold(store),
            Lane(trade, settings.open_lane, lambda why: telling.ended("open", why)),
            Lane(trade, settings.own_lane, lambda why: telling.ended("own", why)),
            Kept(settings.kept),
        )
        try:
            await asyncio.gather(made.open_lane.start(), made.own_lane.start())
        except BaseException as fault:
            await made.close()
            if isinstance(fault, NotReadyError):
                raise Refusal(str(fault)) from fault
            raise
        return made

    @property
    def folder(self) -> Path:
        """The data folder or release that is served."""
        return self.offer.folder

    @property
    def publication(self) -> Publication:
        """How it is published."""
        return self.offer.publication

    @property
    def ready(self) -> bool:
        """Whether both kinds of orders can be taken."""
        return self.open_lane.ready and self.own_lane.ready

    async def close(self, *, within: float = 0.0) -> None:
        """Let what is under way end, for so many seconds, then end the workers."""
        await asyncio.gather(self.open_lane.close(within=within), self.own_lane.close(within=within))
        self.hold.close()
        self.offer.close()


class Service:
    """The one generation that new requests go to; older ones end when what they are at is done."""

    def __init__(self, settings: Settings, telling: Telling) -> None:
        self.settings = settings
        self.telling = telling
        self.outgoing = Outgoing(settings.most_outgoing)
        self._now: Generation | None = None
        self.descriptions = Descriptions()
        self._switching = asyncio.Lock()
        self._leaving: dict[asyncio.Task[None], Generation] = {}
        self._since = 0.0
        for name in ("open", "own"):
            telling.gauge("orders_waiting", "Orders that wait for a worker", self._reader(name, "waiting"), lane=name)
            telling.gauge("orders_busy", "Orders under way", self._reader(name, "busy"), lane=name)
        telling.gauge("ready", "1 while requests can be answered", lambda: float(self.ready))
        telling.gauge("serving_since_seconds", "When the store that is served was taken up", lambda: self._since)
        telling.gauge("kept_bytes", "Bytes of answers kept", lambda: self._now.kept.size if self._now else 0.0)
        telling.gauge("outgoing_bytes", "Bytes of answers that clients have not taken yet", lambda: self.outgoing.now)

    @property
    def now(self) -> Generation:
        """What is served. Raises ``Refusal`` before ``open``."""
        if self._now is None:
            raise Refusal("nothing is served yet")
        return self._now

    @property
    def ready(self) -> bool:
        """Whether requests can be answered."""
        return self._now is not None and self._now.ready

    async def open(self) -> None:
        """Begin to serve."""
        self._take_up(await Generation.started(self.settings, self.telling), "serving")

    async def switch(self) -> bool:
        """Serve what ``settings.data`` is now, and let requests under way end with what they began with. Whether it
        went well: if not, all stays as it is."""
        async with self._switching:
            try:
                new = await Generation.started(self.settings, self.telling)
            except Exception as fault:  # noqa: BLE001 - whatever is wrong with the new store, the old one is served
                self.telling.switches.labels("failed").inc()
                self.telling.said("not switched", reason=str(fault))
                return False
            old = self._now
            self._take_up(new, "switched")
            if old is not None:
                bounds = (old.open_lane.bounds, old.own_lane.bounds)
                longest = max(one.deadline + one.patience for one in bounds)
                task = asyncio.get_running_loop().create_task(old.close(within=longest))
                self._leaving[task] = old
                task.add_done_callback(self._leaving.pop)
            self.telling.switches.labels("done").inc()
            return True

    async def close(self) -> None:
        """End all workers."""
        await self.descriptions.close()
        leaving = dict(self._leaving)
        for task in leaving:
            task.cancel()
        for generation in (*leaving.values(), *([self._now] if self._now else [])):
            await generation.close()

    def _take_up(self, generation: Generation, event: str) -> None:
        self._now = generation
        self._since = time.time()
        self.telling.said(
            event,
            folder=str(generation.offer.source),
            base=generation.publication.base,
            texts=generation.publication.texts,
            sandboxed=self.settings.sandboxed,
        )

    async def ask(self, order: Order, client: str = "") -> Outcome:
        """The outcome of an order that ``client`` asks, from the store that is served when it comes."""
        now = self.now
        if isinstance(order.task, Sparql):
            return await now.open_lane.ask(order, client)
        key = key_of(order)
        outcome = now.kept.get(key)
        if outcome is None:
            outcome = await now.own_lane.ask(msgspec.structs.replace(order, known=""), client)
            now.kept.put(key, outcome)
        return unless_known(outcome, order.known)

    def _reader(self, lane: str, number: str) -> Callable[[], float]:
        def read() -> float:
            if self._now is None:
                return 0.0
            return float(getattr(getattr(self._now, f"{lane}_lane"), number))

        return read
