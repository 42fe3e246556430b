"""A release: what a publisher puts on the web, as one folder that needs nothing else.

``store/`` holds the graph, to be read only; ``dumps/`` holds it as files; ``description.nt`` describes it;
``publication.json`` says what it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.export.rdf import ntriples
from graph.publication import DUMPS, Imprint, Publication, write_publication
from graph.publication.copies import copy_store, load_store
from graph.publication.description import ALL, SUFFIX, Release, dataset_graph
from graph.publication.dumps import write_dumps
from graph.store import LocalStore
from unmandates.config import Refusal, store_folder
from unmandates.exports import checked_imprint
from unmandates.published import open_published

DESCRIPTION = "description.nt"


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """What to release: the graph of ``data`` (a data folder, or a release) into the new folder ``out``, with or
    without the words of documents. SPARQL is answered below the base unless ``imprint`` says where."""

    data: Path
    out: Path
    imprint: Imprint = field(default_factory=Imprint)
    texts: bool = True


def release(order: ReleaseOrder) -> Publication:
    """Make a release, whole or not at all. The same graph and imprint give the same bytes, ``store/`` apart.

    Raises ``Refusal`` for a folder that holds something and for an imprint that is none, ``LedgerError``,
    ``PublicationError`` or ``StoreError`` where there is no graph that can be read, ``OSError`` where ``out`` cannot be
    written.
    """
    imprint = checked_imprint(order.imprint)
    source = open_published(order.data)
    texts = order.texts and source.publication.texts
    if not imprint.endpoint:
        imprint = replace(imprint, endpoint=f"{source.iris.base}sparql")
    with _folder_made_whole(order.out) as folder:
        store = store_folder(folder)
        copy_store(source.store, store)
        dumps = folder / DUMPS
        dumps.mkdir()
        with closing(LocalStore.open_read_only(store)) as copied:
            dumped = write_dumps(copied, source.iris, dumps, texts=texts)
        if source.publication.texts and not texts:
            shutil.rmtree(store)
            load_store(dumps / f"{ALL}{SUFFIX}", store)
        description = dataset_graph(dumped.census, source.iris, imprint, Release(dumped.dumps, texts))
        (folder / DESCRIPTION).write_bytes(ntriples(description))
        publication = Publication(
            base=source.iris.base,
            licence=imprint.licence,
            text_licence=imprint.text_licence,
            publisher=imprint.publisher,
            endpoint=imprint.endpoint,
            texts=texts,
            documents=dumped.census.documents,
            quads=dumped.census.quads,
            digest=dumped.digest,
            dumps=dumped.dumps,
        )
        write_publication(publication, folder)
    return publication


@contextmanager
def _folder_made_whole(out: Path) -> Iterator[Path]:
    """A folder beside ``out`` that takes its place once all is written, and is gone if anything fails."""
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Refusal(f"{out} is there already: name a folder that is new or empty")
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    beside = out.absolute().with_name(f".{out.absolute().name}-{os.getpid()}")
    beside.mkdir()
    try:
        yield beside
        beside.rename(out)
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt("nothing is left of the release") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
