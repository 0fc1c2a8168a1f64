"""Which texts are worth comparing: those that share a long gram. Candidates grow with the texts, not their square."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from huixiang.digest.kernel import Sketches

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

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
    """Pair the rows that share a key, ``left`` < ``right``, in order; ``sure`` is false for what one crowd suggests.

    Where at most ``near`` + 1 rows share a key, all pairs; where more do (a crowd), each row with the first and the
    one before it, and among those whose following key is also the same, with the first and the ``near`` before it.
    So n texts give at most n * 16 * (near + 3) pairs, however many are alike. ``entries`` come in order of rows.
    """
    entries = entries.filter(pa.array(_not_alone(entries["key"].to_numpy())))
    order = np.argsort(entries["key"].to_numpy(), kind="stable")  # the rows come in order, and stay so
    keys, rows = entries["key"].to_numpy()[order], entries["row"].to_numpy()[order]
    places, sizes = _runs(keys)
    found = _distinct(_window(rows, np.where(sizes <= near + 1, places, 0), near))
    crowd = np.flatnonzero(sizes > near + 1)
    crowded = _crowded(keys[crowd], entries["next"].to_numpy()[order[crowd]], rows[crowd], near)
    codes = np.concatenate([found, *(_codes(np.minimum(a, b), np.maximum(a, b)) for a, b in crowded)])
    return _pairs(codes).append_column("sure", pa.array(np.arange(len(codes)) < len(found)))


def told(found: Sequence[pa.Table]) -> pa.Table:
    """Give each pair once, in order, if one key that few texts share tells of it, or two that many share.

    A phrase that many texts use says nothing; two of them in the same two texts do.
    """
    both = pa.concat_tables(found)
    codes, sure = _codes(both["left"].to_numpy(), both["right"].to_numpy()), both["sure"].to_numpy()
    codes = np.sort(np.concatenate([codes, codes[sure]]))
    twice = codes[~_starts_anew(codes)]
    return _pairs(twice[_starts_anew(twice)])


def _not_alone(keys: Any) -> npt.NDArray[np.bool_]:
    """Leave out most keys that occur once: sorting costs more than counting how often each slot is hit."""
    slots = (keys >> np.uint64(20)).astype(np.int64) & ((1 << len(keys).bit_length()) - 1)
    return np.bincount(slots)[slots] > 1 if len(keys) else np.zeros(0, np.bool_)


def _crowded(keys: Any, followers: Any, rows: Rows, near: int) -> list[tuple[Rows, Rows]]:
    """Pair the rows of crowds; each pair once for each key."""
    places, _ = _runs(keys)
    first, before = np.flatnonzero(places > 0), np.flatnonzero(places > 1)
    stars = [(first - places[first], first), (before - 1, before)]
    others = [(a, b) for a, b in stars for apart in [followers[a] != followers[b]] for a, b in [(a[apart], b[apart])]]
    order = np.lexsort((rows, followers, keys))
    fresh = _starts_anew(keys[order]) | _starts_anew(followers[order])
    places, _ = _runs(np.cumsum(fresh))
    far = np.flatnonzero(places > near)
    same = [(rows[order[far - places[far]]], rows[order[far]]), *_window(rows[order], places, near)]
    return [*((rows[a], rows[b]) for a, b in others), *same]


def _starts_anew(keys: Any) -> npt.NDArray[np.bool_]:
    return np.append(True, keys[1:] != keys[:-1])[: len(keys)]


def _runs(keys: Any) -> tuple[Rows, Rows]:
    """Give for each of sorted keys its place among its equals, and how many they are."""
    starts = np.flatnonzero(_starts_anew(keys))
    sizes = np.diff(np.append(starts, len(keys)))
    return np.arange(len(keys)) - np.repeat(starts, sizes), np.repeat(sizes, sizes)


def _window(rows: Rows, places: Rows, near: int) -> list[tuple[Rows, Rows]]:
    behind = [(distance, np.flatnonzero(places >= distance)) for distance in range(1, near + 1)]
    return [(rows[at - distance], rows[at]) for distance, at in behind]


def distinct(found: Sequence[tuple[Rows, Rows]]) -> pa.Table:
    """Give each pair once, the lower row on the left, in order; pairs of a row with itself are left out."""
    return _pairs(_distinct(found))


def _distinct(found: Sequence[tuple[Rows, Rows]]) -> Codes:
    lefts = np.concatenate([np.minimum(a, b) for a, b in found])
    rights = np.concatenate([np.maximum(a, b) for a, b in found])
    codes = np.sort(_codes(lefts, rights)[lefts != rights])
    return codes[_starts_anew(codes)]


def _codes(lefts: Rows, rights: Rows) -> Codes:
    """One number for two row numbers, which stay below 2**31: sorting numbers is fast."""
    return (lefts.astype(np.uint64) << np.uint64(32)) | rights.astype(np.uint64)


def _pairs(codes: Codes) -> pa.Table:
    lefts, rights = codes >> np.uint64(32), codes & np.uint64(0xFFFFFFFF)
    return pa.table([lefts.astype(np.int64), rights.astype(np.int64)], schema=PAIRS)
