"""Tables of any length, read as they stream: .xlsx and its kin, .csv in any usual encoding, .parquet.

Decides by its bytes what a file is and hands on text, column by column. For tables that people bring to their own
command line; what strangers upload is read by ``tables``, with limits and in a child.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa

from huixiang.folio.columnar import ColumnarStream
from huixiang.folio.delimited import DelimitedStream
from huixiang.folio.signs import looks_like
from huixiang.folio.spreadsheets import SheetStream
from huixiang.folio.unsafe import ContentMismatch, EmptyFile, EncryptedFile

HEAD: Final = 4096
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: ``numbers`` (int64) as a spreadsheet shows them, and a string column for each one asked for."""

    numbers: pa.Array
    columns: pa.RecordBatch


class TableStream(Protocol):
    """An opened table; ``troubles`` counts what was odd, complete once the batches are read."""

    header: tuple[str, ...]
    epoch_1904: bool
    troubles: Counter[str]

    def pieces(self, columns: Sequence[str]) -> Iterator[tuple[pa.Array, pa.RecordBatch]]:
        """Read the rows that hold anything, with the columns named."""


def open_table(path: Path, *, sheet: str | None = None) -> TableStream:
    """Open a table by what its bytes are, whatever its name ends in, and find its header.

    A workbook's first sheet that holds anything is read unless one is named. Memory: a workbook's sheet is held
    whole (1 GB for 1,048,576 rows of 7 columns and 130 characters), the others stream.

    :raises UnsafeFile: empty, encrypted, broken, no_header, content_mismatch, too_many_rows or too_many_columns.
    :raises OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise EmptyFile
    if head.startswith(b"PAR1"):
        return ColumnarStream(path)
    kind = looks_like(head)
    if kind == "ole" and _holds(path, ENCRYPTED):
        raise EncryptedFile
    if kind in {"zip", "ole"}:
        return SheetStream(path, sheet=sheet)
    if kind is not None or head.lstrip()[:6].lower().startswith((b"<html", b"<table", b"<?xml", b"<!doct")):
        raise ContentMismatch(extension=path.suffix.lstrip(".").casefold()[:20])
    return DelimitedStream(path)


def read_batches(table: TableStream, columns: Sequence[str]) -> Iterator[Batch]:
    """Read the rows that hold anything, in order, some tens of thousands at a time; repeated names once.

    :raises UnsafeFile: broken, found while reading on.
    """
    for numbers, cells in table.pieces(tuple(dict.fromkeys(columns))):
        yield Batch(numbers, cells)


def _holds(path: Path, mark: bytes) -> bool:
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if mark in rest + piece:
                return True
            rest = piece[-len(mark) :]
    return False
