"""Where a stage runs: in this process, in several, or on several machines; the results are the same.

A stage is a function from an Arrow table to an Arrow table. Nothing else passes between stages, so where
it runs can never change what it says.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa

Work = Callable[[pa.Table], pa.Table]


class Runner(Protocol):
    """Runs stages over partitions. Order is kept everywhere: the n-th result belongs to the n-th partition."""

    @property
    def workers(self) -> int:
        """How many partitions are worked on at once."""

    def map(self, work: Work, parts: Sequence[pa.Table]) -> list[pa.Table]:
        """Apply the work to each partition; the work is a top-level function or a partial of one."""

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key (uint64) into the same of ``count`` partitions, otherwise in their old order."""


class InProcess:
    """The plain runner: one partition after the other, here."""

    workers = 1

    def map(self, work: Work, parts: Sequence[pa.Table]) -> list[pa.Table]:
        """Apply the work to each partition, in order."""
        return [work(part) for part in parts]

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key into the same of ``count`` partitions."""
        pieces = [split_by_key(part, key, count) for part in parts]
        return [pa.concat_tables([piece[place] for piece in pieces]) for place in range(count)]


def split_by_key(part: pa.Table, key: str, count: int) -> list[pa.Table]:
    """Split one table by its key modulo ``count``; row order within each piece is kept."""
    lots = part[key].to_numpy() % np.uint64(count)
    order = np.argsort(lots, kind="stable")
    ends = np.cumsum(np.bincount(lots.astype(np.int64), minlength=count))
    ordered = part.take(pa.array(order))
    return [ordered.slice(start, end - start) for start, end in zip((0, *ends[:-1]), ends, strict=True)]
