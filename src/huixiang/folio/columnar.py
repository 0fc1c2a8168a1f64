"""Parquet files of any length as a stream of text columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import compute, parquet

from huixiang.folio.cells import cell_text
from huixiang.folio.unsafe import BrokenFile, NoHeader

ROWS_AT_ONCE: Final = 65_536
_compute: Final[Any] = compute


class ColumnarStream:
    """A Parquet file; see ``streams.open_table``."""

    epoch_1904 = False

    def __init__(self, path: Path) -> None:
        """Open it and read its column names.

        :raises UnsafeFile: it is damaged or has no columns.
        """
        self.troubles: Counter[str] = Counter()
        try:
            self._file = parquet.ParquetFile(path)
        except pa.ArrowException as error:
            raise BrokenFile from error
        self.header = tuple(dict.fromkeys(self._file.schema_arrow.names))
        if not self.header:
            raise NoHeader

    def pieces(self, columns: Sequence[str]) -> Iterator[tuple[pa.Array, pa.RecordBatch]]:
        """Read all rows, with the columns named; the first row is 1."""
        done = 0
        try:
            for batch in self._file.iter_batches(ROWS_AT_ONCE, columns=list(columns) or None):
                cells = [_as_text(batch.column(name)) for name in columns]
                numbers = pa.array(range(done + 1, done + 1 + batch.num_rows), pa.int64())
                done += batch.num_rows
                yield numbers, pa.record_batch(cells, names=list(columns))
        except pa.ArrowException as error:
            raise BrokenFile from error


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_integer(column.type):
        return _compute.utf8_trim_whitespace(_compute.fill_null(column.cast(pa.string()), ""))
    return pa.array(["" if cell is None else cell_text(cell) for cell in column.to_pylist()], pa.string())
