"""Who repeats whom: each repeat is itself like the first voice of its family, so that likeness never drifts."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel import Families, families as join

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
# Takes lefts and rights, gives back those of them that are repeats of each other, with their scores.
Compare = Callable[[Rows, Rows], tuple[Rows, Rows, Scores]]

ROUNDS: Final = 8


def families(lefts: Rows, rights: Rows, scores: Scores, rows: int, compare: Compare) -> Families:
    """Give for each of ``rows`` rows the first row of its family and how alike the two are.

    In the order of the rows, each joins, of the families of the earlier rows it is alike, the one whose first row it
    is most alike (of equal ones the earliest), and founds its own if it is like none of those first rows. What was
    not compared so far is asked for in at most eight rounds; what is still unknown then counts as not alike.
    """
    known = _ordered(lefts, rights, scores)
    for _ in range(ROUNDS):
        joined = join(*known, rows)
        if not len(joined.unknown):
            break
        asked = np.unique(joined.unknown, axis=0)
        lefts, rights, scores = _answered(asked, compare)
        known = _ordered(np.append(known[0], lefts), np.append(known[1], rights), np.append(known[2], scores))
    return joined


def _answered(asked: Rows, compare: Compare) -> tuple[Rows, Rows, Scores]:
    """Compare the pairs asked for; those that are not alike get the score 0."""
    lefts, rights, scores = compare(asked[:, 0], asked[:, 1])
    alike = np.isin(_codes(asked[:, 0], asked[:, 1]), _codes(lefts, rights))
    others = asked[~alike]
    zeros = np.zeros(len(others), np.float32)
    return np.append(lefts, others[:, 0]), np.append(rights, others[:, 1]), np.append(scores, zeros)


def _ordered(lefts: Rows, rights: Rows, scores: Scores) -> tuple[Rows, Rows, Scores]:
    order = np.argsort(_codes(rights, lefts), kind="stable")
    return lefts[order], rights[order], scores[order]


def _codes(high: Rows, low: Rows) -> npt.NDArray[np.uint64]:
    """One number for two row numbers, which stay below 2**31."""
    return (high.astype(np.uint64) << np.uint64(32)) | low.astype(np.uint64)
