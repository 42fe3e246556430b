"""From the bytes of an AKN4UN file to its source: a line for each paragraph, the notes after the act they belong to."""

from __future__ import annotations

import hashlib
from itertools import groupby

from extract.read.akoma_ntoso.corrections import annex_number, correct
from extract.read.akoma_ntoso.metadata_elements import component_letter, language_of, read_metadata
from extract.read.akoma_ntoso.page_lines import ActLines, PageLine, Walk
from extract.read.akoma_ntoso.tree import local_name, parse_tree
from extract.read.assembly import Assembly
from extract.read.unreadable_source import UnreadableSource
from extract.source import BlockKind, Source

_EXHAUSTIVE = tuple(kind for kind in BlockKind if kind not in (BlockKind.MARKER, BlockKind.PAGE))
"""What these files never leave to be guessed. A marker printed a second time is only raised."""


def read_akoma_ntoso(name: str, raw: bytes) -> Source:
    """The source that ``raw`` holds: the text as a reader of the page would copy it, with labels before paragraphs,
    markers raised at their place and the notes at the end of each act.

    Raises ``UnreadableSource`` for what is not XML, not Akoma Ntoso, or holds no text.
    """
    root = parse_tree(name, raw)
    if local_name(root) != "akomaNtoso":
        raise UnreadableSource(name, "XML, but not Akoma Ntoso")
    walk = Walk()
    walk.take(root)
    assembly = Assembly()
    for index, part in enumerate(walk.parts):
        correct(part)
        letter = component_letter(root, index - 1) if part.component else ""
        _put_part(assembly, part, letter)
    if not assembly.text.strip():
        raise UnreadableSource(name, "no text in it")
    return Source(
        name,
        assembly.text,
        hashlib.sha256(raw).hexdigest(),
        blocks=assembly.blocks,
        exhaustive=_EXHAUSTIVE,
        placed=assembly.placed,
        language=language_of(root),
        metadata=read_metadata(root),
    )


def _put_part(assembly: Assembly, part: ActLines, letter: str) -> None:
    begin = assembly.size
    for (region, annex), entries in groupby(part.entries, key=lambda entry: (entry.region, entry.annex)):
        start = assembly.size
        lines = list(entries)
        for is_row, group in groupby(lines, key=lambda entry: entry.kind is BlockKind.ROW):
            table = assembly.size
            for entry in group:
                _put_entry(assembly, entry)
            if is_row:
                assembly.region(table, BlockKind.TABLE)
        number = None
        if annex:
            number = next((found for entry in lines if (found := annex_number(entry.text)) is not None), "")
        assembly.region(start, region, number)
    for note in part.notes():
        marker = f"{note.marker.translate(_RAISED)}" or "*"
        assembly.put(note.line, BlockKind.NOTE, note.path, number=note.marker, printed=marker, note=note.name)
    if part.component:
        assembly.region(begin, BlockKind.DOCUMENT, letter)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _put_entry(assembly: Assembly, entry: PageLine) -> None:
    number = entry.number.rstrip(".") if entry.kind is BlockKind.HEADING else entry.number
    printed = entry.number if not entry.text.startswith(entry.number) or not entry.number else ""
    assembly.put(entry.line, entry.kind, entry.path, number=number, level=entry.level, printed=printed)
