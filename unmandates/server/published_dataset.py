"""The dataset that is put on the web: a data folder or a release as it is, or a release without texts that is made of
it first and lasts as long as it is served."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from unmandates.answers.site_terms import SiteTerms
from unmandates.config import Refusal
from unmandates.published import Published, open_published
from unmandates.server.settings import Settings


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """``source`` is what was asked for, ``folder`` what is served: the same, or made of it."""

    source: Path
    folder: Path
    publication: SiteTerms
    temporary: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Remove what was made."""
        if self.temporary is not None:
            self.temporary.cleanup()


async def open_dataset(settings: Settings) -> PublishedDataset:
    """What ``settings.data`` is now. Raises ``Refusal``, ``LedgerError`` or ``PublicationError``."""
    source = settings.data.resolve()
    found = open_published(source)
    _check_base(found.publication.base, settings.base)
    if settings.texts or not found.publication.texts:
        return PublishedDataset(source, source, _publication(found, settings))
    temporary = tempfile.TemporaryDirectory(prefix="unmandates-")
    try:
        folder = Path(temporary.name) / "release"
        await _release_without_texts(found, folder, settings)
        return PublishedDataset(source, folder, _publication(open_published(folder), settings), temporary)
    except BaseException:
        temporary.cleanup()
        raise


async def _release_without_texts(found: Published, out: Path, settings: Settings) -> None:
    """Make it in a process of its own: the server does not read stores."""
    values = {
        "--store": str(found.folder),
        "--out": str(out),
        "--licence": settings.licence or found.publication.licence,
        "--text-licence": settings.text_licence or found.publication.text_licence,
        "--publisher": settings.publisher or found.publication.publisher,
        "--endpoint": found.publication.endpoint,
    }
    options = [part for name, value in values.items() if value for part in (name, value)]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "unmandates", "release", "--no-text", *options),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, messages = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    if process.returncode:
        reason = " ".join(messages.decode(errors="replace").split()).removeprefix("unmandates: ")
        raise Refusal(f"no release without texts could be made of {found.folder}: {reason}")


def _publication(found: Published, settings: Settings) -> SiteTerms:
    """How it is published: settings go before what the release states."""
    stated = found.publication
    return SiteTerms(
        base=stated.base,
        licence=settings.licence or stated.licence,
        text_licence=settings.text_licence or stated.text_licence,
        publisher=settings.publisher or stated.publisher,
        texts=stated.texts,
        dumps=bool(stated.dumps),
    )


def _check_base(base: str, wanted: str) -> None:
    if wanted and wanted != base:
        raise Refusal(
            f"the names in this store begin with {base}, not with {wanted}: they are made when it is built; leave "
            f"--base out, or build anew into another folder (unmandates build --base {wanted} --store DIR PATH)"
        )
