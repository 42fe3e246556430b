"""Where the head of a document without an opening ends: above its first paragraph, after a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.source import BlockKind
from extract.structure.amendment import first_change
from extract.structure.lines import Line, LineKind

_LONG = 60
_CONTENTS = ("Contents", "CONTENTS")
_FIRST = re.compile(r"1\.\s+[A-Z]")
_BODY = (BlockKind.PARAGRAPH, BlockKind.POINT, BlockKind.HEADING, BlockKind.ROW, BlockKind.TABLE)


def first_paragraph(lines: Sequence[Line]) -> int:
    """Where a file without an opening leaves its head: after what is stated to be its head, else at the first stated
    paragraph or heading; of a text of which neither is stated, at the first paragraph after the contents, else at the
    first line that ends like one; an amendment where its changes begin."""
    stated = _stated_paragraph(lines)
    if stated is not None:
        return stated
    changes = first_change(lines)
    if changes is not None:
        return changes
    contents = next((i for i, line in enumerate(lines) if _contents(line)), len(lines))
    after = (i for i in range(contents, len(lines)) if _FIRST.match(lines[i].text) and _like_paragraph(lines[i]))
    first = next(after, None)
    return first if first is not None else next((i for i, line in enumerate(lines) if _like_paragraph(line)), 0)


def above_contents(head: list[Line]) -> list[Line]:
    """The lines of a head that stand above its table of contents."""
    end = next((i for i, line in enumerate(head) if _contents(line)), len(head))
    return head[:end] or head


def _stated_paragraph(lines: Sequence[Line]) -> int | None:
    in_head = [index for index, line in enumerate(lines) if line.within(BlockKind.HEAD)]
    if in_head:
        return next((i for i in range(in_head[-1] + 1, len(lines)) if lines[i].text), len(lines))
    return next((i for i, line in enumerate(lines) if line.part is not None or line.stated(*_BODY)), None)


def _like_paragraph(line: Line) -> bool:
    return line.kind is LineKind.BODY and len(line.text) > _LONG and line.text.endswith((".", ":", ";"))


def _contents(line: Line) -> bool:
    return len(line.text) < _LONG and line.text.startswith(_CONTENTS)
