"""What several test modules ask: the specimens of ``examples/``, built once and served by a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from graph.store import LocalStore
from specimens import EXAMPLES, built
from unmandates.config import store_folder
from web_server import Server, client, serving


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the examples; nobody writes into it."""
    folder: Path = tmp_path_factory.mktemp("examples") / "data"
    built(folder, EXAMPLES)
    return folder


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Server]:
    """A server over ``data``."""
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def web(server: Server) -> Iterator[httpx.Client]:
    """A client of ``server``."""
    with client(server) as asking:
        yield asking


@pytest.fixture(scope="session")
def store(data: Path) -> Iterator[LocalStore]:
    """The store of ``data``, as it is without a server."""
    with closing(LocalStore.open_read_only(store_folder(data))) as opened:
        yield opened
