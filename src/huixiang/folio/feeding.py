"""Reads a stranger's table of any length in a child process, some rows at a time; believes little of what it says.

The parent's half of ``feeder``. For small tables that are read whole there is ``tables``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from huixiang.folio.tables import Row
from huixiang.folio.unsafe import BrokenFile, refusal

BATCH: Final = 1_000
LONGEST_LINE: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Survey:
    """What a table is: its columns, its first rows (at most 200), how many rows hold anything, how many are hidden.

    ``sheets`` are those that show, empty where there are none to choose from; ``epoch_1904`` tells how its days count.
    """

    header: tuple[str, ...]
    sample: tuple[Row, ...]
    rows: int
    hidden: int
    sheet: str
    sheets: tuple[str, ...]
    epoch_1904: bool


def survey_table(path: Path, *, sheet: str = "") -> Survey:
    """Read a table once from end to end in a child process: .xlsx, .xls, .ods, .csv in any usual encoding, .parquet.

    At most 100 columns. A million rows of .csv take about 10 s and 0.2 GB, of .xlsx 30 s and 1 GB, all of it the
    child's.

    :raises UnsafeFile: empty, encrypted, broken, no_header, content_mismatch, too_many_columns ...
    """
    with _child("survey", path, sheet=sheet, after=0, leave_hidden=False, batch=BATCH) as lines:
        facts = _facts(next(lines, None))
        try:
            header = tuple(map(str, facts["header"]))
            sample = tuple(_row(line, header) for line in _list(next(lines, None)))
            told = _facts(next(lines, None))
            return Survey(
                header, sample, int(told["rows"]), int(told["hidden"]), str(facts["sheet"]),
                tuple(map(str, facts["sheets"])), bool(facts["epoch_1904"]),
            )  # fmt: skip
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenFile from error


def feed_rows(
    path: Path, *, sheet: str = "", after: int = 0, leave_hidden: bool = False, batch: int = BATCH
) -> Generator[Sequence[Row]]:
    """Read the rows that hold anything, in order, ``batch`` at a time, from behind the row numbered ``after``.

    The child reads ahead no further than a pipe holds. Abandoning the iterator ends the child.

    :raises UnsafeFile: as ``survey_table``, and broken when the child died before the end: rows handed on stay good.
    """
    with _child("feed", path, sheet=sheet, after=after, leave_hidden=leave_hidden, batch=batch) as lines:
        header = tuple(map(str, _facts(next(lines, None)).get("header", ())))
        for line in lines:
            if isinstance(line, dict):
                if "end" in _facts(line):
                    return
                raise BrokenFile
            try:
                yield [_row(row, header) for row in _list(line)]
            except (ValueError, TypeError) as error:
                raise BrokenFile from error
        raise BrokenFile


@contextmanager
def _child(task: str, path: Path, **asked: str | int | bool) -> Iterator[Iterator[object]]:
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-P", "-m", "huixiang.folio.feeder"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    assert child.stdin  # noqa: S101 - both are pipes
    assert child.stdout  # noqa: S101
    try:
        with child.stdin as order:
            order.write(json.dumps({"task": task, "path": str(path), **asked}).encode() + b"\n")
        yield _lines(child.stdout)
    except BrokenPipeError as error:
        raise BrokenFile from error
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _lines(output: IO[bytes]) -> Iterator[object]:
    while line := output.readline(LONGEST_LINE):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise BrokenFile from error


def _facts(line: object) -> Mapping[str, Any]:
    if not isinstance(line, dict):
        raise BrokenFile
    if "refused" in line:
        params = line.get("params")
        plain = params.items() if isinstance(params, dict) else ()
        raise refusal(str(line["refused"]), {str(key): value for key, value in plain if isinstance(value, str | int)})
    return line


def _list(line: object) -> list[Any]:
    if isinstance(line, dict):
        _facts(line)
    if not isinstance(line, list):
        raise BrokenFile
    return line


def _row(line: Sequence[Any], header: Sequence[str]) -> Row:
    number, *cells = line
    return Row(int(number), dict(zip(header, map(str, cells), strict=True)))
