"""Groups that are one matter said in several ways: their centres are alike though their voices are not."""

from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

Array = np.ndarray[Any, np.dtype[Any]]


def kindred(alike: Array, label: Array, kin: float) -> Array:
    """Join groups whose centres are alike: their mean likeness by the root of the mean likeness within both.

    ``alike`` is the likeness of all voices (its diagonal is not read), ``label`` the group of each. One matter said in
    two ways by many falls into two groups that are each loose; the likeness of their centres takes out the looseness.
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
