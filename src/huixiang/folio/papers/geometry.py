"""The page of official papers, and how a table fits on it.

Source: GB/T 9704-2012: A4, margins 37 above, 28 at the binding, 225 x 156 mm of type; 22 lines of
28 characters of 16 pt; tables lying on their side are bound at their head (10.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.folio.papers.paper import Column

BODY: Final = 16.0  # pt, 三号
TITLE: Final = 22.0  # pt, 二号
TABLE: Final = 12.0  # pt, 小四: lines around a table
FOLIO: Final = 14.0  # pt, 四号: page numbers
PITCH: Final = 28.95  # pt: 22 lines on 225 mm
POINT: Final = 25.4 / 72  # mm
PADDING: Final = 1.6  # mm left and right of a cell together
SIZES: Final = (12.0, 10.5, 9.0)  # 小四, 五号, 小五; 六号 only where nothing else fits
SMALLEST: Final = 7.5


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper in mm, with the margins of its type area."""

    name: str
    breadth: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def line(self) -> float:
        """The breadth of the type area in mm."""
        return self.breadth - self.left - self.right


UPRIGHT: Final = Page("A4", 210, 297, top=37, right=26, bottom=35, left=28)
LYING: Final = Page("A4", 297, 210, top=28, right=37, bottom=26, left=35)
LARGE: Final = Page("A3", 420, 297, top=28, right=37, bottom=26, left=35)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table on its page: type size in pt, breadths of the columns in mm that add up to the line."""

    page: Page
    size: float
    breadths: tuple[float, ...]


def fit(columns: Sequence[Column]) -> Layout:
    """Choose the page and the type for a table: A4 upright, A4 lying, then A3 lying, large type first.

    Each column gets at least its width in characters; what is left over is shared out by width. A
    table too wide even for A3 in 小五 is set in 六号 and its columns shrink alike.
    """
    for page in (UPRIGHT, LYING, LARGE):
        for size in SIZES:
            if sum(wished(columns, size)) <= page.line:
                return _spread(columns, page, size)
    return _spread(columns, LARGE, SMALLEST)


def wished(columns: Sequence[Column], size: float) -> list[float]:
    """Give the breadth of each column in mm at a type size, padding included."""
    return [column.width * size * POINT + PADDING for column in columns]


def _spread(columns: Sequence[Column], page: Page, size: float) -> Layout:
    breadths = wished(columns, size)
    total = sum(breadths) or 1.0
    return Layout(page, size, tuple(breadth * page.line / total for breadth in breadths))
