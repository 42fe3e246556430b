"""What is put on the web: a data folder or a release as it is, or a release without texts that is made of it first and
lasts as long as it is served."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from unmandates.config import Refusal
from unmandates.published import Published, open_published
from unmandates.web.settings import Settings
from unmandates.web.tasks import Publication


@dataclass(frozen=True, slots=True)
class Offer:
    """``source`` is what was asked for, ``folder`` what is served: the same, or made of it."""

    source: Path
    folder: Path
    publication: Publication
    made: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Remove what was made."""
        if self.made is not None:
            self.made.cleanup()


async def offered(settings: Settings) -> Offer:
    """What ``settings.data`` is now. Raises ``Refusal``, ``LedgerError`` or ``PublicationError``."""
    source = settings.data.resolve()
    found = open_published(source)
    _agree(found.publication.base, settings.base)
    if settings.texts or not found.publication.texts:
        return Offer(source, source, _told(found, settings))
    made = tempfile.TemporaryDirectory(prefix="unmandates-")
    try:
        folder = Path(made.name) / "release"
        await _release_without_texts(found, folder, settings)
        return Offer(source, folder, _told(open_published(folder), settings), made)
    except BaseException:
        made.cleanup()
        raise


async def _release_without_texts(found: Published, out: Path, settings: Settings) -> None:
    """Make it in a process of its own: the server does not read stores."""
    told = {
        "--store": str(found.folder),
        "--out": str(out),
        "--licence": settings.licence or found.publication.licence,
        "--text-licence": settings.text_licence or found.publication.text_licence,
        "--publisher": settings.publisher or found.publication.publisher,
        "--endpoint": found.publication.endpoint,
    }
    options = [part for name, value in told.items() if value for part in (name, value)]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "unmandates", "release", "--no-text", *options),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    if process.returncode:
        reason = " ".join(said.decode(errors="replace").split()).removeprefix("unmandates: ")
        raise Refusal(f"no release without texts could be made of {found.folder}: {reason}")


def _told(found: Published, settings: Settings) -> Publication:
    """What is said of it: options go before what the release says."""
    said = found.publication
    return Publication(
        base=said.base,
        licence=settings.licence or said.licence,
        text_licence=settings.text_licence or said.text_licence,
        publisher=settings.publisher or said.publisher,
        texts=said.texts,
        dumps=bool(said.dumps),
    )


def _agree(base: str, wanted: str) -> None:
    if wanted and wanted != base:
        raise Refusal(
            f"the names in this store begin with {base}, not with {wanted}: they are made when it is built; leave "
            f"--base out, or build anew into another folder (unmandates build --base {wanted} --store DIR PATH)"
        )
