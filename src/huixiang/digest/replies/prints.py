"""How many replies to other matters say nearly the same, for very many replies in little memory.

Signs that tell one matter from another are left out first, as in ``copies``. The texts are read twice, never kept.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from huixiang.digest.replies.copies import PARTS, share_of, triples_of

LEAST: Final = 8  # triples of a reply that can be compared
_BANDS, _ROWS = 5, 3  # two replies that share 0.9 of their triples meet in a band in 998 of 1,000 cases
_SEED: Final = 20_261_128
_KEPT: Final = 4_096

Read = Callable[[], Iterable[tuple[int, str]]]
"""Gives the replies, each with the number of its matter, in the same order whenever it is called."""


def count_copies(read: Read, *, likeness: float = 0.9) -> np.ndarray:
    """Count for each reply the other matters that got nearly the same one.

    Near means that two replies share ``likeness`` of all their triples of signs. Replies are compared with the first of
    every band they fall into. Linear; 48 bytes a reply, and the texts of those that meet, each different one once.
    """
    matters, bands = _drawn(read)
    meeting = _meeting(bands)
    family = _families(read, bands, meeting, likeness)
    counts = np.zeros(len(matters), np.int64)
    rows = np.flatnonzero(family >= 0)
    if len(rows):
        pairs = np.unique(np.stack([family[rows], matters[rows]]), axis=1)
        heads, sizes = np.unique(pairs[0], return_counts=True)
        counts[rows] = sizes[np.searchsorted(heads, family[rows])] - 1
    return counts


def _drawn(read: Read) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(_SEED)
    factors = rng.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    matters: list[int] = []
    keys: list[np.ndarray] = []
    known: dict[str, np.ndarray] = {}
    for matter, text in read():
        matters.append(matter)
        bare = PARTS.sub("", text)
        if bare not in known:
            if len(known) > _KEPT:
                known.clear()
            known[bare] = _bands(triples_of(bare), factors)
        keys.append(known[bare])
    return np.array(matters, np.int64), np.array(keys, np.uint64).reshape(len(keys), _BANDS)


def _bands(own: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Draw the least of the triples in some orders (Broder 1997), three to a band; zeros for too short a text."""
    if len(own) < LEAST:
        return np.zeros(_BANDS, np.uint64)
    mixed = (own ^ (own >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    least = (np.multiply.outer(factors, mixed) >> np.uint64(16)).min(axis=1).reshape(_BANDS, _ROWS)
    found: np.ndarray = least[:, 0] ^ (least[:, 1] * np.uint64(31)) ^ (least[:, 2] * np.uint64(1_000_003))
    return found


def _meeting(bands: np.ndarray) -> np.ndarray:
    """Tell of each reply whether another one fell into one of its bands."""
    meets = np.zeros(len(bands), bool)
    for column in bands.T:
        _keys, place, sizes = np.unique(column, return_inverse=True, return_counts=True)
        meets |= (sizes[place] > 1) & (column != 0)
    return meets


def _families(read: Read, bands: np.ndarray, meeting: np.ndarray, likeness: float) -> np.ndarray:
    """Give each reply that is like the first of a band the family of that one; -1 for all others."""
    family = np.full(len(bands), -1, np.int64)
    heads: dict[tuple[int, int], int] = {}
    texts: dict[int, np.ndarray] = {}
    place: dict[str, int] = {}
    for row, (_matter, text) in enumerate(read()):
        if not meeting[row]:
            continue
        bare = PARTS.sub("", text)
        if bare not in place:
            place[bare] = _place_of(row, bare, bands[row], heads, texts, likeness)
        family[row] = place[bare]
    return family


def _place_of(
    row: int, bare: str, keys: Sequence[int] | np.ndarray, heads: dict[tuple[int, int], int],
    texts: dict[int, np.ndarray], likeness: float,
) -> int:  # fmt: skip
    """Give the first reply of a band that this one is like; itself, as a new first, where there is none."""
    own = triples_of(bare)
    met = dict.fromkeys(heads[band, int(key)] for band, key in enumerate(keys) if (band, int(key)) in heads)
    for head in met:
        if share_of(own, texts[head]) >= likeness:
            return head
    texts[row] = own
    for band, key in enumerate(keys):
        heads.setdefault((band, int(key)), row)
    return row
