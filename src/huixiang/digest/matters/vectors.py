"""Voices as vectors of whole numbers, so that sums are exact and come out alike in whatever order they are taken."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
from scipy import sparse
from threadpoolctl import threadpool_limits

from huixiang.digest.kernel import BUCKETS, Axes, PairCounts, Rows, Weights, turned, weigh
from huixiang.digest.matters.axes import strongest_axes
from huixiang.digest.matters.rules import Rules as MatterRules
from huixiang.digest.matters.threads import each

UNIT: Final = 1_000  # a vector's length: 1,000 squared and added up stays exact in the number types used
LEARNED: Final = 4  # texts with a pair, of those learned from, below which its company says nothing
BLOCK: Final = 20_000  # texts placed together
CHUNKS: Final = 25  # chunks counted together
_OFTEN: Final = (1 + np.log(np.arange(256).clip(1))).astype(np.float32)  # by how often a pair is said
FEW: Final = 50  # texts that may share a pair before it can be too common

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Vectors:
    """n voices: ``pairs`` (n rows of terms) and ``rarity`` (texts that have each term), ``sense`` (n x d, int16).

    ``sense`` has no column where none was learned. ``places`` marks pairs in names of places, ``families`` their kinds.
    """

    pairs: Rows
    rarity: Array
    sense: Array
    places: Rows
    families: Array
    days: Array

    def __len__(self) -> int:
        return len(self.days)


def vectors_of(described: pa.Table, days: Array, rules: MatterRules) -> Vectors:
    """Weigh the described voices by how rare their pairs are; ``days`` is when each was said, NaN if unknown.

    Weight: 1 + ln(count), times 1 + ln(n / texts with the pair) (Salton and Buckley 1988), each row of length ``UNIT``
    before common pairs and pairs of one text are left out. Linear; a million voices of 120 characters take 0.7 GB.
    """
    pairs, rarity = _weighed(described, rules)
    return Vectors(
        pairs=pairs,
        rarity=rarity,
        sense=_sense(pairs, len(rarity), rules),
        places=Rows(np.zeros(len(days) + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32)),
        families=np.zeros(len(days), np.uint8),
        days=days,
    )


def with_places(vectors: Vectors, rows: Array, described: pa.Table) -> Vectors:
    """Add where the voices of these rows (rising) are; the others name no place."""
    starts, values = _lists(described["places"])
    sizes = np.zeros(len(vectors), np.int64)
    sizes[rows] = np.diff(starts)
    places = Rows(np.concatenate(([0], np.cumsum(sizes))), values, np.ones(len(values), np.int32))
    families = np.zeros(len(vectors), np.uint8)
    families[rows] = described["families"].to_numpy()
    return replace(vectors, places=places, families=families)


def _weighed(described: pa.Table, rules: MatterRules) -> tuple[Rows, Array]:
    """Weigh chunk by chunk, so that no array but the result is as long as all the texts."""
    n = len(described)
    spread = np.zeros(BUCKETS, np.int64)
    chunks = [chunk.flatten().to_numpy() for chunk in described["pairs"].chunks]
    for start in range(0, len(chunks), CHUNKS):
        spread += np.bincount(np.concatenate(chunks[start : start + CHUNKS]), minlength=BUCKETS)
    said = np.flatnonzero(spread)
    useful = said[(spread[said] > 1) & (spread[said] <= max(FEW, rules.common * n))]
    rare, columns = np.zeros(BUCKETS, np.float32), np.full(BUCKETS, -1, np.int32)
    rare[said] = 1 + np.log(max(1, n) / spread[said])
    columns[useful] = np.arange(len(useful))
    weights = Weights(_OFTEN, rare, columns, UNIT)
    return _behind(each(partial(_part, weights=weights), described.to_batches())), spread[useful]


def _part(batch: pa.RecordBatch, weights: Weights) -> Rows:
    sizes = batch["pairs"].value_lengths().to_numpy(zero_copy_only=False)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    pairs, counts = (batch[name].flatten().to_numpy() for name in ("pairs", "counts"))
    return weigh(PairCounts(starts, pairs, counts), weights)


def _behind(parts: list[Rows]) -> Rows:
    """Put rows behind one another."""
    sizes = [np.diff(part.starts) for part in parts]
    starts = np.concatenate([np.zeros(1, np.int64), *sizes]).cumsum()
    nothing = np.zeros(0, np.int32)
    columns = np.concatenate([nothing, *(part.columns for part in parts)])
    return Rows(starts, columns, np.concatenate([nothing, *(part.weights for part in parts)]))


def _lists(column: pa.ChunkedArray) -> tuple[Array, Array]:
    """Give where each row's list starts (n + 1) and all their values."""
    starts = [np.zeros(1, np.int64)]
    for chunk in column.chunks:
        starts.append(starts[-1][-1] + np.cumsum(chunk.value_lengths().to_numpy(zero_copy_only=False), dtype=np.int64))
    values = [chunk.flatten().to_numpy() for chunk in column.chunks]
    return np.concatenate(starts), np.concatenate(values or [np.zeros(0, np.int32)])


def _sense(pairs: Rows, terms: int, rules: MatterRules) -> Array:
    """Place each voice in a space learned from the voices themselves; empty if they are too few to learn from."""
    count = len(pairs)
    dimensions = min(rules.dimensions, count // 5)
    if count < rules.enough:
        return np.zeros((count, 0), np.int16)
    learned = sparse.csr_matrix((pairs.weights, pairs.columns, pairs.starts), shape=(count, terms))
    learned = learned[:: -(-count // rules.learned_from)]
    known = np.flatnonzero(np.bincount(learned.indices, minlength=terms) >= LEARNED)
    if len(known) <= dimensions:
        return np.zeros((count, 0), np.int16)
    with threadpool_limits(1):  # sums taken by several threads differ in their last bits
        axes = strongest_axes(learned[:, known].astype(np.float32), dimensions)
    place = np.full(terms, -1, np.int32)
    place[known] = np.arange(len(known))
    work = partial(_seen_from, axes=Axes(place, np.ascontiguousarray(axes, np.float32)))
    return np.concatenate(each(work, [pairs.part(at, min(at + BLOCK, count)) for at in range(0, count, BLOCK)]))


def _seen_from(block: Rows, axes: Axes) -> Array:
    places = turned(block, axes)
    lengths = np.sqrt((places**2).sum(axis=1, keepdims=True)).clip(1e-6)
    whole: Array = np.rint(places * UNIT / lengths).astype(np.int16)
    return whole
