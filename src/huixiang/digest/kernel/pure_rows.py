"""The kernel in numpy alone, for rows of numbers: pairs of characters counted, weighed, multiplied."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.kernel.shapes import BITS, BUCKETS, PRIME, Axes, PairCounts, Rows, Weights
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_PRIME: Final = np.uint64(PRIME)
_AT_ONCE: Final = 50_000  # pairs multiplied at once: bounds the memory


def pair_counts(titles: Texts, bodies: Texts, opening: int, title_weight: int) -> PairCounts:
    """Count each text's pairs of neighbouring letters or digits, folded; signs in between are skipped.

    Of a body the first ``opening`` letters among its first 2 x ``opening`` characters are read; a pair in the title
    counts ``title_weight`` times. Linear but for the sorting of each text's pairs.
    """
    openings = [bodies.text(row)[: 2 * opening] for row in range(len(bodies))]
    titled = _pairs([titles.text(row) for row in range(len(titles))], None)
    keys, sums = _counted(titled, _pairs(openings, opening), title_weight)
    rows = (keys >> np.uint64(BITS)).astype(np.int64)
    pairs = (keys & np.uint64(BUCKETS - 1)).astype(np.int32)
    return PairCounts(np.searchsorted(rows, np.arange(len(titles) + 1)), pairs, np.minimum(sums, 255).astype(np.uint8))


def weigh(counted: PairCounts, weights: Weights) -> Rows:
    """Weigh the pairs of each text to rows of whole numbers of about length ``unit``.

    Weight: ``often`` of its count times ``rare``, by the length of the whole row, then rounded; what has no column is
    left out only then. The pairs' columns keep their order.
    """
    sizes = np.diff(counted.starts)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    scores = weights.often[counted.counts] * weights.rare[counted.pairs]
    lengths = np.sqrt(np.bincount(rows, scores**2, minlength=len(sizes))).clip(1e-9)
    column = weights.columns[counted.pairs]
    kept = column >= 0
    whole = np.rint(scores[kept] * weights.unit / lengths[rows[kept]]).astype(np.int32)
    ends = np.cumsum(np.bincount(rows[kept], minlength=len(sizes)))
    return Rows(np.concatenate([np.zeros(1, np.int64), ends]), column[kept], whole)


def turned(rows: Rows, axes: Axes) -> npt.NDArray[np.float32]:
    """Add up the axes of each row's known columns by their weights, in their order: rows x width."""
    first, last = rows.starts[0], rows.starts[-1]
    axis = axes.known[rows.columns[first:last]]
    kept = np.concatenate([[0], np.cumsum(axis >= 0)])[rows.starts - first]
    weights = rows.weights[first:last][axis >= 0].astype(np.float32)
    shape = (len(rows), len(axes.axes))
    found: npt.NDArray[np.float32] = sparse.csr_matrix((weights, axis[axis >= 0], kept), shape=shape) @ axes.axes
    return found


def products(rows: Rows, lefts: Whole, rights: Whole) -> Whole:
    """Multiply for each pair its two rows: the sum over the columns that both have."""
    width = int(rows.columns.max(initial=0)) + 1
    table = sparse.csr_matrix((rows.weights.astype(np.int64), rows.columns, rows.starts), shape=(len(rows), width))
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(lefts), _AT_ONCE):
        ours, theirs = table[lefts[start : start + _AT_ONCE]], table[rights[start : start + _AT_ONCE]]
        found.append(np.asarray(ours.multiply(theirs).sum(axis=1), np.int64).ravel())
    return np.concatenate(found)


def dots(table: npt.NDArray[np.int16], lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Multiply for each pair its two rows of a table; their products add up to less than 2^31."""
    found = [np.zeros(0, np.int32)]
    for start in range(0, len(lefts), _AT_ONCE):
        ours, theirs = table[lefts[start : start + _AT_ONCE]], table[rights[start : start + _AT_ONCE]]
        found.append(np.einsum("ij,ij->i", ours.astype(np.int32), theirs.astype(np.int32)))
    return np.concatenate(found)


def _pairs(texts: list[str], most: int | None) -> Keys:
    """Give each pair of neighbouring letters as one number, its text above its bucket."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = fold_table()[np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)]
    rows = np.repeat(np.arange(len(texts)), lengths)[codes > 0]
    codes = codes[codes > 0].astype(np.uint64)
    inside = rows[:-1] == rows[1:]
    if most is not None:
        inside &= (np.arange(len(rows)) - np.searchsorted(rows, rows))[1:] < most
    at = np.flatnonzero(inside)
    buckets = (codes[at] << np.uint64(21) | codes[at + 1]) * _PRIME >> np.uint64(64 - BITS)
    return rows[at].astype(np.uint64) << np.uint64(BITS) | buckets


def _counted(titles: Keys, openings: Keys, title_weight: int) -> tuple[Keys, Whole]:
    """Count equal pairs of a text, a title's ``title_weight`` times."""
    keys, places = np.unique(np.concatenate([titles, openings]), return_inverse=True)
    weights = np.repeat([title_weight, 1], [len(titles), len(openings)])
    sums = np.bincount(places, weights, minlength=len(keys)).astype(np.int64)
    return keys, sums
