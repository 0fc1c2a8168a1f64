"""From pairs that are alike to groups that hold together: components first, then average linkage within each."""

from typing import Any

import numpy as np

from huixiang.digest.matters.blocks import settle
from huixiang.digest.matters.components import Edges, components, pieces, within
from huixiang.digest.matters.crowds import regroup
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.vectors import Vectors
from huixiang.digest.partitions import Runner

Array = np.ndarray[Any, np.dtype[Any]]


def groups(vectors: Vectors, near: Edges, rules: Rules, runner: Runner) -> tuple[Array, Array]:
    """Give each voice the number of its group (its first voice's) and how central it is there.

    Central is the mean likeness to the others of the group; 0 for a voice alone.
    """
    group, central = np.arange(len(vectors)), np.zeros(len(vectors), np.float32)
    small, crowds = components(len(vectors), near, rules.largest)
    inner = [within(crowd, near) for crowd in crowds]
    parts = [part for crowd, inside in zip(crowds, inner, strict=True) for part in pieces(crowd, inside, rules)]
    settle(vectors, [*small, *parts], group, central, rules=rules, runner=runner)
    for crowd, inside in zip(crowds, inner, strict=True):
        regroup(vectors, crowd, inside, group, central, rules)
    return group, central
