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
from huixiang.digest.matters.runs import ranks, starts
from huixiang.digest.partitions import Runner, split_rows
from huixiang.digest.places import FAMILIES, SPOT, WIDE, core_of, places_of
from huixiang.digest.progress import Progress

BITS: Final = 24
BUCKETS: Final = 1 << BITS  # numbers of pairs; a few of the rarest share one
AT_ONCE: Final = 20_000  # voices described together: bounds memory
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)

Array = np.ndarray[Any, np.dtype[Any]]


def describe(voices: pa.Table, rules: Rules, runner: Runner, progress: Progress) -> pa.Table:
    """Describe each voice: ``pairs`` (list of bucket numbers, rising) and ``counts`` (how often each, titles weighed).

    Linear; 120 characters take about 20 microseconds.
    """
    parts = split_rows(voices.select(["title", "body"]), AT_ONCE)
    work = partial(_described, rules=rules)
    done = runner.map(work, parts, lambda count: progress("describe", min(count * AT_ONCE, len(voices)), len(voices)))
    return pa.concat_tables(done)


def describe_places(voices: pa.Table, rules: Rules, runner: Runner) -> pa.Table:
    """Describe where each voice is: ``places`` (pairs of characters in names of narrow places, as numbers) and

    ``families`` (bits: of which kinds those places are). Linear; 120 characters take about 35 microseconds.
    """
    parts = split_rows(voices.select(["title", "body"]), AT_ONCE)
    return pa.concat_tables(runner.map(partial(_placed, rules=rules), parts))


def _described(part: pa.Table, *, rules: Rules) -> pa.Table:
    titles = part["title"].to_pylist()
    openings = [body[: 2 * rules.opening] for body in part["body"].to_pylist()]
    rows, pairs, counts = _counted(_pairs(titles, None), _pairs(openings, rules.opening), rules.title_weight)
    offsets = pa.array(np.searchsorted(rows, np.arange(len(part) + 1)), pa.int32())
    return pa.table(
        {
            "pairs": pa.ListArray.from_arrays(offsets, pa.array(pairs, pa.int32())),
            "counts": pa.ListArray.from_arrays(offsets, pa.array(counts, pa.uint8())),
        }
    )


def _placed(part: pa.Table, *, rules: Rules) -> pa.Table:
    texts = zip(part["title"].to_pylist(), part["body"].to_pylist(), strict=True)
    named = [_places(f"{title}\n{body[: rules.opening]}") for title, body in texts]
    return pa.table(
        {
            "places": pa.array([places for places, _ in named], pa.list_(pa.int32())),
            "families": pa.array([families for _, families in named], pa.uint8()),
        }
    )


def _pairs(texts: list[str], most: int | None) -> Array:
    """Give each pair of neighbouring letters as one number, its text above its bucket; signs in between are skipped."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    whole = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = fold_table()[np.frombuffer(whole, np.uint32)]
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)[codes > 0]
    codes = codes[codes > 0].astype(np.uint64)
    inside = rows[:-1] == rows[1:]
    if most is not None:
        inside &= ranks(rows)[1:] < most
    start = np.flatnonzero(inside)
    return rows[start] << np.uint64(BITS) | _bucket(codes[start] << np.uint64(21) | codes[start + 1])


def _bucket(keys: Array) -> Array:
    mixed: Array = (keys * _PRIME) >> np.uint64(64 - BITS)
    return mixed


def _counted(titles: Array, openings: Array, title_weight: int) -> tuple[Array, Array, Array]:
    """Count equal pairs of a text, a title's ``title_weight`` times: the text, the bucket, the count, rising."""
    both = np.concatenate([titles << np.uint64(1) | np.uint64(1), openings << np.uint64(1)])
    both.sort()
    keys = both >> np.uint64(1)
    first = np.flatnonzero(starts(keys) == np.arange(len(keys)))
    weights = np.where(both & np.uint64(1), title_weight, 1)
    sums = np.add.reduceat(weights, first) if len(first) else np.zeros(0)
    keys = keys[first]
    return (keys >> np.uint64(BITS)).astype(np.int64), keys & np.uint64(BUCKETS - 1), np.minimum(sums, 255)


def _places(text: str) -> tuple[list[int], int]:
    """Give the pairs of characters in the names of narrow places, as numbers, and which families the places are of."""
    places = [place for place in places_of(text) if place.kind not in WIDE]
    cores = {core_of(place.name) for place in places}
    pairs = {ord(a) << 11 ^ ord(b) for core in cores for a, b in pairwise(core)}
    return sorted(pairs), sum({1 << FAMILIES.get(place.kind, SPOT) for place in places})
