"""Which texts are the same but for width, case, punctuation and spaces: they are folded together before all else."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import Sketches, gram_sets, shared, texts_of

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Equals:
    """``of`` gives for each row the first row of the same text (itself, if none is earlier or it has no letters).

    ``firsts`` are the rows left to compare: each text once, empty ones left out.
    """

    of: Rows
    firsts: Rows


def equals_of(sketches: Sketches, words: Any, places: Any) -> Equals:
    """Fold rows of the same text and the same given place together; linear but for one sort."""
    rows = np.arange(len(sketches.whole), dtype=np.int64)
    codes = places.dictionary_encode().indices.fill_null(-1).to_numpy().astype(np.int64)
    order = np.lexsort((rows, codes, sketches.whole))
    whole, place = sketches.whole[order], codes[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (whole[1:] != whole[:-1]) | (place[1:] != place[:-1])
    of = np.empty_like(rows)
    of[order] = order[np.flatnonzero(fresh)][np.cumsum(fresh) - 1] if len(rows) else order
    of[sketches.chars == 0] = rows[sketches.chars == 0]
    later = np.flatnonzero(of != rows)
    of[later] = np.where(_same(words, of[later], later), of[later], later)
    return Equals(of, np.flatnonzero((of == rows) & (sketches.chars > 0)))


def _same(words: Any, firsts: Rows, rows: Rows) -> Any:
    """Make sure of equal hashes: the same octets, or at least the same grams."""
    ours, theirs = pc.take(words, pa.array(firsts)), pc.take(words, pa.array(rows))
    same = pc.equal(ours, theirs).to_numpy(zero_copy_only=False) if len(rows) else np.zeros(0, bool)
    doubtful = np.flatnonzero(~same)
    both = pa.concat_arrays([ours.take(pa.array(doubtful)), theirs.take(pa.array(doubtful))])
    sets, lefts = gram_sets(texts_of(both)), np.arange(len(doubtful))
    sizes = sets.sizes()
    same = same.copy()
    rights = lefts + len(doubtful)
    same[doubtful] = (shared(sets, lefts, rights) == sizes[lefts]) & (sizes[lefts] == sizes[rights])
    return same
