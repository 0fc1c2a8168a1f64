"""Which of the two paths a call takes: the library if it was built from this very source, else numpy."""

from types import ModuleType

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel import native, pure
from huixiang.digest.kernel.shapes import Families, GramSets, Sketches
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]


def path() -> ModuleType:
    """Give the module that does the work: ``native`` or ``pure``."""
    return pure if native.loaded() is None else native


def sketch(texts: Texts) -> Sketches:
    """Sketch each text: the least hashes of its long grams, one hash of all of it, its length."""
    found: Sketches = path().sketch(texts)
    return found


def gram_sets(texts: Texts) -> GramSets:
    """Give each text's set of short grams, for exact comparison."""
    found: GramSets = path().gram_sets(texts)
    return found


def shared(sets: GramSets, lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Count for each pair of texts the grams that both have."""
    found: npt.NDArray[np.int32] = path().shared(sets, lefts, rights)
    return found


def families(lefts: Whole, rights: Whole, scores: npt.NDArray[np.float32], rows: int) -> Families:
    """Join, in the order of the rows, each to the family whose first row it is most like."""
    found: Families = path().families(lefts, rights, scores, rows)
    return found


def longest_runs(texts: Texts, lefts: Whole, rights: Whole) -> npt.NDArray[np.int64]:
    """Give for each pair where in the left text the longest run both share begins and ends, in octets."""
    found: npt.NDArray[np.int64] = path().longest_runs(texts, lefts, rights)
    return found
