"""Specimen documents for tests: short resolutions in the form of the United Nations, in words of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Self, TypeVar
from unittest.mock import patch

from graph.iris import Iris
from graph.ledger import Ledger
from graph.store import LocalStore
from unmandates.build import builder
from unmandates.build.builder import BuildReport, BuildRequest
from unmandates.config import ledger_file, store_folder

Task = TypeVar("Task")
Result = TypeVar("Result")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


def resolution(number: str, *operative: str, recalls: str = "55/25 of 15 November 2000") -> str:
    """The text of a General Assembly resolution: a ``number`` such as ``79/991``, paragraphs without theirs."""
    paragraphs = operative or ("Requests the Secretary-General to count the lamps of the reading room;",)
    numbered = "\n\n".join(f"{n}. {text}" for n, text in enumerate(paragraphs, start=1))
    return (
        f"United Nations A/RES/{number}\n\nGeneral Assembly\n\nDistr.: General\n8 January 2025\n\n"
        f"Seventy-ninth session\nAgenda item 108\n\n"
        f"Resolution adopted by the General Assembly on 17 December 2024\n\n{number}. Lamps in reading rooms\n\n"
        f"The General Assembly,\n\nRecalling its resolution {recalls},\n\n{numbered}\n"
    )


def write(folder: Path, **texts: str) -> Path:
    """Write files ``<name>.txt`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


class SamePlace:
    """A pool that works where it stands: results as those of ``Pool``, without the seconds that a process needs to
    start. What is special about processes, their deaths above all, is tested with real ones."""

    _ready: tuple[object, ...] = ()

    def __init__(
        self, _jobs: int, prepare: Callable[..., None], given: tuple[object, ...] = (), _limits: object = None
    ) -> None:
        if SamePlace._ready != given:
            prepare(*given)
            SamePlace._ready = given

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is held."""

    def run(self, function: Callable[[Task], Result], chunks: Iterable[Task]) -> Iterator[Result]:
        return map(function, chunks)


def built(data: Path, *paths: Path, prune: bool = False, base: str = "") -> BuildReport:
    """Build ``paths`` into ``data``, in this process."""
    with patch.object(builder, "Pool", SamePlace):
        return builder.build(BuildRequest(paths, data, jobs=1, prune=prune, base=base))


def quads(data: Path) -> list[bytes]:
    """The sorted N-Quads of a data folder, run graphs apart."""
    runs = f"<{Iris().run_graph(0)}".removesuffix("0").encode()
    with closing(LocalStore.open_read_only(store_folder(data))) as store:
        return [line for line in store.dump_nquads().splitlines() if not line.rsplit(b" ", 2)[1].startswith(runs)]


def statuses(data: Path) -> dict[str, str]:
    """The status of every file of a data folder, by name."""
    with Ledger.open_read_only(ledger_file(data)) as ledger:
        return {row.name: str(row.status) for row in ledger.files()}
