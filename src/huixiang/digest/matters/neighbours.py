"""Which voices are worth comparing: those that share rare pairs of letters, the most of them first."""

from typing import Any, Final

import numpy as np
from scipy import sparse

from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.runs import starts
from huixiang.digest.matters.vectors import UNIT, Vectors
from huixiang.digest.progress import Progress

AT_ONCE: Final = 4_000  # voices looked up together
FAINT: Final = 0.02  # likeness by rare pairs below which two voices are not compared

Array = np.ndarray[Any, np.dtype[Any]]


def edges(vectors: Vectors, rules: Rules, progress: Progress, since: int = 0) -> tuple[Array, Array, Array]:
    """Give the pairs of voices whose likeness reaches the cut: lefts, rights (left < right), likeness.

    Each voice is compared with the ``neighbours`` that share most of its rarest pairs; with ``since``, only the voices
    from that row on are. Cost grows linearly: no rare pair leads to more than ``postings`` voices.
    """
    keys = _keys(vectors, rules)
    turned = keys.T.tocsr()
    found = [np.zeros(0, np.int64)]
    for start in range(since, len(vectors), AT_ONCE):
        progress("neighbours", start, len(vectors))
        rows, columns = _nearest(keys[start : start + AT_ONCE] @ turned, start, rules)
        found.append(np.minimum(rows, columns) * len(vectors) + np.maximum(rows, columns))
    lefts, rights = np.divmod(np.unique(np.concatenate(found)), max(1, len(vectors)))
    return near(vectors, lefts, rights, rules)


def near(vectors: Vectors, lefts: Array, rights: Array, rules: Rules) -> tuple[Array, Array, Array]:
    """Keep the pairs whose likeness reaches the cut: lefts, rights, likeness."""
    scores = likeness(vectors, lefts, rights, rules)
    kept = scores >= rules.cut
    return lefts[kept], rights[kept], scores[kept]


def _keys(vectors: Vectors, rules: Rules) -> sparse.csr_matrix:
    """Keep of each voice its weightiest pairs among those that are rare enough to look up."""
    pairs = vectors.pairs
    rare = vectors.rarity[pairs.indices] <= rules.postings
    rows = np.repeat(np.arange(len(vectors)), np.diff(pairs.indptr))[rare]
    columns, weights = pairs.indices[rare], pairs.data[rare]
    kept = _best(rows, weights, rules.keys)
    kept = kept[_affordable(columns[kept], pairs.shape, rules)]
    return sparse.csr_matrix((weights[kept], (rows[kept], columns[kept])), shape=pairs.shape)


def _affordable(columns: Array, shape: tuple[int, int], rules: Rules) -> Array:
    """Tell which keys to keep so that a text meets ``lookups`` others on average; the rarest keys first."""
    owners = np.bincount(columns, minlength=shape[1])
    sizes = np.bincount(owners)
    met = np.cumsum(sizes * np.arange(len(sizes)) ** 2)
    most = np.searchsorted(met, rules.lookups * shape[0], side="right") - 1
    kept: Array = owners[columns] <= most
    return kept


def _nearest(products: sparse.csr_matrix, first: int, rules: Rules) -> tuple[Array, Array]:
    """Pick for each row its neighbours, most alike first; of equal ones the earlier."""
    rows = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
    good = (products.indices != rows + first) & (products.data >= FAINT * UNIT**2)
    rows, columns, scores = rows[good], products.indices[good].astype(np.int64), products.data[good]
    order = np.argsort(rows * products.shape[1] + columns)  # a product's columns come in no order
    rows, columns = rows[order], columns[order]
    kept = _best(rows, scores[order] // UNIT, rules.neighbours)
    return rows[kept] + first, columns[kept]


def _best(rows: Array, weights: Array, most: int) -> Array:
    """Find the ``most`` heaviest places of each row; of equal ones the first. Rows rise; weights are at most 4,095."""
    packed = rows.astype(np.int64) << 40 | (4_095 - weights.astype(np.int64)) << 28
    start = starts(rows)
    within = np.arange(len(rows)) - start
    packed |= within
    packed.sort()
    best = within < most
    places: Array = start[best] + (packed[best] & ((1 << 28) - 1))
    return places
