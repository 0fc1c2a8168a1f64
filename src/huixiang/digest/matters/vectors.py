"""Voices as vectors of whole numbers, so that sums are exact and come out alike in whatever order they are taken."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from huixiang.digest.matters.describing import BUCKETS
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.threads import each

UNIT: Final = 1_000  # a vector's length: 1,000 squared and added up stays exact in the number types used
LEARNED: Final = 4  # texts with a pair, of those learned from, below which its company says nothing
BLOCK: Final = 20_000  # texts placed together
CHUNKS: Final = 25  # chunks counted together
_NONE: Final = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
_OFTEN: Final = (1 + np.log(np.arange(256).clip(1))).astype(np.float32)  # by how often a pair is said
FEW: Final = 50  # texts that may share a pair before it can be too common

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Vectors:
    """n voices: ``pairs`` (n x terms, int32) and ``rarity`` (texts that have each term), ``sense`` (n x d, int16).

    ``sense`` has no column where none was learned. ``places`` marks pairs in names of places, ``families`` their kinds.
    """

    pairs: sparse.csr_matrix
    rarity: Array
    sense: Array
    places: sparse.csr_matrix
    families: Array
    days: Array

    def __len__(self) -> int:
        return len(self.days)


def vectors_of(described: pa.Table, days: Array, rules: Rules) -> Vectors:
    """Weigh the described voices by how rare their pairs are; ``days`` is when each was said, NaN if unknown.

    Weight: 1 + ln(count), times 1 + ln(n / texts with the pair) (Salton and Buckley 1988), each row of length ``UNIT``
    before common pairs and pairs of one text are left out. Linear; a million voices of 120 characters take 0.7 GB.
    """
    pairs, rarity = _weighed(described, rules)
    return Vectors(
        pairs=pairs,
        rarity=rarity,
        sense=_sense(pairs, rules),
        places=sparse.csr_matrix((len(days), 1), dtype=np.int32),
        families=np.zeros(len(days), np.uint8),
        days=days,
    )


def with_places(vectors: Vectors, rows: Array, described: pa.Table) -> Vectors:
    """Add where the voices of these rows (rising) are; the others name no place."""
    starts, values = _lists(described["places"])
    sizes = np.zeros(len(vectors), np.int64)
    sizes[rows] = np.diff(starts)
    names, columns = np.unique(values, return_inverse=True)
    shape = (len(vectors), max(1, len(names)))
    ends = np.concatenate(([0], np.cumsum(sizes)))
    places = sparse.csr_matrix((np.ones(len(values), np.int32), columns, ends), shape=shape)
    families = np.zeros(len(vectors), np.uint8)
    families[rows] = described["families"].to_numpy()
    return replace(vectors, places=places, families=families)


def _weighed(described: pa.Table, rules: Rules) -> tuple[sparse.csr_matrix, Array]:
    """Weigh chunk by chunk, so that no array but the result is as long as all the texts."""
    n = len(described)
    spread = np.zeros(BUCKETS, np.int64)
    chunks = [chunk.flatten().to_numpy() for chunk in described["pairs"].chunks]
    for start in range(0, len(chunks), CHUNKS):
        spread += np.bincount(np.concatenate(chunks[start : start + CHUNKS]), minlength=BUCKETS)
    rare = (1 + np.log(max(1, n) / spread.clip(1))).astype(np.float32)
    useful = (spread > 1) & (spread <= max(FEW, rules.common * n))
    number = np.where(useful, np.cumsum(useful, dtype=np.int32) - 1, -1)
    parts = each(partial(_part, rare=rare, number=number), described.to_batches()) or [_NONE]
    sizes, columns, weights = zip(*parts, strict=True)
    ends = np.concatenate(([0], np.cumsum(np.concatenate(sizes))))
    shape = (n, int(useful.sum()))
    return sparse.csr_matrix((np.concatenate(weights), np.concatenate(columns), ends), shape=shape), spread[useful]


def _part(batch: pa.RecordBatch, rare: Array, number: Array) -> tuple[Array, Array, Array]:
    """Give for some rows how many useful pairs each has, their columns and their whole weights."""
    sizes = batch["pairs"].value_lengths().to_numpy(zero_copy_only=False)
    buckets, counts = batch["pairs"].flatten().to_numpy(), batch["counts"].flatten().to_numpy()
    weights = _OFTEN[counts] * rare[buckets]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(sizes))).clip(1e-9)
    column = number[buckets]
    kept = column >= 0
    whole = np.rint(weights[kept] * UNIT / lengths[rows[kept]]).astype(np.int32)
    return np.bincount(rows[kept], minlength=len(sizes)), column[kept], whole


def _lists(column: pa.ChunkedArray) -> tuple[Array, Array]:
    """Give where each row's list starts (n + 1) and all their values."""
    starts = [np.zeros(1, np.int64)]
    for chunk in column.chunks:
        starts.append(starts[-1][-1] + np.cumsum(chunk.value_lengths().to_numpy(zero_copy_only=False), dtype=np.int64))
    values = [chunk.flatten().to_numpy() for chunk in column.chunks]
    return np.concatenate(starts), np.concatenate(values or [np.zeros(0, np.int32)])


def _sense(pairs: sparse.csr_matrix, rules: Rules) -> Array:
    """Place each voice in a space learned from the voices themselves; empty if they are too few to learn from.

    Source: latent semantic analysis, Deerwester et al. 1990, by the randomised method of Halko et al. 2011.
    """
    count = pairs.shape[0]
    dimensions = min(rules.dimensions, count // 5)
    if count < rules.enough:
        return np.zeros((count, 0), np.int16)
    step = -(-count // rules.learned_from)
    learned = pairs[::step]
    known = np.flatnonzero(np.bincount(learned.indices, minlength=pairs.shape[1]) >= LEARNED)
    if len(known) <= dimensions:
        return np.zeros((count, 0), np.int16)
    with threadpool_limits(1):  # sums taken by several threads differ in their last bits
        _, _, axes = randomized_svd(learned[:, known].astype(np.float32), dimensions, n_iter=2, random_state=0)
    turned = np.zeros((pairs.shape[1], dimensions), np.float32)
    turned[known] = axes.T
    blocks = [pairs[start : start + BLOCK] for start in range(0, count, BLOCK)]
    return np.concatenate(each(partial(_seen_from, axes=turned), blocks))


def _seen_from(block: sparse.csr_matrix, axes: Array) -> Array:
    places = block.astype(np.float32) @ axes
    lengths = np.sqrt((places**2).sum(axis=1, keepdims=True)).clip(1e-6)
    whole: Array = np.rint(places * UNIT / lengths).astype(np.int16)
    return whole
