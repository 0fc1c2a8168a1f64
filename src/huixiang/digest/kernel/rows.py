"""Which of the two paths a call over rows of numbers takes: the library if it was built, else numpy."""

from types import ModuleType

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel import native, native_rows, pure_rows
from huixiang.digest.kernel.shapes import Axes, PairCounts, Rows, Weights
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]


def path() -> ModuleType:
    """Give the module that does the work: ``native_rows`` or ``pure_rows``."""
    return pure_rows if native.loaded() is None else native_rows


def pair_counts(titles: Texts, bodies: Texts, opening: int, title_weight: int) -> PairCounts:
    """Count the pairs of neighbouring letters of each title and of the opening of its body."""
    found: PairCounts = path().pair_counts(titles, bodies, opening, title_weight)
    return found


def weigh(counted: PairCounts, weights: Weights) -> Rows:
    """Weigh the pairs of each text to rows of whole numbers."""
    found: Rows = path().weigh(counted, weights)
    return found


def turned(rows: Rows, axes: Axes) -> npt.NDArray[np.float32]:
    """Add up the axes of each row's known columns by their weights."""
    found: npt.NDArray[np.float32] = path().turned(rows, axes)
    return found


def products(rows: Rows, lefts: Whole, rights: Whole) -> Whole:
    """Multiply for each pair its two rows."""
    found: Whole = path().products(rows, lefts, rights)
    return found


def dots(table: npt.NDArray[np.int16], lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Multiply for each pair its two rows of a table."""
    found: npt.NDArray[np.int32] = path().dots(table, lefts, rights)
    return found
