"""The store that is served now, with its workers, and the switch to another."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from unmandates.answers.request import Request, SparqlTarget
from unmandates.answers.response import Response, unless_cached
from unmandates.answers.site_terms import SiteTerms
from unmandates.config import Refusal, store_folder
from unmandates.server.access_log import AccessLog
from unmandates.server.dataset_description import DatasetDescriptions
from unmandates.server.metrics import Metrics
from unmandates.server.published_dataset import PublishedDataset, open_dataset
from unmandates.server.response_cache import ResponseCache, cache_key
from unmandates.server.responses import UnsentBytes
from unmandates.server.settings import Settings
from unmandates.server.store_lock import StoreLock
from unmandates.workers.process import NotReadyError
from unmandates.workers.worker_pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Generation:
    """A dataset that is served, its workers and its cache."""

    dataset: PublishedDataset
    lock: StoreLock
    query_pool: WorkerPool
    page_pool: WorkerPool
    cache: ResponseCache

    @classmethod
    async def started(cls, settings: Settings, metrics: Metrics) -> Self:
        """What ``settings.data`` is now, with workers that are ready. Raises ``Refusal``, ``LedgerError`` or
        ``PublicationError``."""
        dataset = await open_dataset(settings)
        store = store_folder(dataset.folder)
        configuration = settings.worker_configuration(store, dataset.publication)
        made = cls(
            dataset,
            StoreLock(store),
            WorkerPool(configuration, settings.query_pool, lambda reason: metrics.worker_ended("queries", reason)),
            WorkerPool(configuration, settings.page_pool, lambda reason: metrics.worker_ended("pages", reason)),
            ResponseCache(settings.cache_bytes),
        )
        try:
            await asyncio.gather(made.query_pool.start(), made.page_pool.start())
        except BaseException as error:
            await made.close()
            if isinstance(error, NotReadyError):
                raise Refusal(str(error)) from error
            raise
        return made

    @property
    def folder(self) -> Path:
        """The data folder or release that is served."""
        return self.dataset.folder

    @property
    def publication(self) -> SiteTerms:
        """How it is published."""
        return self.dataset.publication

    @property
    def pools(self) -> dict[str, WorkerPool]:
        """Both pools, by their names in the metrics."""
        return {"queries": self.query_pool, "pages": self.page_pool}

    @property
    def ready(self) -> bool:
        """Whether requests of both kinds can be taken."""
        return self.query_pool.ready and self.page_pool.ready

    async def close(self, *, within: float = 0.0) -> None:
        """Let requests under way end, for so many seconds, then end the workers."""
        await asyncio.gather(self.query_pool.close(within=within), self.page_pool.close(within=within))
        self.lock.close()
        self.dataset.close()


class Service:
    """The one generation that new requests go to; older ones end when their requests under way are done."""

    def __init__(self, settings: Settings, metrics: Metrics, log: AccessLog) -> None:
        self.settings = settings
        self.metrics = metrics
        self.log = log
        self.unsent = UnsentBytes(settings.unsent_bytes)
        self.descriptions = DatasetDescriptions()
        self._now: Generation | None = None
        self._switching = asyncio.Lock()
        self._leaving: dict[asyncio.Task[None], Generation] = {}
        self._since = 0.0
        self._declare_gauges()

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
        """Begin to serve. Raises ``Refusal``, ``LedgerError`` or ``PublicationError``."""
        self._take_up(await Generation.started(self.settings, self.metrics), "serving")

    async def switch(self) -> bool:
        """Serve what ``settings.data`` is now; requests under way are answered from what they began with. Returns
        whether it went well: if not, everything stays as it is."""
        async with self._switching:
            try:
                new = await Generation.started(self.settings, self.metrics)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the new store, the old one is served
                self.metrics.switches.labels("failed").inc()
                self.log.event("not switched", reason=str(error))
                return False
            old = self._now
            self._take_up(new, "switched")
            if old is not None:
                longest = max(one.limits.deadline + one.limits.patience for one in old.pools.values())
                task = asyncio.get_running_loop().create_task(old.close(within=longest))
                self._leaving[task] = old
                task.add_done_callback(self._leaving.pop)
            self.metrics.switches.labels("done").inc()
            return True

    async def close(self) -> None:
        """End all workers."""
        await self.descriptions.close()
        leaving = dict(self._leaving)
        for task in leaving:
            task.cancel()
        for generation in (*leaving.values(), *([self._now] if self._now else [])):
            await generation.close()

    async def answer(self, request: Request, known: str = "", client: str = "") -> Response:
        """The response to a request of ``client``, from the store that is served when it arrives; 304 where ``known``
        (If-None-Match) names it."""
        now = self.now
        if isinstance(request.target, SparqlTarget):
            return unless_cached(await now.query_pool.answer(request, client), known)
        key = cache_key(request)
        response = now.cache.get(key)
        if response is None:
            response = await now.page_pool.answer(request, client)
            now.cache.put(key, response)
        return unless_cached(response, known)

    def _take_up(self, generation: Generation, event: str) -> None:
        self._now = generation
        self._since = time.time()
        self.log.event(
            event,
            folder=str(generation.dataset.source),
            base=generation.publication.base,
            texts=generation.publication.texts,
            sandboxed=self.settings.sandboxed,
        )

    def _declare_gauges(self) -> None:
        gauge = self.metrics.gauge
        for pool in ("queries", "pages"):
            gauge("requests_waiting", "Requests that wait for a worker", self._number(pool, "waiting"), pool=pool)
            gauge("requests_busy", "Requests under way", self._number(pool, "busy"), pool=pool)
        gauge("ready", "1 while requests can be answered", lambda: float(self.ready))
        gauge("serving_since_seconds", "When the store that is served was taken up", lambda: self._since)
        gauge("cached_bytes", "Bytes of responses cached", lambda: self._now.cache.size if self._now else 0.0)
        gauge("unsent_bytes", "Bytes of responses that clients have not taken yet", lambda: self.unsent.now)

    def _number(self, pool: str, attribute: str) -> Callable[[], float]:
        def number() -> float:
            return float(getattr(self._now.pools[pool], attribute)) if self._now else 0.0

        return number
