"""What is published beside the store: counts, a description, dumps to download, and the record of the publication."""

from graph.publication.record import (
    DUMPS,
    FILE,
    Dump,
    Imprint,
    Publication,
    PublicationError,
    read_publication,
    write_publication,
)

__all__ = [
    "DUMPS",
    "FILE",
    "Dump",
    "Imprint",
    "Publication",
    "PublicationError",
    "read_publication",
    "write_publication",
]
