"""The description of the dataset that is served: a release holds it; that of a data folder is counted in a process of
its own, which takes minutes for millions of quads, once for each folder that is served."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from unmandates.answers.problems import ProblemError
from unmandates.answers.site_terms import SiteTerms
from unmandates.workers.sandbox import end_with_parent

FILE = "description.nt"
"""The description in a release."""

_LATER = 15
"""Seconds after which it is worth asking again."""


class DescriptionPendingError(ProblemError):
    """It is being counted; retry in so many ``seconds``."""

    def __init__(self) -> None:
        super().__init__(503, "the description is being counted: come back")
        self.seconds = _LATER


class DatasetDescriptions:
    """Descriptions in Turtle by the folder described. ``close`` ends what is being counted."""

    def __init__(self) -> None:
        self._counting: dict[Path, asyncio.Task[str]] = {}

    async def of(self, folder: Path, publication: SiteTerms) -> str:
        """The description. Raises ``DescriptionPendingError`` while it is counted, ``ProblemError`` if that failed."""
        file = folder / FILE
        if await asyncio.to_thread(file.is_file):
            return await asyncio.to_thread(file.read_text, "utf-8")
        if folder not in self._counting:
            for task in self._counting.values():  # of a store that is no longer served
                task.cancel()
            self._counting = {folder: asyncio.create_task(_counted(folder, publication))}
        await asyncio.wait({self._counting[folder]}, timeout=1.0)
        task = self._counting[folder]
        if not task.done():
            raise DescriptionPendingError
        if task.cancelled() or task.exception():
            self._counting.pop(folder)
            raise ProblemError(500, "the description could not be made")
        return task.result()

    async def close(self) -> None:
        """End what is under way."""
        for task in self._counting.values():
            task.cancel()
        await asyncio.gather(*self._counting.values(), return_exceptions=True)
        self._counting.clear()


async def _counted(folder: Path, publication: SiteTerms) -> str:
    """What ``unmandates describe`` writes of the folder, in a process that yields to all others."""
    command = [sys.executable, "-P", "-m", "unmandates", "describe", "--store", str(folder), "--format", "turtle"]
    command += ["--endpoint", f"{publication.base}sparql"]
    command += ["--licence", publication.licence] if publication.licence else []
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, 15)
    try:
        written, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise OSError(f"unmandates describe ended with status {process.returncode}")
    return written.decode()
