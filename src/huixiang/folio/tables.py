"""Tables from outside, as text; and tables for people to take away.

Decides which row names the columns and how a cell reads as text. What the columns mean is the
importer's business, which asks ``find_columns``.
"""

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any, Final
from unicodedata import normalize

from huixiang.folio.cells import cell_text
from huixiang.folio.extents import COLUMNS, ROWS, check_extents
from huixiang.folio.headers import Grid, body_start, column_names, find_header
from huixiang.folio.sandbox import in_child
from huixiang.folio.signs import looks_like, read_text
from huixiang.folio.unsafe import (
    BrokenFile,
    ContentMismatch,
    EmptyFile,
    FileTooLarge,
    KindNotAllowed,
    NoHeader,
    TooManyColumns,
    TooManyRows,
)

SIZE: Final = 20 * 1024 * 1024
CELL: Final = 32_767  # characters a cell of .xlsx can hold
SHEET_NAME: Final = 31
_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp without zone, so equal tables are equal bytes
_calamine: Final[Any] = import_module("python_calamine")
_xlsxwriter: Final[Any] = import_module("xlsxwriter")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; ``number`` as the spreadsheet shows it, cells by column name."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The column names in their order, and the rows that hold anything."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes, *, name: str) -> Table:
    """Read the first sheet of an .xlsx, or a .csv in UTF-8, UTF-16 or GB18030.

    All cells are text without spaces around: dates as 2024-05-06 or 2024-05-06 08:30:00, whole
    numbers without .0, formulas as their last value. Empty rows are left out. At most 200,000
    rows, 100 columns, 20 MiB. Use it on files of our own making; for others there is
    ``read_table_in_child``.

    :raises UnsafeFile: too_many_rows, too_many_columns, no_header, kind_not_allowed, ...
    """
    extension = PurePath(name).suffix.lstrip(".").casefold()
    if extension not in {"xlsx", "csv"}:
        raise KindNotAllowed(extension=extension[:20])
    if not data:
        raise EmptyFile
    if len(data) > SIZE:
        raise FileTooLarge(bytes=len(data), limit=SIZE)
    if looks_like(data) != ("zip" if extension == "xlsx" else None):
        raise ContentMismatch(extension=extension)
    grid, merges = _read_xlsx(data) if extension == "xlsx" else (_read_csv(data), [])
    return _table(grid, merges)


def read_table_in_child(data: bytes, *, name: str) -> Table:
    """Read a table in a child process with little memory and time; otherwise as ``read_table``.

    :raises UnsafeFile: as ``read_table``; a crash or an overrun counts as broken.
    """
    if len(data) > SIZE:
        raise FileTooLarge(bytes=len(data), limit=SIZE)
    facts, body = in_child("read_table", data, name=f"table{PurePath(name).suffix[:20]}")
    try:
        header = tuple(map(str, facts["header"]))
        rows = tuple(Row(int(number), dict(zip(header, cells, strict=True))) for number, cells in json.loads(body))
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenFile from error
    return Table(header, rows)


def find_columns(header: Collection[str], aliases: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Match the fields we know to the columns of a table: field to column name, where found.

    An exact name goes before a contained one, earlier aliases before later, and no column serves
    two fields. Case, width, spaces and punctuation do not count: 「联系 电话（必填）」 is found by 联系电话.
    """
    plain = {column: _plain(column) for column in header}
    found: dict[str, str] = {}
    for exact in (True, False):
        for wanted, names in aliases.items():
            if wanted in found:
                continue
            free = {column: text for column, text in plain.items() if column not in found.values()}
            column = _column(free, [_plain(name) for name in names], exact=exact)
            if column is not None:
                found[wanted] = column
    return found


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """Write a table as .xlsx with one sheet named by the title; equal tables give equal bytes.

    Every cell is text, never a formula, link or number; longer than 32,767 characters is cut
    and ends in …. Rows stream, so memory does not grow with them.
    """
    output = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with _xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"title": title, "created": _CREATED})
        sheet = book.add_worksheet(sheet_name(title))
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, _cut(name), bold)
        for place, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, _cut(cell))
    return output.getvalue()


def _read_xlsx(data: bytes) -> tuple[list[list[str]], list[Any]]:
    check_extents(data)
    try:
        with _calamine.load_workbook(BytesIO(data)) as book:
            sheet = book.get_sheet_by_index(0)
            merges = sheet.merged_cell_ranges or []
            return [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)], merges
    except (_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenFile from error


def _read_csv(data: bytes) -> list[list[str]]:
    text = read_text(data)
    if text is None:
        raise ContentMismatch(extension="csv")
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    grid: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            if len(grid) > ROWS:
                raise TooManyRows(limit=ROWS)
            if len(row) > COLUMNS:
                raise TooManyColumns(limit=COLUMNS)
            grid.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise BrokenFile from error
    return grid


def _table(grid: Grid, merges: Collection[Any]) -> Table:
    header = find_header(grid)
    if header is None:
        raise NoHeader
    names = column_names(grid, header, merges)
    start = body_start(header, merges)
    rows = [
        Row(number, dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=True)))
        for number, cells in enumerate(grid[start:], start=start + 1)
        if any(cells)
    ]
    return Table(names, tuple(rows))


def _plain(name: str) -> str:
    return "".join(char for char in normalize("NFKC", name).casefold() if char.isalnum())


def _column(free: Mapping[str, str], names: Sequence[str], *, exact: bool) -> str | None:
    for name in filter(None, names):
        for column, text in free.items():
            if text == name or (not exact and name in text):
                return column
    return None


def _cut(cell: str) -> str:
    return cell if len(cell) <= CELL else cell[: CELL - 1] + "…"


def sheet_name(title: str) -> str:
    """Turn a title into a name that Excel allows for a sheet: none of its marks, at most 31 characters."""
    name = "".join(" " if char in "[]:*?/\\" else char for char in title).strip("' ")
    return name[:SHEET_NAME].strip("' ") or "Sheet1"
