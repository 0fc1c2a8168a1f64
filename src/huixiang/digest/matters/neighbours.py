"""Which voices are worth comparing: those that share rare pairs of letters, the most of them first."""

from typing import Any, Final

import numpy as np
from scipy import sparse

from huixiang.digest.matters.likeness import likeness, near_in_sense
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.runs import starts
from huixiang.digest.matters.threads import each
from huixiang.digest.matters.vectors import UNIT, Vectors
from huixiang.digest.progress import Progress

AT_ONCE: Final = 4_000  # voices looked up together
HEAVY: Final = UNIT // 10  # weight from which a pair may chain voices together
FAINT: Final = 0.02  # likeness by rare pairs below which two voices are not compared

Array = np.ndarray[Any, np.dtype[Any]]


def edges(vectors: Vectors, rules: Rules, progress: Progress, since: int = 0) -> tuple[Array, Array, Array]:
    """Give the pairs of voices whose likeness reaches the cut: lefts, rights (left < right), likeness.

    Each voice is compared with the ``neighbours`` that share most of its rarest pairs, and with its next fellows along
    the heaviest of its commoner ones: so hang together the many who raise one matter, whose place no longer is rare.
    With ``since``, only the voices from that row on are looked up. Cost grows linearly with the voices.
    """
    keys = _keys(vectors, rules)
    turned = keys.T.tocsr()
    progress("neighbours", since, len(vectors))

    def looked_up(start: int) -> Array:
        rows, columns = _nearest(keys[start : start + AT_ONCE] @ turned, start, rules)
        return np.minimum(rows, columns) * len(vectors) + np.maximum(rows, columns)

    lot = each(looked_up, range(since, len(vectors), AT_ONCE))
    found = np.concatenate([np.zeros(0, np.int64), *lot, *([] if since else _chained(vectors, rules))])
    progress("neighbours", len(vectors), len(vectors))
    found.sort()
    lefts, rights = np.divmod(found[starts(found) == np.arange(len(found))], max(1, len(vectors)))
    close = near_in_sense(vectors, lefts, rights)
    return near(vectors, lefts[close], rights[close], rules)


def near(vectors: Vectors, lefts: Array, rights: Array, rules: Rules) -> tuple[Array, Array, Array]:
    """Keep the pairs whose likeness reaches the cut: lefts, rights, likeness."""
    scores = likeness(vectors, lefts, rights, rules)
    kept = scores >= rules.cut
    return lefts[kept], rights[kept], scores[kept]


def _keys(vectors: Vectors, rules: Rules) -> sparse.csr_matrix:
    """Keep of each voice its weightiest pairs among those that are rare enough to look up."""
    pairs = vectors.pairs
    rare = vectors.rarity[pairs.columns] <= rules.postings
    rows = np.repeat(np.arange(len(vectors)), np.diff(pairs.starts))[rare]
    columns, weights = pairs.columns[rare], pairs.weights[rare]
    kept = _best(rows, weights, rules.keys)
    shape = (len(vectors), len(vectors.rarity))
    kept = kept[_affordable(columns[kept], shape, rules)]
    return sparse.csr_matrix((weights[kept], (rows[kept], columns[kept])), shape=shape)


def _chained(vectors: Vectors, rules: Rules) -> list[Array]:
    """Pair each voice with the next two that have one of its heaviest pairs, among those too common to look up."""
    pairs = vectors.pairs
    heavy = (pairs.weights >= HEAVY) & (vectors.rarity[pairs.columns] > rules.postings)
    rows = np.repeat(np.arange(len(vectors)), np.diff(pairs.starts))[heavy]
    columns = pairs.columns[heavy]
    kept = _best(rows, pairs.weights[heavy], rules.chains)
    order = np.argsort(columns[kept].astype(np.int64) * len(vectors) + rows[kept])
    rows, columns = rows[kept][order], columns[kept][order]
    found = []
    for step in (1, 2):
        fellow = columns[step:] == columns[:-step]
        found.append(rows[:-step][fellow] * len(vectors) + rows[step:][fellow])
    return found


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
