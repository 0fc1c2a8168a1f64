"""Places found in a text as arrays: how finders hand them on, and which of two that overlap stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from huixiang.digest.marks import MaskKind

KINDS: Final = np.array(list(MaskKind), object)
_NUMBER_OF: Final = {kind: number for number, kind in enumerate(MaskKind)}


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """n places: ``starts`` and ``ends`` (int64), the number of the kind in ``MaskKind`` (int8), and whether certain."""

    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray
    certain: np.ndarray

    def __len__(self) -> int:
        """How many places."""
        return len(self.starts)

    def take(self, rows: np.ndarray) -> "Spans":
        """Give some of the places, by row or by a mask over the rows."""
        return Spans(self.starts[rows], self.ends[rows], self.kinds[rows], self.certain[rows])


def spans_of(kind: MaskKind, starts: Sequence[int], ends: Sequence[int], certain: Sequence[bool] | bool) -> Spans:
    """Lay out places of one kind; ``certain`` is one word for all or one each."""
    return arrays_of(kind, np.array(starts, np.int64), np.array(ends, np.int64), np.array(certain, bool))


def arrays_of(kind: MaskKind, starts: np.ndarray, ends: np.ndarray, certain: np.ndarray) -> Spans:
    """Lay out places of one kind that are arrays already."""
    size = len(starts)
    sure = certain if certain.ndim else np.full(size, certain)
    return Spans(starts, ends, np.full(size, _NUMBER_OF[kind], np.int8), sure)


NOWHERE: Final = spans_of(MaskKind.NAME, (), (), ())


def without_overlap(found: Iterable[Spans]) -> Spans:
    """Lay places together, in order: the earlier group goes before the later, in a group the one that begins first.

    Cost grows with the number of places and its logarithm, not with the text.
    """
    kept = NOWHERE
    for group in found:
        if len(group):
            kept = _with(kept, group.take(_first_of_each(group)))
    return kept


def _first_of_each(group: Spans) -> np.ndarray:
    """Choose rows in order of their beginning so that none begins before the last one chosen ends."""
    order = np.argsort(group.starts, kind="stable")
    starts, ends = group.starts[order], group.ends[order]
    if (starts[1:] >= ends[:-1]).all():
        return order
    chosen, last = [], 0
    for row, start, end in zip(order.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if start >= last:
            chosen.append(row)
            last = end
    return np.array(chosen, np.int64)


def _with(kept: Spans, group: Spans) -> Spans:
    if not len(kept):
        return group
    # The first kept place that ends behind the new one's beginning is the only one that can be in its way first.
    at = np.searchsorted(kept.ends, group.starts, side="right")
    blocked = np.append(kept.starts, np.iinfo(np.int64).max)[at] < group.ends
    group = group.take(~blocked)
    starts = np.concatenate((kept.starts, group.starts))
    order = np.argsort(starts, kind="stable")
    return Spans(
        starts[order],
        np.concatenate((kept.ends, group.ends))[order],
        np.concatenate((kept.kinds, group.kinds))[order],
        np.concatenate((kept.certain, group.certain))[order],
    )
