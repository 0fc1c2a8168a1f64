"""The kernel in C, for rows of numbers; see ``pure_rows`` for what each function does."""

from typing import Any

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.kernel.native import call, given_pairs, given_texts
from huixiang.digest.kernel.shapes import Axes, PairCounts, Rows, Weights
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]


def pair_counts(titles: Texts, bodies: Texts, opening: int, title_weight: int) -> PairCounts:
    """Count each text's pairs of neighbouring letters; see the pure path.

    :raises Refused: a text is no UTF-8.
    """
    titled, said = given_texts(titles), given_texts(bodies)
    room = _octets(titles) + min(_octets(bodies), len(bodies) * opening)
    pairs, counts = np.empty(room, np.int32), np.empty(room, np.uint8)
    starts = np.empty(len(titles) + 1, np.int64)
    call("hx_pair_counts", *titled[:3], *said, fold_table(), opening, title_weight, pairs, counts, starts)
    return PairCounts(starts, pairs[: starts[-1]].copy(), counts[: starts[-1]].copy())


def weigh(counted: PairCounts, weights: Weights) -> Rows:
    """Weigh the pairs of each text; see the pure path.

    :raises Refused: a pair has no weight.
    """
    entries = len(counted.pairs)
    columns, whole = np.empty(entries, np.int32), np.empty(entries, np.int32)
    starts = np.empty(len(counted.starts), np.int64)
    given = (np.ascontiguousarray(part) for part in (counted.starts, counted.pairs, counted.counts))
    ours, pairs, counts = given
    scales = (weights.often, weights.rare, weights.columns, len(weights.columns), weights.unit)
    call("hx_weigh", ours, len(ours) - 1, pairs, counts, entries, *scales, columns, whole, starts)
    return Rows(starts, columns[: starts[-1]].copy(), whole[: starts[-1]].copy())


def turned(rows: Rows, axes: Axes) -> npt.NDArray[np.float32]:
    """Add up each row's axes by its weights; see the pure path.

    :raises Refused: a column is unknown.
    """
    count, width = axes.axes.shape
    found = np.empty((len(rows), width), np.float32)
    directions = np.ascontiguousarray(axes.axes, np.float32)
    call("hx_turned", *_given(rows), axes.known, len(axes.known), directions, count, width, found)
    return found


def products(rows: Rows, lefts: Whole, rights: Whole) -> Whole:
    """Multiply the rows of each pair; see the pure path.

    :raises Refused: a pair lies outside the rows.
    """
    found = np.empty(len(lefts), np.int64)
    call("hx_products", *_given(rows), *given_pairs(lefts, rights), found)
    return found


def dots(table: npt.NDArray[np.int16], lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Multiply the rows of each pair; see the pure path.

    :raises Refused: a pair lies outside the table.
    """
    found = np.empty(len(lefts), np.int32)
    whole = np.ascontiguousarray(table, np.int16)
    call("hx_dots", whole, *whole.shape, *given_pairs(lefts, rights), found)
    return found


def _given(rows: Rows) -> tuple[Any, ...]:
    starts = np.ascontiguousarray(rows.starts, np.int64)
    columns, weights = np.ascontiguousarray(rows.columns, np.int32), np.ascontiguousarray(rows.weights, np.int32)
    return starts, columns, weights, len(starts) - 1, len(columns)


def _octets(texts: Texts) -> int:
    return max(0, int(texts.starts[-1] - texts.starts[0]))
