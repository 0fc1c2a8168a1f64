"""Opens a table, decides which columns are read for what, and hands on its text batch by batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import compute

from huixiang.folio.streams import TableStream, open_table, read_batches
from huixiang.folio.unsafe import UnsafeFile
from huixiang.ops.digesting.columns import found_columns, told_columns
from huixiang.ops.digesting.refusals import MissingColumn, NoRows, NoTable, Unreadable

_compute: Final[Any] = compute
CONTROLS: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
LOOKED_AT: Final = 1 << 24  # bytes at once

Columns = Mapping[str, tuple[str, ...]]  # field -> names of the columns it is read from


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a table as text; ``numbers`` as a spreadsheet shows them."""

    numbers: pa.Array
    columns: Columns
    cells: pa.RecordBatch

    def text(self, field: str) -> pa.Array:
        """Give the first column of a field; empty texts where the field has none."""
        names = self.columns.get(field, ())
        return self.cells.column(names[0]) if names else self.empty()

    def words(self, fields: Sequence[str], between: str) -> pa.Array:
        """Join all columns of some fields, cleaned, leaving out empty ones."""
        parts = [clean(self.cells.column(name)) for field in fields for name in self.columns.get(field, ())]
        return join_texts(parts, between) if parts else self.empty()

    def empty(self) -> pa.Array:
        """As many empty texts as there are rows."""
        return pa.array([""] * len(self.numbers), pa.string())


class Source:
    """A table that was opened; ``columns`` says what is read from where, ``unused`` what is not read."""

    def __init__(
        self, path: Path, told: Mapping[str, str | None], *, wanted: Sequence[str] = (), needed: Sequence[str] = ()
    ) -> None:
        """Open a table and choose its columns.

        ``told`` names columns on the command line by field; fields in ``wanted`` are found by alias where not told.
        Each of ``needed`` is a field that must be found, or several (by spaces) of which one must.

        :raises Stopped: no such file, unreadable, or a column is missing.
        """
        if not path.is_file():
            raise NoTable(path=path)
        self.path = path
        self._table = _open(path)
        self.columns = _choose(self._table, told, wanted, needed)
        used = {name for names in self.columns.values() for name in names}
        self.header = self._table.header
        self.unused = tuple(name for name in self.header if name not in used)
        self.troubles = self._table.troubles
        self.epoch_1904 = self._table.epoch_1904

    def pages(self) -> Iterator[Page]:
        """Read all rows that hold anything, in order.

        :raises Stopped: there are none, or the file is damaged further on.
        """
        names = [name for names in self.columns.values() for name in names]
        rows = 0
        try:
            for batch in read_batches(self._table, names):
                rows += len(batch.numbers)
                if len(batch.numbers):
                    yield Page(batch.numbers, self.columns, batch.columns)
        except UnsafeFile as error:
            raise Unreadable(path=self.path.name, why=error.code) from error
        if not rows:
            raise NoRows(path=self.path.name, header="、".join(self.header))

    def close(self) -> None:
        """Let go of the file and what was loaded of it."""
        del self._table


def clean(texts: pa.Array) -> pa.Array:
    """Take out control characters and the spaces around; line ends become plain ones."""
    if has_controls(texts):
        texts = _compute.replace_substring(texts, "\r\n", "\n")
        texts = _compute.replace_substring(texts, "\r", "\n")
        texts = _compute.replace_substring_regex(texts, CONTROLS, "")
    return _compute.utf8_trim_whitespace(texts)


def has_controls(texts: pa.Array) -> bool:
    """Tell whether any text holds a control character other than tab and new line; 0.3 s per GB."""
    content = texts.buffers()[2]
    if content is None:
        return False
    every = np.frombuffer(content, np.uint8)
    pieces = (every[start : start + LOOKED_AT] for start in range(0, len(every), LOOKED_AT))
    return any(bool((((piece < 32) & (piece != 9) & (piece != 10)) | (piece == 127)).any()) for piece in pieces)


def join_texts(parts: Sequence[pa.Array], between: str) -> pa.Array:
    """Join texts row by row, leaving out empty ones."""
    if len(parts) == 1:
        return parts[0]
    filled = [or_null(part) for part in parts]
    return _compute.binary_join_element_wise(*filled, between, null_handling="skip")


def is_empty(texts: pa.Array) -> pa.Array:
    """Tell which texts are empty."""
    return _compute.equal(_compute.binary_length(texts), 0)


def or_null(texts: pa.Array) -> pa.Array:
    """Turn empty texts into nulls."""
    return _compute.if_else(is_empty(texts), pa.scalar(None, pa.string()), texts)


def _open(path: Path) -> TableStream:
    try:
        return open_table(path)
    except UnsafeFile as error:
        raise Unreadable(path=path.name, why=error.code) from error
    except PermissionError as error:
        raise Unreadable(path=path.name, why="not_permitted") from error


def _choose(
    table: TableStream, told: Mapping[str, str | None], wanted: Sequence[str], needed: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    columns = {name: told_columns(table.header, value) for name, value in told.items() if value}
    taken = {name for names in columns.values() for name in names}
    rest = [name for name in table.header if name not in taken]
    by_alias = found_columns(rest, [name for name in wanted if name not in columns])
    columns |= {name: (column,) for name, column in by_alias.items()}
    missing = [f"--{names.split()[0]}" for names in needed if not any(name in columns for name in names.split())]
    if missing:
        raise MissingColumn(missing, table.header)
    return columns
