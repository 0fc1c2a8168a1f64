"""Which voices are worth comparing: those that share rare pairs of letters, the most of them first."""

from typing import Any, Final

import numpy as np
from scipy import sparse

from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.vectors import UNIT, Vectors
from huixiang.digest.progress import Progress

AT_ONCE: Final = 4_000  # voices looked up together
FAINT: Final = 0.02  # likeness by rare pairs below which two voices are not compared

Array = np.ndarray[Any, np.dtype[Any]]


def edges(vectors: Vectors, rules: Rules, progress: Progress) -> tuple[Array, Array, Array]:
    """Give the pairs of voices whose likeness reaches the cut: lefts, rights (left < right), likeness.

    Each voice is compared with the ``neighbours`` that share most of its rarest pairs. Cost grows linearly with the
    voices: no rare pair leads to more than ``postings`` of them.
    """
    keys = _keys(vectors, rules)
    turned = keys.T.tocsr()
    found = []
    for start in range(0, len(vectors), AT_ONCE):
        progress("neighbours", start, len(vectors))
        lefts, rights = _nearest(keys[start : start + AT_ONCE] @ turned, start, rules)
        found.append(np.stack([np.minimum(lefts, rights), np.maximum(lefts, rights)]))
    both = np.unique(np.concatenate(found, axis=1), axis=1) if found else np.zeros((2, 0), np.int64)
    scores = likeness(vectors, both[0], both[1], rules)
    near = scores >= rules.cut
    return both[0][near], both[1][near], scores[near]


def _keys(vectors: Vectors, rules: Rules) -> sparse.csr_matrix:
    """Keep of each voice its weightiest pairs among those that are rare enough to look up."""
    pairs = vectors.pairs
    rare = vectors.rarity[pairs.indices] <= rules.postings
    rows = np.repeat(np.arange(len(vectors)), np.diff(pairs.indptr))[rare]
    columns, weights = pairs.indices[rare], pairs.data[rare]
    order = np.lexsort((columns, -weights, rows))
    rows = rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = order[rank < rules.keys]
    shape = pairs.shape
    return sparse.csr_matrix((weights[kept], (rows[rank < rules.keys], columns[kept])), shape=shape)


def _nearest(products: sparse.csr_matrix, first: int, rules: Rules) -> tuple[Array, Array]:
    """Pick for each row its neighbours, most alike first; of equal ones the earlier."""
    rows = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr)) + first
    good = (products.indices != rows) & (products.data >= FAINT * UNIT**2)
    rows, columns, scores = rows[good], products.indices[good].astype(np.int64), products.data[good]
    order = np.lexsort((columns, -scores, rows))
    rows, columns = rows[order], columns[order]
    near = np.arange(len(rows)) - np.searchsorted(rows, rows) < rules.neighbours
    return rows[near], columns[near]
