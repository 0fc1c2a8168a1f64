"""What hangs together is settled block by block, wherever the runner runs it: a block is a component and its vectors.

Two voices of different components never share a matter, so that no block needs to know of another: neither its place
nor its span of time. Decides how blocks travel; ``joining`` decides what becomes of them.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.kernel import Rows
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.settling import settle_all
from huixiang.digest.matters.vectors import Vectors
from huixiang.digest.partitions import Runner

PAIRS: Final = 2_000_000  # pairs of voices in a partition: some seconds of one core
VOICES: Final = 100_000  # voices in a partition: about 60 MB with their vectors

Array = np.ndarray[Any, np.dtype[Any]]


def settle(
    vectors: Vectors, parts: Sequence[Array], group: Array, central: Array, *, rules: Rules, runner: Runner
) -> None:
    """Write the group and centrality of each voice of the components (rows rise in each); the others stay as they are.

    The same numbers wherever it runs. On one machine nothing is copied: its threads do most of it at once already.
    """
    if not runner.elsewhere:
        settle_all(vectors, parts, group, central, rules)
        return
    lots = list(_lots(parts))
    tables = [_packed(vectors, lot) for lot in lots]
    for lot, found in zip(lots, runner.map(partial(settled, rules=rules), tables), strict=True):
        rows = np.concatenate(lot)
        group[rows] = rows[found["group"].to_numpy()]
        central[rows] = found["central"].to_numpy()


def settled(blocks: pa.Table, *, rules: Rules) -> pa.Table:
    """A stage: components with their vectors in; of each voice its group (its first voice's row) and centrality out."""
    vectors = _unpacked(blocks)
    sizes = np.bincount(blocks["block"].to_numpy())
    parts = np.split(np.arange(len(vectors)), np.cumsum(sizes)[:-1])
    group, central = np.arange(len(vectors)), np.zeros(len(vectors), np.float32)
    settle_all(vectors, parts, group, central, rules)
    return pa.table({"group": group, "central": central})


def _lots(parts: Sequence[Array]) -> Iterator[list[Array]]:
    lot: list[Array] = []
    pairs = voices = 0
    for members in parts:
        lot.append(members)
        pairs += len(members) * (len(members) - 1) // 2
        voices += len(members)
        if pairs >= PAIRS or voices >= VOICES:
            yield lot
            lot, pairs, voices = [], 0, 0
    if lot:
        yield lot


def _packed(vectors: Vectors, lot: list[Array]) -> pa.Table:
    rows = np.concatenate(lot)
    pairs, places = _taken(vectors.pairs, rows), _taken(vectors.places, rows)
    width = vectors.sense.shape[1]
    return pa.table(
        {
            "block": np.repeat(np.arange(len(lot), dtype=np.int32), [len(members) for members in lot]),
            "columns": pa.LargeListArray.from_arrays(pairs.starts, pairs.columns),
            "weights": pa.LargeListArray.from_arrays(pairs.starts, pairs.weights),
            "sense": pa.FixedSizeListArray.from_arrays(pa.array(vectors.sense[rows].ravel()), width)
            if width
            else pa.nulls(len(rows)),
            "places": pa.LargeListArray.from_arrays(places.starts, places.columns),
            "families": vectors.families[rows],
            "days": vectors.days[rows],
        }
    )


def _unpacked(blocks: pa.Table) -> Vectors:
    one = blocks.combine_chunks()
    columns, weights, places = (_list(one[name]) for name in ("columns", "weights", "places"))
    sense = one["sense"].combine_chunks()
    width = sense.type.list_size if pa.types.is_fixed_size_list(sense.type) else 0
    return Vectors(
        pairs=Rows(columns[0], columns[1], weights[1]),
        rarity=np.zeros(0, np.int64),  # decides which voices are compared, and that is decided
        sense=sense.flatten().to_numpy().reshape(-1, width) if width else np.zeros((len(one), 0), np.int16),
        places=Rows(places[0], places[1], np.ones(len(places[1]), np.int32)),
        families=one["families"].to_numpy(),
        days=one["days"].to_numpy(),
    )


def _taken(rows: Rows, wanted: Array) -> Rows:
    """Take some rows, in the order asked for."""
    sizes = (rows.starts[1:] - rows.starts[:-1])[wanted]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    at = np.repeat(rows.starts[wanted] - starts[:-1], sizes) + np.arange(starts[-1])
    return Rows(starts, rows.columns[at], rows.weights[at])


def _list(column: pa.ChunkedArray) -> tuple[Array, Array]:
    """Give where each row's list starts (n + 1), and all values."""
    whole = column.combine_chunks()
    starts = whole.offsets.to_numpy()
    return starts - starts[0], whole.flatten().to_numpy()
