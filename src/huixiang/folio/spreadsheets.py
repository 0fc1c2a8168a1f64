"""Workbooks of any length as a stream of text columns: .xlsx, .xlsm, .xls, .ods.

The reader beneath holds a whole sheet and makes room for the rectangle its cells span, so how far they reach is
checked before, by a quick look at the places in the XML.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

import pyarrow as pa
from pyarrow import compute

from huixiang.folio.cells import cell_text
from huixiang.folio.extents import column_number
from huixiang.folio.headers import SEARCHED, body_start, column_names, find_header
from huixiang.folio.unsafe import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    NoHeader,
    TooManyColumns,
    TooManyMembers,
    UnpacksTooLarge,
    UnsafeFile,
)

MEMBERS: Final = 2_000
UNPACKED: Final = 4 << 30  # a sheet of a million rows unpacks to about 1 GB
RATIO: Final = 250  # a sheet full of one word reaches about 25
SMALL: Final = 1 << 20  # below this a member's ratio says nothing
CELLS: Final = 60_000_000  # that a sheet may span; a cell without a value costs 24 bytes too
PIECE: Final = 1 << 20
ROWS_AT_ONCE: Final = 32_768
_LAST_ROW: Final = re.compile(rb'r="[A-Z]{1,3}(\d{1,7})"')
_FAR_COLUMN: Final = re.compile(rb'r="([A-Z]{2,3})\d')
_EPOCH_1904: Final = re.compile(rb'date1904="(?:1|true)"')
_compute: Final[Any] = compute
_calamine: Final[Any] = import_module("python_calamine")


class SheetStream:
    """One sheet of a workbook; see ``streams.open_table``."""

    def __init__(self, path: Path, *, sheet: str | None = None) -> None:
        """Load the sheet and find its header.

        :raises UnsafeFile: it cannot be read, or holds no header.
        """
        self.troubles: Counter[str] = Counter()
        self.epoch_1904 = _check_package(path)
        self._sheet = _load_sheet(path, sheet)
        left = self._sheet.start[1] if self._sheet.start else 0
        merges = [
            ((top, first - left), (bottom, last - left))
            for (top, first), (bottom, last) in self._sheet.merged_cell_ranges or []
            if top <= SEARCHED
        ]
        grid = [[cell_text(cell) for cell in row] for row in islice(self._sheet.iter_rows(), SEARCHED)]
        header = find_header(grid)
        if header is None:
            raise NoHeader
        self.header = column_names(grid, header, merges)
        self._start = body_start(header, merges)

    def pieces(self, columns: Sequence[str]) -> Iterator[tuple[pa.Array, pa.RecordBatch]]:
        """Read the rows that hold anything, with the columns named."""
        places = [self.header.index(name) for name in columns]
        rows = enumerate(islice(self._sheet.iter_rows(), self._start, None), start=self._start + 1)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            kept = [(number, row) for number, row in some if any(row) or any(cell != "" for cell in row)]
            cells = [_texts([row[place] for _, row in kept]) for place in places]
            yield pa.array([number for number, _ in kept], pa.int64()), pa.record_batch(cells, names=list(columns))


def _texts(cells: Sequence[object]) -> pa.Array:
    try:
        return _compute.utf8_trim_whitespace(pa.array(cells, pa.string()))
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # not all of them are words
        return pa.array(list(map(cell_text, cells)), pa.string())


def _load_sheet(path: Path, name: str | None) -> Any:
    try:
        book = _calamine.load_workbook(str(path))
        if name is not None:
            return book.get_sheet_by_name(name)
        sheets = (book.get_sheet_by_name(each) for each in book.sheet_names)
        found = next((sheet for sheet in sheets if sheet.height), None)
    except _calamine.PasswordError as error:
        raise EncryptedFile from error
    except _calamine.WorksheetNotFound as error:
        raise NoHeader from error
    except (_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenFile from error
    if found is None:
        raise EmptyFile
    return found


def _check_package(path: Path) -> bool:
    """Check how far the sheets of a package reach; tells whether its days count from 1904."""
    try:
        with ZipFile(path) as package:
            _check_size(package.infolist())
            for member in package.infolist():
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _check_reach(package, member)
            names = set(package.namelist())
            book = package.read("xl/workbook.xml")[:PIECE] if "xl/workbook.xml" in names else b""
            return bool(_EPOCH_1904.search(book))
    except BadZipFile:
        return False  # an old .xls, or broken: the reader will say
    except UnsafeFile:
        raise
    except (OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise BrokenFile from error


def _check_size(members: Sequence[ZipInfo]) -> None:
    """Refuse what unpacks to more than any table, before a byte of it is unpacked; readers end where this says."""
    if len(members) > MEMBERS:
        raise TooManyMembers(members=len(members), limit=MEMBERS)
    if sum(member.file_size for member in members) > UNPACKED:
        raise UnpacksTooLarge(limit=UNPACKED)
    if any(member.file_size > max(SMALL, RATIO * member.compress_size) for member in members):
        raise UnpacksTooLarge(limit=RATIO)


def _check_reach(package: ZipFile, member: ZipInfo) -> None:
    columns = rows = 1
    rest = b""
    with package.open(member) as content:
        while piece := content.read(PIECE):
            text = rest + piece
            far = max(map(len, found := set(_FAR_COLUMN.findall(text))), default=0)
            columns = max(columns, *(column_number(name.decode()) for name in found if len(name) == far), 26)
            rows = max(rows, *(int(last[1]) for last in _LAST_ROW.finditer(text[-4 * 1024 :])), 1)
            rest = text[-32:]
    if rows * columns > CELLS:
        raise TooManyColumns(limit=CELLS // rows)
