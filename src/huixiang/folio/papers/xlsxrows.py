"""The rows of a sheet as XML, piece by piece: text as text, numbers and days as such, no formula ever.

Source: ECMA-376 part 1, 18.3.1 (row, c, is) and 22.9.2.19 (_xHHHH_ within texts).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil, isfinite
from typing import Final
from xml.sax.saxutils import escape

from huixiang.folio.extents import column_letters
from huixiang.folio.papers.paper import Cell, Column, Figure, Kind, clean, shown
from huixiang.folio.tables import CELL

ROWS: Final = 1_048_576  # of a sheet, its head included
LOOKS: Final = ("text", "quoted", "whole", "number", "money", "day")
AT_ONCE: Final = 500  # rows of a piece
LINE, LEADING, HIGHEST = 15, 4, 409  # points: a line, what stands around lines, the highest row
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")
_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel's calendar has a day too many
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN: Final = re.compile(r"[^\x00-\x1f<>&\ud800-\udfff\ufffe\uffff_]*")

Source = tuple[str, str, str]  # address of the cell, figure as printed, its source


class TooLong(ValueError):
    """The paper has more rows than a sheet holds; the limit is the message."""


class Rows:
    """Writes the rows of one sheet; afterwards ``last`` is the place of the last, ``sources`` the provenance."""

    def __init__(self, columns: Sequence[Column], styles: Mapping[str, str], *, first: int) -> None:
        """Prepare for columns; ``styles`` gives the number of each look, ``first`` the first row from 0."""
        self.sources: list[Source] = []
        self.last = first - 1
        self._styles = styles
        self._columns = [
            (column_letters(place), column.key, column.kind, 2 * column.width)
            for place, column in enumerate(columns, start=1)
        ]

    def write(self, rows: Iterable[Mapping[str, Cell]]) -> Iterator[bytes]:
        """Yield the rows as XML, 500 at a time.

        :raises TooLong: more rows than a sheet holds.
        """
        piece: list[str] = []
        for row in rows:
            self.last += 1
            if self.last >= ROWS:
                raise TooLong(str(ROWS))
            piece.append(self._row(row, str(self.last + 1)))
            if len(piece) == AT_ONCE:
                yield "".join(piece).encode()
                piece.clear()
        yield "".join(piece).encode()

    def _row(self, row: Mapping[str, Cell], number: str) -> str:
        cells = []
        lines = 1
        for letters, key, kind, breadth in self._columns:
            cell = row.get(key)
            if isinstance(cell, Figure):
                self.sources.append((letters + number, shown(cell, kind), cell.source))
                cell = cell.value
            if isinstance(cell, str) and (2 * len(cell) > breadth or "\n" in cell):
                lines = max(lines, _lines(cell, breadth))
            look, inside = _content(cell, kind)
            cells.append(f'<c r="{letters}{number}" s="{self._styles[look]}"{inside}')
        height = min(lines * LINE + LEADING, HIGHEST)
        return f'<row r="{number}" ht="{height}">{"".join(cells)}</row>'


def _lines(text: str, breadth: float) -> int:
    """Estimate the lines of a text in a column, both in half characters: GB 18030 spends two bytes on a Chinese one."""
    return sum(max(1, ceil(len(line.encode("gb18030", "replace")) / breadth)) for line in text.split("\n"))


def _content(cell: "str | int | float | Decimal | date | None", kind: Kind) -> tuple[str, str]:
    """Give the look of a cell and what follows its address and style."""
    if isinstance(cell, str):
        if not cell:
            return "text", "/>"
        return _text(cell)
    if cell is None:
        return _EMPTY[kind], "/>"
    if isinstance(cell, date):
        return _day(cell)
    if not isfinite(cell):
        return _text(str(cell))
    look = "money" if kind is Kind.MONEY else "whole" if cell == int(cell) else "number"
    return look, f"><v>{int(cell) if cell == int(cell) else cell}</v></c>"


_EMPTY: Final[Mapping[Kind, str]] = {Kind.TEXT: "text", Kind.NUMBER: "whole", Kind.MONEY: "money", Kind.DATE: "day"}


def _text(text: str) -> tuple[str, str]:
    look = "quoted" if text.startswith(_RISKY) else "text"
    if not _PLAIN.fullmatch(text) or len(text) > CELL:
        text = escape(_ESCAPED.sub("_x005F_", cut(text)))
    return look, f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _day(day: date) -> tuple[str, str]:
    if day < _FIRST_DAY if not isinstance(day, datetime) else day.date() < _FIRST_DAY:
        return _text(day.isoformat()[:10])
    whole = (day.date() if isinstance(day, datetime) else day) - _DAY_ZERO
    return "day", f"><v>{whole.days}</v></c>"


def cut(text: str) -> str:
    """Clean a text and cut it to what a cell holds; a cut one ends in …."""
    text = clean(text)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"
