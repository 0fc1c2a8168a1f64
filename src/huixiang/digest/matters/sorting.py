"""Which matter each voice is in: repeats stay with the voice they repeat, the others go by likeness."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from huixiang.digest.matters.components import Edges
from huixiang.digest.matters.describing import describe, describe_places
from huixiang.digest.matters.joining import groups
from huixiang.digest.matters.neighbours import edges, near
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.vectors import Vectors, vectors_of, with_places
from huixiang.digest.partitions import Runner
from huixiang.digest.progress import Progress

DAY = 86_400.0

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Sorted:
    """n voices in m matters.

    ``root`` is the row of the voice that each repeats (its own if none); ``matter`` its matter (0 to m - 1 in the order
    of their first rows, -1 for none); ``likeness`` how alike it is, on average, to the other voices of its matter, a
    repeat as the voice it repeats. ``central`` is the row of each matter's most central voice.
    """

    root: Array
    matter: Array
    likeness: Array
    central: Array


def sort_voices(voices: pa.Table, repeats: pa.Table, rules: Rules, runner: Runner, progress: Progress) -> Sorted:
    """Sort voices into matters. A voice alone and without repeats has none."""
    rows = np.arange(len(voices))
    root = repeats["repeat_of"].fill_null(-1).to_numpy().astype(np.int64)
    root = np.where(root < 0, rows, root)
    first = np.flatnonzero(root == rows)
    own = voices.take(pa.array(first))
    vectors = vectors_of(describe(own, rules, runner, progress), days_of(own), rules)
    vectors, close = placed_edges(vectors, own, edges(vectors, rules, progress), rules, runner)
    group, likeness = groups(vectors, close, rules, runner)
    place = np.searchsorted(first, root)  # of each voice's root among the representatives
    return _numbered(root, first[group][place], likeness[place])


def placed_edges(
    vectors: Vectors, voices: pa.Table, close: Edges, rules: Rules, runner: Runner
) -> tuple[Vectors, Edges]:
    """Look where the voices of these pairs are, and keep the pairs that are alike nevertheless.

    Names of places are read only where they can decide something: it is the dearest step for each voice.
    """
    rows = np.unique(np.concatenate(close[:2]))
    seen = with_places(vectors, rows, describe_places(voices.take(pa.array(rows)), rules, runner))
    return seen, near(seen, close[0], close[1], rules)


def days_of(voices: pa.Table) -> Array:
    """Give when each voice was said, in days since 1970; NaN if unknown."""
    seconds = (
        voices["said_at"]
        .cast(pa.timestamp("s"), safe=False)
        .cast(pa.int64())
        .cast(pa.float64())
        .fill_null(float("nan"))
    )
    days: Array = seconds.to_numpy() / DAY
    return days


def _numbered(root: Array, group: Array, likeness: Array) -> Sorted:
    """Number the groups of two voices or more by their first rows, and find the central voice of each."""
    _, label, sizes = np.unique(group, return_inverse=True, return_counts=True)
    number = np.where(sizes > 1, np.cumsum(sizes > 1) - 1, -1)
    matter = number[label]
    rows = np.flatnonzero((matter >= 0) & (root == np.arange(len(root))))
    order = rows[np.lexsort((rows, -likeness[rows], matter[rows]))]
    _, at = np.unique(matter[order], return_index=True)
    return Sorted(root, matter, likeness, order[at])
