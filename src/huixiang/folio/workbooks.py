"""Workbooks for people to take away: several sheets, typed cells, a frozen header that filters; rows stream.

No cell is ever a formula or a link, whatever its text begins with. Equal contents give equal bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from huixiang.folio.tables import CELL, sheet_name

ROWS: Final = 1_048_575  # below the header
WIDEST: Final = 80
LINE: Final = 15.0  # points
TALLEST: Final = 10  # lines of a row; who wants more opens the cell
_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp without zone, so equal contents are equal bytes
_xlsxwriter: Final[Any] = import_module("xlsxwriter")

Cell = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, its width in characters, and whether its cells wrap."""

    name: str
    width: int = 12
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's title, its columns, and its rows, which may be a stream that is read once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_workbook(path: Path, sheets: Iterable[Sheet], *, title: str) -> None:
    """Write sheets with typed cells: text, numbers, days (without a time of day) and moments.

    A sheet longer than Excel's 1,048,576 rows goes on in another one. Text longer than 32,767 characters is cut and
    ends in …. Memory does not grow with the rows; about 100,000 rows of 10 cells take 5 s.

    :raises OSError: the disk is full; the caller removes what was begun.
    """
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True,
        "tmpdir": str(path.parent),
    }  # fmt: skip
    try:
        with _xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": title, "created": _CREATED})
            formats = _formats(book)
            for sheet in chain.from_iterable(map(_in_parts, sheets)):
                _write_sheet(book.add_worksheet(sheet.title), sheet, formats)
    except _xlsxwriter.exceptions.FileCreateError as error:
        said = error.args[0] if error.args else error
        raise said if isinstance(said, OSError) else OSError(str(error)) from error


def _in_parts(sheet: Sheet) -> Iterator[Sheet]:
    rows = iter(sheet.rows)
    part = 1
    first: Sequence[Cell] | None = None
    while True:
        some = islice(rows, ROWS if first is None else ROWS - 1)
        title = sheet_name(sheet.title if part == 1 else f"{sheet.title} {part}")
        yield Sheet(title, sheet.columns, some if first is None else chain((first,), some))
        first = next(rows, None)
        part += 1
        if first is None:
            return


def _formats(book: Any) -> dict[str, Any]:
    look = {"valign": "top"}
    return {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#f2f0ea"}
        ),
        "text": book.add_format(look),
        "wrap": book.add_format({**look, "text_wrap": True}),
        "day": book.add_format({**look, "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({**look, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "number": book.add_format({**look, "num_format": "General", "align": "center"}),
    }


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")
    looks = [formats["wrap" if column.wrap else "text"] for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, min(column.width, WIDEST), looks[place])
        page.write_string(0, place, column.name, formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        page.set_row(last, LINE * _lines(row, sheet.columns))
        for place, (cell, look) in enumerate(zip(row, looks, strict=True)):
            if isinstance(cell, str):
                page.write_string(last, place, cell if len(cell) <= CELL else cell[: CELL - 1] + "…", look)
            elif isinstance(cell, datetime):
                page.write_datetime(last, place, cell, formats[_day_or_moment(cell)])
            elif cell is not None:
                page.write_number(last, place, cell, formats["number"])
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Count the lines a row needs, at most ``TALLEST``: not every program finds out for itself."""
    most = 1
    for cell, column in zip(row, columns, strict=True):
        if column.wrap and isinstance(cell, str):
            # A Chinese character is two columns wide and three bytes long.
            wide = (len(cell) + len(cell.encode("utf-8", "replace"))) // 2
            most = max(most, -(-wide // (column.width - 1)) + cell.count("\n"))
    return min(most, TALLEST)


def _day_or_moment(cell: datetime) -> str:
    return "moment" if cell.hour or cell.minute or cell.second else "day"
