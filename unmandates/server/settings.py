"""How a server runs: every setting with its default, declared here once.

The command line writes its options and their help from ``options()``, and reads the same variables of the environment;
workers are given what ``Settings`` says. No other module has a default of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from unmandates import sizes
from unmandates.answers.site_terms import AnswerLimits, SiteTerms
from unmandates.config import DEFAULT_DATA
from unmandates.server import setting_values
from unmandates.workers.messages import WorkerConfiguration
from unmandates.workers.pool_limits import PoolLimits

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Option:
    """How people give a ``setting``: a value of ``kind``, whose ``default`` is as they write it; text is read by
    ``reader``, and a ``negated`` flag sets the opposite."""

    setting: str
    kind: type
    name: str
    help: str
    default: Any
    metavar: str | None = None
    least: float | None = None
    most: float | None = None
    reader: Callable[[str, str], Any] | None = None
    negated: bool = False
    in_environment: bool = True

    @property
    def variable(self) -> str | None:
        """The variable of the environment that gives it."""
        return f"UNMANDATES_{self.name.removeprefix('--').replace('-', '_').upper()}" if self.in_environment else None

    def read(self, given: Any) -> Any:  # noqa: ANN401 - each option has its type
        """The value of the setting. Raises ``Refusal`` where what was given cannot be read."""
        if self.negated:
            return not given
        return self.reader(self.name, given) if self.reader else given


def _option(
    name: str,
    default: Any,  # noqa: ANN401 - each option has its type
    help: str,  # noqa: A002 - as options call it
    written: Any = None,  # noqa: ANN401 - each option has its type
    **more: Any,  # noqa: ANN401 - see ``Option``
) -> Any:  # noqa: ANN401 - each option has its type
    """A setting with an option; ``written`` is its default as people write it, where that differs."""
    kind = str if "reader" in more else Path if isinstance(default, Path) else type(default)
    written = default if written is None else written
    declared = partial(Option, kind=kind, name=name, help=help, default=written, **more)
    return field(default=default, metadata={"option": declared})


@dataclass(frozen=True, slots=True)
class Settings:
    """One server. Times in seconds, sizes in bytes.

    ``data`` is a data folder or a release; a link is followed anew at each switch.
    """

    data: Path = _option(  # noqa: RUF009 - it returns a field
        "--store", DEFAULT_DATA, "A data folder or a release, or a link to one.", metavar="DIR"
    )
    host: str = _option("--host", "127.0.0.1", "The address to listen at.", metavar="ADDRESS")
    port: int = _option("--port", 8000, "The port; 0: any free one.", metavar="N", least=0, most=65535)
    base: str = _option(
        "--base",
        "",
        "What all names in the store must begin with; they were made when it was built.",
        metavar="IRI",
        reader=setting_values.web_address,
    )
    root_path: str = _option(
        "--root-path",
        "",
        "The path on its host below which the site is served.",
        metavar="PATH",
        reader=setting_values.root_path,
    )
    licence: str = _option(
        "--licence", "", "The licence of the data.", metavar="IRI", reader=setting_values.web_address
    )
    text_licence: str = _option(
        "--text-licence", "", "The terms of the texts in it.", metavar="IRI|WORDS", reader=setting_values.words
    )
    publisher: str = _option("--publisher", "", "Who publishes.", metavar="NAME", reader=setting_values.words)
    texts: bool = _option(
        "--no-text",
        True,  # noqa: FBT003 - a default
        "Serve no words of documents except titles and names: where there are some, a release without them is made "
        "first.",
        written=False,
        negated=True,
    )
    workers: int = _option(
        "--workers",
        3,
        "Processes for queries that clients write; for pages and questions half as many more, at least three.",
        metavar="N",
        least=1,
        most=256,
    )
    deadline: float = _option(
        "--deadline", 30.0, "Seconds that a query may take.", written=30, metavar="S", least=1, most=600
    )
    memory: int = _option(
        "--memory",
        1024 * _MIB,
        "Memory that a process may take.",
        written=sizes.as_size(1024 * _MIB),
        metavar="SIZE",
        reader=partial(sizes.size, least=256 * _MIB, purpose="to serve anything"),
    )
    max_rows: int = _option("--max-rows", 100_000, "Rows or triples that an answer may have.", metavar="N", least=1)
    max_bytes: int = _option(
        "--max-bytes",
        32 * _MIB,
        "Bytes that an answer may have.",
        written=sizes.as_size(32 * _MIB),
        metavar="SIZE",
        reader=partial(sizes.size, least=_MIB // 16, purpose="to serve anything"),
    )
    queue: int = _option(
        "--queue", 64, "Queries that may wait; more are asked to come back later.", metavar="N", least=1
    )
    connections: int = _option("--connections", 1000, "Connections open at once.", metavar="N", least=1)
    proxies: str = _option(
        "--proxies",
        "127.0.0.1,::1",
        "Proxies that are believed when they state a client's address, as addresses and networks.",
        metavar="LIST",
        reader=setting_values.proxies,
    )
    log_requests: bool = _option(
        "--log-requests",
        False,  # noqa: FBT003 - a default
        "Print a line of JSON for each request, too.",
    )
    sandboxed: bool = _option(
        "--no-sandbox",
        True,  # noqa: FBT003 - a default
        "Leave processes that answer queries the network and the files: to try things out where there is no Linux; "
        "never for strangers.",
        written=False,
        negated=True,
        in_environment=False,
    )

    request_bytes: int = 256 * 1024
    """Bytes of a request's body, at most."""
    unsent_bytes: int = 512 * _MIB
    """Bytes of responses that clients have not taken yet, at most."""
    cache_bytes: int = 64 * _MIB
    """Bytes of responses that are cached, at most."""

    @property
    def query_pool(self) -> PoolLimits:
        """The workers for queries that clients write."""
        return PoolLimits(
            workers=self.workers,
            slow=max(1, self.workers - 1),
            spare=1,
            queue=self.queue,
            brief=0.5,
            deadline=self.deadline,
            patience=5.0,
        )

    @property
    def page_pool(self) -> PoolLimits:
        """The workers for all that the project itself asks the store: pages, data, questions."""
        return PoolLimits(
            workers=max(3, self.workers // 2),
            slow=1,
            spare=1,
            queue=64,
            brief=2.0,
            deadline=min(15.0, self.deadline),
            patience=5.0,
        )

    def worker_configuration(self, store: Path, publication: SiteTerms) -> WorkerConfiguration:
        """What a worker on the store in this folder must know."""
        return WorkerConfiguration(
            store=str(store),
            publication=publication,
            root=self.root_path,
            limits=AnswerLimits(rows=self.max_rows, bytes=self.max_bytes, deadline=self.deadline),
            memory=self.memory,
            sandboxed=self.sandboxed,
        )

    @classmethod
    def options(cls) -> Iterator[Option]:
        """Every setting that people give, in order."""
        for one in dataclasses.fields(cls):
            if declared := one.metadata.get("option"):
                yield declared(setting=one.name)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Settings:
        """Settings from what people wrote, by the names of settings. Raises ``Refusal`` that names the option."""
        return cls(**{one.setting: one.read(given[one.setting]) for one in cls.options() if one.setting in given})
