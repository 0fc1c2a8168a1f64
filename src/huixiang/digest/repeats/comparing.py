"""How alike two texts are, exactly, and whether their places forbid that they are one."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import gram_sets, shared, texts_of
from huixiang.digest.repeats.apart import apart, named_apart, placed

Rows = npt.NDArray[np.int64]
Likeness = npt.NDArray[np.float64]

COMPARED: Final[Any] = pa.schema([("left", pa.int64()), ("right", pa.int64()), ("score", pa.float32())])


def likeness(common: npt.NDArray[Any], ours: Rows, theirs: Rows) -> Likeness:
    """Measure from the sizes of two gram sets and of what they share how alike the texts are, 0 to 1.

    common / (smaller ** 3/4 * larger ** 1/4): half way, as a geometric mean, between the cosine (re-posts, edits)
    and containment (extensions, excerpts). Empty sets are not alike.
    """
    smaller = np.maximum(np.minimum(ours, theirs), 1).astype(np.float64)
    larger = np.maximum(np.maximum(ours, theirs), 1).astype(np.float64)
    # Square roots are exact to the last bit everywhere, powers are not.
    found: Likeness = common / np.sqrt(smaller * np.sqrt(smaller * larger))
    return found


def compare(pairs: pa.Table, least: float) -> pa.Table:
    """Keep the pairs that are repeats of each other, with their likeness.

    ``pairs`` has ``left``, ``right`` and, as dictionaries, ``left_words``, ``right_words``, ``left_place``,
    ``right_place`` (null if unknown); see ``with_words``.
    """
    if not len(pairs):
        return COMPARED.empty_table()
    words = pairs["left_words"].chunk(0).dictionary
    lefts, rights = codes(pairs["left_words"]), codes(pairs["right_words"])
    sets = gram_sets(texts_of(words))
    sizes, common = sets.sizes(), shared(sets, lefts, rights)
    scores = likeness(common, sizes[lefts], sizes[rights])
    kept = scores >= least
    kept[kept] = ~_given_apart(pairs.filter(pa.array(kept)))
    # A text all of which is in the other names no place that the other lacks.
    doubtful = np.flatnonzero(kept & (common < np.minimum(sizes[lefts], sizes[rights])))
    kept[doubtful] = ~_apart(words, lefts[doubtful], rights[doubtful])
    found = pairs.select(["left", "right"]).filter(pa.array(kept))
    return found.append_column("score", pa.array(scores[kept].astype(np.float32)))


def with_words(pairs: pa.Table, words: Any, places: Any) -> pa.Table:
    """Add to pairs of rows the words and places of both sides, each text once, as a dictionary.

    ``words`` and ``places`` are Arrow arrays, one entry a row; taking from chunked ones would join them each time.
    """
    lefts, rights = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    rows = np.unique(np.concatenate([lefts, rights]))
    own_words = pc.take(words, pa.array(rows))
    return (
        pairs.append_column("left_words", _dictionary(rows, lefts, own_words))
        .append_column("right_words", _dictionary(rows, rights, own_words))
        .append_column("left_place", pc.take(places, pairs["left"]))
        .append_column("right_place", pc.take(places, pairs["right"]))
    )


def codes(column: Any) -> Rows:
    """Give where each row's text stands in the column's dictionary."""
    found: Rows = column.chunk(0).indices.to_numpy().astype(np.int64)
    return found


def _given_apart(pairs: pa.Table) -> npt.NDArray[np.bool_]:
    lefts, rights = pairs["left_place"], pairs["right_place"]
    if lefts.null_count == len(pairs) or rights.null_count == len(pairs):
        return np.zeros(len(pairs), np.bool_)
    return np.array(list(map(named_apart, lefts.to_pylist(), rights.to_pylist())), np.bool_)


def _apart(words: Any, lefts: Rows, rights: Rows) -> npt.NDArray[np.bool_]:
    asked = np.unique(np.concatenate([lefts, rights]))
    known = dict(zip(asked.tolist(), placed(words.take(pa.array(asked)).to_pylist()), strict=True))
    pairs = zip(lefts.tolist(), rights.tolist(), strict=True)
    return np.array([apart(known[left], known[right]) for left, right in pairs], np.bool_)


def _dictionary(rows: Rows, wanted: Rows, words: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(np.searchsorted(rows, wanted).astype(np.int32)), words)
