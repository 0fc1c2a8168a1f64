"""Writes tables of results as their file's name says: .csv, .xlsx or .parquet.

A .csv is UTF-8 without a mark, for programs. A text that a spreadsheet would take for a formula gets an apostrophe in
front, as spreadsheets do themselves; in the other two a text is a text.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from huixiang.folio.workbooks import Cell, Column, Sheet, write_workbook
from huixiang.ops.digesting.refusals import BadChoice

KINDS: Final = (".csv", ".xlsx", ".parquet")
ROWS_AT_ONCE: Final = 65_536
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def check_kind(path: Path) -> None:
    """Check that results can be written to a file of this name.

    :raises BadChoice: its name ends in something else.
    """
    if path.suffix.casefold() not in KINDS:
        raise BadChoice(option="--out", value=path)


def write_results(path: Path, results: pa.Table, *, title: str) -> None:
    """Write a table by its file's ending; columns keep their names and order.

    :raises OSError: the disk is full.
    """
    kind = path.suffix.casefold()
    if kind == ".parquet":
        parquet.write_table(results, path)
    elif kind == ".xlsx":
        columns = [Column(name, 14 if name == "id" else 24, wrap=True) for name in results.column_names]
        write_workbook(path, [Sheet(title, columns, rows_of(results))], title=title)
    else:
        write_csv(path, results)


def write_csv(path: Path, results: pa.Table) -> None:
    """Write a table as .csv: empty for null, lists with spaces between, moments as 2019-02-28 11:25:05."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(results.column_names)
        for row in rows_of(results):
            writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])


def rows_of(results: pa.Table) -> Iterator[Sequence[Cell]]:
    """Give the rows of a table as plain cells, in order."""
    for batch in results.to_batches(ROWS_AT_ONCE):
        yield from zip(*[list(map(_cell, column.to_pylist())) for column in batch.columns], strict=True)


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, str | int | datetime) or value is None:
        return value
    return str(value)


def _harmless(text: str) -> str:
    if not text.startswith(RISKY):
        return text
    return text if text.lstrip("+-").replace(".", "", 1).isdigit() else f"'{text}"
