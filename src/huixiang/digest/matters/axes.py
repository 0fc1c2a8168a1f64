"""The strongest axes along which texts differ: latent semantic analysis by the randomised method.

Source: Deerwester et al. 1990; Halko, Martinsson and Tropp 2011. Needs numpy and scipy only, so that workers start
quickly.
"""

from typing import Any, Final

import numpy as np
from scipy import linalg, sparse

SPARE: Final = 10  # directions looked along beside those that are wanted
PASSES: Final = 2

Array = np.ndarray[Any, np.dtype[Any]]


def strongest_axes(rows: sparse.csr_matrix, number: int) -> Array:
    """Find the ``number`` strongest axes of n texts x V terms (float32): V x ``number``, by falling strength.

    The same rows give the same axes, as long as one thread does it. Linear in the entries of ``rows``.
    """
    wide = rows.shape[0] < rows.shape[1]
    table = rows.T if wide else rows
    # The older generator, so that the axes are those of earlier versions.
    basis = np.random.RandomState(0).normal(size=(table.shape[1], number + SPARE)).astype(np.float32)
    for _ in range(PASSES):
        basis = table.T @ (table @ basis)
    basis = linalg.qr(table @ basis, mode="economic", check_finite=False)[0]
    left, _, right = linalg.svd(basis.T @ table, full_matrices=False)
    left = basis @ left
    ours, theirs = (left.T, right) if wide else (right, left.T)
    axes: Array = (ours * _signs(theirs)[:, None])[:number].T
    return axes


def _signs(rows: Array) -> Array:
    """Give the sign of the largest entry of each row: an axis may point either way, and must point one."""
    largest = np.abs(rows).argmax(axis=1)
    signs: Array = np.sign(rows[np.arange(len(rows)), largest])
    return signs
