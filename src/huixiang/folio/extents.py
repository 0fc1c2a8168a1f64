"""How far a workbook's sheets reach, found before a reader makes room for all of it.

One value in the last corner of a sheet makes a reader allocate 17,000 million cells, so places
are checked in the XML as it streams. What a long shared text named by every cell costs is not
counted here: for that, strangers' tables are read in a child process with little memory.
"""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Final

from huixiang.folio.archives import checked_members, pieces
from huixiang.folio.office import MAIN_TYPES
from huixiang.folio.unsafe import BrokenFile, ContentMismatch, TooManyColumns, TooManyRows
from huixiang.folio.xmlwatch import watch

ROWS: Final = 200_000
COLUMNS: Final = 100
LETTERS: Final = 26
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)


def check_extents(data: bytes) -> None:
    """Check that every sheet of an .xlsx ends within 200,000 rows and 100 columns.

    Cells that have a format but no value do not count. Cost: about 1 s per 30 MB unpacked.

    :raises UnsafeFile: too_many_rows, too_many_columns, or what ``archives`` finds.
    """
    extent = _Extent()
    for member in checked_members(data):
        content = pieces(data, member)
        first = next(content, b"")
        if member.filename.casefold().endswith((".xml", ".rels")):
            watch(chain((first,), content), extent, member=member.filename)
            extent.place = ""
        for _ in content:
            pass
    if MAIN_TYPES["xlsx"] not in extent.types:
        raise ContentMismatch(extension="xlsx")


class _Extent:
    """Watches cells; ``place`` is the last cell seen, such as 'B7'."""

    texts_of: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.place = ""
        self.types: set[str] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self.place = attributes.get("r", "")
        elif name in {"v", "is", "f"} and self.place:
            self._check_place(self.place)
        elif name == "Override":
            self.types.add(attributes.get("ContentType", ""))

    def text(self, name: str, text: str) -> None:
        """Texts do not matter here."""

    def _check_place(self, place: str) -> None:
        found = _PLACE.fullmatch(place)
        if not found:
            raise BrokenFile
        if int(found[2]) > ROWS + 1:
            raise TooManyRows(limit=ROWS)
        if column_number(found[1]) > COLUMNS:
            raise TooManyColumns(limit=COLUMNS)


def column_number(letters: str) -> int:
    """Turn a column's letters into its number: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Turn a column's number into its letters: 1 is A, 27 AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
