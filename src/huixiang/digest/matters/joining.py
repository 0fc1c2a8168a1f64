"""From pairs that are alike to groups that hold together: components first, then average linkage within each."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.vectors import Vectors

AT_ONCE: Final = 400_000  # pairs weighed together
STRICTER: Final = 0.02  # by which the cut rises where too many hang together

Array = np.ndarray[Any, np.dtype[Any]]
Edges = tuple[Array, Array, Array]


def groups(vectors: Vectors, near: Edges, rules: Rules) -> tuple[Array, Array]:
    """Give each voice the number of its group (its first voice's) and how central it is there.

    Central is the mean likeness to the others of the group; 0 for a voice alone.
    """
    group, central = np.arange(len(vectors)), np.zeros(len(vectors), np.float32)
    for batch in _batches(components(len(vectors), near, rules)):
        lefts, rights = _all_pairs(batch)
        scores = likeness(vectors, lefts, rights, rules)
        ends = np.cumsum([len(members) * (len(members) - 1) // 2 for members in batch])
        for members, own in zip(batch, np.split(scores, ends[:-1]), strict=True):
            _settle(members, own, group, central, rules)
    return group, central


def components(count: int, near: Edges, rules: Rules) -> list[Array]:
    """Split the voices into components of the pairs given, single voices left out; each at most ``rules.largest``.

    What hangs together in greater number is split by its stronger pairs alone, and cut by rows if even those are alike.
    """
    lefts, rights, scores = near
    return list(_components(np.arange(count), lefts, rights, scores, rules.cut, rules.largest))


def _components(names: Array, lefts: Array, rights: Array, scores: Array, cut: float, largest: int) -> Iterator[Array]:
    graph = sparse.coo_matrix((np.ones(len(lefts), np.int8), (lefts, rights)), shape=(len(names), len(names)))
    count, label = connected_components(graph.tocsr(), directed=False)
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label, minlength=count)
    ends = np.cumsum(sizes)
    for number in np.flatnonzero((sizes > 1) & (sizes <= largest)):
        yield names[order[ends[number] - sizes[number] : ends[number]]]
    for number in np.flatnonzero(sizes > largest):
        rows = order[ends[number] - sizes[number] : ends[number]]
        if cut >= 1:
            yield from np.array_split(names[rows], -(-len(rows) // largest))
            continue
        inside = (label[lefts] == number) & (scores >= cut + STRICTER)
        ours, theirs = np.searchsorted(rows, lefts[inside]), np.searchsorted(rows, rights[inside])
        yield from _components(names[rows], ours, theirs, scores[inside], cut + STRICTER, largest)


def _batches(parts: list[Array]) -> Iterator[list[Array]]:
    batch: list[Array] = []
    pairs = 0
    for members in parts:
        batch.append(members)
        pairs += len(members) * (len(members) - 1) // 2
        if pairs >= AT_ONCE:
            yield batch
            batch, pairs = [], 0
    if batch:
        yield batch


def _all_pairs(batch: list[Array]) -> tuple[Array, Array]:
    places = [np.triu_indices(len(members), 1) for members in batch]
    lefts = np.concatenate([members[pairs[0]] for members, pairs in zip(batch, places, strict=True)])
    rights = np.concatenate([members[pairs[1]] for members, pairs in zip(batch, places, strict=True)])
    return lefts, rights


def _settle(members: Array, scores: Array, group: Array, central: Array, rules: Rules) -> None:
    """Write the groups within one component; members rise, so a group's first voice is its least row."""
    if len(members) == 2:
        joined = scores[0] >= rules.cut
        group[members[1]] = members[0] if joined else members[1]
        central[members] = scores[0] if joined else 0
        return
    label = fcluster(linkage(1 - scores.astype(np.float64), "average"), 1 - rules.cut, "distance") - 1
    alike = squareform(scores, checks=False).astype(np.float64)
    label = _kin(alike, label, rules.kin)
    first = np.full(label.max() + 1, len(members))
    np.minimum.at(first, label, np.arange(len(members)))
    group[members] = members[first[label]]
    same = label[:, None] == label[None, :]
    central[members] = (alike * same).sum(axis=1) / (same.sum(axis=1) - 1).clip(1)


def _kin(alike: Array, label: Array, kin: float) -> Array:
    """Join groups whose centres are alike: their mean likeness by the root of the mean likeness within both.

    One matter said in two ways by many people falls into two groups that are each loose; the likeness of their
    centres takes out the looseness.
    """
    count = label.max() + 1
    if count < 2:
        return label
    member = np.zeros((len(label), count))
    member[np.arange(len(label)), label] = 1
    sizes = member.sum(axis=0)
    means = (member.T @ (alike + np.eye(len(label))) @ member) / np.outer(sizes, sizes)
    within = np.sqrt(np.diag(means))
    centres = (means / np.outer(within, within)).clip(0, 1)
    apart = squareform(1 - (centres + centres.T) / 2, checks=False)
    joined: Array = fcluster(linkage(apart, "average"), 1 - kin, "distance") - 1
    return joined[label]
