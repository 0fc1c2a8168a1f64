"""Which row of a table names its columns, even below a title and over merged cells."""

import re
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final

from huixiang.folio.extents import column_letters

Grid = Sequence[Sequence[str]]
Merge = tuple[tuple[int, int], tuple[int, int]]  # first and last cell as (row, column), from 0

SEARCHED: Final = 30  # rows from the top in which the header must be
SHARE: Final = 0.6  # of the widest row that a header must fill
_NUMBER: Final = re.compile(r"[\d.,:/%\s-]{1,40}")


def find_header(grid: Grid) -> int | None:
    """Find the header row, counted from 0; None if no row will do.

    It is the first row that fills at least 60 % of the widest row near it, with names that are
    mostly different and none of them a bare number or date: a title fills one cell, a line of
    "unit: ... date: ..." two.
    """
    filled = [[cell for cell in row if cell] for row in islice(grid, SEARCHED)]
    widest = max(map(len, filled), default=0)
    for place, names in enumerate(filled):
        if names and len(names) >= SHARE * widest and _are_names(names):
            return place
    return None


def column_names(grid: Grid, header: int, merges: Collection[Merge] = ()) -> tuple[str, ...]:
    """Name the columns of a table: unique, in order, as many as its widest row.

    A header of two rows (a merged cell over several names) is joined, upper before lower; an
    unnamed column that holds something gets its letter, a repeated name its number: 备注(2).
    """
    width = max(map(len, grid[header:]), default=0)
    upper = [*grid[header], *[""] * (width - len(grid[header]))]
    lower = [""] * width
    for (top, left), (_, right) in _groups(header, merges):
        for column in range(left, min(right + 1, width)):
            upper[column] = grid[top][left]
            lower[column] = _at(grid, header + 1, column)
    names: dict[str, None] = {}
    for column in range(width):
        name = " ".join((upper[column] + lower[column]).split()) or column_letters(column + 1)
        again = 1
        while (unique := name if again == 1 else f"{name}({again})") in names:
            again += 1
        names[unique] = None
    return tuple(names)


def body_start(header: int, merges: Collection[Merge]) -> int:
    """Tell the first row below the header, which has two rows if a group is merged in it."""
    return header + (2 if _groups(header, merges) else 1)


def _groups(header: int, merges: Collection[Merge]) -> list[Merge]:
    return [(first, last) for first, last in merges if first[0] == last[0] == header and last[1] > first[1]]


def _are_names(cells: Sequence[str]) -> bool:
    return len(set(cells)) > len(cells) / 2 and not any(_NUMBER.fullmatch(cell) for cell in cells)


def _at(grid: Grid, row: int, column: int) -> str:
    return grid[row][column] if row < len(grid) and column < len(grid[row]) else ""
