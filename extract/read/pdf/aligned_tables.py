"""Tables: rows of cells that stand below one another at the same places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.read.pdf.text_lines import TextLine

_ALIGNED = 3.0
_NEXT_ROW = 4.0
"""Rows of a table are no further apart than this many times the usual distance of lines."""

Row = list[list[TextLine]]
"""The lines of each cell of a row, from left to right."""


def table_rows(column: Sequence[TextLine], leading: float) -> list[list[Row]]:
    """The tables among the lines of a column, each a list of rows; ``leading`` is the usual distance of lines in
    sizes."""
    tables: list[list[Row]] = []
    table: list[Row] = []
    before: list[TextLine] = []
    for _, group in groupby(column, key=lambda line: line.baseline):
        cells = list(group)
        near = bool(before) and before[0].baseline - cells[0].baseline <= _NEXT_ROW * leading * cells[0].size
        if len(cells) > 1:
            if table and near and _aligned(table[-1], cells):
                table.append([[line] for line in cells])
            else:
                _end(tables, table)
                table = [[[line] for line in cells]]
        elif table and near and (cell := _wrapped(table[-1], before, cells[0], leading)) is not None:
            cell.append(cells[0])
        else:
            _end(tables, table)
            table = []
        before = cells
    _end(tables, table)
    return tables


def _end(tables: list[list[Row]], table: list[Row]) -> None:
    if len(table) > 1:
        tables.append(table)


def _aligned(row: Row, cells: Sequence[TextLine]) -> bool:
    """Whether a cell other than the first begins, or ends, where one of the row above does."""
    return any(
        abs(above[0].left - cell.left) <= _ALIGNED or abs(above[0].right - cell.right) <= _ALIGNED
        for above in row[1:]
        for cell in cells[1:]
    )


def _wrapped(row: Row, before: Sequence[TextLine], line: TextLine, leading: float) -> list[TextLine] | None:
    """The cell of the row above that goes on in ``line``."""
    if before[0].baseline - line.baseline > 1.25 * leading * line.size:
        return None
    return next((cell for cell in row if abs(cell[0].left - line.left) <= _ALIGNED), None)
