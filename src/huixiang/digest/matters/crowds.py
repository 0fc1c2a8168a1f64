"""Put together again what was taken apart because too many hang together: a matter that thousands raise.

Its groups are weighed against each other by a few voices of each; what is left joins one of them.
"""

from typing import Any, Final

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from huixiang.digest.matters.components import Edges
from huixiang.digest.matters.kin import kindred
from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.runs import ranks, starts
from huixiang.digest.matters.vectors import Vectors

ANCHORS: Final = 400  # groups that are weighed against each other: the largest
HEARD: Final = 4  # voices that stand for a group: the most central
ASKED: Final = 12  # voices of a joined group that one who is left is compared with

Array = np.ndarray[Any, np.dtype[Any]]


def regroup(vectors: Vectors, crowd: Array, inside: Edges, group: Array, central: Array, rules: Rules) -> None:
    """Join the groups of one crowd in place. Cost grows with its pairs, plus 1.3 million likenesses at most."""
    anchors, label = _anchored(vectors, crowd, group, central, rules)
    wide = np.full(len(crowd), -1)
    at = np.minimum(np.searchsorted(anchors, group[crowd]), len(anchors) - 1)
    held = anchors[at] == group[crowd]
    wide[held] = label[at[held]]
    standing = _standing(crowd, wide, central, ASKED)
    wide = _left_over(vectors, crowd, inside, wide, standing, rules)
    for number in np.unique(wide[wide >= 0]):
        members = crowd[wide == number]
        group[members] = members[0]
    _recentre(vectors, crowd, group, central, rules)


def _anchored(vectors: Vectors, crowd: Array, group: Array, central: Array, rules: Rules) -> tuple[Array, Array]:
    """Join the largest groups by likeness and kin: their numbers, rising, and which of them are one."""
    names, place, sizes = np.unique(group[crowd], return_inverse=True, return_counts=True)
    largest = np.sort(np.lexsort((names, -sizes))[:ANCHORS])
    number = np.full(len(names), -1)
    number[largest] = np.arange(len(largest))
    heard, owner = _standing(crowd, number[place], central, HEARD)
    lefts, rights = np.triu_indices(len(heard), 1)
    alike = squareform(likeness(vectors, heard[lefts], heard[rights], rules), checks=False).astype(np.float64)
    label = kindred(alike, _averaged(alike, owner, rules), rules.kin) if len(largest) > 1 else np.zeros(len(heard), int)
    return names[largest], label[starts(owner) == np.arange(len(owner))]


def _averaged(alike: Array, owner: Array, rules: Rules) -> Array:
    """Join groups by average linkage of their voices' mean likeness; gives the label of each voice."""
    member = np.eye(owner[-1] + 1)[owner]
    sizes = member.sum(axis=0)
    means = member.T @ alike @ member / np.outer(sizes, sizes)
    apart = squareform(1 - (means + means.T) / 2, checks=False)
    label: Array = fcluster(linkage(apart, "average"), 1 - rules.cut, "distance") - 1
    return label[owner]


def _standing(crowd: Array, number: Array, central: Array, most: int) -> tuple[Array, Array]:
    """Pick the most central voices of each numbered group: their rows and the group's number, by group."""
    places = np.flatnonzero(number >= 0)
    order = places[np.lexsort((places, -central[crowd[places]], number[places]))]
    order = order[ranks(number[order]) < most]
    return crowd[order], number[order]


def _left_over(
    vectors: Vectors, crowd: Array, inside: Edges, wide: Array, standing: tuple[Array, Array], rules: Rules
) -> Array:
    """Let each voice without a joined group join the one it is most alike to on average, if that reaches the cut."""
    ours, theirs = np.concatenate([inside[0], inside[1]]), np.concatenate([inside[1], inside[0]])
    asks = (wide[ours] < 0) & (wide[theirs] >= 0)
    asked = np.unique(np.stack([ours[asks], wide[theirs[asks]]]), axis=1)
    first, end = (np.searchsorted(standing[1], asked[1], side=side) for side in ("left", "right"))
    sizes = end - first
    others = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    scores = likeness(vectors, np.repeat(crowd[asked[0]], sizes), standing[0][others], rules)
    means = np.add.reduceat(scores, np.cumsum(sizes) - sizes) / sizes if len(sizes) else np.zeros(0)
    order = np.lexsort((-asked[1], means))  # the last one written wins: the most alike, of equals the first
    good = order[means[order] >= rules.cut]
    found = wide.copy()
    found[asked[0][good]] = asked[1][good]
    return found


def _recentre(vectors: Vectors, crowd: Array, group: Array, central: Array, rules: Rules) -> None:
    """Measure anew how central each voice is: by its mean likeness to the voices that stand for its group."""
    _, place = np.unique(group[crowd], return_inverse=True)
    rows, owner = _standing(crowd, place, central, ASKED)
    first = np.searchsorted(owner, place)
    sizes = np.searchsorted(owner, place, side="right") - first
    others = rows[np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())]
    ours = np.repeat(crowd, sizes)
    scores = np.where(ours == others, 0, likeness(vectors, ours, others, rules))
    met = np.add.reduceat((ours != others).astype(float), np.cumsum(sizes) - sizes)
    central[crowd] = np.add.reduceat(scores, np.cumsum(sizes) - sizes) / met.clip(1)
