"""How alike two texts are, exactly, and whether their places forbid that they are one."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import gram_sets, shared, texts_of
from huixiang.digest.places import Place, places_agree, places_of

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
    words = pairs["left_words"].chunk(0).dictionary if len(pairs) else pa.array([], pa.large_string())
    lefts, rights = _codes(pairs, "left_words"), _codes(pairs, "right_words")
    sets = gram_sets(texts_of(words))
    sizes = sets.sizes()
    scores = likeness(shared(sets, lefts, rights), sizes[lefts], sizes[rights])
    alike = np.flatnonzero(scores >= least)
    apart = _apart(pairs.take(pa.array(alike)), _places(words), lefts[alike], rights[alike])
    kept = alike[~apart]
    return pa.table(
        [pairs["left"].take(pa.array(kept)), pairs["right"].take(pa.array(kept)), scores[kept].astype(np.float32)],
        schema=COMPARED,
    )


def with_words(pairs: pa.Table, words: Any, places: Any) -> pa.Table:
    """Add to pairs of rows the words and places of both sides, each text once, as a dictionary."""
    lefts, rights = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    rows = np.unique(np.concatenate([lefts, rights]))
    own_words = pc.take(words, pa.array(rows))
    own_words = own_words.combine_chunks() if isinstance(own_words, pa.ChunkedArray) else own_words
    return (
        pairs.append_column("left_words", _dictionary(rows, lefts, own_words))
        .append_column("right_words", _dictionary(rows, rights, own_words))
        .append_column("left_place", pc.take(places, pairs["left"]))
        .append_column("right_place", pc.take(places, pairs["right"]))
    )


def named_apart(ours: str | None, theirs: str | None) -> bool:
    """Tell whether two places given beside the texts are different ones: neither is part of the other."""
    return bool(ours and theirs) and ours not in theirs and theirs not in ours  # type: ignore[operator]


def _apart(pairs: pa.Table, places: Callable[[int], tuple[Place, ...]], lefts: Rows, rights: Rows) -> Any:
    given = zip(pairs["left_place"].to_pylist(), pairs["right_place"].to_pylist(), strict=True)
    asked = zip(given, lefts.tolist(), rights.tolist(), strict=True)
    return np.array(
        [
            named_apart(*named) or (left != right and places_agree(places(left), places(right)) is False)
            for named, left, right in asked
        ],
        dtype=bool,
    )


def _places(words: Any) -> Callable[[int], tuple[Place, ...]]:
    known: dict[int, tuple[Place, ...]] = {}

    def of(code: int) -> tuple[Place, ...]:
        if code not in known:
            known[code] = places_of(words[code].as_py())
        return known[code]

    return of


def _codes(pairs: pa.Table, name: str) -> Rows:
    if not len(pairs):
        return np.zeros(0, np.int64)
    codes: Rows = pairs[name].chunk(0).indices.to_numpy().astype(np.int64)
    return codes


def _dictionary(rows: Rows, wanted: Rows, words: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(np.searchsorted(rows, wanted).astype(np.int32)), words)
