"""Where a stage runs: in this process, in several, or on several machines; the results are the same.

A stage is a function from an Arrow table to an Arrow table. Nothing else passes between stages, so where
it runs can never change what it says.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

import numpy as np
import pyarrow as pa

Work = Callable[[pa.Table], pa.Table]
Heard = Callable[[int], None]

ENDS: Final = b"huixiang.ends"  # where, in a table laid out by its key, each lot ends


def unheard(done: int) -> None:
    """Say nothing of how many partitions are done."""
    del done


class Runner(Protocol):
    """Runs stages over partitions. Order is kept everywhere: the n-th result belongs to the n-th partition."""

    @property
    def workers(self) -> int:
        """How many partitions are worked on at once."""

    @property
    def elsewhere(self) -> bool:
        """Whether its workers have processors that this machine has not."""

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        """Apply the work to each partition; the work is a top-level function or a partial of one.

        ``heard`` is told how many partitions are done, each time one more is.
        """

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key (uint64) into the same of ``count`` partitions, otherwise in their old order."""


class InProcess:
    """The plain runner: one partition after the other, here."""

    workers = 1
    elsewhere = False

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        """Apply the work to each partition, in order."""
        results = []
        for part in parts:
            results.append(work(part))
            heard(len(results))
        return results

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key into the same of ``count`` partitions."""
        return gathered(self.map(partial(laid_out, key=key, count=count), parts), count)


def split_rows(table: pa.Table, rows: int) -> list[pa.Table]:
    """Cut a table into partitions of at most ``rows`` rows, without copying; an empty table is one partition.

    :raises ValueError: rows is below 1.
    """
    if rows < 1:
        raise ValueError(f"a partition needs at least one row, not {rows}")
    return [table.slice(start, rows) for start in range(0, max(1, table.num_rows), rows)]


def split_by_key(part: pa.Table, key: str, count: int) -> list[pa.Table]:
    """Split one table by its key (uint64) modulo ``count``; row order within each piece is kept."""
    return lots_of(laid_out(part, key=key, count=count))


def laid_out(part: pa.Table, *, key: str, count: int) -> pa.Table:
    """Order a table by its key (uint64) modulo ``count`` and note in its metadata where each lot ends."""
    lots = part[key].to_numpy() % np.uint64(count)
    ordered = part.take(pa.array(np.argsort(lots, kind="stable")))
    ends = np.cumsum(np.bincount(lots.astype(np.int64), minlength=count)).astype("<i8")
    return ordered.replace_schema_metadata({ENDS: ends.tobytes()})


def lots_of(ordered: pa.Table) -> list[pa.Table]:
    """Cut what ``laid_out`` gave into its lots, without copying."""
    ends = np.frombuffer(ordered.schema.metadata[ENDS], dtype="<i8").tolist()
    plain = ordered.replace_schema_metadata(None)
    return [plain.slice(start, end - start) for start, end in zip((0, *ends[:-1]), ends, strict=True)]


def gathered(ordered: Sequence[pa.Table], count: int) -> list[pa.Table]:
    """Put the same lot of every partition together, in the order of the partitions."""
    pieces = [lots_of(part) for part in ordered]
    return [pa.concat_tables([piece[place] for piece in pieces]) for place in range(count)] if pieces else []
