"""What hangs together by pairs that are alike, and how too much of it is taken apart."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from huixiang.digest.matters.rules import Rules

STRICTER: Final = 0.02  # by which the cut rises where too many hang together

Array = np.ndarray[Any, np.dtype[Any]]
Edges = tuple[Array, Array, Array]


def components(count: int, near: Edges, largest: int) -> tuple[list[Array], list[Array]]:
    """Give the components of two voices or more: those of at most ``largest``, and the crowds; rows rise in each."""
    graph = sparse.coo_matrix((np.ones(len(near[0]), np.int8), near[:2]), shape=(count, count)).tocsr()
    number, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label, minlength=number)
    ends = np.cumsum(sizes)
    small = [order[ends[one] - sizes[one] : ends[one]] for one in np.flatnonzero((sizes > 1) & (sizes <= largest))]
    crowds = [order[ends[one] - sizes[one] : ends[one]] for one in np.flatnonzero(sizes > largest)]
    return small, crowds


def within(crowd: Array, near: Edges) -> Edges:
    """Give the pairs inside a component, numbered by their places in it."""
    at = np.minimum(np.searchsorted(crowd, near[0]), len(crowd) - 1)
    inside = crowd[at] == near[0]
    return at[inside], np.searchsorted(crowd, near[1][inside]), near[2][inside]


def pieces(crowd: Array, inside: Edges, rules: Rules) -> Iterator[Array]:
    """Take a crowd apart by its stronger pairs, the cut rising by steps, to pieces of at most ``rules.largest``.

    What still hangs together when only equal voices do is cut by rows.
    """
    yield from _pieces(crowd, inside, rules.cut, rules.largest)


def _pieces(crowd: Array, inside: Edges, cut: float, largest: int) -> Iterator[Array]:
    if cut >= 1:
        yield from np.array_split(crowd, -(-len(crowd) // largest))
        return
    strong = inside[2] >= min(cut + STRICTER, 1)
    close = (inside[0][strong], inside[1][strong], inside[2][strong])
    small, crowds = components(len(crowd), close, largest)
    yield from (crowd[part] for part in small)
    for part in crowds:
        yield from _pieces(crowd[part], within(part, close), cut + STRICTER, largest)
