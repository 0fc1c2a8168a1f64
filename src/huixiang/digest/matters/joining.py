"""From pairs that are alike to groups that hold together: components first, then average linkage within each."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from huixiang.digest.matters.components import Edges, components, pieces, within
from huixiang.digest.matters.crowds import regroup
from huixiang.digest.matters.kin import kindred
from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.vectors import Vectors

AT_ONCE: Final = 400_000  # pairs weighed together

Array = np.ndarray[Any, np.dtype[Any]]


def groups(vectors: Vectors, near: Edges, rules: Rules) -> tuple[Array, Array]:
    """Give each voice the number of its group (its first voice's) and how central it is there.

    Central is the mean likeness to the others of the group; 0 for a voice alone.
    """
    group, central = np.arange(len(vectors)), np.zeros(len(vectors), np.float32)
    small, crowds = components(len(vectors), near, rules.largest)
    _settle_all(vectors, small, group, central, rules)
    for crowd in crowds:
        inside = within(crowd, near)
        _settle_all(vectors, list(pieces(crowd, inside, rules)), group, central, rules)
        regroup(vectors, crowd, inside, group, central, rules)
    return group, central


def _settle_all(vectors: Vectors, parts: list[Array], group: Array, central: Array, rules: Rules) -> None:
    for batch in _batches(parts):
        lefts, rights = _all_pairs(batch)
        scores = likeness(vectors, lefts, rights, rules)
        ends = np.cumsum([len(members) * (len(members) - 1) // 2 for members in batch])
        for members, own in zip(batch, np.split(scores, ends[:-1]), strict=True):
            _settle(members, own, group, central, rules)


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
    label = kindred(alike, label, rules.kin)
    first = np.full(label.max() + 1, len(members))
    np.minimum.at(first, label, np.arange(len(members)))
    group[members] = members[first[label]]
    same = label[:, None] == label[None, :]
    central[members] = (alike * same).sum(axis=1) / (same.sum(axis=1) - 1).clip(1)
