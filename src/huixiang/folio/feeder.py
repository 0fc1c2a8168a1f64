"""The child process that reads a stranger's table of any length: little memory, no secrets, rows as they come.

Run as ``python -m huixiang.folio.feeder`` by ``feeding``: one line of JSON on the way in, lines of JSON on the way out:
what the table is, then some rows each, then an end, so that a reader that died is told from one that is done.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from huixiang.folio import delimited
from huixiang.folio.confine import confine
from huixiang.folio.extents import COLUMNS
from huixiang.folio.hidden import hidden_rows, shown_sheets
from huixiang.folio.spreadsheets import SheetStream
from huixiang.folio.streams import TableStream, open_table
from huixiang.folio.unsafe import BrokenFile, TooManyColumns, UnsafeFile

MEMORY: Final = 3 * 1024**3  # of addresses; a workbook's sheet of a million rows needs 1 GB
WORK_SECONDS: Final = 900
BLOCK: Final = 1 << 20  # of text that is read at once: quicker than more, and 200 MB less
SAMPLE: Final = 200
_LIMITS: Final = {
    resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: WORK_SECONDS, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0,
}  # fmt: skip

Line = list[Any]


def main() -> None:
    """Read what is asked, tell it line by line, and leave without tidying up: native libraries may hang at that."""
    for what, limit in _LIMITS.items():
        resource.setrlimit(what, (limit, limit))
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    delimited.BLOCK = BLOCK  # type: ignore[misc]
    asked = json.loads(sys.stdin.buffer.readline(8192))
    confine(reading=[asked["path"]])
    try:
        for line in _told(asked):
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except UnsafeFile as error:
        _say({"refused": error.code, "params": dict(error.params)})
    except (MemoryError, OSError):
        _say({"refused": BrokenFile.code})
    sys.stdout.buffer.flush()
    os._exit(0)


def _say(line: object) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


def _told(asked: dict[str, Any]) -> Iterator[object]:
    path = Path(asked["path"])
    table = open_table(path, sheet=asked["sheet"] or None)
    if len(table.header) > COLUMNS:
        raise TooManyColumns(columns=len(table.header), limit=COLUMNS)
    sheet = table._sheet.name if isinstance(table, SheetStream) else ""  # noqa: SLF001 - the name of the one it chose
    hidden = hidden_rows(path, sheet) if sheet else frozenset()
    facts: dict[str, object] = {"header": list(table.header), "sheet": sheet, "sheets": list(shown_sheets(path))}
    facts["epoch_1904"] = table.epoch_1904
    yield facts
    if asked["task"] == "survey":
        yield from _surveyed(table, hidden)
        return
    left_out = hidden if asked["leave_hidden"] else frozenset()
    rows = (row for row in _rows(table) if row[0] > asked["after"] and row[0] not in left_out)
    while some := list(islice(rows, asked["batch"])):
        yield some
    yield {"end": True, "troubles": dict(table.troubles)}


def _surveyed(table: TableStream, hidden: frozenset[int]) -> Iterator[object]:
    count = below = 0
    sample: list[Line] = []
    for numbers, cells in table.pieces(table.header):
        count += len(numbers)
        if hidden:
            below += sum(number in hidden for number in numbers.to_pylist())
        if len(sample) < SAMPLE:
            sample += _lines(numbers[:SAMPLE], cells[:SAMPLE])
    yield sample[:SAMPLE]
    yield {"end": True, "rows": count, "hidden": below, "troubles": dict(table.troubles)}


def _rows(table: TableStream) -> Iterator[Line]:
    for numbers, cells in table.pieces(table.header):
        yield from _lines(numbers, cells)


def _lines(numbers: pa.Array, cells: pa.RecordBatch) -> Iterator[Line]:
    columns = [column.to_pylist() for column in cells.columns]
    return ([number, *row] for number, *row in zip(numbers.to_pylist(), *columns, strict=True))


if __name__ == "__main__":
    main()
