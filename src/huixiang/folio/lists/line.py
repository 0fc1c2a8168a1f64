"""What every reader of a format hands on: lines of words with their place, and tables row by row."""

from dataclasses import dataclass
from typing import Final

from huixiang.folio.lists.marks import Mark
from huixiang.folio.lists.outline import Place, Role

LINES: Final = 100_000  # of the longest document that is read


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one line within it that a person broke by hand.

    ``mark`` is a number that the words do not hold themselves (Word counts it); ``level`` from 1
    where a style makes it a heading. ``plain`` forbids looking for a number in the words.
    ``role`` is set where the format itself says that the line is no part of a list.
    """

    text: str
    place: Place
    mark: Mark | None = None
    level: int = 0
    plain: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as cells of text, row by row, all rows equally wide; merged cells hold text once.

    ``places`` has one place for each row; ``continued`` the cells (row, column, from 0) that are
    merged into the one above them.
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]
    continued: frozenset[tuple[int, int]] = frozenset()


Block = Line | Grid
