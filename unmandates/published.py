"""What stands in a folder that can be asked or served: a data folder, or a release."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.iris import DEFAULT_BASE, Iris
from graph.ledger import Ledger
from graph.publication import FILE, Publication, PublicationError, read_publication
from unmandates.config import ledger_file, store_folder


@dataclass(frozen=True, slots=True)
class Published:
    """A folder with a store, and what is known of it. Of a data folder that is its base, and that it has texts; nothing
    is counted of it, and ``publication.digest`` is empty."""

    folder: Path
    publication: Publication
    is_release: bool

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return store_folder(self.folder)

    @property
    def iris(self) -> Iris:
        """The names it gives."""
        return Iris(self.publication.base)


def open_published(folder: Path) -> Published:
    """What stands in ``folder``. Raises ``LedgerError`` or ``PublicationError`` where that cannot be read."""
    if (folder / FILE).is_file():
        publication = read_publication(folder)
        try:
            Iris(publication.base)
        except ValueError as error:
            raise PublicationError(f"{folder / FILE}: {error}") from error
        return Published(folder, publication, is_release=True)
    with Ledger.open_read_only(ledger_file(folder)) as ledger:
        base = ledger.get("base") or DEFAULT_BASE
    return Published(folder, Publication(base=base, texts=True, documents=0, quads=0, digest=""), is_release=False)
