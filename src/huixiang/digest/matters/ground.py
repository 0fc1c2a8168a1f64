"""What was learnt of a whole body of voices, kept so that a few new ones are compared as if all were at hand.

Keeps how rare each pair of characters is and the space in which voices lie; which known voices a new one is compared
with is the caller's business, so the cost of attaching does not grow with the voices there are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
from scipy import sparse
from threadpoolctl import threadpool_limits

from huixiang.digest.kernel import Rows
from huixiang.digest.matters.axes import strongest_axes
from huixiang.digest.matters.describing import describe, describe_places
from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import RULES, Rules
from huixiang.digest.matters.sorting import days_of
from huixiang.digest.matters.vectors import FEW, LEARNED, UNIT, Vectors, with_places
from huixiang.digest.partitions import InProcess
from huixiang.digest.progress import silent

SAMPLE: Final = 20_000  # voices that are learnt from, spread evenly over all
FORMAT: Final = 1
_PAIRS: Final[Any] = pa.schema([("title", pa.string()), ("body", pa.string())])
_OFTEN: Final = (1 + np.log(np.arange(256).clip(1))).astype(np.float32)

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Learnt from ``count`` voices: ``buckets`` (rising) with the ``spread`` of each; ``axes`` (buckets x d) of sense.

    d is 0 where the voices were too few to learn a space from.
    """

    count: int
    buckets: Array
    spread: Array
    axes: Array

    @classmethod
    def learn(cls, voices: pa.Table, *, rules: Rules = RULES) -> Self:
        """Learn from a table as ``VOICES``, or an even sample of it: 6 s for 20,000 voices of 120 characters."""
        step = max(1, -(-len(voices) // SAMPLE))
        own = voices.take(pa.array(np.arange(0, len(voices), step)))
        rows, buckets, counts = _said(describe(own, rules, InProcess(), silent))
        known, spread = np.unique(buckets, return_counts=True)
        ground = cls(len(own), known.astype(np.int32), spread.astype(np.int32), np.zeros((len(known), 0), np.float32))
        pairs = ground._weighed(rows, buckets, counts, known, len(own))
        return cls(ground.count, ground.buckets, ground.spread, _axes(pairs, ground, rules))

    def write(self, folder: Path) -> None:
        """Write it into a folder, made if need be, the head last."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("buckets", "spread", "axes"):
            np.save(folder / f"{name}.npy", getattr(self, name))
        (folder / "ground.json").write_text(json.dumps({"format": FORMAT, "count": self.count}))

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read it from a folder, mapped into memory; None if there is none that this version reads."""
        try:
            head = json.loads((folder / "ground.json").read_text())
            arrays = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("buckets", "spread", "axes")]
        except (OSError, ValueError):
            return None
        return cls(head["count"], *arrays) if head.get("format") == FORMAT else None

    def vectors(self, voices: pa.Table, rules: Rules = RULES) -> Vectors:
        """Place a few voices: pairs weighed by what was learnt, also those never met; their sense, places and days."""
        rows, buckets, counts = _said(describe(voices, rules, InProcess(), silent))
        columns = np.unique(buckets)
        pairs = self._weighed(rows, buckets, counts, columns, len(voices))
        common = self._spread_of(columns) > max(FEW, rules.common * self.count)
        pairs = (pairs @ sparse.diags((~common).astype(np.int32), dtype=np.int32)).tocsr()
        found = Vectors(
            pairs=_rows(pairs),
            rarity=np.zeros(len(columns), np.int64),
            sense=self._sense(pairs, columns),
            places=_rows(sparse.csr_matrix((len(voices), 1), dtype=np.int32)),
            families=np.zeros(len(voices), np.uint8),
            days=days_of(voices),
        )
        return with_places(found, np.arange(len(voices)), describe_places(voices, rules, InProcess()))

    def shares(self, pairs: Sequence[str]) -> list[float]:
        """The share of the voices learnt from in which each pair of characters stands; 0 for one never met."""
        bodies = pa.table({"title": [""] * len(pairs), "body": list(pairs)}, schema=_PAIRS)
        rows, buckets, _counts = _said(describe(bodies, RULES, InProcess(), silent))
        found = np.zeros(len(pairs))
        at = np.minimum(np.searchsorted(self.buckets, buckets), max(0, len(self.buckets) - 1))
        if len(self.buckets):
            met = self.buckets[at] == buckets
            np.maximum.at(found, rows[met], self.spread[at[met]] / max(1, self.count))
        shares: list[float] = found.tolist()
        return shares

    def _spread_of(self, buckets: Array) -> Array:
        at = np.minimum(np.searchsorted(self.buckets, buckets), max(0, len(self.buckets) - 1))
        met = self.buckets[at] == buckets if len(self.buckets) else np.zeros(len(buckets), bool)
        spread: Array = np.where(met, self.spread[at] if len(self.spread) else 1, 1)
        return spread

    def _weighed(self, rows: Array, buckets: Array, counts: Array, columns: Array, n: int) -> sparse.csr_matrix:
        rare = (1 + np.log(max(1, self.count) / self._spread_of(buckets).clip(1))).astype(np.float32)
        weights = _OFTEN[counts] * rare
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=n)).clip(1e-9)
        whole = np.rint(weights * UNIT / lengths[rows]).astype(np.int32)
        return sparse.csr_matrix((whole, (rows, np.searchsorted(columns, buckets))), shape=(n, len(columns)))

    def _sense(self, pairs: sparse.csr_matrix, columns: Array) -> Array:
        if not self.axes.shape[1]:
            return np.zeros((pairs.shape[0], 0), np.int16)
        met = np.flatnonzero(np.isin(columns, self.buckets))
        axes = self.axes[np.searchsorted(self.buckets, columns[met])]
        places = pairs[:, met].astype(np.float32) @ axes
        lengths = np.sqrt((places**2).sum(axis=1, keepdims=True)).clip(1e-6)
        whole: Array = np.rint(places * UNIT / lengths).astype(np.int16)
        return whole


