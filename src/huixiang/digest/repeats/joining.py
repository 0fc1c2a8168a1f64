"""Which texts are worth comparing: those that share a long gram. Candidates grow with the texts, not their square."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from huixiang.digest.kernel import Sketches

Rows = npt.NDArray[np.int64]

ENTRIES: Final[Any] = pa.schema([("key", pa.uint64()), ("next", pa.uint64()), ("row", pa.int64())])
PAIRS: Final[Any] = pa.schema([("left", pa.int64()), ("right", pa.int64())])


def entries_of(sketches: Sketches, rows: Rows) -> pa.Table:
    """Lay the keys of the sketches at ``rows`` out for joining, each with the key that follows it in its text."""
    sizes = np.diff(sketches.starts)[rows]
    owners = np.repeat(rows, sizes)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = np.arange(len(owners)) - first
    starts, turns = sketches.starts[owners], np.repeat(sizes, sizes)
    follower = sketches.keys[starts + (place + 1) % np.maximum(turns, 1)]
    return pa.table([sketches.keys[starts + place], follower, owners], schema=ENTRIES)


def candidates(entries: pa.Table, near: int) -> pa.Table:
    """Pair the rows that share a key, ``left`` < ``right``, each pair once, in order.

    Where at most ``near`` + 1 rows share one, all pairs; where more do, each row with the first and the one before
    it, and among those whose following key is also the same, with the first and the ``near`` before it. So n
    texts give at most n * 16 * (near + 3) pairs, however many are alike.
    """
    entries = entries.filter(pa.array(_not_alone(entries["key"].to_numpy())))
    order = np.argsort(entries["key"].to_numpy(), kind="stable")  # the rows come in order, and stay so
    keys, rows = entries["key"].to_numpy()[order], entries["row"].to_numpy()[order]
    places, sizes = _runs(keys)
    found = [*_window(rows, np.where(sizes <= near + 1, places, 0), near)]
    crowd = np.flatnonzero(sizes > near + 1)
    if len(crowd):
        found += _crowded(keys[crowd], entries["next"].to_numpy()[order[crowd]], rows[crowd], near)
    return distinct(found)


def _not_alone(keys: Any) -> npt.NDArray[np.bool_]:
    """Leave out most keys that occur once: sorting costs more than counting how often each slot is hit."""
    slots = (keys >> np.uint64(20)).astype(np.int64) & ((1 << len(keys).bit_length()) - 1)
    return np.bincount(slots)[slots] > 1 if len(keys) else np.zeros(0, np.bool_)


def _crowded(keys: Any, followers: Any, rows: Rows, near: int) -> list[tuple[Rows, Rows]]:
    found = _star(rows, _runs(keys)[0])
    order = np.lexsort((rows, followers, keys))
    keys, followers, rows = keys[order], followers[order], rows[order]
    # A run of one key ends a run of its followers even where the next key's first follower is the same.
    fresh = np.concatenate([[True], (keys[1:] != keys[:-1]) | (followers[1:] != followers[:-1])])
    places, _ = _runs(np.cumsum(fresh))
    return [*found, *_star(rows, places), *_window(rows, places, near)]


def _runs(keys: Any) -> tuple[Rows, Rows]:
    """Give for each of sorted keys its place among its equals, and how many they are."""
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    return np.arange(len(keys)) - np.repeat(starts, sizes), np.repeat(sizes, sizes)


def _window(rows: Rows, places: Rows, near: int) -> list[tuple[Rows, Rows]]:
    behind = [(distance, np.flatnonzero(places >= distance)) for distance in range(1, near + 1)]
    return [(rows[at - distance], rows[at]) for distance, at in behind]


def _star(rows: Rows, places: Rows) -> list[tuple[Rows, Rows]]:
    later = np.flatnonzero(places > 0)
    return [(rows[later - places[later]], rows[later]), (rows[later - 1], rows[later])]


def distinct(found: list[tuple[Rows, Rows]]) -> pa.Table:
    """Give each pair once, the lower row on the left, in order; pairs of a row with itself are left out."""
    lefts = np.concatenate([np.minimum(a, b) for a, b in found])
    rights = np.concatenate([np.maximum(a, b) for a, b in found])
    # Row numbers stay below 2**31: one number holds a pair, and sorting numbers is fast.
    both = np.sort((lefts.astype(np.uint64) << np.uint64(32)) | rights.astype(np.uint64))
    both = both[np.append(True, both[1:] != both[:-1])] if len(both) else both
    both = both[(both >> np.uint64(32)) != (both & np.uint64(0xFFFFFFFF))]
    return pa.table(
        [(both >> np.uint64(32)).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)], schema=PAIRS
    )
