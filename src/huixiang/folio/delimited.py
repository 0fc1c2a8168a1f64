"""Comma-, semicolon- or tab-separated text of any length as a stream of text columns.

Arrow's reader does the work while rows are as wide as the header; at the first that is not, Python's slower and more
patient reader goes on from there, so that no row is lost.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv as arrow

from huixiang.folio.encodings import encoding_of
from huixiang.folio.headers import SEARCHED, body_start, column_names, find_header
from huixiang.folio.unsafe import BrokenFile, EmptyFile, NoHeader

_compute: Final[Any] = compute
BLOCK: Final = 8 << 20
ROWS_AT_ONCE: Final = 32_768
LONGEST_CELL: Final = 1 << 27


class DelimitedStream:
    """A file of separated values; see ``streams.open_table``."""

    epoch_1904 = False

    def __init__(self, path: Path) -> None:
        """Find the encoding, the separator and the header.

        :raises UnsafeFile: it is no text, or holds no header.
        """
        self.troubles: Counter[str] = Counter()
        self._path = path
        self._encoding = encoding_of(path)
        if self._encoding.unreadable:
            self.troubles["unreadable_characters"] = self._encoding.unreadable
        with self._open() as file:
            self._separator = _separator(file)
        with self._open() as file:
            grid = list(islice(self._rows(file), SEARCHED))
        if not any(map(any, grid)):
            raise EmptyFile
        header = find_header(grid)
        if header is None:
            raise NoHeader
        self.header = _trimmed(column_names(grid, header), grid[header])
        self._start = body_start(header, ())

    def pieces(self, columns: Sequence[str]) -> Iterator[tuple[pa.Array, pa.RecordBatch]]:
        """Read the rows that hold anything, with the columns named."""
        done = self._start
        if self._encoding.quick:
            try:
                for batch in self._quick():
                    yield _filled(batch, done, columns)
                    done += batch.num_rows
            except pa.ArrowInvalid:
                self.troubles["slow_reader"] += 1
            else:
                return
        yield from self._patient(done, columns)

    def _quick(self) -> Iterator[pa.RecordBatch]:
        text = pa.string()
        yield from arrow.open_csv(
            self._path,
            read_options=arrow.ReadOptions(
                column_names=list(self.header),
                skip_rows_after_names=self._start,
                block_size=BLOCK,
                encoding=self._encoding.name,
            ),
            parse_options=arrow.ParseOptions(
                delimiter=self._separator, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(self.header, text), strings_can_be_null=False
            ),
        )

    def _patient(self, done: int, columns: Sequence[str]) -> Iterator[tuple[pa.Array, pa.RecordBatch]]:
        places = [self.header.index(name) for name in columns]
        width = len(self.header)
        with self._open() as file:
            rows = enumerate(islice(self._rows(file), done, None), start=done + 1)
            while some := list(islice(rows, ROWS_AT_ONCE)):
                kept = [(number, row) for number, row in some if any(row)]
                self.troubles["ragged_rows"] += sum(any(row[width:]) or len(row) < width for _, row in kept)
                full = [[*row, *[""] * (width - len(row))] for _, row in kept]
                cells = [pa.array([row[place] for row in full], pa.string()) for place in places]
                yield pa.array([number for number, _ in kept], pa.int64()), pa.record_batch(cells, names=list(columns))

    def _open(self) -> TextIO:
        return self._path.open(encoding=self._encoding.name, errors="replace", newline="")

    def _rows(self, file: TextIO) -> Iterator[list[str]]:
        before = csv.field_size_limit(LONGEST_CELL)  # a limit of the whole process, so it is put back
        try:
            for row in csv.reader(file, delimiter=self._separator):
                yield [cell.strip() for cell in row]
        except csv.Error as error:
            raise BrokenFile from error
        finally:
            csv.field_size_limit(before)


def _filled(batch: pa.RecordBatch, done: int, columns: Sequence[str]) -> tuple[pa.Array, pa.RecordBatch]:
    """Trim the cells and leave out rows that hold nothing."""
    chosen = [_compute.utf8_trim_whitespace(batch.column(name)) for name in columns]
    held = _held(chosen, batch.num_rows)
    if not _compute.all(held).as_py():  # only then do the columns that nobody asked for matter
        rest = [_compute.utf8_trim_whitespace(column) for column in batch.columns]
        held = _compute.or_(held, _held(rest, batch.num_rows))
    numbers = pa.array(np.arange(done + 1, done + 1 + batch.num_rows))
    cells = pa.record_batch(chosen, names=list(columns))
    return numbers.filter(held), cells.filter(held)


def _held(columns: Sequence[pa.Array], rows: int) -> pa.Array:
    held = pa.array(np.zeros(rows, bool))
    for column in columns:
        held = _compute.or_(held, _compute.greater(_compute.binary_length(column), 0))
    return held


def _separator(file: TextIO) -> str:
    lines = [line for line in islice(file, SEARCHED) if line.strip()]
    return max(",;\t|", key=lambda mark: sum(line.count(mark) > 0 for line in lines) + 0.001 * _first(lines, mark))


def _first(lines: Sequence[str], mark: str) -> int:
    return lines[0].count(mark) if lines else 0


def _trimmed(names: tuple[str, ...], header: Sequence[str]) -> tuple[str, ...]:
    """Leave out the columns that only some rows below the header reach into."""
    return names[: max(len(header), 1)]