def mean_likeness(
    ground: Ground, new: pa.Table, known: pa.Table, asked: Sequence[tuple[int, int, str]], *, rules: Rules = RULES
) -> dict[int, tuple[str, float]]:
    """Say which matter each new voice is most alike to, and how alike to its voices on average, if the cut is reached.

    ``asked`` are (row of ``new``, row of ``known``, name of the known one's matter). Of equals the first by name. About
    60 microseconds for each known voice.
    """
    if not asked:
        return {}
    vectors = ground.vectors(pa.concat_tables([new, known]), rules)
    lefts = np.array([row for row, _, _ in asked])
    rights = np.array([len(new) + row for _, row, _ in asked])
    scores: dict[tuple[int, str], list[float]] = {}
    for (row, _, name), score in zip(asked, likeness(vectors, lefts, rights, rules).tolist(), strict=True):
        scores.setdefault((row, name), []).append(score)
    best: dict[int, tuple[str, float]] = {}
    for (row, name), own in sorted(scores.items()):
        mean = sum(own) / len(own)
        if mean >= rules.cut and mean > best.get(row, ("", 0.0))[1]:
            best[row] = (name, mean)
    return best


def _said(described: pa.Table) -> tuple[Array, Array, Array]:
    """Give each pair of each row: the row, the bucket, how often."""
    column = described["pairs"].combine_chunks()
    rows = np.repeat(np.arange(len(column)), column.value_lengths().to_numpy(zero_copy_only=False))
    return rows, column.flatten().to_numpy(), described["counts"].combine_chunks().flatten().to_numpy()


def _rows(matrix: sparse.csr_matrix) -> Rows:
    """The rows as they are compared: columns rising, no weight of nothing."""
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return Rows(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data.astype(np.int32))


def _axes(pairs: sparse.csr_matrix, ground: Ground, rules: Rules) -> Array:
    """Learn the space as a whole run does (see ``vectors``), from all its voices."""
    useful = (ground.spread > 1) & (ground.spread <= max(FEW, rules.common * ground.count))
    learned = np.flatnonzero(useful & (ground.spread >= LEARNED))
    dimensions = min(rules.dimensions, ground.count // 5)
    if ground.count < rules.enough or len(learned) <= dimensions:
        return np.zeros((len(ground.buckets), 0), np.float32)
    rows = pairs[:: -(-ground.count // rules.learned_from)]
    with threadpool_limits(1):  # sums taken by several threads differ in their last bits
        axes = strongest_axes(rows[:, learned].astype(np.float32), dimensions)
    turned = np.zeros((len(ground.buckets), dimensions), np.float32)
    turned[learned] = axes
    return turned
