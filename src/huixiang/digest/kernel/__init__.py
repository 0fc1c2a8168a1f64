"""The engine's inner loops over characters: sketches, gram sets, what two texts share.

Compiled C where a library was built for this machine, numpy where not; the results are the same. The caller
decides what is alike; nothing here judges.
"""

from huixiang.digest.kernel.paths import families, gram_sets, longest_runs, shared, sketch
from huixiang.digest.kernel.rows import dots, pair_counts, products, turned, weigh
from huixiang.digest.kernel.shapes import BITS, BUCKETS, Axes, Families, GramSets, PairCounts, Rows, Sketches, Weights
from huixiang.digest.kernel.texts import Texts, texts_of

__all__ = [
    "BITS",
    "BUCKETS",
    "Axes",
    "Families",
    "GramSets",
    "PairCounts",
    "Rows",
    "Sketches",
    "Texts",
    "Weights",
    "dots",
    "families",
    "gram_sets",
    "longest_runs",
    "pair_counts",
    "products",
    "shared",
    "sketch",
    "texts_of",
    "turned",
    "weigh",
]
