"""What is compared of a voice: its pairs of characters, and the pairs within the places it names.

One partition in, one row out for each row; nothing here knows of other voices.
"""

from functools import partial
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.matters.rules import Rules
from huixiang.digest.partitions import Runner, split_rows
from huixiang.digest.places import FAMILIES, SPOT, WIDE, core_of, places_of
from huixiang.digest.progress import Progress

BUCKETS: Final = 1 << 24  # numbers of pairs; a few of the rarest share one
AT_ONCE: Final = 20_000  # voices described together: bounds memory
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)

Array = np.ndarray[Any, np.dtype[Any]]


def describe(voices: pa.Table, rules: Rules, runner: Runner, progress: Progress) -> pa.Table:
    """Describe each voice: ``pairs`` (list of bucket numbers), ``counts`` (how often each), ``places``
    (pairs in names of places, as numbers) and ``families`` (bits: of which kinds those places are).

    Linear; 120 characters take about 60 microseconds, a third of it for the places.
    """
    parts = split_rows(voices.select(["title", "body"]), AT_ONCE)
    work = partial(_described, rules=rules)
    done = runner.map(work, parts, lambda count: progress("describe", min(count * AT_ONCE, len(voices)), len(voices)))
    return pa.concat_tables(done)


def _described(part: pa.Table, *, rules: Rules) -> pa.Table:
    titles, bodies = part["title"].to_pylist(), part["body"].to_pylist()
    openings = [body[: 2 * rules.opening] for body in bodies]
    rows, pairs, counts = _counted(_pairs(titles, rules.title_weight, None), _pairs(openings, 1, rules.opening))
    starts = pa.array(np.searchsorted(rows, np.arange(len(part) + 1)), pa.int32())
    named = [_places(f"{title}\n{text[: rules.opening]}") for title, text in zip(titles, openings, strict=True)]
    return pa.table(
        {
            "pairs": pa.ListArray.from_arrays(starts, pa.array(pairs, pa.int32())),
            "counts": pa.ListArray.from_arrays(starts, pa.array(counts, pa.uint8())),
            "places": pa.array([places for places, _ in named], pa.list_(pa.int32())),
            "families": pa.array([families for _, families in named], pa.uint8()),
        }
    )


def _pairs(texts: list[str], weight: int, most: int | None) -> tuple[Array, Array, int]:
    """Give for each pair of neighbouring letters its text and its bucket; signs in between are skipped."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    whole = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = fold_table()[np.frombuffer(whole, np.uint32)]
    rows = np.repeat(np.arange(len(texts)), lengths)[codes > 0]
    codes = codes[codes > 0].astype(np.uint64)
    within = np.arange(len(rows)) - np.searchsorted(rows, rows)
    start = np.flatnonzero((rows[:-1] == rows[1:]) & (within[1:] < (most or len(rows))))
    return rows[start], _bucket(codes[start] << np.uint64(21) | codes[start + 1]), weight


def _bucket(keys: Array) -> Array:
    mixed: Array = (keys * _PRIME) >> np.uint64(40)
    return mixed


def _counted(*found: tuple[Array, Array, int]) -> tuple[Array, Array, Array]:
    """Sum the weights of equal pairs of a text: the text, the bucket, the sum, rising."""
    rows = np.concatenate([part[0] for part in found]).astype(np.uint64)
    keys = rows << np.uint64(24) | np.concatenate([part[1] for part in found])
    weights = np.concatenate([np.full(len(part[0]), part[2]) for part in found])
    order = np.argsort(keys, kind="stable")
    keys, first = np.unique(keys[order], return_index=True)
    sums = np.add.reduceat(weights[order], first) if len(first) else np.zeros(0)
    return (
        (keys >> np.uint64(24)).astype(np.int64),
        (keys & np.uint64(BUCKETS - 1)).astype(np.int32),
        np.minimum(sums, 255),
    )


def _places(text: str) -> tuple[list[int], int]:
    """Give the pairs of characters in the names of narrow places, as numbers, and which families the places are of."""
    places = [place for place in places_of(text) if place.kind not in WIDE]
    cores = {core_of(place.name) for place in places}
    pairs = {ord(a) << 11 ^ ord(b) for core in cores for a, b in pairwise(core)}
    return sorted(pairs), sum({1 << FAMILIES.get(place.kind, SPOT) for place in places})
